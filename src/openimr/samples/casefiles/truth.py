"""The truth about an invented case file: its pages, documents, findings, identifiers, duplicates and gaps.

Quotations are in the words of the paper with single blanks; on the page a line may end inside of one.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from openimr.casefile.model import DocumentKind, Legibility
from openimr.citations import Value
from openimr.samples.casefiles.drafts import Fact, Look

__all__ = [
    "CaseFileTruth",
    "Gap",
    "GapKind",
    "IdentifierKind",
    "TrueContradiction",
    "TrueDocument",
    "TrueFinding",
    "TrueIdentifier",
    "TruePage",
]


class TruePage(Value, frozen=True, kw_only=True):
    """A page: its running number, its place in its file, and how it looks.

    ``document`` is the number of its document, none for a blank page between two; ``text`` what stands on it, in the
    order of a text layer; ``turned`` the degrees by which the scanner turned it clockwise, ``skew`` those by which it
    lies askew, clockwise. ``duplicate_of`` is the running number of the page that it repeats, ``is_same_picture`` says
    that nothing at all differs.
    """

    running: int
    file: str
    number: int
    look: Look
    legibility: Legibility
    document: int | None = None
    text: str = ""
    dpi: int | None = None
    turned: int = 0
    skew: float = 0.0
    duplicate_of: int | None = None
    is_same_picture: bool = False


class TrueDocument(Value, frozen=True, kw_only=True):
    """A document: its number, running numbers of its first and last page, kind, date and author.

    ``repeats`` is the number of the document that was sent before and came again.
    """

    number: int
    first: int
    last: int
    kind: DocumentKind
    title: str
    dated_on: dt.date
    author: str
    repeats: int | None = None


class TrueFinding(Value, frozen=True, kw_only=True):
    """A fact on its page, with the words that say it. Those of a repeated document are told at its first copy only."""

    fact: Fact
    quote: str
    running: int
    document: int


class IdentifierKind(StrEnum):
    """What an identifier belongs to, or what number it is."""

    EMPLOYEE = "employee"
    EMPLOYER = "employer"
    PROVIDER = "provider"
    ADJUSTER = "adjuster"
    ATTORNEY = "attorney"
    ORGANIZATION = "organization"
    BIRTH = "birth"
    CLAIM = "claim"
    RECORD = "record"
    SOCIAL_SECURITY = "social_security"
    PHONE = "phone"
    FAX = "fax"
    EMAIL = "email"
    ADDRESS = "address"
    LICENCE = "licence"


class TrueIdentifier(Value, frozen=True, kw_only=True):
    """An identifier on a page: the words as they stand, and where in the page's text they do."""

    kind: IdentifierKind
    text: str
    running: int
    start: int
    end: int


class TrueContradiction(Value, frozen=True, kw_only=True):
    """Statements that cannot all be true: what they contradict each other about, and the places of their findings."""

    about: str
    findings: tuple[int, ...]


class GapKind(StrEnum):
    """What is missing: a paper that the law asks for, a fact that no paper holds, or a page that nobody can read."""

    RECORD = "record"
    FACT = "fact"
    PAGE = "page"


class Gap(Value, frozen=True, kw_only=True):
    """Something that the case file lacks. ``item`` is the letter of 8 CCR 9792.10.5(a)(1) where it asks for it."""

    kind: GapKind
    what: str
    item: str = ""
    turns_on: str = ""
    running: int | None = None


class CaseFileTruth(Value, frozen=True, kw_only=True):
    """All that is true of one invented case file. ``follows`` is the published determination whose facts it has."""

    number: str
    seed: int
    pages: tuple[TruePage, ...]
    documents: tuple[TrueDocument, ...]
    findings: tuple[TrueFinding, ...]
    identifiers: tuple[TrueIdentifier, ...]
    contradictions: tuple[TrueContradiction, ...] = ()
    gaps: tuple[Gap, ...] = ()
    follows: str = ""
