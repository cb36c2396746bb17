"""Invented case files of a few short papers, and findings made by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from openimr.casefile.findings import find
from openimr.casefile.model import Document, DocumentKind, Finding, FindingKind, PagePin
from openimr.citations import Span
from unit.casefile.findings.scoring import a_page

__all__ = ["Case", "Paper", "a_case", "a_document", "a_finding"]

Kind = DocumentKind


class Paper(NamedTuple):
    """A document of one page."""

    kind: DocumentKind
    on: dt.date | None
    text: str


class Case(NamedTuple):
    """Findings and the documents that they stand in."""

    findings: tuple[Finding, ...]
    documents: tuple[Document, ...]


def a_case(*papers: tuple[DocumentKind, str, str]) -> Case:
    """What is found in papers of kind, day (ISO, or empty) and text; the first is document 1 on page 1."""
    pages = [a_page(text, running) for running, (_, _, text) in enumerate(papers, start=1)]
    documents = tuple(a_document(number, kind, on) for number, (kind, on, _) in enumerate(papers, start=1))
    return Case(find(pages, documents), documents)


def a_document(number: int, kind: DocumentKind = Kind.PROGRESS_REPORT, on: str = "") -> Document:
    """A document of one page whose number is its own."""
    day = dt.date.fromisoformat(on) if on else None
    return Document(number=number, first=number, last=number, kind=kind, confidence=1.0, dated_on=day)


def a_finding(kind: FindingKind, document: int = 1, **values: Any) -> Finding:
    """A finding in this document, whose quote is its name."""
    quote = str(values.get("name") or kind)
    pin = PagePin(document=str(document), page=document, span=Span(0, len(quote)), quote=quote)
    identity = f"{kind}-{document}-{'-'.join(str(value) for value in values.values())}"
    return Finding(id=identity, kind=kind, pin=pin, **values)


def all_of(found: Sequence[Finding], kind: FindingKind) -> list[Finding]:
    """The findings of one kind."""
    return [one for one in found if one.kind is kind]
