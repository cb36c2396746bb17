"""D103: heading, summary and rationale speak of one part of the body."""

from __future__ import annotations

import pytest

from openimr.determinations.checking.d103_body_part_mismatch import CHECK
from unit.determinations.checking.factories import a_determination
from unit.determinations.checking.letters import a_letter, quotes


@pytest.mark.parametrize(
    ("heading", "rationale", "quote"),
    [
        (
            "MRI of the right knee",
            "The request for MRI of the lumbar spine is not medically necessary.",
            "lumbar spine",
        ),
        (
            "PT 2x6 weeks low back",
            "The request for physical therapy for the right shoulder is not medically necessary.",
            "shoulder",
        ),
        ("ESI L4-5", "The request for a cervical epidural steroid injection for the neck is denied.", "cervical"),
    ],
)
def test_another_part_in_the_rationale_is_found(heading: str, rationale: str, quote: str) -> None:
    assert quotes(CHECK, a_letter(heading, rationale)) == [quote]


def test_a_part_that_the_letter_never_mentions_is_found() -> None:
    letter = a_letter("MRI of the right knee", summary="He has neck pain and low back pain.")
    assert quotes(CHECK, letter) == ["MRI of the right knee"]


@pytest.mark.parametrize(
    ("heading", "rationale", "summary"),
    [
        ("MRI of the right knee", "The request for MRI of the right knee is not medically necessary.", "Knee pain."),
        ("OT low back, right shoulder", "The request for OT for the right shoulder is denied.", "Low back pain."),
        (
            "MRI right knee",
            "He had MRI of the lumbar spine. The request is not medically necessary.",
            "Back and knee pain.",
        ),
        ("PT upper extremity", "The request for PT for the wrist is not medically necessary.", "Wrist pain."),
        ("PT lumbar spine", "The request for PT for the back is not medically necessary.", "Low back pain."),
        ("Urine drug screen", "The request for a urine drug screen is not medically necessary.", "Knee pain."),
        ("MRI of the knee", "The request is not medically necessary.", ""),
        ("MRI of the knee", "The knee is stable.", "Neck pain."),
        ("Medial branch block L4-5", "The request for lumbar medial branch block is denied.", "Low back pain."),
    ],
)
def test_parts_that_agree_are_no_finding(heading: str, rationale: str, summary: str) -> None:
    assert quotes(CHECK, a_letter(heading, rationale, summary=summary)) == []


def test_the_part_of_a_like_treatment_is_no_finding() -> None:
    letter = a_letter(
        "MRI of the knee",
        "The request for MRI of the neck is treated below; the request for MRI of the knee is denied.",
        ("MRI of the neck", "The request for MRI of the neck is denied."),
        summary="Knee and neck pain.",
    )
    assert quotes(CHECK, letter) == []


def test_a_flawless_letter_has_no_finding() -> None:
    assert quotes(CHECK, a_determination()) == []
