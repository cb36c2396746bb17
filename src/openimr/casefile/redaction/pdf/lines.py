"""Sets the released words of a page line by line: which lines may be shown as pictures, and which are set anew.

A line is shown as it was only where nothing was taken out of it and its words were read from that very picture; of a
scan only where they are words, since what OCR makes of a signature is none.
Source: the plan of the case file, part D.
"""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

from openimr.casefile.model import Box, Legibility, Line, Page, TextSource
from openimr.casefile.pages.words import share_of_words
from openimr.casefile.redaction.model import Redaction, Released

__all__ = ["SetLine", "as_winansi", "is_withheld", "lines_of", "may_show_pixels"]

_SURE_READING = 0.85
_SHARE_OF_WORDS = 0.8
_FEWEST_LETTERS = 4
_TALLER = 1.8
"""A line so many times as tall as the usual one of its page is no line of type."""
_SIDE = 36.0
_TALLEST = 11.0
_UNREAD = frozenset({Legibility.ILLEGIBLE, Legibility.NEEDS_OCR})


class SetLine(NamedTuple):
    """A line of a released page: its words, where it stands, and whether its own pixels are shown."""

    words: str
    box: Box
    is_shown: bool


def is_withheld(page: Page) -> bool:
    """Whether a page is held back whole, because nobody knows what stands on it."""
    legibility = page.grade.legibility if page.grade else None
    if legibility in _UNREAD:
        return True
    return not page.text.strip() and legibility is not Legibility.BLANK


def may_show_pixels(page: Page) -> bool:
    """Whether the words and boxes of ``page`` can be trusted so far that its pixels may be shown between them."""
    if not page.texts or page.skew or page.width <= 0 or page.height <= 0:
        return False
    reading = page.texts[-1]
    if reading.source is TextSource.WRITTEN:
        return False
    is_graded = page.grade is None or page.grade.legibility is Legibility.READABLE
    return is_graded and reading.confidence >= _SURE_READING and _covers(page.text, reading.lines)


def _covers(text: str, lines: tuple[Line, ...]) -> bool:
    """Whether each word of the text stands in one line."""
    at = 0
    for line in sorted(lines, key=lambda line: line.start):
        if line.start < at or text[at : line.start].strip():
            return False
        at = line.end
    return not text[at:].strip()


def lines_of(page: Page, released: Released, *, has_pixels: bool) -> tuple[SetLine, ...]:
    """The lines of a released page in their order; ``has_pixels`` where lines of nothing but itself may be shown."""
    if is_withheld(page):
        return _flowed(page, f"[PAGE {page.running} WITHHELD: IT WAS NOT READ]")
    lines = page.texts[-1].lines if page.texts else ()
    if not _covers(page.text, lines):
        return _flowed(page, released.text)
    taken = released.redactions
    tallest = _TALLER * median(line.box.bottom - line.box.top for line in lines) if lines else 0.0
    return tuple(
        SetLine(
            words=_words(page.text, line, taken),
            box=line.box,
            is_shown=has_pixels and not any(_touches(one, line) for one in taken) and _is_typed(page, line, tallest),
        )
        for line in lines
    )


def _is_typed(page: Page, line: Line, tallest: float) -> bool:
    """Whether the pixels of a line are those of its words, and of no signature or stamp that OCR took for some.

    A text layer has words where there are words.
    """
    if page.texts[-1].source is TextSource.LAYER:
        return True
    words = page.text[line.start : line.end]
    is_low = line.box.bottom - line.box.top <= tallest
    return is_low and sum(map(str.isalpha, words)) >= _FEWEST_LETTERS and share_of_words(words) >= _SHARE_OF_WORDS


def _touches(one: Redaction, line: Line) -> bool:
    return one.span.start < line.end and line.start < one.span.end


def _words(text: str, line: Line, taken: tuple[Redaction, ...]) -> str:
    """The words of one line; a stretch that goes over its end has its token where it begins."""
    pieces: list[str] = []
    at = line.start
    for one in taken:
        if _touches(one, line):
            pieces.append(text[at : max(one.span.start, at)])
            pieces.append(one.token if one.span.start >= line.start else "")
            at = min(one.span.end, line.end)
    return "".join([*pieces, text[at : line.end]])


def _flowed(page: Page, text: str) -> tuple[SetLine, ...]:
    """The text in lines of its own, one below the other, as tall as the page allows."""
    width, height = max(page.width, 3 * _SIDE), max(page.height, 3 * _SIDE)
    words = [line for line in text.splitlines() if line.strip()]
    leading = min(_TALLEST * 1.3, (height - 2 * _SIDE) / max(len(words), 1))
    return tuple(
        SetLine(
            line,
            Box(_SIDE, _SIDE + number * leading, width - _SIDE, _SIDE + (number + 0.9) * leading),
            is_shown=False,
        )
        for number, line in enumerate(words)
    )


def as_winansi(words: str) -> bytes:
    r"""The words as the plain fonts of PDF write them; a letter that they lack becomes a question mark.

    >>> as_winansi("naïve – ∆")
    b'na\xefve \x96 ?'
    """
    plain = " ".join(words.split())
    return plain.encode("cp1252", "replace")
