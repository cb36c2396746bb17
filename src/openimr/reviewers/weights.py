"""Turns what prefers one reviewer to another into points, by the table of weights.

Source: ``rulebook/law/matching_weights.yaml``; Labor Code 139.5(d)(4)(B) for California licences (unverified).
"""

from __future__ import annotations

from functools import cache

from openimr.citations import Citation, CitationKind, Value, Verification
from openimr.reviewers.reasons import Effect, Reason, criterion
from openimr.rulebook import load

__all__ = ["Weight", "stepped", "weighed", "weight"]


class Weight(Value, frozen=True):
    """One preference: points once, or for each ``step`` of a quantity above ``from_``, up to ``most`` in all."""

    id: str
    points: int
    criterion: str
    says: str
    source: str
    verification: Verification
    step: int = 0
    most: int = 0
    from_: int = 0
    within_days: int = 0

    def citation(self) -> Citation:
        """Where the weight comes from."""
        if self.criterion == "HOUSE" or self.verification is Verification.DRAFT:
            return Citation(
                kind=CitationKind.OTHER, title=f"Weight {self.id}", locator=self.source, verification=self.verification
            )
        return criterion(self.criterion)


@cache
def weight(identity: str) -> Weight:
    """The weight of this id.

    Raises:
        KeyError: there is none; ids are written in this package, so this is a fault of ours.
    """
    rows: dict[str, Weight] = {row.id: row for row in load("law/matching_weights.yaml", Weight)}
    return rows[identity]


def stepped(identity: str, amount: float) -> int:
    """The points for an amount: so many for each full step, never more than the most."""
    row = weight(identity)
    steps = max(0, int((amount - row.from_) // row.step))
    points = row.points * steps
    return max(points, row.most) if row.points < 0 else min(points, row.most)


def weighed(identity: str, *, points: int | None = None, detail: str = "") -> Reason:
    """The reason that this weight gives, for or against, with its points."""
    row = weight(identity)
    given = row.points if points is None else points
    return Reason(
        effect=Effect.FOR if given > 0 else Effect.AGAINST,
        code=row.id,
        criterion=row.criterion,
        says=row.says[0].upper() + row.says[1:] + (f": {detail}" if detail else "") + ".",
        citation=row.citation(),
        points=given,
    )
