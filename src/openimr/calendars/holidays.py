"""Says which days are holidays in each of the four calendars that the law names, each with its source.

Source: Gov. Code 19853 (paid state holidays), Code of Civil Procedure 135 (judicial holidays), Civil Code 9 as it
measured business days before 2020, Gov. Code 6700 (legal holidays); sheets of ``rulebook/law/holidays/``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from openimr.citations import Value, Verification
from openimr.errors import UnusableArguments
from openimr.rulebook import load

__all__ = ["Holiday", "HolidayCalendar", "holiday", "holidays_in", "years_of"]


class HolidayCalendar(StrEnum):
    """The lists of holidays; they are not to be merged, since each rule names its own."""

    PAID_STATE = "paid_state"
    JUDICIAL = "judicial"
    CIVIL_CODE_9 = "civil_code_9"
    GOVERNMENT_CODE_6700 = "government_code_6700"


class Holiday(Value, frozen=True):
    """One day of a calendar; ``in_place_of`` is the day that it stands in for.

    ``hours`` is given where only a part of the day is a holiday; such a day closes nothing.
    """

    day: dt.date
    name: str
    source: str
    verification: Verification
    in_place_of: dt.date | None = None
    hours: str = ""

    @property
    def is_full_day(self) -> bool:
        """Whether the whole day is a holiday."""
        return not self.hours


@cache
def _table(calendar: HolidayCalendar) -> Mapping[dt.date, Holiday]:
    rows = load(f"law/holidays/{calendar.value}.yaml", Holiday)
    return MappingProxyType({row.day: row for row in rows})


@cache
def years_of(calendar: HolidayCalendar) -> range:
    """The years that the table of a calendar covers.

    >>> years_of(HolidayCalendar.CIVIL_CODE_9)
    range(2013, 2020)
    """
    return range(min(_table(calendar)).year, max(_table(calendar)).year + 1)


def holiday(day: dt.date, *, calendar: HolidayCalendar) -> Holiday | None:
    """The holiday on ``day``, or ``None`` where there is none; days of the week are not told here.

    Raises:
        UnusableArguments: the table does not reach to that year.

    >>> holiday(dt.date(2026, 3, 31), calendar=HolidayCalendar.JUDICIAL).name
    'March 31'
    >>> holiday(dt.date(2026, 6, 19), calendar=HolidayCalendar.PAID_STATE) is None
    True
    """
    _refuse_beyond(day.year, calendar)
    return _table(calendar).get(day)


def holidays_in(year: int, *, calendar: HolidayCalendar) -> tuple[Holiday, ...]:
    """All holidays of a year in their order, also those on a Saturday or Sunday and those of a part of the day.

    Raises:
        UnusableArguments: the table does not reach to that year.

    >>> len(holidays_in(2016, calendar=HolidayCalendar.PAID_STATE))  # Christmas Day on a Sunday and the Monday after
    12
    """
    _refuse_beyond(year, calendar)
    return tuple(found for day, found in sorted(_table(calendar).items()) if day.year == year)


def _refuse_beyond(year: int, calendar: HolidayCalendar) -> None:
    years = years_of(calendar)
    if year not in years:
        raise UnusableArguments(
            f"The holidays of {year} are not known.",
            where=f"law/holidays/{calendar.value}.yaml",
            why=f"The table runs from {years[0]} to {years[-1]}.",
            remedy="Check the year, or add its holidays to the table with their source.",
        )
