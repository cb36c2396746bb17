"""What "not documented" rests on is told wherever it is less than every page."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from openimr.casefile.model import Grade, Legibility, Page
from openimr.casefile.search import build
from openimr.reviews.issuing import Issue, issue
from openimr.reviews.review import Ground, Statement
from openimr.reviews.whole_case import WholeCase
from unit.reviews.scenes import signed, whole, with_registry, with_sentence, written

NO_XYLOPHONE = Statement(says="No xylophone is documented.", ground=Ground.NOT_DOCUMENTED, looked_for=("xylophone",))


def with_pages(change: Callable[[Page], Page]) -> WholeCase:
    """The case with its pages changed, and searched as they are then."""
    file = whole().case_file
    assert file is not None
    pages = tuple(change(page) for page in file.pages)
    return with_registry(whole(), case_file=msgspec.structs.replace(file, pages=pages), search_index=build(pages))


def graded(number: int, legibility: Legibility) -> Callable[[Page], Page]:
    def change(page: Page) -> Page:
        if page.running != number:
            return page
        texts = () if legibility is Legibility.NEEDS_OCR else page.texts
        return msgspec.structs.replace(page, texts=texts, grade=Grade(legibility=legibility, score=0.4))

    return change


def notes(case: WholeCase, statement: Statement = NO_XYLOPHONE) -> tuple[str, ...]:
    return issue(case, with_sentence(written(), statement)).notes


def last_page() -> int:
    file = whole().case_file
    assert file is not None
    return len(file.pages)


def test_where_every_page_could_be_read_there_is_nothing_to_tell() -> None:
    assert notes(whole()) == ()


def test_pages_that_could_not_be_read_are_named() -> None:
    note, *_ = notes(with_pages(graded(last_page(), Legibility.NEEDS_OCR)))
    assert f"on {last_page() - 1} of {last_page()} pages" in note
    assert f"what stands on page {last_page()}" in note


def test_pages_that_are_hard_to_read_are_named() -> None:
    note, *_ = notes(with_pages(graded(last_page(), Legibility.DOUBTFUL)))
    assert f"on page {last_page()}, hard to read" in note


def test_words_like_those_sought_are_told() -> None:
    file = whole().case_file
    assert file is not None

    def misread(page: Page) -> Page:
        if page.running != 1:
            return page
        text = msgspec.structs.replace(page.texts[-1], text=page.texts[-1].text + "\nxy1ophone")
        return msgspec.structs.replace(page, texts=(text,))

    found = notes(with_pages(misread))
    assert any("xylophone" in note for note in found)


def test_what_is_open_forbids_nothing_and_is_kept_with_the_issue() -> None:
    case = with_pages(graded(last_page(), Legibility.DOUBTFUL))
    result = issue(case, signed(with_sentence(written(), NO_XYLOPHONE), case))
    assert isinstance(result, Issue)
    assert all("hard to read" in note for note in result.notes)
    assert result.notes
