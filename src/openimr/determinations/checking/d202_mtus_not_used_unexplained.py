"""Decides whether a decision that leaves the MTUS aside says why the MTUS does not apply.

Source: Labor Code 4610.5(c)(2); 8 CCR 9792.21(c), (d), 9792.21.1(a).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determinations.checking.duties import duties, limit
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.model import Basis, CitationFamily, DisputedTreatment

__all__ = ["CHECK"]

_MTUS = r"(?:MTUS|ACOEM|(?:California|CA|State) (?:\w+ ){0,2}[Gg]uidelines?|Medical Treatment Utilization Schedule)"
_SILENT = (
    r"(?:not (?:\w+ )?(?:address|discuss|mention|cover|contain|include|appl|speak|provide|reference|have|specif|comment"
    r"|pertain"
    r"|relevant|applicable|fully|directly|adequately|make)\w*|silent|mute|no (?:\w+ ){0,2}?(?:recommendation|guideline"
    r"|guidance"
    r"|discussion|mention|provision|information|section|criteria|reference)s?|lacks?|insufficient|rebutted|outdated"
    r"|inapplicable|fails? to)"
)
_NAMED = re.compile(_MTUS)
_REASON = re.compile(rf"\b{_SILENT}\b|\boutside (?:of )?(?:the )?(?:scope of )?(?:the )?MTUS\b", re.IGNORECASE)
# The sentence that says that the MTUS was not used is no reason for it; it is sought from the words that only it has.
_STATEMENT = re.compile(
    r"not base(?:(?<=\bdid not base)|(?<=\bdoes not base)) (?:their|its|his/her|his|her) decision on the MTUS\.?",
    re.IGNORECASE,
)
_NOT_MTUS = frozenset({CitationFamily.ODG, CitationFamily.OTHER})


def _look(context: Context) -> Iterator[Hit]:
    for path, treatment in context.numbered():
        basis = treatment.reviewer_basis
        if basis is None or not _leaves_the_mtus_aside(basis) or _is_explained(basis, treatment):
            continue
        yield Hit(
            where=f"{path}.reviewer_basis",
            message=f"The reviewer does not use the MTUS, and nothing says why it does not apply. {_rule(context)}",
            quote=basis.text,
        )


def _leaves_the_mtus_aside(basis: Basis) -> bool:
    if basis.uses_mtus is not None:
        return not basis.uses_mtus
    return bool(basis.citations) and all(citation.family in _NOT_MTUS for citation in basis.citations)


def _is_explained(basis: Basis, treatment: DisputedTreatment) -> bool:
    statement = _without_statement(basis.text)
    text = f"{statement} {treatment.rationale or ''}"
    sentences = (
        (text.rfind(". ", 0, match.start()) + 1, text.find(". ", match.end())) for match in _NAMED.finditer(text)
    )
    return any(_REASON.search(text, start, end if end >= 0 else len(text)) for start, end in sentences)


def _without_statement(text: str) -> str:
    """``text`` without the sentences that only say that the MTUS was not used."""
    left: list[str] = []
    end = 0
    for match in _STATEMENT.finditer(text):
        left.append(text[end : max(text.rfind(".", end, match.start()) + 1, end)])
        end = match.end()
    return "".join((*left, text[end:]))


def _rule(context: Context) -> str:
    decided_on = context.decided_on
    if decided_on is None:
        return "The MTUS comes first, and a reason is needed to go past it."
    if decided_on.year < limit("mtus-strict-order-until"):
        return (
            f"Under the law of {decided_on.year} the standards of necessity stand in strict order: a lower one counts "
            "only "
            "where each higher one does not apply to the condition."
        )
    return (
        f"Under the law of {decided_on.year} the search begins with the MTUS and goes on only where it is silent or "
        "rebutted."
    )


CHECK = Check(
    code="D202",
    name="mtus-not-used-unexplained",
    severity=Severity.ERROR,
    what="The reviewer's decision does not rest on the MTUS, and no reason says why the MTUS does not apply.",
    why="The MTUS is presumed correct. Another source may be used only where the MTUS does not address the condition "
    "or "
    "is rebutted, and the worker is owed that reason.",
    mend="Say in one sentence that the MTUS does not address the condition, or why it is rebutted; or apply it.",
    sources=duties("six-standards", "mtus-presumed-correct", "outside-the-mtus", "search-sequence"),
    look=_look,
)
