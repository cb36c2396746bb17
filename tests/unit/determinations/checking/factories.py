"""Makes determinations for the tests of the checks: the defaults are flawless, and a test changes what matters to it.

``a_determination()`` is a letter on which no check finds anything; so a finding in a test comes from the change alone.
All people are invented.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from openimr.citations import Span
from openimr.determinations.checking.framework import Check, Context, Hit
from openimr.determinations.model import (
    Basis,
    CitationFamily,
    Dates,
    Determination,
    DisputedTreatment,
    DocumentReviewed,
    Employee,
    Fact,
    FactKind,
    GuidelineCitation,
    Layout,
    Outcome,
    Priority,
    ReviewerKind,
    ReviewerQualifications,
    Sex,
    UrAction,
)

SUMMARY = (
    "The injured worker is a 46-year-old female who was injured on March 3, 2014 while lifting a box. "
    "Diagnoses include lumbar strain and lumbar myalgia. "
    "The progress report of January 18, 2016 documents low back pain with loss of lumbar flexion. "
    "No physical therapy was given before. "
    "The treating physician requested physical therapy for the lumbar spine, 2 times a week for 3 weeks. "
    "Utilization review denied the request on February 8, 2016."
)
HEADING = "Physical therapy 2 times a week for 3 weeks (6 sessions), lumbar spine"
RATIONALE = (
    "The MTUS recommends 9 to 10 visits over 8 weeks for myalgia. "
    "The progress report of January 18, 2016 documents myalgia and loss of lumbar flexion. "
    "The 6 sessions of physical therapy requested for the lumbar spine stay within that number. "
    "Therefore, the request for physical therapy 2 times a week for 3 weeks (6 sessions) for the lumbar spine "
    "is medically necessary and appropriate."
)
BASIS_TEXT = "Decision based on MTUS 2009 Chronic Pain Medical Treatment Guidelines, Physical Medicine Page(s): 98, 99."


def a_citation(**changes: Any) -> GuidelineCitation:
    """A guideline citation that has all that a citation needs, of the chronic pain guideline of 2009."""
    citation = GuidelineCitation(
        family=CitationFamily.MTUS,
        guideline="Chronic Pain Medical Treatment Guidelines",
        section="Physical Medicine",
        pages=(98, 99),
        edition="2009",
        known_as="chronic-pain-2009",
        match=1.0,
    )
    return msgspec.structs.replace(citation, **changes)


def a_basis(*citations: GuidelineCitation, text: str = BASIS_TEXT, uses_mtus: bool | None = True) -> Basis:
    """The basis of one side; with :func:`a_citation` where no citation is given."""
    return Basis(uses_mtus=uses_mtus, citations=citations or (a_citation(),), text=text)


def a_treatment(**changes: Any) -> DisputedTreatment:
    """A disputed treatment on which no check finds anything."""
    treatment = DisputedTreatment(
        heading=HEADING,
        outcome=Outcome.OVERTURNED,
        claims_administrator_basis=a_basis(),
        reviewer_basis=a_basis(),
        rationale=RATIONALE,
        plain_reason="You asked for six visits of therapy. The guideline supports them for your pain.",
    )
    return msgspec.structs.replace(treatment, **changes)


def a_reviewer(**changes: Any) -> ReviewerQualifications:
    """A reviewer of whom all is said that must be said."""
    reviewer = ReviewerQualifications(
        kind=ReviewerKind.PHYSICIAN_REVIEWER,
        board_certifications=("Physical Medicine and Rehabilitation",),
        licence_states=("CA",),
        active_practice_years_over=5,
        active_practice_hours_per_week=24,
        no_affiliation_with=("employer", "employee", "providers", "claims administrator"),
    )
    return msgspec.structs.replace(reviewer, **changes)


def a_document(**changes: Any) -> DocumentReviewed:
    """One entry of the list of documents reviewed, with author and date."""
    document = DocumentReviewed(
        text="Progress report, treating physician, January 18, 2016, 4 pages",
        title="Progress report",
        author="treating physician",
        dated_on=dt.date(2016, 1, 18),
        pages=4,
    )
    return msgspec.structs.replace(document, **changes)


DOCUMENTS = (
    a_document(),
    a_document(
        text="Utilization review decision, utilization review organization, February 8, 2016, 3 pages",
        title="Utilization review decision",
        author="utilization review organization",
        dated_on=dt.date(2016, 2, 8),
        pages=3,
    ),
)


def a_fact(kind: FactKind, text: str, *, where: str = "clinical_case_summary", inside: str = "", **more: Any) -> Fact:
    """A fact found in prose; its span is where ``text`` stands in ``inside``."""
    start = max(inside.find(text), 0)
    values = {"confidence": 0.9, **more}
    return Fact(kind=kind, text=text, where=where, span=Span(start=start, end=start + len(text)), **values)


FACTS = (
    a_fact(FactKind.INJURY_DATE, "March 3, 2014", inside=SUMMARY, on=dt.date(2014, 3, 3)),
    a_fact(FactKind.DIAGNOSIS, "lumbar strain", inside=SUMMARY, name="lumbar strain"),
    a_fact(FactKind.DIAGNOSIS, "lumbar myalgia", inside=SUMMARY, name="lumbar myalgia"),
    a_fact(FactKind.VISIT_DATE, "January 18, 2016", inside=SUMMARY, on=dt.date(2016, 1, 18)),
    a_fact(FactKind.UR_ACTION, "denied", inside=SUMMARY, action=UrAction.DENIED, on=dt.date(2016, 2, 8)),
    a_fact(FactKind.UR_DATE, "February 8, 2016", inside=SUMMARY, on=dt.date(2016, 2, 8)),
)
DATES = Dates(
    injury=dt.date(2014, 3, 3),
    ur_decision=dt.date(2016, 2, 8),
    application_received=dt.date(2016, 2, 22),
    assigned=dt.date(2016, 2, 26),
    issued=dt.date(2016, 3, 21),
)


def a_determination(*treatments: DisputedTreatment, **changes: Any) -> Determination:
    """A determination on which no check finds anything, with :func:`a_treatment` where no treatment is given."""
    determination = Determination(
        layout=Layout.OPEN,
        case_number="CM16-0012345",
        priority=Priority.STANDARD,
        dates=DATES,
        employee=Employee(age_years=46, sex=Sex.FEMALE),
        reviewer=a_reviewer(),
        documents_reviewed=DOCUMENTS,
        clinical_case_summary=SUMMARY,
        disputed_treatments=treatments or (a_treatment(),),
        facts=FACTS,
    )
    return msgspec.structs.replace(determination, **changes)


def hits(check: Check, determination: Determination) -> list[Hit]:
    """All that ``check`` finds in ``determination``."""
    return list(check.look(Context(determination)))


def messages(check: Check, determination: Determination) -> list[str]:
    """The messages of all that ``check`` finds in ``determination``."""
    return [hit.message for hit in hits(check, determination)]
