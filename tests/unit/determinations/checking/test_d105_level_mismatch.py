"""D105: heading, summary and rationale speak of one spinal level."""

from __future__ import annotations

import pytest

from openimr.determinations.checking.d105_level_mismatch import CHECK
from unit.determinations.checking.factories import a_determination
from unit.determinations.checking.letters import a_letter, quotes


@pytest.mark.parametrize(
    ("heading", "rationale", "quote"),
    [
        (
            "Left L4-5 transforaminal ESI",
            "The request for a left L5-S1 transforaminal ESI is not medically necessary.",
            "L5-S1",
        ),
        ("ESI C5-6", "The requested epidural steroid injection at C6-7 is denied.", "C6-7"),
        ("ESI L4-5", "The request for ESI at L4-5 and L5-S1 is denied.", "L5-S1"),
    ],
)
def test_another_level_is_found(heading: str, rationale: str, quote: str) -> None:
    assert quotes(CHECK, a_letter(heading, rationale)) == [quote]


@pytest.mark.parametrize(
    ("heading", "rationale"),
    [
        ("ESI L4-5", "The request for ESI at L4-L5 is denied."),
        ("ESI L4-5, L5-S1", "The request for ESI at L5-S1 is denied."),
        ("ESI L4-S1", "The request for ESI at L4-5 is denied."),
        ("ESI L4-5", "MRI shows a protrusion at L3-4. The request for ESI is denied."),
        ("TFESI at left L5", "The request for TFESI at L4-5 is denied."),
        ("ESI lumbar", "The request for ESI at L4-5 is denied."),
    ],
)
def test_levels_that_agree_or_are_findings_are_no_finding(heading: str, rationale: str) -> None:
    assert quotes(CHECK, a_letter(heading, rationale)) == []


def test_a_flawless_letter_has_no_finding() -> None:
    assert quotes(CHECK, a_determination()) == []
