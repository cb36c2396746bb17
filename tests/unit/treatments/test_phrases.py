"""Phrases of a vocabulary in prose."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.treatments.phrases import PhraseFinder, lowered, places_of, word_set, words_in

FINDER = PhraseFinder(
    [
        ("therapy", "therapy"),
        ("physical therapy", "pt"),
        ("bio behavioral", "bio"),
        ("PT", "pt"),
        ("yoga class", "yoga"),
        ("H-wave", "hwave"),
        ("biopsy", "biopsy"),
        ("biopsy", "second"),
        ("hot/cold pack", "pack"),
        ("x ray", "xray"),
    ]
)


def found(text: str) -> list[tuple[str, str]]:
    return [(match.id, text[match.start : match.end]) for match in FINDER.find(text)]


def test_the_longest_phrase_wins() -> None:
    assert found("Physical therapy") == [("pt", "Physical therapy")]


def test_hyphens_and_line_ends_join_words() -> None:
    assert found("bio-behavioral, bio\n\nbehavioral") == [("bio", "bio-behavioral"), ("bio", "bio\n\nbehavioral")]


def test_plurals_are_found() -> None:
    assert found("biopsies, yoga classes, x-rays, therapies") == [
        ("biopsy", "biopsies"),
        ("yoga", "yoga classes"),
        ("xray", "x-rays"),
        ("therapy", "therapies"),
    ]


def test_an_abbreviation_is_found_in_capitals_only() -> None:
    assert found("PT for the pt") == [("pt", "PT")]


def test_a_part_of_a_word_is_not_found() -> None:
    assert found("psychotherapy biopsying XPT PTs4") == []
    assert found("biopsy and autobiopsy") == [("biopsy", "biopsy")]


def test_a_text_without_any_first_word_costs_nothing_more() -> None:
    assert FINDER.find("nothing here") == ()


def test_the_first_of_two_equal_phrases_counts() -> None:
    assert found("biopsy") == [("biopsy", "biopsy")]


def test_small_letters_keep_the_length() -> None:
    assert len(lowered("\u0130X")) == 2
    assert lowered("\u0130X")[1] == "x"


def test_words_on_lines_make_one_set() -> None:
    assert word_set("a b", "c") == {"a", "b", "c"}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_searched_without_overlap(text: str) -> None:
    matches = FINDER.find(text)
    assert all(one.end <= other.start for one, other in pairwise(matches))


@settings(max_examples=100)
@given(st.text(alphabet="ab9 -\n\u2019\u00e9\u0130.", max_size=40))
def test_words_are_runs_of_small_letters_and_figures(text: str) -> None:
    assert words_in(text) == frozenset(re.findall(r"[a-z0-9]+", text))


@settings(max_examples=100)
@given(st.text(alphabet="abc", max_size=30))
def test_each_place_of_a_sign_is_found_once_and_in_order(text: str) -> None:
    assert places_of(("ab", "a"), text) == [match.start() for match in re.finditer("a", text)]


def test_a_phrase_whose_second_word_is_nowhere_is_not_sought() -> None:
    assert found("a hot compress and an ice pack") == []
