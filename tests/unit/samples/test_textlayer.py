from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.determinations.reading.flow import fold, tidy
from openimr.samples.textlayer import Setting, choose_setting, curled, lay

PARAGRAPHS = [
    "THE FIRST HEADING\nThe first office is a difficult place to find, and medically speaking it is medically fine.",
    "The treating physician requested affordable efficient flexible treatment for the patient. " * 6,
    "A treating physician may close a letter in which the treatment of the patient was not described in any other way.",
]


def by_chance(seed: int = 1) -> Random:
    return Random(seed)


def setting(**changes: object) -> Setting:
    values: dict[str, object] = {
        "width": 80,
        "is_doubled": False,
        "page_lines": 0,
        "has_feet": False,
        "has_carriage": False,
        "has_ligatures": False,
        "has_hard_blanks": False,
        "has_wide_stops": False,
        "has_broken_words": False,
    }
    return Setting(**{**values, **changes})  # type: ignore[arg-type]  # the values above have the types of the fields


def words(text: str) -> str:
    return fold(text).text


WHOLE = tidy(" ".join(PARAGRAPHS))


@pytest.mark.parametrize(
    "trap",
    [
        {},
        {"is_doubled": True},
        {"is_doubled": True, "page_lines": 3},
        {"page_lines": 4},
        {"has_carriage": True},
        {"has_ligatures": True},
        {"has_hard_blanks": True},
        {"has_wide_stops": True},
        {"has_broken_words": True, "width": 30},
        {"page_lines": 5, "has_feet": True},
    ],
)
def test_the_words_stay_the_same_under_every_trap(trap: dict[str, object]) -> None:
    text = lay(PARAGRAPHS, setting(**trap), by_chance(), number="CM14-0012345")
    assert words(text) == WHOLE


@given(seed=st.integers(0, 10**6))
def test_the_words_stay_the_same_under_any_setting(seed: int) -> None:
    rng = by_chance(seed)
    chosen = choose_setting(rng, has_front=True)
    assert words(lay(PARAGRAPHS, chosen, rng, number="CM14-0012345")) == WHOLE


def test_a_page_break_stands_in_the_middle_of_a_sentence() -> None:
    assert "treatment for\n\f" in lay(PARAGRAPHS, setting(page_lines=5, width=83), by_chance()) or "\f" in lay(
        PARAGRAPHS, setting(page_lines=5), by_chance()
    )
    assert "\n\n\n\n" in lay(PARAGRAPHS, setting(is_doubled=True, page_lines=4), by_chance())


def test_a_running_foot_has_the_number_of_the_case() -> None:
    text = lay(PARAGRAPHS, setting(page_lines=4, has_feet=True), by_chance(), number="CM14-0012345")
    assert "IMR Case Number CM14-0012345   1\n" in text
    assert "IMR Case Number" not in lay(PARAGRAPHS, setting(page_lines=4, has_feet=True), by_chance())


def test_the_mark_of_invention_comes_first_and_whole() -> None:
    text = lay(
        PARAGRAPHS, setting(has_hard_blanks=True, has_ligatures=True), by_chance(), mark="A first mark of fiction"
    )
    assert text.startswith("A first mark of fiction\n\n")


def test_a_word_is_broken_only_where_it_stands_whole_elsewhere() -> None:
    text = lay(["alphabetical " * 12, "singular"], setting(width=30, has_broken_words=True), by_chance())
    assert "-\n" in text
    assert "-\n" not in lay(
        ["unrepeatable lengthening considerations everywhere"], setting(width=20, has_broken_words=True), by_chance()
    )


def test_a_word_longer_than_a_line_stays_whole() -> None:
    assert "x" * 200 in lay(["a " + "x" * 200], setting(), by_chance())


def test_straight_marks_become_curly() -> None:
    assert curled('the nurse\'s "needs"') == "the nurse\u2019s \u201cneeds\u201d"
    assert curled("no marks") == "no marks"
