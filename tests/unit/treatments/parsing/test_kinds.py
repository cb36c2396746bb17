"""A word for a kind of service and words elsewhere that name the service together."""

from __future__ import annotations

import pytest

from effort import growth
from openimr.treatments import parse
from openimr.treatments.request import FlagKind


def asked(wording: str) -> list[str | None]:
    return [request.service.code for request in parse(wording)]


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("Injection, right shoulder", ["joint_injection"]),
        ("US guided injection left hip joint", ["joint_injection"]),
        ("Brace for the right wrist", ["wrist_brace"]),
        ("Brace for the lumbar spine", ["back_brace"]),
        ("Injection for the abdomen", ["injection"]),
        ("Injection", ["injection"]),
        ("Surgical procedure, left knee", ["surgery"]),
    ],
)
def test_a_kind_of_service_is_named_by_its_part_of_the_body(wording: str, found: list[str]) -> None:
    assert asked(wording) == found


def test_a_service_that_its_part_names_is_no_kind_any_more() -> None:
    (request,) = parse("Injection, right shoulder")
    assert [flag.kind for flag in request.flags] == [FlagKind.ASSUMED_ONE]


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("L4-5 facet and SI joint injections", ["facet_injection", "sacroiliac_joint_injection"]),
        ("right C4-5 facet and right suprascapular injections", ["facet_injection", "nerve_block"]),
        ("right knee and left shoulder injections", ["joint_injection"]),
        ("trigger point injection and shoulder injection", ["trigger_point_injection"]),
        ("epidural and facet injections", ["epidural_steroid_injection"]),
        ("facet block, SI joint injection", ["facet_injection"]),
        ("and knee injections", ["joint_injection"]),
        ("here and there injections", ["injection"]),
    ],
)
def test_a_word_said_once_for_several_injections_is_of_each(wording: str, found: list[str]) -> None:
    assert asked(wording) == found


def test_many_injections_in_a_list_ask_for_work_in_proportion() -> None:
    assert growth(lambda times: parse("facet and SI joint injection, " * times), 30) < 5
