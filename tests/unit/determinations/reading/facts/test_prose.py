from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.determinations.reading.facts.prose import in_small_letters, lay_out, word_set, words_of


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He fell. She rose.", 2),
        ("Seen by Dr. Roe. He has pain.", 2),
        ("See p. 23 of it.", 1),
        ("He said no. She left.", 2),
        ("1. Lumbago. 2. Gout.", 2),
        ("The list is: 1. Lumbago.", 1),
        ("He has had 12. She had 6.", 2),
        ("Is it so? It is! Yes.", 3),
        ("", 0),
    ],
)
def test_sentences_end_where_readers_see_it(text: str, count: int) -> None:
    assert len(lay_out(where="", text=text).sentences) == count


@given(st.text())
def test_sentences_are_the_whole_text(text: str) -> None:
    prose = lay_out(where="", text=text)
    assert "".join(sentence.words for sentence in prose.sentences) == prose.lower
    assert len(prose.lower) == len(text)


def test_a_place_leads_to_its_sentence() -> None:
    prose = lay_out(where="", text="He fell. She rose.")
    assert prose.sentence_at(0).words == "he fell. "
    assert prose.sentence_at(9).words == "she rose."


def test_words_are_cut_at_marks() -> None:
    assert words_of("sprain/strain (lumbar)") == ["sprain", "strain", "lumbar"]
    assert word_set("a b", "c") == {"a", "b", "c"}


def test_capitals_that_grow_stay() -> None:
    assert in_small_letters("A\u0130B") == "a\u0130b"
