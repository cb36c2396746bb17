"""Reads the "Final Determination" of 2017 on: layout L5. The whole layout is recalled, so all of it is unverified.

Source: L5 in docs/reference/layouts.md.
"""

from __future__ import annotations

import msgspec

from openimr.determinations.model import Determination, Layout
from openimr.determinations.reading.flow import Flow
from openimr.determinations.reading.l3 import DECISIONS, read_decided
from openimr.determinations.reading.l4 import HOW_MADE, ISSUES, SUMMARY
from openimr.determinations.reading.numbered import has_numbered_treatments
from openimr.determinations.reading.quoting import is_quoted

__all__ = ["is_l5", "read_l5"]

_DOUBT = "Layout L5 is known by recollection only: all that is read of it is unverified."


def is_l5(flow: Flow) -> bool:
    """Whether the headings are there, and decisions told in sentences where the last heading is that of L4."""
    text = flow.text
    if "HOW THE IMR FINAL" not in text:
        return False
    made = HOW_MADE.pattern.search(text)
    if not made or is_quoted(flow, made.start()):
        return False
    if DECISIONS.pattern.search(text, made.end()):
        return True
    issues = ISSUES.pattern.search(text, made.end())
    return issues is not None and has_numbered_treatments(flow, issues.end(), len(text))


def read_l5(flow: Flow) -> Determination:
    """The determination that ``flow`` holds, marked unverified; what is missing in it is a problem of the result."""
    last = DECISIONS if DECISIONS.pattern.search(flow.text) else ISSUES
    determination = read_decided(flow, Layout.L5, (HOW_MADE, SUMMARY, last))
    return msgspec.structs.replace(determination, unverified=(_DOUBT, *determination.unverified))
