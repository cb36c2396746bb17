"""Makes determinations for the tests of writing; all people are invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from openimr.citations import Pin, Span
from openimr.determinations.model import (
    Basis,
    Dates,
    Determination,
    DisputedTreatment,
    DocumentReviewed,
    Employee,
    Issuer,
    Layout,
    Outcome,
    Priority,
    ReviewerKind,
    ReviewerQualifications,
    Sex,
)
from openimr.determinations.reading.basis import read_basis

STANDARD_REVIEWER = ReviewerQualifications(
    kind=ReviewerKind.EXPERT_REVIEWER,
    board_certifications=("Psychiatry",),
    licence_states=("IL", "WI"),
    active_practice_years_over=5,
    active_practice_hours_per_week=24,
    no_affiliation_with=("employer", "employee", "providers", "claims administrator"),
)
SUMMARY = "This is a now 47 year old male who was injured at work. He has had 12 sessions of psychotherapy."
RATIONALE = "The MTUS indicates a total of 6-10 sessions. The request is not medically necessary."
STATEMENT = "Decision based on MTUS Chronic Pain Treatment Guidelines Physical Medicine Page(s): 98, 99."
ODG = read_basis("Decision based on Non-MTUS Citation Official Disability Guidelines.").citations[0]


def a_treatment(**changes: Any) -> DisputedTreatment:
    """A treatment that was upheld, with all that layout L4 says of it."""
    treatment = DisputedTreatment(
        heading="Psychotherapy 4 sessions",
        outcome=Outcome.UPHELD,
        claims_administrator_basis=read_basis(STATEMENT),
        reviewer_basis=read_basis(STATEMENT),
        rationale=RATIONALE,
    )
    return msgspec.structs.replace(treatment, **changes)


def a_letter(**changes: Any) -> Determination:
    """A determination that layout L4a says whole, without labels."""
    determination = Determination(
        layout=Layout.L4A,
        employee=Employee(age_years=47, sex=Sex.MALE),
        reviewer=STANDARD_REVIEWER,
        clinical_case_summary=SUMMARY,
        disputed_treatments=(a_treatment(),),
    )
    return msgspec.structs.replace(determination, **changes)


def a_full_letter(**changes: Any) -> Determination:
    """A determination in our own layout that has every value there is, two treatments and three kinds of document."""
    pins = (
        Pin(document="Progress report", page=3, span=Span(start=10, end=55), quote="no gain in function"),
        Pin(document="QME “report”", page=13, span=Span(start=1, end=9, confidence=0.85), quote="a “quoted” word"),
    )
    determination = Determination(
        layout=Layout.OPEN,
        case_number="CM14-0012345",
        claim_number="WC 12-345",
        priority=Priority.EXPEDITED,
        issuer=Issuer(
            name="Invented Review Organization",
            address="P.O. Box 1, Sacramento, CA 95800",
            phone="(800) 555-0100",
            email="imr@example.org",
        ),
        dates=Dates(
            injury=dt.date(2012, 8, 6),
            ur_decision=dt.date(2015, 1, 20),
            application_received=dt.date(2015, 2, 3),
            assigned=dt.date(2015, 2, 20),
            issued=dt.date(2015, 3, 25),
        ),
        employee=Employee(age_years=47, sex=Sex.MALE, name="José Sample"),
        reviewer=msgspec.structs.replace(
            STANDARD_REVIEWER,
            professions=("physician",),
            subspecialties=("Pain Management",),
            specialties=("Family Practice", "Neurology"),
            statement="The reviewer was chosen for long experience.",
        ),
        documents_reviewed=(
            DocumentReviewed(text="Progress report", title="Progress report"),
            DocumentReviewed(
                text="Application for review",
                title="Form; of the Division",
                author="Dr. Invented Name",
                dated_on=dt.date(2015, 2, 3),
                dated_to=dt.date(2015, 2, 4),
                pages=3,
            ),
            DocumentReviewed(text="Notes of 12 pages", title=None, pages=None),
        ),
        clinical_case_summary=SUMMARY,
        disputed_treatments=(
            a_treatment(
                plain_reason="There was no gain in function. More of the same is not likely to help.", pins=pins
            ),
            a_treatment(
                heading="Acupuncture, 12 sessions",
                outcome=Outcome.PARTIALLY_OVERTURNED,
                claims_administrator_basis=Basis(uses_mtus=None, citations=(ODG,)),
                reviewer_basis=None,
            ),
            a_treatment(heading="TENS unit", outcome=Outcome.OVERTURNED, rationale=None),
            a_treatment(heading="MRI of the neck", outcome=None),
        ),
        invented=True,
    )
    return msgspec.structs.replace(determination, **changes)
