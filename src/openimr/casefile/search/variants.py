"""Which words of the case file a word of the query stands for: itself, and those that may be itself misread.

Tolerated are characters that look alike to OCR (rn and m, 0 and O), from five letters on one letter that is wrong,
missing, added or swapped with its neighbour, and a space within a longer word. A number is never another number.

Source: openimr/rulebook/casefile/search_*.yaml; feature F21 of the plan.
"""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from openimr.casefile.search.index import SearchIndex
from openimr.casefile.search.query import Word
from openimr.casefile.search.rules import limit, plain_words
from openimr.errors import UnusableArguments

__all__ = ["Tolerance", "Variants", "splits", "variants"]


class Tolerance(StrEnum):
    """Whether words that may be misread are found too."""

    TOLERANT = "tolerant"
    EXACT = "exact"


class Variants(NamedTuple):
    """Numbers of words: those that are the word asked for, and those that may be."""

    exact: frozenset[int]
    tolerant: frozenset[int]

    @property
    def both(self) -> frozenset[int]:
        """All of them."""
        return self.exact | self.tolerant


def variants(index: SearchIndex, word: Word, tolerance: Tolerance) -> Variants:
    """The words of the index that ``word`` stands for.

    Raises:
        UnusableArguments: it is the beginning of too many words.
    """
    if word.is_prefix:
        return Variants(_begun(index, word.text), frozenset())
    number = index.number_of.get(word.text)
    exact = frozenset() if number is None else frozenset({number})
    if tolerance is Tolerance.EXACT:
        return Variants(exact, frozenset())
    return Variants(exact, frozenset(_confused(index, word.text) | _distant(index, word.text)) - exact)


def splits(index: SearchIndex, word: Word, tolerance: Tolerance) -> list[tuple[int, int]]:
    """Pairs of words of the index that give ``word`` together."""
    text = word.text
    if tolerance is Tolerance.EXACT or word.is_prefix or len(text) < limit("split_letters") or not text.isalpha():
        return []
    pairs = ((text[:cut], text[cut:]) for cut in range(2, len(text) - 1))
    known = index.number_of
    return [(known[left], known[right]) for left, right in pairs if left in known and right in known]


def _begun(index: SearchIndex, text: str) -> frozenset[int]:
    first, most = bisect_left(index.terms, text), limit("prefix_terms")
    last = first
    while last < len(index.terms) and index.terms[last].startswith(text):
        last += 1
    if last - first > most:
        raise UnusableArguments(
            f"{last - first} different words begin with “{text}”; {most} are the most.",
            where="query",
            remedy="Write more of the word before the asterisk.",
        )
    return frozenset(range(first, last))


def _confused(index: SearchIndex, text: str) -> set[int]:
    if len(text) < limit("confusion_letters") or text in plain_words():
        return set()
    return {number for number in index.alike(text) if index.terms[number] not in plain_words()}


def _distant(index: SearchIndex, text: str) -> set[int]:
    if len(text) < limit("distance_letters") or not text.isalpha():
        return set()
    near: set[int] = set()
    for letters in range(len(text) - 1, len(text) + 2):
        words = index.of_length(letters)
        near.update(key for _, _, key in process.extract_iter(text, words, scorer=OSA.distance, score_cutoff=1))
    return near
