"""Gives each finding its day and its paper, and each service its discipline.

Source: ``casefile/findings_disciplines.yaml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from openimr.casefile.model import Document, DocumentKind, Finding, FindingState, PagePin
from openimr.casefile.timeline.model import Dating
from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = [
    "Grounds",
    "Seen",
    "day",
    "discipline_of",
    "discipline_of_service",
    "lay_grounds",
    "note_discipline",
    "number",
    "paper_name",
    "where",
]


_SHORT = frozenset(
    {"mri", "ct", "emg", "ncs", "ncv", "tens", "emdr", "crps", "iv", "dna", "ssep", "nsaids", "ekg", "eeg"}
)
"""Parts of ids of services that are written in capitals."""


class _DisciplineRow(Value, frozen=True):
    discipline: str
    services: tuple[str, ...]
    notes: tuple[DocumentKind, ...]
    source: str
    verification: Verification


class Seen(NamedTuple):
    """A finding with its document, and the day that it speaks of or was written on."""

    finding: Finding
    document: Document | None
    on: dt.date | None
    dated: Dating

    @property
    def kind(self) -> DocumentKind | None:
        """What its document is."""
        return self.document.kind if self.document else None

    @property
    def written_on(self) -> dt.date | None:
        """The day of its document."""
        return self.document.dated_on if self.document else None

    @property
    def paper(self) -> str:
        """Its document in words, with its day."""
        name = paper_name(self.document.kind) if self.document else "page outside any document"
        doubt = " (date uncertain)" if self.document and self.document.date_doubts else ""
        return f"{name}, {day(self.written_on)}{doubt}" if self.written_on else name


class Grounds(NamedTuple):
    """All findings that nobody refused, each with its document and day, and all documents."""

    seen: tuple[Seen, ...]
    documents: tuple[Document, ...]


def lay_grounds(findings: Iterable[Finding], documents: Sequence[Document]) -> Grounds:
    """The findings that may be used, in their order."""
    by_number = {str(document.number): document for document in documents}
    usable = [finding for finding in findings if finding.state is not FindingState.REFUSED]
    return Grounds(tuple(_seen(finding, by_number.get(finding.pin.document)) for finding in usable), tuple(documents))


def _seen(finding: Finding, document: Document | None) -> Seen:
    if finding.on is not None:
        return Seen(finding, document, finding.on, Dating.WORDS)
    if document is not None and document.dated_on is not None:
        dating = Dating.DOUBTFUL if document.date_doubts else Dating.DOCUMENT
        return Seen(finding, document, document.dated_on, dating)
    return Seen(finding, document, None, Dating.UNKNOWN)


@cache
def _disciplines() -> dict[str, str]:
    rows = load("casefile/findings_disciplines.yaml", _DisciplineRow)
    return {service: row.discipline for row in rows for service in row.services}


def discipline_of(finding: Finding) -> str:
    """The discipline that the sessions of a finding count in: by its service, else its words; empty where neither is.

    Services that no row names are disciplines by themselves.
    """
    if finding.code:
        return discipline_of_service(finding.code)
    return " ".join(finding.name.lower().split()) if finding.unit == "session" else ""


def discipline_of_service(code: str) -> str:
    """The discipline that the sessions of a service count in.

    >>> discipline_of_service("cbt"), discipline_of_service("tens_unit")
    ('psychotherapy', 'TENS unit')
    """
    return _disciplines().get(code) or " ".join(map(_word, code.split("_")))


def _word(part: str) -> str:
    return part.upper() if part in _SHORT else part


@cache
def note_discipline(kind: DocumentKind) -> str:
    """The discipline whose single sessions documents of this kind are notes of; empty where they are none."""
    rows = load("casefile/findings_disciplines.yaml", _DisciplineRow)
    return next((row.discipline for row in rows if kind in row.notes), "")


def day(on: dt.date | None) -> str:
    """A day as letters of this state write it.

    >>> day(dt.date(2014, 7, 10)), day(None)
    ('07/10/2014', 'no day given')
    """
    return f"{on:%m/%d/%Y}" if on else "no day given"


def paper_name(kind: DocumentKind) -> str:
    """What a document of this kind is called in a sentence.

    >>> paper_name(DocumentKind.UR_DECISION), paper_name(DocumentKind.PROGRESS_REPORT)
    ('utilization review decision', 'progress report')
    """
    named = {DocumentKind.UR_DECISION: "utilization review decision", DocumentKind.CORRESPONDENCE: "letter"}
    return named.get(kind, kind.value.replace("_", " "))


def number(value: float) -> str:
    """A number without needless figures.

    >>> number(12.0), number(7.5)
    ('12', '7.5')
    """
    return f"{value:g}"


def where(pin: PagePin) -> str:
    """The place of a pin in words."""
    return f"document {pin.document}, page {pin.page}" if pin.document else f"page {pin.page}"
