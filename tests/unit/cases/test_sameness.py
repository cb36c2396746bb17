"""Same, unclear or different, each with its evidence."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.cases.parties import Employee, PersonName, Physician
from openimr.cases.sameness import (
    Sameness,
    same_day,
    same_employee,
    same_group,
    same_physician,
    same_treatment,
)

BORN = dt.date(1970, 3, 4)


def person(words: str, born: dt.date | None = BORN, *others: str) -> Employee:
    first, last = words.split()
    return Employee(name=PersonName(first=first, last=last), born_on=born, other_names=others)


def physician(words: str, npi: str = "", *groups: str) -> Physician:
    first, last = words.split()
    return Physician(name=PersonName(first=first, last=last), npi=npi, groups=groups)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (person("Ana Núñez"), person("ANA Nunez"), Sameness.SAME),
        (person("Ana Nunez"), person("Ana Nunes"), Sameness.UNCLEAR),
        (person("Ana Nunez"), person("Ana Weber", BORN, "Ana Nunez"), Sameness.SAME),
        (person("Ana Nunez"), person("Ola Weber"), Sameness.UNCLEAR),
        (person("Ana Nunez"), person("Ana Nunez", dt.date(1971, 3, 4)), Sameness.UNCLEAR),
        (person("Ana Nunez"), person("Ola Weber", dt.date(1971, 3, 4)), Sameness.DIFFERENT),
        (person("Ana Nunez", None), person("Ana Nunez"), Sameness.UNCLEAR),
        (person("Ana Nunez", None), person("Ola Weber"), Sameness.DIFFERENT),
    ],
)
def test_employees_are_compared_by_names_and_birth(first: Employee, second: Employee, expected: Sameness) -> None:
    assert same_employee(first, second).sameness is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (physician("Lee Park", "1234567893"), physician("Leo Parks", "1234567893"), Sameness.SAME),
        (physician("Lee Park", "1234567893"), physician("Lee Park", "1245319599"), Sameness.DIFFERENT),
        (physician("Lee Park"), physician("Lee Park", "1245319599"), Sameness.SAME),
        (physician("Lee Park"), physician("Lee Parke"), Sameness.UNCLEAR),
        (physician("Lee Park"), physician("Omar Singh"), Sameness.DIFFERENT),
    ],
)
def test_physicians_are_compared_by_npi_else_by_name(first: Physician, second: Physician, expected: Sameness) -> None:
    assert same_physician(first, second).sameness is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("Redfern Medical Group",), ("REDFERN medical group",), Sameness.SAME),
        (("Redfern Medical Group",), ("Oakhurst Clinic",), Sameness.DIFFERENT),
        (("Redfern Medical Group",), (), Sameness.UNCLEAR),
    ],
)
def test_groups_are_compared_by_name(first: tuple[str, ...], second: tuple[str, ...], expected: Sameness) -> None:
    ours, theirs = physician("Lee Park", "", *first), physician("Omar Singh", "", *second)

    assert same_group(ours, theirs).sameness is expected


def test_a_day_that_is_not_documented_is_unclear() -> None:
    assert same_day(None, BORN).sameness is Sameness.UNCLEAR
    assert same_day(BORN, BORN).sameness is Sameness.SAME


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Norco 10/325 mg #60", "NORCO 10/325mg, #60", Sameness.SAME),
        ("Norco 10/325 mg #60", "Hydrocodone/acetaminophen 10/325 mg #90", Sameness.SAME),
        ("MRI of the lumbar spine", "MRI of the left knee", Sameness.UNCLEAR),
        ("MRI of the left knee", "MRI of the right knee", Sameness.UNCLEAR),
        ("Physical therapy 2x6", "Acupuncture 2x6", Sameness.DIFFERENT),
        ("Physical therapy 2x6", "Zzyx qwlm", Sameness.UNCLEAR),
    ],
)
def test_treatments_are_compared_by_what_is_asked_for_and_where(first: str, second: str, expected: Sameness) -> None:
    assert same_treatment(first, second).sameness is expected


@given(st.text(max_size=40))
def test_a_wording_is_the_same_as_itself(wording: str) -> None:
    assert same_treatment(wording, wording).sameness is Sameness.SAME


@given(
    st.sampled_from(["PT 2x6", "MRI left knee", "Norco #60", "?"]), st.sampled_from(["PT x 12", "MRI knee", "Norco"])
)
def test_sameness_of_treatments_does_not_depend_on_the_order(first: str, second: str) -> None:
    assert same_treatment(first, second).sameness is same_treatment(second, first).sameness
