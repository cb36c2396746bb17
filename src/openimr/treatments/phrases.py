"""Finds the phrases of a vocabulary in prose: longest first, whatever their case, hyphens and plurals.

A text is first broken into its words in one pass of the regular-expression engine; only words that begin a phrase are
looked at further. That costs the same for ten phrases as for ten thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Match", "PhraseFinder", "lowered", "places_of", "plurals_of", "word_set", "words_among", "words_in"]

_WORD = re.compile(r"[a-z0-9]+")
# Bytes in, bytes out: all that is neither letter nor figure becomes a blank. That takes a third of the pattern's time.
_BLANKED = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))
_SMALL_AND_BLANKED = _BLANKED.lower()
_BETWEEN = r"[\s/#\-\u2010-\u2013]{1,3}"
# How few letters a word needs before an "s" at its end may be taken as a plural.
_SHORTEST_SINGULAR = 2


# The letters that all begin with, a pattern with one group for each phrase, and for each group its id and whether it is
# found in capitals only.
_Ways = tuple[str, re.Pattern[str], tuple[tuple[str, bool], ...]]


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
            for form in plurals_of(first):
                self._openings.setdefault(form, first)
        for first in by_first:
            self._openings[first] = first
        # The forms of the second words; "pain" opens nothing in a text that has no "management" and the like.
        self._seconds = {first: _seconds(ways) for first, ways in by_first.items()}

    def find(self, text: str) -> tuple[Match, ...]:
        """All phrases in ``text``, in order; where two overlap, the one that begins first, then the longer."""
        low = lowered(text)
        words = words_in(low)
        found: list[Match] = []
        for first in {self._openings[word] for word in self._openings.keys() & words}:
            seconds = self._seconds[first]
            if seconds is None or not seconds.isdisjoint(words):
                self._add(found, first, low, text)
        # No two phrases begin at one place: those that share their first word are tried together, the longest first.
        kept: list[Match] = []
        end = 0
        for match in sorted(found):
            if match.start >= end:
                kept.append(match)
                end = match.end
        return tuple(kept)

    def _add(self, found: list[Match], first: str, low: str, text: str) -> None:
        """Put the phrases that begin with the word ``first`` into ``found``."""
        stem, pattern, ways = self._ways.get(first) or self._ways_from(first)
        # str.find passes over the letters between several times faster than the pattern would.
        start = low.find(stem)
        while start >= 0:
            match = None if start and low[start - 1].isalnum() else pattern.match(low, start)
            if match is not None:
                identity, in_capitals = ways[(match.lastindex or 1) - 1]
                if not in_capitals or text[start : start + 2].isupper():
                    found.append(Match(start, match.end(), identity))
            start = low.find(stem, start + 1)

    def _ways_from(self, first: str) -> _Ways:
        """How the phrases that begin with ``first`` go on; compiled when a text holds the word for the first time."""
        ordered = sorted(self._by_first[first].items(), key=_longest_first)
        pattern = "|".join(f"({_tail(words)})" for words, _ in ordered)
        stem = _stem(first)
        ways = (stem, re.compile(f"{stem}(?:{pattern})(?![a-z0-9])"), tuple(to for _, to in ordered))
        self._ways[first] = ways
        return ways


def places_of(signs: Iterable[str], text: str) -> list[int]:
    """Where in ``text`` one of ``signs`` begins, in order, each place once.

    It is for patterns that can begin only there: str.find passes over the text between several times faster than they.

    >>> places_of(("dr.", "d"), "dr. doe")
    [0, 4]
    """
    places: list[int] = []
    find = text.find
    for sign in signs:
        place = find(sign)
        while place >= 0:
            places.append(place)
            place = find(sign, place + 1)
    # Mostly there are none or one, which need no order.
    return sorted({*places}) if len(places) > 1 else places


def word_set(*lines: str) -> frozenset[str]:
    """The words of all ``lines``, for lists that are easier to read as a line than one below the other."""
    return frozenset(word for line in lines for word in line.split())


@lru_cache(maxsize=256)
def words_in(low: str) -> frozenset[str]:
    """The words of a text in small letters, cut at all that is neither letter nor figure; kept for the next who asks.

    >>> sorted(words_in("a 2-level fusion"))
    ['2', 'a', 'fusion', 'level']
    """
    return frozenset(low.encode("ascii", "replace").translate(_BLANKED).decode("ascii").split())


def words_among(sought: frozenset[str], text: str) -> frozenset[str]:
    """Those of ``sought``, words of ASCII in small letters, that are words of ``text``, whatever its letters' case.

    Of a long text that is sooner known than all its words.

    >>> sorted(words_among(frozenset({"fusion", "level", "disc"}), "A 2-level Fusion"))
    ['fusion', 'level']
    """
    found = _in_bytes(sought).intersection(text.encode("ascii", "replace").translate(_SMALL_AND_BLANKED).split())
    return frozenset([word.decode("ascii") for word in found])


@lru_cache(maxsize=64)
def _in_bytes(words: frozenset[str]) -> frozenset[bytes]:
    return frozenset([word.encode("ascii") for word in words])


def lowered(text: str) -> str:
    """``text`` in small letters, of the same length: the few letters whose small form is longer stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(small if len(small := c.lower()) == 1 else c for c in text)


def _longest_first(way: tuple[tuple[str, ...], tuple[str, bool]]) -> tuple[int, int]:
    return (-len(way[0]), -len(way[0][-1]))


def _stem(word: str) -> str:
    """The word without a closing "y" that becomes "ies" in the plural, as in "therapy" but not in "ray"."""
    return word[:-1] if len(word) > _SHORTEST_SINGULAR and word.endswith("y") and word[-2] not in "aeiou" else word


def plurals_of(word: str) -> tuple[str, str, str]:
    """What the word may look like in the plural, to find it by.

    >>> plurals_of("therapy")
    ('therapies', 'therapys', 'therapyes')
    """
    return f"{_stem(word)}ies", f"{word}s", f"{word}es"


def _seconds(ways: Iterable[tuple[str, ...]]) -> frozenset[str] | None:
    """All forms of the second words of ``ways``; ``None`` where one of them has a single word."""
    if any(len(words) == 1 for words in ways):
        return None
    return frozenset(form for words in ways for form in (words[1], *plurals_of(words[1])))


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
