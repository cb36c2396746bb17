"""What stands beside a request and is none."""

from __future__ import annotations

import pytest

from openimr.treatments import parse
from openimr.treatments.parsing.context import request_ends
from openimr.treatments.request import FlagKind


@pytest.mark.parametrize(
    "tail",
    [": Upheld", ": OVERTURNED.", " - upheld", " : Partially Overturned", "\u2013 Overturned in part", "\nUpheld"],
)
def test_the_outcome_is_no_part_of_the_request(tail: str) -> None:
    (request,) = parse(f"Yoga 6 sessions{tail}")
    assert request.raw == "Yoga 6 sessions"
    assert not request_ends(f"Yoga 6 sessions{tail}").has_aside


def test_an_outcome_in_the_middle_is_left() -> None:
    assert request_ends("Yoga upheld by review, 6 sessions").request == 33


def kinds(wording: str) -> set[FlagKind]:
    return {flag.kind for each in parse(wording) for flag in each.flags}


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        ("MRI right knee ... rationale discusses left knee", FlagKind.LATERALITY_CONFLICT),
        ("L4-5 ESI; rationale discusses L5-S1 ESI", FlagKind.RATIONALE_MISMATCH),
        ("Acupuncture 12 visits ... 6 visits", FlagKind.RATIONALE_MISMATCH),
        ("Acupuncture 12 visits ... physical therapy", FlagKind.RATIONALE_MISMATCH),
        ("12 sessions of PT, UR certified 6", FlagKind.MODIFIED_BY_UR),
        ("18 prior PT sessions, not documented", FlagKind.SOURCE_CONFLICT),
    ],
)
def test_a_difference_is_flagged(wording: str, kind: FlagKind) -> None:
    assert kind in kinds(wording)


@pytest.mark.parametrize(
    "wording",
    [
        "MRI right knee ... rationale discusses right knee and neck",
        "MRI right knee ...",
        "Norco #60 and Soma #30 ... rationale",
        "PT certified",
        "18 prior PT sessions",
        "PT 12 visits, 18 prior sessions certified",
        "PT 12 visits with 2 refills certified",
        "PT 12 visits were given long before they were certified",
    ],
)
def test_what_does_not_differ_is_not_flagged(wording: str) -> None:
    beside = {
        FlagKind.LATERALITY_CONFLICT,
        FlagKind.RATIONALE_MISMATCH,
        FlagKind.SOURCE_CONFLICT,
        FlagKind.MODIFIED_BY_UR,
    }
    assert not kinds(wording) & beside


def test_what_was_given_before_is_no_quantity() -> None:
    (request,) = parse("acupuncture 6 visits, 18 prior sessions")
    assert request.quantity is not None
    assert request.quantity.stated == 6
