"""Draws a page in greys and measures how good its picture is: contrast, sharpness, specks, dark margins, ink."""

from __future__ import annotations

import math
from array import array
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageFilter

from openimr.casefile.pages.cutoffs import cutoffs

__all__ = ["Measures", "drawn", "is_black_and_white", "measured", "threshold"]

_POINTS_PER_INCH = 72.0
_MARGIN = 0.03  # of each side
_CROP = 900  # dots; a part tells as much of sharpness and specks as the whole
_COARSE = 8  # dots a side that are taken together where only the share of ink matters
_EDGES_OF_DARK = 0.1  # dots at steep edges, for each dark dot
_WHITE = 255
_DARK, _LIGHT = 64, 192  # greys between black and white


class Measures(NamedTuple):
    """What a picture of a page is like.

    ``contrast`` is the difference of paper and ink from 0 to 1; ``sharpness`` the steepest steps from dot to dot as a
    share of it; ``noise`` the specks for each dark dot; ``border`` the dark share of the margin; ``ink`` the dark share
    of the page within its margin; ``dpi`` the dots an inch of what was scanned, 0 where nothing was.
    """

    contrast: float
    sharpness: float
    noise: float
    border: float
    ink: float
    dpi: float = 0.0


def drawn(page: pdfium.PdfPage, dpi: float) -> Image.Image:
    """The page in greys as it is shown, at ``dpi`` or as near to it as the limit of dots allows."""
    width, height = page.get_size()
    scale = dpi / _POINTS_PER_INCH
    most = cutoffs().most_pixels.value
    if width * height * scale * scale > most:
        scale = (most / (width * height)) ** 0.5
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        picture: Image.Image = bitmap.to_pil().convert("L").copy()
    finally:
        bitmap.close()
    return picture


def measured(picture: Image.Image, dpi: float = 0.0) -> Measures:
    """What ``picture``, in greys, is like; ``dpi`` is that of the scan in it."""
    small = picture.reduce(2) if min(picture.size) > 2 * _CROP else picture
    limit = threshold(small)
    dark = _ink_of(small, limit)
    border, ink = _dark_shares(dark)
    crop = _inkiest(picture, dark)
    histogram = crop.histogram()
    dark_dots = sum(histogram[:limit])
    ink_level = _level(histogram, dark_dots / (crop.width * crop.height) / 2)  # half of the ink is darker
    contrast = max(_level(histogram, 0.5) - ink_level, 0) if dark_dots else 0
    return Measures(
        contrast=contrast / _WHITE,
        sharpness=min(1.0, _steepest(crop, dark_dots) / contrast) if contrast else 0.0,
        noise=_specks(crop, limit),
        border=border,
        ink=ink,
        dpi=dpi,
    )


def is_black_and_white(picture: Image.Image) -> bool:
    """Whether ``picture``, in greys and of the dots of the scan itself, has next to no greys, as what came by fax."""
    histogram = picture.histogram()
    dark, middle = sum(histogram[:_LIGHT]), sum(histogram[_DARK:_LIGHT])
    return dark > 0 and middle <= cutoffs().middle_greys.value * dark


def threshold(picture: Image.Image) -> int:
    """The grey below which a dot is ink: in the middle between the paper and the darkest that there is."""
    histogram = picture.histogram()
    light, dark = _level(histogram, 0.5), _level(histogram, 0.002)
    # On paper that is all of one grey nothing is ink.
    return (light + dark) // 2 if light - dark > 24 else 0


def _level(histogram: list[int], share: float) -> int:
    """The grey that this share of the dots does not exceed."""
    wanted = share * sum(histogram)
    below = 0
    for grey, count in enumerate(histogram):
        below += count
        if below >= wanted:
            return grey
    return _WHITE


def _ink_of(picture: Image.Image, limit: int) -> Image.Image:
    """What is darker than ``limit``, in white on black."""
    return picture.point([_WHITE if grey < limit else 0 for grey in range(256)])


def _dark_shares(ink: Image.Image) -> tuple[float, float]:
    """The dark share of the margin and of what it encloses."""
    width, height = ink.size
    across, down = max(1, int(width * _MARGIN)), max(1, int(height * _MARGIN))
    whole = ink.histogram()[_WHITE]
    if width <= 2 * across or height <= 2 * down:
        return 0.0, whole / (width * height)
    inner = ink.crop((across, down, width - across, height - down))
    inside, inner_size = inner.histogram()[_WHITE], inner.width * inner.height
    return (whole - inside) / (width * height - inner_size), inside / inner_size


def _inkiest(picture: Image.Image, ink: Image.Image) -> Image.Image:
    """The part with the most ``ink``: paper tells nothing of how sharp the writing is."""
    across, down = (math.ceil(side / _CROP) for side in picture.size)
    coarse = ink.reduce(_COARSE) if min(ink.size) >= _COARSE else ink
    shares = coarse.convert("F").resize((across, down), Image.Resampling.BOX).tobytes()
    place = max(enumerate(array("f", shares)), key=lambda part: part[1])[0]
    wide, high = picture.width // across, picture.height // down
    left, top = place % across * wide, place // across * high
    return picture.crop((left, top, left + wide, top + high))


def _steepest(crop: Image.Image, dark_dots: int) -> int:
    """The step from a dot to the next that the steepest edges reach; there are as many as a part of the dark dots."""
    width, height = crop.size
    if width < 2 or height < 2:
        return 0
    aside = ImageChops.difference(crop.crop((1, 0, width, height)), crop.crop((0, 0, width - 1, height)))
    return _level(aside.histogram(), 1 - _EDGES_OF_DARK * dark_dots / (aside.width * aside.height))


def _specks(crop: Image.Image, limit: int) -> float:
    """How many dark dots stand alone, for each dark dot: those of whose square of nine dots most are light."""
    ink = _ink_of(crop, limit)
    dark = ink.histogram()[_WHITE]
    if not dark:
        return 0.0
    # The same as the middle of the nine, which takes three times as long to find.
    light = ink.filter(ImageFilter.BoxBlur(1)).point([_WHITE if grey <= _WHITE // 2 else 0 for grey in range(256)])
    return ImageChops.darker(ink, light).histogram()[_WHITE] / dark
