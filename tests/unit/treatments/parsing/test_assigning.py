"""Which side belongs to which part of the body."""

from __future__ import annotations

import pytest

from openimr.treatments import parse
from openimr.treatments.request import FlagKind


def body(wording: str) -> list[str]:
    sites = [site for request in parse(wording) for site in request.body]
    return [f"{site.side.value if site.side else '-'} {site.part}" for site in sites]


def flags(wording: str) -> set[FlagKind]:
    return {flag.kind for flag in parse(wording)[0].flags}


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("PT right shoulder", ["right shoulder"]),
        ("PT Rt. shoulder and Lt. knee", ["right shoulder", "left knee"]),
        ("PT R shoulder, L knee", ["right shoulder", "left knee"]),
        ("PT (R) shoulder", ["right shoulder"]),
        ("PT B/L knees", ["bilateral knee"]),
        ("PT knees", ["bilateral knee"]),
        ("PT both wrists", ["bilateral wrist"]),
        ("PT right and left knee", ["bilateral knee"]),
        ("PT right knee, left knee", ["bilateral knee"]),
        ("carpal tunnel release, right and left", ["bilateral wrist"]),
        ("PT for R>L shoulder", ["- shoulder"]),
        ("PT on the right knee and left hip", ["right knee", "left hip"]),
        ("Right CTR", ["right wrist"]),
        ("OT/hand therapy left small finger", ["left finger"]),
        ("Right shoulder arthroscopy, distal clavicle excision, biceps tenodesis", ["right shoulder"]),
        ("Medical clearance with chest x-ray", []),
        ("PT BUE", ["bilateral upper_extremity"]),
        ("PT RLE", ["right lower_extremity"]),
        ("PT knee (left)", ["left knee"]),
        ("MRI knee, left", ["left knee"]),
        ("MRI knee - left", ["left knee"]),
        ("PT low back and right shoulder", ["- lumbar_spine", "right shoulder"]),
        ("PT right shoulder, knee", ["right shoulder", "- knee"]),
        ("PT knee and right knee", ["right knee"]),
        ("SI joint injection bilaterally", ["bilateral sacroiliac_joint"]),
        ("bilateral left knee PT", ["bilateral knee"]),
        ("EMG/NCV right upper and lower extremity", ["right upper_extremity", "right lower_extremity"]),
        ("right greater than left shoulder pain: PT shoulder", ["- shoulder"]),
    ],
)
def test_a_side_belongs_to_the_part_after_it(wording: str, found: list[str]) -> None:
    assert body(wording) == found


def test_a_side_that_might_be_carried_is_flagged_with_both_readings() -> None:
    (request,) = parse("PT right shoulder and wrist")
    (flag,) = [flag for flag in request.flags if flag.kind is FlagKind.SIDE_CARRIED]
    assert flag.readings == ("wrist, side not said", "right wrist")


@pytest.mark.parametrize(
    "wording", ["PT right shoulder and neck", "PT right shoulder, left wrist", "PT wrist and knee"]
)
def test_nothing_is_carried_where_nothing_could_be(wording: str) -> None:
    assert FlagKind.SIDE_CARRIED not in flags(wording)


def test_one_side_and_both_contradict_each_other() -> None:
    assert FlagKind.LATERALITY_CONFLICT in flags("bilateral left knee PT")
    assert FlagKind.LATERALITY_CONFLICT not in flags("right and left knee PT")


def test_a_side_of_nothing_is_flagged() -> None:
    assert FlagKind.BODY_MISSING in flags("Nerve block, right")
    assert FlagKind.BODY_MISSING not in flags("PT r")


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("RFA right L4-5 and L5-S1, then left two weeks later", ["bilateral L4-L5", "bilateral L5-S1"]),
        ("Left L4-5 MBB followed by the right", ["bilateral L4-L5"]),
        ("Right L4-5 MBB, then right", ["right L4-L5"]),
        ("MBB L4-5, then left", ["- L4-L5"]),
    ],
)
def test_the_other_side_in_its_turn_is_that_of_all_places(wording: str, found: list[str]) -> None:
    levels = [level for request in parse(wording) for level in request.levels]
    assert [f"{level.side.value if level.side else '-'} {level.from_}-{level.to}" for level in levels] == found


def test_one_side_after_the_other_of_a_part_is_both() -> None:
    assert body("PT left then right knee") == ["bilateral knee"]
    assert body("Injection right knee, then left") == ["bilateral knee"]
