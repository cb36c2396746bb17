"""Decides whether the summary or a rationale gives a day without its year.

Source: 8 CCR 9792.10.6(d): the reader must be able to find the document that is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.treatments.phrases import places_of, word_set

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
# How each month begins, by each of the words for it in small letters: a day with its month is tried only there.
_MONTH_BEGINS = {
    word: word[:3].capitalize()
    for word in word_set(
        "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october",
        "nov november dec december",
    )
}
_CALENDAR_WORDS = frozenset((*_MONTH_BEGINS, "year"))
_DAY_OF_MONTH = re.compile(
    rf"{_MONTH}\s\d{{1,2}}{_ORDINAL}\b(?!\d|\s?(?:mg|%|visits|sessions)|{_SHARED_YEAR})(?:\s{_RELATIVE_YEAR})?"
)
_TWO_NUMBERS = re.compile(r"(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?![/\d%])")
_OF_A_DOCUMENT = re.compile(
    r"(?:dated|visit (?:on|of)|note (?:of|on|from)|report (?:of|on|from)|seen on) $", re.IGNORECASE
)


def _look(context: Context) -> Iterator[Hit]:
    for path, text in context.narrative.items():
        named = context.words(path) & _CALENDAR_WORDS
        # Without a month in words or a slash there is no day at all.
        if "/" not in text and not named:
            continue
        for start, end in sorted(_places(text, named)):
            words = text[start:end]
            yield Hit(where=path, message=f"The day “{words}” has no year.", quote=words, at=start)


def _places(text: str, named: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where days without a year stand; of two that begin at one place the longer comes first."""
    found: dict[int, int] = {}
    for match in _worded(text, named) if named else ():
        if not text[match.start() - 1 : match.start()].isalnum():
            found[match.start()] = max(match.end(), found.get(match.start(), 0))
    for slash in places_of(("/",), text):
        start = text.rfind(" ", max(slash - 3, 0), slash) + 1
        day = _TWO_NUMBERS.match(text, start) if start else None
        if day and _OF_A_DOCUMENT.search(text, max(start - 16, 0), start):
            found.setdefault(start, day.end())
    return iter(found.items())


def _worded(text: str, named: frozenset[str]) -> Iterator[re.Match[str]]:
    """All that is worded like a day without its year, whatever stands before it."""
    if any(cue in text for cue in _YEAR_CUES):
        for pattern in _YEARLESS:
            yield from pattern.finditer(text)
    for place in places_of({_MONTH_BEGINS[word] for word in named if word in _MONTH_BEGINS}, text):
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
