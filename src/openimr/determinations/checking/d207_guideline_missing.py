"""Decides whether the reviewer's decision rests on no guideline or study at all.

Source: 8 CCR 9792.10.6(d): references to the medical and scientific evidence used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.model import Basis, CitationFamily, GuidelineCitation, Layout

__all__ = ["CHECK"]

_NAMED = re.compile(
    r"\b(?:MTUS|ACOEM|ODG|Official Disability Guidelines?|[Gg]uidelines?|[Ss]tud(?:y|ies)|[Tt]rials?|Cochrane"
    r"|[Ll]iterature|FDA|CDC"
    r"|[Tt]reatment [Ss]chedule|[Jj]ournal|et al)\b"
)
_DENIED = re.compile(
    r"\b(?:not (?:cite|provide|give|list|identify|use|name|reference)\w*|no (?:\w+ )?(?:guidelines?|citations?"
    r"|evidence)"
    r"|none|not applicable|n/a)\b",
    re.IGNORECASE,
)
_NOT_THE_MTUS = re.compile(
    r"[^.]*\b(?:did|does) not (?:base|rely|use)\b[^.]*?\b(?:MTUS|Medical Treatment Utilization Schedule)\b\.?",
    re.IGNORECASE,
)
_JUDGMENT = re.compile(
    r"\b(?:medical|clinical|professional|reviewer'?s?) (?:judge?ment|expertise|experience|opinion|knowledge)\b",
    re.IGNORECASE,
)


def _look(context: Context) -> Iterator[Hit]:
    if context.d.layout is Layout.UNKNOWN:
        return
    for path, treatment in context.numbered():
        if _rests_on_something(treatment.reviewer_basis) or _NAMED.search(treatment.rationale or ""):
            continue
        yield Hit(
            where=f"{path}.reviewer_basis",
            message="No guideline or study is named for the reviewer's decision.",
            quote=treatment.reviewer_basis.text if treatment.reviewer_basis else "",
        )


def _rests_on_something(basis: Basis | None) -> bool:
    """Whether a basis names a source, or words that may be one."""
    if basis is None:
        return False
    if any(not _is_judgment(citation) for citation in basis.citations):
        return True
    rest = _NOT_THE_MTUS.sub("", basis.text).strip(" .:;")
    if not rest or _JUDGMENT.search(rest):
        return False
    return not (_DENIED.search(rest) and len(rest.split()) <= 16)


def _is_judgment(citation: GuidelineCitation) -> bool:
    """Whether what is cited is the reviewer's own judgment, which is no source."""
    words = citation.guideline or ""
    return citation.family is CitationFamily.OTHER and bool(_JUDGMENT.search(words)) and not _NAMED.search(words)


CHECK = Check(
    code="D207",
    name="guideline-missing",
    severity=Severity.ERROR,
    what="Neither the reviewer's basis nor the rationale names a guideline or a study.",
    why="A decision without a source is an opinion that nobody can test, and the law asks for the evidence used.",
    mend="Name the guideline that governs the request, with edition, section and pages, or the study relied on.",
    sources=duties("evidence-named", "six-standards", "search-sequence"),
    look=_look,
)
