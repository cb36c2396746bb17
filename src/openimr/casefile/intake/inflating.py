"""Counts what the packed streams of a PDF unpack to, without ever holding it: a small file may hold a huge one.

Source: ISO 32000-2, 7.4 (filters).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import pikepdf

__all__ = ["unpacked_bytes"]

_STEP = 1024 * 1024
_PACKED_STEP = 64 * 1024
_PICTURES = frozenset(("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/DCT", "/CCF"))
_FLATE = frozenset(("/FlateDecode", "/Fl"))
_GROWING = frozenset(("/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"))


def unpacked_bytes(stream: pikepdf.Stream, most: int) -> int:
    """How many bytes a stream unpacks to, counted until soon after ``most``; packings of pictures are not undone.

    Raises:
        MemoryError: it is packed in a way that can only be unpacked as a whole, and that takes too much.
    """
    filters = _filters(stream)
    if not filters or _PICTURES.intersection(filters):
        return 0
    if all(name in _FLATE for name in filters):
        return _count([stream.read_raw_bytes()], len(filters), most)
    if _GROWING.intersection(filters) or _FLATE.intersection(filters):
        try:
            return len(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized))
        except pikepdf.PdfError:
            return 0  # What cannot be unpacked at all does no harm.
    return 0


def _filters(stream: pikepdf.Stream) -> list[str]:
    given = stream.get("/Filter")
    if isinstance(given, pikepdf.Array):
        return [str(name) for name in given.as_list()]
    return [str(given)] if isinstance(given, pikepdf.Name) else []


def _count(pieces: list[bytes], layers: int, most: int) -> int:
    """The bytes that come out of the last of ``layers`` packings; counting ends soon after ``most`` in any of them."""
    out: Iterator[bytes] = (
        piece[at : at + _PACKED_STEP] for piece in pieces for at in range(0, len(piece), _PACKED_STEP)
    )
    for _ in range(layers):
        out = _inflated(out, most)
    return sum(map(len, out))


def _inflated(packed: Iterator[bytes], most: int) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    total = 0
    for piece in packed:
        rest = piece
        while rest and not inflater.eof and total <= most:
            try:
                out = inflater.decompress(rest, _STEP)
            except zlib.error:
                return  # Broken streams are for the reader of the page; what came before counts.
            rest = inflater.unconsumed_tail
            total += len(out)
            yield out
        if inflater.eof or total > most:
            return
