from __future__ import annotations

from openimr.determinations.model import Layout, ReviewerKind, ReviewerQualifications
from openimr.samples.layouts.process import describe

WHOLE = ReviewerQualifications(
    kind=ReviewerKind.PHYSICIAN_REVIEWER,
    board_certifications=("Pain Management",),
    subspecialties=("Disability Evaluation",),
    licence_states=("CA", "NV", "AZ"),
    active_practice_years_over=5,
    active_practice_hours_per_week=24,
    no_affiliation_with=("employer", "employee", "providers", "claims administrator"),
)


def test_all_that_is_known_is_said() -> None:
    words = describe(WHOLE, Layout.L4A)
    assert "sent the complete case file to a physician reviewer." in words
    assert (
        "The physician reviewer is Board Certified in Pain Management, has a subspecialty in Disability Evaluation and"
        " is licensed to practice in California, Nevada and Arizona." in words
    )
    assert "more than five years and is currently working at least 24 hours a week" in words


def test_what_is_not_known_is_left_out() -> None:
    words = describe(ReviewerQualifications(), Layout.L4A)
    assert "licensed" not in words
    assert "affiliation" not in words
    assert "hours" not in words
    only = ReviewerQualifications(kind=ReviewerKind.EXPERT_REVIEWER, licence_states=("NV",))
    assert "The expert reviewer is licensed to practice in Nevada." in describe(only, Layout.L4A)
    certified = ReviewerQualifications(board_certifications=("Psychiatry",))
    assert "The expert reviewer is Board Certified in Psychiatry." in describe(certified, Layout.L5)


def test_the_block_of_credentials_takes_the_place_of_the_sentence() -> None:
    assert "licensed" not in describe(WHOLE, Layout.L4B)


def test_the_notice_letter_begins_with_the_affiliations() -> None:
    doctor = ReviewerQualifications(kind=ReviewerKind.MEDICAL_DOCTOR, no_affiliation_with=("employer", "employee"))
    words = describe(doctor, Layout.L1)
    assert words.startswith(
        "The independent Medical Doctor who made the decision has no affiliation with the employer or"
    )
