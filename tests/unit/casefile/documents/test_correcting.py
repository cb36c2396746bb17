"""A person can correct any field of a document; pages never get lost and never belong to two."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.documents import Correction, correct
from openimr.casefile.model import Document, DocumentKind, PagePin
from openimr.citations import Span
from openimr.errors import MalformedData, NotFound
from unit.casefile.documents.making import document

THREE = (document(1, 1, 3), document(2, 4, 6, DocumentKind.IMAGING), document(3, 7, 9))


def bounds(documents: tuple[Document, ...]) -> list[tuple[int, int]]:
    return [(one.first, one.last) for one in documents]


@given(st.integers(1, 3), st.integers(1, 9), st.integers(1, 9))
def test_whatever_the_new_bounds_every_page_has_one_document(number: int, one: int, other: int) -> None:
    found = correct(THREE, Correction(number=number, first=min(one, other), last=max(one, other)))
    assert [running for new in found for running in new.pages] == list(range(1, 10))
    assert [new.number for new in found] == list(range(1, len(found) + 1))


def test_fields_that_a_person_gives_are_set_and_named() -> None:
    change = Correction(
        number=2, kind=DocumentKind.CONSULTATION, dated_on=dt.date(2014, 7, 3), author="Alva Brandt, M.D."
    )
    changed = correct(THREE, change)[1]
    assert (changed.kind, changed.dated_on, changed.author) == (
        DocumentKind.CONSULTATION,
        change.dated_on,
        change.author,
    )
    assert changed.corrected == ("kind", "dated_on", "author")
    assert changed.confidence == 1.0


def test_a_second_correction_adds_to_the_first() -> None:
    once = correct(THREE, Correction(number=1, title="Her own words"))
    assert correct(once, Correction(number=1, author=""))[0].corrected == ("title", "author")


def test_a_title_that_was_only_the_name_of_the_kind_follows_the_kind() -> None:
    known = (document(1, 1, 1, title="Progress report"),)
    assert correct(known, Correction(number=1, kind=DocumentKind.PHARMACY))[0].title == "Pharmacy or dispensing record"


def test_pages_that_a_document_gives_up_become_their_own_document() -> None:
    found = correct(THREE, Correction(number=2, last=4))
    assert bounds(found) == [(1, 3), (4, 4), (5, 6), (7, 9)]
    assert (found[2].kind, found[2].confidence) == (DocumentKind.OTHER, 0.0)


def test_pages_that_a_document_takes_are_taken_from_its_neighbours() -> None:
    assert bounds(correct(THREE, Correction(number=2, first=3, last=7))) == [(1, 2), (3, 7), (8, 9)]


def test_a_document_that_takes_all_pages_of_another_replaces_it() -> None:
    assert bounds(correct(THREE, Correction(number=2, last=9))) == [(1, 3), (4, 9)]


def test_a_document_within_another_cuts_it_in_two() -> None:
    long = (document(1, 1, 9), document(2, 10, 10))
    assert bounds(correct(long, Correction(number=2, first=4, last=5))) == [(1, 3), (4, 5), (6, 9), (10, 10)]


def test_pins_name_the_number_that_their_document_has_now() -> None:
    pin = PagePin("3", 7, Span(0, 4), "Pain")
    known = (*THREE[:2], document(3, 7, 9, evidence=(pin,)))
    assert correct(known, Correction(number=2, last=4))[3].evidence[0].document == "4"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Correction(number=1), "It says nothing"),
        (Correction(number=1, first=3, last=2), "It begins at 3 and ends at 2"),
        (Correction(number=3, last=12), "There is no page 12. The pages run from 1 to 9"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_with_the_reason(change: Correction, words: str) -> None:
    with pytest.raises(MalformedData) as raised:
        correct(THREE, change)
    assert words in raised.value.explain()


@pytest.mark.parametrize(("known", "words"), [(THREE, "from 1 to 3"), ((), "Split the pages")])
def test_a_document_that_is_not_there_is_told(known: tuple[Document, ...], words: str) -> None:
    with pytest.raises(NotFound) as raised:
        correct(known, Correction(number=8, author="Nobody"))
    assert words in raised.value.explain()
