from __future__ import annotations

from typing import Any

import pytest

from openimr.determinations.checking.d401_qualification_incomplete import CHECK
from openimr.determinations.model import Determination, Layout, ReviewerQualifications
from unit.determinations.checking.factories import a_determination, a_reviewer, hits


def reviewed_by(**changes: Any) -> Determination:
    return a_determination(reviewer=a_reviewer(**changes))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"licence_states": ()}, "the state of the licence"),
        ({"board_certifications": ()}, "a board certification or specialty"),
        ({"active_practice_years_over": None}, "more than 5 years of practice"),
        ({"active_practice_years_over": 4}, "more than 5 years of practice (it says more than 4)"),
        ({"active_practice_hours_per_week": None}, "24 hours a week of practice"),
        ({"active_practice_hours_per_week": 23}, "24 hours a week of practice (it says 23)"),
        ({"no_affiliation_with": ("employer", "employee", "providers")}, "affiliation with the claims administrator"),
        ({"no_affiliation_with": ()}, "the employer, the employee, the providers and the claims administrator"),
    ],
)
def test_each_thing_that_is_missing_is_named(changes: dict[str, Any], words: str) -> None:
    (hit,) = hits(CHECK, reviewed_by(**changes))
    assert hit.where == "reviewer"
    assert hit.message.endswith(f"{words}.")


def test_all_that_is_missing_stands_in_one_finding() -> None:
    (hit,) = hits(CHECK, a_determination(reviewer=ReviewerQualifications()))
    assert hit.message.count(",") >= 4


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"active_practice_years_over": 5, "active_practice_hours_per_week": 40},
        {"board_certifications": (), "specialties": ("Family Practice",)},
        {"board_certifications": (), "professions": ("Licensed Psychologist",)},
        {"no_affiliation_with": ("insurance carrier", "employer", "injured worker", "treating physician")},
        {"licence_states": (), "statement": "The reviewer holds an unrestricted license in the Republic."},
        {"active_practice_years_over": None, "statement": "He has practised for twelve years."},
        {"no_affiliation_with": (), "statement": "She attests to no conflict of interest."},
    ],
)
def test_what_is_said_in_whatever_words_is_not_missing(changes: dict[str, Any]) -> None:
    assert not hits(CHECK, reviewed_by(**changes))


def test_the_sentence_on_similar_specialties_that_every_letter_has_names_no_specialty() -> None:
    statement = "The reviewer was selected for expertise in the same or similar specialties that treat the condition."
    assert hits(CHECK, reviewed_by(board_certifications=(), statement=statement))


def test_of_an_unknown_layout_nothing_can_be_said() -> None:
    assert not hits(CHECK, a_determination(reviewer=ReviewerQualifications(), layout=Layout.UNKNOWN))


def test_a_label_that_is_filled_with_nothing_says_nothing() -> None:
    statement = "Licensed to practice in: not documented\nYears of active practice: not stated\nHours of practice: none"
    changes = {"licence_states": (), "active_practice_years_over": None, "active_practice_hours_per_week": None}
    (hit,) = hits(CHECK, reviewed_by(statement=statement, **changes))
    assert "licence" in hit.message
    assert "years" in hit.message
    assert "hours" in hit.message
