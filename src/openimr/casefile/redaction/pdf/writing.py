"""Writes the pages of a release as a new PDF, and refuses to hand it out where anything else is found in it.

Source: the plan of the case file, part D.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from openimr.casefile.model import Page
from openimr.casefile.redaction.model import Released
from openimr.casefile.redaction.pdf.lines import SetLine, as_winansi, lines_of, may_show_pixels
from openimr.casefile.redaction.pdf.pixels import Picture, is_under_a_scan, picture_of
from openimr.casefile.redaction.pdf.verifying import refuse_leftovers
from openimr.citations import Value
from openimr.errors import Fault, MalformedData, UnreadableFile

__all__ = ["RedactedPdf", "redact_pdf"]

_LEVEL = 6
_WIDTH_OF_A_LETTER = 0.53
_NARROWEST = 30


class RedactedPdf(Value, frozen=True, kw_only=True):
    """A redacted file: its bytes, and the running numbers of pages that are set anew without any picture of them."""

    content: bytes
    typed: tuple[int, ...] = ()


def redact_pdf(sources: Mapping[str, Path], pages: Sequence[Page], released: Sequence[Released]) -> RedactedPdf:
    """The released pages as one new PDF; ``sources`` are the files of the pages as PDF, by digest.

    Lines out of which something was taken are set anew in plain type; of the other lines the pixels are shown where
    their words were surely read from them; pictures, stamps, signatures and rules between lines are left out.

    Raises:
        MalformedData: a page has no release or no file.
        UnreadableFile: a file cannot be opened as PDF, or has no such page.
        RuleBroken: the new file holds anything that was not released; it is not handed out.
    """
    by_page = {one.page: one for one in released}
    _refuse_missing(sources, pages, by_page)
    set_pages: list[tuple[Page, tuple[SetLine, ...], Picture | None]] = []
    with ExitStack() as stack, pikepdf.new() as new:
        opened: dict[str, pdfium.PdfDocument] = {}
        for page in pages:
            if page.file not in opened:
                opened[page.file] = _opened(sources[page.file], page.file)
                stack.callback(opened[page.file].close)
            lines, picture = _set_page(opened[page.file], page, by_page[page.running])
            _add(new, page, lines, picture)
            set_pages.append((page, lines, picture))
        target = io.BytesIO()
        new.save(target, deterministic_id=True, compress_streams=True)
    content = target.getvalue()
    refuse_leftovers(content, [lines for _, lines, _ in set_pages], [picture for _, _, picture in set_pages])
    typed = tuple(page.running for page, _, picture in set_pages if picture is None)
    return RedactedPdf(content=content, typed=typed)


def _refuse_missing(sources: Mapping[str, Path], pages: Sequence[Page], released: Mapping[int, Released]) -> None:
    faults = [
        Fault(f"page {page.running}", "It has no release.", "Release it first.")
        for page in pages
        if page.running not in released
    ]
    faults += [
        Fault(f"page {page.running}", "Its file is not given.", "Give the file of the page as PDF.")
        for page in pages
        if page.file not in sources
    ]
    if faults:
        raise MalformedData(faults, where="release")


def _opened(path: Path, digest: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, OSError) as error:
        raise UnreadableFile(
            "It cannot be opened as PDF.", where=digest, remedy="Index the case file again."
        ) from error


def _set_page(
    document: pdfium.PdfDocument, page: Page, released: Released
) -> tuple[tuple[SetLine, ...], Picture | None]:
    """The lines of one page, and the picture of those that may be shown."""
    has_pixels = may_show_pixels(page)
    if not has_pixels:
        return lines_of(page, released, has_pixels=False), None
    try:
        original = document[page.number - 1]
    except (pdfium.PdfiumError, IndexError) as error:
        raise UnreadableFile(
            f"It has no page {page.number} that can be read.", where=page.file, remedy="Index the case file again."
        ) from error
    try:
        if is_under_a_scan(original, page.texts[-1].source):
            return lines_of(page, released, has_pixels=False), None
        lines = lines_of(page, released, has_pixels=True)
        picture = picture_of(original, page, lines)
    finally:
        original.close()
    if picture is None:
        lines = lines_of(page, released, has_pixels=False)
    return lines, picture


def _add(new: pikepdf.Pdf, page: Page, lines: tuple[SetLine, ...], picture: Picture | None) -> None:
    width, height = max(page.width, 108.0), max(page.height, 108.0)
    fonts = pikepdf.Dictionary(
        F=pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )
    resources = pikepdf.Dictionary(Font=fonts)
    drawn = b""
    if picture:
        resources.XObject = pikepdf.Dictionary(P=_image(new, picture))
        drawn = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /P Do Q\n".encode()
    content = drawn + b"BT\n" + b"".join(_shown(line, height) for line in lines) + b"ET\n"
    new.pages.append(
        pikepdf.Page(
            new.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Page,
                    MediaBox=pikepdf.Array([0, 0, round(width, 2), round(height, 2)]),
                    Resources=resources,
                    Contents=new.make_stream(content),
                )
            )
        )
    )


def _image(new: pikepdf.Pdf, picture: Picture) -> pikepdf.Stream:
    image = pikepdf.Stream(new, zlib.compress(picture.pixels, _LEVEL))
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height, image.BitsPerComponent = picture.width, picture.height, 8
    image.ColorSpace, image.Filter = pikepdf.Name.DeviceGray, pikepdf.Name.FlateDecode
    return image


def _shown(line: SetLine, height: float) -> bytes:
    """The words of a line, seen where its pixels are not, and unseen under its pixels, so that they can be searched."""
    words = as_winansi(line.words)
    if not words:
        return b""
    box = line.box
    size = max((box.bottom - box.top) * 0.8, 1.0)
    room = max(box.right - box.left, 1.0)
    stretch = min(100.0, max(_NARROWEST, 100 * room / (_WIDTH_OF_A_LETTER * size * len(words))))
    mode = 3 if line.is_shown else 0
    base = height - box.bottom + 0.2 * size
    text = pikepdf.String(words.decode("latin-1")).unparse() if words.isascii() else b"<" + words.hex().encode() + b">"
    return (
        f"{mode} Tr {stretch:.0f} Tz /F {size:.2f} Tf 1 0 0 1 {box.left:.2f} {base:.2f} Tm ".encode() + text + b" Tj\n"
    )
