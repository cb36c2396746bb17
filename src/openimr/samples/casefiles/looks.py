"""Makes a picture of a page as scanners, fax machines and bad copies leave it; the same seed gives the same picture."""

from __future__ import annotations

import io
import zlib
from random import Random

import msgspec
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from openimr.casefile.model import Legibility
from openimr.samples.casefiles.drafts import Look

__all__ = ["LEGIBILITY", "Picture", "picture"]

LEGIBILITY = {
    Look.TYPED: Legibility.READABLE,
    Look.SCAN: Legibility.READABLE,
    Look.FAX: Legibility.READABLE,
    Look.HAND: Legibility.DOUBTFUL,
    Look.FAINT: Legibility.DOUBTFUL,
    Look.RUINED: Legibility.ILLEGIBLE,
    Look.BLANK: Legibility.BLANK,
}
"""How well a person can read a page of each look; a machine reads ``faint`` in part and ``hand`` hardly."""

_WHITE = 255
_TURNED = 0.05
"""What share of the scanned pages lies on its side or on its head."""


class _Treatment(msgspec.Struct, frozen=True):
    """What is done to a page: dots an inch, most degrees askew, blur in points, how dark its ink is (255 is white).

    ``grain`` is the spread of the noise in steps of grey, ``specks`` the share of spots in 256, and ``cut`` the grey at
    which a fax parts black from white, none where greys stay.
    """

    dpi: int
    skew: float
    blur: float
    ink: int
    grain: int
    specks: int
    cut: int | None = None


_TREATMENTS = {
    Look.SCAN: _Treatment(dpi=200, skew=1.2, blur=0.3, ink=20, grain=18, specks=0),
    Look.FAX: _Treatment(dpi=200, skew=1.6, blur=0.35, ink=0, grain=60, specks=1, cut=150),
    Look.HAND: _Treatment(dpi=150, skew=2.5, blur=0.5, ink=70, grain=40, specks=1),
    Look.FAINT: _Treatment(dpi=120, skew=2.0, blur=0.45, ink=128, grain=50, specks=0),
    Look.RUINED: _Treatment(dpi=100, skew=3.5, blur=0.95, ink=30, grain=110, specks=9, cut=178),
    Look.BLANK: _Treatment(dpi=100, skew=0.0, blur=0.0, ink=200, grain=10, specks=0),
}


class Picture(msgspec.Struct, frozen=True):
    """A picture of a page: its stream for a PDF (JPEG, or deflated black and white), size in dots, and how it lies.

    ``turned`` and ``skew`` are degrees clockwise; ``header`` is the line that a fax machine printed at its top.
    """

    stream: bytes
    is_black_and_white: bool
    width: int
    height: int
    dpi: int
    turned: int
    skew: float
    header: str = ""


def picture(pdf: pypdfium2.PdfDocument, number: int, *, look: Look, rng: Random, header: str = "") -> Picture:
    """Page ``number`` (from 0) of ``pdf`` as ``look`` leaves it, below ``header`` where a fax machine printed one."""
    how = _TREATMENTS[look]
    image = _rendered(pdf, number, how.dpi)
    image = image.point([how.ink + grey * (_WHITE - how.ink) // _WHITE for grey in range(256)])
    if how.blur:
        image = image.filter(ImageFilter.BoxBlur(how.blur * how.dpi / 72))
    skew = round(rng.uniform(-how.skew, how.skew), 2)
    image = image.rotate(-skew, resample=Image.Resampling.BILINEAR, fillcolor=_WHITE)
    image = _noisy(image, how, rng)
    if look is Look.RUINED:
        _band(image, rng)
    if header:
        _print_header(image, header, how.dpi)
    turned = rng.choice((90, 180, 270)) if look is Look.SCAN and rng.random() < _TURNED else 0
    if turned:
        image = image.rotate(-turned, expand=True)
    return Picture(*_stream(image, how), image.width, image.height, how.dpi, turned, skew, header)


def _rendered(pdf: pypdfium2.PdfDocument, number: int, dpi: int) -> Image.Image:
    page = pdf[number]
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    image: Image.Image = bitmap.to_pil().copy()
    bitmap.close()
    page.close()
    return image


def _noisy(image: Image.Image, how: _Treatment, rng: Random) -> Image.Image:
    """The picture with grain on every dot, and with specks of two dots a side."""
    # The noise that Pillow makes itself cannot be repeated.
    grain = Image.frombytes("L", image.size, rng.randbytes(image.width * image.height))
    grain = grain.point([grey * how.grain // 255 for grey in range(256)])
    image = ImageChops.add(image, grain, offset=-how.grain // 2)
    if how.specks:
        half = (image.width // 2, image.height // 2)
        spots = Image.frombytes("L", half, rng.randbytes(half[0] * half[1]))
        spots = spots.point([0 if grey < how.specks else _WHITE for grey in range(256)])
        image = ImageChops.darker(image, spots.resize(image.size, Image.Resampling.NEAREST))
    return image


def _band(image: Image.Image, rng: Random) -> None:
    """A dark band across, as a dirty drum leaves it."""
    draw = ImageDraw.Draw(image)
    for _ in range(3):
        top = rng.randrange(image.height)
        draw.rectangle((0, top, image.width, top + image.height // rng.randint(18, 40)), fill=rng.choice((30, 240)))


def _print_header(image: Image.Image, header: str, dpi: int) -> None:
    font = ImageFont.load_default(size=dpi // 9)
    ImageDraw.Draw(image).text((dpi // 2, dpi // 8), header, fill=0, font=font)


def _stream(image: Image.Image, how: _Treatment) -> tuple[bytes, bool]:
    if how.cut is not None:
        cut = how.cut
        plain = image.point([0 if grey < cut else _WHITE for grey in range(256)], mode="1")
        return zlib.compress(plain.tobytes(), 6), True
    file = io.BytesIO()
    image.save(file, "JPEG", quality=45)
    return file.getvalue(), False
