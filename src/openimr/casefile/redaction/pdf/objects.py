"""Writes the objects of a new PDF one after the other, so that no page waits in memory for the last one.

Source: ISO 32000-1, sections 7.3 and 7.5 (recalled): objects, cross-reference table and trailer.
"""

from __future__ import annotations

import zlib
from statistics import median
from typing import IO

import pikepdf

from openimr.casefile.redaction.pdf.lines import SetLine, as_winansi
from openimr.casefile.redaction.pdf.pixels import Picture

__all__ = ["PdfWriter"]

_LEVEL = 6
_WIDTH_OF_A_LETTER = 0.53
_NARROWEST = 30
_LEAST = 108.0
_UNEVEN = 1.25
_CATALOG, _PAGES, _FONT = 1, 2, 3


class PdfWriter:
    """A PDF that is written page by page, and is whole once it is closed.

    It holds a catalog, the pages, one plain font and the pictures of pages, and nothing else; what is not there needs
    not be removed.
    """

    def __init__(self, target: IO[bytes]) -> None:
        """Begin a file at the start of ``target``."""
        self._target = target
        self._at = 0
        self._offsets = {_CATALOG: 0, _PAGES: 0, _FONT: 0}
        self._kids: list[int] = []
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._object(_FONT, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")

    def add(self, size: tuple[float, float], lines: tuple[SetLine, ...], picture: Picture | None) -> None:
        """Write a page of ``size`` in points: the picture under its lines, which are seen where the picture is not."""
        width, height = (max(length, _LEAST) for length in size)
        resources, drawn = b"/Font << /F %d 0 R >>" % _FONT, b""
        if picture is not None:
            resources += b" /XObject << /P %d 0 R >>" % self._image(picture)
            drawn = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /P Do Q\n".encode()
        usual = median(line.box.bottom - line.box.top for line in lines) if lines else 0.0
        shown = drawn + b"BT\n" + b"".join(_shown(line, height, usual) for line in lines) + b"ET\n"
        content = self._stream(b"", shown)
        page = self._next()
        self._kids.append(page)
        box = f"/MediaBox [0 0 {width:.2f} {height:.2f}]".encode()
        self._object(
            page,
            b"<< /Type /Page /Parent %d 0 R %s /Resources << %s >> /Contents %d 0 R >>"
            % (_PAGES, box, resources, content),
        )

    def close(self) -> None:
        """Write what closes the file: the list of pages, the catalog, and where each object is."""
        kids = b" ".join(b"%d 0 R" % number for number in self._kids)
        self._object(_PAGES, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(self._kids), kids))
        self._object(_CATALOG, b"<< /Type /Catalog /Pages %d 0 R >>" % _PAGES)
        at, count = self._at, len(self._offsets) + 1
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for number in range(1, count):
            self._write(b"%010d 00000 n \n" % self._offsets[number])
        self._write(b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, _CATALOG, at))

    def _image(self, picture: Picture) -> int:
        return self._stream(
            b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray"
            % (picture.width, picture.height),
            picture.pixels,
        )

    def _stream(self, entries: bytes, content: bytes) -> int:
        packed = zlib.compress(content, _LEVEL)
        head = b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n" % (entries, len(packed))
        number = self._next()
        self._object(number, head + packed + b"\nendstream")
        return number

    def _next(self) -> int:
        number = len(self._offsets) + 1
        self._offsets[number] = 0
        return number

    def _object(self, number: int, body: bytes) -> None:
        self._offsets[number] = self._at
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def _write(self, content: bytes) -> None:
        self._target.write(content)
        self._at += len(content)


def _shown(line: SetLine, height: float, usual: float) -> bytes:
    """The words of a line, seen where its pixels are not, and unseen under its pixels, so that they can be searched.

    Boxes that OCR gives are as high as the letters in them; type of about the ``usual`` height reads better.
    """
    words = as_winansi(line.words)
    if not words:
        return b""
    box = line.box
    tall = min(max(box.bottom - box.top, usual / _UNEVEN), usual * _UNEVEN)
    size = max(tall * 0.8, 1.0)
    room = max(box.right - box.left, 1.0)
    stretch = min(100.0, max(_NARROWEST, 100 * room / (_WIDTH_OF_A_LETTER * size * len(words))))
    mode = 3 if line.is_shown else 0
    base = height - box.bottom + 0.2 * size
    text = pikepdf.String(words.decode("latin-1")).unparse() if words.isascii() else b"<" + words.hex().encode() + b">"
    return (
        f"{mode} Tr {stretch:.0f} Tz /F {size:.2f} Tf 1 0 0 1 {box.left:.2f} {base:.2f} Tm ".encode() + text + b" Tj\n"
    )
