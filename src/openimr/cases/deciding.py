"""Says what several reviewers decide together on one treatment: the majority, and for the treatment where they split.

The outcome comes from the reviewers alone. The rule used and how far it was verified stand in the result.

Source: Labor Code 4610.6(e), from memory, as in the sister rule Health and Safety Code 1374.33;
``rulebook/law/deciding.yaml``; ``imr-process.md``, section 2.7.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from openimr.cases.terms import Outcome
from openimr.citations import Citation, Value
from openimr.errors import UnusableArguments
from openimr.rulebook import load
from openimr.rulebook.rows import LawRow

__all__ = ["Deciding", "DecidingRule", "Decision", "Vote", "decide", "deciding_rules"]

# From what gives the employee least to what gives most.
_BY_WHAT_IT_GIVES = (Outcome.UPHELD, Outcome.PARTIALLY_OVERTURNED, Outcome.OVERTURNED)


class Deciding(StrEnum):
    """By what rule the outcome came about."""

    SINGLE = "single"
    MAJORITY = "majority"
    EVEN_SPLIT = "even_split"


class DecidingRule(LawRow, frozen=True, kw_only=True):
    """One rule of deciding, and where it stands."""

    id: Deciding
    says: str


class Vote(Value, frozen=True):
    """What one reviewer signed; ``reviewer`` is a stable id."""

    reviewer: str
    outcome: Outcome


class Decision(Value, frozen=True, kw_only=True):
    """The outcome, the rule that led to it, and each vote."""

    outcome: Outcome
    rule: Deciding
    says: str
    citation: Citation
    votes: tuple[Vote, ...]

    def sentence(self) -> str:
        """The decision in one line, with its citation, marked where that is not verified."""
        return f"{self.says} [{self.citation.sentence()}]"


@cache
def deciding_rules() -> dict[Deciding, DecidingRule]:
    """All rules of deciding by their names."""
    return {row.id: row for row in load("law/deciding.yaml", DecidingRule)}


def decide(votes: Sequence[Vote]) -> Decision:
    """What these reviewers decide together.

    With more than half for one outcome, that one. Else the outcome that gives the employee most among those for which,
    or for more, at least half of the reviewers are: an even split is for the treatment.

    Raises:
        UnusableArguments: there is no vote, or a reviewer votes twice.

    >>> decide([Vote("r1", Outcome.UPHELD), Vote("r2", Outcome.OVERTURNED)]).outcome
    <Outcome.OVERTURNED: 'overturned'>
    """
    if not votes or len({vote.reviewer for vote in votes}) < len(votes):
        raise UnusableArguments(
            "There must be one vote of each reviewer, and at least one.",
            where="votes",
            remedy="Give what each reviewer signed, once.",
        )
    outcome, name = _supported(votes), _rule(votes)
    rule = deciding_rules()[name]
    return Decision(outcome=outcome, rule=name, says=rule.says, citation=rule.citation(), votes=tuple(votes))


def _rule(votes: Sequence[Vote]) -> Deciding:
    most = max(Counter(vote.outcome for vote in votes).values())
    if len(votes) == 1:
        return Deciding.SINGLE
    return Deciding.MAJORITY if 2 * most > len(votes) else Deciding.EVEN_SPLIT


def _supported(votes: Sequence[Vote]) -> Outcome:
    """The middle outcome, the better of two for the employee; where there is a majority, it is the majority's."""
    ranks = sorted(_BY_WHAT_IT_GIVES.index(vote.outcome) for vote in votes)
    return _BY_WHAT_IT_GIVES[ranks[len(ranks) // 2]]
