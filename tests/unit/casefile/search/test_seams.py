"""A phrase that begins on one page of a document and ends on the next is found, with the boxes on both pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.model import Box
from openimr.casefile.search import Found, Match, Tolerance, absence, build, search
from openimr.casefile.search.edges import margins
from unit.casefile.search.factories import document, page, pages

HEADED = pages(
    "Report of Dr. Amber\nShe has pain in the low\nClinic of the Bay - page 1",
    "Report of Dr. Amber\nback, and less of it\nClinic of the Bay - page 2",
    "Report of Dr. Amber\nat night.\nClinic of the Bay - page 3",
)
WHOLE = [document(4, 1, 9)]


def found(query: str, *texts: str, tolerance: Tolerance = Tolerance.TOLERANT) -> list[tuple[int, Match]]:
    answer = search(build(pages(*texts)), query, documents=WHOLE, tolerance=tolerance)
    return [(hit.running, hit.match) for hit in answer.pages]


def test_a_phrase_over_a_page_break_is_told_where_it_begins_with_both_its_parts() -> None:
    (hit,) = search(build(pages("ends with low", "back begins")), '"low back"', documents=WHOLE).pages
    (place,) = hit.places
    assert (hit.running, hit.exact, hit.tolerant, hit.document) == (1, 1, 0, 4)
    assert (place.pin.document, place.pin.page, place.pin.quote) == ("4", 1, "low")
    assert place.boxes == (Box(200.0, 0.0, 230.0, 12.0),)
    assert place.then is not None
    assert (place.then.pin.document, place.then.pin.page, place.then.pin.quote) == ("4", 2, "back")
    assert place.then.boxes == (Box(100.0, 0.0, 140.0, 12.0),)
    assert place.then.then is None


def test_its_snippet_runs_over_the_break() -> None:
    snippet = search(build(HEADED), '"low back"', documents=WHOLE).pages[0].snippet
    assert snippet is not None
    assert snippet.before.endswith("She has pain in the")
    assert snippet.quote == "low back"
    assert snippet.after.startswith(", and less of it")


def test_running_heads_and_feet_do_not_part_a_phrase() -> None:
    index = build(HEADED)
    for query, running in (('"the low back and"', 1), ('"less of it at night"', 2)):
        assert [hit.running for hit in search(index, query, documents=WHOLE).pages] == [running]


def test_words_of_the_foot_itself_may_begin_a_phrase() -> None:
    assert [hit.running for hit in search(build(HEADED), '"page 2 at night"', documents=WHOLE).pages] == [2]
    assert [hit.running for hit in search(build(HEADED), '"low report of dr"', documents=WHOLE).pages] == [1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"one two three four"', [(1, Match.EXACT)]),
        ('"two three"', [(1, Match.EXACT)]),
        ('"one two"', [(1, Match.EXACT)]),
        ('"two four"', []),
        ('"four three"', []),
        ("two NEAR/5 three", []),
        ('"zero one two three four five six"', []),
        ('"two three" four', []),
        ('"two three" one', [(1, Match.EXACT)]),
    ],
)
def test_phrases_are_parted_anywhere_and_near_stays_on_one_page(query: str, expected: list[tuple[int, Match]]) -> None:
    assert found(query, "one two", "three four") == expected


def test_an_empty_page_between_is_passed_over_and_a_worded_one_is_not() -> None:
    assert found('"low back"', "the low", "", "back hurts") == [(1, Match.EXACT)]
    assert not found('"low back"', "the low", "x", "back hurts")


def test_pages_of_two_documents_are_not_joined() -> None:
    index = build(pages("the low", "back hurts"))
    for papers in ([document(1, 1, 1), document(2, 2, 2)], [document(1, 1, 1)], [document(1, 2, 2)]):
        assert not search(index, '"low back"', documents=papers).pages


def test_a_word_that_may_be_misread_makes_it_tolerated() -> None:
    assert found('"lumbar spine"', "the 1umbar", "spine hurts") == [(1, Match.TOLERANT)]
    assert not found('"lumbar spine"', "the 1umbar", "spine hurts", tolerance=Tolerance.EXACT)


def test_a_part_of_a_broken_word_may_end_a_page() -> None:
    assert found('"grade sore"', "it is low-\ngrade", "sore today") == [(1, Match.EXACT)]


def test_what_runs_over_a_break_is_not_said_to_be_nowhere() -> None:
    index = build(pages("she had no prior", "acupuncture so far"))
    assert absence(index, '"prior acupuncture"', documents=WHOLE).state is Found.SAID
    assert absence(index, '"prior acupuncture"').state is Found.NOWHERE


def test_edges_are_lines_that_come_again_count_pages_or_were_faxed() -> None:
    texts = [
        "08/01/2014 10:22 FAX 555-010-0100 P.001/002\nThe text.\nDr. Amber, MD",
        "08/01/2014 10:22 FAX 555-010-0100 P.002/002\nMore text, seen on page 3.\n\nPage 2 of 2",
        "",
    ]
    told = margins(texts)
    assert [texts[0][: told[0].head], texts[0][told[0].foot :]] == [texts[0].split("\n")[0], ""]
    assert [texts[1][: told[1].head], texts[1][told[1].foot :]] == [texts[1].split("\n")[0], "Page 2 of 2"]
    assert told[2] == (0, 0)


@given(st.lists(st.sampled_from(["low", "back", "pain", "1", "Page 2", "\n", " "]), max_size=9), st.data())
def test_a_phrase_of_one_text_is_found_wherever_the_page_breaks(words: list[str], data: st.DataObject) -> None:
    whole = " ".join(words)
    cut = data.draw(st.integers(0, len(words)))
    broken = [page(" ".join(words[:cut]), 1), page(" ".join(words[cut:]), 2)]
    for query in ('"low back"', '"back pain"', '"pain low back"'):
        exact = search(build([page(whole, 1)]), query, documents=WHOLE, tolerance=Tolerance.EXACT).exact
        assert search(build(broken), query, documents=WHOLE, tolerance=Tolerance.EXACT).exact >= exact


@given(st.integers(1, 6), st.lists(st.sampled_from("abx"), min_size=20, max_size=60))
def test_near_is_the_same_where_one_word_is_rare(within: int, letters: list[str]) -> None:
    letters[0] = "rare"
    text = " ".join(letters)
    index = build(pages(text))
    plain = {at for at, letter in enumerate(letters) if letter == "a" and at <= within}
    answer = search(index, f"rare NEAR/{within} a", places=99, tolerance=Tolerance.EXACT)
    assert answer.exact == (len(plain) + 1 if plain else 0)
