"""How a wording is broken into words."""

from __future__ import annotations

import pytest

from openimr.citations import Span
from openimr.treatments.parsing.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("PT 2x6", ["pt", "2", "x", "6"]),
        ("3XWK", ["3", "x", "wk"]),
        ("Norco 10/325mg", ["norco", "10", "/", "325", "mg"]),
        ("b.i.d. p.o.", ["bid", "po"]),
        ("1,000 of 62318,77113", ["1000", "of", "62318", ",", "77113"]),
        (".5 mg", ["0.5", "mg"]),
        ("Quervain's \u201cx\u201d \u2013 2\u00d74", ["quervains", '"', "x", '"', "-", "2", "x", "4"]),
        ("thera\u00adpy", ["therapy"]),
        ("\u00b9 \u0663 \u00e9", ["?", "?", "?"]),
        ("12345678", ["..."]),
        ("", []),
        ("\x1f \x00", []),
    ],
)
def test_a_wording_is_broken_into_words(text: str, words: list[str]) -> None:
    assert tokenize(text).words == words


def test_places_are_those_of_the_text() -> None:
    tokens = tokenize("  Left\n knee")
    assert tokens.span(0, 1) == Span(start=2, end=6)
    assert tokens.span(0, 2).quote("  Left\n knee") == "Left\n knee"


def test_beyond_the_ends_there_is_no_word() -> None:
    tokens = tokenize("knee")
    assert (tokens.word(-1), tokens.word(0), tokens.word(1)) == ("", "knee", "")


def test_words_that_touch_are_told_from_words_apart() -> None:
    tokens = tokenize("L4 L 5")
    assert [tokens.joined(at) for at in range(4)] == [True, False, False, False]
