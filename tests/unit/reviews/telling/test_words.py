"""The words that all parts of the page share: pages with what is quoted on them."""

from __future__ import annotations

from openimr.citations import Pin, Span
from openimr.reviews.telling.words import pin_words
from unit.reviews.telling.overviews import another_pin


def test_a_page_outside_the_case_file_is_told_with_its_document() -> None:
    assert pin_words([another_pin()]) == ("progress note, page 3: “12”",)


def test_a_page_of_the_case_file_needs_no_document_since_its_number_runs() -> None:
    assert pin_words([Pin("12", 13, Span(0, 1), "a")]) == ("page 13: “a”",)
    assert pin_words([Pin("document 12", 13, Span(0, 1), "a")]) == ("page 13: “a”",)
    assert pin_words([Pin("", 13, Span(0, 1), "a")]) == ("page 13: “a”",)


def test_a_long_quote_is_cut_and_marked_so() -> None:
    (told,) = pin_words([Pin("3", 12, Span(0, 900), "pain " * 180)])
    assert told.endswith("pain…”")
    assert len(told) < 160


def test_of_many_places_the_first_are_told_and_each_once() -> None:
    pins = [Pin("1", page, Span(0, 1), "a") for page in (1, 2, 3, 4, 5, 6, 1)]
    assert pin_words(pins)[-1] == "and 2 more places"
    assert len(pin_words(pins)) == 5
    assert pin_words(pins[:1] * 3) == ("page 1: “a”",)
