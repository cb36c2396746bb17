"""D109: the rationale speaks of the treatment in its heading."""

from __future__ import annotations

import pytest

from openimr.determinations.checking.d109_rationale_off_topic import CHECK
from openimr.determinations.checking.framework import Context
from unit.determinations.checking.factories import a_determination
from unit.determinations.checking.letters import a_letter, quotes


@pytest.mark.parametrize(
    ("heading", "rationale"),
    [
        (
            "MRI of the right knee",
            "Acupuncture is used when medication is reduced. The request is not medically necessary.",
        ),
        ("Norco 10/325 mg #60", "Physical therapy is recommended. The request is not medically necessary."),
        (
            "Physical therapy x 8",
            "The treating physician raised the dose of Norco. The request for Norco is not medically necessary.",
        ),
        ("Acupuncture x 12", "The patient has a long history of pain. It cannot be supported."),
    ],
)
def test_a_rationale_on_something_else_is_found(heading: str, rationale: str) -> None:
    assert len(quotes(CHECK, a_letter(heading, rationale))) == 1


@pytest.mark.parametrize(
    ("heading", "rationale"),
    [
        ("Cognitive Behavioral Therapy (x4)", "The patient is ready to end the sessions."),
        ("Individual psychology", "The request for pain management counseling is denied. CBT comes later."),
        ("12 sessions of bio behavioral therapy", "Psychotherapy is recommended for chronic pain."),
        ("Norco 10/325 mg #60", "Opioids need monitoring. Urine drug screens are absent."),
        ("Leech therapy", "Leeches are not supported. Acupuncture was tried."),
        ("Durable medical equipment", "The wheelchair is not supported."),
        ("Surgery", "Acupuncture is not supported."),
        ("12 visits", "Acupuncture is not supported."),
        ("Yoga", ""),
    ],
)
def test_a_rationale_on_the_treatment_or_one_like_it_is_no_finding(heading: str, rationale: str) -> None:
    assert quotes(CHECK, a_letter(heading, rationale)) == []


def test_the_part_of_the_body_alone_does_not_make_it_the_same_topic() -> None:
    assert quotes(CHECK, a_letter("MRI of the knee", "The knee needs acupuncture.")) == ["The knee needs acupuncture."]


def test_a_flawless_letter_has_no_finding() -> None:
    assert quotes(CHECK, a_determination()) == []


def test_a_word_of_the_heading_is_enough_to_speak_of_it() -> None:
    assert not list(CHECK.look(Context(a_letter("Knee brace", "A brace would not help."))))
