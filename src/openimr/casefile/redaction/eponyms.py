"""Finds names of persons that tests, diseases and devices carry, so that they stay when a text is de-identified.

Source: ``rulebook/casefile/eponyms.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from openimr.casefile.redaction.folding import folded
from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = ["bare_eponyms", "eponyms_in", "is_eponym"]

_SHEET = "casefile/eponyms.yaml"


class _Kind(StrEnum):
    NOUNS = "nouns"
    NAME = "name"


class _Row(Value, frozen=True, kw_only=True):
    kind: _Kind
    family: str
    words: tuple[str, ...]
    source: str
    verification: Verification
    is_bare: bool = False


@cache
def bare_eponyms() -> frozenset[str]:
    """The names, folded, that stand for a test, disease or device without a word that says so."""
    return frozenset(folded(word) for row in load(_SHEET, _Row) if row.is_bare for word in row.words)


@cache
def _names() -> dict[str, frozenset[str]]:
    """The nouns that may stand behind each folded name."""
    rows = load(_SHEET, _Row)
    nouns = {row.family: frozenset(row.words) for row in rows if row.kind is _Kind.NOUNS}
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        if row.kind is _Kind.NAME:
            for word in row.words:
                found[folded(word)] = found.get(folded(word), frozenset()) | nouns[row.family]
    return found


def is_eponym(word: str) -> bool:
    """Whether a test, disease or device carries this name, which may be a person's as well.

    >>> is_eponym("Phalen"), is_eponym("Pain")
    (True, False)
    """
    return folded(word) in _names()


@cache
def _before_noun() -> re.Pattern[str]:
    """A noun of any family behind up to two capitalised words, with or without a possessive."""
    nouns = sorted({noun for row in load(_SHEET, _Row) if row.kind is _Kind.NOUNS for noun in row.words}, key=len)
    return re.compile(
        r"(?<![\w])(?P<name>[^\W\d_][\w'’.-]*(?:[ \t]+[^\W\d_][\w'’.-]*)?)\s+"
        rf"(?P<noun>{'|'.join(map(re.escape, reversed(nouns)))})(?![\w])",
        re.IGNORECASE,
    )


def eponyms_in(text: str) -> Iterator[tuple[int, int]]:
    """Where in ``text`` an eponym stands before the word that makes it one; a title before it makes it a person.

    >>> text = "Lewy body; Phalen's test; Dr. Phalen test"
    >>> [text[start:end] for start, end in eponyms_in(text)]
    ['Lewy', "Phalen's"]
    """
    names = _names()
    for match in _before_noun().finditer(text):
        for start, words in _readings(match):
            if match["noun"].lower() in names.get(_bare(words), frozenset()) and not _is_titled(text, start):
                yield start, start + len(words)
                break


def _readings(match: re.Match[str]) -> Iterator[tuple[int, str]]:
    """The whole name, its last word, and the last word in parts: "Milgram/Patrick"."""
    whole, start = match["name"], match.start("name")
    yield start, whole
    last = whole.split()[-1]
    yield match.end("name") - len(last), last


def _bare(words: str) -> str:
    word = re.sub(r"['’]?s?['’]?$", "", words) if words[-2:].lower() in {"'s", "’s", "s'", "s’"} else words
    return folded(" ".join(word.split()))


def _is_titled(text: str, start: int) -> bool:
    return bool(re.search(r"(?i)(?<!\w)(?:dr|mr|mrs|ms|miss|doctor|prof)\b\.?\s*$", text[max(start - 12, 0) : start]))
