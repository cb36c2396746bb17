"""Decides whether the days of the case can be true: each is in the calendar, and they stand in their order.

Source: 8 CCR 9792.10.1(b)(1), 9792.10.4, 9792.10.6: injury, utilization review, application, assignment, determination.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.model import FactKind
from openimr.determinations.reading.days import DAY, read_day
from openimr.determinations.reading.flow import tidy
from openimr.treatments.phrases import places_of

__all__ = ["CHECK"]

_ORDER = {
    "injury": "the injury",
    "ur_decision": "the utilization review decision",
    "application_received": "the receipt of the application",
    "assigned": "the assignment",
    "issued": "the determination",
}
# Both begin with one set of letters or figures, so that the search can leap.
_IN_NUMBERS = re.compile(r"\d\d?/\d\d?/(?:\d{4}|\d\d)(?![\w/]|\s?mg\b)")
_IN_WORDS = re.compile(r"[JFMASOND][a-z]{2,8}\.?\s+\d\d?(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d\b")
_JOINED = frozenset("0123456789/.-")


def _look(context: Context) -> Iterator[Hit]:
    yield from _not_in_the_calendar(context)
    yield from _labelled(context)
    yield from _told(context)


def _not_in_the_calendar(context: Context) -> Iterator[Hit]:
    # Nearly every letter has none, which one look at the whole of it tells.
    if not any(_impossible(context.whole)):
        return
    for path, text in context.prose.items():
        for start, end in _impossible(text):
            words = text[start:end]
            yield Hit(where=path, message=f"No calendar has the day “{words}”.", quote=words, at=start)


def _impossible(text: str) -> Iterator[tuple[int, int]]:
    """Where days stand that no calendar has."""
    for matches in (_in_numbers(text), _IN_WORDS.finditer(text)):
        for match in matches:
            words = tidy(match[0])
            if (
                read_day(words) is None
                and DAY.fullmatch(words)
                and text[match.start() - 1 : match.start()] not in _JOINED
            ):
                yield match.span()


def _in_numbers(text: str) -> Iterator[re.Match[str]]:
    """What is written like a day in numbers; it is sought at slashes, which are far fewer than numbers."""
    end = 0
    for slash in places_of(("/",), text):
        start = max(slash - 2 if text[max(slash - 2, 0) : slash].isdecimal() else slash - 1, 0)
        match = _IN_NUMBERS.match(text, start) if start >= end else None
        if match is not None:
            end = match.end()
            yield match


def _labelled(context: Context) -> Iterator[Hit]:
    """The days in the labels, each with the next one that is given."""
    given = [(name, day) for name in _ORDER if (day := getattr(context.d.dates, name)) is not None]
    for (first, early), (second, late) in pairwise(given):
        if late < early:
            yield Hit(where=f"dates.{second}", message=_out_of_order(_ORDER[second], late, _ORDER[first], early))


def _told(context: Context) -> Iterator[Hit]:
    """The days that the prose tells, against the labels and against one another."""
    dates = context.d.dates
    injuries = [(fact.where, fact.on, fact.text) for fact in context.facts(FactKind.INJURY_DATE) if fact.on]
    reviews = [(fact.where, fact.on, fact.text) for fact in context.facts(FactKind.UR_DATE) if fact.on]
    visits = [(fact.where, fact.on, fact.text) for fact in context.facts(FactKind.VISIT_DATE) if fact.on]
    for where, day, text in injuries:
        reference = dates.ur_decision or min((on for _, on, _ in reviews), default=None)
        if reference is not None and reference < day:
            yield Hit(
                where=where,
                message=_out_of_order(_ORDER["ur_decision"], reference, _ORDER["injury"], day),
                quote=text,
            )
    for where, day, text in reviews:
        if dates.injury is not None and day < dates.injury and not injuries:
            message = _out_of_order(_ORDER["ur_decision"], day, _ORDER["injury"], dates.injury)
            yield Hit(where=where, message=message, quote=text)
    for where, day, text in (*reviews, *visits):
        if dates.issued is not None and dates.issued < day:
            yield Hit(
                where=where,
                message=f"{_day(day)} is later than the determination of {_day(dates.issued)} that tells of it.",
                quote=text,
            )


def _out_of_order(second: str, late: dt.date, first: str, early: dt.date) -> str:
    days = (early - late).days
    count = "1 day" if days == 1 else f"{days:,} days"
    return f"{second[0].upper()}{second[1:]} on {_day(late)} is {count} before {first} on {_day(early)}."


def _day(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


CHECK = Check(
    code="D304",
    name="impossible-date",
    severity=Severity.ERROR,
    what="A day is in no calendar, or the days of the case do not stand in the order in which they must have happened.",
    why="Time limits, the guideline in force and the records that count all hang on these days; one that cannot be "
    "true "
    "puts the others in doubt.",
    mend="Compare the days with the application, the utilization review decision and the notice of assignment.",
    sources=duties("time-limits"),
    look=_look,
)
