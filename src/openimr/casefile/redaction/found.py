"""A stretch of text that was found to identify somebody, before it is merged with its neighbours and numbered.

Source: the plan of the case file, part D.
"""

from __future__ import annotations

from typing import NamedTuple

from openimr.casefile.redaction.model import Kind

__all__ = ["NAMES", "Found", "merged"]

NAMES = frozenset(
    {Kind.EMPLOYEE, Kind.EMPLOYER, Kind.CLAIMS_ADMINISTRATOR, Kind.INSURER, Kind.PROVIDER, Kind.ATTORNEY}
    | {Kind.PERSON, Kind.ORGANIZATION}
)
"""The kinds whose tokens are numbered, since sentences tell of several."""


class Found(NamedTuple):
    """A stretch ``start`` to before ``end``; ``who`` is the same for the same person or organization.

    ``detail`` is what the token says besides its kind, such as the year of a date. The lower ``rank``, the more it
    knows: a party of the case before a pattern, a pattern before a label.
    """

    start: int
    end: int
    kind: Kind
    reason: str
    confidence: float
    is_certain: bool
    rank: int
    who: str = ""
    detail: str = ""


def merged(found: list[Found]) -> list[Found]:
    """What was found, in order and apart: stretches that overlap become one, of the kind that is known best."""
    result: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if result and one.start < result[-1].end:
            result[-1] = _joined(result[-1], one)
        else:
            result.append(one)
    return result


def _joined(first: Found, second: Found) -> Found:
    """Both stretches as one: what is certain of a part of it is certain of all, since a part alone tells too."""
    best = min(first, second, key=lambda one: (not one.is_certain, one.rank, one.start - one.end))
    return best._replace(
        start=first.start,
        end=max(first.end, second.end),
        is_certain=first.is_certain or second.is_certain,
        confidence=max(first.confidence, second.confidence),
    )
