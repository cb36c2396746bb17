"""What only the number of a drug says: refills, a month's supply, a part of a tablet, a dose that is reduced."""

from __future__ import annotations

import pytest

from openimr.treatments import parse
from openimr.treatments.request import Drug, FlagKind


def drug(wording: str) -> Drug:
    found = parse(wording)[0].drug
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("wording", "refills"),
    [
        ("Norco #60 no refills", 0),
        ("Norco #60 without refills", 0),
        ("Norco #60 with no food", None),
        ("Norco #60 R-2", 2),
        ("Norco #60 R: 1", 1),
        ("Norco #60 R- few", None),
        ("Norco #60 R-10 mg", None),
        ("Norco #60 R side", None),
        ("Norco #60, 2 additional refills", 2),
        ("Norco #60, 2 additional notes", None),
        ("Norco #60 refills: 5 days: 30", 5),
    ],
)
def test_refills_are_read_however_they_are_said(wording: str, refills: int | None) -> None:
    assert drug(wording).refills == refills


@pytest.mark.parametrize("wording", ["PT 12 visits no refills", "right knee MRI R-2", "PT days: 30"])
def test_words_for_refills_say_nothing_of_what_is_no_drug(wording: str) -> None:
    assert parse(wording)[0].drug is None


@pytest.mark.parametrize(
    ("wording", "dispensed", "days"),
    [
        ("Norco #120 per month", 120, 30),
        ("Norco 120 tablets a month", 120, 30),
        ("Norco 90 monthly", 90, 30),
        ("Norco 2 tablets a month", None, None),
        ("Norco 90 per week", None, None),
        ("Norco qty: 30 days: 10", 30, 10),
    ],
)
def test_a_number_for_a_month_is_what_is_dispensed_for_it(
    wording: str, dispensed: float | None, days: float | None
) -> None:
    found = drug(wording)
    assert (found.dispensed, found.days_supply) == (dispensed, days)


@pytest.mark.parametrize(
    ("wording", "least", "most"),
    [
        ("Ambien 10 mg 1/2 tab qhs #15", 0.5, 0.5),
        ("Ambien 10 mg half a tablet qhs #15", 0.5, 0.5),
        ("Ambien 10 mg 1/2-1 tab qhs #30", 0.5, 1),
        ("Ambien 10 mg half qhs #30", 1, 1),
    ],
)
def test_a_part_of_a_tablet_may_be_taken_at_once(wording: str, least: float, most: float) -> None:
    found = drug(wording)
    assert found.sig is not None
    assert (found.strength, found.sig.per_day_min, found.sig.per_day_max) == ("10 mg", least, most)


@pytest.mark.parametrize(
    "wording",
    [
        "Norco 10/325 mg #90, taper 10% per month",
        "Norco 10/325 mg #90, reduce by 10 percent",
        "Norco 10/325 mg #90, 10% weekly",
        "Norco 10/325 mg #90, 10% taper",
    ],
)
def test_a_share_that_a_dose_is_reduced_by_is_no_strength(wording: str) -> None:
    found = drug(wording)
    assert (found.strength, found.other_strengths, found.dispensed, found.sig) == ("10/325 mg", (), 90, None)


@pytest.mark.parametrize(
    ("wording", "dispensed", "unit"),
    [
        ("Mobic 15 mg, thirty count", 30, "tablet"),
        ("Lidocaine patch 30 ct", 30, "patch"),
        ("Norco 10/325 mg, 120", 120, "tablet"),
        ("90 Norco 10/325 mg", 90, "tablet"),
        ("1 Norco 10/325 mg", None, None),
        ("Norco 10/325 mg 120 daily", None, None),
        ("Ondansetron 8 mg ODT #30 x 2 QTY: 60", 60, "tablet"),
        ("Ondansetron 8 mg ODT #30 x 2 QTY: 90", 30, "tablet"),
        ("Evzio 0.4 mg, 1 twin pack", 1, "packet"),
        ("Prilosec 20 mg #60 & Terocin patches #30", 60, "capsule"),
        ("Suboxone 8/2 mg film #60", 60, "film"),
        ("Fentanyl 50 mcg/hr #10", 10, "patch"),
    ],
)
def test_what_is_dispensed_is_told_without_a_label_too(wording: str, dispensed: float | None, unit: str | None) -> None:
    found = drug(wording)
    assert (found.dispensed, found.unit) == (dispensed, unit)


@pytest.mark.parametrize(
    ("wording", "dispensed", "unit", "per_day"),
    [
        ("Voltaren gel 1% apply 4 grams QID, 100 g tube x 3", 3, "tube", 4),
        ("Voltaren gel 1%, 4 grams QID, 300 g", 300, "gram", 4),
        ("Voltaren gel 1% 4 grams, QID", 4, "gram", 4),
        ("Voltaren gel 1% 4 grams", 4, "gram", None),
    ],
)
def test_what_is_used_at_once_is_not_what_is_dispensed(
    wording: str, dispensed: float, unit: str, per_day: float | None
) -> None:
    found = drug(wording)
    assert (found.dispensed, found.unit, found.sig and found.sig.per_day_max) == (dispensed, unit, per_day)


@pytest.mark.parametrize(
    ("wording", "days"),
    [
        ("Butrans 10 mcg/hr patch q7 days #4", 28),
        ("Fentanyl 25 mcg/hr patch every 72 hours #10", 30),
        ("Norco 5/325 mg twice a week #10", 34),
    ],
)
def test_what_is_taken_once_in_several_days_lasts_that_long(wording: str, days: float) -> None:
    assert drug(wording).days_supply == days


def test_uses_a_day_of_a_cream_tell_no_days() -> None:
    assert drug("Menthoderm gel 120 grams, apply BID").days_supply is None


def test_a_dose_that_is_raised_in_steps_goes_from_the_least_to_the_most() -> None:
    (request,) = parse("Gabapentin 300 mg qhs x 1 week, then bid x 1 week, then tid, #90")
    assert request.drug is not None
    assert request.drug.sig is not None
    assert (request.drug.sig.per_day_min, request.drug.sig.per_day_max) == (1, 3)
    assert request.drug.days_supply is None
    assert FlagKind.SIG_QTY_CONFLICT not in {flag.kind for flag in request.flags}


def test_two_directions_without_an_order_are_read_by_the_first() -> None:
    found = drug("Gabapentin 300 mg qhs or bid #90")
    assert found.sig is not None
    assert found.sig.per_day_max == 1


@pytest.mark.parametrize(
    ("wording", "strength"),
    [
        ("Fanatrex 25mg/1ml 420 ml", "25 mg/ml"),
        ("Morphine 10mg/5ml 100 ml", "10 mg/5 ml"),
        ("Norco 10mg-325mg #60", "10/325 mg"),
        ("Vitamin D3 50,000 units weekly #12", "50000 unit"),
        ("Norco 10/325 mg 60 units", "10/325 mg"),
        ("Lidoderm 700 mg/patch #30", "700 mg/patch"),
    ],
)
def test_a_strength_may_be_told_per_volume_piece_or_unit(wording: str, strength: str) -> None:
    assert drug(wording).strength == strength


@pytest.mark.parametrize(
    ("wording", "shares"),
    [
        ("Flurbiprofen/Cyclobenzaprine/Menthol 20%/10%/4% cream 180 gm", ["20%", "10%", "4%"]),
        ("Flurbiprofen/Cyclobenzaprine cream 180 gm", [None, None]),
        ("Flurbiprofen 20%/Cyclobenzaprine 10%/ cream", ["20%", "10%"]),
    ],
)
def test_the_shares_of_a_mixture_may_be_told_together_or_not_at_all(wording: str, shares: list[str | None]) -> None:
    found = drug(wording)
    assert found.is_compound
    assert [each.strength for each in found.ingredients] == shares


def test_shares_that_break_off_are_read_one_by_one() -> None:
    assert drug("Capsaicin 0.025%/ cream 60 gm").strength == "0.025%"
    assert drug("Capsaicin 1%/2%/ cream 60 gm").strength == "1%"


def test_products_for_the_skin_joined_by_slashes_are_readings_and_no_mixture() -> None:
    (request,) = parse("Medrox / Terocin ointment 120 ml")
    assert FlagKind.AMBIGUOUS_SERVICE in {flag.kind for flag in request.flags}
