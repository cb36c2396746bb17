"""Decides whether the determination names a diagnosis anywhere.

Source: 8 CCR 9792.10.6(d): the determination describes the employee's medical condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.model import FactKind, Layout

__all__ = ["CHECK"]

# Words that introduce a diagnosis even where none was read after them.
_INTRODUCED = re.compile(
    r"(?<!no )(?<!without )(?<!without a )\bdiagnos(?:is|es|ed|tic impressions?)\s*"
    r"(?:of|with|as|includes?|included|including|consists? of|are|were|is|was|:|;|-)"
    r"(?!\s*(?:not\b|un|missing|absent|complex|in\b|given|documented|needed|required|questionable|doubtful|well\b))"
    r"|\b(?:impressions?|assessment|working dx|dx|icd-?(?:9|10))\s*:"
    r"|\bstatus post\b|\bs/p\b",
    re.IGNORECASE,
)
_CUES = ("diagnos", "impression", "assessment", "dx", "icd", "status post", "s/p")


def _look(context: Context) -> Iterator[Hit]:
    if context.d.layout is Layout.UNKNOWN or context.facts(FactKind.DIAGNOSIS) or not context.narrative:
        return
    if context.mentions(*_CUES) and any(_INTRODUCED.search(text) for text in context.narrative.values()):
        return
    yield Hit(where="clinical_case_summary", message="Neither the summary nor a rationale names a diagnosis.")


CHECK = Check(
    code="D303",
    name="diagnosis-missing",
    severity=Severity.WARNING,
    what="Neither the clinical case summary nor a rationale names a diagnosis.",
    why="Guidelines recommend a treatment for a condition. Without the diagnosis nobody can see whether the guideline "
    "that was used is the right one.",
    mend="Name the diagnoses that the treating physician gives, each with the document that it stands in.",
    sources=duties("contents", "reasons"),
    look=_look,
)
