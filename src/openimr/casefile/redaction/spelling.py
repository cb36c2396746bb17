"""Decides how likely a word of a text is a word of a known name: as written, misread by a scanner, or misspelt.

Source: the project's choice of distances, measured on invented files.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from openimr.casefile.redaction.folding import folded, has_odd_letters, skeleton_of
from openimr.reviewers.conflicts.names import forms_of_given

__all__ = ["Match", "match_of", "nickname_of"]

_SHORTEST_NEAR = 4
_LONG = 8


class Match(IntEnum):
    """How a word answers a word of a name; the higher, the surer."""

    NONE = 0
    NEAR = 1
    NICKNAME = 2
    MISREAD = 3
    EXACT = 4


@lru_cache(maxsize=65_536)
def match_of(word: str, names: frozenset[str]) -> Match:
    """How ``word`` answers the best of ``names``, which are folded.

    >>> names = frozenset({"gonzalez"})
    >>> [match_of(word, names).name for word in ("González", "G0nzalez", "Gonzales", "Gordon")]
    ['EXACT', 'MISREAD', 'NEAR', 'NONE']
    """
    plain = folded(word)
    if plain in names:
        return Match.EXACT
    if has_odd_letters(word) and _skeleton(plain) in {_skeleton(name) for name in names}:
        return Match.MISREAD
    if not word[:1].isalpha() or word[0].isupper():
        return _near(plain, names)
    return Match.NONE


def _skeleton(word: str) -> str:
    return skeleton_of(word)


def _near(word: str, names: Iterable[str]) -> Match:
    for name in names:
        if min(len(word), len(name)) < _SHORTEST_NEAR:
            continue
        if _skeleton(word) == _skeleton(name):
            return Match.NEAR
        limit = 1 + (len(name) >= _LONG)
        if DamerauLevenshtein.distance(word, name, score_cutoff=limit) <= limit:
            return Match.NEAR
        bare_word, bare_name = _skeleton(word), _skeleton(name)
        if DamerauLevenshtein.distance(bare_word, bare_name, score_cutoff=1) <= 1:
            return Match.NEAR
    return Match.NONE


@lru_cache(maxsize=65_536)
def nickname_of(word: str, names: frozenset[str]) -> Match:
    """Whether ``word`` is another form of a given name, such as Bob of Robert."""
    forms = forms_of_given(folded(word))
    is_form = word[:1].isupper() and any(not forms.isdisjoint(forms_of_given(name)) for name in names)
    return Match.NICKNAME if is_form else Match.NONE
