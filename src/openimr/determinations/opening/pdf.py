"""Turns a PDF file into the text of its pages, with an empty line wherever the page shows a new paragraph.

PDFium gives lines only; where a paragraph begins is seen from the geometry: a wider gap, a step upwards (a new column),
a line in larger or bolder letters, a short line before an indented one.
"""

from __future__ import annotations

import ctypes
import math
import re
import zlib
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from openimr.determinations.opening.original import Limits, unreadable

__all__ = ["PdfText", "read_pdf"]

_GET_AGAIN = "Get the file again from where it came."
_NEEDS_OCR = "Run it through OCR first (for example: ocrmypdf in.pdf out.pdf) and give the result."
_END_WITHIN = 2048  # some programs write after the end mark
_STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78][\x01-\xff])")
_PACKED_STEP = 64 * 1024
_INFLATED_STEP = 1024 * 1024
_FILTERS_IN_A_ROW = 3
_HYPHEN_AT_END = "\ufffe"  # PDFium's sign for a hyphen and the line end after it
_BREAKS = re.compile(f"\r\n|\r|\n|{_HYPHEN_AT_END}")
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_BOLD_WEIGHT = 600
_NAME_BYTES = 128
# Lengths in the geometry are multiples of the size of the letters.
_SAME_SIZE = 0.08
_WIDER_GAP = 1.2
_LOOSE_PITCH = 1.65  # lines set this far apart may be a paragraph each
_TYPICAL_PITCH = 1.2  # what is taken where a document has too few lines to tell
_SHORT_LINE = 0.8
_INDENT = 0.9
_ENDS_A_SENTENCE = (".", "!", "?", ":", ";")


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF; pages are parted by form feeds, and each begins at its place in ``page_starts``."""

    text: str
    page_starts: tuple[int, ...]
    pages_without_text: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as the page shows it; places and sizes in points, ``y`` upwards."""

    words: str
    x: float
    y: float
    right: float
    size: float
    is_bold: bool


def read_pdf(data: bytes, *, name: str, limits: Limits) -> PdfText:
    """The text of all pages, in the order of the pages.

    Attachments are not looked at: what a PDF says is what its pages show.

    Raises:
        UnreadableFile: it is encrypted, cut off, broken or hostile, has no page, or shows pictures only.
    """
    _refuse_bombs(data, name, limits)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _not_opened(error, data, name) from error
    try:
        _refuse_cut_off(data, name)
        pages, pictures = _pages(document, name, limits)
    finally:
        document.close()
    if not any(pages):
        raise _no_text(name, pictures)
    return _joined(pages, tuple(pictures))


def _refuse_bombs(data: bytes, name: str, limits: Limits) -> None:
    """Refuse a file whose streams unpack to more than any letter needs, before PDFium unpacks them all at once."""
    total = 0
    for match in _STREAM.finditer(data):
        total += _inflated_bytes(data, match.end(), limits.inflated_bytes - total)
        if total > limits.inflated_bytes:
            raise unreadable(
                name,
                f"Its streams unpack to more than {limits.inflated_bytes:,} bytes.",
                why="A file that grows so much when it is opened is made to exhaust the computer.",
                remedy=_GET_AGAIN,
            )


def _inflated_bytes(data: bytes, start: int, most: int) -> int:
    """How many bytes a stream unpacks to, counted only until they are more than ``most``; 0 where it is not packed."""
    layer = _Layer(_FILTERS_IN_A_ROW)
    total = 0
    for at in range(start, len(data), _PACKED_STEP):
        total += layer.unpacked_bytes(data[at : at + _PACKED_STEP], most - total)
        if total > most or layer.is_done:
            break
    return total


class _Layer:
    """Unpacks a stream piece by piece, and what comes out of it once more where that looks packed itself."""

    def __init__(self, layers: int) -> None:
        self._inflater = zlib.decompressobj()
        self._layers = layers
        self._inner: _Layer | None = None
        self._is_begun = False
        self.is_done = False

    def unpacked_bytes(self, packed: bytes, most: int) -> int:
        """How many bytes come out of the next piece of the stream; counting ends soon after ``most``."""
        total = 0
        while packed and total <= most and not self.is_done:
            try:
                piece = self._inflater.decompress(packed, _INFLATED_STEP)
            except zlib.error:
                self.is_done = True  # Broken streams are PDFium's affair; what came out of it before counts.
                break
            packed = self._inflater.unconsumed_tail
            self.is_done = self._inflater.eof
            total += len(piece)
            if not self._is_begun:
                self._is_begun = True
                self._inner = _Layer(self._layers - 1) if self._layers > 1 and piece[:1] == b"\x78" else None
            if self._inner is not None:
                total += self._inner.unpacked_bytes(piece, most - total)
        return total


def _not_opened(error: pdfium.PdfiumError, data: bytes, name: str) -> Exception:
    if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
        return unreadable(
            name, "It is encrypted.", why="It opens with a password only.", remedy="Save a copy without password."
        )
    if error.err_code == pdfium_c.FPDF_ERR_SECURITY:
        return unreadable(
            name,
            "It is encrypted.",
            why="Its kind of encryption is not known.",
            remedy="Save a copy without encryption.",
        )
    _refuse_cut_off(data, name)
    return unreadable(
        name, "It begins like a PDF file but is broken.", why="No page can be found in it.", remedy=_GET_AGAIN
    )


def _refuse_cut_off(data: bytes, name: str) -> None:
    if data.find(b"%%EOF", max(0, len(data) - _END_WITHIN)) < 0:
        raise unreadable(
            name, "The PDF file is cut off.", why="Its end mark is missing, so pages may be too.", remedy=_GET_AGAIN
        )


def _pages(document: pdfium.PdfDocument, name: str, limits: Limits) -> tuple[list[list[_Line]], list[int]]:
    """The lines of each page, and the numbers of pages that show something but no text."""
    count = len(document)
    if count > limits.pages:
        raise unreadable(
            name, f"It claims to have {count:,} pages.", why=f"The limit is {limits.pages:,}.",
            remedy="Give the pages of the determination only.",
        )  # fmt: skip
    pages: list[list[_Line]] = []
    pictures: list[int] = []
    room = limits.text_bytes
    for i in range(count):
        try:
            page = document[i]
            lines, length = _page_lines(page, room)
        except pdfium.PdfiumError as error:
            raise unreadable(
                name, f"Page {i + 1} of {count} is broken.", why="It cannot be loaded.", remedy=_GET_AGAIN
            ) from error
        room -= length
        if room < 0:
            raise unreadable(
                name, f"It shows more than {limits.text_bytes:,} characters.", why=f"That was reached on page {i + 1}."
            )
        if not lines and pdfium_c.FPDFPage_CountObjects(page) > 0:
            pictures.append(i + 1)
        pages.append(lines)
        page.close()
    return pages, pictures


def _no_text(name: str, pictures: list[int]) -> Exception:
    if not pictures:
        return unreadable(name, "It is empty.", why="None of its pages shows anything.", remedy=_GET_AGAIN)
    return unreadable(
        name,
        "It needs OCR.",
        why=f"Its pages show pictures without text (page {', '.join(map(str, pictures[:5]))}).",
        remedy=_NEEDS_OCR,
    )


def _page_lines(page: pdfium.PdfPage, most: int) -> tuple[list[_Line], int]:
    """The lines that are not blank, in the order of the text layer, and the number of characters on the page."""
    words_of = page.get_textpage()
    count = words_of.count_chars()
    if count > most or count <= 0:
        return [], max(count, 0)
    text = words_of.get_text_range()
    lines: list[_Line] = []
    at = units = 0
    for match in _BREAKS.finditer(text + "\n"):
        raw = text[at : match.start()]
        words = raw.strip()
        if words:
            start = units + raw.index(words[0])
            is_broken = match[0] == _HYPHEN_AT_END
            lines.append(_measured(words_of, words, start, start + _units(words) - 1, is_broken=is_broken))
        units += _units(raw) + len(match[0])
        at = match.end()
    words_of.close()
    return lines, count


def _units(words: str) -> int:
    """How many places the words take in PDFium, which counts in halves of UTF-32."""
    return len(words) if words.isascii() else len(words.encode("utf-16-le", "surrogatepass")) // 2


def _measured(page: pdfium.PdfTextPage, words: str, start: int, last: int, *, is_broken: bool) -> _Line:
    """The line with its geometry, taken from its first and last letter."""
    first_char = max(0, pdfium_c.FPDFText_GetCharIndexFromTextIndex(page, start))
    last_char = max(0, pdfium_c.FPDFText_GetCharIndexFromTextIndex(page, last))
    x, y, right, unused = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(page, first_char, x, y)
    pdfium_c.FPDFText_GetCharBox(page, last_char, unused, right, unused, unused)
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(page, first_char, matrix)
    size = pdfium_c.FPDFText_GetFontSize(page, first_char) * math.hypot(matrix.c, matrix.d)
    is_bold = _is_bold(page, first_char) and _is_bold(page, last_char) and _is_bold(page, (first_char + last_char) // 2)
    return _Line(words + "-" * is_broken, x.value, y.value, right.value, size or 1.0, is_bold)


def _is_bold(page: pdfium.PdfTextPage, char: int) -> bool:
    if pdfium_c.FPDFText_GetFontWeight(page, char) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(_NAME_BYTES)
    pdfium_c.FPDFText_GetFontInfo(page, char, name, _NAME_BYTES, ctypes.c_int())
    return _BOLD_NAME.search(name.value) is not None


def _joined(pages: list[list[_Line]], pictures: tuple[int, ...]) -> PdfText:
    pitch = _usual_pitch(pages)
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    for lines in pages:
        starts.append(at)
        words = _page_text(lines, pitch)
        pieces.append(words)
        at += len(words) + 1
    return PdfText("\f".join(pieces), tuple(starts), pictures)


def _usual_pitch(pages: list[list[_Line]]) -> float:
    """How far apart the lines of one paragraph stand: the lower quartile, for gaps between paragraphs are wider."""
    steps = sorted(
        (upper.y - lower.y) / lower.size
        for lines in pages
        for upper, lower in pairwise(lines)
        if upper.y > lower.y and _is_alike(upper, lower) and not lower.is_bold
    )
    return steps[len(steps) // 4] if steps else _TYPICAL_PITCH


def _is_alike(upper: _Line, lower: _Line) -> bool:
    """Whether both lines are set in the same letters."""
    return upper.is_bold == lower.is_bold and abs(upper.size - lower.size) <= _SAME_SIZE * lower.size


def _page_text(lines: list[_Line], pitch: float) -> str:
    if not lines:
        return ""
    left, right = min(line.x for line in lines), max(line.right for line in lines)
    pieces = [lines[0].words]
    for upper, lower in pairwise(lines):
        is_short = upper.right - left < _SHORT_LINE * (right - left)
        pieces.append("\n\n" if _begins_paragraph(upper, lower, pitch, is_short=is_short) else "\n")
        pieces.append(lower.words)
    pieces.append("\n")
    return "".join(pieces)


def _begins_paragraph(upper: _Line, lower: _Line, pitch: float, *, is_short: bool) -> bool:
    if upper.words.endswith("-") and lower.words[0].islower():
        return False
    if not _is_alike(upper, lower):
        return True
    step = (upper.y - lower.y) / lower.size
    if step < 0 or step > max(pitch, 1.0) * _WIDER_GAP:
        return True
    if not is_short:
        return False
    is_sentence = upper.words.endswith(_ENDS_A_SENTENCE)
    return is_sentence and (pitch > _LOOSE_PITCH or lower.x - upper.x > _INDENT * lower.size)
