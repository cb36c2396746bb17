"""Gives a study its level of evidence by the question that it answers, from a table that is loaded and never derived.

A study whose design and bias no row names has no known level, and says why.

Source: 8 CCR 9792.25.1; ``rulebook/law/evidence_levels.yaml``, where each row says how far it was verified.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from openimr.citations import Citation, CitationKind, Value, Verification
from openimr.rulebook import load

__all__ = [
    "Applicability",
    "Applies",
    "Aspect",
    "Bias",
    "Level",
    "LevelUnknown",
    "Question",
    "Study",
    "StudyDesign",
    "level",
    "levels_of",
]


class Question(StrEnum):
    """What a study asks; each question has its own order of levels."""

    TREATMENT_BENEFIT = "treatment_benefit"
    DIAGNOSTIC_TEST = "diagnostic_test"
    PROGNOSIS = "prognosis"
    TREATMENT_HARM = "treatment_harm"


class StudyDesign(StrEnum):
    """How a study was made, in the words of the table of levels."""

    SYSTEMATIC_REVIEW_OF_TRIALS = "systematic_review_of_trials"
    SYSTEMATIC_REVIEW_OF_PROSPECTIVE_STUDIES = "systematic_review_of_prospective_studies"
    SYSTEMATIC_REVIEW_OF_INCEPTION_COHORTS = "systematic_review_of_inception_cohorts"
    SYSTEMATIC_REVIEW_OF_CONTROL_ARMS = "systematic_review_of_control_arms"
    RANDOMIZED_TRIAL = "randomized_trial"
    CONTROL_ARM_OF_TRIAL = "control_arm_of_trial"
    PROSPECTIVE_STUDY = "prospective_study"
    INCEPTION_COHORT = "inception_cohort"
    CONTROLLED_COHORT = "controlled_cohort"
    CROSS_SECTIONAL = "cross_sectional"
    CASE_CONTROL = "case_control"
    CASE_CONTROL_BROAD_SPECTRUM = "case_control_broad_spectrum"
    CASE_CONTROL_SEVERE_AGAINST_HEALTHY = "case_control_severe_against_healthy"
    HISTORICALLY_CONTROLLED = "historically_controlled"
    UNCONTROLLED = "uncontrolled"
    CASE_SERIES = "case_series"
    EXPERT_OPINION = "expert_opinion"
    MECHANISM = "mechanism"


class Bias(StrEnum):
    """How free of bias a study was judged to be."""

    LOW = "low"
    IDENTIFIED = "identified"
    NOT_JUDGED = "not_judged"


class Applies(StrEnum):
    """Whether something of a study applies to this worker."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does_not_apply"
    NOT_STATED = "not_stated"


class Aspect(Value, frozen=True):
    """One aspect of a study beside this worker: whether it applies, and why."""

    answer: Applies = Applies.NOT_STATED
    why: str = ""


class Applicability(Value, frozen=True):
    """Whether a study applies to this worker: its patients, setting, intervention and outcomes."""

    patients: Aspect = Aspect()
    setting: Aspect = Aspect()
    intervention: Aspect = Aspect()
    outcomes: Aspect = Aspect()

    def named(self) -> tuple[tuple[str, Aspect], ...]:
        """The four aspects with their names."""
        return (
            ("patients", self.patients),
            ("setting", self.setting),
            ("intervention", self.intervention),
            ("outcomes", self.outcomes),
        )

    @property
    def answer(self) -> Applies:
        """One aspect that does not apply is enough against a study; one that is not stated leaves it open."""
        answers = {aspect.answer for _, aspect in self.named()}
        for answer in (Applies.DOES_NOT_APPLY, Applies.NOT_STATED):
            if answer in answers:
                return answer
        return Applies.APPLIES


class Study(Value, frozen=True):
    """One study that a recommendation rests on; a person judges ``bias``, and ``citation`` leads its reader to it."""

    title: str
    question: Question
    design: StudyDesign
    bias: Bias = Bias.NOT_JUDGED
    citation: str = ""
    year: int | None = None
    applies: Applicability = Applicability()


class _Place(Value, frozen=True):
    """A design, and the bias that the row names; any bias where it names none."""

    design: StudyDesign
    bias: Bias | None = None

    def holds(self, study: Study) -> bool:
        return self.design is study.design and self.bias in {None, study.bias}


class Level(Value, frozen=True):
    """One level of the table: the question, its name ("1b"), what it holds, and how far the row was checked."""

    question: Question
    level: str
    says: str
    studies: tuple[_Place, ...]
    title: str
    source: str
    verification: Verification

    @property
    def place(self) -> int:
        """Its place in the order of its question, best first, from 1."""
        return levels_of(self.question).index(self) + 1

    def citation(self) -> Citation:
        """Where the row stands, and how far it was checked."""
        return Citation(
            kind=CitationKind.LAW, title=self.title, locator=f"level {self.level}", verification=self.verification
        )


class LevelUnknown(Value, frozen=True):
    """A study whose level is not known, and why."""

    question: Question
    why: str


@cache
def _table() -> tuple[Level, ...]:
    return load("law/evidence_levels.yaml", Level)


@cache
def levels_of(question: Question) -> tuple[Level, ...]:
    """The levels of one question, best first."""
    return tuple(row for row in _table() if row.question is question)


def level(study: Study) -> Level | LevelUnknown:
    """The level of a study for its question, or why it is not known.

    >>> level(Study(title="A trial", question=Question.TREATMENT_HARM, design=StudyDesign.RANDOMIZED_TRIAL)).why
    'Its bias was not judged, and the level of a randomized trial turns on it.'
    """
    rows = levels_of(study.question)
    for row in rows:
        if any(place.holds(study) for place in row.studies):
            return row
    design = study.design.value.replace("_", " ")
    if any(place.design is study.design for row in rows for place in row.studies):
        why = (
            f"Its bias was not judged, and the level of a {design} turns on it."
            if study.bias is Bias.NOT_JUDGED
            else f"The table gives no level to a {design} with {study.bias} bias for this question."
        )
        return LevelUnknown(question=study.question, why=why)
    unread = [row.level for row in rows if not row.studies]
    doubt = f" Level {', '.join(unread)} of its question could not be read." if unread else ""
    why = f"The table, as far as it was read, has no {design} for this question.{doubt}"
    return LevelUnknown(question=study.question, why=why)
