"""Laws on the decisions: one for each eligible disputed treatment, by the reviewer, on a guideline.

Source: Labor Code 4610.6(a), (e), (f); 8 CCR 9792.10.6(d), 9792.21(d).
"""

from __future__ import annotations

from openimr.reviews.laws.look import Broken, Look
from openimr.reviews.review import TreatmentReview

__all__ = ["find"]


def find(look: Look) -> Broken:
    """What is not decided, or not on a guideline."""
    if not any(one.says.strip() for one in look.review.summary):
        yield "summary-given", "the clinical case summary"
    for entry in look.review.treatments:
        if entry.number not in look.numbers:
            yield "every-treatment-decided", f"treatment {entry.number} is not one that is eligible and to be decided"
    for number in look.numbers:
        row = look.review.treatment(number)
        if row is None or row.outcome is None:
            yield "every-treatment-decided", f"the outcome of treatment {number}"
        if row is not None:
            yield from _of_treatment(row)


def _of_treatment(row: TreatmentReview) -> Broken:
    if not any(one.says.strip() for one in row.rationale):
        yield "summary-given", f"the rationale of treatment {row.number}"
    chosen = row.guideline
    if not chosen.citations:
        yield "guideline-chosen", f"treatment {row.number}: a citation"
    if chosen.uses_mtus is None:
        yield "guideline-chosen", f"treatment {row.number}, uses_mtus: yes or no"
    if chosen.uses_mtus is False and not chosen.why_not_mtus.strip():
        yield "mtus-answered", f"treatment {row.number}: the reason"
