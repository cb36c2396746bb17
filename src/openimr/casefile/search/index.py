"""The index over the pages of a case file: of every word all its places, and of every place its stretch and its box.

A place is a number that counts through all pages, with one empty place between two pages so that no words follow each
other over the edge of a page; :mod:`openimr.casefile.search.seams` follows them where two pages are of one document.
The index holds the texts as they were when it was built; :meth:`SearchIndex.is_current` says whether they still are.

Why our own: Whoosh has had no release since 2016, keeps its index in many files and knows neither boxes nor misread
letters; tantivy and Xapian are compiled servers' engines that give snippets and no stretches of the original; SQLite
FTS5 is a database, which the core does without.

Source: feature F21 of the plan.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import pairwise

from openimr.casefile.model import Legibility, Page
from openimr.casefile.search.edges import Margins, margins
from openimr.casefile.search.words import skeleton, words_of
from openimr.citations import Value
from openimr.errors import Fault, MalformedData

__all__ = ["NOWHERE", "IndexedPage", "SearchIndex", "Stored", "build"]

NOWHERE = 0xFFFFFFFF
"""The number of no word: it stands at the empty place behind each page."""


class IndexedPage(Value, frozen=True, kw_only=True):
    """A page as it was indexed; its places begin at ``first_slot``, its lines at ``first_line``.

    ``head`` and ``foot`` are how many words its running head and foot have.
    """

    running: int
    text: str
    legibility: Legibility | None
    duplicate_of: int | None
    first_slot: int
    first_line: int
    head: int = 0
    foot: int = 0


class Stored(Value, frozen=True, kw_only=True):
    """All that is kept of an index; the bytes are arrays of the machine (I: places, words, offsets; d: points).

    ``postings`` holds the places of each of ``terms`` one after the other, ``counts`` how many each has. ``at`` is the
    word at each place, ``starts`` and ``ends`` its stretch in its page. Of words broken over lines, ``broken`` holds
    pairs of place and part.
    """

    pages: tuple[IndexedPage, ...]
    terms: tuple[str, ...]
    counts: bytes
    postings: bytes
    at: bytes
    starts: bytes
    ends: bytes
    broken: bytes
    line_ends: bytes
    boxes: bytes


class SearchIndex:
    """An index that is never changed; build another one when pages change."""

    def __init__(self, stored: Stored) -> None:
        """Open what was stored."""
        self.stored = stored
        self.pages = stored.pages
        self.terms = stored.terms
        self.number_of = {term: number for number, term in enumerate(stored.terms)}
        self.at = memoryview(stored.at).cast("I")
        self.starts = memoryview(stored.starts).cast("I")
        self.ends = memoryview(stored.ends).cast("I")
        self.line_ends = memoryview(stored.line_ends).cast("I")
        self.boxes = memoryview(stored.boxes).cast("d")
        self.first_slots = [page.first_slot for page in stored.pages]
        self.ends_of_pages = [first - 1 for first in [*self.first_slots[1:], len(self.at)]]
        self._postings = memoryview(stored.postings).cast("I")
        self._first = [0]
        for count in memoryview(stored.counts).cast("I"):
            self._first.append(self._first[-1] + count)
        pairs = memoryview(stored.broken).cast("I")
        self.broken: dict[int, frozenset[int]] = {}
        for slot, part in zip(pairs[::2], pairs[1::2], strict=True):
            self.broken[slot] = self.broken.get(slot, frozenset()) | {part}
        self._alike: dict[str, list[int]] | None = None
        self._by_length: dict[int, dict[int, str]] | None = None

    def places(self, term: int) -> memoryview[int]:
        """The places of the word of this number, in order."""
        return self._postings[self._first[term] : self._first[term + 1]]

    def count(self, term: int) -> int:
        """How often the word of this number stands in the case file."""
        return self._first[term + 1] - self._first[term]

    def page_at(self, slot: int) -> int:
        """The position in ``pages`` of the page on which this place is."""
        return bisect_right(self.first_slots, slot) - 1

    def alike(self, word: str) -> list[int]:
        """The numbers of words that OCR takes for ``word``, itself among them where it stands in the case file."""
        if self._alike is None:
            self._alike = {}
            for number, term in enumerate(self.terms):
                self._alike.setdefault(skeleton(term), []).append(number)
        return self._alike.get(skeleton(word), [])

    def of_length(self, letters: int) -> dict[int, str]:
        """The words of so many letters, by number."""
        if self._by_length is None:
            self._by_length = {}
            for number, term in enumerate(self.terms):
                self._by_length.setdefault(len(term), {})[number] = term
        return self._by_length.get(letters, {})

    def is_current(self, pages: Iterable[Page]) -> bool:
        """Whether these pages are still those that were indexed: number, text and legibility."""
        return _print(_row(page) for page in pages) == _print(_row(page) for page in self.pages)


def build(pages: Iterable[Page]) -> SearchIndex:
    """The index over the texts that count.

    Raises:
        MalformedData: two pages have one running number.
    """
    ordered = sorted(pages, key=lambda page: page.running)
    twice = [one for one, other in pairwise(ordered) if one.running == other.running]
    if twice:
        faults = [Fault(f"page {page.running}", "Two pages have this number.", "Number them anew.") for page in twice]
        raise MalformedData(faults, where="case file")
    writer = _Writer()
    for page, edges in zip(ordered, margins([page.text for page in ordered]), strict=True):
        writer.add(page, edges)
    return SearchIndex(writer.stored())


class _Writer:
    """Gathers the places of words, page by page."""

    def __init__(self) -> None:
        self.pages: list[IndexedPage] = []
        self.numbers = _Numbers()
        self.at, self.starts, self.ends = array("I"), array("I"), array("I")
        self.broken, self.line_ends, self.boxes = array("I"), array("I"), array("d")

    def add(self, page: Page, edges: Margins) -> None:
        first_slot, first_line = len(self.at), len(self.line_ends) // 2
        self._places(page.text)
        lines = page.texts[-1].lines if page.texts else ()
        self.pages.append(
            IndexedPage(
                running=page.running,
                text=page.text,
                legibility=page.grade.legibility if page.grade else None,
                duplicate_of=page.duplicate_of,
                first_slot=first_slot,
                first_line=first_line,
                head=bisect_right(self.ends, edges.head, first_slot) - first_slot,
                foot=len(self.starts) - bisect_left(self.starts, edges.foot, first_slot),
            )
        )
        self._append(NOWHERE, 0, 0)
        for line in lines:
            self.line_ends.extend((line.start, line.end))
            self.boxes.extend((line.box.left, line.box.top, line.box.right, line.box.bottom))

    def _places(self, text: str) -> None:
        first = len(self.at)
        stretches, words, parts = words_of(text)
        self.at.extend([self.numbers[word] for word in words])
        self.starts.extend([start for start, _ in stretches])
        self.ends.extend([end for _, end in stretches])
        for position, pieces in parts.items():
            for piece in dict.fromkeys(pieces):
                self.broken.extend((first + position, self.numbers[piece]))

    def _append(self, number: int, start: int, end: int) -> None:
        self.at.append(number)
        self.starts.append(start)
        self.ends.append(end)

    def stored(self) -> Stored:
        """All that was gathered, words in the order of the alphabet."""
        terms = sorted(self.numbers)
        anew = {self.numbers[term]: number for number, term in enumerate(terms)} | {NOWHERE: NOWHERE}
        at = array("I", map(anew.__getitem__, self.at))
        broken = array("I", self.broken)
        broken[1::2] = array("I", map(anew.__getitem__, self.broken[1::2]))
        postings = _postings(len(terms), at, broken)
        return Stored(
            pages=tuple(self.pages),
            terms=tuple(terms),
            counts=array("I", map(len, postings)).tobytes(),
            postings=b"".join(places.tobytes() for places in postings),
            at=at.tobytes(),
            starts=self.starts.tobytes(),
            ends=self.ends.tobytes(),
            broken=broken.tobytes(),
            line_ends=self.line_ends.tobytes(),
            boxes=self.boxes.tobytes(),
        )


class _Numbers(dict[str, int]):
    """The number of each word, given when it is first asked for."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def _postings(terms: int, at: array[int], broken: array[int]) -> list[array[int]]:
    """The places of each word in order; those of the parts of broken words among them."""
    postings = [array("I") for _ in range(terms)]
    for slot, number in enumerate(at):
        if number != NOWHERE:
            postings[number].append(slot)
    for slot, number in zip(broken[::2], broken[1::2], strict=True):
        postings[number].append(slot)
    for number in set(broken[1::2]):
        postings[number] = array("I", sorted(postings[number]))
    return postings


def _row(page: Page | IndexedPage) -> tuple[int, str, Legibility | None]:
    if isinstance(page, IndexedPage):
        return page.running, page.text, page.legibility
    return page.running, page.text, page.grade.legibility if page.grade else None


def _print(rows: Iterable[tuple[int, str, Legibility | None]]) -> str:
    told = hashlib.sha256()
    for running, text, legibility in sorted(rows, key=lambda row: row[0]):
        told.update(f"{running}\x00{legibility}\x00{len(text)}\x00".encode())
        told.update(text.encode("utf-8", "surrogatepass"))
    return told.hexdigest()
