"""Decides whether a cited page lies outside the guideline that it is cited from.

Source: ``rulebook/guidelines/editions.yaml`` (first and last page of each edition, where known).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.model import GuidelineCitation, Layout
from openimr.guidelines.catalogue import GuidelineEdition, edition_by_id, editions_of
from openimr.guidelines.citation_check import pages_outside

__all__ = ["CHECK"]


def _look(context: Context) -> Iterator[Hit]:
    latest = _latest_day(context)
    for path, _, basis in context.bases():
        for citation in basis.citations:
            edition = _edition_with_pages(context, citation, latest)
            if edition is not None and (outside := pages_outside(edition, citation.pages)):
                pages = ", ".join(map(str, outside))
                year = f" of {edition.year}" if edition.year else ""
                yield Hit(
                    where=path,
                    message=f"{edition.title}{year} has pages {edition.first_page} to {edition.last_page}; page "
                    f"{pages} is "
                    "cited.",
                    quote=str(outside[0]) if str(outside[0]) in basis.text else "",
                    at=max(basis.text.rfind(str(outside[0])), 0),
                )


def _edition_with_pages(
    context: Context, citation: GuidelineCitation, latest: dt.date | None
) -> GuidelineEdition | None:
    """The edition that is surely meant, where its pages are known."""
    if citation.known_as is None or not citation.pages:
        return None
    edition = edition_by_id(citation.known_as)
    if citation.edition or _is_only_one(citation.known_as):
        return edition
    # Without a year in the words a later edition may be meant, once there is one.
    if latest is None:
        return None if context.d.layout is Layout.L5 else edition
    return edition if edition.in_force_to is None or latest <= edition.in_force_to else None


@lru_cache(maxsize=512)
def _is_only_one(edition_id: str) -> bool:
    return len(editions_of(edition_id)) == 1


def _latest_day(context: Context) -> dt.date | None:
    dates = context.d.dates
    labelled = (dates.ur_decision, dates.application_received, dates.assigned, dates.issued)
    told = (fact.on for fact in context.d.facts)
    return max((day for day in (*labelled, *told) if day is not None), default=None)


CHECK = Check(
    code="D205",
    name="page-out-of-range",
    severity=Severity.ERROR,
    what="A cited page does not exist in the guideline that it is cited from.",
    why="A citation must lead its reader to the passage; a page that is not there leads nowhere and throws doubt on "
    "the "
    "whole citation.",
    mend="Look the passage up and cite its page, with the edition.",
    sources=duties("citation-format", "evidence-named"),
    look=_look,
)
