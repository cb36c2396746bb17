"""Reads a redacted PDF again and decides whether it holds anything but what was released.

It asks for equality, not for the absence of a list of words: the words extracted must be the released words and no
others, the objects must be of the few kinds that were written, and no pixel may be dark where a line was set anew.
Source: the plan of the case file, part D.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence

import pikepdf
import pypdfium2 as pdfium

from openimr.casefile.redaction.pdf.lines import SetLine, as_winansi
from openimr.casefile.redaction.pdf.pixels import Picture, cleared
from openimr.errors import RuleBroken

__all__ = ["refuse_leftovers", "verify"]

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
        "/DecodeParms",
        "/Root",
        "/Size",
        "/ID",
        "/W",
        "/Index",
        "/XRefStm",
        "/Version",
        "/N",
        "/First",
    }
)
_NOT_WORDS = re.compile(r"[\W_]+")


def refuse_leftovers(content: bytes, pages: Sequence[Sequence[SetLine]], pictures: Sequence[Picture | None]) -> None:
    """Do nothing where the file holds only what was released.

    Raises:
        RuleBroken: it holds something else.
    """
    left = tuple(verify(content, pages, pictures))
    if left:
        raise RuleBroken(
            "The redacted file holds what was not released.",
            where=", ".join(left[:10]),
            why="It was read again, and differs from the release.",
            remedy="Do not hand it out; report it as a fault of this program.",
        )


def verify(content: bytes, pages: Sequence[Sequence[SetLine]], pictures: Sequence[Picture | None]) -> Iterator[str]:
    """Each place of a redacted file, without its words, where it holds something else than the release."""
    yield from _wrong_objects(content)
    with pdfium.PdfDocument(content) as document:
        if len(document) != len(pages):
            yield "number of pages"
            return
        for number, lines in enumerate(pages, start=1):
            if _extracted(document, number) != _expected(lines):
                yield f"words of page {number}"
    with pikepdf.open(io.BytesIO(content)) as written:
        for number, (page, lines, picture) in enumerate(zip(written.pages, pages, pictures, strict=True), start=1):
            if not _is_picture(page, picture):
                yield f"picture of page {number}"
            elif picture and not all(cleared(picture, line) for line in lines if not line.is_shown):
                yield f"pixels of page {number}"


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


def _is_picture(page: pikepdf.Page, picture: Picture | None) -> bool:
    """Whether the page draws the very pixels that were made for it, and no others."""
    drawn = list(page.obj.Resources.get("/XObject", pikepdf.Dictionary()).values())
    if picture is None:
        return not drawn
    return len(drawn) == 1 and drawn[0].read_bytes() == picture.pixels


def _wrong_objects(content: bytes) -> Iterator[str]:
    """Keys and strings that a redacted file never has: metadata, attachments, bookmarks, notes, forms, scripts."""
    with pikepdf.open(io.BytesIO(content)) as written:
        for one in (*written.objects, written.trailer):
            yield from _wrong(one)


def _wrong(one: object) -> Iterator[str]:
    if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        for key, value in one.items():
            if key not in _ALLOWED:
                yield f"object with {key}"
            elif key != "/ID" and isinstance(value, (pikepdf.String, pikepdf.Dictionary)):
                yield from _wrong(value)
    elif isinstance(one, pikepdf.String):
        yield "a string of its own"
