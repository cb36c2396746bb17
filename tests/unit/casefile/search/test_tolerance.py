"""Words that may be misread: which are tolerated, how they are marked, and what is never taken for another."""

from __future__ import annotations

import pytest

from openimr.casefile.search import Match, Reason, Tolerance, build, search
from unit.casefile.search.factories import pages


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("lumbar", "the lurnbar spine"),
        ("lurnbar", "the lumbar spine"),
        ("radiculopathy", "radicu1opathy"),
        ("10", "lO sessions"),
        ("L5", "level 15"),
        ("BDI", "8D1 of 20"),
        ("acupuncture", "acupunctvre"),
        ("acupuncture", "acupunture"),
        ("acupuncture", "acupunncture"),
        ("acupuncture", "acupucnture"),
        ("acupuncture", "acu puncture"),
        ('"lumbar spine"', "1umbar splne"),
        ('"low back"', "lowback"),
        ("lumbar NEAR/2 spine", "lurnbar splne"),
        ("lumbar NEAR/2 spine", "splne, lurnbar"),
    ],
)
def test_what_may_be_misread_is_found_and_marked(query: str, text: str) -> None:
    found = search(build(pages(text)), query)
    assert found.found_pages == 1
    assert found.sure_pages == 0
    assert found.pages[0].reasons == (Reason.MISREAD,)
    assert {place.match for place in found.pages[0].places} == {Match.TOLERANT}
    assert search(build(pages(text)), query, tolerance=Tolerance.EXACT).found_pages == 0


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("15", "16 sessions"),
        ("12345", "12346"),
        ("9792.10.5", "9792.10.6"),
        ("15", "it is so"),
        ("is", "15"),
        ("neck", "deck"),
        ("acupuncture", "acpnctr"),
        ("5", "the patient's"),
        ("acup*", "acvpuncture"),
        ('"low bac*"', "lowback"),
        ("foll", "fo ll"),
    ],
)
def test_what_is_not_the_same_is_not_tolerated(query: str, text: str) -> None:
    found = search(build(pages(text)), query)
    assert found.found_pages == 0


def test_exact_hits_rank_before_tolerated_ones() -> None:
    found = search(build(pages("lurnbar", "lumbar", "lumbar and lurnbar")), "lumbar")
    assert [(hit.running, hit.match, hit.exact, hit.tolerant) for hit in found.pages] == [
        (2, Match.EXACT, 1, 0),
        (3, Match.EXACT, 1, 1),
        (1, Match.TOLERANT, 0, 1),
    ]
    assert (found.exact, found.tolerant, found.sure_pages, found.found_pages) == (2, 2, 2, 3)


def test_on_a_page_exact_places_come_before_tolerated_ones() -> None:
    hit = search(build(pages("lurnbar then lumbar")), "lumbar").pages[0]
    assert [place.pin.quote for place in hit.places] == ["lumbar", "lurnbar"]


def test_without_leaves_no_page_out_for_a_guess() -> None:
    found = search(build(pages("pain, lurnbar", "pain, lumbar", "pain")), "pain -lumbar")
    assert [(hit.running, hit.match) for hit in found.pages] == [(3, Match.EXACT), (1, Match.TOLERANT)]


def test_a_broken_word_is_exact_though_a_part_of_it_would_be_tolerated() -> None:
    hit = search(build(pages("therap-\ny")), "therapy").pages[0]
    assert (hit.exact, hit.tolerant) == (1, 0)


def test_a_sure_word_beside_a_misread_one_is_only_tolerated() -> None:
    hit = search(build(pages("lurnbar spine")), "lumbar NEAR/2 spine").pages[0]
    assert (hit.match, hit.exact, hit.tolerant) == (Match.TOLERANT, 0, 2)


def test_neighbours_that_are_surely_there_are_not_tolerated_as_well() -> None:
    hit = search(build(pages("lumbar pain lurnbar")), "lumbar NEAR/2 pain").pages[0]
    assert (hit.exact, hit.tolerant) == (2, 1)
