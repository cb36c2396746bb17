"""Decides whether the summary or a rationale gives a day without its year.

Source: 8 CCR 9792.10.6(d): the reader must be able to find the document that is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity

__all__ = ["CHECK"]

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_ORDINAL = r"(?:st|nd|rd|th)?"
_RELATIVE_YEAR = r"(?:of\s|,\s?|\s)?(?:this|that|last|the\s(?:same|previous|following|current))\s+year\b"
# "January 3 and March 5, 2014" gives the year of both days.
_SHARED_YEAR = rf"(?:\s?(?:,|-|–|and|to|through|&|or)\s?(?:{_MONTH}\s)?\d{{1,2}}{_ORDINAL})*,?\s(?:of\s)?(?:19|20)\d\d"
# Each pattern is sought only where its cue stands in the text, and begins with letters or figures.
_YEARLESS = (
    (" year", re.compile(rf"(?P<day>[01]?\d/[0-3]?\d\s{_RELATIVE_YEAR})")),
    (" year", re.compile(rf"(?P<day>(?!May\b|Mar\b){_MONTH}\s{_RELATIVE_YEAR})")),
    (
        "/",
        re.compile(
            r"(?:[Dd]ated|[Vv]isit\s(?:on|of)|[Nn]ote\s(?:of|on|from)|[Rr]eport\s(?:of|on|from)|[Ss]een\son)\s"
            r"(?P<day>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01]))(?![/\d%])"
        ),
    ),
    (
        "",
        re.compile(
            rf"(?P<day>{_MONTH}\s\d{{1,2}}{_ORDINAL}\b(?!\d|\s?(?:mg|%|visits|sessions)|{_SHARED_YEAR})"
            rf"(?:\s{_RELATIVE_YEAR})?)"
        ),
    ),
)


def _look(context: Context) -> Iterator[Hit]:
    for path, text in context.narrative.items():
        taken = -1
        for start, end in sorted(_places(text)):
            if start >= taken:
                taken = end
                words = text[start:end]
                yield Hit(where=path, message=f"The day “{words}” has no year.", quote=words, at=start)


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where days without a year stand; of two that begin at one place the longer comes first."""
    found: dict[int, int] = {}
    for cue, pattern in _YEARLESS:
        if cue in text:
            for match in pattern.finditer(text):
                start, end = match.span("day")
                if not text[start - 1 : start].isalnum():
                    found[start] = max(end, found.get(start, 0))
    return iter(found.items())


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
