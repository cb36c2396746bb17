from __future__ import annotations

import pytest

from openimr.determinations.model import FactKind
from openimr.determinations.reading.facts import find_facts


def actions(text: str) -> list[str]:
    facts = find_facts(where="clinical_case_summary", text=text)
    return [str(fact.action) for fact in facts if fact.kind is FactKind.UR_ACTION]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Utilization review denied the request on 08/21/2014.", ["denied"]),
        ("The request was not certified in the pre-authorization process.", ["denied"]),
        ("The request for yoga was non-certified by utilization review.", ["denied"]),
        ("The previous reviewer denied coverage for these sessions.", ["denied"]),
        ("Utilization modified the certification from the requested 12 sessions to 6 sessions.", ["modified"]),
        ("UR certified 6 of 12.", ["modified"]),
        ("The request was partially certified for 6 sessions.", ["modified"]),
        ("UR approved 6 visits of physical therapy.", ["approved"]),
        ("The claims administrator conditionally non-certified the request.", ["denied"]),
        ("The utilization review physician delayed the decision.", ["delayed"]),
        ("The request for therapy was deferred.", ["delayed"]),
        ("The request for surgery was denied.", ["denied"]),
        ("UR certified acupuncture but denied physical therapy.", ["approved", "denied"]),
        ("The utilization review denial cites the MTUS.", ["denied"]),
        ("The adjuster authorized the MRI.", ["approved"]),
        ("Yoga was noncertified.", ["denied"]),
        ("Per utilization review the request is non-certified.", ["denied"]),
        ("The prior utilization review decision to deny coverage was a denial.", ["denied"]),
        ("He denied pain and the request was denied.", ["denied"]),
        ("Utilization review modified the request and denied the rest.", ["modified", "denied"]),
        ("The insurer and also denied the request.", ["denied"]),
    ],
)
def test_what_utilization_review_did_is_found(text: str, expected: list[str]) -> None:
    assert actions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The summary was taken directly from the utilization review denial/modification dated October 20, 2013.",
        "Utilization review may approve, modify, or deny a request.",
        "The utilization review denial or modification was sent.",
        "The patient denied any numbness.",
        "He denied pain at night.",
        "The patient denied the use of tobacco.",
        "He denies depression.",
        "She is on modified duty.",
        "A certified interpreter was present.",
        "The reviewer is board certified.",
        "Therefore the request is not certified.",
        "Healing was delayed after the fracture.",
        "The drug was approved by the FDA.",
        "The claim was denied.",
        "He was not approved for a loan.",
        "Activities were modified.",
        "The surgery was authorized.",
        "Delayed union was seen.",
        "There was no denial of pain.",
        "This reviewer finds that the request is denied.",
        "He was unapproved and undenied.",
        "She is a certified nurse.",
        "The agency approved the drug that the insurer pays.",
        "The reviewer is board-certified in surgery.",
    ],
)
def test_what_others_did_is_no_action_of_utilization_review(text: str) -> None:
    assert actions(text) == []
