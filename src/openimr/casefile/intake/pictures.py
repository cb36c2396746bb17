"""Draws pictures as the pages of a PDF: one page for each picture, in its own size, with its own pixels.

A JPEG goes in as it is, without the data that cameras and programs add; a picture of one bit as a fax (CCITT group 4),
and all others packed without loss. A JPEG that lies in a TIFF file is packed anew, and this is said.
Source: ISO 32000-2, 8.9 (images); TIFF 6.0; the orientation is EXIF's.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import pikepdf
from pikepdf import AccessMode, Dictionary, Name
from PIL import Image

from openimr.casefile.intake.limits import IntakeLimits
from openimr.citations import Value
from openimr.determinations.opening.original import unreadable

__all__ = ["Drawn", "Source", "draw_pictures", "jpeg_without_extras"]

Source = Path | bytes
"""A picture: where it is, or its bytes."""

_FORMATS = ("JPEG", "PNG", "TIFF", "MPO")
_POINTS = 72.0
_PIECE_BYTES = 64 * 1024 * 1024
_ORIENTATION = 0x0112
_STRIP_OFFSETS, _ROWS_PER_STRIP, _STRIP_COUNTS = 273, 278, 279
# The orientation of EXIF as the matrix that puts a unit square on a page of the width w and the height h.
_PLACED = {
    1: "{w} 0 0 {h} 0 0",
    2: "-{w} 0 0 {h} {w} 0",
    3: "-{w} 0 0 -{h} {w} {h}",
    4: "{w} 0 0 -{h} 0 {h}",
    5: "0 -{h} -{w} 0 {w} {h}",
    6: "0 -{h} {w} 0 0 {h}",
    7: "0 {h} {w} 0 0 0",
    8: "0 {h} -{w} 0 {w} 0",
}
_SIDEWAYS = frozenset((5, 6, 7, 8))


class Drawn(Value, frozen=True):
    """The pages of a copy, what it leaves out, and what was assumed."""

    pages: int
    removed: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


class _Picture(Value, frozen=True, kw_only=True):
    """A picture as it goes into a PDF: its bytes with their packing, and its size in pixels and in points."""

    data: bytes
    packing: str
    columns: int
    rows: int
    colours: str
    bits: int = 8
    is_inverted: bool = False
    width: float
    height: float
    orientation: int = 1
    notices: tuple[str, ...] = ()


def draw_pictures(sources: Sequence[Source], copy: Path, *, name: str, limits: IntakeLimits) -> Drawn:
    """Write the pictures, all pages of each, as one PDF.

    Raises:
        UnreadableFile: a picture has too many pixels or pages.
        OSError, SyntaxError, ValueError: a picture is broken.
        MemoryError: it takes more than the process may hold.
    """
    # Our own limit is told with its remedy; that of the library would be a warning.
    Image.MAX_IMAGE_PIXELS = None
    book = _Book(copy)
    notices: dict[str, None] = {}
    removed: dict[str, None] = {}
    for source in sources:
        for picture in _pictures(source, name, limits, removed):
            if book.pages >= limits.pages:
                raise unreadable(
                    name, f"It has more than {limits.pages:,} pages.", why="The rest was not read.",
                    remedy="Give it in parts.",
                )  # fmt: skip
            book.add(picture)
            notices.update(dict.fromkeys(picture.notices))
    book.close()
    return Drawn(book.pages, tuple(removed), tuple(notices))


class _Book:
    """A PDF that grows page by page; every 64 MiB are put on the disk, so that memory stays flat."""

    def __init__(self, copy: Path) -> None:
        self._copy = copy
        self._pdf = pikepdf.new()
        self._held = 0
        self._pieces: list[Path] = []
        self.pages = 0

    def add(self, picture: _Picture) -> None:
        page = self._pdf.add_blank_page(page_size=(picture.width, picture.height))
        image = self._pdf.make_stream(
            picture.data,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=picture.columns,
            Height=picture.rows,
            ColorSpace=Name(f"/{picture.colours}"),
            BitsPerComponent=picture.bits,
            Filter=Name(f"/{picture.packing}"),
        )
        if picture.packing == "CCITTFaxDecode":
            # The packer of TIFF takes black for 0 and calls it white, so that 1 is to be read as black.
            image.DecodeParms = Dictionary(K=-1, Columns=picture.columns, Rows=picture.rows, BlackIs1=True)
        if picture.is_inverted:
            image.Decode = pikepdf.Array([1, 0] * 4)
        page.obj.Resources = Dictionary(XObject=Dictionary(Picture=image))
        matrix = _PLACED[picture.orientation].format(w=f"{picture.width:.3f}", h=f"{picture.height:.3f}")
        page.obj.Contents = self._pdf.make_stream(f"q {matrix} cm /Picture Do Q".encode())
        self.pages += 1
        self._held += len(picture.data)
        if self._held > _PIECE_BYTES:
            self._put_down()

    def _put_down(self) -> None:
        piece = self._copy.with_name(f"{self._copy.name}.{len(self._pieces)}")
        self._pdf.save(piece, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        self._pieces.append(piece)
        self._pdf.close()
        self._pdf = pikepdf.new()
        self._held = 0

    def close(self) -> None:
        """Put all pieces together in the order in which they came."""
        self._put_down()
        opened = [pikepdf.open(piece, access_mode=AccessMode.stream) for piece in self._pieces]
        with self._pdf:
            for each in opened:
                self._pdf.pages.extend(each.pages)
            self._pdf.save(self._copy, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        for each, piece in zip(opened, self._pieces, strict=True):
            each.close()
            piece.unlink()


def _pictures(source: Source, name: str, limits: IntakeLimits, removed: dict[str, None]) -> Iterator[_Picture]:
    """All pictures of one file, as they lie in it."""
    # Opened by its path, a picture may be mapped into memory, and Pillow 13 maps turned ones with exchanged sides.
    with (
        io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file,
        Image.open(file, formats=_FORMATS) as image,
    ):
        if image.format in ("JPEG", "MPO"):
            _refuse_pixels(image, name, limits)
            yield _jpeg(image, source, limits, removed)
            return
        while True:
            _refuse_pixels(image, name, limits)
            yield _frame(image, limits)
            try:
                image.seek(image.tell() + 1)
            except EOFError:
                return


def _refuse_pixels(image: Image.Image, name: str, limits: IntakeLimits) -> None:
    if image.width * image.height > limits.picture_pixels:
        raise unreadable(
            name,
            f"It is a picture of {image.width:,} by {image.height:,} pixels.",
            why=f"The limit is {limits.picture_pixels:,} pixels.",
            remedy="Ask for a scan at 300 dots per inch.",
        )


def _jpeg(image: Image.Image, source: Source, limits: IntakeLimits, removed: dict[str, None]) -> _Picture:
    colours = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}[image.mode]
    columns, rows = image.size
    orientation = image.getexif().get(_ORIENTATION, 1)
    is_inverted = image.mode == "CMYK" and "adobe" in image.info
    stated = image.info.get("dpi")
    # Reading it at an eighth of its size finds out whether it is whole, at a fraction of the memory.
    image.draft("L", (max(1, columns // 8), max(1, rows // 8)))
    image.load()
    whole = source if isinstance(source, bytes) else source.read_bytes()
    data = jpeg_without_extras(whole)
    if len(data) < len(whole):
        removed["data that the camera or program added"] = None
    width, height, notices = _points(columns, rows, stated, orientation, limits)
    return _Picture(
        data=data,
        packing="DCTDecode",
        columns=columns,
        rows=rows,
        colours=colours,
        is_inverted=is_inverted,
        width=width,
        height=height,
        orientation=orientation if orientation in _PLACED else 1,
        notices=notices,
    )


def jpeg_without_extras(data: bytes) -> bytes:
    """The JPEG without comments and the data of programs (places, owners, thumbnails); its pixels stay as they are.

    >>> jpeg_without_extras(bytes.fromhex("ffd8 fffe0004 6869 ffda0002 00 ffd9")).hex()
    'ffd8ffda000200ffd9'
    """
    kept = [data[:2]]
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):  # the first and fourteenth say how colours are meant
            kept.append(data[at:end])
        at = end
    kept.append(data[at:])
    return b"".join(kept)


def _frame(image: Image.Image, limits: IntakeLimits) -> _Picture:
    """One picture of a PNG or TIFF file, packed for a PDF."""
    stated = image.info.get("dpi")
    if stated and image.format == "TIFF" and image.getexif().get(_ORIENTATION, 1) in _SIDEWAYS:
        stated = (stated[1], stated[0])  # a TIFF is turned upright while it is read
    was_jpeg = image.info.get("compression") in ("jpeg", "tiff_jpeg")
    plain = _plain(image)
    width, height, notices = _points(*plain.size, stated, 1, limits)
    if plain.mode == "1":
        data, packing = _as_fax(plain), "CCITTFaxDecode"
    elif was_jpeg:
        data, packing = _as_jpeg(plain, limits.jpeg_quality), "DCTDecode"
        notices = (*notices, "Pictures in it that were JPEG were packed anew; their pixels may differ slightly.")
    else:
        data, packing = zlib.compress(plain.tobytes(), 1), "FlateDecode"
    return _Picture(
        data=data,
        packing=packing,
        columns=plain.width,
        rows=plain.height,
        colours="DeviceRGB" if plain.mode == "RGB" else "DeviceGray",
        bits=1 if plain.mode == "1" else 8,
        width=width,
        height=height,
        notices=notices,
    )


def _plain(image: Image.Image) -> Image.Image:
    """The picture in black and white, grey or colour, on white where it is clear."""
    image.load()
    if image.mode in ("1", "L", "RGB") and "transparency" not in image.info:
        return image
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if "A" in image.mode or "a" in image.mode or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        white.alpha_composite(clear)
        return white.convert("RGB")
    return image.convert("RGB")


def _as_fax(image: Image.Image) -> bytes:
    """The black and white picture in CCITT group 4, as one strip."""
    file = io.BytesIO()
    image.save(file, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: image.height})
    with Image.open(file, formats=("TIFF",)) as packed:
        tags = cast("dict[int, tuple[int, ...]]", packed.tag_v2)  # type: ignore[attr-defined]  # every TIFF has them
        (start,), (length,) = tags[_STRIP_OFFSETS], tags[_STRIP_COUNTS]
    return file.getvalue()[start : start + length]


def _as_jpeg(image: Image.Image, quality: int) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, subsampling=0)
    return file.getvalue()


def _points(
    columns: int, rows: int, stated: tuple[float, float] | None, orientation: int, limits: IntakeLimits
) -> tuple[float, float, tuple[str, ...]]:
    """The size of the page in points, upright, and what was assumed where the picture does not say it."""
    notices: tuple[str, ...] = ()
    if stated is not None and all(limits.least_dpi <= dpi <= limits.most_dpi for dpi in stated):
        width, height = columns * _POINTS / float(stated[0]), rows * _POINTS / float(stated[1])
    else:
        scale = limits.longest_points / max(columns, rows)
        width, height = columns * scale, rows * scale
        inches = limits.longest_points / _POINTS
        notices = (f"It does not say its size; its longer side was taken as {inches:g} inches.",)
    width, height = max(width, 3.0), max(height, 3.0)  # the least that a PDF page may have
    return (height, width, notices) if orientation in _SIDEWAYS else (width, height, notices)
