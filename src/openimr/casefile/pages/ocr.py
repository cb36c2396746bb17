"""Reads the picture of a page by OCR: set upright and level first, read again where the reader is unsure of it.

Boxes are given on the page turned upright but not levelled, as a viewer shows it: a line of a tilted page gets the box
around all of it, so that what is marked or blackened covers the words. A tilt that the reader follows by itself is told
and left.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from PIL import Image

from openimr.casefile.model import Box, Line, PageText, TextSource
from openimr.casefile.pages.cutoffs import cutoffs
from openimr.casefile.pages.geometry import around
from openimr.casefile.pages.rapid import has_rapidocr, read_with_rapidocr
from openimr.casefile.pages.settings import Ocr, SecondReader
from openimr.casefile.pages.tesseract import Sight, read_with_tesseract
from openimr.casefile.pages.upright import lie_of, mendable, mended, quarter_turned
from openimr.casefile.pages.words import share_of_words

__all__ = ["Seen", "back_on_page", "read_picture"]

_LEVEL_BELOW = 0.2  # degrees; of less nothing is said
_TRUST_WORDS = 0.5  # of both, words that are known weigh as much as what the reader says of itself


class Seen(NamedTuple):
    """What OCR made of a page: its readings (the best last), by how much it was turned, its tilt, its picture.

    ``turned`` are degrees clockwise; ``skew`` those by which it is to be turned after that to be level, mended or not;
    ``picture`` is upright, and level where that was mended.
    ``texts`` is empty where the reader failed or took too long.
    """

    texts: tuple[PageText, ...]
    turned: int
    skew: float
    picture: Image.Image


class _Attempt(NamedTuple):
    turned: int
    picture: Image.Image
    sight: Sight | None

    @property
    def worth(self) -> float:
        return _worth(self.sight) if self.sight is not None else -1.0


def read_picture(picture: Image.Image, width: float, height: float, ocr: Ocr, dpi: int) -> Seen:
    """What OCR reads off ``picture`` of a page that is ``width`` by ``height`` points, drawn at ``dpi``."""
    lie = lie_of(picture)
    skew = lie.skew if abs(lie.skew) >= _LEVEL_BELOW else 0.0
    best = _best_way_up(picture, (90, 270) if lie.is_sideways else (0, 180), skew, ocr, dpi)
    if best.sight is None:
        return Seen((), best.turned, skew, best.picture)
    sights = {TextSource.TESSERACT: best.sight}
    if best.sight.confidence < cutoffs().unsure.value and ocr.second is SecondReader.WHERE_UNSURE and has_rapidocr():
        sights[TextSource.RAPIDOCR] = read_with_rapidocr(best.picture) or Sight("", (), 0.0)
    size = (height, width) if best.turned in (90, 270) else (width, height)
    ordered = sorted(sights.items(), key=lambda each: _worth(each[1]))
    texts = tuple(_placed(source, sight, best.picture, size, mendable(skew)) for source, sight in ordered if sight.text)
    return Seen(texts or (_nothing(),), best.turned, skew, best.picture)


def _best_way_up(picture: Image.Image, ways: tuple[int, int], skew: float, ocr: Ocr, dpi: int) -> _Attempt:
    """The reading one way up, or the other way up where that reads better and the first made hardly any sense."""
    attempts: list[_Attempt] = []
    for degrees in ways:
        level = mended(quarter_turned(picture, degrees), skew)
        attempt = _Attempt(degrees, level, read_with_tesseract(level, ocr, dpi))
        attempts.append(attempt)
        # Writing that stands on its head still gives letters, but of no words and without confidence; a fax that is
        # hard to read gives words all the same, and reading it on its head would only take as long again.
        if attempt.worth >= cutoffs().wrong_way_up.value or attempt.sight is None or not attempt.sight.text:
            break
    return max(attempts, key=lambda attempt: attempt.worth)


def _worth(sight: Sight) -> float:
    """How far to trust a reading: what the reader says of itself, and how much of it is words."""
    if not sight.text:
        return 0.0
    return (1 - _TRUST_WORDS) * sight.confidence + _TRUST_WORDS * share_of_words(sight.text)


def _nothing() -> PageText:
    """The reading of a page on which nothing was found."""
    return PageText(source=TextSource.TESSERACT, text="", confidence=0.0)


def _placed(source: TextSource, sight: Sight, picture: Image.Image, size: tuple[float, float], skew: float) -> PageText:
    """A reading with its boxes in points on the page as shown."""
    lines = tuple(Line(line.start, line.end, back_on_page(line.box, picture.size, size, skew)) for line in sight.lines)
    return PageText(source=source, text=sight.text, lines=lines, confidence=sight.confidence, unsure=sight.unsure)


def back_on_page(box: Box, dots: tuple[int, int], size: tuple[float, float], skew: float) -> Box:
    """Where a box in dots of the levelled picture stands, in points, on the page before it was levelled."""
    middle_x, middle_y = dots[0] / 2, dots[1] / 2
    cosine, sine = math.cos(math.radians(-skew)), math.sin(math.radians(-skew))
    corners: list[Box] = []
    for x, y in ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)):
        across, down = x - middle_x, y - middle_y
        at_x = (middle_x + across * cosine - down * sine) * size[0] / dots[0]
        at_y = (middle_y + across * sine + down * cosine) * size[1] / dots[1]
        corners.append(Box(at_x, at_y, at_x, at_y))
    return around(corners)
