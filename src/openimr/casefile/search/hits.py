"""The values of an answer: pages and places that were found, what was searched, and what could not be read.

Source: feature F21 of the plan.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from openimr.casefile.model import Box, DocumentKind, PagePin
from openimr.casefile.search.places import Match
from openimr.citations import Value

__all__ = ["Absence", "DocumentHits", "Found", "Hits", "PageHit", "Place", "Reason", "Snippet"]


class Place(Value, frozen=True, kw_only=True):
    """A place that was found. ``boxes`` has one rectangle for each line that it runs over, within the line by letters.

    The box of ``pin`` holds all of them; both are absent where the page has no lines. A phrase that runs over the edge
    of a page is told where it begins; ``then`` is the rest of it, on the next page.
    """

    pin: PagePin
    match: Match
    boxes: tuple[Box, ...] = ()
    then: Place | None = None


class Snippet(Value, frozen=True):
    """The first place with some words around it, spaces and lines made one space."""

    before: str
    quote: str
    after: str


class Reason(StrEnum):
    """Why a page is a hit that is not sure."""

    MISREAD = "misread"
    UNDATED = "undated"
    UNREAD = "unread"
    NO_DOCUMENT = "no_document"


class PageHit(Value, frozen=True, kw_only=True):
    """A page that was found: how often the words stand on it, and its first places.

    ``document`` is the number of its document, 0 where it is in none; ``reasons`` say why it is not sure;
    ``duplicate_of`` is the running number of the page that it repeats.
    """

    running: int
    document: int
    match: Match
    exact: int
    tolerant: int
    places: tuple[Place, ...] = ()
    snippet: Snippet | None = None
    reasons: tuple[Reason, ...] = ()
    duplicate_of: int | None = None


class DocumentHits(Value, frozen=True, kw_only=True):
    """A document with hits: on how many of its pages, surely or perhaps, and at how many places on all of them."""

    number: int
    kind: DocumentKind | None
    title: str
    dated_on: dt.date | None
    pages: int
    sure_pages: int
    exact: int
    tolerant: int


class Hits(Value, frozen=True, kw_only=True):
    """The answer to a query.

    ``pages`` are those that are sure before those that are not, each in running order, up to the number asked for;
    all other counts are of the whole answer. ``unread`` are running numbers of pages that could not be read.
    """

    query: str
    searched: int
    unread: tuple[int, ...]
    found_pages: int
    sure_pages: int
    exact: int
    tolerant: int
    pages: tuple[PageHit, ...] = ()
    documents: tuple[DocumentHits, ...] = ()


class Found(StrEnum):
    """Whether something is said: somewhere, perhaps, on no page of those that were all read, or not known."""

    SAID = "said"
    PERHAPS = "perhaps"
    NOWHERE = "nowhere"
    NOT_KNOWN = "not_known"


class Absence(Value, frozen=True, kw_only=True):
    """What was searched when nothing was found, so that "not documented" can be checked.

    Running numbers, and of ``read`` the count: ``read`` pages were searched, ``unread`` could not be, ``doubtful`` were
    searched and may hold more than was read. ``found`` and ``perhaps`` are the pages that say it, or may. ``says`` is
    the whole in plain words.
    """

    query: str
    state: Found
    read: int
    unread: tuple[int, ...]
    doubtful: tuple[int, ...]
    found: tuple[int, ...]
    perhaps: tuple[int, ...]
    says: str
