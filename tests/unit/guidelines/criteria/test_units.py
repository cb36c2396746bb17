import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.citations import Verification
from openimr.guidelines.criteria.units import ConversionRow, convert, told_amount, unit_named, units
from openimr.guidelines.recommendation import PeriodUnit, Unit
from openimr.rulebook import load

ROWS: tuple[ConversionRow, ...] = load("guidelines/unit_conversions.yaml", ConversionRow)


def test_every_unit_of_a_guideline_is_known() -> None:
    assert {unit.value for unit in (*Unit, *PeriodUnit)} <= set(units())


def test_every_conversion_is_between_known_units() -> None:
    assert {row.from_unit for row in ROWS} | {row.to_unit for row in ROWS} <= set(units())


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Sessions", "session"), (" % ", "percent"), ("kg/m2", "bmi"), ("mg", "milligram"), ("smiles", None), ("", None)],
)
def test_words_mean_a_unit(words: str, expected: str | None) -> None:
    assert unit_named(words) == expected


def test_a_number_has_no_needless_decimals() -> None:
    assert told_amount(12.0, "session") == "12 sessions"
    assert told_amount(2.5, "week") == "2.5 weeks"
    assert told_amount(1, "full_day_session") == "1 full day session"
    assert told_amount(3, "smiles") == "3 smiles"


def test_the_same_unit_needs_no_sentence() -> None:
    made = convert(12, "session", "session")
    assert made is not None
    assert (made.amount, made.sentence) == (12, "")


def test_a_conversion_says_that_it_was_made() -> None:
    made = convert(12, "session", "visit")
    assert made is not None
    assert (made.amount, made.sentence) == (12, "A visit is counted as one session.")


@pytest.mark.parametrize(
    ("unit", "to_unit"), [("month", "week"), ("week", "session"), ("session", "hour"), ("day", "hour"), ("x", "y")]
)
def test_what_is_not_sound_is_not_converted(unit: str, to_unit: str) -> None:
    assert convert(4, unit, to_unit) is None


def test_a_session_is_eight_hours_only_in_a_full_day_program() -> None:
    made = convert(160, "hour", "session", services=["functional_restoration_program"])
    assert made is not None
    assert made.amount == 20
    assert made.sentence == "160 hours = 20 sessions (full-day sessions of 8 hours) (unverified)."
    assert made.verification is Verification.UNVERIFIED
    assert convert(160, "hour", "session", services=["acupuncture"]) is None


@given(st.floats(0, 1e6), st.sampled_from(ROWS))
def test_a_conversion_and_its_way_back_are_the_same(amount: float, row: ConversionRow) -> None:
    there = convert(amount, row.from_unit, row.to_unit, services=row.services)
    assert there is not None
    back = convert(there.amount, row.to_unit, row.from_unit, services=row.services)
    assert back is not None
    assert back.amount == pytest.approx(amount)
