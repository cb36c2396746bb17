"""D102: a stated total is what its frequency and duration come to."""

from __future__ import annotations

import pytest

from openimr.determinations.checking.d102_quantity_arithmetic import CHECK
from unit.determinations.checking.factories import a_determination
from unit.determinations.checking.letters import a_letter, quotes


@pytest.mark.parametrize(
    ("heading", "quote"),
    [
        ("OT 2x6 weeks (10 sessions)", "2x6 weeks (10 sessions"),
        ("Physical therapy 2 times a week for 6 weeks (8 sessions)", "2 times a week for 6 weeks (8 sessions"),
        ("Acupuncture 2 times a week for 4 weeks, cervical spine, quantity: 12 sessions", None),
        ("10 sessions of acupuncture for the neck, 2 times a week for 4 weeks", None),
    ],
)
def test_a_total_that_does_not_add_up_is_found_in_a_heading(heading: str, quote: str | None) -> None:
    found = quotes(CHECK, a_letter(heading))
    assert len(found) == 1
    assert quote is None or found == [quote]


def test_a_total_that_does_not_add_up_is_found_in_prose() -> None:
    letter = a_letter(
        "PT", "He requests therapy 3 times a week for 4 weeks (10 visits).", summary="PT 2x4 weeks (6 visits)."
    )
    assert quotes(CHECK, letter) == ["2x4 weeks (6 visits", "3 times a week for 4 weeks (10 visits"]


@pytest.mark.parametrize(
    "heading",
    [
        "OT 2x6 weeks (12 sessions)",
        "Acupuncture 2 times a week for 4 weeks, cervical spine, quantity: 8 sessions",
        "PT 3 times per week for 2 months (24 visits)",
        "PT 1-2 times a week for 6 weeks (12 visits)",
        "Norco 10/325 #60, twice daily for 15 days",
        "PT 2x6 weeks and 4 sessions of acupuncture",
        "PT 2x6 weeks, 6 sessions each for neck and back",
        "Home health aide 4 hours a day for 2 weeks, 3 visits",
        "12 visits over 6 weeks",
        "MRI of the knee",
    ],
)
def test_numbers_that_agree_or_cannot_be_compared_are_no_finding(heading: str) -> None:
    assert quotes(CHECK, a_letter(heading)) == []


def test_a_wording_that_says_twice_how_often_is_found_once_and_its_neighbours_not_at_all() -> None:
    letter = a_letter("PT", summary="He had 8 visits and requests PT 3 times a week x 4 weeks (10 visits).")
    assert quotes(CHECK, letter) == ["3 times a week x 4 weeks (10 visits"]


@pytest.mark.parametrize(
    "summary",
    [
        "He requests acupuncture (neck), 2 times a week for 3 weeks, 12 sessions of physical therapy, and a cane.",
        "He requests yoga 1 time a week for 5 weeks, 6 visits of massage therapy.",
        "He requests yoga 1 time a week for 5 weeks, 6 acupuncture visits.",
    ],
)
def test_the_total_of_the_next_request_is_no_finding(summary: str) -> None:
    assert quotes(CHECK, a_letter("PT", summary=summary)) == []


def test_a_total_of_the_same_service_is_a_finding() -> None:
    letter = a_letter("PT", summary="He requests acupuncture 2 times a week for 3 weeks, 12 sessions of acupuncture.")
    assert quotes(CHECK, letter) == ["2 times a week for 3 weeks, 12 sessions"]


def test_a_guideline_is_no_finding() -> None:
    letter = a_letter("PT", "The MTUS recommends 9 to 10 sessions of over 8 weeks.")
    assert quotes(CHECK, letter) == []


def test_a_flawless_letter_has_no_finding() -> None:
    assert quotes(CHECK, a_determination()) == []
