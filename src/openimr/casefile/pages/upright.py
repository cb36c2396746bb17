"""Finds by how much a scanned page is tilted and whether it lies on its side, and mends it; takes off specks.

Rows of writing, summed from left to right, rise and fall most steeply when they are level; so the tilt is the angle at
which they do. Source: the projection profile as commonly described since Postl (1986); written anew here.
"""

from __future__ import annotations

from array import array
from itertools import pairwise
from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter

from openimr.casefile.pages.picture import threshold

__all__ = ["Lie", "cleaned", "lie_of", "mended", "quarter_turned"]

_SMALL = 620  # dots of the longer side at which angles are tried; a tilt of 0.1 degrees still moves a row
_COARSE_DEGREES = tuple(range(-8, 9))
_FINE_STEPS = (0.5, 0.25, 0.1)
_MENDED_FROM = 0.2  # degrees; a smaller tilt does no harm, and turning a picture blurs it a little
_SIDEWAYS = 1.6  # times as steep on its side, before a page counts as lying on its side
_AROUND_DOTS = 4  # dots to each side within which a speck is alone
_ALONE_SHARE = 0.062  # of them dark: more than a speck of two dots a side is, less than a stroke of one dot has
_SMOOTHED_DOTS = 1.0
_DARKENED = 1.5  # power of the greys; smoothing makes the thin strokes of a fax pale
_WHITE = 255
_TURNS = {
    90: Image.Transpose.ROTATE_270,  # Pillow turns against the clock
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


class Lie(NamedTuple):
    """How a page lies: on its side or not, and its tilt in degrees, positive where it is to be turned clockwise."""

    is_sideways: bool
    skew: float


def lie_of(picture: Image.Image) -> Lie:
    """How ``picture``, in greys, lies; upright and without tilt where nothing tells."""
    small = _small(picture)
    tiny = small.reduce(2)
    skew, steepness = _coarsely(tiny)
    side_skew, side_steepness = _coarsely(tiny.transpose(Image.Transpose.ROTATE_90))
    if side_steepness > _SIDEWAYS * steepness:
        return Lie(is_sideways=True, skew=_finely(small.transpose(Image.Transpose.ROTATE_90), side_skew))
    return Lie(is_sideways=False, skew=_finely(small, skew))


def quarter_turned(picture: Image.Image, degrees: int) -> Image.Image:
    """``picture`` turned clockwise by 0, 90, 180 or 270 degrees."""
    return picture.transpose(_TURNS[degrees]) if degrees else picture


def mended(picture: Image.Image, skew: float) -> Image.Image:
    """``picture`` turned clockwise by ``skew`` degrees about its middle, of the same size, on white."""
    if abs(skew) < _MENDED_FROM:
        return picture
    return picture.rotate(-skew, resample=Image.Resampling.BILINEAR, fillcolor=_WHITE)


def cleaned(picture: Image.Image) -> Image.Image:
    """``picture`` without lone specks and with its jagged edges smoothed, as a fax needs before it is read.

    It is to have about the dots an inch of the scan itself, for a speck is told by how few dots it has.
    """
    limit = threshold(picture)
    ink = picture.point([_WHITE if grey < limit else 0 for grey in range(256)])
    alone = round(_ALONE_SHARE * _WHITE)
    density = ink.filter(ImageFilter.BoxBlur(_AROUND_DOTS))
    # A filter by the middle of its neighbours would take the thin strokes of letters with the specks.
    lone = density.point([_WHITE if grey < alone else 0 for grey in range(256)])
    smooth = ImageChops.lighter(picture, lone).filter(ImageFilter.GaussianBlur(_SMOOTHED_DOTS))
    return smooth.point([round(_WHITE * (grey / _WHITE) ** _DARKENED) for grey in range(256)])


def _small(picture: Image.Image) -> Image.Image:
    """The ink in white on black, small: black corners that come with turning then weigh nothing."""
    half = picture.reduce(2) if max(picture.size) > 3 * _SMALL else picture
    limit = threshold(half)
    ink = half.point([_WHITE if grey < limit else 0 for grey in range(256)])
    times = max(1, round(max(half.size) / _SMALL))
    return ink.reduce(times) if times > 1 else ink


def _coarsely(tiny: Image.Image) -> tuple[float, float]:
    """The tilt in whole degrees at which the rows are steepest, and how steep they are there."""
    tried = {float(degrees): _steepness(tiny, degrees) for degrees in _COARSE_DEGREES}
    best = max(tried, key=lambda degrees: (tried[degrees], -abs(degrees)))
    return best, tried[best]


def _finely(small: Image.Image, best: float) -> float:
    """The tilt near ``best`` at which the rows are steepest, to a tenth of a degree."""
    tried = {best: _steepness(small, best)}
    for step in _FINE_STEPS:
        for degrees in (best - step, best + step):
            tried[degrees] = _steepness(small, degrees)
        best = max(tried, key=lambda degrees: (tried[degrees], -abs(degrees)))
    return round(best, 2)


def _steepness(small: Image.Image, degrees: float) -> float:
    turned = small.rotate(-degrees, resample=Image.Resampling.BILINEAR) if degrees else small
    rows = array("f", turned.convert("F").resize((1, turned.height), Image.Resampling.BOX).tobytes())
    return float(sum((upper - lower) ** 2 for upper, lower in pairwise(rows)))
