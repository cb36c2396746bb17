"""Tells what an uploaded file is from its first bytes, and says so where its name claims something else."""

from __future__ import annotations

from pathlib import PurePath

from openimr.casefile.model import FileKind
from openimr.determinations.opening.sniffing import Kind, sniff

__all__ = ["HEAD_BYTES", "is_zip", "kind_of", "misnamed", "wrong_kind"]

HEAD_BYTES = 4096

_PICTURES = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"II*\x00", FileKind.TIFF),
    (b"MM\x00*", FileKind.TIFF),
    (b"II+\x00", FileKind.TIFF),
    (b"MM\x00+", FileKind.TIFF),
)
_OTHERS = (
    (0, b"GIF8", "a GIF picture"),
    (0, b"BM", "a BMP picture"),
    (8, b"WEBP", "a WebP picture"),
    (4, b"ftypheic", "a HEIC photograph"),
    (4, b"ftypmif1", "a HEIC photograph"),
    (4, b"ftyp", "a video"),
    (0, b"MZ", "a program"),
)
_WORDS = {
    FileKind.PDF: "a PDF file",
    FileKind.TIFF: "a TIFF picture",
    FileKind.JPEG: "a JPEG picture",
    FileKind.PNG: "a PNG picture",
    FileKind.DOCX: "a Word document (DOCX)",
    FileKind.TEXT: "text",
}
_SUFFIXES = {
    FileKind.PDF: {".pdf"},
    FileKind.TIFF: {".tif", ".tiff"},
    FileKind.JPEG: {".jpg", ".jpeg", ".jpe", ".jfif"},
    FileKind.PNG: {".png"},
    FileKind.DOCX: {".docx"},
}
_KNOWN_SUFFIXES = frozenset().union(*_SUFFIXES.values())


def is_zip(head: bytes) -> bool:
    r"""Whether a file with these first bytes is a zip archive, which may be a Word document too.

    >>> is_zip(b"PK\x03\x04")
    True
    """
    return sniff(head) is Kind.ZIP


def kind_of(head: bytes) -> FileKind | None:
    """What a file with these first bytes is; ``None`` where it is nothing that we take, or an archive.

    >>> kind_of(b"%PDF-1.7")
    <FileKind.PDF: 'pdf'>
    >>> kind_of(b"GIF89a") is None
    True
    """
    for magic, kind in _PICTURES:
        if head.startswith(magic):
            return kind
    if _other(head):
        return None
    return {Kind.PDF: FileKind.PDF, Kind.TEXT: FileKind.TEXT}.get(sniff(head))


def wrong_kind(head: bytes) -> str:
    """What a file is that we do not take, as one calls it in a sentence.

    >>> wrong_kind(b"GIF89a")
    'a GIF picture'
    """
    return _other(head) or sniff(head).value


def _other(head: bytes) -> str:
    """The name of a kind that we know and do not take; text is never taken for one by its first letters alone."""
    for at, magic, words in _OTHERS:
        if head.startswith(magic, at) and (len(magic) > 2 or b"\x00" in head[:64]):
            return words
    return ""


def misnamed(name: str, kind: FileKind) -> str:
    """The sentence for a file whose name claims another kind; empty where it does not.

    >>> misnamed("scan.pdf", FileKind.JPEG)
    'Its name ends in .pdf, but it is a JPEG picture and was taken as that.'
    >>> misnamed("scan.jpg", FileKind.JPEG)
    ''
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in _KNOWN_SUFFIXES or suffix in _SUFFIXES.get(kind, set()):
        return ""
    return f"Its name ends in {suffix}, but it is {_WORDS[kind]} and was taken as that."
