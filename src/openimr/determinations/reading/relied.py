"""Parts one account of the guidelines relied on into what the claims administrator and what the reviewer rests on.

Source: L1, L2 in docs/reference/layouts.md; the sentences are recalled, so without them all is the reviewer's.
"""

from __future__ import annotations

import re

__all__ = ["part_relied_on"]

_ADMINISTRATOR = re.compile(r"\bThe Claims Administrator\b", re.IGNORECASE)
_REVIEWER = re.compile(
    r"\bThe (?:Expert|Physician|Professional|Medical) Reviewer\b|\bPer the Strength of Evidence\b", re.IGNORECASE
)

Stretch = tuple[int, int]


def part_relied_on(text: str, start: int, end: int) -> tuple[Stretch | None, Stretch | None]:
    """Where the claims administrator's and the reviewer's part stand between ``start`` and ``end`` of ``text``."""
    while start < end and text[start] == " ":
        start += 1
    if start == end:
        return None, None
    administrator = _ADMINISTRATOR.match(text, start, end)
    reviewer = _REVIEWER.search(text, start, end)
    if administrator is None:
        return None, (start, end)
    if reviewer is None:
        return (start, end), None
    return (start, reviewer.start()), (reviewer.start(), end)
