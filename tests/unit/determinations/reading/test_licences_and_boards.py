from __future__ import annotations

import pytest

from openimr.determinations.model import Problem, ReviewerQualifications
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.flow import fold
from openimr.determinations.reading.qualifications import read_qualifications


def read(text: str) -> tuple[ReviewerQualifications, list[Problem]]:
    draft = Draft(fold(text))
    return read_qualifications(draft, 0, len(draft.flow.text)), draft.problems


@pytest.mark.parametrize(
    "text",
    [
        "The expert reviewer is licensed in Nevada, board certified in Internal Medicine.",
        "The expert reviewer is licensed in Nevada and board-certified in Internal Medicine, and has worked.",
        "The expert reviewer is licensed to practice in Nevada, and is Board Certified in Internal Medicine.",
        "The expert reviewer, board certified in Internal Medicine, licensed to practice in Nevada.",
        "The expert reviewer is board certified in Internal Medicine and licensed in Nevada.",
    ],
)
def test_a_licence_and_a_board_in_one_sentence_are_both_read(text: str) -> None:
    reviewer, problems = read(text)
    assert (reviewer.board_certifications, reviewer.licence_states) == (("Internal Medicine",), ("NV",))
    assert not problems


def test_that_someone_is_not_board_certified_gives_no_board() -> None:
    reviewer, _ = read("The expert reviewer is licensed in Nevada. He is not board certified in Internal Medicine.")
    assert reviewer.board_certifications == ()


@pytest.mark.parametrize("name", ["the District of Columbia", "The District of Columbia", "the State of Texas"])
def test_a_state_may_have_its_article(name: str) -> None:
    reviewer, problems = read(f"The expert reviewer is licensed in Nevada and {name}.")
    assert reviewer.licence_states in {("NV", "DC"), ("NV", "TX")}
    assert not problems
