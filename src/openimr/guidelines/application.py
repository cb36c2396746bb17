"""What comes of laying a request beside the guidelines: one answer for each recommendation, never an outcome.

Only a verified recommendation speaks by itself. Every other one shows the same criteria and the same arithmetic, to be
confirmed by the reviewer against the guideline. There is no score, and no word on what is to be decided.

Source: design, sections 3 and 4; guidelines.md, sections J and O.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from openimr.citations import Citation, Value, Verification
from openimr.guidelines.arithmetic import Range, Sum
from openimr.guidelines.asked import Role
from openimr.guidelines.criteria import CriterionResult, Fact
from openimr.guidelines.governing import LeftAside
from openimr.guidelines.recommendation import Per, Result, Scope, Stance, TriggerDates
from openimr.treatments.request import TreatmentRequest

__all__ = ["Answer", "Application", "AppliedCriterion", "AppliedLine", "Speaking"]


class Speaking(StrEnum):
    """Whether an answer stands by itself."""

    BY_ITSELF = "by_itself"
    TO_BE_CONFIRMED = "to_be_confirmed"

    @property
    def words(self) -> str:
        """How an answer is introduced."""
        return _SPEAKING[self]


_SPEAKING = {
    Speaking.BY_ITSELF: "verified against its source",
    Speaking.TO_BE_CONFIRMED: "to be confirmed by the reviewer against the guideline",
}


class AppliedCriterion(Value, frozen=True):
    """One criterion of a recommendation: its place there, and what the facts show of it."""

    role: Role
    id: str
    result: CriterionResult


class AppliedLine(Value, frozen=True):
    """One line of the arithmetic: what is counted over, for which diagnoses, and every reading of it side by side.

    ``result`` holds on every reading; ``within`` spans the quantities in dispute that would be within on each.
    ``diagnosis`` says whether what the line is for is documented, ``lifted`` whether what lifts it is;
    ``is_surely_over`` that the sum is over a limit whatever the numbers that are missing turn out to be. ``remarks``
    compare times and frequencies, which change no result.
    """

    per: Per
    unit: str
    sums: tuple[Sum, ...]
    result: Result
    within: Range
    applies_to: tuple[str, ...] = ()
    diagnosis: CriterionResult | None = None
    gate: CriterionResult | None = None
    lifted: CriterionResult | None = None
    exception: str = ""
    is_length: bool = False
    is_surely_over: bool = False
    would_change: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class Answer(Value, frozen=True):
    """What one recommendation gives.

    ``read_as`` is the other reading of the wording that it is about, where it is one. ``would_change`` are the missing
    or contradictory facts that could change ``result`` or the quantity within. ``by_hand`` is what the recommendation
    says beside all that and this program does not compare.
    """

    id: str
    topic: str
    scope: Scope
    citation: Citation
    verification: Verification
    speaking: Speaking
    result: Result
    in_force: str
    pages: tuple[int, ...] = ()
    stance: Stance | None = None
    read_as: str | None = None
    criteria: tuple[AppliedCriterion, ...] = ()
    lines: tuple[AppliedLine, ...] = ()
    would_change: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def of(self, role: Role) -> tuple[AppliedCriterion, ...]:
        """The criteria that have one place in the recommendation."""
        return tuple(criterion for criterion in self.criteria if criterion.role is role)

    def sentence(self) -> str:
        """The answer in one sentence; a word that must be confirmed does not stand first."""
        word = self.result.value.replace("_", " ")
        if self.speaking is Speaking.BY_ITSELF:
            return f"{self.id}: {word} ({self.speaking.words})."
        return f"{self.id}: {self.speaking.words}; as it is recorded here: {word}."


class Application(Value, frozen=True):
    """A request laid beside the guidelines that govern it on its days.

    ``answers`` stand in the order of search; without any the request is not addressed, and the search goes on by 8 CCR
    9792.21.1. ``unanswered`` are the ids of editions of the MTUS that are in force and about the request, and that no
    answer stands in. ``also_read`` are rules that frame them. ``contradicted`` are facts whose values differ,
    ``without_pin`` those that do not say where they stand.
    """

    request: TreatmentRequest
    on: dt.date
    dates: TriggerDates
    answers: tuple[Answer, ...] = ()
    left_aside: tuple[LeftAside, ...] = ()
    unanswered: tuple[str, ...] = ()
    also_read: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    contradicted: tuple[str, ...] = ()
    without_pin: tuple[str, ...] = ()

    @property
    def is_addressed(self) -> bool:
        """Whether any recommendation governs."""
        return bool(self.answers)

    def answer(self, record_id: str) -> Answer | None:
        """The answer of one recommendation; ``None`` where it does not govern."""
        return next((answer for answer in self.answers if answer.id == record_id), None)
