"""What the laws look at: a case, its review, the determination that it comes to; and how a broken law is told.

Source: ``rulebook/law/issue_rules.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from openimr.cases.life_cycle import RefusedBecause
from openimr.cases.life_cycle_table import ConditionRow
from openimr.citations import Value
from openimr.determinations.checking import Finding
from openimr.determinations.model import Determination
from openimr.reviewers.matching import Candidate
from openimr.reviewers.registry import Reviewer
from openimr.reviews.review import Review, Statement
from openimr.reviews.signing import ToSign
from openimr.reviews.whole_case import WholeCase
from openimr.rulebook import load

__all__ = ["Broken", "Look", "broken", "issue_rules"]

Broken = Iterator[tuple[str, str]]
"""The code of a law that does not hold, and what is missing; once for each missing thing."""


class Look(Value, frozen=True, kw_only=True):
    """All that the laws look at.

    ``numbers`` are the disputed treatments that are eligible and still to be decided. ``reviewer`` and ``candidate``
    are ``None`` where the registry has no such reviewer; ``draft`` where none can be made. ``unwritable`` says why the
    draft cannot be written, ``to_sign`` what is to be signed where it can.
    """

    whole: WholeCase
    review: Review
    numbers: tuple[int, ...]
    reviewer: Reviewer | None = None
    candidate: Candidate | None = None
    draft: Determination | None = None
    findings: tuple[Finding, ...] = ()
    unwritable: tuple[str, ...] = ()
    to_sign: tuple[ToSign, ...] = ()

    def statements(self) -> Iterator[tuple[str, Statement]]:
        """Every statement of the review with its place in the file."""
        for place, statement in enumerate(self.review.summary, start=1):
            yield f"summary {place}", statement
        for row in self.review.treatments:
            for place, statement in enumerate(row.rationale, start=1):
                yield f"treatment {row.number}, rationale {place}", statement


@cache
def issue_rules() -> dict[str, ConditionRow]:
    """All laws by their codes, in the order of the rulebook."""
    return {row.id: row for row in load("law/issue_rules.yaml", ConditionRow)}


def broken(code: str, *missing: str) -> RefusedBecause:
    """The law ``code`` as a reason not to issue.

    Raises:
        KeyError: there is none; codes are written in this package, so this is a fault of ours.
    """
    row = issue_rules()[code]
    return RefusedBecause(code=code, says=row.says, missing=missing, remedy=row.remedy, citation=row.citation())
