from __future__ import annotations

import datetime as dt

import pytest

from openimr.determinations.checking.d305_impossible_age import CHECK
from openimr.determinations.model import Dates, Determination, Employee
from unit.determinations.checking.factories import DATES, a_determination, hits, messages


def aged(years: int | None, dates: Dates = DATES) -> Determination:
    return a_determination(employee=Employee(age_years=years), dates=dates)


@pytest.mark.parametrize("years", [0, 13, 101, 462])
def test_an_age_at_which_nobody_works_is_found(years: int) -> None:
    (hit,) = hits(CHECK, aged(years))
    assert hit.where == "employee.age_years"


@pytest.mark.parametrize("years", [14, 46, 100, None])
def test_an_age_at_which_people_work_and_none_are_fine(years: int | None) -> None:
    assert not hits(CHECK, aged(years))


@pytest.mark.parametrize(
    ("injury", "is_found"),
    [
        (dt.date(1979, 3, 21), True),  # 46, at most 47 less 37 years: 10 or younger
        (dt.date(1978, 3, 22), True),
        (dt.date(1979, 3, 22), False),
        (dt.date(1990, 3, 21), False),
    ],
)
def test_an_age_too_young_on_the_day_of_injury_is_found(injury: dt.date, *, is_found: bool) -> None:
    found = messages(CHECK, aged(45, Dates(injury=injury, issued=dt.date(2016, 3, 21))))
    assert bool(found) is is_found


def test_the_message_shows_the_arithmetic() -> None:
    (message,) = messages(CHECK, aged(30, Dates(injury=dt.date(1980, 5, 1), ur_decision=dt.date(2016, 3, 21))))
    assert "30 years in 2016 was at most 0 years old when injured on May 1, 1980, 35 years before" in message


@pytest.mark.parametrize(
    "dates",
    [Dates(), Dates(injury=dt.date(1970, 1, 1)), Dates(injury=dt.date(2016, 4, 1), issued=dt.date(2016, 3, 1))],
)
def test_without_two_days_in_order_nothing_is_computed(dates: Dates) -> None:
    assert not hits(CHECK, aged(20, dates))
