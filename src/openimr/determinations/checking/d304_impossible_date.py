"""Decides whether the days of the case can be true: each is in the calendar, and they stand in their order.

Source: 8 CCR 9792.10.1(b)(1), 9792.10.4, 9792.10.6: injury, utilization review, application, assignment, determination.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from openimr.calendars.words import day_in_words
from openimr.determinations.checking.cues import LATE_DAYS, MONTHS
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
_IN_NUMBERS = re.compile(r"\d\d?/\d\d?/(?:\d{4}|\d\d)(?![\w/]|\s?mg\b)")
# A month in words with a day over 28, or day 0; it is tried only where a month begins.
_IN_WORDS = re.compile(r"[A-Z][a-z]{2,8}\.?\s+(?:29|[3-9]\d|00?)(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d\b")
# At the slash between month and day: a month over 12, a day over 28, or none.
# It begins with one sign, so that the search can leap.
_DOUBTFUL = re.compile(r"/(?=\d\d?/\d\d)(?:(?<=1[3-9]/)|(?<=[2-9]\d/)|(?<=0/)(?<![1-9]0/)|(?=29|[3-9]\d/|00?/))")
_MONTH_BEGINS = frozenset(MONTHS.values())
_JOINED = frozenset("0123456789/.-")


def _look(context: Context) -> Iterator[Hit]:
    yield from _not_in_the_calendar(context)
    yield from _labelled(context)
    yield from _told(context)


def _not_in_the_calendar(context: Context) -> Iterator[Hit]:
    # Nearly every letter has none, which one look at the whole of it tells.
    if not any(_impossible(context.whole, _months_of_late_days(context.vocabulary))):
        return
    for path, text in context.prose.items():
        for start, end in _impossible(text, _MONTH_BEGINS):
            words = text[start:end]
            yield Hit(where=path, message=f"No calendar has the day “{words}”.", quote=words, at=start)


def _months_of_late_days(words: frozenset[str]) -> frozenset[str]:
    """How the months begin that ``words`` name; none where no day is named that not every month has."""
    named = words.intersection(MONTHS)
    if not named or words.isdisjoint(LATE_DAYS):
        return frozenset()
    return frozenset([MONTHS[word] for word in named])


def _impossible(text: str, months: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where days stand that no calendar has, in numbers or with a month that begins as one of ``months`` does."""
    in_words = (match for place in places_of(months, text) if (match := _IN_WORDS.match(text, place)))
    for match in (*_in_numbers(text), *in_words):
        words = tidy(match[0])
        if read_day(words) is None and DAY.fullmatch(words) and text[match.start() - 1 : match.start()] not in _JOINED:
            yield match.span()


def _in_numbers(text: str) -> Iterator[re.Match[str]]:
    """What is written like a day in numbers, where its month or day is not one that every month or year has."""
    for doubtful in _DOUBTFUL.finditer(text):
        slash = doubtful.start()
        start = max(slash - 2 if text[max(slash - 2, 0) : slash].isdecimal() else slash - 1, 0)
        match = _IN_NUMBERS.match(text, start)
        if match is not None:
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
                message=f"{day_in_words(day)} is later than the determination of {day_in_words(dates.issued)} "
                "that tells of it.",
                quote=text,
            )


def _out_of_order(second: str, late: dt.date, first: str, early: dt.date) -> str:
    days = (early - late).days
    count = "1 day" if days == 1 else f"{days:,} days"
    return (
        f"{second[0].upper()}{second[1:]} on {day_in_words(late)} is {count} before {first} on {day_in_words(early)}."
    )


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
