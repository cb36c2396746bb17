from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.calendars.counting import DayCount, Roll, add, between, closure, closures, count_rule, is_open, rolled
from openimr.errors import UnusableArguments

STEPPED = [
    DayCount.BUSINESS_DAYS,
    DayCount.NORMAL_BUSINESS_DAYS,
    DayCount.WORKING_DAYS,
    DayCount.COURT_DAYS,
]
DAYS = st.dates(dt.date(2013, 4, 1), dt.date(2030, 9, 1))
LENGTHS = st.integers(0, 60)
COUNTS = st.sampled_from([DayCount.CALENDAR_DAYS, *STEPPED])


@given(DAYS, LENGTHS, st.sampled_from([DayCount.CALENDAR_DAYS, DayCount.MONTHS, *STEPPED]))
def test_a_day_more_never_brings_the_end_back(day: dt.date, length: int, count: DayCount) -> None:
    length = min(length, 3) if count is DayCount.MONTHS else length
    end = add(day, length, count)
    assert add(day, length + 1, count) > end
    assert add(day + dt.timedelta(days=1), length, count) >= end


@given(DAYS, LENGTHS, COUNTS)
def test_what_is_added_is_what_lies_between(day: dt.date, length: int, count: DayCount) -> None:
    assert between(day, add(day, length, count), count) == length


@given(DAYS, st.integers(0, 40), COUNTS)
def test_between_backwards_is_the_negative_of_what_was_stepped_back(day: dt.date, length: int, count: DayCount) -> None:
    assert between(day, add(day, -length, count), count) == -length


@given(DAYS, LENGTHS, st.sampled_from(STEPPED))
def test_a_count_ends_on_an_open_day(day: dt.date, length: int, count: DayCount) -> None:
    assert is_open(add(day, length + 1, count), count)


@given(DAYS, LENGTHS, st.sampled_from(STEPPED))
def test_every_day_is_either_counted_or_told_as_closed(day: dt.date, length: int, count: DayCount) -> None:
    end = day + dt.timedelta(days=length)
    assert between(day, end, count) + len(closures(day, end, count)) == length


@given(DAYS, st.sampled_from(Roll))
def test_rolling_is_idempotent_and_never_goes_back(day: dt.date, roll: Roll) -> None:
    end = rolled(day, roll)
    assert end >= day
    assert rolled(end, roll) == end
    assert rolled(day + dt.timedelta(days=1), roll) >= end


@pytest.mark.parametrize(
    ("day", "count", "name"),
    [
        (dt.date(2014, 11, 28), DayCount.NORMAL_BUSINESS_DAYS, None),
        (dt.date(2014, 11, 29), DayCount.BUSINESS_DAYS, None),
        (dt.date(2014, 11, 30), DayCount.BUSINESS_DAYS, "Sunday"),
        (dt.date(2014, 11, 28), DayCount.WORKING_DAYS, "Friday after Thanksgiving"),
        (dt.date(2014, 11, 29), DayCount.WORKING_DAYS, "Saturday"),
        (dt.date(2014, 9, 9), DayCount.NORMAL_BUSINESS_DAYS, "Admission Day"),
        (dt.date(2014, 9, 9), DayCount.COURT_DAYS, None),
        (dt.date(2014, 2, 12), DayCount.COURT_DAYS, "Lincoln Day"),
        (dt.date(2014, 2, 12), DayCount.WORKING_DAYS, None),
        (dt.date(2020, 1, 4), DayCount.NORMAL_BUSINESS_DAYS, "Saturday"),
        (dt.date(2020, 11, 27), DayCount.NORMAL_BUSINESS_DAYS, "Friday after Thanksgiving"),
        (dt.date(2014, 12, 25), DayCount.CALENDAR_DAYS, None),
    ],
)
def test_each_way_of_counting_has_its_own_closed_days(day: dt.date, count: DayCount, name: str | None) -> None:
    found = closure(day, count)
    assert (found.name if found else None) == name


def test_a_holiday_of_a_part_of_the_day_closes_nothing() -> None:
    assert is_open(dt.date(2014, 4, 18), DayCount.BUSINESS_DAYS)  # Good Friday


@pytest.mark.parametrize("count", [DayCount.MONTHS, DayCount.HOURS])
def test_hours_and_months_have_no_closed_days(count: DayCount) -> None:
    with pytest.raises(UnusableArguments) as refused:
        count_rule(dt.date(2024, 1, 2), count)
    assert f"in {count.value}" in refused.value.explain()


def test_hours_are_not_counted_from_a_day() -> None:
    with pytest.raises(UnusableArguments) as refused:
        add(dt.date(2024, 1, 2), 24, DayCount.HOURS)
    assert "time of day" in refused.value.explain()


@pytest.mark.parametrize("day", [dt.date(2012, 12, 31), dt.date(2031, 1, 1)])
@pytest.mark.parametrize("count", STEPPED)
def test_a_day_beyond_the_tables_is_refused(day: dt.date, count: DayCount) -> None:
    with pytest.raises(UnusableArguments) as refused:
        is_open(day, count)
    assert "from 2013-01-01 to 2030-12-31" in refused.value.explain()


@pytest.mark.parametrize(
    ("length", "count"), [(1, DayCount.CALENDAR_DAYS), (10**12, DayCount.CALENDAR_DAYS), (1, DayCount.MONTHS)]
)
def test_a_day_in_no_calendar_is_refused(length: int, count: DayCount) -> None:
    with pytest.raises(UnusableArguments, match="unusable-arguments"):
        add(dt.date.max, length, count)


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (dt.date(2024, 1, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2023, 1, 31), 1, dt.date(2023, 2, 28)),
        (dt.date(2024, 2, 29), -12, dt.date(2023, 2, 28)),
        (dt.date(2015, 1, 31), -6, dt.date(2014, 7, 31)),
        (dt.date(2015, 12, 31), 2, dt.date(2016, 2, 29)),
    ],
)
def test_a_month_ends_on_the_same_number_or_the_last_day(day: dt.date, months: int, end: dt.date) -> None:
    assert add(day, months, DayCount.MONTHS) == end
