"""Counts how well documents are found in scans with known truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from openimr.casefile.documents import split
from openimr.casefile.model import Document, DocumentKind
from unit.casefile.documents.scans import Scan, TrueDocument


@dataclass
class Measured:
    """What was found of what is true."""

    true_starts: int = 0
    found_starts: int = 0
    right_starts: int = 0
    true_kinds: Counter[DocumentKind] = field(default_factory=Counter)
    found_kinds: Counter[DocumentKind] = field(default_factory=Counter)
    right_kinds: Counter[DocumentKind] = field(default_factory=Counter)
    exact: int = 0
    days: int = 0
    authors: int = 0
    documents: int = 0

    @property
    def starts_recall(self) -> float:
        """Share of true beginnings that were found."""
        return self.right_starts / self.true_starts

    @property
    def starts_precision(self) -> float:
        """Share of beginnings found that are true."""
        return self.right_starts / self.found_starts

    def recall(self, kind: DocumentKind) -> float:
        """Share of pages of the kind that were put into a document of the kind."""
        return self.right_kinds[kind] / max(1, self.true_kinds[kind])

    def precision(self, kind: DocumentKind) -> float:
        """Share of pages put into documents of the kind that are of it."""
        return self.right_kinds[kind] / max(1, self.found_kinds[kind])

    @property
    def pages_right(self) -> float:
        """Share of all pages that were put into a document of their kind."""
        return self.right_kinds.total() / self.true_kinds.total()


def measured(scans: Sequence[Scan]) -> Measured:
    """What the rules find in ``scans``; beginnings are counted without the first page, which cannot be missed."""
    total = Measured()
    for scan in scans:
        found = split(scan.pages)
        _count(total, scan.truth, found)
    return total


def _count(total: Measured, truth: Sequence[TrueDocument], found: Sequence[Document]) -> None:
    true_starts = {one.first for one in truth} - {1}
    found_starts = {one.first for one in found} - {1}
    total.true_starts += len(true_starts)
    total.found_starts += len(found_starts)
    total.right_starts += len(true_starts & found_starts)
    of_page = {page: one.kind for one in found for page in one.pages}
    for one in truth:
        for page in range(one.first, one.last + 1):
            total.true_kinds[one.kind] += 1
            total.right_kinds[one.kind] += of_page[page] is one.kind
    total.found_kinds.update(of_page.values())
    by_bounds = {(one.first, one.last): one for one in found}
    for one in truth:
        total.documents += 1
        same = by_bounds.get((one.first, one.last))
        total.exact += same is not None and same.kind is one.kind
        total.days += same is not None and same.dated_on == one.dated_on
        total.authors += same is not None and _alike(same.author, one.author)


def _alike(author: str, true: str) -> bool:
    """Whether the names are the same, case, marks and letters that were misread aside."""
    return fuzz.ratio(_letters(author), _letters(true)) >= 85


def _letters(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())
