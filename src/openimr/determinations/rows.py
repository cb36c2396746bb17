"""Lays determinations out as a flat table: one row for each disputed treatment, each column of one type.

A determination without disputed treatments keeps one row, so that no document vanishes from a table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.citations import Value
from openimr.determinations.model import Basis, Determination, DisputedTreatment

__all__ = ["Row", "rows_of"]


class Row(Value, frozen=True):
    """One disputed treatment with its case. ``treatment_number`` counts from 1; ``problems`` are the reader's."""

    file: str
    layout: str
    case_number: str | None
    claim_number: str | None
    priority: str | None
    injury_on: dt.date | None
    ur_decision_on: dt.date | None
    application_received_on: dt.date | None
    assigned_on: dt.date | None
    issued_on: dt.date | None
    employee_age_years: int | None
    employee_sex: str | None
    reviewer_kind: str | None
    reviewer_board_certifications: tuple[str, ...]
    reviewer_subspecialties: tuple[str, ...]
    reviewer_specialties: tuple[str, ...]
    reviewer_licence_states: tuple[str, ...]
    documents_reviewed_count: int
    treatment_number: int | None
    treatment_heading: str | None
    outcome: str | None
    claims_administrator_uses_mtus: bool | None
    claims_administrator_guidelines: tuple[str, ...]
    claims_administrator_basis: str | None
    reviewer_uses_mtus: bool | None
    reviewer_guidelines: tuple[str, ...]
    reviewer_basis: str | None
    rationale: str | None
    clinical_case_summary: str | None
    invented: bool
    problems: tuple[str, ...]
    sha256: str | None


def rows_of(determination: Determination) -> Iterator[Row]:
    """The rows of one determination, in the order of its disputed treatments."""
    treatments = determination.disputed_treatments
    for number, treatment in enumerate(treatments, start=1):
        yield _row(determination, number, treatment)
    if not treatments:
        yield _row(determination, None, None)


def _row(it: Determination, number: int | None, treatment: DisputedTreatment | None) -> Row:
    theirs = treatment.claims_administrator_basis if treatment else None
    ours = treatment.reviewer_basis if treatment else None
    return Row(
        file=it.source.name if it.source else "",
        layout=it.layout.value,
        case_number=it.case_number,
        claim_number=it.claim_number,
        priority=it.priority,
        injury_on=it.dates.injury,
        ur_decision_on=it.dates.ur_decision,
        application_received_on=it.dates.application_received,
        assigned_on=it.dates.assigned,
        issued_on=it.dates.issued,
        employee_age_years=it.employee.age_years,
        employee_sex=it.employee.sex,
        reviewer_kind=it.reviewer.kind,
        reviewer_board_certifications=it.reviewer.board_certifications,
        reviewer_subspecialties=it.reviewer.subspecialties,
        reviewer_specialties=it.reviewer.specialties,
        reviewer_licence_states=it.reviewer.licence_states,
        documents_reviewed_count=len(it.documents_reviewed),
        treatment_number=number,
        treatment_heading=treatment.heading if treatment else None,
        outcome=treatment.outcome if treatment else None,
        claims_administrator_uses_mtus=theirs.uses_mtus if theirs else None,
        claims_administrator_guidelines=_guidelines(theirs),
        claims_administrator_basis=theirs.text if theirs else None,
        reviewer_uses_mtus=ours.uses_mtus if ours else None,
        reviewer_guidelines=_guidelines(ours),
        reviewer_basis=ours.text if ours else None,
        rationale=treatment.rationale if treatment else None,
        clinical_case_summary=it.clinical_case_summary,
        invented=it.invented,
        problems=tuple(problem.message for problem in it.problems),
        sha256=it.source.sha256 if it.source else None,
    )


def _guidelines(basis: Basis | None) -> tuple[str, ...]:
    """Each cited guideline in one line, as worded; its family where the text names none."""
    if basis is None:
        return ()
    return tuple(
        ", ".join(part for part in (it.guideline, it.chapter, it.section) if part) or it.family.value
        for it in basis.citations
    )
