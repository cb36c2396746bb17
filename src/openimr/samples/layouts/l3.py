"""Renders the early "Final Determination" of late 2013 to early 2014, L3.

Source: L3 in docs/reference/layouts.md; the postal block and what stands below the last heading are recalled.
"""

from __future__ import annotations

from random import Random

from openimr.determinations.model import Determination, DisputedTreatment
from openimr.samples.layouts.l4 import ISSUES, SUMMARY, front
from openimr.samples.layouts.process import describe
from openimr.samples.layouts.told import tell

__all__ = ["render"]

_POST = "MAXIMUS FEDERAL SERVICES, INC.\nIndependent Medical Review \nP.O. Box 138009\nSacramento, CA 95813-8009"
_RECEIVED = (
    "The following relevant documents received from the interested parties and the documents provided with the "
    "application were reviewed and considered. These documents included:"
)


def render(d: Determination, rng: Random) -> list[str]:
    """The letter of ``d`` as paragraphs; a line break inside a paragraph is forced."""
    sign = rng.choice(("\u2022", "\u2022", "-"))
    bullets = "\n".join(f"{sign} {document.text}" for document in d.documents_reviewed)
    paragraphs = [
        _POST,
        *front(d),
        f"HOW THE IMR FINAL DETERMINATION WAS MADE\n{d.reviewer.statement or describe(d.reviewer, d.layout)}",
    ]
    if bullets:
        opening = f"{_RECEIVED}\n" if rng.random() < 0.5 else ""
        paragraphs.append(f"DOCUMENTS REVIEWED\n{opening}{bullets}")
    paragraphs += [f"CLINICAL CASE SUMMARY\n{SUMMARY}", d.clinical_case_summary or ""]
    paragraphs.append(f"IMR DECISION(S) AND RATIONALE(S)\n{ISSUES}")
    for number, treatment in enumerate(d.disputed_treatments, start=1):
        paragraphs += _treatment(number, treatment)
    return [paragraph for paragraph in paragraphs if paragraph]


def _treatment(number: int, treatment: DisputedTreatment) -> list[str]:
    ours, theirs = treatment.reviewer_basis, treatment.claims_administrator_basis
    return [
        f"{number}. {treatment.heading} {tell(treatment.outcome)}".rstrip(),
        theirs.text if theirs else "",
        ours.text if ours else "",
        f"The Physician Reviewer's decision rationale: {treatment.rationale or ''}",
    ]
