"""Renders the standard "Final Determination" of 2014 to 2016, L4a and L4b, as its letters looked.

Source: L4 in docs/reference/layouts.md; the block of labels at the front is recalled.
"""

from __future__ import annotations

from random import Random

from openimr.determinations.model import Basis, Determination, DisputedTreatment, Layout, Outcome
from openimr.samples.layouts.process import describe
from openimr.samples.tables import states

__all__ = ["front", "process", "render"]

OUTCOMES = {
    Outcome.UPHELD: "Upheld",
    Outcome.OVERTURNED: "Overturned",
    Outcome.PARTIALLY_OVERTURNED: "Partially Overturned",
}
SUMMARY = (
    "The expert reviewer developed the following clinical case summary based on a review of the case file, including "
    "all medical records:"
)
ISSUES = "The Final Determination was based on decisions for the disputed items/services set forth below:"


def render(d: Determination, rng: Random) -> list[str]:
    """The letter of ``d`` as paragraphs; a line break inside a paragraph is forced."""
    gap = rng.choice(("  ", "  ", " "))
    paragraphs = [*front(d), *process(d)]
    paragraphs += [f"CLINICAL CASE SUMMARY\n{SUMMARY}", d.clinical_case_summary or ""]
    paragraphs.append(f"IMR ISSUES, DECISIONS AND RATIONALES\n{ISSUES}")
    for treatment in d.disputed_treatments:
        paragraphs += _treatment(treatment, gap)
    return [paragraph for paragraph in paragraphs if paragraph]


def front(d: Determination) -> list[str]:
    """The block of labels, where the letter has one."""
    if d.case_number is None:
        return []
    dates = d.dates
    rows = [
        (f"Case Number: {d.case_number}", f"Date Assigned: {dates.assigned:%m/%d/%Y}" if dates.assigned else ""),
        (
            f"Date of Injury: {dates.injury:%m/%d/%Y}" if dates.injury else "",
            f"Decision Date: {dates.issued:%m/%d/%Y}" if dates.issued else "",
        ),
        (f"UR Denial Date:  {dates.ur_decision:%m/%d/%Y}" if dates.ur_decision else "", ""),
        (
            f"Priority: {d.priority.value.title()}" if d.priority else "",
            f"Application Received: {dates.application_received:%m/%d/%Y}" if dates.application_received else "",
        ),
    ]
    return ["\n".join("   ".join(cell for cell in row if cell) for row in rows)]


def process(d: Determination) -> list[str]:
    """How the determination was made, and by what kind of reviewer."""
    words = d.reviewer.statement or describe(d.reviewer, d.layout)
    paragraphs = [f"HOW THE IMR FINAL DETERMINATION WAS MADE\n{words}"]
    if d.layout is Layout.L4B:
        licensed = ", ".join(states()[code] for code in d.reviewer.licence_states)
        lines = ["The Expert Reviewer has the following credentials:"]
        lines += [f"State(s) of Licensure: {licensed}"] if licensed else []
        lines += [f"Certification(s)/Specialty: {', '.join(d.reviewer.specialties)}"] if d.reviewer.specialties else []
        paragraphs.append("\n".join(lines))
    return paragraphs


def _treatment(treatment: DisputedTreatment, gap: str) -> list[str]:
    outcome = f":{gap}{OUTCOMES[treatment.outcome]}" if treatment.outcome else ""
    return [
        f"{treatment.heading}{outcome}",
        f"Claims Administrator guideline: {_words(treatment.claims_administrator_basis)}",
        f"MAXIMUS guideline: {_words(treatment.reviewer_basis)}",
        f"Decision rationale: {treatment.rationale or ''}",
    ]


def _words(basis: Basis | None) -> str:
    return basis.text if basis else ""
