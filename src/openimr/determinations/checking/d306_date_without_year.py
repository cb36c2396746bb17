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
_YEARLESS = re.compile(
    rf"(?<![\w/.])[01]?\d/[0-3]?\d\s{_RELATIVE_YEAR}"
    rf"|\b(?:[Dd]ated|[Vv]isit\s(?:on|of)|[Nn]ote\s(?:of|on|from)|[Rr]eport\s(?:of|on|from)|[Ss]een\son)"
    rf"\s(?P<bare>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01]))(?![/\d%])"
    rf"|\b{_MONTH}\s\d{{1,2}}{_ORDINAL}\b(?!\d|\s?(?:mg|%|visits|sessions)|{_SHARED_YEAR})(?:\s{_RELATIVE_YEAR})?"
    rf"|\b(?!May\b|Mar\b){_MONTH}\s{_RELATIVE_YEAR}"
)


def _look(context: Context) -> Iterator[Hit]:
    for path, text in context.narrative.items():
        for match in _YEARLESS.finditer(text):
            group = "bare" if match["bare"] else 0
            words = match[group]
            yield Hit(
                where=path, message=f"The day “{words}” has no year.", quote=words, at=match.start(group)
            )


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
