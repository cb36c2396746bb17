"""One service with a number for each part of the body is a request for each."""

from __future__ import annotations

import pytest

from effort import growth
from openimr.treatments import parse
from openimr.treatments.request import TreatmentRequest


def told(request: TreatmentRequest) -> str:
    quantity = request.quantity
    number = "-" if quantity is None else f"{quantity.stated or quantity.derived:g}"
    places = [site.part for site in request.body] + [f"{level.from_}-{level.to or ''}" for level in request.levels]
    return f"{number} {' '.join(places)}".strip()


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("PT 8 visits neck, 6 visits low back", ["8 neck", "6 lumbar_spine"]),
        ("Physical therapy for the cervical spine x8, lumbar spine x6", ["8 neck", "6 lumbar_spine"]),
        ("PT 2x6 neck and 1x4 right shoulder", ["12 neck", "4 shoulder"]),
        ("TFESI x1 L4-5 and x1 L5-S1", ["1 L4-L5", "1 L5-S1"]),
        ("PT 2x6 neck, low back and 1x4 right shoulder", ["12 neck lumbar_spine", "4 shoulder"]),
        ("X-ray cervical spine 2 views, lumbar spine 3 views", ["1 neck", "1 lumbar_spine"]),
    ],
)
def test_each_part_with_a_number_is_asked_for_by_itself(wording: str, found: list[str]) -> None:
    assert [told(request) for request in parse(wording)] == found


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("PT 12 visits, right knee, left ankle", ["12 knee ankle"]),
        ("PT 12 visits (2x6), neck, low back", ["12 neck lumbar_spine"]),
        (
            "PT 3 visits per week for 2 weeks then 2 visits per week for 3 weeks, neck, low back",
            ["12 neck lumbar_spine"],
        ),
        ("PT 12 visits neck, low back, certified 6", ["12 neck lumbar_spine"]),
        ("PT and acupuncture 6 visits neck, 6 visits low back", ["6 neck lumbar_spine"]),
        ("Norco #60 for neck, #30 for back", ["60 neck back"]),
        ("PT 2x6 for 12 visits neck and low back", ["12 neck lumbar_spine"]),
    ],
)
def test_a_number_for_all_parts_is_one_request(wording: str, found: list[str]) -> None:
    assert [told(request) for request in parse(wording)] == found


def test_what_is_said_before_the_first_number_is_said_of_each() -> None:
    assert [request.modifiers for request in parse("Additional PT 2x6 left knee and 2x4 right wrist")] == [
        ("additional",),
        ("additional",),
    ]


def test_a_list_of_parts_with_numbers_asks_for_work_in_proportion() -> None:
    assert growth(lambda times: parse("PT " + "2x6 neck, 1x4 knee, " * times), 40) < 5
