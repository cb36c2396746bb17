"""Searches any PDF for identifiers in all places where words can hide.

These are pages, metadata, attachments, bookmarks, notes, form fields, scripts, replacement texts and streams.

Source: the plan of the case file, part D.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from openimr.citations import Value
from openimr.errors import UnreadableFile

__all__ = ["Leftover", "leftovers"]

_GLUED = 6
_DEEPEST = 8
_NOT_WORDS = re.compile(r"[\W_]+")
_PLACES = {
    "/ActualText": "replacement text",
    "/Alt": "replacement text",
    "/JS": "script",
    "/V": "form field",
    "/DV": "form field",
    "/T": "form field or note",
    "/Title": "bookmark or title",
    "/UF": "attachment",
    "/F": "attachment",
    "/URI": "link",
}


class Leftover(Value, frozen=True):
    """An identifier that was found: the number of it among those sought (from 1), and where it is."""

    number: int
    where: str


def leftovers(path: Path, identifiers: Iterable[str]) -> tuple[Leftover, ...]:
    """Each of ``identifiers`` that a PDF still holds, and where; pixels are not read.

    Letter case, spaces and marks do not count; one of fewer than six letters or figures counts as a whole word only.

    Raises:
        UnreadableFile: the file cannot be opened as PDF.
    """
    sought = [_plain(each) for each in identifiers]
    found: dict[Leftover, None] = {}
    try:
        for where, words in _texts(path):
            plain = f" {_plain(words)} "
            glued = plain.replace(" ", "")
            for number, each in enumerate(sought, start=1):
                if each and _holds(plain, glued, each):
                    found[Leftover(number, where)] = None
    except (pikepdf.PdfError, pdfium.PdfiumError, OSError) as error:
        raise UnreadableFile("It cannot be opened as PDF.", where=path.name, remedy="Give another file.") from error
    return tuple(found)


def _plain(words: str) -> str:
    return " ".join(_NOT_WORDS.split(words.lower())).strip()


def _holds(plain: str, glued: str, sought: str) -> bool:
    bare = sought.replace(" ", "")
    return f" {sought} " in plain or (len(bare) >= _GLUED and bare in glued)


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    with pdfium.PdfDocument(path) as document:
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            yield f"page {number + 1}", words.get_text_range(errors="replace")
            words.close()
            page.close()
    with pikepdf.open(path) as pdf:
        for name, file in pdf.attachments.items():
            yield "attachment", name
            yield "attachment", file.get_file().read_bytes().decode("utf-8", "replace")
        for one in (*pdf.objects, pdf.trailer):
            yield from _strings(one, "object", 0)


def _strings(one: object, where: str, depth: int) -> Iterator[tuple[str, str]]:
    """All strings and unpacked streams of an object; objects that it points at are visited by themselves."""
    if depth > _DEEPEST:
        return
    if isinstance(one, pikepdf.String):
        yield where, str(one)
    elif isinstance(one, pikepdf.Array):
        for each in list(one):
            if not getattr(each, "is_indirect", False):
                yield from _strings(each, where, depth + 1)
    elif isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        for key, value in one.items():
            if not getattr(value, "is_indirect", False):
                yield from _strings(value, _PLACES.get(key, where), depth + 1)
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") != pikepdf.Name.Image:
            is_metadata = one.get("/Type") == pikepdf.Name.Metadata
            yield ("metadata" if is_metadata else "stream"), _unpacked(one)


def _unpacked(stream: pikepdf.Stream) -> str:
    try:
        content = stream.read_bytes()
    except pikepdf.PdfError:
        content = stream.read_raw_bytes()
    return content.decode("utf-8", "replace")
