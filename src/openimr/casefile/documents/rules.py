"""The rows of the rulebook by which pages become documents: kinds, marks, labels and figures.

Source: ``rulebook/casefile/document_kinds.yaml``, ``document_marks.yaml``, ``document_labels.yaml`` and
``document_scores.yaml``; feature F18 of the plan.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from functools import cache

from openimr.casefile.documents.words import folded
from openimr.casefile.model import DocumentKind
from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = [
    "AuthorKind",
    "Kind",
    "Label",
    "LabelRole",
    "Mark",
    "MarkRole",
    "kind_row",
    "label_words",
    "labels",
    "marks",
    "score",
]


class AuthorKind(StrEnum):
    """Who writes documents of a kind where nobody signs."""

    PERSON = "person"
    ORGANIZATION = "organization"


class Kind(Value, frozen=True, kw_only=True):
    """What is known of a kind of document: its name, its most pages, and whether it is a physician's report.

    ``is_list`` says that it lists things of several days, so that none of these days is its date.
    """

    kind: DocumentKind
    name: str
    most_pages: int
    is_report: bool
    author: AuthorKind
    source: str
    verification: Verification
    is_list: bool = False


class MarkRole(StrEnum):
    """How a wording shows the kind: as a title, its beginning, on that form only, as a usual word, in a letterhead."""

    TITLE = "title"
    OPENS = "opens"
    FORM = "form"
    BODY = "body"
    LETTERHEAD = "letterhead"


class _MarkRow(Value, frozen=True, kw_only=True):
    kind: DocumentKind
    role: MarkRole
    words: tuple[str, ...]
    source: str
    verification: Verification


class Mark(Value, frozen=True):
    """One wording that speaks for a kind, folded as :func:`~openimr.casefile.documents.words.folded` does."""

    words: str
    kind: DocumentKind
    role: MarkRole


class LabelRole(StrEnum):
    """What a label is for."""

    DATE = "date"
    AUTHOR = "author"
    CLOSING = "closing"
    DEGREE = "degree"
    ORGANIZATION = "organization"
    PLACE = "place"
    PARTY = "party"
    SALUTATION = "salutation"
    CONTINUED = "continued"
    SIGNED = "signed"
    LEAD = "lead"
    LINK = "link"
    NOT_A_TITLE = "not_a_title"
    NOT_A_NAME = "not_a_name"
    TELLING = "telling"


class Label(Value, frozen=True, kw_only=True):
    """Words before a date or a name; ``rank`` 0 says that it is of something else. Without ``kinds`` for every kind."""

    role: LabelRole
    words: tuple[str, ...]
    source: str
    verification: Verification
    rank: int = 1
    kinds: tuple[DocumentKind, ...] = ()
    is_loose: bool = False


class _Score(Value, frozen=True):
    id: str
    value: float
    about: str
    source: str
    verification: Verification


@cache
def _kinds() -> dict[DocumentKind, Kind]:
    return {row.kind: row for row in load("casefile/document_kinds.yaml", Kind)}


def kind_row(kind: DocumentKind) -> Kind:
    """What is known of ``kind``.

    >>> kind_row(DocumentKind.FAX_COVER).most_pages
    1
    """
    return _kinds()[kind]


@cache
def _scores() -> dict[str, float]:
    return {row.id: row.value for row in load("casefile/document_scores.yaml", _Score)}


def score(name: str) -> float:
    """The figure of this name in ``document_scores.yaml``.

    >>> score("start") < 0 < score("title")
    True
    """
    return _scores()[name]


@cache
def marks() -> dict[str, tuple[Mark, ...]]:
    """All wordings that show a kind, by their first word."""
    found: dict[str, list[Mark]] = defaultdict(list)
    for row in load("casefile/document_marks.yaml", _MarkRow):
        for words in dict.fromkeys(folded(words) for words in row.words):
            found[words.split(" ", 1)[0]].append(Mark(words, row.kind, row.role))
    return {first: tuple(rows) for first, rows in found.items()}


@cache
def label_words(role: LabelRole) -> frozenset[str]:
    """The words of all labels of one role, folded."""
    return frozenset(folded(words) for label in labels(role) for words in label.words)


@cache
def labels(role: LabelRole) -> tuple[Label, ...]:
    """The labels of one role, in the order of the sheet."""
    return tuple(row for row in load("casefile/document_labels.yaml", Label) if row.role is role)
