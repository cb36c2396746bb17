"""Whether several applications may be decided in one determination: one employee, physician and date of injury.

The reviewing organization may consolidate; it need not. Each condition is answered with its evidence.

Source: 8 CCR 9792.10.4(a).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from openimr.cases.filing import Filing
from openimr.cases.sameness import Likeness, Sameness, same_day, same_employee, same_physician
from openimr.citations import Citation, CitationKind, Value, Verification
from openimr.errors import UnusableArguments

__all__ = ["Condition", "Consolidation", "consolidation"]

_LAW = Citation(kind=CitationKind.LAW, title="8 CCR 9792.10.4(a)", verification=Verification.VERIFIED)
_GRAVITY = (Sameness.SAME, Sameness.UNCLEAR, Sameness.DIFFERENT)


class Condition(Value, frozen=True):
    """One condition, what it comes to over all the filings, and the evidence for each pair that is not surely one."""

    name: str
    sameness: Sameness
    evidence: tuple[str, ...]


class Consolidation(Value, frozen=True, kw_only=True):
    """Whether filings may be consolidated: same, unclear (for a person) or different (may not)."""

    numbers: tuple[str, ...]
    may: Sameness
    conditions: tuple[Condition, ...]
    citation: Citation = _LAW


def consolidation(filings: Sequence[Filing]) -> Consolidation:
    """The test over two filings or more; that each is eligible is for screening to say.

    Raises:
        UnusableArguments: fewer than two filings are given, or one of them twice.
    """
    numbers = tuple(filing.application.number for filing in filings)
    if len(numbers) < 2 or len(set(numbers)) < len(numbers):
        raise UnusableArguments(
            "Consolidation compares two applications or more, each once.",
            where="applications",
            remedy="Give two different applications at least.",
        )
    pairs = list(itertools.combinations(filings, 2))
    conditions = (
        _condition("one employee", [same_employee(a.parties.employee, b.parties.employee) for a, b in pairs]),
        _condition(
            "the same requesting physician",
            [same_physician(a.parties.requesting_physician, b.parties.requesting_physician) for a, b in pairs],
        ),
        _condition(
            "the same date of injury", [same_day(a.application.injured_on, b.application.injured_on) for a, b in pairs]
        ),
    )
    may = max((condition.sameness for condition in conditions), key=_GRAVITY.index)
    return Consolidation(numbers=numbers, may=may, conditions=conditions)


def _condition(name: str, likenesses: list[Likeness]) -> Condition:
    worst = max((likeness.sameness for likeness in likenesses), key=_GRAVITY.index)
    told = [likeness.evidence for likeness in likenesses if likeness.sameness is worst]
    return Condition(name, worst, tuple(dict.fromkeys(told)))
