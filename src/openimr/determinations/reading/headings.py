"""Brings headings that stand alone on their lines in small or mixed letters into the capitals that readers know.

A letter that was retyped, or whose capitals were only the style of a web page, has "Clinical Case Summary" where others
have "CLINICAL CASE SUMMARY".

Source: the headings of L3, L4 and L5 in docs/reference/layouts.md.
"""

from __future__ import annotations

import re
from dataclasses import replace

from openimr.determinations.reading.flow import Flow

__all__ = ["with_headings_in_capitals"]

_HEADING = re.compile(
    r"(?:how the imr final determination was made|clinical case summary|documents reviewed"
    r"|imr issues, decisions,? and rationales|imr decision(?:s|\(s\))? and rationale(?:s|\(s\))?) ?:?",
    re.IGNORECASE | re.ASCII,
)
_LONGEST = 60


def with_headings_in_capitals(flow: Flow) -> Flow:
    """The same flow, with those lines in capitals that are a heading and nothing else; prose stays as it is."""
    pieces: list[str] = []
    done = 0
    for start in flow.line_starts:
        line = flow.text[start : flow.line_end(start)]
        if len(line) < _LONGEST and not line.isupper() and _HEADING.fullmatch(line):
            pieces += (flow.text[done:start], line.upper())
            done = start + len(line)
    return replace(flow, text="".join((*pieces, flow.text[done:]))) if pieces else flow
