"""Invented pages and documents for the tests of search."""

from __future__ import annotations

import datetime as dt

from openimr.casefile.model import (
    Box,
    Document,
    DocumentKind,
    Grade,
    Legibility,
    Line,
    Page,
    PageText,
    TextSource,
)

__all__ = ["document", "page", "pages"]


def page(text: str, running: int = 1, legibility: Legibility | None = None, duplicate_of: int | None = None) -> Page:
    """A page of this text, ten points to a letter, twenty to a line."""
    lines, at = [], 0
    for number, row in enumerate(text.split("\n")):
        if row:
            box = Box(100.0, 20.0 * number, 100.0 + 10 * len(row), 20.0 * number + 12)
            lines.append(Line(at, at + len(row), box))
        at += len(row) + 1
    reading = PageText(source=TextSource.LAYER, text=text, lines=tuple(lines))
    return Page(
        file="invented",
        number=running,
        running=running,
        width=612,
        height=792,
        texts=(reading,) if text else (),
        grade=Grade(legibility=legibility, score=0.5) if legibility else None,
        duplicate_of=duplicate_of,
    )


def pages(*texts: str) -> list[Page]:
    """Pages of these texts, numbered from 1."""
    return [page(text, running) for running, text in enumerate(texts, start=1)]


def document(
    number: int, first: int, last: int, kind: DocumentKind = DocumentKind.OTHER, dated_on: dt.date | None = None
) -> Document:
    """A document over these pages."""
    return Document(number=number, first=first, last=last, kind=kind, confidence=1.0, dated_on=dated_on)
