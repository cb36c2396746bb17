"""What every verdict on a reviewer consists of: a reason with its effect, its citation, and what would mend it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cache

from openimr.citations import Citation, CitationKind, Value, Verification
from openimr.rulebook import load

__all__ = ["Basis", "Criterion", "Decider", "Effect", "Reason", "criteria", "criterion"]


class Effect(StrEnum):
    """What a reason does: bars an assignment, makes it wait for a person, speaks against or for it, or is told."""

    BARS = "bars"
    HOLDS = "holds"
    AGAINST = "against"
    FOR = "for"
    NOTE = "note"


class Basis(StrEnum):
    """What a reason rests on: the criterion itself, or what proof of it the house asks for.

    Where nothing, or too little, is on file, the criterion is not shown to be met, and not shown to be failed either.
    """

    CRITERION = "criterion"
    PROOF = "proof"


class Decider(StrEnum):
    """What answers a criterion."""

    REGISTRY = "registry"
    CASE = "case"
    PREFERENCE = "preference"
    STATUS = "status"


class Criterion(Value, frozen=True):
    """One thing that a reviewer must be, where this stands, and what follows where a record does not meet it."""

    id: str
    title: str
    decided_by: Decider
    says: str
    verification: Verification
    kind: CitationKind = CitationKind.LAW
    unmet: Effect = Effect.HOLDS
    in_force_from: dt.date | None = None

    def citation(self) -> Citation:
        """Where it stands."""
        return Citation(kind=self.kind, title=self.title, verification=self.verification)


class Reason(Value, frozen=True, kw_only=True):
    """One reason of a verdict. ``criterion`` is its id (Q1, C1 and so on); ``points`` count only in ranking.

    ``basis`` tells what fails the criterion from what is only not proven to the house's satisfaction.
    """

    effect: Effect
    code: str
    criterion: str
    says: str
    citation: Citation
    remedy: str = ""
    evidence: tuple[str, ...] = ()
    points: int = 0
    basis: Basis = Basis.CRITERION

    def sentence(self) -> str:
        """The reason in one line, with its citation."""
        proof = "; what proves it is a rule of the house (draft)" if self.basis is Basis.PROOF else ""
        return f"{self.says} [{self.criterion}: {self.citation.sentence()}{proof}]"


@cache
def criteria() -> dict[str, Criterion]:
    """All criteria by their ids, in their order."""
    return {row.id: row for row in load("law/reviewer_qualifications.yaml", Criterion)}


@cache
def criterion(identity: str) -> Citation:
    """Where the criterion of this id stands.

    Raises:
        KeyError: there is none; ids are written in this package, so this is a fault of ours.
    """
    return criteria()[identity].citation()
