"""What holds for every query on every case file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.model import Legibility
from openimr.casefile.search import Match, Tolerance, build, search
from openimr.casefile.search.index import SearchIndex
from openimr.casefile.search.query import Word
from openimr.casefile.search.variants import variants
from openimr.casefile.search.words import fold, slots
from unit.casefile.search.factories import page

WORDS = ("lumbar", "lurnbar", "1umbar", "pain", "paln", "low", "back", "lowback", "10", "lo", "acu", "puncture")
ASKED = st.sampled_from([*WORDS, "acupuncture", "Lumbar", "lum*"])
SPACES = st.sampled_from([" ", "\n", "-\n", ", "])
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), SPACES), max_size=14).map(
    lambda pairs: "".join(word + space for word, space in pairs)
)
LEGIBILITIES = st.sampled_from([None, Legibility.READABLE, Legibility.ILLEGIBLE, Legibility.DOUBTFUL])
FILES = st.lists(st.tuples(TEXTS, LEGIBILITIES), min_size=1, max_size=5).map(
    lambda rows: build([page(text, number, grade) for number, (text, grade) in enumerate(rows, start=1)])
)
PHRASES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(lambda words: f'"{" ".join(words)}"')
LEAVES = ASKED | PHRASES
TOLERANCES = st.sampled_from(Tolerance)


def sure(index: SearchIndex, query: str, tolerance: Tolerance = Tolerance.TOLERANT) -> set[int]:
    hits = search(index, query, tolerance=tolerance).pages
    return {hit.running for hit in hits if hit.match is Match.EXACT}


def maybe(index: SearchIndex, query: str, tolerance: Tolerance = Tolerance.TOLERANT) -> set[int]:
    return {hit.running for hit in search(index, query, tolerance=tolerance).pages}


@given(FILES, LEAVES)
def test_every_place_quotes_what_stands_there(index: SearchIndex, query: str) -> None:
    for hit in search(index, query).pages:
        text = index.pages[hit.running - 1].text
        for place in hit.places:
            assert place.pin.span.quote(text) == place.pin.quote
            assert place.pin.quote
            assert place.boxes


@given(FILES, st.sampled_from(WORDS))
def test_the_quote_of_an_exact_word_is_that_word_or_holds_it_as_a_part(index: SearchIndex, word: str) -> None:
    for hit in search(index, word).pages:
        for place in hit.places:
            said = {part for _, _, parts in slots(place.pin.quote) for part in parts}
            if place.match is Match.EXACT:
                assert fold(word) in said
            else:
                numbers = variants(index, Word(word), Tolerance.TOLERANT).tolerant
                closed_up = "".join(filter(str.isalnum, fold(place.pin.quote)))
                assert said & {index.terms[number] for number in numbers} or word in closed_up


@given(FILES, PHRASES)
def test_an_exact_phrase_is_found_where_a_plain_reading_finds_it(index: SearchIndex, phrase: str) -> None:
    wanted = [fold(word) for word in phrase.strip('"').split()]
    plain = set()
    for row in index.pages:
        words = [parts for _, _, parts in slots(row.text)]
        for at in range(len(words) - len(wanted) + 1):
            if all(word in parts for word, parts in zip(wanted, words[at:], strict=False)):
                plain.add(row.running)
    assert plain <= sure(index, phrase)


@given(FILES, LEAVES, LEAVES, TOLERANCES)
def test_and_is_what_both_parts_share_and_or_what_either_has(
    index: SearchIndex, one: str, other: str, tolerance: Tolerance
) -> None:
    for pages in (sure, maybe):
        left, right = pages(index, one, tolerance), pages(index, other, tolerance)
        assert pages(index, f"{one} {other}", tolerance) == left & right
        assert pages(index, f"{one} OR {other}", tolerance) == left | right


@given(FILES, LEAVES)
def test_without_is_the_complement(index: SearchIndex, query: str) -> None:
    every = {row.running for row in index.pages}
    assert maybe(index, f"-{query}") == every - sure(index, query)
    assert not sure(index, f"-{query}") & maybe(index, query)
    assert maybe(index, f"--{query}") == maybe(index, query)
    assert sure(index, f"--{query}") == sure(index, query)


@given(FILES, LEAVES, LEAVES)
def test_without_both_is_without_the_one_or_without_the_other(index: SearchIndex, one: str, other: str) -> None:
    for pages in (sure, maybe):
        assert pages(index, f"-({one} {other})") == pages(index, f"-{one}") | pages(index, f"-{other}")
        assert pages(index, f"-({one} OR {other})") == pages(index, f"-{one}") & pages(index, f"-{other}")


@given(FILES, LEAVES, LEAVES, st.integers(1, 6))
def test_near_is_the_same_from_both_sides_and_grows_with_its_number(
    index: SearchIndex, one: str, other: str, within: int
) -> None:
    forth = search(index, f"{one} NEAR/{within} {other}").pages
    assert forth == search(index, f"{other} NEAR/{within} {one}").pages
    wider = f"{one} NEAR/{within + 1} {other}"
    assert {hit.running for hit in forth} <= maybe(index, wider)
    assert {hit.running for hit in forth} <= maybe(index, f"{one} {other}")


@given(FILES, st.sampled_from(WORDS), st.sampled_from(WORDS), st.integers(1, 6))
def test_near_finds_what_a_plain_reading_finds(index: SearchIndex, one: str, other: str, within: int) -> None:
    plain = set()
    for row in index.pages:
        words = [parts for _, _, parts in slots(row.text)]
        for at, parts in enumerate(words):
            for gap in range(1, within + 1):
                if at + gap < len(words):
                    behind = words[at + gap]
                    if (one in parts and other in behind) or (other in parts and one in behind):
                        plain.add(row.running)
    assert sure(index, f"{one} NEAR/{within} {other}") == plain


@given(FILES, LEAVES)
def test_tolerance_only_adds_and_sure_pages_come_first_in_running_order(index: SearchIndex, query: str) -> None:
    hits = search(index, query).pages
    assert sure(index, query) == maybe(index, query, Tolerance.EXACT)
    assert [(hit.match is not Match.EXACT, hit.running) for hit in hits] == sorted(
        (hit.match is not Match.EXACT, hit.running) for hit in hits
    )
    assert search(index, query) == search(index, query)


@given(FILES, LEAVES)
def test_counts_by_page_and_document_add_up(index: SearchIndex, query: str) -> None:
    found = search(index, query)
    assert found.exact == sum(hit.exact for hit in found.pages) == sum(row.exact for row in found.documents)
    assert found.tolerant == sum(hit.tolerant for hit in found.pages) == sum(row.tolerant for row in found.documents)
    assert found.found_pages == len(found.pages) == sum(row.pages for row in found.documents)
