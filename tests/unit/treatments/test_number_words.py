"""Numbers in words: what each is worth, and that all who read them know the same words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.treatments.number_words import NUMBER_PATTERN, NUMBER_WORDS, ONES, TENS, number_of_words
from openimr.treatments.parsing.numbers import read_number
from openimr.treatments.parsing.tokens import tokenize
from openimr.treatments.quantities import find_quantities


@given(st.sampled_from(sorted(TENS)), st.sampled_from(sorted(ONES)), st.sampled_from(" -"))
def test_tens_and_ones_are_worth_their_sum_with_or_without_a_hyphen(tens: str, ones: str, joint: str) -> None:
    assert number_of_words(f"{tens}{joint}{ones}") == TENS[tens] + ONES[ones]


@pytest.mark.parametrize("words", ["", "a", "dozens", "one one", "ten two", "twenty eleven", "twenty-four-five"])
def test_other_words_are_no_number(words: str) -> None:
    assert number_of_words(words) is None


@pytest.mark.parametrize("word", sorted(NUMBER_WORDS))
def test_the_parser_of_requests_reads_every_word_alike(word: str) -> None:
    read = read_number(tokenize(f"{word} visits"), 0)
    assert read is not None
    assert read.least == number_of_words(word)


@pytest.mark.parametrize("word", sorted(NUMBER_WORDS))
def test_the_pattern_finds_every_word_whole(word: str) -> None:
    assert re.fullmatch(NUMBER_PATTERN, word)


@pytest.mark.parametrize(
    ("wording", "count"),
    [
        ("seventeen sessions of acupuncture", "17"),
        ("twenty-five sessions of acupuncture", "25"),
        ("thirty six sessions of acupuncture", "36"),
        ("twenty one-hour sessions of acupuncture", "20"),
    ],
)
def test_a_wording_counts_in_words(wording: str, count: str) -> None:
    (found,) = find_quantities(wording)
    assert found.total is not None
    assert found.total.words() == count
