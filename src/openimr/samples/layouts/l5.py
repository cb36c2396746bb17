"""Renders the "Final Determination" of 2017 on, L5; the whole layout is recalled.

Source: L5 in docs/reference/layouts.md.
"""

from __future__ import annotations

from random import Random

from openimr.determinations.model import Determination, DisputedTreatment
from openimr.samples.layouts.l4 import ISSUES, SUMMARY, front
from openimr.samples.layouts.process import describe
from openimr.samples.layouts.told import tell

__all__ = ["render"]


def render(d: Determination, rng: Random) -> list[str]:
    """The letter of ``d`` as paragraphs; a line break inside a paragraph is forced."""
    label = rng.choice(("Rationale:", "Rationale:", "Decision rationale:"))
    paragraphs = [
        *front(d),
        f"HOW THE IMR FINAL DETERMINATION WAS MADE\n{d.reviewer.statement or describe(d.reviewer, d.layout)}",
    ]
    paragraphs += [f"CLINICAL CASE SUMMARY\n{SUMMARY}", d.clinical_case_summary or ""]
    paragraphs.append(f"IMR DECISION(S) AND RATIONALE(S)\n{ISSUES}")
    for number, treatment in enumerate(d.disputed_treatments, start=1):
        paragraphs += _treatment(number, treatment, label)
    return [paragraph for paragraph in paragraphs if paragraph]


def _treatment(number: int, treatment: DisputedTreatment, label: str) -> list[str]:
    ours, theirs = treatment.reviewer_basis, treatment.claims_administrator_basis
    return [
        f"{number}. {treatment.heading} {tell(treatment.outcome)}".rstrip(),
        f"Claims Administrator guideline: {theirs.text if theirs else ''}",
        f"MAXIMUS guideline: {ours.text if ours else ''}",
        f"{label} {treatment.rationale or ''}",
    ]
