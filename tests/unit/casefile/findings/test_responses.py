"""A response is told of a treatment, or by mood and function in the note of one who treats; not of anything else."""

from __future__ import annotations

import pytest

from openimr.casefile.model import DocumentKind, Finding, FindingKind
from unit.casefile.findings.scoring import Note, found_in


def told(text: str, paper: DocumentKind = DocumentKind.PROGRESS_REPORT) -> list[Finding]:
    return [one for one in found_in(Note(paper, text, ())) if one.kind is FindingKind.RESPONSE]


@pytest.mark.parametrize(
    ("text", "name", "quote"),
    [
        ("Mr. Ostrander is better and more sociable.", "improved", "better and more sociable"),
        ("She feels much better. Her garden is tidy.", "improved", "better"),
        ("The patient reports feeling improved overall.", "improved", "improved"),
        ("Pt is calmer, less tearful and sleeps through the night.", "improved", "calmer, less tearful and sleeps"),
        ("Less anxious; can now drive to the shops.", "improved", "Less anxious; can now"),
        ("She no longer needs a cane and walks farther.", "improved", "no longer needs a cane and walks farther"),
        ("Sleep is better since autumn.", "improved", "better"),
        ("He has resumed his walks with the dog.", "improved", "has resumed"),
        ("The patient has not improved.", "not improved", "has not improved"),
        ("He is not more hopeful.", "not improved", "more hopeful"),
        ("Mood is worse than last month.", "worse", "worse"),
        ("She is more irritable and can no longer sew.", "worse", "more irritable and can no longer"),
    ],
)
def test_one_who_treats_tells_a_response_by_mood_and_function(text: str, name: str, quote: str) -> None:
    [one] = told(text)
    assert one.name == name
    assert one.pin.quote.startswith(quote)
    assert (one.code, one.says) == ("", f"{name.capitalize()}, told by how the worker fares")


@pytest.mark.parametrize(
    "text",
    [
        "He is better when lying down.",
        "He is better dressed than last time.",
        "The patient is better known as Al.",
        "Pain is worse with sitting.",
        "She is in good spirits.",
        "The patient is able to dress.",
        "Her husband is less anxious and sleeps better.",
        "Her state is worse since a car accident on the way here.",
        "She is more depressed since she was laid off.",
        "She hopes to be more active.",
        "He would like to be more independent.",
        "Mood is not worse.",
        "Plan: the patient is to be more active.",
        "Past medical history: he was more anxious in 1999.",
        "Family history: her aunt is more anxious.",
        "The brighter room at the end of the hall is free.",
    ],
)
def test_words_on_posture_hopes_others_and_other_causes_tell_no_response(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    "paper", [DocumentKind.PSYCHOLOGICAL_EVALUATION, DocumentKind.UR_DECISION, DocumentKind.MEDICAL_LEGAL]
)
def test_who_does_not_treat_tells_no_response_by_mood_alone(paper: DocumentKind) -> None:
    assert not told("She is more irritable. He is better.", paper)


def test_a_treatment_that_the_sentence_names_has_the_response() -> None:
    [one] = told("The patient seems brighter after six sessions of CBT.")
    assert (one.name, one.code) == ("improved", "cbt")
    [one] = told("She has had physical therapy and found it useful.", DocumentKind.MEDICAL_LEGAL)
    assert (one.name, one.code) == ("improved", "physical_therapy")


def test_mood_beside_a_treatment_of_which_utilization_review_speaks_is_none() -> None:
    assert not told("The patient is calmer than before the request for yoga.", DocumentKind.UR_DECISION)


def test_one_sentence_tells_better_and_worse() -> None:
    assert [one.name for one in told("He is less irritable, and walks less.")] == ["improved", "worse"]
