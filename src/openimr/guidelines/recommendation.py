"""One recommendation of a guideline, or one rule that stands above them all, as a frozen, dated and cited value.

A record says what a guideline says, in our own words and with its numbers as numbers. What the source leaves open is
absent: nothing defaults silently. An unknown count of earlier treatments is unknown, never zero.

Source: schema of guidelines.md, section O; each record names its own source and how far it was checked.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum

import msgspec

from openimr.citations import Citation, CitationKind, Value, Verification
from openimr.guidelines.catalogue import Trigger
from openimr.guidelines.criteria.tree import Node

__all__ = [
    "Amount",
    "Certainty",
    "Checking",
    "ClinicalPhase",
    "Conditions",
    "Dose",
    "Effective",
    "Evidence",
    "FieldCertainty",
    "Frequency",
    "Gate",
    "GateKind",
    "Invalidation",
    "Licence",
    "Maximum",
    "Per",
    "Period",
    "PeriodUnit",
    "Phase",
    "PhaseName",
    "Recommendation",
    "RecordKind",
    "RecordSource",
    "RecordTest",
    "Requirement",
    "Result",
    "Scope",
    "SourceKind",
    "SourceRead",
    "Stance",
    "Standing",
    "Trigger",
    "TriggerDates",
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


class TriggerDates(Value, frozen=True):
    """The days of one request that decide which edition governs it; ``None`` where a day is not known."""

    request: dt.date | None = None
    service: dt.date | None = None
    dispense: dt.date | None = None
    review: dt.date | None = None

    def day(self, trigger: Trigger) -> dt.date | None:
        """The day that ``trigger`` names."""
        return {
            Trigger.REQUEST_DATE: self.request,
            Trigger.SERVICE_DATE: self.service,
            Trigger.DISPENSE_DATE: self.dispense,
            Trigger.REVIEW_DATE: self.review,
        }[trigger]


class Effective(Value, frozen=True):
    """A stretch of time in which a record applies, first and last day included.

    ``trigger`` names the day that ``from_`` is measured by; ``to_trigger`` the one that ``to`` is measured by, where it
    is another. ``note`` says what is not sure about the days.
    """

    trigger: Trigger
    from_: dt.date = msgspec.field(name="from")
    to: dt.date | None = None
    to_trigger: Trigger | None = None
    standing: Standing = Standing.ADOPTED
    note: str = ""

    def covers(self, dates: TriggerDates) -> bool | None:
        """Whether the record applies on these days; ``None`` where a day that decides is not known."""
        if self.standing is Standing.PROPOSED:
            return False
        begins = dates.day(self.trigger)
        ends = dates.day(self.to_trigger or self.trigger)
        if (begins is not None and begins < self.from_) or (
            self.to is not None and ends is not None and ends > self.to
        ):
            return False
        if begins is None or (self.to is not None and ends is None):
            return None
        return True


class RecordSource(Value, frozen=True):
    """Where the text of a recommendation stands.

    ``cite`` is the citation in one line; ``document`` the id of an edition in ``rulebook/guidelines/editions.yaml``,
    absent for statutes, cases and labels; ``also`` further editions that say the same.
    """

    cite: str
    licence: Licence
    document: str | None = None
    also: tuple[str, ...] = ()
    edition: str | None = None
    regulation: str | None = None
    pages: tuple[int, ...] = ()
    section: str | None = None


class Requirement(Value, frozen=True):
    """Something that must, or must not, be so.

    ``test`` says it in our own words, ``evidence_needed`` what would show it. Requirements that share a word in
    ``any_of`` are alternatives: one of them is enough. ``criterion`` is the same test as a tree over named facts.
    """

    id: str
    test: str
    evidence_needed: str = ""
    any_of: str | None = None
    criterion: Node | None = None


class Conditions(Value, frozen=True):
    """Whom a recommendation is for.

    ``include`` and ``exclude`` are diagnoses or states by id ("chronic_pain"); ``body`` ids of
    ``rulebook/vocabulary/body_parts.yaml``; ``icd`` codes; ``surgery`` ids of services and ``surgery_codes`` numbers of
    the operation that it follows; ``injury_from`` the first day of injury that it is for.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    phase: tuple[ClinicalPhase, ...] = ()
    body: tuple[str, ...] = ()
    icd: tuple[str, ...] = ()
    surgery: tuple[str, ...] = ()
    surgery_codes: tuple[str, ...] = ()
    injury_from: dt.date | None = None
    note: str = ""
    criterion: Node | None = None


class Gate(Value, frozen=True):
    """What must be shown before a phase begins: its kind, a threshold and for how long it must have held."""

    kind: GateKind
    threshold: Amount | None = None
    duration: Period | None = None
    note: str = ""
    criterion: Node | None = None


class Phase(Value, frozen=True):
    """One step of a course of treatment.

    ``qty`` is how much is given over ``period`` at ``freq``; ``includes_trial`` says that ``qty`` counts the trial too;
    ``gate`` is what must be shown before. ``applies_to`` narrows the phase to diagnoses (ids as in
    :class:`Conditions`) with their ``icd`` codes, ``services`` to some of the services of the record.
    """

    name: PhaseName
    qty: Amount | None = None
    period: Period | None = None
    freq: Frequency | None = None
    gate: Gate | None = None
    includes_trial: bool = False
    applies_to: tuple[str, ...] = ()
    icd: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    dose: Dose | None = None
    note: str = ""


class Maximum(Value, frozen=True):
    """A ceiling: so much ``per`` course, body part, injury or year; a shortest interval; or a dose.

    ``over`` is the time in which the ceiling holds; ``exception`` what lifts it; ``applies_to``, ``body`` and
    ``services`` narrow it.
    """

    per: Per
    qty: Amount | None = None
    over: Period | None = None
    interval: Period | None = None
    dose: Dose | None = None
    exception: str = ""
    applies_to: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    note: str = ""


class Invalidation(Value, frozen=True):
    """A decision that took the force from a part of a text: who decided, which part, and from when it is known."""

    authority: str
    part: str
    year: int
    note: str = ""


class Evidence(Value, frozen=True):
    """How the source grades its evidence, where it does."""

    grade: str | None = None
    note: str = ""


class FieldCertainty(Value, frozen=True):
    """Where one field of a record was learnt.

    ``field`` is a name of :class:`Recommendation`, such as ``maximum`` or ``source.pages``, perhaps narrowed to one
    phase or diagnosis (``phases.trial``); "all" stands for every field that is not named.
    """

    field: str
    codes: tuple[Certainty, ...]


class SourceRead(Value, frozen=True):
    """One thing that was read to check a record: a decision, a page, or memory."""

    kind: SourceKind
    ref: str


class Checking(Value, frozen=True):
    """How a record was checked: certainty for each field, what was read, and by whom and when against the source."""

    certainty: tuple[FieldCertainty, ...]
    sources: tuple[SourceRead, ...]
    checked_by: str | None = None
    checked_on: dt.date | None = None


class RecordTest(Value, frozen=True):
    """A decided case that a record must give the named result on; ``case`` is the number of a published letter."""

    case: str
    expect: Result
    note: str = ""


class Recommendation(Value, frozen=True):
    """One recommendation of a guideline, or one rule above them.

    ``services`` are ids of ``rulebook/vocabulary/services.yaml``, ``drugs`` of ``vocabulary/drugs.yaml``; ``codes`` are
    CPT and HCPCS numbers or ranges of them, never descriptors. ``prerequisites`` must be so, ``contraindications`` must
    not, and ``not_for`` is what the source does not recommend it for. ``superseded_by`` names records or editions.
    ``counts_prior`` says that earlier treatments count; how many there were may be unknown, and then stays unknown.
    Only a verified record may decide.
    """

    id: str
    topic: str
    kind: RecordKind
    scope: Scope
    source: RecordSource
    effective: tuple[Effective, ...]
    verification: Verification
    checking: Checking
    names: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    stance: Stance | None = None
    conditions: Conditions = Conditions()
    prerequisites: tuple[Requirement, ...] = ()
    phases: tuple[Phase, ...] = ()
    maximum: tuple[Maximum, ...] = ()
    counts_prior: bool = False
    not_for: tuple[Requirement, ...] = ()
    contraindications: tuple[Requirement, ...] = ()
    documentation: tuple[str, ...] = ()
    evidence: Evidence = Evidence()
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    invalidated_by: tuple[Invalidation, ...] = ()
    note: str = ""
    tests: tuple[RecordTest, ...] = ()

    @property
    def may_decide(self) -> bool:
        """Whether the record may speak by itself: only where every number of it was checked."""
        return self.verification is Verification.VERIFIED

    @property
    def is_draft(self) -> bool:
        """Whether the record stays off unless asked for."""
        return self.verification is Verification.DRAFT

    def certainty_of(self, field: str) -> tuple[Certainty, ...]:
        """Where the value of ``field`` was learnt, such as "phases.trial"; a field not named shares that of its parent.

        Read it before a number speaks: a verified record may hold a field that is from memory.
        """
        known = {entry.field: entry.codes for entry in self.checking.certainty}
        while field not in known and "." in field:
            field = field.rpartition(".")[0]
        return known.get(field, known.get("all", ()))

    def may_decide_on(self, field: str) -> bool:
        """Whether the record is verified and nothing of ``field`` is from memory."""
        return self.may_decide and not _FROM_MEMORY.intersection(self.certainty_of(field))

    def covers(self, dates: TriggerDates) -> bool | None:
        """Whether the record applies on these days; ``None`` where a day that decides is not known."""
        answers = [effective.covers(dates) for effective in self.effective]
        if True in answers:
            return True
        return None if None in answers else False

    def has_code(self, code: str) -> bool:
        """Whether ``code`` is one of the numbers of the record, or lies in one of its ranges."""
        return any(_in_range(code, numbers) for numbers in self.codes)

    def citation(self) -> Citation:
        """The record's source as a citation that says how far it was checked."""
        law = self.scope is Scope.LAW
        pages = ", ".join(str(page) for page in self.source.pages)
        return Citation(
            kind=CitationKind.LAW if law else CitationKind.GUIDELINE,
            title=self.source.cite,
            locator="" if not pages or re.search(r"\bpp?\.", self.source.cite) else f"pages {pages}",
            verification=self.verification,
        )


_FROM_MEMORY = frozenset((Certainty.MEM_LIKELY, Certainty.MEM_DOUBTFUL))


def _in_range(code: str, numbers: str) -> bool:
    first, _, last = numbers.partition("-")
    last = last or first
    return len(code) == len(first) and first <= code <= last
