"""Finds phrases that begin on one page of a document and end on the next, over foot, edge and head of the pages.

Source: feature F21 of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from openimr.casefile.model import Document
from openimr.casefile.search.index import SearchIndex
from openimr.casefile.search.places import Match, Onward, Run
from openimr.casefile.search.query import Phrase
from openimr.casefile.search.variants import Tolerance, Variants, variants

__all__ = ["Seam", "over_seams", "seams"]


class Seam(NamedTuple):
    """Where two pages of a document meet: behind the last words of the one, and at the first words of the other.

    Each side has two places: with its running foot or head, and without. ``floor`` is the first place of the one page,
    ``ceiling`` that behind the last of the other.
    """

    ends: tuple[int, ...]
    starts: tuple[int, ...]
    floor: int
    ceiling: int


def seams(index: SearchIndex, documents: Sequence[Document | None]) -> list[Seam]:
    """All seams; ``documents`` has the document of each page of the index. Pages without words are passed over."""
    worded = [at for at, first in enumerate(index.first_slots) if first < index.ends_of_pages[at]]
    return [_seam(index, one, two) for one, two in pairwise(worded) if _is_one_document(documents[one], documents[two])]


def _is_one_document(one: Document | None, two: Document | None) -> bool:
    return one is not None and two is not None and one.number == two.number


def _seam(index: SearchIndex, one: int, two: int) -> Seam:
    floor, end = index.first_slots[one], index.ends_of_pages[one]
    start, ceiling = index.first_slots[two], index.ends_of_pages[two]
    ends = dict.fromkeys((end, max(floor, end - index.pages[one].foot)))
    starts = dict.fromkeys((start, min(ceiling, start + index.pages[two].head)))
    return Seam(tuple(ends), tuple(starts), floor, ceiling)


def over_seams(index: SearchIndex, joints: Iterable[Seam], phrase: Phrase, tolerance: Tolerance) -> list[Run]:
    """The places of the phrase that run over a seam, exact and tolerated ones apart; each is told where it begins."""
    words = [variants(index, word, tolerance) for word in phrase.words]
    found: dict[Match, dict[int, Onward]] = {Match.EXACT: {}, Match.TOLERANT: {}}
    endings = frozenset().union(*(word.both for word in words[:-1]))
    beginnings = frozenset().union(*(word.both for word in words[1:]))
    for seam in joints:
        for end, start in product(seam.ends, seam.starts):
            if not (_is_any(index, end - 1, endings) and _is_any(index, start, beginnings)):
                continue
            for first, onward, match in _over(index, seam, end, start, words):
                found[match].setdefault(first, onward)
    return [Run(sorted(places), 0, match, places) for match, places in found.items() if places]


def _over(
    index: SearchIndex, seam: Seam, end: int, start: int, words: list[Variants]
) -> Iterator[tuple[int, Onward, Match]]:
    """Each way of parting the words that fits between ``end`` and ``start``."""
    for before in range(1, len(words)):
        first, behind = end - before, len(words) - before
        if first < seam.floor or start + behind > seam.ceiling:
            continue
        slots = [*range(first, end), *range(start, start + behind)]
        for match in Match:
            if all(_is_any(index, slot, _of(word, match)) for slot, word in zip(slots, words, strict=True)):
                yield first, Onward(before, start, behind), match
                break


def _of(word: Variants, match: Match) -> frozenset[int]:
    return word.exact if match is Match.EXACT else word.both


def _is_any(index: SearchIndex, slot: int, terms: frozenset[int]) -> bool:
    """Whether one of the words stands at the place, whole or as a part of one that a line's end breaks."""
    return index.at[slot] in terms or not terms.isdisjoint(index.broken.get(slot, ()))
