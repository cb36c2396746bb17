"""Writes an overview as one HTML page that needs nothing from elsewhere: no script, its one style sheet in the page.

The page reads well on a small screen, at 400 %, to a screen reader and on paper. Greys, blues and steps of spacing
follow the tokens of the U.S. Web Design System; contrast is 7 to 1 or better.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache, singledispatch
from html import escape
from importlib import resources
from typing import TypeVar

from openimr.reviews.overview import Overview
from openimr.reviews.telling.blocks import (
    Block,
    Cell,
    Depth,
    Entry,
    Facts,
    Figure,
    Heading,
    Listing,
    Mark,
    Paragraph,
    Part,
    Picture,
    Strip,
    Table,
    at_depth,
)
from openimr.reviews.telling.page import Page, page
from openimr.reviews.telling.words import harmless

__all__ = ["as_html"]

Thing = TypeVar("Thing", Entry, tuple[Cell, ...])
_SHOWN = 12
_FEW = 3


def as_html(overview: Overview) -> str:
    """The whole page, the same for the same overview. Its policy lets nothing run or load."""
    told = page(overview)
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(harmless(told.title))}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">Skip to the case</a>\n{harmless(_body(told))}</body>\n</html>\n'
    )


def _body(told: Page) -> str:
    links = "".join(f'<li><a href="#{part.id}">{escape(part.title)}</a></li>' for part in told.parts)
    return (
        f"<header>\n<h1>{escape(told.title)}</h1>\n<p>{escape(told.lead)}</p>\n</header>\n"
        f'<main id="main" tabindex="-1">\n{"".join(_part(part) for part in told.front)}'
        f'<nav aria-label="On this page"><ul>{links}</ul></nav>\n{"".join(_part(part) for part in told.parts)}</main>\n'
        f"<footer>\n<p>{escape(told.closing)}</p>\n</footer>\n"
    )


@cache
def _style() -> str:
    return resources.files(__package__).joinpath("page.css").read_text("utf-8")


def _part(part: Part) -> str:
    body = "\n".join(_told(block) for block in at_depth(part.blocks, Depth.WHOLE))
    title = f'<h2 id="{part.id}-heading">{escape(part.title)}</h2>'
    return f'<section id="{part.id}" aria-labelledby="{part.id}-heading">\n{title}\n{body}\n</section>\n'


@singledispatch
def _told(_block: Block) -> str:
    """The markup of a block."""
    raise NotImplementedError


@_told.register
def _heading(block: Heading) -> str:
    mark = f" {_mark(block.mark)}" if block.mark else ""
    return f"<h{block.level}>{escape(block.text)}{mark}</h{block.level}>"


@_told.register
def _paragraph(block: Paragraph) -> str:
    label = f"<strong>{escape(block.label)}:</strong> " if block.label else ""
    aside = ' class="aside"' if block.is_aside else ""
    return f"<p{aside}>{_mark(block.mark)}{label}{escape(block.text)}</p>"


@_told.register
def _facts(block: Facts) -> str:
    rows = "".join(f"<div><dt>{escape(name)}</dt> <dd>{escape(value)}</dd></div>" for name, value in block.rows)
    return f"<dl>{rows}</dl>"


@_told.register
def _strip(block: Strip) -> str:
    return f'<ul class="strip">{"".join(_figure(figure) for figure in block.figures)}</ul>'


def _figure(figure: Figure) -> str:
    return (
        f'<li class="{figure.mark.tone}"><a href="#{figure.part}">{escape(figure.name)}</a>'
        f"<strong>{escape(figure.value)}</strong> <span>{escape(figure.note)}</span> {_mark(figure.mark)}</li>"
    )


@_told.register
def _listing(block: Listing) -> str:
    shown, folded = _split(block.entries, block.most)
    title = f'<p class="title">{escape(block.title)}</p>' if block.title else ""
    first = f"{title}{_list(shown, block.most_notes)}" if shown else ""
    rest = _folded(_how_many(folded, shown, block.title), _list(folded, block.most_notes)) if folded else ""
    return first + rest


def _list(entries: Iterable[Entry], most_notes: int | None) -> str:
    return f"<ul>{''.join(_entry(entry, most_notes) for entry in entries)}</ul>"


def _entry(entry: Entry, most_notes: int | None) -> str:
    words = _cell(Cell(entry.text, entry.mark, entry.more))
    most = None if most_notes is None or len(entry.notes) <= most_notes + _FEW else most_notes
    rest = entry.notes[most:] if most is not None else ()
    more = _folded(f"{len(rest)} more: {entry.text}", _notes(rest)) if rest else ""
    return f"<li>{words}{_notes(entry.notes[:most])}{more}</li>"


def _notes(notes: Sequence[Cell]) -> str:
    return f"<ul>{''.join(f'<li>{_cell(note)}</li>' for note in notes)}</ul>" if notes else ""


@_told.register
def _table(block: Table) -> str:
    shown, folded = _split(block.rows, block.most)
    first = _grid(block, shown, block.caption) if shown else ""
    if not folded:
        return first
    caption = f"{block.caption}, the others" if shown else block.caption
    return first + _folded(_how_many(folded, shown, block.caption), _grid(block, folded, caption))


def _grid(block: Table, rows: Iterable[Sequence[Cell]], caption: str) -> str:
    """The table. The roles say again what the tags say, since a narrow screen sets the cells below one another."""
    heads = "".join(f'<th scope="col" role="columnheader">{escape(head)}</th>' for head in block.heads)
    body = "\n".join(_row(block.heads, row) for row in rows)
    return (
        f'<table role="table"><caption>{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n<tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(heads: Sequence[str], row: Sequence[Cell]) -> str:
    """A row; each cell carries the head of its column for screens too narrow to show that above it."""
    first, *others = zip(heads, row, strict=True)
    cells = "".join(f'<td role="cell" data-head="{escape(head)}">{_cell(cell)}</td>' for head, cell in others)
    name = f'<th scope="row" role="rowheader" data-head="{escape(first[0])}">{_cell(first[1])}</th>'
    return f'<tr role="row">{name}{cells}</tr>'


def _cell(cell: Cell) -> str:
    more = f' <span class="aside">{escape(cell.more)}</span>' if cell.more else ""
    return f"{_mark(cell.mark)}{escape(cell.text)}{more}"


@_told.register
def _picture(block: Picture) -> str:
    # The picture can be wider than a small screen; whoever has no mouse must be able to move it too.
    return f'<div class="picture" tabindex="0" role="region" aria-label="{escape(block.label)}">{block.svg}</div>'


def _mark(mark: Mark | None) -> str:
    """The mark, and a space behind it; the sign is for eyes alone, since its word stands beside it."""
    if mark is None:
        return ""
    sign = f'<span aria-hidden="true">{escape(mark.sign)}</span>'
    return f'<span class="mark {mark.tone}">{sign} {escape(mark.words)}</span> '


def _split(things: tuple[Thing, ...], most: int | None) -> tuple[tuple[Thing, ...], tuple[Thing, ...]]:
    """What is shown at once, more than a terminal shows, and what a reader unfolds; a few are not worth the fold."""
    if most is None or (most and len(things) <= _SHOWN + _FEW):
        return things, ()
    shown = _SHOWN if most else 0
    return things[:shown], things[shown:]


def _how_many(folded: tuple[Thing, ...], shown: tuple[Thing, ...], title: str) -> str:
    more = " more" if shown else ""
    return f"{len(folded)}{more}: {title}" if title else f"{len(folded)}{more}"


def _folded(summary: str, inner: str) -> str:
    return f"<details><summary>{escape(summary)}</summary>\n{inner}\n</details>"
