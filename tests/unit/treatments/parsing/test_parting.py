"""Studies of several parts of the body."""

from __future__ import annotations

import pytest

from openimr.treatments import parse
from openimr.treatments.request import FlagKind


def studied(wording: str) -> list[list[str]]:
    return [[site.part for site in request.body] for request in parse(wording)]


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("T-spine & L-spine MRI", [["thoracic_spine"], ["lumbar_spine"]]),
        ("MRI cervical, thoracic and lumbar spine", [["neck"], ["thoracic_spine"], ["lumbar_spine"]]),
        ("EMG/NCS upper and lower extremities", [["upper_extremity"], ["lower_extremity"]]),
        ("MRIs of the left shoulder and left knee", [["shoulder"], ["knee"]]),
        ("MRI bilateral knees", [["knee"]]),
        ("CT abdomen and pelvis", [["abdomen", "pelvis"]]),
        ("X-ray hand/wrist", [["hand", "wrist"]]),
        ("MRI elbow/forearm", [["elbow", "forearm"]]),
        ("X-ray foot and ankle, knee", [["foot", "ankle"], ["knee"]]),
        ("MRI finger and hand", [["finger", "hand"]]),
        ("2 MRI studies, neck and knee", [["neck", "knee"]]),
        ("MRI neck and knee, yearly", [["neck", "knee"]]),
        ("PT neck and knee", [["neck", "knee"]]),
        ("functional capacity evaluation neck and knee", [["neck", "knee"]]),
        ("neck and knee", [["neck", "knee"]]),
    ],
)
def test_each_region_is_a_study_of_its_own(wording: str, found: list[list[str]]) -> None:
    assert studied(wording) == found


def test_each_study_is_one_and_carries_its_own_flags_only() -> None:
    shoulder, elbow = parse("MRI of the right shoulder and elbow without contrast")
    assert {flag.kind for flag in shoulder.flags} == {FlagKind.ASSUMED_ONE, FlagKind.SPLIT}
    assert {flag.kind for flag in elbow.flags} == {FlagKind.ASSUMED_ONE, FlagKind.SPLIT, FlagKind.SIDE_CARRIED}
    assert shoulder.contrast == elbow.contrast is not None
    assert shoulder.quantity == elbow.quantity
    assert shoulder.quantity is not None
    assert (shoulder.quantity.derived, shoulder.quantity.unit) == (1, "study")
