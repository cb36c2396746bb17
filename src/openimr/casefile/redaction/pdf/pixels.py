"""Makes the picture of a released page: white, but for the lines that may be shown.

Source: the plan of the case file, part D (a drawn box over words is no removal; here the pixels are never copied).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import pypdfium2 as pdfium

from openimr.casefile.model import Box, Page, TextSource
from openimr.casefile.pages.layer import scan_of
from openimr.casefile.redaction.pdf.lines import SetLine

__all__ = ["DPI", "Picture", "cleared", "is_under_a_scan", "picture_of"]

DPI = 150
"""Dots per inch of the pictures of pages."""

_POINTS = 72
_WHITE = 255
_MARGIN = 1.5
_SCANNED_SHARE = 0.02
_MOST_PIXELS = 40_000_000
# Sixteen greys are enough for text and pack four times as small as 256.
_GREYS = bytes(min(255, (value // 16) * 17) for value in range(256))


class Picture(NamedTuple):
    """Grey pixels, row by row from the upper left corner, one byte each; 255 is white."""

    width: int
    height: int
    pixels: bytes


def is_under_a_scan(page: pdfium.PdfPage, source: TextSource) -> bool:
    """Whether the text layer lies over a picture, so that its boxes need not fit what is seen."""
    return source is TextSource.LAYER and scan_of(page).share > _SCANNED_SHARE


def picture_of(original: pdfium.PdfPage, page: Page, lines: tuple[SetLine, ...]) -> Picture | None:
    """The pixels of lines that may be shown, on white; ``None`` where none may, or the page has another size."""
    scale = DPI / _POINTS
    if not any(line.is_shown for line in lines) or page.width * page.height * scale * scale > _MOST_PIXELS:
        return None
    bitmap = original.render(
        scale=scale, rotation=page.turned, grayscale=True, may_draw_forms=False, draw_annots=False, prefer_bgrx=False
    )
    try:
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        if abs(width - page.width * scale) > 2 or abs(height - page.height * scale) > 2 or bitmap.n_channels != 1:
            return None
        seen = bytes(bitmap.buffer)
    finally:
        bitmap.close()
    result = bytearray([_WHITE]) * (width * height)
    for line in lines:
        if line.is_shown:
            left, top, right, bottom = _area(line.box, width, height, margin=0.5)
            for row in range(top, bottom):
                result[row * width + left : row * width + right] = seen[row * stride + left : row * stride + right]
    for line in lines:
        if not line.is_shown:
            _clear(result, width, _area(line.box, width, height, margin=_margin(line.box)))
    return Picture(width, height, bytes(result).translate(_GREYS))


def cleared(picture: Picture, line: SetLine) -> bool:
    """Whether not one dark pixel is left where ``line`` stood."""
    left, top, right, bottom = _area(line.box, picture.width, picture.height, margin=_margin(line.box))
    white = bytes([_WHITE]) * (right - left)
    return all(
        picture.pixels[row * picture.width + left : row * picture.width + right] == white for row in range(top, bottom)
    )


def _margin(box: Box) -> float:
    """A strip around a line, in points, since letters may reach over its box."""
    return max(_MARGIN, (box.bottom - box.top) * 0.12)


def _area(box: Box, width: int, height: int, *, margin: float) -> tuple[int, int, int, int]:
    scale = DPI / _POINTS
    left, top = math.floor((box.left - margin) * scale), math.floor((box.top - margin) * scale)
    right, bottom = math.ceil((box.right + margin) * scale), math.ceil((box.bottom + margin) * scale)
    left, top = min(max(left, 0), width), min(max(top, 0), height)
    return left, top, max(min(right, width), left), max(min(bottom, height), top)


def _clear(pixels: bytearray, width: int, area: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = area
    for row in range(top, bottom):
        pixels[row * width + left : row * width + right] = bytes([_WHITE]) * (right - left)
