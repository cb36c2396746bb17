"""Turns a DOCX file into the text of its paragraphs and tables, in their order."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any
from xml.etree.ElementTree import ParseError

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from openimr.determinations.opening.original import unreadable

__all__ = ["read_docx"]

# What the library and those below it raise on files that are cut off or changed.
_BROKEN = (
    KeyError, ValueError, AttributeError, IndexError, TypeError, EOFError, RuntimeError, OSError, NotImplementedError,
    zipfile.BadZipFile, zlib.error, etree.LxmlError, ParseError,
)  # fmt: skip


def read_docx(data: bytes, *, name: str) -> str:
    """The paragraphs, parted by empty lines; list entries begin with "- ", table rows become "label: value" lines.

    Raises:
        UnreadableFile: it is not a whole DOCX file.
    """
    try:
        document = docx.Document(io.BytesIO(data))
        blocks = [_block(item) for item in document.iter_inner_content()]
    except _BROKEN as error:
        raise unreadable(
            name, "It begins like a DOCX file but is broken.", remedy="Save it again, or give the original PDF."
        ) from error
    words = "\n\n".join(block for block in blocks if block.strip())
    return words + "\n" if words else ""


def _block(item: Any) -> str:
    if isinstance(item, Table):
        return "\n".join(_row([cell.text.strip() for cell in row.cells]) for row in item.rows)
    paragraph: Paragraph = item
    style = (paragraph.style.name if paragraph.style is not None else None) or ""
    lead = "- " if style.startswith("List") and paragraph.text.strip() else ""
    return f"{lead}{paragraph.text.strip()}"


def _row(cells: list[str]) -> str:
    label, *values = cells
    if len(values) == 1 and label:
        return f"{label.rstrip(': ')}: {values[0]}".rstrip()
    return "  ".join(cell for cell in cells if cell)
