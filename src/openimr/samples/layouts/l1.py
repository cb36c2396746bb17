"""Renders the "Notice" letter of 2013, L1: its outcome lines stand twice, and a bold "not" may be glued.

Source: L1 in docs/reference/layouts.md; documents, treatments and the closing section are recalled.
"""

from __future__ import annotations

import datetime as dt
from random import Random

from openimr.calendars.words import day_in_words
from openimr.determinations.model import Determination, DisputedTreatment
from openimr.samples.layouts.process import describe
from openimr.samples.layouts.told import tell

__all__ = ["render", "taken_from"]

_GLUED = 0.15
_RECEIVED = (
    "The following relevant documents received from the interested parties and the documents provided with the "
    "application were reviewed and considered. These documents included:"
)
_RELIED_UPON = (
    "Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer to Make His/Her Decision"
)
_EFFECT = (
    "The determination of MAXIMUS Federal Services and its physician reviewer is deemed to be the final determination "
    "of the Administrative Director, Division of Workers' Compensation."
)


def render(d: Determination, rng: Random) -> list[str]:
    """The letter of ``d`` as paragraphs; a line break inside a paragraph is forced."""
    glued = rng.random() < _GLUED
    outcomes = [_outcome(number, one, glued=glued) for number, one in enumerate(d.disputed_treatments, start=1)]
    paragraphs = [_front(d), *outcomes, "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE", _filed(d), *outcomes]
    paragraphs += [
        "Medical Qualifications of the Expert Reviewer:",
        d.reviewer.statement or describe(d.reviewer, d.layout),
    ]
    paragraphs += ["Case Summary:", *_broken(d.clinical_case_summary or "")]
    if d.documents_reviewed:
        bullets = "\n".join(f"\u2022 {document.text}" for document in d.documents_reviewed)
        paragraphs.append(f"Documents Reviewed for Determination:\n{_RECEIVED}\n{bullets}")
    for number, treatment in enumerate(d.disputed_treatments, start=1):
        paragraphs += _reasons(number, treatment)
    return [*paragraphs, f"Effect of the Decision:\n{_EFFECT}"]


def taken_from(day: dt.date) -> str:
    """The sentence that says from which utilization review decision the summary was taken."""
    return (
        "Disclaimer: The following case summary was taken directly from the utilization review denial/modification "
        f"dated {day_in_words(day)}."
    )


def _broken(summary: str) -> list[str]:
    """The summary in paragraphs: what it was taken from, and the quotation."""
    start = summary.find("\u201c")
    return [summary] if start <= 0 else [summary[: start - 1], summary[start:]]


def _front(d: Determination) -> str:
    dates = d.dates
    lines = ["MAXIMUS FEDERAL SERVICES, INC.", "Notice of Independent Medical Review Determination"]
    for label, day in (
        ("Dated:", dates.issued),
        ("Date of UR Decision:", dates.ur_decision),
        ("Date of Injury:", dates.injury),
        ("IMR Application Received:", dates.application_received),
    ):
        lines += [f"{label} {day.month}/{day.day}/{day.year}"] if day else []
    lines += [f"IMR Case Number: {d.case_number}"] if d.case_number else []
    return "\n".join(lines)


def _outcome(number: int, treatment: DisputedTreatment, *, glued: bool) -> str:
    return (
        f"{number}) MAXIMUS Federal Services, Inc. has determined the request for {treatment.heading} "
        f"{tell(treatment.outcome, glued=glued)}"
    )


def _filed(d: Determination) -> str:
    dates = d.dates
    words = [
        f"{day.month}/{day.day}/{day.year}" if day else ""
        for day in (dates.application_received, dates.ur_decision, dates.assigned)
    ]
    return (
        f"An application for Independent Medical Review was filed on {words[0]} disputing the Utilization Review "
        f"Denial dated {words[1]}. A Notice of Assignment and Request for Information was provided to the above "
        f"parties on {words[2]}. A decision has been made for each of the treatment and/or services that were "
        "in dispute:"
    )


def _reasons(number: int, treatment: DisputedTreatment) -> list[str]:
    ours, theirs = treatment.reviewer_basis, treatment.claims_administrator_basis
    return [
        f"{number}) Regarding the request for {treatment.heading}:",
        _RELIED_UPON,
        theirs.text if theirs else "",
        ours.text if ours else "",
        f"Rationale for the Decision:\n{treatment.rationale or ''}",
    ]
