"""Counts days forward and back, each by its own law: calendar, business, normal business, working and court days.

The day of the event is not counted, the last day is.

Source: Code of Civil Procedure 12, 12a(a); Labor Code 4600.4(b); Civil Code 9; Pa'u v. Department of Forestry (2019);
Hernandez v. Henkel Loctite (WCAB en banc 2018); ``rulebook/law/day_counts.yaml``.
"""

from __future__ import annotations

import calendar as months_of_a_year
import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

import msgspec

from openimr.calendars.holidays import Holiday, HolidayCalendar, holiday
from openimr.citations import Value
from openimr.errors import UnusableArguments
from openimr.rulebook import load
from openimr.rulebook.rows import DatedRow

__all__ = [
    "Closure",
    "CountRule",
    "DayCount",
    "Roll",
    "add",
    "between",
    "closure",
    "closures",
    "count_rule",
    "count_rules",
    "is_open",
    "rolled",
]

_DAY = dt.timedelta(days=1)


class DayCount(StrEnum):
    """What a length of time is counted in."""

    CALENDAR_DAYS = "calendar_days"
    BUSINESS_DAYS = "business_days"
    NORMAL_BUSINESS_DAYS = "normal_business_days"
    WORKING_DAYS = "working_days"
    COURT_DAYS = "court_days"
    MONTHS = "months"
    HOURS = "hours"

    @property
    def words(self) -> str:
        """The unit as it is said of more than one."""
        return self.value.replace("_", " ")


class Roll(StrEnum):
    """What becomes of a last day that is closed."""

    NONE = "none"
    NEXT_COURT_DAY = "next_court_day"


class Weekday(StrEnum):
    """The days of the week that a way of counting can leave out."""

    SATURDAY = "saturday"
    SUNDAY = "sunday"


_NUMBER = {Weekday.SATURDAY: 5, Weekday.SUNDAY: 6}
_WORDS = {number: weekday.value.title() for weekday, number in _NUMBER.items()}


class CountRule(DatedRow, frozen=True, kw_only=True):
    """Which days are closed in one way of counting, from one day to another."""

    count: DayCount
    until: dt.date
    closed: tuple[Weekday, ...]
    holidays: HolidayCalendar
    note: str


class Closure(Value, frozen=True):
    """Why a day is not counted: a Saturday, a Sunday, or a holiday."""

    day: dt.date
    name: str
    holiday: Holiday | None = None


class _Stretch(msgspec.Struct, frozen=True):
    """A row of the sheet, ready for asking."""

    rule: CountRule
    closed: frozenset[int]


def count_rules() -> tuple[CountRule, ...]:
    """All ways of counting, with their versions."""
    return load("law/day_counts.yaml", CountRule)


@cache
def _stretches(count: DayCount) -> tuple[_Stretch, ...]:
    return tuple(
        _Stretch(rule=row, closed=frozenset(_NUMBER[weekday] for weekday in row.closed))
        for row in count_rules()
        if row.count is count
    )


def _stretch(day: dt.date, count: DayCount) -> _Stretch:
    stretches = _stretches(count)
    for stretch in stretches:
        if stretch.rule.is_in_force(day):
            return stretch
    if not stretches:
        raise UnusableArguments(f"No day is open or closed in {count.words}.", remedy="Name a kind of days.")
    raise UnusableArguments(
        f"Which {count.words} there are around {day} is not known.",
        where="law/day_counts.yaml",
        why=f"The holidays are known from {stretches[0].rule.from_} to {stretches[-1].rule.until}.",
        remedy="Check the year, or add its holidays to the tables with their source.",
    )


def count_rule(day: dt.date, count: DayCount) -> CountRule:
    """The rule by which ``day`` is open or closed.

    Raises:
        UnusableArguments: the tables do not reach to that day, or the unit has no closed days.

    >>> count_rule(dt.date(2019, 12, 31), DayCount.NORMAL_BUSINESS_DAYS).title
    'Civil Code 9'
    >>> count_rule(dt.date(2020, 1, 1), DayCount.NORMAL_BUSINESS_DAYS).title
    'Labor Code 4600.4(b)'
    """
    return _stretch(day, count).rule


def closure(day: dt.date, count: DayCount) -> Closure | None:
    """Why ``day`` is not counted; ``None`` where it is. In calendar days every day counts.

    Raises:
        UnusableArguments: as :func:`count_rule`.

    >>> closure(dt.date(2014, 11, 28), DayCount.NORMAL_BUSINESS_DAYS) is None  # a Friday after Thanksgiving
    True
    >>> closure(dt.date(2025, 11, 28), DayCount.NORMAL_BUSINESS_DAYS).name
    'Friday after Thanksgiving'
    """
    if count is DayCount.CALENDAR_DAYS:
        return None
    stretch = _stretch(day, count)
    found = holiday(day, calendar=stretch.rule.holidays)
    if day.weekday() in stretch.closed:
        return Closure(day=day, name=_WORDS[day.weekday()])
    if found is not None and found.is_full_day:
        return Closure(day=day, name=found.name, holiday=found)
    return None


def is_open(day: dt.date, count: DayCount) -> bool:
    """Whether ``day`` counts.

    Raises:
        UnusableArguments: as :func:`count_rule`.

    >>> is_open(dt.date(2014, 11, 29), DayCount.NORMAL_BUSINESS_DAYS)  # a Saturday, a business day before 2020
    True
    >>> is_open(dt.date(2014, 11, 29), DayCount.WORKING_DAYS)
    False
    """
    return closure(day, count) is None


def add(day: dt.date, length: int, count: DayCount) -> dt.date:
    """The day that lies ``length`` days or months after ``day``; before it where ``length`` is negative.

    A month ends on the same number of the next month, or on its last day where it has no such number.

    Raises:
        UnusableArguments: the unit is hours, which need an instant, or the day found is beyond the tables.

    >>> add(dt.date(2018, 3, 12), 5, DayCount.WORKING_DAYS)
    datetime.date(2018, 3, 19)
    >>> add(dt.date(2024, 2, 29), 12, DayCount.MONTHS)
    datetime.date(2025, 2, 28)
    """
    if count is DayCount.HOURS:
        raise UnusableArguments("Hours are not counted from a day.", remedy="Give the time of day as well.")
    try:
        if count is DayCount.CALENDAR_DAYS:
            return day + dt.timedelta(days=length)
        return _months_later(day, length) if count is DayCount.MONTHS else _stepped(day, length, count)
    except (OverflowError, ValueError) as error:
        raise UnusableArguments("The day found is in no calendar.", remedy="Check the day and the length.") from error


def _months_later(day: dt.date, length: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + length, 12)
    last = months_of_a_year.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


def _stepped(day: dt.date, length: int, count: DayCount) -> dt.date:
    step = _DAY if length >= 0 else -_DAY
    left = abs(length)
    while left:
        day += step
        left -= is_open(day, count)
    return day


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The days after ``first`` up to ``last``."""
    for number in range(first.toordinal() + 1, last.toordinal() + 1):
        yield dt.date.fromordinal(number)


def between(first: dt.date, last: dt.date, count: DayCount) -> int:
    """How many days count after ``first`` up to and with ``last``: what :func:`add` adds; negative going back.

    Raises:
        UnusableArguments: the unit is months or hours, or a day is beyond the tables.

    >>> between(dt.date(2018, 3, 12), dt.date(2018, 3, 19), DayCount.WORKING_DAYS)
    5
    """
    if count is DayCount.CALENDAR_DAYS:
        return (last - first).days
    if last < first:
        return -between(last - _DAY, first - _DAY, count)
    return sum(is_open(day, count) for day in _days(first, last))


def closures(first: dt.date, last: dt.date, count: DayCount) -> tuple[Closure, ...]:
    """The days that are not counted after ``first`` up to and with ``last``, in their order.

    Raises:
        UnusableArguments: as :func:`between`.
    """
    return tuple(found for day in _days(first, last) if (found := closure(day, count)) is not None)


def rolled(day: dt.date, roll: Roll) -> dt.date:
    """The day on which a time limit that would end on ``day`` ends.

    Raises:
        UnusableArguments: the tables do not reach to that day.

    >>> rolled(dt.date(2017, 7, 1), Roll.NEXT_COURT_DAY)  # a Saturday
    datetime.date(2017, 7, 3)
    >>> rolled(dt.date(2017, 7, 1), Roll.NONE)
    datetime.date(2017, 7, 1)
    """
    if roll is Roll.NEXT_COURT_DAY:
        while not is_open(day, DayCount.COURT_DAYS):
            day += _DAY
    return day
