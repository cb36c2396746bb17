"""How this house points at what it rests on: a citation of law, guideline or study, and a pin into a document.

Source: 8 CCR 9792.21.1(d) asks that a citation let its reader find the passage again; design, sections 3 and 4.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec

__all__ = ["Citation", "CitationKind", "Pin", "Span", "Value", "Verification"]


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """The ground of every value of the core: frozen, with no unknown fields when read from JSON."""


class Verification(StrEnum):
    """How far a statement of ours has been checked against its source; carried to every output."""

    VERIFIED = "verified"
    PARTIAL = "partial"
    UNVERIFIED = "unverified"
    DRAFT = "draft"


class Span(Value, frozen=True):
    """A stretch of an original text: ``start`` to before ``end``, counted in characters from 0.

    ``confidence`` is 1.0 for what stands under its own label, and less for what was inferred from prose.
    """

    start: int
    end: int
    confidence: float = 1.0

    def quote(self, text: str) -> str:
        """The stretch of ``text`` that this span covers, as it stands there.

        >>> Span(start=4, end=8).quote("the pain is")
        'pain'
        """
        return text[self.start : self.end]


class CitationKind(StrEnum):
    """What a citation points at."""

    LAW = "law"
    GUIDELINE = "guideline"
    STUDY = "study"
    OTHER = "other"


class Citation(Value, frozen=True):
    """A pointer that lets a reader find the passage again: never the passage itself.

    ``title`` names the work ("8 CCR 9792.21.1(d)", "MTUS Chronic Pain Medical Treatment Guidelines"); ``locator`` the
    place in it (section, pages); ``edition`` the version; ``as_of`` the day on which we looked.
    """

    kind: CitationKind
    title: str
    locator: str = ""
    edition: str = ""
    url: str = ""
    as_of: dt.date | None = None
    verification: Verification = Verification.UNVERIFIED

    def sentence(self) -> str:
        """The citation in one line, marked where it is unverified.

        >>> Citation(kind=CitationKind.LAW, title="Labor Code 4610.6(f)", verification=Verification.VERIFIED).sentence()
        'Labor Code 4610.6(f)'
        >>> Citation(kind=CitationKind.LAW, title="Labor Code 4610.6(d)").sentence()
        'Labor Code 4610.6(d) (unverified)'
        """
        words = ", ".join(part for part in (self.title, self.edition, self.locator) if part)
        return words if self.verification is Verification.VERIFIED else f"{words} ({self.verification})"


class Pin(Value, frozen=True):
    """The place in a document that a stated fact rests on: document, page (from 1), span and the words quoted."""

    document: str
    page: int
    span: Span
    quote: str
