"""Tells the running heads and feet of pages from what they say, so that a sentence can be followed over the page.

A line at the edge of a page is one of these where it stands at the same edge of a page beside it, figures apart, where
it counts pages, or where a fax machine printed it.

Source: feature F21 of the plan; the project's choice, measured on invented files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from openimr.casefile.documents.counts import counts, is_transmission

__all__ = ["Margins", "margins"]

_MOST_LINES = 4
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_FIGURES = re.compile(r"\d+|\s+")


class Margins(NamedTuple):
    """Where the running head of a page's text ends, and where its running foot begins."""

    head: int
    foot: int


class _Row(NamedTuple):
    start: int
    end: int
    text: str
    bare: str


def margins(texts: Sequence[str]) -> list[Margins]:
    """The margins of each of ``texts``, which follow each other."""
    rows = [_edge(text) for text in texts]
    return [_margins(rows, at, len(text)) for at, text in enumerate(texts)]


def _edge(text: str) -> tuple[list[_Row], list[_Row]]:
    """The first and the last lines that say anything, each from the edge inwards."""
    lines = [_row(found) for found in _LINE.finditer(text)]
    return lines[:_MOST_LINES], lines[: -_MOST_LINES - 1 : -1]


def _row(found: re.Match[str]) -> _Row:
    text = found[0]
    return _Row(found.start(), found.end(), text, _FIGURES.sub("#", text.strip().lower()))


def _margins(rows: Sequence[tuple[list[_Row], list[_Row]]], at: int, length: int) -> Margins:
    beside = [rows[near] for near in (at - 1, at + 1) if 0 <= near < len(rows)]
    head = list(takewhile(lambda row: _runs(row, (heads for heads, _ in beside)), rows[at][0]))
    foot = list(takewhile(lambda row: _runs(row, (feet for _, feet in beside)), rows[at][1]))
    return Margins(head[-1].end if head else 0, foot[-1].start if foot else length)


def _runs(row: _Row, beside: Iterable[list[_Row]]) -> bool:
    """Whether the line is a running one; a full stop ends a sentence, which no such line is."""
    if any(row.bare == other.bare for rows in beside for other in rows):
        return True
    return is_transmission(row.text) or (not row.text.rstrip().endswith(".") and bool(counts(row.text)))
