"""Decides whether the summary or a rationale gives a day without its year.

Source: 8 CCR 9792.10.6(d): the reader must be able to find the document that is meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from openimr.determinations.checking.cues import CALENDAR
from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.treatments.phrases import places_of

__all__ = ["CHECK"]

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_ORDINAL = r"(?:st|nd|rd|th)?"
_RELATIVE_YEAR = r"(?:of\s|,\s?|\s)?(?:this|that|last|the\s(?:same|previous|following|current))\s+year\b"
# "January 3 and March 5, 2014" gives the year of both days.
_SHARED_YEAR = rf"(?:\s?(?:,|-|–|and|to|through|&|or)\s?(?:{_MONTH}\s)?\d{{1,2}}{_ORDINAL})*,?\s(?:of\s)?(?:19|20)\d\d"
# These are sought only where a cue stands in the text; what has to stand before a day in two numbers, which may be a
# score or a fraction, is looked at afterwards.
_YEAR_CUES = ("s year", "t year", "e year", "g year")
_YEARLESS = (
    re.compile(rf"\d\d?/\d\d?\s{_RELATIVE_YEAR}"),
    re.compile(rf"(?!May\b|Mar\b){_MONTH}\s{_RELATIVE_YEAR}"),
)
_DAY_OF_MONTH = re.compile(
    rf"{_MONTH}\s\d{{1,2}}{_ORDINAL}\b(?!\d|\s?(?:mg|%|visits|sessions)|{_SHARED_YEAR})(?:\s{_RELATIVE_YEAR})?"
)
# The slash of a day in two numbers, with all that may follow it; the search leaps from slash to slash.
_SLASHED = re.compile(r"/(?:0?[1-9]|[12]\d|3[01])(?![/\d%])")
_TWO_NUMBERS = re.compile(r"(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?![/\d%])")
_OF_A_DOCUMENT = re.compile(
    r"(?:dated|visit (?:on|of)|note (?:of|on|from)|report (?:of|on|from)|seen on) $", re.IGNORECASE
)


def _look(context: Context) -> Iterator[Hit]:
    months = {CALENDAR[word] for word in context.told_words & CALENDAR.keys()}
    is_relative = "year" in context.told_words
    # Without a month in words or a slash there is no day at all.
    if not months and not is_relative and "/" not in context.told:
        return
    patterns = _YEARLESS if is_relative and any(cue in context.told for cue in _YEAR_CUES) else ()
    for path, text in context.narrative.items():
        for start, end in sorted(_places(text, months, patterns)):
            words = text[start:end]
            yield Hit(where=path, message=f"The day “{words}” has no year.", quote=words, at=start)


def _places(text: str, months: Collection[str], patterns: Iterable[re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    """Where days without a year stand: found by ``patterns``, with a month that begins so, or in two numbers.

    ``months`` are how months begin. Of two days that begin at one place the longer comes first.
    """
    found: dict[int, int] = {}
    for match in _worded(text, months, patterns):
        if not text[match.start() - 1 : match.start()].isalnum():
            found[match.start()] = max(match.end(), found.get(match.start(), 0))
    for slashed in _SLASHED.finditer(text):
        slash = slashed.start()
        start = text.rfind(" ", max(slash - 3, 0), slash) + 1
        day = _TWO_NUMBERS.match(text, start) if start else None
        if day and _OF_A_DOCUMENT.search(text, max(start - 16, 0), start):
            found.setdefault(start, day.end())
    return iter(found.items())


def _worded(text: str, months: Collection[str], patterns: Iterable[re.Pattern[str]]) -> Iterator[re.Match[str]]:
    """All that is worded like a day without its year, whatever stands before it."""
    for pattern in patterns:
        yield from pattern.finditer(text)
    for place in places_of(months, text):
        match = _DAY_OF_MONTH.match(text, place)
        if match is not None:
            yield match


CHECK = Check(
    code="D306",
    name="date-without-year",
    severity=Severity.NOTE,
    what="The summary or a rationale gives a day without its year.",
    why="Letters are read years later, and records of several years lie in one file: a day without its year does not "
    "lead to the document that is meant.",
    mend="Write the whole date as it stands on the document.",
    sources=duties("reasons", "documents-listed"),
    look=_look,
)
