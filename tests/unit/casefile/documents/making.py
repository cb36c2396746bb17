"""Pages, documents and case files with defaults, for tests of what a case file consists of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from openimr.casefile.model import (
    Box,
    CaseFile,
    Document,
    DocumentKind,
    Grade,
    Legibility,
    Line,
    Page,
    PageText,
    TextSource,
)


def page(
    text: str, running: int = 1, *, source: TextSource = TextSource.LAYER, file: str = "a" * 64, **more: Any
) -> Page:
    """A page with this text, its lines boxed one below the other."""
    lines, start = [], 0
    for number, words in enumerate(text.split("\n")):
        lines.append(Line(start, start + len(words), Box(72.0, 72.0 + 12 * number, 540.0, 84.0 + 12 * number)))
        start += len(words) + 1
    read = PageText(source=source, text=text, lines=tuple(lines))
    return Page(file=file, number=running, running=running, width=612.0, height=792.0, texts=(read,), **more)


def pages(*texts: str, **more: Any) -> tuple[Page, ...]:
    """Pages of one file with these texts, in this order."""
    return tuple(page(text, running, **more) for running, text in enumerate(texts, start=1))


def document(
    number: int, first: int, last: int, kind: DocumentKind = DocumentKind.PROGRESS_REPORT, **more: Any
) -> Document:
    """A document of which nothing else is known."""
    return Document(number=number, first=first, last=last, kind=kind, confidence=0.9, **more)


def unread(running: int, legibility: Legibility, **more: Any) -> Page:
    """A page that was not read."""
    grade = Grade(legibility=legibility, score=0.0)
    return Page(file="a" * 64, number=running, running=running, width=612.0, height=792.0, grade=grade, **more)


def case_file(*documents: Document, texts: tuple[str, ...] = ()) -> CaseFile:
    """A case file of these documents, with a page for each number that they have."""
    last = max((one.last for one in documents), default=0)
    words = (*texts, *[f"Page {number}" for number in range(len(texts) + 1, last + 1)])
    return CaseFile(pages=pages(*words), documents=documents)


DAY = dt.date(2014, 7, 3)
