"""What a Final Determination says, as frozen values, and where in the original each value stands.

Two determinations are equal when they say the same, wherever they were read: ``facts`` (inferred from prose),
``source``, ``spans``, ``parts``, ``problems`` and ``unverified`` say something *about* the reading and take no part in
equality. Text values are one run of prose: white space is folded to single blanks, words and spelling stay as they are.
What a document does not say is ``None`` or empty, never guessed.

Source: Labor Code 4610.6(e), (f); 8 CCR 9792.10.6(d); layouts in ``docs/reference/layouts.md``.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

import msgspec

from openimr.cases.terms import Outcome, Priority, Sex, UrAction
from openimr.citations import Pin, Span, Value
from openimr.treatments.request import TreatmentRequest

__all__ = [
    "Basis",
    "CitationFamily",
    "Dates",
    "Determination",
    "DisputedTreatment",
    "DocumentReviewed",
    "Employee",
    "Fact",
    "FactKind",
    "GuidelineCitation",
    "Issuer",
    "Layout",
    "Outcome",
    "Part",
    "PartKind",
    "Priority",
    "Problem",
    "ProblemKind",
    "ReviewerKind",
    "ReviewerQualifications",
    "Sex",
    "Source",
    "UrAction",
]


class Layout(StrEnum):
    """The generations of published letters, and our own."""

    L1 = "L1"  # "Notice" letter, 2013
    L2 = "L2"  # "Professional review" sheet, 2013
    L3 = "L3"  # early "Final Determination", 2013 to 2014
    L4A = "L4a"  # standard "Final Determination", reviewer described in the paragraph
    L4B = "L4b"  # the same, reviewer described in a block of credentials
    L5 = "L5"  # 2017 on
    OPEN = "openimr"  # our own layout
    UNKNOWN = "unknown"


class ReviewerKind(StrEnum):
    """What the document calls the person who decided."""

    EXPERT_REVIEWER = "expert_reviewer"
    PHYSICIAN_REVIEWER = "physician_reviewer"
    MEDICAL_DOCTOR = "medical_doctor"
    OSTEOPATHIC_PHYSICIAN = "osteopathic_physician"
    CHIROPRACTOR = "chiropractor"
    PSYCHOLOGIST = "psychologist"
    ACUPUNCTURIST = "acupuncturist"
    DENTIST = "dentist"
    PODIATRIST = "podiatrist"
    PHYSICAL_THERAPIST = "physical_therapist"
    OPTOMETRIST = "optometrist"


class CitationFamily(StrEnum):
    """Whose guideline is cited. ACOEM chapters adopted into the MTUS are of the family ``mtus``."""

    MTUS = "mtus"
    ACOEM = "acoem"
    ODG = "odg"
    OTHER = "other"


class Dates(Value, frozen=True):
    """The days of a case, as the determination gives them."""

    injury: dt.date | None = None
    ur_decision: dt.date | None = None
    application_received: dt.date | None = None
    assigned: dt.date | None = None
    issued: dt.date | None = None


class Issuer(Value, frozen=True):
    """The review organization that issues the determination and answers questions about it."""

    name: str
    address: str | None = None
    phone: str | None = None
    email: str | None = None


class Employee(Value, frozen=True):
    """The injured worker. ``name`` is absent from published determinations."""

    age_years: int | None = None
    sex: Sex | None = None
    name: str | None = None


class ReviewerQualifications(Value, frozen=True):
    """What a determination must say of its reviewer, who is never named. Source: Labor Code 4610.6(f), 139.5(d)(4).

    ``board_certifications`` holds what the text calls board certified; ``specialties`` what it lists as
    "Certification(s)/Specialty" without saying which. ``licence_states`` are two letters. ``statement`` holds the
    paragraph as worded, and only where it departs from the standard wording of its layout.
    """

    kind: ReviewerKind | None = None
    professions: tuple[str, ...] = ()
    board_certifications: tuple[str, ...] = ()
    subspecialties: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    licence_states: tuple[str, ...] = ()
    active_practice_years_over: int | None = None
    active_practice_hours_per_week: int | None = None
    no_affiliation_with: tuple[str, ...] = ()
    statement: str | None = None


class DocumentReviewed(Value, frozen=True):
    """One entry of the list of documents reviewed. ``text`` is the entry as worded; the rest was read out of it."""

    text: str
    title: str | None = None
    author: str | None = None
    dated_on: dt.date | None = None
    dated_to: dt.date | None = None
    pages: int | None = None


class GuidelineCitation(Value, frozen=True):
    """One guideline that a party rests on, as worded.

    ``known_as`` is the ``id`` of the guideline in the rulebook that the words were matched with, and ``match`` how
    alike they are (0 to 1); both are inferred and never replace the words.
    """

    family: CitationFamily
    guideline: str | None = None
    chapter: str | None = None
    section: str | None = None
    pages: tuple[int, ...] = ()
    edition: str | None = None
    updated_on: dt.date | None = None
    known_as: str | None = None
    match: float | None = None


class Basis(Value, frozen=True):
    """The guidelines that one side rests its decision on.

    ``uses_mtus`` is ``False`` only where the text says so, and ``None`` where it does not say. ``text`` is the whole
    statement as worded.
    """

    uses_mtus: bool | None = None
    citations: tuple[GuidelineCitation, ...] = ()
    text: str = ""


class DisputedTreatment(Value, frozen=True, eq=False):
    """One disputed treatment: the unit of decision.

    ``heading`` is the request as worded, without its outcome. ``plain_reason`` says in at most two plain sentences, by
    the reviewer, why it was decided so. ``pins`` are the pages that the rationale rests on. ``request`` is what the
    heading asks for, read out of its words with spans into the heading; it says nothing that the heading does not, so
    it takes no part in equality. One heading can hold several requests.
    """

    heading: str
    outcome: Outcome | None = None
    claims_administrator_basis: Basis | None = None
    reviewer_basis: Basis | None = None
    rationale: str | None = None
    plain_reason: str | None = None
    pins: tuple[Pin, ...] = ()
    request: tuple[TreatmentRequest, ...] = ()

    @property
    def said(self) -> tuple[Any, ...]:
        """All that the document says of this treatment: the ground of equality."""
        return (
            self.heading,
            self.outcome,
            self.claims_administrator_basis,
            self.reviewer_basis,
            self.rationale,
            self.plain_reason,
            self.pins,
        )

    def __eq__(self, other: object) -> bool:
        """Whether both say the same."""
        return self.said == other.said if isinstance(other, DisputedTreatment) else NotImplemented

    def __ne__(self, other: object) -> bool:
        """Whether they say something different; without this the ground of all values compares by identity."""
        return not self == other

    def __hash__(self) -> int:
        """Equal treatments have equal hashes."""
        return hash(self.said)


class FactKind(StrEnum):
    """What kind of thing a fact found in prose is."""

    DIAGNOSIS = "diagnosis"
    PRIOR_SESSIONS = "prior_sessions"
    REQUESTED_SESSIONS = "requested_sessions"
    CERTIFIED_SESSIONS = "certified_sessions"
    SCORE = "score"
    INJURY_DATE = "injury_date"
    VISIT_DATE = "visit_date"
    UR_DATE = "ur_date"
    UR_ACTION = "ur_action"
    NOT_DOCUMENTED = "not_documented"


class Fact(Value, frozen=True):
    """One fact that was found in the prose of a determination; always inferred, so it has a confidence.

    ``where`` is the path of the value that holds it ("clinical_case_summary", "disputed_treatments[0].rationale").
    ``name`` is the diagnosis, the instrument (such as ``BDI``) or the service; ``count`` and ``count_max`` are a number
    or a range of sessions; ``on`` is a whole date, ``on_text`` a date as worded where it is not whole.
    """

    kind: FactKind
    text: str
    where: str
    span: Span
    confidence: float
    name: str | None = None
    count: int | None = None
    count_max: int | None = None
    value: float | None = None
    action: UrAction | None = None
    on: dt.date | None = None
    on_text: str | None = None


class PartKind(StrEnum):
    """What a stretch of the original is. Every non-blank character belongs to exactly one part."""

    LETTERHEAD = "letterhead"
    LABELS = "labels"
    PLAIN_LANGUAGE = "plain_language"
    HEADING = "heading"
    PROCESS = "process"
    QUALIFICATIONS = "qualifications"
    DOCUMENTS = "documents"
    SUMMARY = "summary"
    ISSUES = "issues"
    TREATMENT_HEADING = "treatment_heading"
    CLAIMS_ADMINISTRATOR_BASIS = "claims_administrator_basis"
    REVIEWER_BASIS = "reviewer_basis"
    RATIONALE = "rationale"
    EFFECT = "effect"
    PAGE_FURNITURE = "page_furniture"
    OTHER = "other"


class Part(Value, frozen=True):
    """A stretch of the original and what it is; ``treatment`` is the number (from 0) of the treatment it belongs to."""

    kind: PartKind
    span: Span
    treatment: int | None = None


class Source(Value, frozen=True):
    """The original that was read.

    ``sha256`` is of the file's bytes, or of the text in UTF-8 when there is no file. ``text`` is the whole text that
    spans point into, kept as it was found. ``page_starts`` holds the offset at which each page of the text begins; it
    is empty where the original has no pages.
    """

    name: str
    media_type: str
    sha256: str
    text: str
    page_starts: tuple[int, ...] = ()


class ProblemKind(StrEnum):
    """Why a document, or a piece of it, could not be read as a determination."""

    UNKNOWN_LAYOUT = "unknown-layout"
    EMPTY = "empty"
    INCOMPLETE = "incomplete"
    UNRECOGNISED_TEXT = "unrecognised-text"
    CONTRADICTORY = "contradictory"


class Problem(Value, frozen=True):
    """Something that the reader could not read: what, where, and what to do. A value, not an exception."""

    kind: ProblemKind
    message: str
    remedy: str = ""
    span: Span | None = None


class Determination(Value, frozen=True, eq=False):
    """One Final Determination. ``summary_pins`` are the pages that the clinical case summary rests on."""

    layout: Layout
    case_number: str | None = None
    claim_number: str | None = None
    priority: Priority | None = None
    issuer: Issuer | None = None
    dates: Dates = Dates()
    employee: Employee = Employee()
    reviewer: ReviewerQualifications = ReviewerQualifications()
    documents_reviewed: tuple[DocumentReviewed, ...] = ()
    clinical_case_summary: str | None = None
    summary_pins: tuple[Pin, ...] = ()
    disputed_treatments: tuple[DisputedTreatment, ...] = ()
    invented: bool = False
    facts: tuple[Fact, ...] = ()
    problems: tuple[Problem, ...] = ()
    unverified: tuple[str, ...] = ()
    source: Source | None = None
    spans: dict[str, Span] = msgspec.field(default_factory=dict)
    parts: tuple[Part, ...] = ()

    @property
    def said(self) -> tuple[Any, ...]:
        """All that the document says, without what is known about its reading: the ground of equality."""
        return (
            self.layout,
            self.case_number,
            self.claim_number,
            self.priority,
            self.issuer,
            self.dates,
            self.employee,
            self.reviewer,
            self.documents_reviewed,
            self.clinical_case_summary,
            self.summary_pins,
            self.disputed_treatments,
            self.invented,
        )

    def __eq__(self, other: object) -> bool:
        """Whether both say the same."""
        return self.said == other.said if isinstance(other, Determination) else NotImplemented

    def __ne__(self, other: object) -> bool:
        """Whether they say something different; without this the ground of all values compares by identity."""
        return not self == other

    def __hash__(self) -> int:
        """Equal determinations have equal hashes."""
        return hash(self.said)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a determination, made from the types."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Determination",
        **msgspec.json.schema(Determination),
    }
