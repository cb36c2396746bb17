"""One recommendation of a guideline, or one rule that stands above them all, as a frozen, dated and cited value.

A record says what a guideline says, in our own words and with its numbers as numbers. What the source leaves open is
absent: nothing defaults silently. An unknown count of earlier treatments is unknown, never zero.

Source: schema of guidelines.md, section O; each record names its own source and how far it was checked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection

from openimr.citations import Citation, CitationKind, Value, Verification
from openimr.guidelines.asked import Asked
from openimr.guidelines.catalogue import Trigger
from openimr.guidelines.criteria.tree import Node
from openimr.guidelines.effective import Effective, TriggerDates
from openimr.guidelines.terms import (
    Amount,
    Certainty,
    ClinicalPhase,
    Dose,
    Frequency,
    GateKind,
    Licence,
    Per,
    Period,
    PeriodUnit,
    PhaseName,
    RecordKind,
    Result,
    Scope,
    SourceKind,
    Stance,
    Standing,
    Unit,
)

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
    "Named",
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
    "StanceFor",
    "Standing",
    "Trigger",
    "TriggerDates",
    "Unit",
]


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


class Named(Value, frozen=True):
    """What the wording of a request may name and so show by itself: one of these, by ids of the vocabulary.

    ``forms`` are forms of a drug ("cream"), ``guidance`` the means of guidance ("fluoroscopy").
    """

    services: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    guidance: tuple[str, ...] = ()


class Requirement(Value, frozen=True):
    """Something that must, or must not, be so.

    ``test`` says it in our own words, ``evidence_needed`` what would show it. Requirements that share a word in
    ``any_of`` are alternatives: one of them is enough. ``criterion`` is the same test as a tree over named facts; where
    a sheet gives none, it asks for the yes-or-no fact of the same ``id``, and else for what the request has ``named``.
    ``services`` narrow it to some of the services of the record.
    """

    id: str
    test: str
    evidence_needed: str = ""
    any_of: str | None = None
    services: tuple[str, ...] = ()
    named: Named | None = None
    criterion: Node | None = None


class Conditions(Value, frozen=True):
    """Whom a recommendation is for.

    ``include`` and ``exclude`` are diagnoses or states by id ("chronic_pain"); ``body`` ids of
    ``rulebook/vocabulary/body_parts.yaml``; ``icd`` codes; ``surgery`` ids of services and ``surgery_codes`` numbers of
    the operation that it follows; ``forms`` the forms in which it is about its drugs ("cream"), where it is about no
    others; ``injury_from`` the first day of injury that it is for.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    phase: tuple[ClinicalPhase, ...] = ()
    body: tuple[str, ...] = ()
    icd: tuple[str, ...] = ()
    surgery: tuple[str, ...] = ()
    surgery_codes: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
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
    :class:`Conditions`) with their ``icd`` codes, ``body`` to parts of the body, ``services`` to some of those of the
    record.
    """

    name: PhaseName
    qty: Amount | None = None
    period: Period | None = None
    freq: Frequency | None = None
    gate: Gate | None = None
    includes_trial: bool = False
    applies_to: tuple[str, ...] = ()
    icd: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
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


class StanceFor(Value, frozen=True):
    """Another stance than that of the record, for some of its services or drugs."""

    stance: Stance
    services: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()


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

    ``services`` are ids of ``rulebook/vocabulary/services.yaml``, ``drugs`` of ``vocabulary/drugs.yaml``: examples,
    unless ``is_limited_to_drugs``. ``codes`` are CPT and HCPCS numbers or ranges of them, never descriptors.
    ``stances`` are those that differ from ``stance``. ``prerequisites`` must be so, ``contraindications`` must not, and
    ``not_for`` is what the source does not recommend it for. ``superseded_by`` names records or editions.
    ``counts_prior`` says that earlier treatments count; how many there were may be unknown, and then stays unknown.
    ``criteria`` are the trees of all that it asks for, made when it is loaded and written in no sheet.
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
    stances: tuple[StanceFor, ...] = ()
    is_limited_to_drugs: bool = False
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
    criteria: tuple[Asked, ...] = ()

    @property
    def may_decide(self) -> bool:
        """Whether the record may speak by itself: only where every number of it was checked."""
        return self.verification is Verification.VERIFIED

    @property
    def is_draft(self) -> bool:
        """Whether the record stays off unless asked for."""
        return self.verification is Verification.DRAFT

    def stance_of(self, services: Collection[str], drugs: Collection[str] = ()) -> Stance | None:
        """What is advised for these services and drugs; the stance of the record where it says nothing else of them.

        Where several are named and one is not recommended, that is the answer.
        """
        named = [
            one.stance
            for one in self.stances
            if not set(one.drugs).isdisjoint(drugs) or not set(one.services).isdisjoint(services)
        ]
        if Stance.NOT_RECOMMENDED in named:
            return Stance.NOT_RECOMMENDED
        return named[0] if named else self.stance

    def is_about_drug(self, drug: str | None) -> bool:
        """Whether the record may be about this drug; ``None`` is a drug that is not named."""
        return not self.is_limited_to_drugs or drug is None or drug in self.drugs

    def certainty_of(self, field: str) -> tuple[Certainty, ...]:
        """Where the value of ``field`` was learnt, such as "phases.trial"; a field not named shares that of its parent.

        Read it before a number speaks: a verified record may hold a field that is from memory.
        """
        known = {entry.field: entry.codes for entry in self.checking.certainty}
        while field not in known and "." in field:
            field = field.rpartition(".")[0]
        return known.get(field, known.get("all", ()))

    def may_decide_on(self, field: str) -> bool:
        """Whether the record is verified and nothing of ``field``, or of what is narrower, is from memory."""
        narrower = (entry.codes for entry in self.checking.certainty if entry.field.startswith(f"{field}."))
        codes = (*self.certainty_of(field), *(code for listed in narrower for code in listed))
        return self.may_decide and not _FROM_MEMORY.intersection(codes)

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
