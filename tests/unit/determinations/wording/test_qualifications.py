from __future__ import annotations

import msgspec
import pytest

from openimr.determinations.model import Layout, ReviewerKind, ReviewerQualifications
from openimr.determinations.wording.qualifications import compose, credentials
from openimr.determinations.wording.states import state_names
from unit.determinations.writing.letters import STANDARD_REVIEWER


def reviewer(**changes: object) -> ReviewerQualifications:
    return msgspec.structs.replace(STANDARD_REVIEWER, **changes)


def test_the_standard_paragraph_is_worded_as_real_letters_word_it(seeds: dict[str, str]) -> None:
    assert compose(STANDARD_REVIEWER, Layout.L4A) in " ".join(seeds["001"].split())


def test_a_statement_stands_in_place_of_the_standard_paragraph() -> None:
    assert compose(reviewer(statement="In other words."), Layout.L4A) == "In other words."


def test_of_a_reviewer_of_whom_nothing_is_known_nothing_is_said() -> None:
    assert compose(ReviewerQualifications(), Layout.L4A) == ""


def test_certification_and_licence_are_left_to_the_block_of_layout_l4b() -> None:
    words = compose(STANDARD_REVIEWER, Layout.L4B)
    assert "Certified" not in words
    assert "Illinois" not in words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"subspecialties": ("Pain Management",)},
            "is Board Certified in Psychiatry, has a subspecialty in Pain Management and is licensed to practice in",
        ),
        (
            {"board_certifications": (), "licence_states": ("CA",)},
            "The expert reviewer is licensed to practice in California.",
        ),
        (
            {"board_certifications": ("Internal Medicine", "Pain Management")},
            "Internal Medicine and Pain Management and is",
        ),
        ({"board_certifications": ("Unheard Of", "Also New")}, "Board Certified in Unheard Of, Also New and is"),
        ({"licence_states": ("QQ",)}, "licensed to practice in QQ."),
        ({"no_affiliation_with": ("employer",)}, "He/she has no affiliation with the employer."),
        ({"active_practice_years_over": 12}, "for more than 12 years and"),
        ({"active_practice_years_over": None}, "He/she is currently working at least 24 hours a week"),
        ({"active_practice_hours_per_week": None}, "for more than five years. The expert reviewer was selected"),
        ({"kind": None}, "sent the complete case file to a reviewer."),
        ({"kind": ReviewerKind.PHYSICIAN_REVIEWER}, "The physician reviewer was selected"),
        ({"kind": ReviewerKind.CHIROPRACTOR}, "to an independent chiropractor."),
    ],
)
def test_what_is_known_is_worded(changes: dict[str, object], words: str) -> None:
    assert words in compose(reviewer(**changes), Layout.L4A)


def test_what_is_not_known_is_left_out() -> None:
    words = compose(ReviewerQualifications(kind=ReviewerKind.EXPERT_REVIEWER), Layout.L4A)
    assert not any(word in words for word in ("affiliation", "Certified", "licensed", "five years"))


def test_the_block_of_credentials_has_a_line_for_each_list_that_is_there() -> None:
    whole = reviewer(specialties=("Family Practice",), licence_states=("AZ", "CA"))
    assert credentials(whole) == (
        "The Expert Reviewer has the following credentials:",
        "State(s) of Licensure: Arizona, California",
        "Certification(s)/Specialty: Family Practice",
    )
    bare = ReviewerQualifications(kind=ReviewerKind.PHYSICIAN_REVIEWER)
    assert credentials(bare) == ("The Physician Reviewer has the following credentials:",)


def test_states_district_and_territories_have_names() -> None:
    assert len(state_names()) == 56
    assert state_names()["DC"] == "District of Columbia"
