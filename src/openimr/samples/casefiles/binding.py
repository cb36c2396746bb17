"""Binds sheets into PDF files: typed pages as they were set, all others as pictures only."""

from __future__ import annotations

import io
from collections.abc import Sequence
from random import Random

import msgspec
import pikepdf
import pypdfium2

from openimr.samples.casefiles.drafts import Look
from openimr.samples.casefiles.looks import Picture, picture
from openimr.samples.casefiles.piling import Sheet
from openimr.samples.casefiles.setting import SetPages

__all__ = ["Bound", "bind"]


class Bound(msgspec.Struct, frozen=True):
    """The files by name, and for each sheet its picture; none for a page that was set."""

    files: dict[str, bytes]
    pictures: tuple[Picture | None, ...]


def bind(sheets: Sequence[Sheet], pages: Sequence[SetPages], *, blank: SetPages, rng: Random) -> Bound:
    """The files of ``sheets``. A copy that is the same to the dot has the bytes of the first one."""
    shop = _Shop(pages, blank, rng)
    files: dict[str, pikepdf.Pdf] = {}
    pictures = []
    for sheet in sheets:
        target = files.setdefault(sheet.file, pikepdf.Pdf.new())
        pictures.append(shop.add(sheet, target))
    return Bound({name: _saved(file) for name, file in files.items()}, tuple(pictures))


def _saved(file: pikepdf.Pdf) -> bytes:
    content = io.BytesIO()
    file.save(content, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return content.getvalue()


class _Shop:
    """The sources that are open, and the pictures made so far."""

    def __init__(self, pages: Sequence[SetPages], blank: SetPages, rng: Random) -> None:
        self._pages = pages
        self._blank = blank
        self._rng = rng
        self._whole: dict[int, pikepdf.Pdf] = {}
        self._seen: dict[int, pypdfium2.PdfDocument] = {}
        self._made: dict[tuple[int | None, int, int], Picture | None] = {}

    def add(self, sheet: Sheet, target: pikepdf.Pdf) -> Picture | None:
        """Put the sheet into ``target`` as its next page."""
        source = self._blank if sheet.paper is None else self._pages[sheet.paper]
        number = source.first + sheet.place
        if sheet.look is Look.TYPED:
            _add_set(self._whole_of(source), number, target)
            return None
        first = self._made.get((sheet.paper, sheet.place, 0)) if sheet.is_same else None
        made = first or picture(self._seen_of(source), number, look=sheet.look, rng=self._rng, header=sheet.header)
        self._made[sheet.paper, sheet.place, sheet.copy] = made
        _add_picture(made, target)
        return made

    def _whole_of(self, source: SetPages) -> pikepdf.Pdf:
        key = id(source.pdf)
        if key not in self._whole:
            self._whole[key] = pikepdf.open(io.BytesIO(source.pdf))
        return self._whole[key]

    def _seen_of(self, source: SetPages) -> pypdfium2.PdfDocument:
        key = id(source.pdf)
        if key not in self._seen:
            self._seen[key] = pypdfium2.PdfDocument(source.pdf)
        return self._seen[key]


def _add_set(source: pikepdf.Pdf, number: int, target: pikepdf.Pdf) -> None:
    target.pages.append(source.pages[number])
    page = target.pages[-1].obj
    # The tree of tags stays behind, so nothing may point into it.
    for name in ("/StructParents", "/Tabs"):
        if name in page:
            del page[name]


def _add_picture(made: Picture, target: pikepdf.Pdf) -> None:
    width, height = made.width * 72 / made.dpi, made.height * 72 / made.dpi
    image = pikepdf.Stream(target, made.stream)
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height = made.width, made.height
    image.ColorSpace = pikepdf.Name.DeviceGray
    image.BitsPerComponent = 1 if made.is_black_and_white else 8
    image.Filter = pikepdf.Name.FlateDecode if made.is_black_and_white else pikepdf.Name.DCTDecode
    content = pikepdf.Stream(target, f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /P Do Q".encode())
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, round(width, 2), round(height, 2)],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=image)),
        Contents=content,
    )
    target.pages.append(pikepdf.Page(target.make_indirect(page)))
