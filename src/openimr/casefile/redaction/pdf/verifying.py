"""Reads a redacted PDF again and decides whether it holds anything but what was released.

It asks for equality, not for the absence of a list of words: the words extracted must be the released words and no
others, the objects must be of the few kinds that were written, and no pixel may be dark where a line was set anew.
Source: the plan of the case file, part D.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2 as pdfium

from openimr.casefile.redaction.pdf.lines import SetLine, as_winansi
from openimr.casefile.redaction.pdf.pixels import Picture, cleared
from openimr.errors import RuleBroken

__all__ = ["MadePage", "refuse_leftovers", "verify"]

_ALLOWED = frozenset(
    {
        "/Type",
        "/Pages",
        "/Kids",
        "/Count",
        "/Parent",
        "/MediaBox",
        "/Resources",
        "/Contents",
        "/Font",
        "/F",
        "/Subtype",
        "/BaseFont",
        "/Encoding",
        "/XObject",
        "/P",
        "/Width",
        "/Height",
        "/BitsPerComponent",
        "/ColorSpace",
        "/Filter",
        "/Length",
        "/Root",
        "/Size",
    }
)
_OPERATORS = frozenset({"q", "cm", "Do", "Q", "BT", "Tr", "Tz", "Tf", "Tm", "ET"})
_AT_ONCE = 50
"""After so many pages the file is opened anew, since the library keeps what it read of it."""
_NOT_WORDS = re.compile(r"[\W_]+")


class MadePage(NamedTuple):
    """What a page must hold: its lines, and the print of the pixels that were made for it, absent where none were."""

    lines: tuple[SetLine, ...]
    picture: bytes | None

    @staticmethod
    def of(lines: tuple[SetLine, ...], picture: Picture | None) -> MadePage:
        """What a page of these lines and pixels must hold."""
        return MadePage(lines, _print(picture) if picture is not None else None)


def refuse_leftovers(path: Path, pages: Sequence[MadePage]) -> None:
    """Do nothing where the file holds only what was released.

    Raises:
        RuleBroken: it holds something else.
    """
    left = tuple(verify(path, pages))
    if left:
        raise RuleBroken(
            "The redacted file holds what was not released.",
            where=", ".join(left[:10]),
            why="It was read again, and differs from the release.",
            remedy="Do not hand it out; report it as a fault of this program.",
        )


def verify(path: Path, pages: Sequence[MadePage]) -> Iterator[str]:
    """Each place of a redacted file, without its words, where it holds something else than the release."""
    with pikepdf.open(path) as written:
        for one in (*written.objects, written.trailer):
            yield from _wrong(one)
        if len(written.pages) != len(pages):
            yield "number of pages"
            return
        for number, (page, made) in enumerate(zip(written.pages, pages, strict=True), start=1):
            if _drawn(page) != [as_winansi(line.words) for line in made.lines if as_winansi(line.words)]:
                yield f"content of page {number}"
            yield from _wrong_picture(number, page, made)
    for first in range(0, len(pages), _AT_ONCE):
        yield from _wrong_words(path, pages, first)


def _wrong_words(path: Path, pages: Sequence[MadePage], first: int) -> Iterator[str]:
    """The pages from ``first`` on, as many as are read at once, from which more can be extracted than was released.

    A reader of PDF guesses the order of words that lie over each other, and leaves out what is drawn twice.
    """
    with pdfium.PdfDocument(path) as document:
        for at in range(first, min(first + _AT_ONCE, len(pages))):
            if not Counter(_extracted(document, at + 1)) <= Counter(_expected(pages[at].lines)):
                yield f"words of page {at + 1}"


def _drawn(page: pikepdf.Page) -> list[bytes]:
    """The strings that a page shows, in their order; an operator that no redacted page has makes them others."""
    shown: list[bytes] = []
    for one in pikepdf.parse_content_stream(page):
        operator = str(one.operator)
        if operator == "Tj":
            shown += [bytes(words) for words in one.operands if isinstance(words, pikepdf.String)]
        elif operator not in _OPERATORS:
            shown.append(operator.encode())
    return shown


def _extracted(document: pdfium.PdfDocument, number: int) -> str:
    page = document[number - 1]
    words = page.get_textpage()
    try:
        return _letters(words.get_text_range(errors="replace"))
    finally:
        words.close()
        page.close()


def _expected(lines: Iterable[SetLine]) -> str:
    return _letters(" ".join(as_winansi(line.words).decode("cp1252", "replace") for line in lines))


def _letters(words: str) -> str:
    """Letters and figures only, since a reader of PDF guesses spaces and hyphens."""
    return _NOT_WORDS.sub("", words)


def _wrong_picture(number: int, page: pikepdf.Page, made: MadePage) -> Iterator[str]:
    """Whether the page draws anything but the very pixels that were made for it, or shows any where a line is anew."""
    drawn = list(page.obj.Resources.get("/XObject", pikepdf.Dictionary()).values())
    if made.picture is None or len(drawn) != 1:
        if drawn or made.picture is not None:
            yield f"picture of page {number}"
        return
    picture = Picture(int(drawn[0].Width), int(drawn[0].Height), drawn[0].read_bytes())
    if _print(picture) != made.picture:
        yield f"picture of page {number}"
    elif not all(cleared(picture, line) for line in made.lines if not line.is_shown):
        yield f"pixels of page {number}"


def _print(picture: Picture) -> bytes:
    told = hashlib.sha256(f"{picture.width} {picture.height}\n".encode())
    told.update(picture.pixels)
    return told.digest()


def _wrong(one: object) -> Iterator[str]:
    if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        for key, value in one.items():
            if key not in _ALLOWED:
                yield f"object with {key}"
            elif isinstance(value, (pikepdf.String, pikepdf.Dictionary)):
                yield from _wrong(value)
    elif isinstance(one, pikepdf.String):
        yield "a string of its own"
