"""Every non-blank character of a letter belongs to exactly one part, however the letter is mangled."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.determinations.reading import read_text

LETTERS = {
    path.stem: path.read_text("utf-8")
    for path in sorted((Path(__file__).resolve().parents[3] / "letters").glob("*.txt"))
}
SHARDS = ["\f", "\n \n", "\r\n", "\u00ad", "\ufb01", "3\f", " Upheld", ": Upheld\n", "Rationale: ", "\u00a0", "2. ",
          "\n\nClaims Administrator guideline: ", "is not medically necessary", "\n- 4 -\n", "Case Number: ",
          "\u2022 "]  # fmt: skip


def assert_each_character_is_in_one_part(text: str) -> None:
    read = read_text(text)
    held = Counter(place for part in read.parts for place in range(part.span.start, part.span.end))
    assert not [place for place, character in enumerate(text) if not character.isspace() and held[place] != 1]
    assert max(held.values(), default=0) <= 1
    for span in read.spans.values():
        assert 0 <= span.start <= span.end <= len(text)


@pytest.mark.parametrize("name", LETTERS)
def test_of_a_letter_nothing_is_lost_and_nothing_is_held_twice(name: str) -> None:
    assert_each_character_is_in_one_part(LETTERS[name])


@settings(max_examples=150)
@given(name=st.sampled_from(sorted(LETTERS)), data=st.data())
def test_of_a_mangled_letter_nothing_is_lost(name: str, data: st.DataObject) -> None:
    text = LETTERS[name]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 400)))
        text = text[:start] + data.draw(st.sampled_from(["", *SHARDS])) + text[end:]
    assert_each_character_is_in_one_part(text)


@settings(max_examples=60)
@given(
    text=st.lists(
        st.sampled_from([*SHARDS, "word", *(t[i : i + 300] for t in LETTERS.values() for i in range(0, 1500, 300))])
    ).map("".join)
)
def test_of_shards_put_together_at_will_nothing_is_lost(text: str) -> None:
    assert_each_character_is_in_one_part(text)


def test_of_the_seeds_nothing_is_lost(seeds: dict[str, str]) -> None:
    for text in seeds.values():
        assert_each_character_is_in_one_part(text)
