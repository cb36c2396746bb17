"""D110: what the letter states is not called unknown."""

from __future__ import annotations

import msgspec
import pytest

from openimr.determinations.checking.d110_not_documented_but_stated import CHECK
from openimr.determinations.model import FactKind
from unit.determinations.checking.factories import a_determination, a_fact
from unit.determinations.checking.letters import a_letter, quotes

UNKNOWN = "The number of prior sessions is not documented."


@pytest.mark.parametrize(
    ("heading", "rationale", "summary"),
    [
        ("Acupuncture x 12", UNKNOWN, "The patient has completed 18 sessions of acupuncture."),
        (
            "Acupuncture x 12",
            "The claimant received an unknown amount of acupuncture treatment.",
            "He has had 12 acupuncture visits.",
        ),
        ("Psychotherapy x 4", UNKNOWN, "He has completed 12 sessions of CBT."),
        ("Psychotherapy x 4", f"He has had 12 psychotherapy sessions. {UNKNOWN}", ""),
        ("MRI", "There is no documentation of prior physical therapy.", "Prior treatments include physical therapy."),
    ],
)
def test_a_known_thing_called_unknown_is_found(heading: str, rationale: str, summary: str) -> None:
    assert len(quotes(CHECK, a_letter(heading, rationale, summary=summary))) == 1


@pytest.mark.parametrize(
    ("heading", "rationale", "summary"),
    [
        ("Acupuncture x 12", UNKNOWN, "The patient has had acupuncture."),
        ("Acupuncture x 12", UNKNOWN, "The patient has completed 18 sessions of physical therapy."),
        (
            "Acupuncture x 12",
            UNKNOWN,
            "According to utilization review the patient has completed 18 sessions of acupuncture.",
        ),
        ("Acupuncture x 12", UNKNOWN, "The provider requests 12 sessions of acupuncture."),
        (
            "MRI",
            "There is no documentation of the efficacy of physical therapy.",
            "Prior treatments include physical therapy.",
        ),
        (
            "MRI",
            "There is no documentation of physical therapy and acupuncture.",
            "Prior treatments include physical therapy.",
        ),
        ("MRI", "There is no documentation of prior physical therapy.", "The provider requested physical therapy."),
        ("MRI", "There is no documentation of prior physical therapy.", "He has never received physical therapy."),
        ("MRI", "There is no documentation of prior physical therapy.", "Prior treatments include acupuncture."),
        ("MRI", "There is no documentation of red flags.", "Prior treatments include acupuncture."),
        ("MRI", "There is no documentation of prior opioids.", "He received opioids."),
        (
            "Aquatic therapy x 6",
            "The number of earlier sessions of aquatic therapy is not documented.",
            "Past care has consisted of aquatic therapy. The patient has had 22 sessions of physical therapy.",
        ),
        (
            "Acupuncture x 6",
            "The MTUS gives a first course of 3 to 6 treatments. The number of prior sessions is not documented.",
            "The patient has had acupuncture.",
        ),
        (
            "Acupuncture x 6",
            "The MTUS does not address acupuncture.",
            "Prior treatment has included acupuncture.",
        ),
    ],
)
def test_a_real_gap_is_no_finding(heading: str, rationale: str, summary: str) -> None:
    assert quotes(CHECK, a_letter(heading, rationale, summary=summary)) == []


def test_a_count_of_unnamed_sessions_is_about_the_only_treatment() -> None:
    letter = a_letter("Leech therapy x 4", UNKNOWN, summary="He has completed 18 sessions.")
    assert quotes(CHECK, letter) == ["number of prior sessions is not documented"]


def test_a_count_of_unnamed_sessions_is_about_none_of_several_treatments() -> None:
    letter = a_letter(
        "Leech therapy x 4", UNKNOWN, ("Maggot therapy x 4", "No."), summary="He has completed 18 sessions."
    )
    assert quotes(CHECK, letter) == []


def test_an_uncertain_count_states_nothing() -> None:
    fact = a_fact(FactKind.PRIOR_SESSIONS, "18 sessions", count=18, confidence=0.5)
    letter = a_letter("Acupuncture x 12", UNKNOWN, summary="He had 18 sessions of acupuncture.")
    gaps = tuple(one for one in letter.facts if one.kind is FactKind.NOT_DOCUMENTED)
    assert quotes(CHECK, msgspec.structs.replace(letter, facts=(fact, *gaps))) == []


def test_a_flawless_letter_has_no_finding() -> None:
    assert quotes(CHECK, a_determination()) == []
