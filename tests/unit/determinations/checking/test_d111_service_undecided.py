"""D111: each service in the heading is treated."""

from __future__ import annotations

import pytest

from openimr.determinations.checking.d111_service_undecided import CHECK
from unit.determinations.checking.factories import a_determination
from unit.determinations.checking.letters import a_letter, quotes


@pytest.mark.parametrize(
    ("heading", "rationale", "quote"),
    [
        (
            "12 SESSIONS OF RELAXATION TRAINING FOR PAIN CONTROL (MEDICAL HYPNOTHERAPY)",
            "Relaxation therapy is denied.",
            "MEDICAL HYPNOTHERAPY",
        ),
        ("Relaxation training (hypnotherapy)", "Hypnotherapy is denied.", "Relaxation training"),
        ("Massage or acupuncture x 6", "Acupuncture is denied.", "Massage"),
        ("MRI of the knee and acupuncture x 6", "The MRI is denied.", "acupuncture"),
    ],
)
def test_a_service_left_out_is_found(heading: str, rationale: str, quote: str) -> None:
    assert quotes(CHECK, a_letter(heading, rationale)) == [quote]


@pytest.mark.parametrize(
    ("heading", "rationale"),
    [
        ("Cognitive Behavioral Therapy and Relaxation Training (x4)", "CBT is denied."),
        ("Cognitive Behavioral Therapy and Relaxation Training (x4)", "He is ready to end the sessions."),
        ("ESI (epidural steroid injection)", "An epidural is denied."),
        ("EMG/NCV of the arms", "The EMG is denied."),
        ("EMG or NCV", "EMG is denied."),
        ("Relaxation training (hypnotherapy)", "Relaxation training and hypnotherapy are denied."),
        ("Relaxation training (hypnotherapy)", "The request is denied."),
        ("ESI (under fluoroscopy)", "The epidural is denied."),
        ("Surgery (arthroscopy)", "The surgery is denied."),
        ("Acupuncture for the neck MRI", "Acupuncture is denied."),
        ("Acupuncture x 6", "Acupuncture is denied."),
        ("Relaxation training (hypnotherapy)", ""),
    ],
)
def test_synonyms_parts_of_one_programme_and_treated_services_are_no_finding(heading: str, rationale: str) -> None:
    assert quotes(CHECK, a_letter(heading, rationale)) == []


def test_two_drugs_of_one_class_are_two() -> None:
    assert quotes(CHECK, a_letter("Norco or Percocet #60", "Norco is denied.")) == []


def test_a_flawless_letter_has_no_finding() -> None:
    assert quotes(CHECK, a_determination()) == []
