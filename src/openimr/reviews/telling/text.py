"""Writes an overview as text for a terminal: the strip first, then each part; long lists say where the rest is.

In brief it fits on a page; whole it tells all criteria, every clock and what was found, as HTML does.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from functools import singledispatch

from openimr.reviews.overview import Overview
from openimr.reviews.telling.blocks import (
    Block,
    Cell,
    Depth,
    Facts,
    Heading,
    Listing,
    Mark,
    Paragraph,
    Part,
    Strip,
    Table,
    at_depth,
)
from openimr.reviews.telling.page import page
from openimr.reviews.telling.words import harmless

__all__ = ["as_text"]

_GAP = 2
_STEP = 2
_DEEP = 4
"""Headings from this level on stand without an empty line before them."""
_NARROWEST = 8
_MORE = "All criteria, stopped clocks and the words on the pages are told with --details and by --format html."
_LEAST_WIDTH = 60


def as_text(overview: Overview, *, depth: Depth = Depth.WHOLE, width: int = 110) -> str:
    """The page in lines of at most ``width`` characters, which are 60 at least.

    Words of their own that are longer, such as a file's name, are broken.
    """
    width = max(width, _LEAST_WIDTH)
    told = page(overview)
    lines = [told.title.upper(), *_wrapped(told.lead, width)]
    for part in (*told.front, *told.parts):
        lines += ["", *_part(part, depth, width)]
    closing = f"{told.closing} {_MORE}" if depth is Depth.BRIEF else told.closing
    return harmless("\n".join([*lines, "", *_wrapped(closing, width)])) + "\n"


def _part(part: Part, depth: Depth, width: int) -> Iterator[str]:
    """The lines of a part; what stands below a heading is set further in."""
    yield part.title.upper()
    indent = _STEP
    for block in at_depth(part.blocks, depth):
        if isinstance(block, Heading):
            indent = _STEP * (block.level - 2)
        lines = _told(block, width - indent)
        yield from (f"{' ' * indent}{line}" if line else "" for line in lines)
        if isinstance(block, Heading):
            indent += _STEP


@singledispatch
def _told(_block: Block, _width: int) -> Iterator[str]:
    """The lines of a block; a picture has none."""
    yield from ()


@_told.register
def _heading(block: Heading, width: int) -> Iterator[str]:
    if block.level < _DEEP:
        yield ""
    mark = f": {_sign(block.mark)}" if block.mark else ""
    yield from _wrapped(f"{block.text}{mark}", width, hanging=2)


@_told.register
def _paragraph(block: Paragraph, width: int) -> Iterator[str]:
    if block.is_in_text:
        label = f"{block.label}: " if block.label else ""
        yield from _wrapped(Cell(f"{label}{block.text}", block.mark).whole(), width, hanging=2)


@_told.register
def _facts(block: Facts, width: int) -> Iterator[str]:
    names = max(len(name) for name, _ in block.rows)
    for name, value in block.rows:
        yield from _wrapped(f"{name:<{names}}  {value}", width, hanging=names + _GAP)


@_told.register
def _strip(block: Strip, width: int) -> Iterator[str]:
    names = max(len(figure.name) for figure in block.figures)
    values = max(len(figure.value) for figure in block.figures)
    for figure in block.figures:
        lead = f"{figure.mark.sign} {figure.name:<{names}}  {figure.value:<{values}}  "
        yield from _wrapped(f"{lead}{figure.note}", width, hanging=len(lead))
    marks = dict.fromkeys(figure.mark for figure in block.figures)
    yield "   ".join(_sign(mark) for mark in marks)


@_told.register
def _listing(block: Listing, width: int) -> Iterator[str]:
    indent = _STEP if block.title and block.most != 0 else 0
    if indent:
        yield block.title
    marks = max((len(_sign(entry.mark)) for entry in block.entries), default=0)
    for entry in block.entries[: block.most]:
        lead = f"{_sign(entry.mark):<{marks}}  " if marks else "- "
        hanging = indent + len(lead)
        yield from _wrapped(f"{lead}{entry.text}", width, indent=indent, hanging=hanging)
        yield from _notes(entry.notes, block.most_notes, width, indent + 2 * _STEP)
    yield from _rest(len(block.entries), block.most, block.more, block.title, width, indent=indent)


def _notes(notes: Sequence[Cell], most: int | None, width: int, indent: int) -> Iterator[str]:
    for note in notes[:most]:
        yield from _wrapped(note.whole(), width, indent=indent, hanging=indent + _STEP)
    if most is not None and len(notes) > most:
        yield f"{' ' * indent}and {len(notes) - most} more"


@_told.register
def _table(block: Table, width: int) -> Iterator[str]:
    if block.most != 0:
        yield block.caption
        shown = block.rows[: block.most]
        rows = [[head.upper() for head in block.heads], *([cell.whole() for cell in row] for row in shown)]
        widths = _widths(rows, width - _STEP)
        for row in rows:
            yield from _row(row, widths)
    yield from _rest(len(block.rows), block.most, block.more, block.caption, width, indent=_STEP)


def _rest(count: int, most: int | None, more: str, title: str, width: int, *, indent: int) -> Iterator[str]:
    """How many are not told here, and where they are."""
    where = f", {more}" if more else ""
    if most == 0:
        yield from _wrapped(f"{title}: {count}{where}", width, hanging=_STEP)
    elif most is not None and count > most:
        yield from _wrapped(f"{count - most} more{where}", width, indent=indent, hanging=indent)


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """How wide each column is: as its longest cell where all fit, else the widest give way to the others."""
    wanted = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    spare = width - _GAP * (len(wanted) - 1)
    given = list(wanted)
    while sum(given) > spare and max(given) > _NARROWEST:
        widest = given.index(max(given))
        given[widest] -= 1
    return given


def _row(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    folded = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    for line in range(max(len(cell) for cell in folded)):
        pieces = [cell[line] if line < len(cell) else "" for cell in folded]
        padded = (" " * _GAP).join(piece.ljust(width) for piece, width in zip(pieces, widths, strict=True))
        yield f"{' ' * _STEP}{padded}".rstrip()


def _sign(mark: Mark | None) -> str:
    """The sign with its word."""
    return f"{mark.sign} {mark.words}" if mark else ""


def _wrapped(words: str, width: int, *, indent: int = 0, hanging: int = 0) -> list[str]:
    return textwrap.wrap(words, width, initial_indent=" " * indent, subsequent_indent=" " * hanging)
