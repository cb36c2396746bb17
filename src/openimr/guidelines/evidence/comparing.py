"""Compares conflicting recommendations by the studies that they rest on, and says so where nothing can be decided.

Studies that do not apply to this worker count for nothing. A tie and an unknown level are told, never resolved; what
rests on a rule that could not be read is to be confirmed by the reviewer.

Source: 8 CCR 9792.25.1; before 2015-04-20 8 CCR 9792.25(c); ``rulebook/law/evidence_method.yaml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from openimr.citations import Citation, CitationKind, Value, Verification
from openimr.guidelines.evidence.levels import Applies, Level, LevelUnknown, Study, level
from openimr.guidelines.sequence_rules import Weighing, rules_in_force
from openimr.rulebook import load

__all__ = [
    "CitedRecommendation",
    "Comparison",
    "ComparisonOutcome",
    "Conflict",
    "Direction",
    "MethodRule",
    "Party",
    "Statement",
    "Strength",
    "StrengthRule",
    "compare",
    "method",
    "strengths",
]


class Party(StrEnum):
    """Who cited a recommendation."""

    PHYSICIAN = "physician"
    UTILIZATION_REVIEW = "utilization_review"
    REVIEWER = "reviewer"


class Direction(StrEnum):
    """Which way a recommendation points for the disputed treatment."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"


class Strength(StrEnum):
    """A rating of the strength of evidence, as used before 2015-04-20."""

    STRONG = "strong"
    MODERATE = "moderate"
    LIMITED = "limited"
    NO_RESEARCH = "no_research"


class CitedRecommendation(Value, frozen=True):
    """A recommendation that was cited, who cited it, which way it points and the studies that it rests on.

    ``strength`` is asked for before 2015-04-20 only.
    """

    name: str
    cited_by: Party
    direction: Direction
    studies: tuple[Study, ...] = ()
    strength: Strength | None = None


class Conflict(Value, frozen=True):
    """Recommendations cited on one disputed treatment; ``rules_on`` is the day of the decision."""

    rules_on: dt.date
    disputed_treatment: str
    recommendations: tuple[CitedRecommendation, ...]


class ComparisonOutcome(StrEnum):
    """What came of a comparison."""

    NO_CONFLICT = "no_conflict"
    SUPPORTED = "supported"
    OPPOSED = "opposed"
    TIE = "tie"
    UNKNOWN = "unknown"
    NOTHING_USABLE = "nothing_usable"


class Statement(Value, frozen=True):
    """One sentence of a comparison, with the rule or row that it rests on."""

    words: str
    citation: Citation

    def sentence(self) -> str:
        """The sentence with its source, marked where that is not verified."""
        return f"{self.words} [{self.citation.sentence()}]"


class Comparison(Value, frozen=True):
    """What comes of laying conflicting recommendations side by side, in sentences with citations.

    ``unusable`` are the recommendations that may not be used to support, deny, delay or modify. ``verification`` is
    that of the weakest rule used; unless it is verified, the result is to be confirmed by the reviewer.
    """

    outcome: ComparisonOutcome
    statements: tuple[Statement, ...]
    unusable: tuple[str, ...] = ()

    @property
    def verification(self) -> Verification:
        """How far the weakest rule used was checked."""
        used = [statement.citation.verification for statement in self.statements]
        order = list(Verification)
        return max(used, key=order.index)

    @property
    def is_to_be_confirmed(self) -> bool:
        """Whether a reviewer has to confirm it, because a rule used was not read."""
        return self.verification is not Verification.VERIFIED

    def told(self) -> str:
        """The comparison for a person: result, reasons, what may not be used."""
        result = _RESULTS[self.outcome]
        if self.is_to_be_confirmed:
            result = f"To be confirmed by the reviewer, since a rule used here is {self.verification}: {result}"
        return "\n".join([result, *(f"  {statement.sentence()}" for statement in self.statements)]) + "\n"


_RESULTS = {
    ComparisonOutcome.NO_CONFLICT: "The recommendations do not conflict; there is nothing to weigh.",
    ComparisonOutcome.SUPPORTED: "The better evidence supports the disputed treatment.",
    ComparisonOutcome.OPPOSED: "The better evidence is against the disputed treatment.",
    ComparisonOutcome.TIE: "The evidence is equal; the table does not decide.",
    ComparisonOutcome.UNKNOWN: "It cannot be said which evidence is better.",
    ComparisonOutcome.NOTHING_USABLE: "No recommendation rests on studies that apply to this worker.",
}
_WINS = {Direction.SUPPORTS: ComparisonOutcome.SUPPORTED, Direction.OPPOSES: ComparisonOutcome.OPPOSED}


class MethodRule(Value, frozen=True):
    """One step of the weighing."""

    id: str
    title: str
    says: str
    source: str
    verification: Verification
    edition: str = ""

    def citation(self) -> Citation:
        """Where the step stands in the law, and how far it was checked."""
        return Citation(kind=CitationKind.LAW, title=self.title, edition=self.edition, verification=self.verification)


class StrengthRule(Value, frozen=True):
    """One rating of the strength of evidence."""

    id: Strength
    letter: str
    title: str
    source: str
    verification: Verification

    def citation(self) -> Citation:
        """Where the rating stands in the law, and how far it was checked."""
        return Citation(kind=CitationKind.LAW, title=self.title, verification=self.verification)


@cache
def method() -> dict[str, MethodRule]:
    """The steps of the weighing, by name, in their order."""
    return {row.id: row for row in load("law/evidence_method.yaml", MethodRule)}


@cache
def strengths() -> dict[Strength, StrengthRule]:
    """The ratings of the strength of evidence used before 2015-04-20, best first."""
    return {row.id: row for row in load("law/evidence_strength.yaml", StrengthRule)}


def compare(conflict: Conflict) -> Comparison:
    """Which of the conflicting recommendations rests on the better evidence, or why that cannot be said.

    Raises:
        NotFound: Independent Medical Review did not exist on the day of the decision.
    """
    weighing = rules_in_force(conflict.rules_on).weighing
    if len({recommendation.direction for recommendation in conflict.recommendations}) < len(Direction):
        return Comparison(
            outcome=ComparisonOutcome.NO_CONFLICT,
            statements=(_said("All cited recommendations point the same way.", "conflict"),),
        )
    return _by_strength(conflict) if weighing is Weighing.STRENGTH else _by_levels(conflict)


class _Side:
    """The recommendations that point one way, and what their studies come to."""

    def __init__(self, direction: Direction, conflict: Conflict) -> None:
        self.direction = direction
        self.recommendations = tuple(row for row in conflict.recommendations if row.direction is direction)
        self.levels: list[Level] = []
        self.is_open = False
        self.unusable: list[str] = []
        self.statements: list[Statement] = []
        for recommendation in self.recommendations:
            self._weigh(recommendation)

    @property
    def best(self) -> Level | None:
        """The best level among its studies that apply."""
        return min(self.levels, key=lambda row: row.place, default=None)

    def _weigh(self, recommendation: CitedRecommendation) -> None:
        name = recommendation.name
        if not recommendation.studies:
            self.is_open = True
            self.statements.append(_said(f"{name}: no study is named that it rests on.", "conflict"))
        for study in recommendation.studies:
            self.statements += self._statements_of(study, name)
        answers = {study.applies.answer for study in recommendation.studies}
        if answers == {Applies.DOES_NOT_APPLY}:
            self.unusable.append(name)
            words = f"{name} rests on inapplicable studies only and may not be used to support, deny, delay or modify."
            self.statements.append(_said(words, "applicability"))

    def _statements_of(self, study: Study, name: str) -> Iterator[Statement]:
        """What a study counts for; keeps its level."""
        about = f"{name}, “{study.title}”"
        answer = study.applies.answer
        if answer is not Applies.APPLIES:
            aspects = [
                f"{aspect} ({found.why})" if found.why else aspect
                for aspect, found in study.applies.named()
                if found.answer is answer
            ]
            if answer is Applies.DOES_NOT_APPLY:
                yield _said(f"{about} does not apply to this worker: {', '.join(aspects)}.", "applicability")
            else:
                self.is_open = True
                yield _said(f"{about}: not stated whether these apply: {', '.join(aspects)}.", "applicability")
            return
        found_level = level(study)
        if isinstance(found_level, LevelUnknown):
            self.is_open = True
            yield _said(f"{about}: level not known. {found_level.why}", "level")
            return
        self.levels.append(found_level)
        words = f"{about} is level {found_level.level} for {_words(study.question)}: {found_level.says}."
        yield Statement(words=words, citation=found_level.citation())


def _by_levels(conflict: Conflict) -> Comparison:
    sides = [_Side(direction, conflict) for direction in Direction]
    outcome, last = _decided(sides)
    return Comparison(
        outcome=outcome,
        statements=(*(statement for side in sides for statement in side.statements), last),
        unusable=tuple(name for side in sides for name in side.unusable),
    )


def _decided(sides: list[_Side]) -> tuple[ComparisonOutcome, Statement]:
    """The outcome, and the sentence that gives its ground."""
    known = [side for side in sides if side.best is not None]
    if not known and not any(side.is_open for side in sides):
        words = "No study applies to this worker, so none of the recommendations decides."
        return ComparisonOutcome.NOTHING_USABLE, _said(words, "applicability")
    if len({row.question for side in sides for row in side.levels}) > 1:
        words = "The studies answer different questions, and the columns of the table are not ranked with one another."
        return ComparisonOutcome.UNKNOWN, _said(words, "level")
    for side, other in (sides, reversed(sides)):
        if side.best is not None and not other.is_open and (other.best is None or side.best.place < other.best.place):
            against = f"level {other.best.level}" if other.best else "no applicable study"
            words = f"What {side.direction} the treatment reaches level {side.best.level}, against {against}."
            return _WINS[side.direction], _said(words, "higher")
    if any(side.is_open for side in sides):
        words = "A study whose level or applicability is not known could change the answer."
        return ComparisonOutcome.UNKNOWN, _said(words, "level")
    levels = " and ".join(dict.fromkeys(side.best.level for side in sides if side.best))
    return ComparisonOutcome.TIE, _said(f"Both sides reach level {levels}.", "higher")


def _by_strength(conflict: Conflict) -> Comparison:
    """The rule before 2015-04-20: the rated strength of evidence of each recommendation."""
    statements = []
    best: dict[Direction, int] = {}
    for row in conflict.recommendations:
        if row.strength is None:
            statements.append(_said(f"{row.name}: the strength of its evidence is not rated.", "strength"))
            continue
        rule = strengths()[row.strength]
        place = list(strengths()).index(row.strength)
        words = f"{row.name}: strength of evidence {rule.letter} ({_words(row.strength)})."
        statements.append(Statement(words=words, citation=rule.citation()))
        best[row.direction] = min(place, best.get(row.direction, place))
    outcome, words = _decided_by_strength(best, is_open=any(row.strength is None for row in conflict.recommendations))
    return Comparison(outcome=outcome, statements=(*statements, _said(words, "strength")))


def _decided_by_strength(best: dict[Direction, int], *, is_open: bool) -> tuple[ComparisonOutcome, str]:
    if is_open:
        return ComparisonOutcome.UNKNOWN, "A recommendation without a rating could change the answer."
    for direction, other in (list(Direction), list(reversed(Direction))):
        if best[direction] < best[other]:
            return _WINS[direction], f"What {direction} the treatment has the stronger evidence."
    return ComparisonOutcome.TIE, "Both sides have evidence of the same strength."


def _said(words: str, rule: str) -> Statement:
    return Statement(words=words, citation=method()[rule].citation())


def _words(name: StrEnum) -> str:
    return name.value.replace("_", " ")
