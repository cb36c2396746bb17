from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.model import (
    CaseFile,
    Document,
    DocumentKind,
    FileKind,
    Grade,
    Legibility,
    Page,
    ReceivedFile,
)
from openimr.casefile.pages import cure_list, numbers_in_words

FILE = "a" * 64


def page(
    running: int, legibility: Legibility | None, *reasons: str, skew: float = 0.0, duplicate_of: int | None = None
) -> Page:
    grade = None if legibility is None else Grade(legibility=legibility, score=0.1, reasons=reasons)
    return Page(
        file=FILE,
        number=running,
        running=running,
        width=612,
        height=792,
        grade=grade,
        skew=skew,
        duplicate_of=duplicate_of,
    )


def case_file(*pages: Page, documents: tuple[Document, ...] = ()) -> CaseFile:
    received = ReceivedFile(
        digest=FILE,
        names=("uploads/records.pdf", "again.pdf"),
        kind=FileKind.PDF,
        size_bytes=1,
        received_at=dt.datetime(2024, 5, 1, tzinfo=dt.UTC),
        pages=len(pages),
        first_running=1,
    )
    return CaseFile(files=(received,), pages=pages, documents=documents)


def document(number: int, first: int, last: int, kind: DocumentKind, title: str = "") -> Document:
    on = dt.date(2024, 3, 4) if title else None
    return Document(number=number, first=first, last=last, kind=kind, confidence=1, title=title, dated_on=on)


def test_nothing_is_asked_for_where_all_can_be_read_or_nobody_tried() -> None:
    fine = [Legibility.READABLE, Legibility.BLANK, Legibility.NEEDS_OCR, None]
    assert cure_list(case_file(*(page(number, each) for number, each in enumerate(fine, start=1)))) == ()


def test_illegible_pages_come_first_grouped_by_document_and_are_said_in_words() -> None:
    reason = "Hardly a word can be read, though there is writing or a picture."
    pages = (
        page(1, Legibility.DOUBTFUL, "OCR is 70 % sure of it.", "The scan is coarse: 98 dots an inch."),
        page(2, Legibility.ILLEGIBLE, reason, skew=3.0),
        page(3, Legibility.ILLEGIBLE, reason, "40 % of its letters stand in words that are known or likely."),
        page(4, Legibility.ILLEGIBLE, "The picture is blurred."),
    )
    documents = (
        document(1, 1, 1, DocumentKind.UR_DECISION),
        document(2, 2, 3, DocumentKind.PROGRESS_REPORT, "Progress report"),
        document(3, 4, 4, DocumentKind.OTHER),
    )
    report, other, decision = cure_list(case_file(*pages, documents=documents))
    assert (report.document, report.pages, report.legibility) == (2, (2, 3), Legibility.ILLEGIBLE)
    assert report.says == (
        "Pages 2, 3 of the case file (pages 2, 3 of records.pdf; Progress report of 03/04/2024) cannot be read: hardly "
        "a word can be read, though there is writing or a picture; the page was scanned askew; much of it does not "
        "read as words. Please send a clear copy, scanned from the original at 300 dots an inch."
    )
    assert "(page 4 of records.pdf; document)" in other.says
    assert decision.legibility is Legibility.DOUBTFUL
    assert "UR decision) can be read only in part: the letters are not clear; the scan is coarse." in decision.says


def test_a_page_is_not_asked_for_whose_repetition_can_be_read() -> None:
    bad, good = page(1, Legibility.ILLEGIBLE), page(2, Legibility.READABLE, duplicate_of=1)
    assert cure_list(case_file(bad, good)) == ()
    good, bad = page(1, Legibility.READABLE), page(2, Legibility.ILLEGIBLE, duplicate_of=1)
    assert cure_list(case_file(good, bad)) == ()
    both = case_file(page(1, Legibility.ILLEGIBLE), page(2, Legibility.DOUBTFUL, duplicate_of=1))
    assert [cure.pages for cure in cure_list(both)] == [(1,), (2,)]


def test_pages_of_a_file_that_is_not_known_are_asked_for_too() -> None:
    (cure,) = cure_list(CaseFile(pages=(page(1, Legibility.ILLEGIBLE),)))
    assert cure.file == ""
    assert cure.says.startswith("Page 1 of the case file (page 1) cannot be read: the writing is not clear.")


@pytest.mark.parametrize(
    ("numbers", "words"),
    [((4,), "page 4"), ((4, 5), "pages 4, 5"), ((4, 5, 6, 9), "pages 4 to 6 and 9"), ((1, 3, 5), "pages 1, 3 and 5")],
)
def test_page_numbers_are_given_as_in_a_letter(numbers: tuple[int, ...], words: str) -> None:
    assert numbers_in_words(numbers) == words


@given(st.lists(st.integers(1, 60), min_size=1))
def test_page_numbers_in_words_name_the_same_pages(numbers: list[int]) -> None:
    said = numbers_in_words(numbers).split(" ", 1)[1]
    named: set[int] = set()
    for part in said.replace(" and ", ", ").split(", "):
        first, _, last = part.partition(" to ")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == set(numbers)


@given(st.lists(st.sampled_from([*Legibility, None]), max_size=12))
def test_every_page_that_cannot_be_read_is_asked_for_once(legibilities: list[Legibility | None]) -> None:
    pages = [page(number, each) for number, each in enumerate(legibilities, start=1)]
    asked = [number for cure in cure_list(case_file(*pages)) for number in cure.pages]
    wanted = [each.running for each in pages if each.grade and each.grade.legibility in ("illegible", "doubtful")]
    assert sorted(asked) == wanted
