"""Folds the text of a page, so that what a scan misreads still compares equal, and cuts it into lines with places.

The folded words are for comparing only: every place that is told counts in the page's text as it was read.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from openimr.casefile.model import Box, Page, PagePin
from openimr.citations import Span, Value

__all__ = ["TextLine", "begins", "folded", "holds", "pin", "plain", "text_lines"]

# Letters that readers of pictures take for one another fall together: o and 0; l, i, 1, ! and |; s and 5.
_ALIKE = str.maketrans({"0": "o", "1": "l", "!": "l", "|": "l", "i": "l", "5": "s", "\u2019": " ", "'": " "})
_MARKS = re.compile(r"[^a-z2-9]+")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """``text`` in small letters, one space between words, with letters that a scan mistakes made one.

    >>> folded("PR-2  Progress Rep0rt") == folded("pr 2 pr0gress report")
    True
    >>> folded("turn") == folded("tum")
    True
    """
    return _MARKS.sub(" ", plain(text).lower().translate(_ALIKE)).strip().replace("rn", "m")


_SPECIAL = str.maketrans("øØłŁđĐıæÆœŒ", "oOlLdDiaAoO")


def plain(text: str) -> str:
    """``text``, as long as before, with letters without their accents.

    >>> plain("Inés Fenström")
    'Ines Fenstrom'
    """
    if text.isascii():
        return text
    return _ACCENTED.sub(lambda match: _base(match[0]), text)


_ACCENTED = re.compile(r"[^\x00-\x7f]")


@lru_cache(maxsize=1024)
def _base(character: str) -> str:
    """The letter without its accent; the sign itself where it has no such letter."""
    special = character.translate(_SPECIAL)
    base = unicodedata.normalize("NFD", special)[0]
    return base if base.isascii() else special


def begins(words: str, known: frozenset[str]) -> bool:
    """Whether folded ``words`` begin with one of ``known``.

    >>> begins("slncerely yours", frozenset({"slncerely"})), begins("slncerelyyours", frozenset({"slncerely"}))
    (True, False)
    """
    return f"{words} ".startswith(_beginnings(known))


@cache
def _beginnings(known: frozenset[str]) -> tuple[str, ...]:
    return tuple(f"{one} " for one in known)


def holds(words: str, known: frozenset[str]) -> bool:
    """Whether one of ``known``, of which there is at least one, stands among folded ``words``.

    >>> holds("maln street", frozenset({"street"})), holds("streets", frozenset({"street"}))
    (True, False)
    """
    return _any_of(known).search(f" {words} ") is not None


@cache
def _any_of(known: frozenset[str]) -> re.Pattern[str]:
    """Any of the words of ``known``, with a space at either end; one search is faster than one for each."""
    return re.compile(f" (?:{'|'.join(map(re.escape, sorted(known)))}) ")


class TextLine(Value, frozen=True):
    """A line of a page's text: its stretch, without white space around it, and its words as they are and folded."""

    start: int
    end: int
    text: str
    words: str


_LINE = re.compile(r"\S[^\n]*")


def text_lines(text: str) -> tuple[TextLine, ...]:
    r"""The lines of ``text`` that hold anything, in their order.

    >>> [(line.start, line.end, line.words) for line in text_lines(" Pain\n\n 7/10")]
    [(1, 5, 'paln'), (8, 12, '7 lo')]
    """
    found = []
    for match in _LINE.finditer(text):
        words = match[0].rstrip()
        found.append(TextLine(match.start(), match.start() + len(words), words, folded(words)))
    return tuple(found)


def pin(document: int, page: Page, start: int, end: int) -> PagePin:
    """A pin to the stretch of ``page`` from ``start`` to before ``end``, with the box of the lines that it lies in."""
    span = Span(start, end)
    boxes = [line.box for line in (page.texts[-1].lines if page.texts else ()) if line.start < end and start < line.end]
    box = None
    if boxes:
        box = Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )
    return PagePin(str(document), page.running, span, span.quote(page.text), box)
