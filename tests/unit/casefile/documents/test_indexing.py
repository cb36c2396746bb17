"""The index lists every document; the list of documents reviewed has each once, as determinations list them."""

from __future__ import annotations

import datetime as dt

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.documents import documents_reviewed, index, reviewed_entries, reviewed_words
from openimr.casefile.documents.indexing import IndexRow
from openimr.casefile.documents.rules import kind_row
from openimr.casefile.model import CaseFile, DocumentKind, FileKind, Legibility, ReceivedFile
from openimr.determinations.model import DocumentReviewed
from openimr.determinations.reading.documents import read_document
from unit.casefile.documents.making import DAY, case_file, document, page, unread

DOCTOR = "Alva Brandt, M.D."


def row(**fields: object) -> IndexRow:
    base = IndexRow(
        number=1,
        kind=DocumentKind.PROGRESS_REPORT,
        name="Progress report",
        title="",
        dated_on=None,
        author="",
        first=1,
        last=1,
        pages=1,
        confidence=1.0,
    )
    return msgspec.structs.replace(base, **fields)


def test_a_row_holds_what_is_known_of_a_document() -> None:
    received = ReceivedFile(
        digest="a" * 64,
        names=("records.pdf", "again.pdf"),
        kind=FileKind.PDF,
        size_bytes=1,
        received_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
        pages=3,
        first_running=1,
    )
    pile = (page("one", 1), unread(2, Legibility.ILLEGIBLE), unread(3, Legibility.DOUBTFUL))
    known = CaseFile(files=(received,), pages=pile, documents=(document(1, 1, 3, dated_on=DAY, author=DOCTOR),))
    (found,) = index(known)
    assert (found.name, found.title, found.pages) == ("Progress report", "Progress report", 3)
    assert (found.unreadable, found.doubtful, found.files) == ((2,), (3,), ("records.pdf",))


def test_a_document_sent_twice_is_listed_once_and_both_are_in_the_index() -> None:
    pile = (
        page("one", 1),
        page("two", 2),
        page("one", 3, duplicate_of=1),
        page("two", 4, duplicate_of=2),
        unread(5, Legibility.BLANK),
    )
    known = CaseFile(pages=pile, documents=(document(1, 1, 2), document(2, 3, 5, is_opened=True)))
    first, second = index(known)
    assert (first.repeated_by, second.repeats, second.copies) == ((2,), 1, 2)
    (entry,) = reviewed_entries(known)
    assert (entry.number, entry.is_opened, entry.repeated_by) == (1, True, (2,))


def test_a_document_that_repeats_only_a_part_is_a_document_of_its_own() -> None:
    pile = (page("one", 1), page("one", 2, duplicate_of=1), page("more", 3))
    known = CaseFile(pages=pile, documents=(document(1, 1, 1), document(2, 2, 3)))
    assert [one.repeats for one in index(known)] == [None, None]
    assert [one.copies for one in index(known)] == [0, 1]


def test_a_document_whose_pages_are_not_there_repeats_nothing() -> None:
    assert index(CaseFile(documents=(document(1, 1, 1),)))[0].repeats is None


def test_a_determination_lists_only_what_was_opened() -> None:
    known = case_file(
        document(1, 1, 2, is_opened=True, dated_on=DAY, author=DOCTOR), document(2, 3, 3, DocumentKind.FAX_COVER)
    )
    assert documents_reviewed(known) == (
        DocumentReviewed(
            text=f"Progress report by {DOCTOR}, dated July 3, 2014 (2 pages)",
            title="Progress report",
            author=DOCTOR,
            dated_on=DAY,
            pages=2,
        ),
    )


def test_what_is_not_known_is_left_out_of_the_words() -> None:
    assert reviewed_words(row()) == "Progress report (1 page)"


@given(
    st.sampled_from(DocumentKind),
    st.sampled_from(["", "Alva Brandt, M.D.", "Edda Ibarra, Ph.D.", "Hugo Jansky, D.O."]),
    st.none() | st.dates(dt.date(1960, 1, 1), dt.date(2040, 1, 1)),
    st.integers(1, 400),
)
def test_an_entry_is_read_back_from_its_words(kind: DocumentKind, author: str, day: dt.date | None, pages: int) -> None:
    words = reviewed_words(row(kind=kind, name=kind_row(kind).name, author=author, dated_on=day, pages=pages))
    found = read_document(words)
    assert (found.author or "", found.dated_on, found.pages) == (author, day, pages)
    assert found.title == kind_row(kind).name
