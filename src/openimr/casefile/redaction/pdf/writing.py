"""Writes the pages of a release as a new PDF, and refuses to hand it out where anything else is found in it.

Source: the plan of the case file, part D.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pypdfium2 as pdfium

from openimr.casefile.model import Page
from openimr.casefile.redaction.model import Released
from openimr.casefile.redaction.pdf.lines import SetLine, lines_of, may_show_pixels
from openimr.casefile.redaction.pdf.objects import PdfWriter
from openimr.casefile.redaction.pdf.pixels import Picture, is_under_a_scan, picture_of
from openimr.casefile.redaction.pdf.verifying import MadePage, refuse_leftovers
from openimr.citations import Value
from openimr.errors import Fault, MalformedData, UnreadableFile

__all__ = ["RedactedPdf", "redact_pdf"]

_AT_ONCE = 50
"""After so many pages a file is opened anew."""


class RedactedPdf(Value, frozen=True, kw_only=True):
    """What was written: how many pages, and the running numbers of those set anew without any picture of them."""

    pages: int
    typed: tuple[int, ...] = ()


def redact_pdf(
    sources: Mapping[str, Path], pages: Sequence[Page], released: Sequence[Released], target: Path
) -> RedactedPdf:
    """Write the released pages as one new PDF to ``target``; ``sources`` are the files of the pages as PDF, by digest.

    Lines out of which something was taken are set anew in plain type; of the other lines the pixels are shown where
    their words were surely read from them; pictures, stamps, signatures and rules between lines are left out. One page
    at a time is in memory. Where anything is raised, nothing is at ``target``.

    Raises:
        MalformedData: a page has no release or no file.
        UnreadableFile: a file cannot be opened as PDF, or has no such page.
        RuleBroken: the new file holds anything that was not released; it is not handed out.
    """
    by_page = {one.page: one for one in released}
    _refuse_missing(sources, pages, by_page)
    try:
        made = _write(sources, pages, by_page, target)
        refuse_leftovers(target, made)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    typed = tuple(page.running for page, one in zip(pages, made, strict=True) if one.picture is None)
    return RedactedPdf(pages=len(pages), typed=typed)


def _write(
    sources: Mapping[str, Path], pages: Sequence[Page], released: Mapping[int, Released], target: Path
) -> list[MadePage]:
    """Write all pages, and say of each what the file must hold of it."""
    made: list[MadePage] = []
    with target.open("wb") as file, ExitStack() as stack:
        writer = PdfWriter(file)
        opened: tuple[str, int, pdfium.PdfDocument] | None = None
        for page in pages:
            # The library keeps what it read of a file until it is closed.
            if opened is None or opened[0] != page.file or opened[1] >= _AT_ONCE:
                stack.close()
                opened = (page.file, 0, _opened(sources[page.file], page.file))
                stack.callback(opened[2].close)
            opened = (opened[0], opened[1] + 1, opened[2])
            lines, picture = _set_page(opened[2], page, released[page.running])
            writer.add((page.width, page.height), lines, picture)
            made.append(MadePage.of(lines, picture))
        writer.close()
    return made


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
