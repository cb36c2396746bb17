"""Says what the signed reviews of a round lead to, treatment by treatment; nothing else makes an outcome.

Source: Labor Code 4610.6(a), (e); ``deciding``.
"""

from __future__ import annotations

from openimr.cases.case import Case, Decided
from openimr.cases.deciding import Vote, decide

__all__ = ["decided"]


def decided(case: Case) -> tuple[Decided, ...]:
    """The outcome of each open treatment that each reviewer signed, with the rule that led to it."""
    votes = {
        number: [
            Vote(row.reviewer, row.outcome)
            for row in case.round.valid_reviews
            if row.treatment == number and row.reviewer in case.round.active_reviewers
        ]
        for number in case.open_numbers
    }
    whole = len(case.round.active_reviewers)
    return tuple(
        Decided(treatment=number, decision=decide(rows))
        for number, rows in votes.items()
        if rows and len(rows) == whole
    )
