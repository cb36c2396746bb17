"""Lists the documents of a case file, and the documents reviewed as a determination lists them.

Source: features F18, F24 and F29 of the plan; 8 CCR 9792.10.6(d).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import msgspec

from openimr.calendars.words import day_in_words
from openimr.casefile.documents.rules import kind_row
from openimr.casefile.model import CaseFile, Document, DocumentKind, Legibility, Page
from openimr.citations import Value
from openimr.determinations.model import DocumentReviewed

__all__ = ["IndexRow", "ReviewedEntry", "documents_reviewed", "index", "reviewed_entries", "reviewed_words"]

_UNREAD = {Legibility.ILLEGIBLE, Legibility.NEEDS_OCR}


class IndexRow(Value, frozen=True, kw_only=True):
    """A document in the index of a case file; page numbers are running numbers.

    ``copies`` counts its pages that repeat an earlier page. ``repeats`` is the number of the document that it repeats
    whole; ``repeated_by`` are those that repeat it. ``unreadable`` are its pages that nobody can read as they are,
    ``doubtful`` those that can be read with doubt. ``date_doubts`` say why the date is uncertain.
    """

    number: int
    kind: DocumentKind
    name: str
    title: str
    dated_on: dt.date | None
    author: str
    first: int
    last: int
    pages: int
    confidence: float
    corrected: tuple[str, ...] = ()
    is_opened: bool = False
    copies: int = 0
    repeats: int | None = None
    repeated_by: tuple[int, ...] = ()
    unreadable: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()
    date_doubts: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


class ReviewedEntry(Value, frozen=True, kw_only=True):
    """An entry of the list of documents reviewed, with what only the case file knows: its number and whether opened."""

    entry: DocumentReviewed
    number: int
    first: int
    last: int
    is_opened: bool
    repeated_by: tuple[int, ...] = ()


def index(case_file: CaseFile) -> tuple[IndexRow, ...]:
    """One row for each document of ``case_file``, in the order of its pages; nothing is left out."""
    pages = {page.running: page for page in case_file.pages}
    owner = {running: document.number for document in case_file.documents for running in document.pages}
    names = {file.digest: file.names[0] for file in case_file.files if file.names}
    repeats = {document.number: _repeats(document, pages, owner) for document in case_file.documents}
    repeated: dict[int, list[int]] = defaultdict(list)
    for number, of in repeats.items():
        if of is not None:
            repeated[of].append(number)
    found = (_row(document, pages, names) for document in case_file.documents)
    return tuple(
        msgspec.structs.replace(row, repeats=repeats[row.number], repeated_by=tuple(repeated[row.number]))
        for row in found
    )


def _row(document: Document, pages: dict[int, Page], names: dict[str, str]) -> IndexRow:
    own = [pages[running] for running in document.pages if running in pages]
    grades = {page.running: page.grade.legibility for page in own if page.grade}
    return IndexRow(
        number=document.number,
        kind=document.kind,
        name=kind_row(document.kind).name,
        title=document.title or kind_row(document.kind).name,
        dated_on=document.dated_on,
        author=document.author,
        first=document.first,
        last=document.last,
        pages=len(document.pages),
        confidence=document.confidence,
        corrected=document.corrected,
        is_opened=document.is_opened,
        copies=sum(page.duplicate_of is not None for page in own),
        unreadable=tuple(running for running, grade in grades.items() if grade in _UNREAD),
        doubtful=tuple(running for running, grade in grades.items() if grade is Legibility.DOUBTFUL),
        date_doubts=document.date_doubts,
        files=tuple(dict.fromkeys(names.get(page.file, page.file) for page in own)),
    )


def _repeats(document: Document, pages: dict[int, Page], owner: dict[int, int]) -> int | None:
    """The document that ``document`` repeats whole: each of its pages is a copy of a page of that one, or is blank."""
    found: set[int] = set()
    for running in document.pages:
        page = pages.get(running)
        if page is None:
            return None
        if page.duplicate_of is not None:
            found.add(owner.get(page.duplicate_of, document.number))
        elif page.grade is None or page.grade.legibility is not Legibility.BLANK:
            return None
    return found.pop() if len(found) == 1 and document.number not in found else None


def reviewed_entries(case_file: CaseFile) -> tuple[ReviewedEntry, ...]:
    """One entry for each document of ``case_file`` that is no copy of another, opened or not, in the order of pages.

    A document counts as opened where a copy of it was.
    """
    rows = {row.number: row for row in index(case_file)}
    return tuple(
        ReviewedEntry(
            entry=_entry(row),
            number=row.number,
            first=row.first,
            last=row.last,
            is_opened=row.is_opened or any(rows[copy].is_opened for copy in row.repeated_by),
            repeated_by=row.repeated_by,
        )
        for row in rows.values()
        if row.repeats is None
    )


def documents_reviewed(case_file: CaseFile) -> tuple[DocumentReviewed, ...]:
    """The list for a determination: what a reviewer opened, each document once."""
    return tuple(one.entry for one in reviewed_entries(case_file) if one.is_opened)


def _entry(row: IndexRow) -> DocumentReviewed:
    return DocumentReviewed(
        text=reviewed_words(row),
        title=row.name,
        author=row.author or None,
        dated_on=row.dated_on,
        pages=row.pages,
    )


def reviewed_words(row: IndexRow) -> str:
    """The entry as a determination words it: kind, author, date and pages; what is not known is left out.

    A date that is uncertain is said to be so.

    >>> reviewed_words(
    ...     IndexRow(
    ...         number=1, kind=DocumentKind.IMAGING, name="Imaging report", title="MRI", author="Jane Doe, M.D.",
    ...         dated_on=dt.date(2014, 7, 3), first=1, last=2, pages=2, confidence=1.0,
    ...     )
    ... )
    'Imaging report by Jane Doe, M.D., dated July 3, 2014 (2 pages)'
    """
    author = f" by {row.author}," if row.author else ""
    uncertain = " (date uncertain)" if row.date_doubts else ""
    dated = f" dated {day_in_words(row.dated_on)}{uncertain}" if row.dated_on else ""
    words = f"{row.name}{author}{dated}".rstrip(",")
    return f"{words} ({row.pages} page{'s' if row.pages != 1 else ''})"
