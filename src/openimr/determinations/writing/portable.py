"""Renders the blocks of a letter as PDF, built to PDF/A-3a and PDF/UA-1, with the values of the letter attached.

The only fonts are those that the typesetter carries, so a letter is the same on every machine; and the only date in the
file is the determination's own, so equal letters are equal bytes.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, cast

import msgspec
import typst

from openimr.determinations.writing.blocks import (
    Block,
    Entry,
    Heading,
    KeyFact,
    LabelLine,
    LabelTable,
    Letter,
    Listing,
    Paragraph,
    Title,
)
from openimr.determinations.writing.plain import ties
from openimr.determinations.writing.sizes import PrintSize
from openimr.errors import UnusableInput

__all__ = ["render_pdf"]

_STANDARDS: typst.PDFStandards = ["a-3a", "ua-1"]
_UNDATED = dt.date(2000, 1, 1)
_EARLIEST = dt.date(1980, 1, 1)
# A compiler keeps the state of one letter while it works, so threads take turns.
_TURN = threading.Lock()


def render_pdf(letter: Letter, *, print_size: PrintSize, attachment: bytes, issued: dt.date | None) -> bytes:
    """The letter as PDF; ``attachment`` is JSON in UTF-8, and ``issued`` the date that the file bears.

    Raises:
        UnusableInput: there is no sign for a character in the fonts of letters.
    """
    blocks = tuple(_tied(block) for block in letter.blocks)
    inputs = {
        "letter": msgspec.json.encode(msgspec.structs.replace(letter, blocks=blocks)).decode(),
        "points": str(print_size.points),
        "attachment": attachment.decode(),
        "fitting": _fitting(letter, print_size),
    }
    try:
        with _TURN:
            made = _compiler().compile(
                _template(), format="pdf", sys_inputs=inputs, pdf_standards=_STANDARDS, timestamp=_timestamp(issued)
            )
    except typst.TypstError as error:
        raise UnusableInput(
            "The letter cannot be set as PDF.",
            where=letter.title,
            why=f"The typesetter says: {error.message}.",
            remedy="Write the character otherwise, or write the letter as HTML.",
        ) from error
    # The signature allows a list of pages, which only pictures are returned as.
    return cast("bytes", made)


class _Fitting(StrEnum):
    """How the first page is set. Measuring takes as long as half of all the rest, so it is done where it may matter."""

    FREE = "free"
    CLOSE = "close"
    MEASURED = "measured"


_SHORT_LINE = 70
_SURELY_ON_A_PAGE = 66


def _fitting(letter: Letter, print_size: PrintSize) -> _Fitting:
    """Measured where the first page may run over: by the lines that its texts would take, each by itself."""
    if print_size is PrintSize.LARGE:
        return _Fitting.FREE
    first = msgspec.to_builtins(letter.blocks[: letter.on_first_page])
    lines = sum(-(-len(text) // _SHORT_LINE) for text in _texts(first))
    return _Fitting.CLOSE if lines <= _SURELY_ON_A_PAGE else _Fitting.MEASURED


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


@cache
def _compiler() -> typst.Compiler:
    """The one compiler of this process: finding its fonts takes longer than setting a letter."""
    return typst.Compiler(ignore_system_fonts=True)


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("letter.typ").read_bytes()


def _timestamp(issued: dt.date | None) -> int:
    day = max(issued, _EARLIEST) if issued else _UNDATED
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())


def _tied(block: Block) -> Block:
    """The block with its words tied where a line must not end."""
    if isinstance(block, Title):
        return Title(text=ties(block.text))
    if isinstance(block, Heading):
        return Heading(text=ties(block.text), level=block.level, tail=block.tail)
    if isinstance(block, Paragraph):
        return _tied_paragraph(block)
    if isinstance(block, LabelTable | LabelLine):
        return msgspec.structs.replace(block, rows=tuple((label, ties(value)) for label, value in block.rows))
    if isinstance(block, Listing):
        return Listing(entries=tuple(Entry(label=entry.label, text=ties(entry.text)) for entry in block.entries))
    return KeyFact(
        heading=ties(block.heading), level=block.level, mark=block.mark, tone=block.tone, text=block.text,
        reason=_tied_paragraph(block.reason),
    )  # fmt: skip


def _tied_paragraph(paragraph: Paragraph) -> Paragraph:
    return Paragraph(text=ties(paragraph.text), label=paragraph.label)
