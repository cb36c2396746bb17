"""Files words so that all that are spelt or sound nearly like one are found without comparing it with each.

Each word is filed under what is left of it when letters are left out, as many as may differ. Two words of which so many
letters differ, are missing, or stand in their neighbour's place, have one of these in common: of the shorter no more
letters need be left out than a fourth of its own length.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations

from openimr.reviewers.conflicts.likeness import MOST_EDITS, are_spelt_alike
from openimr.reviewers.conflicts.names import skeleton

__all__ = ["SpeltAlike", "without_letters"]

_LETTERS_FOR_AN_EDIT = 4


class SpeltAlike:
    """The words on file; each is found by all that are spelt or sound nearly like it."""

    def __init__(self, words: Iterable[str]) -> None:
        """File ``words``."""
        self._words: dict[str, list[str]] = {}
        for word in sorted(set(words)):
            for part in (*_parts(word), f"~{skeleton(word)}"):
                self._words.setdefault(part, []).append(word)

    def near(self, word: str) -> set[str]:
        """The words on file that are spelt or sound nearly like this one, itself included where it is on file."""
        filed = self._words
        spelt = {other for part in _parts(word) for other in filed.get(part, ())}
        return {*filed.get(f"~{skeleton(word)}", ()), *(other for other in spelt if are_spelt_alike(word, other))}


def without_letters(word: str, most: int) -> frozenset[str]:
    """What is left of ``word`` without any of its letters, up to ``most`` of them at a time.

    >>> sorted(without_letters("abc", 1))
    ['ab', 'abc', 'ac', 'bc']
    """
    kept = range(max(len(word) - most, 0), len(word) + 1)
    return frozenset("".join(letters) for count in kept for letters in combinations(word, count))


@lru_cache(maxsize=65_536)
def _parts(word: str) -> frozenset[str]:
    return without_letters(word, min(len(word) // _LETTERS_FOR_AN_EDIT, MOST_EDITS))
