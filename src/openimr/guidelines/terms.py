"""The words and measures that records of guidelines are written in: kinds, phases, units, amounts and lengths of time.

Source: schema of guidelines.md, section O.
"""

from __future__ import annotations

from enum import StrEnum

from openimr.citations import Value

__all__ = [
    "Amount",
    "Certainty",
    "ClinicalPhase",
    "Dose",
    "Frequency",
    "GateKind",
    "Licence",
    "Per",
    "Period",
    "PeriodUnit",
    "PhaseName",
    "RecordKind",
    "Result",
    "Scope",
    "SourceKind",
    "Stance",
    "Standing",
    "Unit",
]


class RecordKind(StrEnum):
    """What a record is: advice on a service, a rule above all advice, a definition, or a decided case as an example."""

    RECOMMENDATION = "recommendation"
    RULE = "rule"
    DEFINITION = "definition"
    EXAMPLE = "example"


class Scope(StrEnum):
    """Where a record stands in the order of search. Source: 8 CCR 9792.21.1(a).

    ``SUPPORT`` marks facts beside the sequence, such as the label of a drug.
    """

    LAW = "law"
    MTUS = "mtus"
    SECOND_STEP = "second_step"
    THIRD_STEP = "third_step"
    SUPPORT = "support"


class Stance(StrEnum):
    """What the guideline advises."""

    RECOMMENDED = "recommended"
    OPTION = "option"
    NOT_RECOMMENDED = "not_recommended"
    NO_RECOMMENDATION = "no_recommendation"


class Licence(StrEnum):
    """Whether the text is public, or only facts of it may be told."""

    PUBLIC = "public"
    PROPRIETARY_FACTS_ONLY = "proprietary-facts-only"


class Certainty(StrEnum):
    """Where the value of a field was learnt.

    REG: regulation, statute or official page; DEC: a public decision; SEC: another public source; MEM+: memory, widely
    quoted; MEM?: memory, to be checked.
    """

    REG = "REG"
    DEC = "DEC"
    SEC = "SEC"
    MEM_LIKELY = "MEM+"
    MEM_DOUBTFUL = "MEM?"


class SourceKind(StrEnum):
    """What kind of source was read."""

    REGULATION = "regulation"
    DECISION = "decision"
    SECONDARY = "secondary"
    MEMORY = "memory"


class Standing(StrEnum):
    """Whether a text is in force in its time, or was only proposed."""

    ADOPTED = "adopted"
    PROPOSED = "proposed"


class ClinicalPhase(StrEnum):
    """The time since injury or surgery that a recommendation is for."""

    ACUTE = "acute"
    SUBACUTE = "subacute"
    CHRONIC = "chronic"
    POSTSURGICAL = "postsurgical"


class Unit(StrEnum):
    """What a quantity counts."""

    VISIT = "visit"
    SESSION = "session"
    EVALUATION = "evaluation"
    INJECTION = "injection"
    BLOCK = "block"
    LEVEL = "level"
    SERIES = "series"
    TRIAL = "trial"
    PROGRAM = "program"
    PROCEDURE = "procedure"
    TEST = "test"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    MINUTE = "minute"
    MILLILITER = "milliliter"
    MILLIGRAM = "milligram"
    GRAM = "gram"
    MICROGRAM = "microgram"
    MORPHINE_MILLIGRAM = "morphine_milligram"
    PERCENT = "percent"
    BMI = "bmi"
    YEAR_OF_AGE = "year_of_age"


class PeriodUnit(StrEnum):
    """What a length of time is counted in."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class PhaseName(StrEnum):
    """The steps of a course of treatment.

    A trial comes first; ``CONTINUE`` is the course that a passed gate opens; ``MAINTENANCE`` is what may follow, such
    as visits for a flare; ``COURSE`` is a course without a trial.
    """

    TRIAL = "trial"
    CONTINUE = "continue"
    COURSE = "course"
    MAINTENANCE = "maintenance"


class GateKind(StrEnum):
    """What must be shown before a phase begins."""

    FUNCTIONAL_IMPROVEMENT = "functional_improvement"
    RESPONSE = "response"
    PAIN_RELIEF = "pain_relief"
    TRIAL_SUCCESS = "trial_success"


class Per(StrEnum):
    """What a maximum is counted over."""

    COURSE = "course"
    BODY_PART = "body_part"
    REGION = "region"
    INJURY = "injury"
    SURGERY = "surgery"
    SESSION = "session"
    DAY = "day"
    WEEK = "week"
    YEAR = "year"
    PRESCRIPTION = "prescription"


class Result(StrEnum):
    """What comes of laying a request beside a recommendation. Source: guidelines.md, end of section O."""

    WITHIN = "within"
    EXCEEDS_TRIAL = "exceeds_trial"
    EXCEEDS_TOTAL = "exceeds_total"
    EXCEEDS_MAX = "exceeds_max"
    PREREQUISITE_MISSING = "prerequisite_missing"
    CONTRAINDICATED = "contraindicated"
    NOT_RECOMMENDED = "not_recommended"
    NOT_ADDRESSED = "not_addressed"
    UNDETERMINED = "undetermined"


class Amount(Value, frozen=True):
    """``min`` to ``max`` of a unit; one of them may be absent, and both are equal where exactly so much is meant.

    Both are included, unless ``is_open``: then more than ``min``, or less than ``max``, is meant.
    """

    unit: Unit
    min: float | None = None
    max: float | None = None
    is_open: bool = False

    def holds(self, number: float) -> bool:
        """Whether ``number`` of the unit lies in the amount.

        >>> Amount(unit=Unit.PERCENT, min=50).holds(50), Amount(unit=Unit.PERCENT, min=50, is_open=True).holds(50)
        (True, False)
        """
        if self.is_open and number in {self.min, self.max}:
            return False
        return (self.min is None or self.min <= number) and (self.max is None or number <= self.max)


class Period(Value, frozen=True):
    """A length of time, ``min`` to ``max`` of a unit, both included; one of them may be absent."""

    unit: PeriodUnit
    min: float | None = None
    max: float | None = None


class Frequency(Value, frozen=True):
    """``min`` to ``max`` times in each ``per`` ("1 to 3 a week", "1 to 2 every 4 to 6 months")."""

    per: Period
    min: float | None = None
    max: float | None = None


class Dose(Value, frozen=True):
    """An amount of a drug in a period ("at most 120 mg of morphine equivalents a day")."""

    amount: Amount
    per: PeriodUnit | None = None
