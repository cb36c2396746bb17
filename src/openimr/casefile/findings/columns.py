"""Cuts the text of a page into rows, each of one column, so that what goes on below is read behind its own beginning.

A form sets its fields side by side: "Procedure: injection, left | Diagnosis: left elbow strain" with "elbow" below the
first of the two. In the text of the page the word follows the second; where it stands on the page tells the column.

Source: layout of typed and scanned forms (the project's choice, measured on invented files).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from openimr.casefile.findings.words import section_of
from openimr.casefile.model import Box, Page

__all__ = ["LABEL", "Row", "rows"]

LABEL = re.compile(r"(?P<label>[A-Z][A-Za-z0-9 /&#().'\-]{0,44}?)\s?:(?!\d)")
"""A label of a field, or a heading, before its colon."""
_INNER_LABEL = re.compile(r"[ \t]{2,}(?=[A-Z][A-Za-z0-9 /&#().'\-]{1,30}:)")
_INNER_HEADING = re.compile(r"(?<=[.;])[ \t]+(?=(?P<label>[A-Z][A-Za-z /&-]{0,30}):)")
_ALIGNED = 0.6
"""How far two lines of a column may begin from each other, in heights of a line."""
_APART = 1.2
"""How far apart two lines of a field may stand, in heights of a line."""


class Row(NamedTuple):
    """A line of a page, or of a column of it, without the blanks around it."""

    start: int
    text: str


class _Cell(NamedTuple):
    """A line of the text as far as it stands in one column, with its place on the page."""

    row: Row
    box: Box


def rows(page: Page) -> Iterator[Row]:
    """The rows of the text of ``page``, an empty one for each blank line.

    Lines are broken also where a second label stands in one, and put in the order of their columns where a field goes
    on below.
    """
    lines = list(_lines(page.text))
    if not page.texts or not page.texts[-1].lines:
        for line in lines:
            yield from _pieces(line)
        return
    cells = _cells(page, lines)
    place = 0
    while place < len(lines):
        last = _goes_on(cells, place)
        if last == place:
            yield from _pieces(lines[place])
        else:
            yield from _by_columns(cells[place : last + 1])
        place = last + 1


def _lines(text: str) -> Iterator[Row]:
    begin = 0
    for line in text.splitlines(keepends=True):
        yield Row(begin, line)
        begin += len(line)


def _pieces(line: Row) -> Iterator[Row]:
    """The pieces of a line of the text, cut where another label begins."""
    start = 0
    for cut in [*_cuts(line.text), len(line.text)]:
        piece = line.text[start:cut]
        yield Row(line.start + start + len(piece) - len(piece.lstrip()), piece.strip())
        start = cut


def _cuts(line: str) -> list[int]:
    """Where in a line another begins: at a label after wide blanks, and at a known heading after a full stop."""
    if ":" not in line:
        return []
    wide = [inner.end() for inner in _INNER_LABEL.finditer(line)]
    known = [inner.end() for inner in _INNER_HEADING.finditer(line) if section_of(inner["label"]) is not None]
    return sorted({*wide, *known})


def _cells(page: Page, lines: Sequence[Row]) -> list[list[_Cell]]:
    """The cells of each line of the text, from left to right as the text has them."""
    known = sorted(page.texts[-1].lines, key=lambda one: one.start)
    found: list[list[_Cell]] = []
    at = 0
    for line in lines:
        end, here = line.start + len(line.text), []
        while at < len(known) and known[at].start < end:
            text = page.text[known[at].start : min(known[at].end, end)]
            start = known[at].start + len(text) - len(text.lstrip())
            here.append(_Cell(Row(start, text.strip()), known[at].box))
            at += 1
        found.append([cell for cell in here if cell.row.text])
    return found


def _goes_on(cells: Sequence[Sequence[_Cell]], place: int) -> int:
    """The last of the lines in which the fields of the line at ``place`` go on; that line itself where none do."""
    last, above = place, list(cells[place])
    if len(above) < 2 or not any(LABEL.match(cell.row.text) for cell in above):
        return place
    while last + 1 < len(cells) and (columns := _columns_below(above, cells[last + 1])) is not None:
        for column, cell in zip(columns, cells[last + 1], strict=True):
            above[column] = cell
        last += 1
    return last


def _columns_below(above: Sequence[_Cell], below: Sequence[_Cell]) -> list[int] | None:
    """The column in which each cell of ``below`` goes on; ``None`` where one of them does not."""
    found = [_column(above, cell) for cell in below]
    return [one for one in found if one is not None] if found and None not in found else None


def _column(above: Sequence[_Cell], cell: _Cell) -> int | None:
    if not cell.row.text[0].islower() or LABEL.match(cell.row.text):
        return None
    for number, one in enumerate(above):
        height = max(one.box.bottom - one.box.top, cell.box.bottom - cell.box.top)
        is_below = abs(cell.box.left - one.box.left) <= _ALIGNED * height or _is_indented(above, number, cell)
        right = above[number + 1].box.left if number + 1 < len(above) else None
        is_within = right is None or cell.box.right <= right
        if is_below and is_within and cell.box.top - one.box.bottom <= _APART * height:
            return number
    return None


def _is_indented(above: Sequence[_Cell], number: int, cell: _Cell) -> bool:
    """Whether the cell begins below the value of a field, and not below its label."""
    one = above[number]
    return one.box.left < cell.box.left and cell.box.right <= one.box.right


def _by_columns(lines: Sequence[Sequence[_Cell]]) -> Iterator[Row]:
    """The rows of the first line's columns, each with what goes on below it, one column after the other."""
    columns = [[cell] for cell in lines[0]]
    for line in lines[1:]:
        for number, cell in zip(_columns_below([one[-1] for one in columns], line) or (), line, strict=True):
            columns[number].append(cell)
    for column in columns:
        yield from (cell.row for cell in column)
