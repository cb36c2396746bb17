"""A score stands behind its instrument, also where the short name stands in brackets behind the long one."""

from __future__ import annotations

import pytest

from openimr.casefile.model import DocumentKind, FindingKind
from unit.casefile.findings.scoring import Note, found_in


def scores(text: str) -> list[tuple[str, float | None]]:
    found = found_in(Note(DocumentKind.PSYCHOLOGICAL_EVALUATION, f"{text}\n", ()))
    return [(one.name, one.value) for one in found if one.kind is FindingKind.SCORE]


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("Disabilities of Arm, Shoulder and Hand questionnaire (DASH): 33", ("DASH", 33)),
        ("Generalised anxiety scale (GAD-7) = 9", ("GAD-7", 9)),
        ("A list of anxious thoughts (GAD-7), total score: 17.", ("GAD-7", 17)),
        ("Form for the arm (DASH) score of 51", ("DASH", 51)),
        ("Lower Extremity Functional Scale (LEFS): 44", ("LEFS", 44)),
        ("Pain Catastrophizing Scale (PCS) total score: 30", ("PCS", 30)),
    ],
)
def test_a_short_name_in_brackets_is_followed_by_its_score(text: str, score: tuple[str, float]) -> None:
    assert scores(text) == [score]


@pytest.mark.parametrize(
    "text",
    [
        "Arm questionnaire (DASH), 30 items, was handed out.",
        "Arm questionnaire (DASH) 0 to 100.",
        "Anxiety scale (GAD-7) 12/3/2015.",
        "Anxiety scale (GAD-7) 5 minutes.",
        "Lower Extremity Functional Scale (LEFS), 0 to 80.",
        "The road (DASH).",
    ],
)
def test_ranges_days_and_numbers_of_questions_are_no_scores(text: str) -> None:
    assert scores(text) == []


def test_a_later_score_behind_an_arrow_is_one_of_its_own() -> None:
    assert scores("Oswestry 54% at eval -> 22% today.") == [("ODI", 54), ("ODI", 22)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Pain is down from 7 to 2 on a ten point scale.", [7, 2]),
        ("Pain from 12 to 3.", [3]),
        ("Pain for visits from 3 to 5 weeks.", []),
    ],
)
def test_pain_that_fell_is_told_in_bare_figures(text: str, values: list[float]) -> None:
    found = found_in(Note(DocumentKind.THERAPY_NOTE, text, ()))
    assert [one.value for one in found if one.kind is FindingKind.PAIN] == values
