from __future__ import annotations

import pytest

from openimr.determinations.model import FactKind
from openimr.determinations.reading.facts import find_facts


def missing(text: str) -> list[str | None]:
    facts = find_facts(where="disputed_treatments[0].rationale", text=text)
    assert all(fact.count is None for fact in facts if fact.kind is FactKind.NOT_DOCUMENTED)
    return [fact.name for fact in facts if fact.kind is FactKind.NOT_DOCUMENTED]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The claimant received an unknown amount of acupuncture treatment.", ["amount of acupuncture treatment"]),
        ("There is no information on the number of sessions or the effects.", ["number of sessions or the effects"]),
        (
            "The medical file provided does not include the number of treatments the patient has received in the past.",
            ["number of treatments the patient has received in the past"],
        ),
        (
            "There is no documentation of other first-line treatments such as medications.",
            ["other first-line treatments"],
        ),
        ("No rationale was given for the requested sessions.", ["rationale"]),
        ("The treatment notes and response were not provided.", ["treatment notes and response"]),
        ("She has an injury whose mechanism is not described.", ["mechanism"]),
        ("The number of prior sessions is not documented.", ["number of prior sessions"]),
        ("It is unclear how many sessions of acupuncture he has had.", ["how many sessions of acupuncture he has had"]),
        ("The dates of the visits were not specified.", ["dates of the visits"]),
        ("The efficacy of prior treatment has not been documented.", ["efficacy of prior treatment"]),
        ("The provider did not provide a rationale for the request.", ["rationale"]),
        ("It doesn't mention the frequency of visits.", ["frequency of visits"]),
        ("The records fail to document the response to prior acupuncture.", ["response to prior acupuncture"]),
        ("There is a lack of documentation regarding functional gains.", ["functional gains"]),
        ("Without documentation of prior results, the request fails.", ["prior results"]),
        ("The number of completed visits is unknown.", ["number of completed visits"]),
        ("Under the MTUS, the provider did not document a plan.", ["plan"]),
        ("Per guidelines the records fail to document functional gains.", ["functional gains"]),
        ("An unknown number of therapy sessions was completed.", ["number of therapy sessions"]),
        ("In this case, his response to therapy and his status remain. The dose was unclear.", ["dose"]),
        ("Pain relief, work status and sleep were not addressed.", ["work status and sleep"]),
    ],
)
def test_what_is_not_documented_is_found(text: str, expected: list[str]) -> None:
    assert missing(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "There is no evidence of instability.",
        "The MTUS does not address acupuncture, so other guidelines were consulted.",
        "The MTUS Chronic Pain Guidelines do not discuss gym memberships.",
        "MTUS/ACOEM does not specifically address the use of a cold therapy unit.",
        "The ODG Low Back chapter does not mention the number of visits.",
        "The guideline fails to discuss this treatment.",
        "No swelling was noted.",
        "The patient does not smoke.",
        "The treatment is not medically necessary.",
        "The physician does not know him.",
        "This was not stated in the attached record.",
        "No change was documented.",
        "The knot is black.",
        "The pain does not present with numbness.",
        "Not documented.",
        "There is no documentation of (",
        "Treatment was not certified.",
        "He failed to improve.",
        "Limited range of motion is seen.",
        "He was without pain.",
        "The request cannot be provided.",
    ],
)
def test_what_is_absent_in_the_patient_is_no_gap(text: str) -> None:
    assert missing(text) == []
