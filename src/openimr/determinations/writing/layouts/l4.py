"""Lays a determination out as the standard "Final Determination" of 2014 to 2016 does: layouts L4a and L4b.

The body is confirmed by real letters; the front block of labels is recalled, so it is written only where there is
something that no other place can say.

Source: L4 in docs/reference/layouts.md.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum

from openimr.determinations.model import Determination, DisputedTreatment, Layout, Outcome, Priority
from openimr.determinations.wording.marks import MARK_OF_INVENTION
from openimr.determinations.wording.qualifications import compose as compose_qualifications
from openimr.determinations.wording.qualifications import credentials
from openimr.determinations.writing.blocks import Block, Heading, LabelTable, Letter, Paragraph

__all__ = ["Front", "lay_out_l4"]

_SUMMARY_LEAD = (
    "The expert reviewer developed the following clinical case summary based on a review of the case file, including"
    " all medical records:"
)
_ISSUES_LEAD = "The Final Determination was based on decisions for the disputed items/services set forth below:"
_OUTCOMES = {
    Outcome.UPHELD: "Upheld",
    Outcome.OVERTURNED: "Overturned",
    Outcome.PARTIALLY_OVERTURNED: "Partially Overturned",
}
_PRIORITIES = {Priority.STANDARD: "Standard", Priority.EXPEDITED: "Expedited"}
_NOT_DOCUMENTED = "not documented"


class Front(Enum):
    """Whether the letter begins with a block of labels."""

    LABELS = "labels"
    NO_LABELS = "no labels"


def lay_out_l4(determination: Determination, *, layout: Layout, front: Front) -> Letter:
    """The letter in layout L4a or L4b, with the block of labels at its front or without; each basis has its words."""
    d = determination
    blocks: list[Block] = []
    if front is Front.LABELS:
        blocks.append(LabelTable(title="Case", rows=_labels(d)))
    blocks.append(Heading(text="HOW THE IMR FINAL DETERMINATION WAS MADE", level=2))
    if statement := compose_qualifications(d.reviewer, layout):
        blocks.append(Paragraph(text=statement))
    if layout is Layout.L4B:
        blocks += [Paragraph(text=line) for line in credentials(d.reviewer)]
    blocks.append(Heading(text="CLINICAL CASE SUMMARY", level=2))
    blocks.append(Paragraph(text=_SUMMARY_LEAD))
    if d.clinical_case_summary:
        blocks.append(Paragraph(text=d.clinical_case_summary))
    blocks.append(Heading(text="IMR ISSUES, DECISIONS AND RATIONALES", level=2))
    blocks.append(Paragraph(text=_ISSUES_LEAD))
    for treatment in d.disputed_treatments:
        blocks += _treatment(treatment)
    number = f", case {d.case_number}" if d.case_number else ""
    return Letter(
        title=f"Independent Medical Review Final Determination{number}",
        blocks=tuple(blocks),
        mark=MARK_OF_INVENTION if d.invented else "",
    )


def _labels(d: Determination) -> tuple[tuple[str, str], ...]:
    """The labels that have a value; at least one, for its presence says that the days stand here and not in prose."""
    found = (
        ("Case Number:", d.case_number),
        ("Claim Number:", d.claim_number),
        ("Date Assigned:", _day(d.dates.assigned)),
        ("Date of Injury:", _day(d.dates.injury)),
        ("UR Denial Date:", _day(d.dates.ur_decision)),
        ("Priority:", _PRIORITIES[d.priority] if d.priority else None),
        ("Application Received:", _day(d.dates.application_received)),
        ("Employee Name:", d.employee.name),
        ("Dated:", _day(d.dates.issued)),
    )
    rows = tuple((label, value) for label, value in found if value is not None)
    return rows or (("Date of Injury:", _NOT_DOCUMENTED),)


def _day(day: dt.date | None) -> str | None:
    return f"{day.month:02}/{day.day:02}/{day.year:04}" if day else None


def _treatment(treatment: DisputedTreatment) -> list[Block]:
    outcome = f":  {_OUTCOMES[treatment.outcome]}" if treatment.outcome else ""
    blocks: list[Block] = [Heading(text=treatment.heading, level=3, tail=outcome)]
    if treatment.claims_administrator_basis:
        text = treatment.claims_administrator_basis.text
        blocks.append(Paragraph(label="Claims Administrator guideline:", text=text))
    if treatment.reviewer_basis:
        blocks.append(Paragraph(label="MAXIMUS guideline:", text=treatment.reviewer_basis.text))
    if treatment.rationale:
        blocks.append(Paragraph(label="Decision rationale:", text=treatment.rationale))
    return blocks
