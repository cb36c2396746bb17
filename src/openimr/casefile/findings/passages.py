"""Lays out the text of a page for those who seek findings: passages by heading, lines joined, places kept.

A page breaks its sentences at the end of each line, and a list has no full stops. Here a sentence that goes on is
joined with blanks, and a line that ends where the next begins anew gets a full stop; every letter knows where it
stands on the page, so that what is found can be pinned there. Where a field goes on below in its column, the letters
are in the order of the columns.

Source: layout of typed and scanned notes (the project's choice, measured on invented files).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from openimr.casefile.findings.columns import LABEL, Row, rows
from openimr.casefile.findings.words import Section, section_of
from openimr.casefile.model import Box, Document, DocumentKind, Line, Page, PagePin
from openimr.citations import Span

__all__ = ["Passage", "box_of", "passages", "pin"]

_MARK = re.compile(r"(?:\(?\d{1,2}[.)]|[-*\u2022\u25aa\u25cf\u2013]|\[\s?[xX]?\s?\]|[\u2610-\u2612])\s*(?=\S)")
_DX = re.compile(r"(?:Dx|DX)\b[ .:]")
_DAY_FIRST = re.compile(r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)\b")
_SHORT_PARTS = frozenset(
    {Section.PAST, Section.CARE, Section.GIVEN, Section.FAMILY, Section.ALLERGIES, Section.DIAGNOSES}
)
_RELATIVE = re.compile(
    r"(?:mother|father|brother|sister|parents?|maternal|paternal|siblings?|grand\w+|axis|icd|medical|surgical|psychiatric)\b",
    re.IGNORECASE,
)
_CODED = re.compile(r".{3,90}[\s(](?:[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?|\d{3}(?:\.\d{1,2})?)\)?\.?$")
_RUN = re.compile(r"\S+")
_WIDE = re.compile(r"\s\s|[^\S ]")
_ENDS = ".?!:;,"
_SHORT_LINE = 0.62
"""A line shorter than this share of the longest on its page ends what it says, if the next begins with a capital."""


class Passage(NamedTuple):
    """A part of one page under one heading: its text in one line, and for each letter its place in the page's text.

    ``document`` is the document that holds the page, where one does.
    """

    page: Page
    document: Document | None
    section: Section
    text: str
    places: tuple[int, ...]

    @property
    def kind(self) -> DocumentKind | None:
        """What the document is."""
        return self.document.kind if self.document else None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the stretch from ``start`` to before ``end`` of this passage stands in the page's text.

        Of a stretch that goes on below in its column, the part before another column is told: a pin quotes no words
        that are not meant.
        """
        first = last = self.places[start]
        for place in self.places[start + 1 : end]:
            is_next = last <= place <= last + 1 or (place > last and self.page.text[last + 1 : place].isspace())
            if not is_next:
                break
            last = place
        return first, last + 1


def passages(page: Page, document: Document | None) -> Iterator[Passage]:
    """The passages of ``page`` in their order; none where it was not read."""
    lines = list(rows(page))
    longest = max((len(row.text) for row in lines), default=0)
    section = Section.BODY
    held: list[Row] = []
    for row in lines:
        begins = _begins(row) or (Section.BODY if _has_ended(section, held, row) else None)
        if begins is not None:
            yield from _passage(page, document, section, held, longest)
            section, held = begins, []
        held.append(row)
    yield from _passage(page, document, section, held, longest)


def _begins(row: Row) -> Section | None:
    """The part that begins with this line: a known heading before a colon or dash, or alone."""
    match = LABEL.match(row.text)
    heading = match["label"] if match else row.text
    if match is None and len(heading) == 1:
        return None
    if _DX.match(row.text):
        return Section.DIAGNOSES
    return section_of(_MARK.sub("", heading, count=1)) if len(heading) <= 45 else None


def _has_ended(section: Section, held: list[Row], row: Row) -> bool:
    """Whether a part that has no heading after it ends before ``row``.

    A list of earlier, of the family's or of diagnoses ends with a blank line or a full stop, where what follows is no
    entry of it; other parts go on to the next heading.
    """
    if section not in _SHORT_PARTS or not row.text or _MARK.match(row.text) or not row.text[0].isupper():
        return False
    is_bare = len([one for one in held if one.text]) == 1 and section_of(held[0].text.rstrip(":")) is not None
    # OCR loses the numbers of a list, and puts blank lines between its entries.
    if is_bare or (section is Section.DIAGNOSES and _CODED.match(row.text)):
        return False
    last = next((one.text for one in reversed(held) if one.text), "")
    label = LABEL.match(row.text)
    if label is not None:
        return not _RELATIVE.match(label["label"])
    has_list = any(_MARK.match(one.text) for one in held)
    was_blank = bool(held) and not held[-1].text
    return (
        len(last) > 1
        and not last.endswith(":")
        and (last.endswith(".") or was_blank)
        and (has_list or ":" in held[0].text or was_blank)
    )


def _passage(
    page: Page, document: Document | None, section: Section, held: list[Row], longest: int
) -> Iterator[Passage]:
    letters: list[str] = []
    places: list[int] = []
    for row, following in pairwise([*held, Row(0, "")]):
        _put(letters, places, row)
        if not row.text or not letters:
            continue
        last = places[-1]
        if letters[-1] == "-" and following.text[:1].islower() and letters[-2:-1] and letters[-2].isalpha():
            letters.pop()  # A word that the end of the line broke.
            places.pop()
            continue
        if _is_end(row, following, longest) and letters[-1] not in _ENDS:
            letters.append(".")
            places.append(last)
        letters.append(" ")
        places.append(last)
    if any(letter.isalnum() for letter in letters):
        yield Passage(page, document, section, "".join(letters), tuple(places))


def _put(letters: list[str], places: list[int], row: Row) -> None:
    """Add the letters of one line, each run of blanks as one."""
    if not _WIDE.search(row.text):
        letters.extend(row.text)
        places.extend(range(row.start, row.start + len(row.text)))
        return
    for number, run in enumerate(_RUN.finditer(row.text)):
        start, end = row.start + run.start(), row.start + run.end()
        if number:
            letters.append(" ")
            places.append(start - 1)
        letters.extend(run[0])
        places.extend(range(start, end))


def _is_end(row: Row, following: Row, longest: int) -> bool:
    """Whether what the line says ends with it."""
    if not following.text:
        return True
    if _MARK.match(following.text) or LABEL.match(following.text):
        return True
    if _DAY_FIRST.match(row.text) and _DAY_FIRST.match(following.text):
        return True
    begins_anew = following.text[0].isupper() or following.text[0].isdigit()
    return begins_anew and len(row.text) < _SHORT_LINE * longest


def pin(passage: Passage, start: int, end: int, confidence: float) -> PagePin:
    """A pin on the stretch from ``start`` to before ``end`` of ``passage``, quoting the words of the page itself."""
    first, last = passage.span(start, end)
    number = str(passage.document.number) if passage.document else ""
    return PagePin(
        document=number,
        page=passage.page.running,
        span=Span(first, last, confidence),
        quote=passage.page.text[first:last],
        box=box_of(passage.page, first, last),
    )


def box_of(page: Page, start: int, end: int) -> Box | None:
    """The rectangle around the stretch of the page's text; ``None`` where the page knows no places of its lines.

    Within a line the place is reckoned from the count of letters, as if all were of one width.
    """
    lines = page.texts[-1].lines if page.texts else ()
    boxes = [_part(line, start, end) for line in lines if line.start < end and start < line.end]
    if not boxes:
        return None
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _part(line: Line, start: int, end: int) -> Box:
    """The part of a line's box that the letters from ``start`` to before ``end`` take."""
    count = max(1, line.end - line.start)
    width = (line.box.right - line.box.left) / count
    left = line.box.left + width * (max(start, line.start) - line.start)
    right = line.box.left + width * (min(end, line.end) - line.start)
    return Box(round(left, 2), line.box.top, round(right, 2), line.box.bottom)
