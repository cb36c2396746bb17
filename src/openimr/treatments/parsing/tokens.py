"""Breaks a wording into words, numbers and marks, each with its place, whatever its case, quotes, dashes and spacing.

No character is moved: a place in the tokens is a place in the wording as it was given.
"""

from __future__ import annotations

import re

from openimr.citations import Span
from openimr.treatments.phrases import lowered

__all__ = ["Tokens", "tokenize"]

_LONGEST_NUMBER = 7
_SAME_MEANING = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2028\u2029\x85", " "
        ),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019\u201b\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201f\u2033", '"'),
        **dict.fromkeys("\u00d7\u2715\u2a2f", "x"),
        **dict.fromkeys("\u2044\u2215", "/"),
        "\uff0c": ",",
    }
)
_UNSEEN = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\ufeff")
_TOKEN = re.compile(
    r"(?<=[\d ])x(?=(?:wk|week|mo|month|day|yr|year)s?(?![a-z]))"
    r"|(?:[a-z]\.){2,}(?:[a-z](?![a-z]))?"
    r"|[a-z][a-z\u00ad\u200b-\u200d\ufeff]*(?:'s(?![a-z]))?"
    r"|(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\d)|\.\d+|[^\s\x00-\x1f\x7f\u00ad\u200b-\u200d\ufeff]",
    re.ASCII,
)


class Tokens:
    """The tokens of a wording: ``words`` in small letters, and where each starts and ends in ``text``."""

    __slots__ = ("count", "ends", "starts", "text", "words")

    def __init__(self, text: str, words: list[str], starts: list[int], ends: list[int]) -> None:
        """Take the parts as they are."""
        self.text = text
        self.words = words
        self.starts = starts
        self.ends = ends
        self.count = len(words)

    def word(self, at: int) -> str:
        """The word at a place, or nothing where the wording has ended or not begun."""
        return self.words[at] if 0 <= at < self.count else ""

    def span(self, start: int, end: int) -> Span:
        """The stretch of the wording from the token ``start`` to before the token ``end``."""
        return Span(start=self.starts[start], end=self.ends[end - 1])

    def joined(self, at: int) -> bool:
        """Whether nothing stands between the token and the next."""
        return at + 1 < self.count and self.ends[at] == self.starts[at + 1]


def tokenize(text: str) -> Tokens:
    """The tokens of ``text``.

    >>> tokenize("PT 2x/wk, b.i.d. – L4-5").words
    ['pt', '2', 'x', '/', 'wk', ',', 'bid', '-', 'l', '4', '-', '5']
    """
    low = lowered(text)
    plain = low.isascii()
    if not plain:
        low = low.translate(_SAME_MEANING)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(low):
        word = match[0]
        if not plain and not word.isascii():
            # A letter or figure of another script says nothing here.
            word = word.translate(_UNSEEN)
            word = word if word.isascii() else "?"
        if len(word) > 1:
            word = _tidied(word)
        words.append(word)
        start, end = match.span()
        starts.append(start)
        ends.append(end)
    return Tokens(text, words, starts, ends)


def _tidied(word: str) -> str:
    """The word without dots between its letters, its apostrophe or the commas of thousands."""
    if word.isalpha():
        return word
    if word[0].isdigit():
        if "," in word:
            word = word.replace(",", "")
        # A number that no wording means is a word like any other that says nothing.
        return word if len(word) <= _LONGEST_NUMBER or "." in word[:_LONGEST_NUMBER] else "..."
    if word[0] == ".":
        return "0" + word
    return word.replace(".", "").replace("'", "")
