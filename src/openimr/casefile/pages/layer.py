"""Reads the text layer of a PDF page: its words in reading order, with a box for each line as the page is shown.

PDFium gives the words; which of them stand together is taken from its lines, where they stand from its rectangles.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from openimr.casefile.model import Box, Line
from openimr.casefile.pages.cutoffs import cutoffs
from openimr.casefile.pages.geometry import Geometry, around, turned
from openimr.casefile.pages.order import Fragment, set_out

__all__ = ["Layer", "Scan", "geometry_of", "read_layer", "scan_of"]

_HYPHEN_AT_END = "\ufffe"  # PDFium's sign for a hyphen and the line end after it
_BREAKS = re.compile(f"\r\n|\r|\n|{_HYPHEN_AT_END}")
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOKED_AT = 400  # objects of a page; the picture of a scan is among the first
_FORM_DEPTH = 3  # programs wrap the picture of a scan, and some wrap it again
_MAY_BE_PICTURE = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM)
_POINTS_PER_INCH = 72.0
_RIGHT_ANGLE = 90


class Layer(NamedTuple):
    """The text layer of a page: its text, lines, by how much it was turned clockwise, and its size after that.

    ``left_out`` says that there are more characters than any page has, and that none was taken.
    """

    text: str
    lines: tuple[Line, ...]
    turned: int
    width: float
    height: float
    left_out: bool = False


class Scan(NamedTuple):
    """The pictures on a page: the share that the largest one covers, its dots an inch, and its number of dots."""

    share: float
    dpi: float
    pixels: int


def geometry_of(page: pdfium.PdfPage) -> Geometry:
    """What of the page is shown, and how it is rotated."""
    left, bottom, right, top = page.get_bbox()
    return Geometry(left, bottom, right, top, page.get_rotation())


def read_layer(page: pdfium.PdfPage) -> Layer:
    """The text layer of ``page``; its text is empty where there is none."""
    geometry = geometry_of(page)
    width, height = geometry.size
    words_of = page.get_textpage()
    try:
        count = words_of.count_chars()
        if count > cutoffs().most_characters.value:
            return Layer("", (), 0, width, height, left_out=True)
        fragments = _fragments(words_of, geometry) if count > 0 else []
        degrees = _leaning(words_of, count, geometry.rotation) if fragments else 0
    finally:
        words_of.close()
    if degrees:
        fragments = [Fragment(words, turned(box, degrees, width, height)) for words, box in fragments]
        width, height = (height, width) if degrees != 180 else (width, height)
    text, lines = set_out(fragments)
    return Layer(text, lines, degrees, width, height)


def scan_of(page: pdfium.PdfPage) -> Scan:
    """The largest picture on ``page``, also within forms; nothing where it has none."""
    if not _may_have_picture(page):
        return Scan(0.0, 0.0, 0)
    left, bottom, right, top = page.get_bbox()
    whole = max((right - left) * (top - bottom), 1.0)
    largest = Scan(0.0, 0.0, 0)
    objects = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_FORM_DEPTH)
    for _, found in zip(range(_LOOKED_AT), objects, strict=False):
        x0, y0, x1, y1 = _bounds(found, page)
        across, down = max(min(x1, right) - max(x0, left), 0.0), max(min(y1, top) - max(y0, bottom), 0.0)
        wide, high = found.get_px_size()
        share = across * down / whole
        if share > largest.share:
            inches = max(x1 - x0, y1 - y0) / _POINTS_PER_INCH
            largest = Scan(share, max(wide, high) / inches, max(wide * high, largest.pixels))
        elif wide * high > largest.pixels:
            largest = largest._replace(pixels=wide * high)
    return largest


def _may_have_picture(page: pdfium.PdfPage) -> bool:
    """Whether any of the objects looked at is a picture or a form; asked first, for most pages are words only."""
    raw, kind_of, object_of = page.raw, pdfium_c.FPDFPageObj_GetType, pdfium_c.FPDFPage_GetObject
    count = min(pdfium_c.FPDFPage_CountObjects(raw), _LOOKED_AT)
    return any(kind_of(object_of(raw, place)) in _MAY_BE_PICTURE for place in range(count))


def _bounds(found: pdfium.PdfObject, page: pdfium.PdfPage) -> tuple[float, float, float, float]:
    """Where an object stands; one within a form is taken to fill the page, since its bounds count in the form."""
    if found.level > 0:
        return page.get_bbox()  # type: ignore[no-any-return]  # four floats
    try:
        return found.get_bounds()  # type: ignore[no-any-return]  # four floats
    except pdfium.PdfiumError:
        return 0.0, 0.0, 0.0, 0.0  # it stands nowhere; the page has its words all the same


def _fragments(words_of: pdfium.PdfTextPage, geometry: Geometry) -> list[Fragment]:
    """The lines that are not blank, in the order of the text layer."""
    text = words_of.get_text_range(errors="replace")
    fragments: list[Fragment] = []
    at = units = 0
    for match in _BREAKS.finditer(text + "\n"):
        raw = text[at : match.start()]
        words = raw.strip()
        if words:
            start = units + _units(raw[: raw.index(words[0])])
            box = _box(words_of, start, _units(words), geometry)
            shown = _UNPRINTED.sub(" ", words) + "-" * (match[0] == _HYPHEN_AT_END)
            if box is not None:
                fragments.append(Fragment(shown, box))
        units += _units(raw) + len(match[0])
        at = match.end()
    return fragments


def _units(words: str) -> int:
    """How many places the words take in PDFium, which counts in halves of UTF-32."""
    return len(words) if words.isascii() else len(words.encode("utf-16-le", "surrogatepass")) // 2


def _box(words_of: pdfium.PdfTextPage, start: int, length: int, geometry: Geometry) -> Box | None:
    """Where the words stand, or ``None`` where PDFium has no rectangle for them (they are not shown)."""
    raw = words_of.raw
    first = max(0, pdfium_c.FPDFText_GetCharIndexFromTextIndex(raw, start))
    left, top, right, bottom = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    boxes = [
        geometry.shown(left.value, top.value, right.value, bottom.value)
        for number in range(pdfium_c.FPDFText_CountRects(raw, first, length))
        if pdfium_c.FPDFText_GetRect(raw, number, left, top, right, bottom)
    ]
    return around(boxes) if boxes else None


def _leaning(words_of: pdfium.PdfTextPage, count: int, rotation: int) -> int:
    """By how many degrees clockwise the page as shown is to be turned for most of its letters to stand upright."""
    angles: Counter[int] = Counter()
    for char in range(0, count, max(1, count // 16)):
        angle = pdfium_c.FPDFText_GetCharAngle(words_of.raw, char)
        if angle >= 0:
            angles[round(math.degrees(angle) / _RIGHT_ANGLE) * _RIGHT_ANGLE % 360] += 1
    if not angles:
        return 0
    # Angles are counted in the page's own space; one that is shown rotated as much stands upright.
    return (-angles.most_common(1)[0][0] - rotation) % 360
