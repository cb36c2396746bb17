"""D101: heading, summary and rationale speak of one quantity."""

from __future__ import annotations

import pytest

from openimr.determinations.checking.d101_quantity_mismatch import CHECK
from openimr.determinations.model import Outcome
from unit.determinations.checking.factories import a_determination
from unit.determinations.checking.letters import a_letter, quotes


@pytest.mark.parametrize(
    ("heading", "rationale", "quote"),
    [
        (
            "Individual psychology 1 time a week times 6 weeks",
            "Therefore the request for 12 weeks of pain management counseling was not medically necessary.",
            "12 weeks",
        ),
        (
            "12 sessions of acupuncture",
            "The request for 8 sessions of acupuncture is not medically necessary.",
            "8 sessions",
        ),
        ("Acupuncture x 12", "The requested 6 visits exceed the guideline.", "6 visits"),
        (
            "PT 2x6 weeks",
            "The provider is requesting physical therapy 3 times a week for 6 weeks.",
            "3 times a week for 6 weeks",
        ),
        ("Norco 10/325 mg #60", "The request for Norco 10/325 mg #90 is not medically necessary.", "#90"),
        (
            "12 sessions of PT",
            "The records show that 6 additional sessions are being requested.",
            "6 additional sessions",
        ),
        ("Work conditioning x 80 hours", "The request for 160 hours of work conditioning is denied.", "160 hours"),
    ],
)
def test_another_quantity_in_the_rationale_is_found(heading: str, rationale: str, quote: str) -> None:
    assert quotes(CHECK, a_letter(heading, rationale)) == [quote]


def test_another_quantity_in_the_summary_is_found() -> None:
    letter = a_letter("12 sessions of acupuncture", summary="The provider requested 6 sessions of acupuncture.")
    assert quotes(CHECK, letter) == ["6 sessions"]


@pytest.mark.parametrize(
    ("heading", "rationale"),
    [
        ("12 sessions of acupuncture", "The request for 12 sessions of acupuncture is not medically necessary."),
        (
            "OT 2x6 weeks (12 sessions)",
            "The treater is requesting occupational therapy 2 times a week for 6 weeks as he hurts.",
        ),
        (
            "OT 2x6 weeks (12 sessions)",
            "Utilization modified the certification from the requested 12 sessions to 6 sessions.",
        ),
        (
            "12 sessions of PT",
            "The MTUS recommends 9 to 10 visits over 8 weeks. The request is not medically necessary.",
        ),
        ("12 sessions of PT", "The patient has had 24 sessions. The request exceeds a total of 10 visits."),
        ("12 sessions of PT", "The prior request for 6 sessions was certified."),
        ("12 sessions of PT", "The request for over 10 sessions is not supported."),
        ("Acupuncture 1-2 x 6", "The request for 12 sessions of acupuncture is not medically necessary."),
        (
            "Acupuncture x 12",
            "The request for 6 sessions of massage therapy was withdrawn, and acupuncture is not certified.",
        ),
        ("Acupuncture x 12", "A follow-up visit is requested in 6 weeks."),
        ("Acupuncture x 12", "The request for therapy once a week is not medically necessary."),
        ("Gym membership for 1 year", "The request for 6 weeks of gym membership is not medically necessary."),
        ("Norco 10/325 mg #60", "The request for Norco, 60 tablets, is not medically necessary."),
        ("Acupuncture x 12", "Coverage of 6 visits was discussed."),
        ("MRI of the knee", "The request for 6 sessions is not medically necessary."),
    ],
)
def test_quantities_that_agree_or_are_about_something_else_are_no_finding(heading: str, rationale: str) -> None:
    assert quotes(CHECK, a_letter(heading, rationale)) == []


def test_treatments_are_not_confused() -> None:
    letter = a_letter(
        "12 sessions of bio behavioral therapy",
        "The request for 12 sessions of behavioral therapy is medically necessary.",
        ("6 sessions of acupuncture", "The request for 6 additional sessions is not medically necessary."),
        summary="The request for bio-behavioral therapy times 12 was denied. "
        "The request for acupuncture times 6 was denied. The request for 3 visits was denied.",
    )
    assert quotes(CHECK, letter) == []


def test_two_treatments_of_one_service_are_not_compared_with_the_summary() -> None:
    letter = a_letter(
        "PT x 12, knee", "Not necessary.", ("PT x 6, neck", "Not necessary."), summary="He requested 6 sessions of PT."
    )
    assert quotes(CHECK, letter) == []


def test_the_rationale_of_one_treatment_may_speak_of_the_other() -> None:
    letter = a_letter(
        "12 sessions of CBT",
        "The request for 4 sessions of relaxation training is decided below.",
        ("4 sessions of relaxation training", "The request for 4 sessions is not medically necessary."),
    )
    assert quotes(CHECK, letter) == []


def test_what_is_left_after_a_partial_certification_is_no_mismatch() -> None:
    letter = a_letter(
        "6 sessions of acupuncture",
        "The provider requested 12 sessions of acupuncture. Utilization review certified 6 sessions. It is denied.",
    )
    assert quotes(CHECK, letter) == []


def test_a_certified_number_that_does_not_explain_it_leaves_the_finding() -> None:
    letter = a_letter(
        "8 sessions of acupuncture",
        "The provider requested 12 sessions of acupuncture. Utilization review certified 6 sessions.",
    )
    assert quotes(CHECK, letter) == ["12 sessions"]


def test_an_earlier_request_in_the_summary_is_no_finding_where_the_present_one_agrees() -> None:
    letter = a_letter(
        "12 sessions of PT",
        summary="In May the provider requested 6 sessions of physical therapy. "
        "In June he requested 12 sessions of physical therapy.",
    )
    assert quotes(CHECK, letter) == []


def test_a_partial_outcome_may_speak_of_two_quantities() -> None:
    letter = a_letter(
        "12 sessions of PT", "The request for 6 sessions is medically necessary.", outcome=Outcome.PARTIALLY_OVERTURNED
    )
    assert quotes(CHECK, letter) == []


def test_a_flawless_letter_has_no_finding() -> None:
    assert quotes(CHECK, a_determination()) == []


def test_numbers_of_other_things_do_not_explain_another_quantity() -> None:
    letter = a_letter(
        "12 sessions of acupuncture",
        "The MTUS gives 3 to 6 treatments. The request for 18 sessions of acupuncture is not medically necessary.",
        summary="He is treated with activity modification. Utilization review denied the requests.",
    )
    assert quotes(CHECK, letter) == ["18 sessions"]


def test_of_a_part_that_is_granted_only_more_than_was_asked_for_is_found() -> None:
    more = "The request for 16 sessions of acupuncture is not medically necessary."
    fewer = "The request for 6 sessions of acupuncture is medically necessary."
    partial = Outcome.PARTIALLY_OVERTURNED
    assert quotes(CHECK, a_letter("12 sessions of acupuncture", more, outcome=partial)) == ["16 sessions"]
    assert quotes(CHECK, a_letter("12 sessions of acupuncture", fewer, outcome=partial)) == []


def test_a_heading_that_the_summary_confirms_is_no_rest_of_a_request() -> None:
    letter = a_letter(
        "12 sessions of aquatic therapy",
        "The request for 16 sessions of aquatic therapy is not medically necessary.",
        summary="He requests 12 visits of aquatic therapy. Utilization review modified the request to 4 sessions.",
    )
    assert quotes(CHECK, letter) == ["16 sessions"]
