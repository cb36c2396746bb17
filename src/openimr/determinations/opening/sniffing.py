"""Tells what a file is from its first bytes, never from its name."""

from __future__ import annotations

import codecs
import re
from enum import Enum

__all__ = ["HEAD_BYTES", "Kind", "sniff"]

HEAD_BYTES = 4096


class Kind(Enum):
    """What the first bytes say that a file is; the value is what we call it in a message."""

    TEXT = "text"
    PDF = "a PDF file"
    HTML = "an HTML page"
    JSON = "JSON"
    ZIP = "a zip archive"
    PICTURE = "a picture"
    OLD_WORD = "a document of an old Word or Office program"
    RTF = "an RTF document"
    ARCHIVE = "an archive that is not zip"
    PROGRAM = "a program"


_MAGIC = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"II*\x00", Kind.PICTURE),
    (b"MM\x00*", Kind.PICTURE),
    (b"\x00\x00\x00\x0cjP  ", Kind.PICTURE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_WORD),
    (b"{\\rtf", Kind.RTF),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"BZh", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"Rar!\x1a\x07", Kind.ARCHIVE),
    (b"\xfd7zXZ\x00", Kind.ARCHIVE),
    (b"\x7fELF", Kind.PROGRAM),
)
_PDF = re.compile(rb"%PDF-\d")
_PDF_WITHIN = 1024  # PDF readers accept that much before the header
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|style|div|p|h[1-6]|table|ul|ol|section|article|main|span|br|b|center)\b[^<]*>)",
    re.IGNORECASE | re.DOTALL,
)
_JSON = re.compile(r'\s*(?:\{\s*(?:"|\}\s*$)|\[\s*(?:\{\s*"|\]\s*$))')


def sniff(head: bytes) -> Kind:
    """What a file with these first bytes (at most :data:`HEAD_BYTES` count) is; what is nothing else is text."""
    head = head[:HEAD_BYTES]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if _PDF.search(head, 0, _PDF_WITHIN):
        return Kind.PDF
    words = _words(head)
    if _HTML.match(words):
        return Kind.HTML
    return Kind.JSON if _JSON.match(words) else Kind.TEXT


def _words(head: bytes) -> str:
    """The first bytes as characters, good enough to find marks of ASCII in them."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "ignore")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")
