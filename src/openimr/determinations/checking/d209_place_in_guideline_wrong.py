"""Decides whether the cited page or chapter number belongs to the cited section or chapter.

Source: ``rulebook/guidelines/sections.yaml`` (pages and numbers of sections and chapters, where known).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.model import GuidelineCitation
from openimr.guidelines.catalogue import edition_by_id
from openimr.guidelines.citation_check import CitationReason, misplaced

__all__ = ["CHECK"]


def _look(context: Context) -> Iterator[Hit]:
    for path, _, basis in context.bases():
        for citation in basis.citations:
            for reason in _reasons(citation):
                quote = _words(citation, basis.text)
                severity = None if reason.is_wrong else Severity.NOTE
                yield Hit(where=path, message=reason.sentence(), quote=quote, severity=severity)


@lru_cache(maxsize=2048)
def _reasons(citation: GuidelineCitation) -> tuple[CitationReason, ...]:
    """What is known against the place; what was not verified is told as a note, and says so."""
    if citation.known_as is None or not (citation.section or citation.chapter):
        return ()
    return misplaced(citation, edition_by_id(citation.known_as))


def _words(citation: GuidelineCitation, text: str) -> str:
    """The section or chapter as the basis words it."""
    return next((words for words in (citation.section, citation.chapter) if words and words in text), "")


CHECK = Check(
    code="D209",
    name="place-in-guideline-wrong",
    severity=Severity.WARNING,
    what="A section is cited with a page of another section, or a chapter with the number of another.",
    why="A citation must lead its reader to the passage; where section and page disagree, one of them is not what the "
    "decision rests on.",
    mend="Look the passage up, and cite the section and the page on which it stands.",
    sources=duties("citation-format", "evidence-named"),
    look=_look,
)
