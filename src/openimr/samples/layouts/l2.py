"""Renders the "Professional review" sheet of 2013, L2, with its headings in capitals, two of them over two lines.

Source: L2 in docs/reference/layouts.md, from a program that was written against real letters.
"""

from __future__ import annotations

from random import Random

from openimr.determinations.model import Determination, Outcome
from openimr.samples.layouts.process import describe

__all__ = ["render"]


def render(d: Determination, rng: Random) -> list[str]:
    """The sheet of ``d`` as paragraphs; a line break inside a paragraph is forced."""
    verb = rng.choice(("IS", "WAS"))
    treatment = d.disputed_treatments[0]
    said = "" if treatment.outcome is Outcome.OVERTURNED else " NOT"
    bullets = "\n".join(f"{rng.choice(('-', chr(0x2022)))} {document.text}" for document in d.documents_reviewed)
    basis = treatment.reviewer_basis
    why = f"RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE {verb}{said}\nMEDICALLY NECESSARY:"
    return [
        "MEDICAL PROFESSIONAL REVIEW",
        f"ISSUE AT DISPUTE:\n{treatment.heading}",
        f"CASE SUMMARY:\n{d.clinical_case_summary or ''}",
        f"DOCUMENTS REVIEWED FOR DETERMINATION:\n{bullets}",
        f"MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL\nREVIEWER AND WHY:\n{basis.text if basis else ''}",
        f"{why}\n{treatment.rationale or ''}",
        f"MEDICAL REVIEWER QUALIFICATIONS:\n{d.reviewer.statement or describe(d.reviewer, d.layout)}",
    ]
