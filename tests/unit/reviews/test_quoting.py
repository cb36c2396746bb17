"""Quoted words are found on their page, and nowhere else."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from openimr.casefile.model import (
    CaseFile,
    Document,
    DocumentKind,
    Grade,
    Legibility,
    Page,
    PageText,
    TextSource,
)
from openimr.citations import Span
from openimr.reviews.quoting import document_words, found_on, pin_of, place_of
from openimr.reviews.review import Quoted

TEXT = "He reports pain of 6/10\nin the lower back (sharp)."


def file_of(text: str, source: TextSource = TextSource.LAYER) -> CaseFile:
    texts = (PageText(source=source, text=text),) if text else ()
    page = Page(file="a", number=1, running=1, width=612, height=792, texts=texts)
    document = Document(number=1, first=1, last=1, kind=DocumentKind.PROGRESS_REPORT, confidence=1.0)
    return CaseFile(pages=(page,), documents=(document,))


words = some.lists(some.text("abcdef(.*+?^$[", min_size=1, max_size=6), min_size=1, max_size=8)


@given(before=words, quoted=words, after=words, gaps=some.data())
def test_a_quotation_is_found_however_the_page_breaks_its_lines(
    before: list[str], quoted: list[str], after: list[str], gaps: some.DataObject
) -> None:
    whites = some.sampled_from([" ", "\n", "  ", "\r\n", "\t"])
    broken = "".join(word + gaps.draw(whites) for word in quoted[:-1]) + quoted[-1]
    text = f"{' '.join(before)} {broken} {' '.join(after)}"
    span = place_of(" ".join(quoted), text)
    assert span is not None
    assert span.quote(text).split() == quoted


@pytest.mark.parametrize("quote", ["pain of 5/10", "Pain of 6/10", "", "   ", "back sharp"])
def test_what_does_not_stand_there_letter_by_letter_is_not_found(quote: str) -> None:
    assert place_of(quote, TEXT) is None
    assert found_on(Quoted(1, quote), file_of(TEXT)) is None


def test_a_pin_says_document_page_place_and_words() -> None:
    pin = pin_of(Quoted(1, "6/10 in   the"), file_of(TEXT))
    assert pin is not None
    assert (pin.document, pin.page, pin.quote) == ("document 1, Progress report, not dated", 1, "6/10 in the")
    assert pin.span.quote(TEXT) == "6/10\nin the"
    assert pin_of(Quoted(2, "pain"), file_of(TEXT)) is None


def test_a_page_outside_of_every_document_is_said_to_be_so() -> None:
    file = CaseFile(pages=file_of(TEXT).pages)
    pin = pin_of(Quoted(1, "pain"), file)
    assert pin is not None
    assert pin.document == "no document"


def test_a_misread_page_holds_what_is_nearly_the_same_and_says_how_near() -> None:
    misread = "He rep0rts paln of 6/1O\nin the lover back (sharp)."
    found = found_on(Quoted(1, "pain of 6/10 in the lower back"), file_of(misread, TextSource.TESSERACT))
    assert found is not None
    assert 0.85 <= found[1].confidence < 1
    assert found_on(Quoted(1, "pain of 6/10 in the lower back"), file_of(misread)) is None


def test_a_number_must_be_the_same_on_a_misread_page_too() -> None:
    misread = file_of("He rep0rts pain of 6/1O\nin the lower back.", TextSource.TESSERACT)
    assert found_on(Quoted(1, "He reports pain of 6/10 in the lower back"), misread) is None
    assert found_on(Quoted(1, "reports pain of 8/10 in the lower back"), misread) is None
    assert found_on(Quoted(1, "pain of 6/10 in the 1ower back"), misread) is None


@pytest.mark.parametrize("quote", ["the left knee gives way on stairs", "no pain at all was told", "", "x" * 500])
def test_a_misread_page_does_not_hold_other_words(quote: str) -> None:
    assert found_on(Quoted(1, quote), file_of(TEXT, TextSource.TESSERACT)) is None


def test_a_page_that_was_not_read_holds_nothing() -> None:
    assert found_on(Quoted(1, "pain"), file_of("")) is None


def test_a_document_is_told_without_a_name() -> None:
    document = Document(
        number=3, first=1, last=2, kind=DocumentKind.IMAGING, confidence=1.0, author="Jane Sample, M.D."
    )
    assert "Sample" not in document_words(document)


def test_what_a_person_saw_on_a_picture_holds_and_says_how_unlike_the_text_is() -> None:
    misread = file_of("Tre 1eft kmee g1ves vvay", TextSource.TESSERACT)
    quoted = Quoted(1, "The left knee gives way")
    assert found_on(quoted, misread) is None
    found = found_on(Quoted(1, "The left knee gives way", is_seen=True), misread)
    assert found is not None
    assert found[1].confidence < 0.85


def test_a_person_may_quote_a_page_of_which_nothing_was_read() -> None:
    found = found_on(Quoted(1, "The left knee gives way", is_seen=True), file_of(""))
    assert found is not None
    assert found[1] == Span(0, 0, 0.0)
    assert found_on(Quoted(1, " ", is_seen=True), file_of("")) is None


def test_nobody_sees_more_on_a_typed_page_than_its_text() -> None:
    assert found_on(Quoted(1, "The left knee gives way", is_seen=True), file_of(TEXT)) is None


@pytest.mark.parametrize("legibility", [Legibility.DOUBTFUL, Legibility.ILLEGIBLE])
def test_a_bad_text_below_a_picture_is_no_better_than_ocr(legibility: Legibility) -> None:
    file = file_of("Tre 1eft kmee g1ves vvay")
    page = msgspec.structs.replace(file.pages[0], grade=Grade(legibility=legibility, score=0.3))
    graded = msgspec.structs.replace(file, pages=(page,))
    assert found_on(Quoted(1, "The left knee gives way", is_seen=True), graded) is not None
