"""Counts hours in Pacific time, and says on which day a thing that came in at an instant is received.

Hours are absolute: weekends, holidays and the change to or from daylight saving time give no relief.

Source: Labor Code 4610(i)(3); 8 CCR 9792.9.1(a)(1), 9792.10.5(a)(1); ``rulebook/law/receipt.yaml``.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from openimr.calendars.counting import DayCount, add
from openimr.calendars.service import ServiceMethod
from openimr.errors import Unavailable, UnusableArguments
from openimr.rulebook import load
from openimr.rulebook.rows import LawRow

__all__ = ["CutOff", "add_hours", "cut_off", "pacific", "pacific_day", "pacific_start", "received_on"]


class CutOff(LawRow, frozen=True, kw_only=True):
    """Until what time of day a thing that came in one way is received on that day."""

    method: ServiceMethod
    until: dt.time
    count: DayCount


@cache
def _zone() -> ZoneInfo:
    """Pacific time.

    Raises:
        Unavailable: neither the system nor the package tzdata holds it.
    """
    try:
        return ZoneInfo("America/Los_Angeles")
    except ZoneInfoNotFoundError as error:
        raise Unavailable(
            "Pacific time is not known on this computer.",
            why="Neither the system nor Python has the time zone America/Los_Angeles.",
            remedy="Run: pip install tzdata",
        ) from error


def pacific(instant: dt.datetime) -> dt.datetime:
    """The same instant as clocks in California show it.

    Raises:
        UnusableArguments: the instant does not say its time zone.

    >>> pacific(dt.datetime(2026, 1, 2, 1, 0, tzinfo=dt.timezone.utc)).isoformat()
    '2026-01-01T17:00:00-08:00'
    """
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise UnusableArguments(
            "The instant does not say its time zone.",
            why="A time of day alone is another instant elsewhere, and none or two when clocks change.",
            remedy="Give it with its offset, such as 2026-03-02T09:30-08:00.",
        )
    try:
        return instant.astimezone(dt.UTC).astimezone(_zone())
    except OverflowError as error:
        raise UnusableArguments("The instant is in no calendar.", remedy="Check its year.") from error


def pacific_day(instant: dt.datetime) -> dt.date:
    """The day of an instant in California.

    Raises:
        UnusableArguments: the instant does not say its time zone.
    """
    return pacific(instant).date()


def pacific_start(day: dt.date) -> dt.datetime:
    """The first instant of a day in California.

    >>> pacific_start(dt.date(2026, 3, 2)).isoformat()
    '2026-03-02T00:00:00-08:00'
    """
    return dt.datetime.combine(day, dt.time(), tzinfo=_zone())


def add_hours(instant: dt.datetime, hours: int) -> dt.datetime:
    """The instant ``hours`` later, as clocks in California show it.

    Raises:
        UnusableArguments: the instant does not say its time zone.

    >>> add_hours(dt.datetime(2026, 3, 7, 12, 0, tzinfo=_zone()), 24).isoformat()  # clocks go forward in the night
    '2026-03-08T13:00:00-07:00'
    """
    try:
        return pacific(pacific(instant).astimezone(dt.UTC) + dt.timedelta(hours=hours))
    except OverflowError as error:
        raise UnusableArguments("The instant found is in no calendar.", remedy="Check the year.") from error


@cache
def cut_off(method: ServiceMethod) -> CutOff | None:
    """The time of day after which a request that comes in this way is received on the next business day, if any."""
    return next((row for row in load("law/receipt.yaml", CutOff) if row.method is method), None)


def received_on(instant: dt.datetime, *, method: ServiceMethod) -> dt.date:
    """The day on which a request for authorization that came in at ``instant`` is received.

    Not for expedited and concurrent requests, which are received when they come.

    Raises:
        UnusableArguments: the instant does not say its time zone.

    >>> received_on(dt.datetime(2026, 3, 6, 17, 31, tzinfo=_zone()), method=ServiceMethod.FAX)  # a Friday
    datetime.date(2026, 3, 9)
    >>> received_on(dt.datetime(2026, 3, 6, 17, 30, tzinfo=_zone()), method=ServiceMethod.FAX)
    datetime.date(2026, 3, 6)
    """
    here = pacific(instant)
    limit = cut_off(method)
    if limit is None or here.time() <= limit.until:
        return here.date()
    return add(here.date(), 1, limit.count)
