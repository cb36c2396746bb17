"""D104: heading, summary and rationale speak of one side."""

from __future__ import annotations

import pytest

from openimr.determinations.checking.d104_side_mismatch import CHECK
from unit.determinations.checking.factories import a_determination
from unit.determinations.checking.letters import a_letter, quotes


@pytest.mark.parametrize(
    ("heading", "rationale", "summary", "quote"),
    [
        ("MRI right knee", "The request for MRI of the left knee is not medically necessary.", "", "left"),
        ("MRI right knee", "Therefore it is not necessary.", "He requested an MRI of the left knee.", "left"),
        ("MRI right knee", "The left knee is swollen and tender.", "He has pain in the left knee.", "left"),
    ],
)
def test_the_other_side_is_found(heading: str, rationale: str, summary: str, quote: str) -> None:
    assert quotes(CHECK, a_letter(heading, rationale, summary=summary)) == [quote]


@pytest.mark.parametrize(
    ("heading", "rationale", "summary"),
    [
        ("MRI right knee", "The request for MRI of the right knee is not medically necessary.", ""),
        ("PT right shoulder", "The request for PT is denied.", "Status post left knee surgery. Right shoulder pain."),
        ("PT right shoulder", "The request for PT for the right and left shoulder is denied.", ""),
        ("PT right shoulder", "The left shoulder is normal. The right shoulder is tender.", ""),
        ("PT bilateral knees", "The request for PT for the right knee is denied.", "Right knee pain."),
        ("PT right knee", "The request for PT for both knees is denied.", ""),
        ("PT right knee", "The request for PT is denied.", "He has left wrist pain."),
        ("PT right shoulder, left shoulder", "The request for PT for the left shoulder is denied.", ""),
        ("PT right knee", "", "He has left knee pain."),
        ("PT right knee", "The left wrist hurts. The request for PT is denied.", ""),
        ("PT knee", "The request for PT for the left knee is denied.", ""),
    ],
)
def test_sides_that_agree_or_are_history_are_no_finding(heading: str, rationale: str, summary: str) -> None:
    assert quotes(CHECK, a_letter(heading, rationale, summary=summary)) == []


def test_the_side_of_another_treatment_is_no_finding() -> None:
    letter = a_letter(
        "Brace for the right knee",
        "The left knee is unstable. The brace is denied.",
        ("MRI of the left knee", "The left knee is unstable."),
        summary="The left knee is unstable.",
    )
    assert quotes(CHECK, letter) == []


def test_a_flawless_letter_has_no_finding() -> None:
    assert quotes(CHECK, a_determination()) == []
