"""Tells how much of a text is made of words: known ones, or such as are put together like them.

What a machine read off a scrawl has letters, but few words. Source: the sheet ``casefile/legibility_words.yaml`` and
the words of the vocabulary.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from openimr.rulebook import load

__all__ = ["counted_words", "load_words", "share_of_words"]

_WORD = re.compile(r"[^\W\d_]+(?:['’.\-/][^\W\d_]+)*")
_EDGES = ".,;:!?()[]{}\"'“”‘’*-–—_/\\<>|=+~•·#&%$@^"
_FIGURES = re.compile(r"[\d.,:;/\-–()#%+x×$]*\d[\d.,:;/\-–()#%+x×$]*(?:[^\W\d_]{1,3})?")
_LIKELY_SHARE = 0.6
_LIKELY_CREDIT = 0.7
_SHORT_CREDIT = 0.3  # one or two letters that are no word may be initials
_SHEETS = ("services", "drugs", "body_parts", "request_words", "conditions", "specialties", "professions")


class _Words(msgspec.Struct, frozen=True):
    """Whatever of a sheet holds words; the rest of its rows does not matter here."""

    words: list[str] = []
    services: list[_Words] = []
    drugs: list[_Words] = []


def load_words() -> None:
    """Load the words that are known, which is done once for a process and those that are forked from it."""
    _pieces()


@lru_cache(maxsize=4)  # a page is asked for it when it is looked at, and again when it is graded
def share_of_words(text: str) -> float:
    """The share of letters, from 0 to 1, that stand in words known or likely; figures do not count.

    It is 1 where there is nothing to tell by, as on a page of figures.
    """
    weighed = [_weighed(token) for token in text.split()]
    letters = sum(count for count, _ in weighed)
    return sum(credited for _, credited in weighed) / letters if letters else 1.0


def counted_words(text: str) -> int:
    """How many words of two letters or more the text has, known or not."""
    return sum(len(word) > 1 for word in _WORD.findall(text))


@lru_cache(maxsize=50_000)
def _weighed(token: str) -> tuple[int, float]:
    """How many letters a token counts for, and how many of them are credited; none for figures."""
    bare = token.strip(_EDGES)
    if not bare:
        return len(token), 0.0
    if _FIGURES.fullmatch(bare):
        return 0, 0.0
    return len(bare), len(bare) * _credit(bare)


def _credit(token: str) -> float:
    """How surely a token is a word: 1 where it is known, less where its letters follow each other as in known words."""
    if not _WORD.fullmatch(token):
        return 0.0
    known = _known()
    parts = re.split(r"['’.\-/]", token.lower())
    if all(part in known or part in ("s", "t") for part in parts):
        return 1.0
    if len(token) <= 2:
        return _SHORT_CREDIT
    if not (token.islower() or token.isupper() or token[1:].islower() or len(parts) > 1):
        return 0.0
    found = [piece in _pieces() for part in parts for piece in _threes(part)]
    return _LIKELY_CREDIT if found and sum(found) >= _LIKELY_SHARE * len(found) else 0.0


@cache
def _known() -> frozenset[str]:
    rows = [row for sheet in _SHEETS for row in load(f"vocabulary/{sheet}.yaml", _Words)]
    rows += load("casefile/legibility_words.yaml", _Words)
    rows += [inner for row in rows for inner in (*row.services, *row.drugs)]
    return frozenset(part for row in rows for word in row.words for part in re.findall(r"[^\W\d_]+", word.lower()))


@cache
def _pieces() -> frozenset[str]:
    return frozenset(piece for word in _known() if len(word) > 3 for piece in _threes(word))


def _threes(word: str) -> list[str]:
    """Each three letters that follow each other, with the word's edges as a letter of their own."""
    edged = f"^{word}$"
    return [edged[at : at + 3] for at in range(len(edged) - 2)]
