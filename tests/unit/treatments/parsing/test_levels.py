"""Spinal levels."""

from __future__ import annotations

import pytest

from openimr.treatments import parse


def levels(wording: str) -> list[str]:
    found = parse(wording)[0].levels
    return [f"{level.side.value[0] if level.side else ''} {level.from_}-{level.to or ''}".strip() for level in found]


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("ESI L4-5", ["L4-L5"]),
        ("ESI L4/L5", ["L4-L5"]),
        ("ESI at L4 - L5", ["L4-L5"]),
        ("ESI l5-1", ["L5-S1"]),
        ("ESI L5-S1", ["L5-S1"]),
        ("ESI C7-1", ["C7-T1"]),
        ("ESI T12-1", ["T12-L1"]),
        ("ESI L3-S1", ["L3-L4", "L4-L5", "L5-S1"]),
        ("ESI L3 to L5", ["L3-L4", "L4-L5"]),
        ("L5 S1 fusion", ["L5-S1"]),
        ("fusion L3 L4 L5", ["L3-L4", "L4-L5"]),
        ("ESI left L4 L5 and L5 S1", ["l L4-L5", "l L5-S1"]),
        ("MBB L3 L4 L5", ["L3-", "L4-", "L5-"]),
        ("ESI S1 L5", ["S1-", "L5-"]),
        ("ESI L3 L5", ["L3-", "L5-"]),
        ("ESI L3-4 L4-5", ["L3-L4", "L4-L5"]),
        ("fusion L3 through S1", ["L3-L4", "L4-L5", "L5-S1"]),
        ("fusion L4 thru S1", ["L4-L5", "L5-S1"]),
        ("MBB L4-5 and L5-S1 on the left and at L3-4 on the right", ["l L4-L5", "l L5-S1", "r L3-L4"]),
        ("ESI L4-5-S1", ["L4-L5", "L5-S1"]),
        ("ESI C5-6, 6-7", ["C5-C6", "C6-C7"]),
        ("ESI L4-5 and 5-1", ["L4-L5", "L5-S1"]),
        ("MBB L3, L4, and L5", ["L3-", "L4-", "L5-"]),
        ("MBB L3, 4, 5", ["L3-", "L4-", "L5-"]),
        ("Right L4-5, left L5-S1 ESI", ["r L4-L5", "l L5-S1"]),
        ("L4-5 and L5-S1 ESI bilaterally", ["b L4-L5", "b L5-S1"]),
        ("right L4-5 and left L4-5 ESI", ["b L4-L5"]),
        ("ESI L 4-5", ["L4-L5"]),
        ("Bilateral lumbar medial branch blocks at L3, L4", ["b L3-", "b L4-"]),
        ("Left cervical MBB, right C5-6", ["r C5-C6"]),
        ("left L4-5 then L5-S1 ESI", ["l L4-L5", "L5-S1"]),
    ],
)
def test_levels_are_read(wording: str, found: list[str]) -> None:
    assert levels(wording) == found


@pytest.mark.parametrize(
    "wording",
    ["vitamin C 4", "MRI type T 2", "hepatitis C 1 test", "ESI C9", "ESI L9-10", "ESI x 2", "T 3"],
)
def test_what_is_no_level_is_none(wording: str) -> None:
    assert levels(wording) == []


def test_a_number_after_a_level_counts_what_it_counts() -> None:
    (request,) = parse("ESI L4-5, 2 injections")
    assert [level.from_ for level in request.levels] == ["L4"]
    assert request.quantity is not None
    assert request.quantity.stated == 2


def test_a_range_may_be_told_from_below() -> None:
    assert levels("ESI L5-4") == ["L4-L5"]


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("L4-x ESI", []),
        ("ESI L4/5", ["L4-L5"]),
        ("ESI L5-1", ["L5-S1"]),
        ("ESI L4-L5-1", ["L4-L5", "L5-S1"]),
    ],
)
def test_a_range_goes_on_as_far_as_vertebrae_follow(wording: str, found: list[str]) -> None:
    (request,) = parse(wording)
    assert [f"{level.from_}-{level.to}" if level.to else level.from_ for level in request.levels] == found
