"""On which pages a query is true, and on which it may be: where words may be misread, undated, or not readable at all.

"Without" turns the two around: surely without are only readable pages on which the word is not even tolerated, and no
page is left out for a word that is only tolerated on it. So a guess never hides a page.

Source: feature F21 of the plan; that "not documented" is never "no".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

from openimr.casefile.model import Document, Legibility
from openimr.casefile.search.index import IndexedPage, SearchIndex
from openimr.casefile.search.places import Match, Placed
from openimr.casefile.search.query import All, Dated, Either, Filter, InDocument, Node, OfKind, OnPages, Without

__all__ = ["Ground", "Truth", "is_unread", "truth"]


class Truth(NamedTuple):
    """Positions of pages: where it is so, and where it may be so (with those where it is)."""

    sure: frozenset[int]
    maybe: frozenset[int]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a query is judged on: the index, the document of each page, and where its words are."""

    index: SearchIndex
    documents: Sequence[Document | None]
    runs_of: Callable[[Node], list[Placed]]


def is_unread(page: IndexedPage) -> bool:
    """Whether nothing can be said of what stands on the page, though something may have been read from it."""
    if page.legibility is None:
        return not page.text.strip()
    return page.legibility in {Legibility.ILLEGIBLE, Legibility.NEEDS_OCR}


def truth(ground: Ground, node: Node) -> Truth:
    """Where the query is true.

    Raises:
        UnusableArguments: an asterisk stands for too many words.
    """
    match node:
        case All():
            parts = [truth(ground, part) for part in node.parts]
            return reduce(lambda one, other: Truth(one.sure & other.sure, one.maybe & other.maybe), parts)
        case Either():
            parts = [truth(ground, part) for part in node.parts]
            return reduce(lambda one, other: Truth(one.sure | other.sure, one.maybe | other.maybe), parts)
        case Without():
            return _turned(ground, node.part)
        case OfKind() | Dated() | OnPages() | InDocument():
            return _filtered(ground, node)
        case _:
            return _said(ground, node)


def _said(ground: Ground, node: Node) -> Truth:
    sure: set[int] = set()
    maybe: set[int] = set()
    for run, pages in ground.runs_of(node):
        (sure if run.match is Match.EXACT else maybe).update(pages)
    return Truth(frozenset(sure), frozenset(sure | maybe))


def _turned(ground: Ground, part: Node) -> Truth:
    """Where ``part`` is not true; carried down to the words and filters, of which alone it can be said."""
    match part:
        case Without():
            return truth(ground, part.part)
        case All():
            return truth(ground, Either(tuple(Without(one) for one in part.parts)))
        case Either():
            return truth(ground, All(tuple(Without(one) for one in part.parts)))
        case _:
            found = truth(ground, part)
            rows = ground.index.pages
            every = frozenset(range(len(rows)))
            # A filter asks what a page is, which is known of an unread page too; words ask what stands on it.
            is_known = isinstance(part, Filter)
            unread = frozenset(at for at, row in enumerate(rows) if not is_known and is_unread(row))
            return Truth(every - found.maybe - unread, every - found.sure)


def _filtered(ground: Ground, node: Filter) -> Truth:
    sure: set[int] = set()
    maybe: set[int] = set()
    for at, (page, document) in enumerate(zip(ground.index.pages, ground.documents, strict=True)):
        if isinstance(node, OnPages):
            if node.first <= page.running <= node.last:
                sure.add(at)
        elif document is None or (isinstance(node, Dated) and document.dated_on is None):
            maybe.add(at)
        elif _fits(node, document):
            sure.add(at)
    return Truth(frozenset(sure), frozenset(sure | maybe))


def _fits(node: OfKind | Dated | InDocument, document: Document) -> bool:
    match node:
        case OfKind():
            return document.kind is node.kind
        case InDocument():
            return document.number == node.number
        case _:
            day = document.dated_on
            return day is not None and (node.first or day) <= day <= (node.last or day)
