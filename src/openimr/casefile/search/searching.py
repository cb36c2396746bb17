"""Answers a query over the whole case file: by document and page, sure hits first, with places, boxes and counts.

Source: feature F21 of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openimr.casefile.model import Document
from openimr.casefile.search.asked import Asked
from openimr.casefile.search.hits import DocumentHits, Hits, PageHit, Place, Reason
from openimr.casefile.search.index import SearchIndex
from openimr.casefile.search.places import Match, Onward, within_page
from openimr.casefile.search.query import Dated, told
from openimr.casefile.search.showing import place_of, snippet_of
from openimr.casefile.search.truth import is_unread
from openimr.casefile.search.variants import Tolerance

__all__ = ["search"]


def search(
    index: SearchIndex,
    query: str,
    *,
    documents: Iterable[Document] = (),
    tolerance: Tolerance = Tolerance.TOLERANT,
    pages: int = 50,
    places: int = 20,
) -> Hits:
    """The pages on which ``query`` is true or may be; ``pages`` of them are shown, with ``places`` of each.

    ``documents`` are those of the case file; filters by kind, date and document ask for them.

    Raises:
        UnusableArguments: the query cannot be read, or asks for documents that were not handed in.
    """
    asked = Asked(index, query, tuple(documents), tolerance)
    counted = [(page, *asked.counts(page)) for page in asked.ranked]
    return Hits(
        query=told(asked.node),
        searched=len(asked.scope),
        unread=asked.unread(),
        found_pages=len(asked.found.maybe),
        sure_pages=len(asked.found.sure),
        exact=sum(exact for _, exact, _ in counted),
        tolerant=sum(tolerant for _, _, tolerant in counted),
        pages=tuple(_page_hit(asked, *row, places) for row in counted[: max(pages, 0)]),
        documents=_by_document(asked, counted),
    )


def _page_hit(asked: Asked, page: int, exact: int, tolerant: int, most: int) -> PageHit:
    row, document = asked.index.pages[page], asked.documents[page]
    number = document.number if document else 0
    places = _places(asked, page, number, most)
    is_sure = page in asked.found.sure
    return PageHit(
        running=row.running,
        document=number,
        match=Match.EXACT if is_sure else Match.TOLERANT,
        exact=exact,
        tolerant=tolerant,
        places=places,
        snippet=snippet_of(asked.index, page, places[0]) if places else None,
        reasons=() if is_sure else _reasons(asked, page, document),
        duplicate_of=row.duplicate_of,
    )


def _places(asked: Asked, page: int, document: int, most: int) -> tuple[Place, ...]:
    """The first places of a page: exact ones before tolerated ones, each in the order of the text, none twice."""
    found: dict[tuple[int, Onward], Match] = {}
    for run, _ in sorted(asked.runs, key=lambda placed: placed.run.match is not Match.EXACT):
        whole = Onward(run.width, 0, 0)
        for first in within_page(asked.index, run, page):
            found.setdefault((first, run.onward.get(first, whole)), run.match)
    ranked = sorted(found.items(), key=lambda item: (item[1] is not Match.EXACT, item[0]))
    return tuple(
        place_of(asked.index, document, first, stretch, match) for (first, stretch), match in ranked[: max(most, 0)]
    )


def _reasons(asked: Asked, page: int, document: Document | None) -> tuple[Reason, ...]:
    reasons = []
    if asked.filters and document is None:
        reasons.append(Reason.NO_DOCUMENT)
    if document and document.dated_on is None and any(isinstance(one, Dated) for one in asked.filters):
        reasons.append(Reason.UNDATED)
    if is_unread(asked.index.pages[page]):
        reasons.append(Reason.UNREAD)
    return tuple(reasons) or (Reason.MISREAD,)


def _by_document(asked: Asked, counted: Sequence[tuple[int, int, int]]) -> tuple[DocumentHits, ...]:
    rows: dict[int, list[tuple[int, int, int]]] = {}
    for row in counted:
        document = asked.documents[row[0]]
        rows.setdefault(document.number if document else 0, []).append(row)
    return tuple(_document_hits(asked, number, hits) for number, hits in rows.items())


def _document_hits(asked: Asked, number: int, hits: list[tuple[int, int, int]]) -> DocumentHits:
    document = asked.documents[hits[0][0]]
    return DocumentHits(
        number=number,
        kind=document.kind if document else None,
        title=document.title if document else "",
        dated_on=document.dated_on if document else None,
        pages=len(hits),
        sure_pages=sum(page in asked.found.sure for page, _, _ in hits),
        exact=sum(exact for _, exact, _ in hits),
        tolerant=sum(tolerant for _, _, tolerant in hits),
    )
