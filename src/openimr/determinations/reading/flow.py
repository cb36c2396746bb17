"""Turns the text of a letter into one flow of words, and finds the way back to every character of the original.

Text layers break lines, double them, split sentences over pages, glue and ligate. A :class:`Flow` is the same words in
one line, so that a pattern can be sought without thinking of line ends; ``anchors`` lead from each place in the flow
back to the original.

Source: the text layers of published letters, as ``docs/reference/layouts.md`` describes them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from msgspec.structs import replace

from openimr.citations import Span, Value

__all__ = ["Flow", "fold", "is_flowing", "tidy"]

# Same length in and out, so that offsets hold.
_BLANKS = str.maketrans(
    dict.fromkeys(
        "\t\v\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    )
    | dict.fromkeys("\u0085\u2028\u2029", "\n")
)
_LETTERS = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
    "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "",
}  # fmt: skip
_ODD_LETTERS = re.compile("[" + "".join(_LETTERS) + "]")
_UNEVEN = re.compile("  +|" + _ODD_LETTERS.pattern)
_CARRIAGE = "\x00"  # stands for the first half of CR LF; it is no blank, so an empty line stays empty
_PAGE_NUMBER = re.compile(r"(?:-\s*|Page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?(?:\s*-)?$", re.IGNORECASE)
# The running foot is recalled from published letters, not confirmed: its absence does no harm.
_RUNNING_FOOT = re.compile(
    r"(?:Final Determination Letter for )?IMR Case Number:? ?\S{6,16}(?:\s+(?:Page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?)?$",
    re.IGNORECASE,
)
# What browsers put at the edges of a page that they print: the address with the page, the time with the page's title.
_PRINTED_ADDRESS = re.compile(r"(?:https?|file)://\S+(?: +\d{1,3}/\d{1,3})?$", re.IGNORECASE)
_PRINTED_TIME = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d(?: ?[AP]M)?(?: .{1,90})?$", re.IGNORECASE)
_PLAIN = {chr(odd): plain for odd, plain in _BLANKS.items()}
_ODD_BLANKS = tuple(_PLAIN)
_ODD_BLANKS_IN_ASCII = tuple(odd for odd in _PLAIN if odd.isascii())
_NUMERALS = frozenset("0123456789")
_DIGITS = re.compile(r"\d+")
# What begins so is text of the letter, even where it happens to head one page after another.
_LABEL_OF_BODY = re.compile(
    r"(?:[A-Z][\w/' -]{0,60}\b)?(?:guidelines?|rationale(?: for [a-z/]{3,9} decision)?|summary|basis|citations?) ?:"
    r"|Guidelines? (?:used|relied|found)\b|Decision based on\b|The \w+ Reviewer\b",
    re.IGNORECASE,
)
_EDGES = ("", " ")
_LONGEST_FOOT = 90
_DEEPEST_FURNITURE = 2
_OFTEN_WITHIN = 2  # A title stands once within a page; what stands there more often is text.
_BROKEN_WORD = re.compile(r"([a-z]+)-$")
_SMALL = frozenset("abcdefghijklmnopqrstuvwxyz")
_SMALL_START = re.compile(r"[a-z]+")
_ENDS_A_SENTENCE = (".", "!", "?", ":", ";", '"', "\u201d", ")")


@dataclass(frozen=True, slots=True)
class Flow:
    """One line of words, made from an original text.

    ``line_starts`` and ``paragraph_starts`` are places in ``text``, ascending. ``furniture`` holds the spans, in the
    original, of page numbers and running feet that were left out.
    """

    original: str
    text: str
    line_starts: tuple[int, ...]
    paragraph_starts: tuple[int, ...]
    furniture: tuple[Span, ...] = ()
    _at: Sequence[int] = field(default=(), repr=False)
    _from: Sequence[int] = field(default=(), repr=False)

    def origin(self, place: int) -> int:
        """The offset in the original of the character at ``place`` in the flow."""
        i = bisect_right(self._at, place) - 1
        return self._from[i] + place - self._at[i] if i >= 0 else 0

    def span(self, start: int, end: int, confidence: float = 1.0) -> Span:
        """The stretch of the original that holds the flow's characters from ``start`` to before ``end``."""
        at, origins = self._at, self._from
        i = bisect_right(at, start) - 1
        first = origins[i] + start - at[i] if i >= 0 else 0
        if end <= start:
            return Span(start=first, end=first, confidence=confidence)
        # Most values stand in few lines, so the search for the end begins at the start's line.
        i = bisect_right(at, end - 1, max(i, 0)) - 1
        last = origins[i] + end - at[i] if i >= 0 else 1
        return Span(first, last, confidence)

    def paragraph_before(self, place: int) -> int:
        """Where the paragraph that holds ``place`` begins."""
        i = bisect_right(self.paragraph_starts, place) - 1
        return self.paragraph_starts[i] if i >= 0 else 0

    def begins_line(self, place: int) -> bool:
        """Whether a line begins at ``place``."""
        i = bisect_left(self.line_starts, place)
        return i < len(self.line_starts) and self.line_starts[i] == place

    def line_end(self, place: int) -> int:
        """Where the line that holds ``place`` ends."""
        i = bisect_right(self.line_starts, place)
        return self.line_starts[i] - 1 if i < len(self.line_starts) else len(self.text)


def tidy(text: str) -> str:
    r"""Fold white space and ligatures as :func:`fold` does, without the way back.

    >>> tidy("  medically \n\n necessary ")
    'medically necessary'
    """
    if not text.isascii():
        text = text.translate(_BLANKS)
        for mark, letters in _LETTERS.items():
            text = text.replace(mark, letters)
    return " ".join(text.split())


def is_flowing(text: str) -> bool:
    r"""Whether :func:`fold` would surely change nothing in ``text`` but the ends of its lines.

    >>> is_flowing("It is not\nmedically necessary."), is_flowing("It  is"), is_flowing("sub-\nacute")
    (True, False, False)
    """
    line = text.replace("\n", " ")
    if not (line.isascii() and line.isprintable()) or "  " in line or line[:1] in _EDGES or line[-1:] in _EDGES:
        return False
    may_be_furniture = _PAGE_NUMBER.match(text.rpartition("\n")[2]) or "imr" in line.lower()
    return not may_be_furniture and "-\n" not in text


class _Line(Value, frozen=True):
    """A line that is not blank: where its words begin, the words, and how it is set off from the line before."""

    start: int
    words: str
    gap: int  # empty lines before it
    is_after_blanks: bool  # one of these held blanks
    is_after_page: bool  # a form feed stands before it


def fold(original: str) -> Flow:
    """The words of ``original`` in one flow.

    Lines are joined by one blank, runs of blanks become one, ligatures become letters, a word that was broken at a
    hyphen between two small letters is closed again; quotation marks, spelling and hyphens stay. A paragraph begins
    after an empty line; where every line is followed by an empty one, after a line of blanks only. Page numbers,
    running feet, and lines that stand at the same edge of one page after another are left out as furniture.
    """
    lines = _lines(original)
    out = _furniture(lines, original)
    furniture = tuple(Span(start=lines[i].start, end=lines[i].start + len(lines[i].words)) for i in out)
    kept = list(_without(lines, frozenset(out))) if out else lines
    is_doubled = _is_doubled(lines)
    starts_paragraph = _paragraph_marks(kept, is_doubled=is_doubled)
    return _joined(original, kept, starts_paragraph, furniture)


def _without(lines: list[_Line], out: frozenset[int]) -> Iterator[_Line]:
    """The lines that are kept; that a page begins passes from a line left out to the next one kept."""
    is_after_page = False
    for i, line in enumerate(lines):
        is_after_page |= line.is_after_page
        if i not in out:
            yield replace(line, is_after_page=is_after_page)
            is_after_page = False


def _lines(original: str) -> list[_Line]:
    """The lines that are not blank."""
    text = _with_plain_blanks(original)
    if "\r" in text:
        text = text.replace("\r\n", _CARRIAGE + "\n").replace("\r", "\n")
    has_pages = "\f" in text
    lines: list[_Line] = []
    at = gap = 0
    blanks = page = False
    for raw in text.replace("\f", "\n").split("\n") if has_pages else text.split("\n"):
        if not raw:
            gap += 1
        elif words := raw.strip(" \x00"):
            first = at if raw[0] == words[0] else at + raw.index(words)
            lines.append(_Line(first, words, gap, blanks, page))
            gap, blanks, page = 0, False, False
        else:
            gap += 1
            blanks = blanks or " " in raw
        at += len(raw) + 1
        if has_pages and text[at - 1 : at] == "\f":
            page = True
    return lines


def _with_plain_blanks(text: str) -> str:
    """The text with a blank or a line end in place of all others; few letters have any, so each is looked for first."""
    for odd in _ODD_BLANKS_IN_ASCII if text.isascii() else _ODD_BLANKS:
        if odd in text:
            text = text.replace(odd, _PLAIN[odd])
    return text


def _is_doubled(lines: list[_Line]) -> bool:
    """Whether an empty line after each line is only a habit of the text layer, and no paragraph."""
    if len(lines) < 3 or any(line.gap == 0 and not line.is_after_page for line in lines[1:]):
        return False
    running_on = (True for before, line in pairwise(lines) if _runs_on(before, line))
    return next(running_on, False) and next(running_on, False)


def _runs_on(before: _Line, line: _Line) -> bool:
    """Whether ``line`` goes on with a sentence that ``before`` began."""
    return not before.words.endswith(_ENDS_A_SENTENCE) and not line.words[0].isupper()


def _paragraph_marks(lines: list[_Line], *, is_doubled: bool) -> list[bool]:
    """For each line whether a paragraph begins with it."""
    if is_doubled:
        marks = [line.is_after_blanks for line in lines]
    else:
        marks = [line.gap > 0 for line in lines]
        for i, line in enumerate(lines):
            if i and line.is_after_page:
                marks[i] = lines[i - 1].words.endswith(_ENDS_A_SENTENCE)
    if marks:
        marks[0] = True
    return marks


def _furniture(lines: list[_Line], original: str) -> list[int]:
    """Which lines are no text of the letter, in their order."""
    found = [i for i, line in enumerate(lines) if not _NUMERALS.isdisjoint(line.words[-3:]) and _is_foot(lines, i)]
    if "://" in original:
        found.extend(_printed(lines))
    pages = [i for i, line in enumerate(lines) if line.is_after_page and i] if "\f" in original else []
    return sorted({*found, *(_repeated(lines, [0, *pages, len(lines)], frozenset(found)) if pages else ())})


def _printed(lines: list[_Line]) -> Iterator[int]:
    """The lines that a browser added when it printed a page: each address, and the time right before or behind it."""
    for i, line in enumerate(lines):
        if "://" in line.words and _PRINTED_ADDRESS.match(line.words):
            yield i
            for beside in (i - 1, i + 1):
                if 0 <= beside < len(lines) and _PRINTED_TIME.match(lines[beside].words):
                    yield beside


def _is_foot(lines: list[_Line], i: int) -> bool:
    """Whether a line is a running foot, or a number alone at the edge of a page."""
    words = lines[i].words
    if len(words) > _LONGEST_FOOT:
        return False
    if _RUNNING_FOOT.match(words):
        return words[:5].lower() == "final" or _is_at_edge(lines, i)
    return _PAGE_NUMBER.match(words) is not None and _is_at_edge(lines, i)


def _is_at_edge(lines: list[_Line], i: int) -> bool:
    if i == len(lines) - 1 or lines[i].is_after_page or lines[i].gap >= 3:
        return True
    return lines[i + 1].is_after_page or lines[i + 1].gap >= 3


def _repeated(lines: list[_Line], starts: list[int], feet: frozenset[int]) -> set[int]:
    """Lines that stand, but for their digits, at the same edge of all pages or of all but one, up to two deep.

    A line that ends a sentence, or goes on with one, is text however often it comes.
    """
    found: set[int] = set()
    pages = list(pairwise(starts))
    within = _within(lines, pages)
    # Two pages must agree; of more, one may be without: the first often has a letterhead instead.
    enough = max(2, len(pages) - 1)
    for edge in (1, -1):
        rows = [(start if edge > 0 else end - 1, start, end) for start, end in pages]
        for _ in range(_DEEPEST_FURNITURE):
            worded = {i: _DIGITS.sub("0", lines[i].words) for i, _, _ in rows}
            often = Counter(worded.values())
            alike = {
                i
                for i in worded
                if often[worded[i]] >= enough
                and not _is_prose(lines[i].words)
                and within[lines[i].words] < _OFTEN_WITHIN
            }
            found |= alike
            # The line behind counts only where the one at the edge is furniture too.
            rows = [
                (i + edge, start, end)
                for i, start, end in rows
                if (i in alike or i in feet) and start <= i + edge < end
            ]
    return found


def _within(lines: list[_Line], pages: list[tuple[int, int]]) -> Counter[str]:
    """How often each line stands within a page, away from its edges."""
    deep = _DEEPEST_FURNITURE
    return Counter(line.words for start, end in pages for line in lines[start + deep : max(start + deep, end - deep)])


def _is_prose(words: str) -> bool:
    return words[0].islower() or words.endswith((".", ",", ";", ":")) or _LABEL_OF_BODY.match(words) is not None


def _joined(original: str, lines: list[_Line], starts_paragraph: list[bool], furniture: tuple[Span, ...]) -> Flow:
    pieces: list[str] = []  # with one blank between each two they are the flow
    line_starts: list[int] = []
    paragraph_starts: list[int] = []
    at: list[int] = []
    origins: list[int] = []
    place = 0
    # Curly quotation marks go into the flow as they are; only ligatures and marks without width do not.
    is_plain = original.isascii() or _ODD_LETTERS.search(original) is None
    for line, is_first in zip(lines, starts_paragraph, strict=True):
        first, words = line.start, line.words
        joint = len(pieces)
        # Nearly all lines end in anything but a hyphen.
        closed = _closed(pieces[-1], words, original) if joint and pieces[-1][-1:] == "-" else None
        if closed:
            place += len(closed) - len(pieces[-1]) - 1
            pieces[-1] = closed
        line_starts.append(place)
        if is_first:
            paragraph_starts.append(place)
        if not is_plain and not words.isascii():
            piece, stretches = _in_letters(words)
            at += [place + i for i, _ in stretches]
            origins += [first + start for _, start in stretches]
            if piece or place:
                pieces.append(piece)
                place += len(piece) + 1
        elif "  " in words:
            for start, even in _even(words):
                at.append(place)
                origins.append(first + start)
                pieces.append(even)
                place += len(even) + 1
        else:
            at.append(place)
            origins.append(first)
            pieces.append(words)
            place += len(words) + 1
        if closed:
            pieces[joint - 1 : joint + 1] = ["".join(pieces[joint - 1 : joint + 1])]
    return Flow(original, " ".join(pieces), tuple(line_starts), tuple(paragraph_starts), furniture, at, origins)


def _closed(before: str, words: str, original: str) -> str | None:
    """What goes without a blank before ``words`` of the words ``before``, which end in a hyphen; ``None`` for a blank.

    A hyphen at a line's end is nearly always part of the word: it goes only where the closed word stands elsewhere.
    """
    broken = _BROKEN_WORD.search(before)
    rest = _SMALL_START.match(words)
    if not broken or not rest:
        return None
    return before[:-1] if _stands_in(original, broken[1] + rest[0]) else before


def _stands_in(text: str, word: str) -> bool:
    """Whether ``word``, in small letters, stands in ``text`` with no small letter of ASCII beside it."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if text[place - 1 : place] not in _SMALL and text[end : end + 1] not in _SMALL:
            return True
        place = text.find(word, place + 1)
    return False


def _even(words: str) -> list[tuple[int, str]]:
    """The stretches of a line between wide blanks, each with its place in the line."""
    stretches: list[tuple[int, str]] = []
    place = 0
    for piece in words.split("  "):
        # A run of blanks leaves empty pieces, and an odd one its last blank before the words.
        if even := piece.lstrip(" "):
            stretches.append((place + len(piece) - len(even), even))
        place += len(piece) + 2
    return stretches


def _in_letters(words: str) -> tuple[str, list[tuple[int, int]]]:
    """A line with ligatures as it goes into the flow, and of each stretch its place there and in the line."""
    piece = ""
    stretches: list[tuple[int, int]] = []
    for start, even in _even_in_letters(words):
        stretches.append((len(piece), start))
        piece += even
    return piece, stretches


def _even_in_letters(words: str) -> Iterator[tuple[int, str]]:
    """The same of a line with ligatures or marks without width, at each of which a stretch ends, too.

    A stretch that ends at a wide blank has one blank of it.
    """
    start = 0
    for match in _UNEVEN.finditer(words):
        run = match[0]
        if run[0] == " ":
            yield start, words[start : match.start() + 1]
        else:
            if match.start() > start:
                yield start, words[start : match.start()]
            # Each letter of a ligature leads back to the whole of it.
            for letter in _LETTERS[run]:
                yield match.start(), letter
        start = match.end()
    if start < len(words):
        yield start, words[start:]
