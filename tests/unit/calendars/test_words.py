"""Days in the words of letters do not follow the language of the machine."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from openimr.calendars.words import MONTHS, day_in_words, weekday_and_day


@given(day=some.dates())
def test_a_day_in_words_is_that_day_in_english(day: dt.date) -> None:
    month, number, year = day_in_words(day).replace(",", "").split()
    assert (MONTHS.index(month) + 1, int(number), int(year)) == (day.month, day.day, day.year)


@pytest.mark.parametrize("shift", range(7))
def test_the_day_of_the_week_goes_before(shift: int) -> None:
    day = dt.date(2026, 3, 2) + dt.timedelta(days=shift)
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    assert weekday_and_day(day) == f"{names[shift]}, {day_in_words(day)}"
