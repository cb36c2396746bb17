from __future__ import annotations

import pytest

from openimr.determinations.checking.d308_count_from_ur_only import CHECK
from openimr.determinations.model import Determination, Fact, FactKind
from unit.determinations.checking.factories import a_determination, a_fact, a_treatment, hits
from unit.determinations.checking.letters import a_letter

NECESSARY = "The request is not necessary."


def telling(summary: str, *facts: Fact, rationale: str = NECESSARY) -> Determination:
    return a_determination(a_treatment(rationale=rationale), clinical_case_summary=summary, facts=facts)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (
            "The UR reviewer report cites the number of therapeutic sessions as 18.",
            "number of therapeutic sessions as 18",
        ),
        (
            "Utilization review noted that the patient had completed 12 physical therapy visits.",
            "12 physical therapy visits",
        ),
        ("According to the UR decision, the employee has had 24 prior sessions.", "24 prior sessions"),
        ("The employee completed 10 visits according to the utilization review.", "10 visits"),
    ],
)
def test_a_count_of_past_sessions_from_utilization_review_alone_is_found(text: str, count: str) -> None:
    (hit,) = hits(CHECK, telling(f"She has pain. {text}"))
    assert f"“{count}”" in hit.message


@pytest.mark.parametrize(
    "text",
    [
        "The employee completed 12 sessions. Utilization review denied the request.",
        "Utilization review modified the request to 6 sessions.",
        "Utilization review noted that 12 additional sessions were requested.",
        "Utilization review notes that 6 sessions are planned.",
        "According to the progress report the employee has had 12 prior sessions.",
        "Utilization review denied the request on February 8, 2016.",
    ],
)
def test_counts_from_records_and_of_requests_are_fine(text: str) -> None:
    assert not hits(CHECK, telling(text))


def test_a_count_that_a_record_gives_too_is_fine() -> None:
    text = "Utilization review noted that she had completed 12 visits. The therapist's notes count 12 visits in all."
    fact = a_fact(FactKind.PRIOR_SESSIONS, "12 visits in all", count=12)
    assert not hits(CHECK, telling(text, fact))


def test_a_fact_read_from_the_same_sentence_is_no_second_source() -> None:
    text = "The UR report of May states that she had completed 12 visits of therapy."
    fact = a_fact(FactKind.PRIOR_SESSIONS, "visits of therapy", count=12)
    assert hits(CHECK, telling(text, fact))


def test_a_number_that_a_guideline_recommends_is_no_second_source() -> None:
    text = (
        "The UR decision states that 12 prior visits were completed. The guideline names a trial of 3 to 6 treatments."
    )
    assert hits(CHECK, telling(text, a_fact(FactKind.PRIOR_SESSIONS, "3 to 6 treatments", count=3)))


def test_a_flawless_determination_has_no_finding() -> None:
    assert not hits(CHECK, a_determination())


TOLD = "The utilization review decision states that 3 prior sessions of physical therapy were completed."


def test_a_count_of_another_treatment_does_not_stand_for_this_one() -> None:
    other = ("Aquatic therapy x 6", "The patient has had 18 sessions of aquatic therapy.")
    assert len(hits(CHECK, a_letter("Physical therapy x 4", TOLD, other))) == 1


def test_a_count_of_a_like_service_in_the_summary_may_stand_for_it() -> None:
    letter = a_letter("Physical therapy x 4", TOLD, summary="He has had 18 visits of postoperative physical therapy.")
    assert not hits(CHECK, letter)
