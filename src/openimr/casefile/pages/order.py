"""Puts the fragments of a page into the order in which they are read, and joins them into its text with lines.

The order of a file is kept where it runs down the page, since whoever made it knew what belongs together. Where it goes
back up (a heading drawn last, all labels of a form before all values), the page is cut into bands and columns instead.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from openimr.casefile.model import Box, Line

__all__ = ["Fragment", "joined", "rows_of", "set_out"]

# Lengths are multiples of the usual height of a line.
_SAME_ROW = 0.5
_STEP_UP = 0.5
_GUTTER = 0.8
_NEW_PARAGRAPH = 1.5
_PROSE_CHARACTERS = 25
_PROSE_ROWS = 3
_MOST_TO_ARRANGE = 1500
_DEEPEST = 40
_SAME_ROW_APART = "  "


class Fragment(NamedTuple):
    """Words that stand together on one line, and their box on the page as shown upright."""

    words: str
    box: Box


def set_out(fragments: Sequence[Fragment]) -> tuple[str, tuple[Line, ...]]:
    """The text of a page and its lines, in reading order; fragments of one row stand in one line of the text.

    A page of very many fragments keeps the order of its file, so that no page takes long.
    """
    if not fragments:
        return "", ()
    height = statistics.median(fragment.box.bottom - fragment.box.top for fragment in fragments) or 1.0
    if len(fragments) > _MOST_TO_ARRANGE or not _goes_up(fragments, height):
        rows = rows_of(fragments)
    else:
        rows = [row for part in _parts(list(fragments), height, 0) for row in _sorted_rows(part)]
    return joined(rows, _breaks(rows))


def joined(rows: Sequence[Sequence[Fragment]], breaks: Iterable[str]) -> tuple[str, tuple[Line, ...]]:
    """The text of rows, each followed by its break (the last by none), and a line for each fragment."""
    pieces: list[str] = []
    lines: list[Line] = []
    at = 0
    endings = [*breaks, ""] if rows else []
    for row, ending in zip(rows, endings, strict=True):
        for place, (words, box) in enumerate(row):
            apart = _SAME_ROW_APART if place else ""
            start = at + len(apart)
            lines.append(Line(start, start + len(words), box))
            pieces += (apart, words)
            at = start + len(words)
        pieces.append(ending)
        at += len(ending)
    return "".join(pieces), tuple(lines)


def rows_of(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """Fragments that follow each other to the right on one height, row by row, in the order given."""
    rows: list[list[Fragment]] = []
    for fragment in fragments:
        if rows and fragment.box.left >= rows[-1][-1].box.right and _is_beside(rows[-1][-1].box, fragment.box):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return rows


def _is_beside(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min(one.bottom - one.top, other.bottom - other.top)
    return shared >= _SAME_ROW * smaller > 0


def _goes_up(fragments: Sequence[Fragment], height: float) -> bool:
    return any(
        after.box.bottom < before.box.bottom - _STEP_UP * height and not _is_beside(before.box, after.box)
        for before, after in pairwise(fragments)
    )


def _parts(fragments: list[Fragment], height: float, depth: int) -> list[list[Fragment]]:
    """The columns and bands of a region, in reading order."""
    if len(fragments) <= 1 or depth > _DEEPEST:
        return [fragments]
    parts = _columns(fragments, height) or _bands(fragments)
    if not parts:
        return [fragments]
    return [each for part in parts for each in _parts(part, height, depth + 1)]


def _columns(fragments: list[Fragment], height: float) -> tuple[list[Fragment], list[Fragment]] | None:
    """The region in two columns of prose, or ``None``: labels beside values and cells of a table are read by rows."""
    across = sorted(fragments, key=lambda each: each.box.left)
    right = across[0].box.right
    for place, fragment in enumerate(across[1:], start=1):
        if fragment.box.left - right >= _GUTTER * height and _is_prose(across[:place]) and _is_prose(across[place:]):
            return [each for each in fragments if each.box.left < fragment.box.left], [
                each for each in fragments if each.box.left >= fragment.box.left
            ]
        right = max(right, fragment.box.right)
    return None


def _is_prose(fragments: Sequence[Fragment]) -> bool:
    if len(fragments) < _PROSE_ROWS:
        return False
    return statistics.median(len(fragment.words) for fragment in fragments) >= _PROSE_CHARACTERS


def _bands(fragments: list[Fragment]) -> tuple[list[Fragment], list[Fragment]] | None:
    """The region cut at its widest gap from side to side, or ``None`` where there is no gap."""
    down = sorted(fragments, key=lambda each: each.box.top)
    bottom = down[0].box.bottom
    widest, place = 0.0, 0
    for at, fragment in enumerate(down[1:], start=1):
        if fragment.box.top - bottom > widest:
            widest, place = fragment.box.top - bottom, at
        bottom = max(bottom, fragment.box.bottom)
    return (down[:place], down[place:]) if place else None


def _sorted_rows(fragments: list[Fragment]) -> list[list[Fragment]]:
    """The rows of a region from top to bottom, each from left to right."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda each: (each.box.top + each.box.bottom) / 2):
        if rows and _is_beside(rows[-1][0].box, fragment.box):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [sorted(row, key=lambda each: each.box.left) for row in rows]


def _breaks(rows: Sequence[Sequence[Fragment]]) -> list[str]:
    """What stands after each row but the last: an empty line where the step down is wider than usual, or goes up."""
    steps = [after[0].box.bottom - before[0].box.bottom for before, after in pairwise(rows)]
    downwards = sorted(step for step in steps if step > 0)
    usual = downwards[len(downwards) // 3] if downwards else 0.0
    return ["\n\n" if step < 0 or step > _NEW_PARAGRAPH * usual else "\n" for step in steps]
