"""Finds the phrases of a vocabulary in prose: longest first, whatever their case, hyphens and plurals.

A text is first broken into its words in one pass of the regular-expression engine; only words that begin a phrase are
looked at further. That costs the same for ten phrases as for ten thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

__all__ = ["Match", "PhraseFinder", "lowered", "word_set"]

_WORD = re.compile(r"[a-z0-9]+")
_BETWEEN = r"[\s/#\-\u2010-\u2013]{1,3}"
# How few letters a word needs before an "s" at its end may be taken as a plural.
_SHORTEST_SINGULAR = 2


# A pattern with one group for each phrase, and for each group its id and whether it is found in capitals only.
_Ways = tuple[re.Pattern[str], tuple[tuple[str, bool], ...]]


class Match(NamedTuple):
    """A phrase found: the stretch of the text, and the id that the vocabulary gives it."""

    start: int
    end: int
    id: str


class PhraseFinder:
    """The phrases of one vocabulary, ready to be found."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """Take pairs of phrase and id; a phrase of one word in capitals is found in capitals only.

        The first of two pairs with the same phrase counts.
        """
        by_first: dict[str, dict[tuple[str, ...], tuple[str, bool]]] = {}
        for phrase, identity in phrases:
            words = tuple(_WORD.findall(phrase.lower()))
            in_capitals = phrase.isupper() and phrase.isalpha()
            by_first.setdefault(words[0], {}).setdefault(words, (identity, in_capitals))
        self._by_first = by_first
        self._openings: dict[str, str] = {}
        self._ways: dict[str, _Ways] = {}
        for first in by_first:
            for form in (f"{_stem(first)}ies", f"{first}s", f"{first}es"):
                self._openings.setdefault(form, first)
        for first in by_first:
            self._openings[first] = first

    def find(self, text: str) -> tuple[Match, ...]:
        """All phrases in ``text``, in order; where two overlap, the one that begins first, then the longer."""
        low = lowered(text)
        firsts = {self._openings[word] for word in self._openings.keys() & set(_WORD.findall(low))}
        if not firsts:
            return ()
        # No two phrases begin at one place: those that share their first word are tried together, the longest first.
        kept: list[Match] = []
        end = 0
        for match in sorted([match for first in firsts for match in self._at(first, low, text)]):
            if match.start >= end:
                kept.append(match)
                end = match.end
        return tuple(kept)

    def _at(self, first: str, low: str, text: str) -> Iterator[Match]:
        """The phrases that begin with the word ``first``."""
        stem = _stem(first)
        pattern, ways = self._ways.get(first) or self._ways_from(first)
        # str.find passes over the letters between several times faster than the pattern would.
        start = low.find(stem)
        while start >= 0:
            found = None if start and low[start - 1].isalnum() else pattern.match(low, start)
            if found is not None:
                identity, in_capitals = ways[(found.lastindex or 1) - 1]
                if not in_capitals or text[start : start + 2].isupper():
                    yield Match(start, found.end(), identity)
            start = low.find(stem, start + 1)

    def _ways_from(self, first: str) -> _Ways:
        """How the phrases that begin with ``first`` go on; compiled when a text holds the word for the first time."""
        ordered = sorted(self._by_first[first].items(), key=_longest_first)
        pattern = "|".join(f"({_tail(words)})" for words, _ in ordered)
        ways = (re.compile(f"{_stem(first)}(?:{pattern})(?![a-z0-9])"), tuple(to for _, to in ordered))
        self._ways[first] = ways
        return ways


def word_set(*lines: str) -> frozenset[str]:
    """The words of all ``lines``, for lists that are easier to read as a line than one below the other."""
    return frozenset(word for line in lines for word in line.split())


def lowered(text: str) -> str:
    """``text`` in small letters, of the same length: the few letters whose small form is longer stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(small if len(small := c.lower()) == 1 else c for c in text)


def _longest_first(way: tuple[tuple[str, ...], tuple[str, bool]]) -> tuple[int, int]:
    return (-len(way[0]), -len(way[0][-1]))


def _stem(word: str) -> str:
    """The word without a closing "y" that becomes "ies" in the plural, as in "therapy" but not in "ray"."""
    return word[:-1] if len(word) > _SHORTEST_SINGULAR and word.endswith("y") and word[-2] not in "aeiou" else word


def _tail(words: tuple[str, ...]) -> str:
    """What follows the stem of the first word, with an optional plural of the last."""
    if len(words) == 1:
        return _ending(words[0])
    first = words[0][len(_stem(words[0])) :]
    return _BETWEEN.join((first, *words[1:-1], _stem(words[-1]) + _ending(words[-1])))


def _ending(word: str) -> str:
    """The end of a word in the singular or the plural."""
    if _stem(word) != word:
        return "(?:y|ies)"
    if word.endswith("ss"):
        return "(?:es)?"
    return "" if len(word) < _SHORTEST_SINGULAR or word[-1] in "s0123456789" else r"(?:s|es|\(s\))?"
