"""Lays out one run of prose for those who seek facts in it: in small letters, sentence by sentence.

Every fact stands in one sentence (lists of diagnoses apart), so a sentence that holds none of the words that matter is
passed over at the price of a few look-ups.

Source: house layout of clinical case summaries and rationales, ``determination-formats.md`` section 3.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any, NamedTuple

from openimr.citations import Span, Value
from openimr.determinations.model import Fact, FactKind

__all__ = [
    "DOUBTFUL",
    "INFERRED",
    "IN_PASSING",
    "STATED",
    "Prose",
    "Sentence",
    "in_small_letters",
    "lay_out",
    "word_set",
    "words_of",
]

STATED = 0.9
"""The words name the thing themselves: "date of injury of ...", "Diagnoses include: ..."."""
INFERRED = 0.7
"""It follows from the words near it, or from arithmetic: "2 times a week for 6 weeks"."""
IN_PASSING = 0.5
"""It is mentioned, not stated: a condition in a list of problems, "another 6 visits" with no word of who asks."""
DOUBTFUL = 0.3
"""It is reported, but something speaks against it: a score outside the range of its instrument."""

_SENTENCE_END = re.compile(r"[.?!][)\"'\]\u201d\u2019]*\s+")
_MARKS_IN_BYTES = bytes.maketrans(b".,;:?!()[]/\"'%=", b" " * 15)
_MARKS_BEYOND_ASCII = "\u201c\u201d\u2018\u2019\u2013\u2014"
# After these a full stop ends no sentence; the second set only before a number.
_SHORTENED = frozenset({"dr", "drs", "mr", "mrs", "ms", "vs", "e.g", "i.e", "approx", "st"})
_BEFORE_NUMBER = frozenset(
    {"no", "nos", "p", "pp", "ch", "sec", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov"}
    | {"dec", "q", "wk", "wks"}
)

_CLOSING = "'\u2019"
_OPEN_SINGLE = re.compile(r"(?:^|[\s(\u201c\"])['\u2018](?=\w)[^'\u2018\u2019]*$")
_FURTHEST_OPENING = 300
_LONGEST_SHORTENED = max(len(word) for word in _SHORTENED | _BEFORE_NUMBER)


class Sentence(Value, frozen=True):
    """One sentence: where it stands in its prose, and its words in small letters."""

    start: int
    end: int
    words: str


class Prose(NamedTuple):
    """One run of prose; ``lower`` has the same length as ``text``, so that places in one are places in the other.

    ``words`` are those words of ``lower`` that were sought: whoever seeks a fact looks first whether its words are
    among them. ``span`` makes the span of a fact out of start, end and confidence, so that a fact is built once, where
    it stands in the original.
    """

    where: str
    text: str
    lower: str
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...]
    words: frozenset[str]
    span: Callable[[int, int, float], Span] = Span

    def sentence_at(self, place: int) -> Sentence:
        """The sentence that holds ``place``, a place in a text that is not empty."""
        return self.sentences[bisect_right(self.starts, place) - 1]

    def sentence_number(self, place: int) -> int:
        """The number, from 0, of the sentence that holds ``place``."""
        return bisect_right(self.starts, place) - 1

    def origin(self, place: int) -> int:
        """Where ``place`` stands in the coordinates of the facts' spans."""
        return self.span(place, place, STATED).start

    def fact(self, kind: FactKind, start: int, end: int, confidence: float, **values: Any) -> Fact:
        """A fact of ``kind`` that stands from ``start`` to before ``end``.

        A single quotation mark at its end that closes words which begin before it is no part of it, nor of its name.
        """
        if self.text[end - 1] in _CLOSING and _closes_earlier(self.text, start, end):
            end -= 1
            name = values.get("name")
            values["name"] = name.rstrip(_CLOSING) if name else name
        return Fact(kind, self.text[start:end], self.where, self.span(start, end, confidence), confidence, **values)


def word_set(*lines: str) -> frozenset[str]:
    """All words in ``lines``, cut at blanks.

    >>> sorted(word_set("has had", "have"))
    ['had', 'has', 'have']
    """
    return frozenset(word for line in lines for word in line.split())


def words_of(lower: str) -> list[str]:
    """The words of ``lower`` in order, cut at blanks and marks; hyphens hold a word together.

    >>> words_of("sprain/strain (lumbar), work-related")
    ['sprain', 'strain', 'lumbar', 'work-related']
    """
    # In bytes that takes a third of the time, however many letters are beyond ASCII.
    words = lower.encode("utf-8", "surrogatepass").translate(_MARKS_IN_BYTES).decode("utf-8", "surrogatepass")
    if not words.isascii():
        for mark in _MARKS_BEYOND_ASCII:
            words = words.replace(mark, " ")
    return words.split()


def in_small_letters(text: str) -> str:
    """``text`` in small letters, at the same length.

    >>> in_small_letters("MTUS")
    'mtus'
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    # A few capitals are two characters when small; they stay, so that places hold.
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def lay_out(
    *,
    where: str,
    text: str,
    sought: frozenset[str] = frozenset(),
    span: Callable[[int, int, float], Span] = Span,
) -> Prose:
    """The prose ``text`` that stands at the path ``where``, with its sentences and those of its words that are sought.

    >>> prose = lay_out(where="", text="Seen by Dr. Roe. 1. He has pain.", sought=frozenset({"pain", "ache"}))
    >>> [sentence.words for sentence in prose.sentences], sorted(prose.words)
    (['seen by dr. roe. ', '1. he has pain.'], ['pain'])
    """
    lower = in_small_letters(text)
    sentences: list[Sentence] = []
    start = 0
    for match in _SENTENCE_END.finditer(lower):
        stop, following = match.span()
        # Most words are longer than all that is shortened or counts, which one look tells.
        is_long = stop - start > _LONGEST_SHORTENED and lower.rfind(" ", stop - _LONGEST_SHORTENED - 1, stop) < 0
        if is_long or not _goes_on(lower, start, stop, following):
            sentences.append(Sentence(start, following, lower[start:following]))
            start = following
    if start < len(lower):
        sentences.append(Sentence(start, len(lower), lower[start:]))
    starts = tuple([sentence.start for sentence in sentences])
    return Prose(where, text, lower, tuple(sentences), starts, sought.intersection(words_of(lower)), span)


def _closes_earlier(text: str, start: int, end: int) -> bool:
    """Whether the quotation mark before ``end`` closes words that begin before ``start``; an apostrophe does not."""
    return _OPEN_SINGLE.search(text[max(0, start - _FURTHEST_OPENING) : end - 1]) is not None


def _goes_on(lower: str, start: int, stop: int, following: int) -> bool:
    """Whether the full stop at ``stop`` shortens a word or numbers an entry, so that the sentence goes on."""
    blank = lower.rfind(" ", start, stop)
    last = lower[blank + 1 if blank >= 0 else start : stop]
    if last in _SHORTENED:
        return True
    if last.isdigit():
        return len(last) < 3 and (blank < 0 or lower[blank - 1] in ":.,;")
    return last in _BEFORE_NUMBER and lower[following : following + 1].isdigit()
