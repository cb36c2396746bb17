"""Words one side of a contradiction: what the page says, in its own words, and in which paper it stands."""

from __future__ import annotations

from openimr.casefile.timeline.grounds import Seen, where
from openimr.casefile.timeline.model import Contradiction, ContradictionKind, Statement

__all__ = ["stated"]


def stated(kind: ContradictionKind, what: str, one: Seen, two: Seen) -> Contradiction:
    """The contradiction ``what`` between two findings."""
    return Contradiction(kind=kind, says=what, one=_statement(one), other=_statement(two))


def _statement(seen: Seen) -> Statement:
    finding = seen.finding
    quote = " ".join(finding.pin.quote.split())
    says = f'"{quote}" ({seen.paper}, {where(finding.pin)})'
    return Statement(says=says, pin=finding.pin, finding=finding.id)
