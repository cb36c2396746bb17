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


@pytest.mark.parametrize(
    ("before", "text", "name"),
    [
        ("So far 9 sessions of acupuncture have been given.", "It helped: she needs no cane.", "improved"),
        ("So far 3 visits of massage therapy have been given.", "No lasting benefit was seen.", "not improved"),
        ("To date 5 sessions of aquatic therapy were had.", "The benefit was small.", "improved"),
    ],
)
def test_what_follows_counted_sessions_tells_how_they_helped(before: str, text: str, name: str) -> None:
    [one] = told(f"Treatment to date\n{before} {text}\n")
    assert (one.name, bool(one.code)) == (name, True)


@pytest.mark.parametrize(
    "text",
    [
        "The patient understands that exercise and walks are better than lying down.",
        "Swimming is better than bed rest after physical therapy.",
        "She was told that massage is helpful to many.",
        "We discussed how acupuncture helps.",
    ],
)
def test_advice_and_comparisons_tell_no_response(text: str) -> None:
    assert told(text) == []


def test_a_worker_compared_with_earlier_times_responded() -> None:
    assert [one.name for one in told("After physical therapy he is better than in March.")] == ["improved"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Assessment\nProgress is slow.\n", "partly improved"),
        ("Assessment\nReach improves from week to week.\n", "improved"),
        ("Subjective\nFeels looser and less stiff.\n", "improved"),
    ],
)
def test_a_therapist_tells_of_progress_under_the_assessment(text: str, name: str) -> None:
    assert {one.name for one in told(text, DocumentKind.THERAPY_NOTE)} == {name}


@pytest.mark.parametrize("text", ["Pain is worse with sitting.", "Pain improves with rest.", "Relief when lying down."])
def test_a_posture_that_eases_is_no_response_to_therapy(text: str) -> None:
    assert told(f"Subjective\n{text}\n", DocumentKind.THERAPY_NOTE) == []


def test_a_response_in_brackets_is_to_what_stands_before_them() -> None:
    text = "She had steroid injections (the last gave her 70% relief for three weeks), home exercises and naproxen."
    [one] = told(text)
    assert (one.code, one.value) == ("corticosteroid_injection", 70.0)
    [other] = told("She had yoga (with acupuncture there was good relief) and rest.")
    assert other.code == "acupuncture"


def test_gains_that_did_not_last_are_no_plain_improvement() -> None:
    [one] = told("She has done 9 visits of physical therapy; the gains were short-lived.")
    assert one.name == "partly improved"
