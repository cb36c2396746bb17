"""Reads a few pages of one file: the work that is given to a process, for the text layer and for the picture.

A page that cannot be opened is a page without text whose grade says so; it never stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

import pypdfium2 as pdfium
from msgspec.structs import replace
from PIL import Image

from openimr.casefile.model import Grade, Legibility, Page, PageText, TextSource
from openimr.casefile.pages.cutoffs import cutoffs
from openimr.casefile.pages.geometry import turned
from openimr.casefile.pages.grading import (
    BROKEN,
    NOT_READ,
    TOO_LARGE,
    TOO_MUCH,
    grade_of_layer,
    grade_of_reading,
    needs_ocr,
)
from openimr.casefile.pages.layer import Layer, Scan, geometry_of, read_layer, scan_of
from openimr.casefile.pages.ocr import read_picture
from openimr.casefile.pages.picture import Measures, drawn, is_black_and_white, measured
from openimr.casefile.pages.prints import picture_print, words_print
from openimr.casefile.pages.settings import Ocr
from openimr.casefile.pages.upright import cleaned, quarter_turned
from openimr.casefile.pages.words import share_of_words
from openimr.casefile.store import packed

__all__ = ["LayerJob", "LayerReader", "PictureJob", "broken", "read_pictures"]

_SMALL_DPI = 7.2
_MEASURED_DPI = 200
_LEAST_CLEANED_DPI = 150  # of coarser scans the letters themselves would be taken for specks
_POINTS_PER_INCH = 72.0
_SEEN_BYTES = 12 * 1024 * 1024
_SEEN_PAGES = 300
_PAPER = (612.0, 792.0)  # points; what a page is taken to measure that cannot be opened

Answer = TypeVar("Answer")


class LayerJob(NamedTuple):
    """Pages of one file whose text layers are to be read; ``numbers`` count from 1 in the file."""

    path: str
    digest: str
    first_running: int
    numbers: tuple[int, ...]
    source: TextSource


class PictureJob(NamedTuple):
    """Pages of one file whose pictures are to be read."""

    path: str
    pages: tuple[Page, ...]
    ocr: Ocr


class LayerReader:
    """Reads the pages of one job after the other, with text layers, prints and grades, each as it is written.

    It keeps a file open from job to job, for PDFium counts through all pages before the one that it is asked for; it
    opens the file anew now and then, for PDFium also keeps whatever it has seen.
    """

    def __init__(self) -> None:
        """Begin without a file."""
        self._path = ""
        self._document: pdfium.PdfDocument | None = None
        self._pages_left = 0

    def __call__(self, job: LayerJob) -> tuple[bytes, ...]:
        """The pages of ``job``, packed."""
        if job.path != self._path or self._pages_left <= 0:
            self._open(job.path)
        self._pages_left -= len(job.numbers)
        return tuple(bytes(packed(page)) for page in _layers(job, self._document))

    def _open(self, path: str) -> None:
        if self._document is not None:
            self._document.close()
        self._path, self._document = path, _opened(path)
        if self._document is not None:
            light = len(self._document) * _SEEN_BYTES // max(Path(path).stat().st_size, 1)
            self._pages_left = min(light, _SEEN_PAGES)


def _layers(job: LayerJob, document: pdfium.PdfDocument | None) -> tuple[Page, ...]:
    def read(page: pdfium.PdfPage, number: int) -> Page:
        return _with_layer(page, broken(job, number), job.source)

    return tuple(_each(document, job.numbers, read, lambda number: broken(job, number)))


def read_pictures(job: PictureJob) -> tuple[Page, ...]:
    """The pages of ``job`` with what OCR reads off their pictures after the texts that they had."""
    pages = {page.number: page for page in job.pages}
    document = _opened(job.path)
    try:
        return tuple(
            _each(
                document,
                tuple(pages),
                lambda page, number: _with_picture(page, pages[number], job.ocr),
                lambda number: _graded(pages[number], _illegible(BROKEN)),
            )
        )
    finally:
        if document is not None:
            document.close()


def broken(job: LayerJob, number: int, why: str = BROKEN) -> Page:
    """The page of this number without anything read, and why."""
    width, height = _PAPER
    return Page(
        file=job.digest,
        number=number,
        running=job.first_running + number - 1,
        width=width,
        height=height,
        grade=_illegible(why),
    )


def _opened(path: str) -> pdfium.PdfDocument | None:
    """The file at ``path``, to be closed; ``None`` where PDFium cannot open it."""
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return None


def _each(
    document: pdfium.PdfDocument | None,
    numbers: tuple[int, ...],
    read: Callable[[pdfium.PdfPage, int], Answer],
    failed: Callable[[int], Answer],
) -> Iterator[Answer]:
    """What ``read`` makes of each page, or ``failed`` where PDFium cannot open it."""
    for number in numbers:
        try:
            page = document[number - 1] if document is not None else None
        except (pdfium.PdfiumError, IndexError):
            page = None
        if page is None:
            yield failed(number)
            continue
        try:
            yield read(page, number)
        except pdfium.PdfiumError:
            yield failed(number)
        finally:
            page.close()


def _with_layer(page: pdfium.PdfPage, empty: Page, source: TextSource) -> Page:
    layer, scan = read_layer(page), scan_of(page)
    texts = (PageText(source=source, text=layer.text, lines=layer.lines),) if layer.text else ()
    shown = _shown(empty, layer, texts)
    if scan.pixels > cutoffs().most_picture_pixels.value:
        return _graded(shown, grade_of_layer(layer.text, None) if layer.text else _illegible(TOO_LARGE))
    small = quarter_turned(drawn(page, _SMALL_DPI), layer.turned)
    pictured = replace(shown, picture_print=picture_print(small))
    return _graded(pictured, _layer_grade(page, layer, scan, small))


def _shown(empty: Page, layer: Layer, texts: tuple[PageText, ...]) -> Page:
    return replace(
        empty,
        width=layer.width,
        height=layer.height,
        turned=layer.turned,
        texts=texts,
        words_print=words_print(layer.text),
    )


def _layer_grade(page: pdfium.PdfPage, layer: Layer, scan: Scan, small: Image.Image) -> Grade:
    """Whether the text layer is the page, or its picture is still to be read."""
    limits = cutoffs()
    if layer.left_out:
        return Grade(legibility=Legibility.NEEDS_OCR, score=0.0, reasons=(TOO_MUCH,))
    characters = len("".join(layer.text.split()))
    if characters == 0 and _ink(small) < limits.trace_of_ink.value:
        return Grade(legibility=Legibility.BLANK, score=1.0, reasons=("Nothing is on the page.",))
    if characters == 0 or (characters < limits.least_characters.value and scan.share >= limits.picture_share.value):
        return needs_ocr(layer.text)
    # Also a page that is no scan: fonts without a table of letters give signs that stand for nothing.
    if characters >= limits.least_characters.value and share_of_words(layer.text) < limits.layer_words.value:
        return needs_ocr(layer.text)
    return grade_of_layer(layer.text, _scan_measures(page, scan))


def _scan_measures(page: pdfium.PdfPage, scan: Scan) -> Measures | None:
    """What the picture of a scan is like; ``None`` for a page that is none."""
    if scan.share < cutoffs().scan_share.value:
        return None
    return measured(drawn(page, _MEASURED_DPI), scan.dpi)


def _ink(small: Image.Image) -> float:
    """The share of a small picture that is not white, in which a thin line is a grey trace."""
    histogram = small.histogram()
    return sum(histogram[:245]) / sum(histogram)


def _with_picture(page: pdfium.PdfPage, before: Page, ocr: Ocr) -> Page:
    """The page with what OCR reads off it; its earlier texts stay before that, their boxes turned as it is now."""
    scan = scan_of(page)
    if scan.pixels > cutoffs().most_picture_pixels.value:
        return _graded(before, _illegible(TOO_LARGE))
    width, height = geometry_of(page).size
    own = drawn(page, _own_dpi(scan, ocr))
    measures = measured(own, scan.dpi)
    picture = _to_read(page, scan, own, measures, ocr)
    seen = read_picture(picture, width, height, ocr, round(picture.width / width * _POINTS_PER_INCH))
    if not seen.texts:
        return _graded(before, _illegible(NOT_READ))
    now = seen.texts[-1]
    read = replace(
        before,
        width=height if seen.turned in (90, 270) else width,
        height=width if seen.turned in (90, 270) else height,
        texts=(*_as_turned(before, seen.turned), *seen.texts),
        turned=seen.turned,
        skew=seen.skew,
        words_print=words_print(now.text),
        picture_print=picture_print(seen.picture),
    )
    return _graded(read, grade_of_reading(now.text, now.confidence, measures))


def _own_dpi(scan: Scan, ocr: Ocr) -> float:
    """The dots an inch at which a page is drawn and measured: those of the scan, but no more than are asked for."""
    if scan.share < cutoffs().scan_share.value:
        return ocr.dpi
    return min(max(scan.dpi, _LEAST_CLEANED_DPI), ocr.dpi)


def _to_read(page: pdfium.PdfPage, scan: Scan, own: Image.Image, measures: Measures, ocr: Ocr) -> Image.Image:
    """The picture that is given to OCR: as the scanner saw it, without its specks; a coarse one drawn larger.

    Drawn larger a fine scan has no more to tell, and takes longer to read; specks would be larger too. A scan in greys
    stays as it is: its specks are pale, and thin writing by hand would go with them.
    """
    is_specked = measures.noise >= cutoffs().cleaned_noise.value and is_black_and_white(own)
    picture = cleaned(own) if is_specked else own
    if _own_dpi(scan, ocr) >= min(cutoffs().read_as_scanned.value, ocr.dpi):
        return picture
    larger = drawn(page, ocr.dpi)
    return picture.resize(larger.size, Image.Resampling.BICUBIC) if is_specked else larger


def _as_turned(before: Page, degrees: int) -> tuple[PageText, ...]:
    """The texts of a page with their boxes on the page turned clockwise by ``degrees``."""
    more = (degrees - before.turned) % 360
    if not more:
        return before.texts
    return tuple(
        replace(
            text,
            lines=tuple(replace(line, box=turned(line.box, more, before.width, before.height)) for line in text.lines),
        )
        for text in before.texts
    )


def _graded(page: Page, grade: Grade) -> Page:
    return replace(page, grade=grade)


def _illegible(why: str) -> Grade:
    return Grade(legibility=Legibility.ILLEGIBLE, score=0.0, reasons=(why,))
