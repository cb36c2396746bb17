"""Finds by how much a scanned page is tilted and whether it lies on its side, and mends it; takes off specks.

Rows of writing, summed from left to right, rise and fall most steeply when they are level; so the tilt is the angle at
which they do. Each angle is tried by moving narrow strips of the page up and down, which takes a small part of the time
that turning it takes. Source: the projection profile as commonly described since Postl (1986); written anew here.
"""

from __future__ import annotations

import math
from array import array
from itertools import pairwise
from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter

from openimr.casefile.pages.picture import threshold

__all__ = ["Lie", "cleaned", "lie_of", "mendable", "mended", "quarter_turned"]

_SMALL = 620  # dots of the longer side at which angles are tried; a tilt of 0.1 degrees still moves a row
_STRIPS = 48  # across the page; within one of them a tilt of some degrees moves a row by a dot or less
_COARSE_DEGREES = tuple(range(-8, 9))
_FINE_STEPS = (0.5, 0.25, 0.1)
_MENDED_FROM = 1.0  # degrees; the reader follows lines of a smaller tilt, and turning a picture blurs it a little
_SIDEWAYS = 1.6  # times as steep on its side, before a page counts as lying on its side
_AROUND_DOTS = 3  # dots to each side within which a speck is alone
_ALONE_SHARE = 0.09  # of them dark: more than a speck of two dots a side is, less than a stroke of one dot has
_SMOOTHED = (1, 2, 1, 2, 4, 2, 1, 2, 1)  # the weights of a dot and its neighbours
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
    skew, steepness = _coarsely(_strips(tiny))
    side_skew, side_steepness = _coarsely(_strips(tiny.transpose(Image.Transpose.ROTATE_90)))
    if side_steepness > _SIDEWAYS * steepness:
        return Lie(is_sideways=True, skew=_finely(_strips(small.transpose(Image.Transpose.ROTATE_90)), side_skew))
    return Lie(is_sideways=False, skew=_finely(_strips(small), skew))


def quarter_turned(picture: Image.Image, degrees: int) -> Image.Image:
    """``picture`` turned clockwise by 0, 90, 180 or 270 degrees."""
    return picture.transpose(_TURNS[degrees]) if degrees else picture


def mendable(skew: float) -> float:
    """``skew`` where a page is to be turned by it before it is read; 0 where that would do no good."""
    return skew if abs(skew) >= _MENDED_FROM else 0.0


def mended(picture: Image.Image, skew: float) -> Image.Image:
    """``picture`` turned clockwise by ``skew`` degrees about its middle, of the same size, on white."""
    if not mendable(skew):
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
    smooth = ImageChops.lighter(picture, lone).filter(ImageFilter.Kernel((3, 3), _SMOOTHED))
    return smooth.point([round(_WHITE * (grey / _WHITE) ** _DARKENED) for grey in range(256)])


def _small(picture: Image.Image) -> Image.Image:
    """The ink in white on black, small: black corners that come with turning then weigh nothing."""
    half = picture.reduce(2) if max(picture.size) > 3 * _SMALL else picture
    limit = threshold(half)
    ink = half.point([_WHITE if grey < limit else 0 for grey in range(256)])
    times = max(1, round(max(half.size) / _SMALL))
    return ink.reduce(times) if times > 1 else ink


class _Strips(NamedTuple):
    """A page as strips from top to bottom, one dot wide each in ``picture``; ``wide`` is how many dots one covered."""

    picture: Image.Image
    wide: float


def _strips(small: Image.Image) -> _Strips:
    count = min(_STRIPS, small.width)
    return _Strips(small.resize((count, small.height), Image.Resampling.BOX), small.width / count)


def _coarsely(strips: _Strips) -> tuple[float, float]:
    """The tilt in whole degrees at which the rows are steepest, and how steep they are there."""
    tried = {float(degrees): _steepness(strips, degrees) for degrees in _COARSE_DEGREES}
    best = max(tried, key=lambda degrees: (tried[degrees], -abs(degrees)))
    return best, tried[best]


def _finely(strips: _Strips, best: float) -> float:
    """The tilt near ``best`` at which the rows are steepest, to a tenth of a degree."""
    tried = {best: _steepness(strips, best)}
    for step in _FINE_STEPS:
        for degrees in (best - step, best + step):
            tried[degrees] = _steepness(strips, degrees)
        best = max(tried, key=lambda degrees: (tried[degrees], -abs(degrees)))
    return round(best, 2)


def _steepness(strips: _Strips, degrees: float) -> float:
    """How steeply the rows rise and fall where each strip is moved to where turning clockwise would take it."""
    rise = math.tan(math.radians(degrees)) * strips.wide
    picture = strips.picture
    lift = rise * (picture.width - 1) / 2  # about the middle of the page
    moved = picture.transform(
        picture.size, Image.Transform.AFFINE, (1, 0, 0, -rise, 1, lift), resample=Image.Resampling.BILINEAR
    )
    rows = array("f", moved.convert("F").resize((1, picture.height), Image.Resampling.BOX).tobytes())
    return float(sum((upper - lower) ** 2 for upper, lower in pairwise(rows)))
