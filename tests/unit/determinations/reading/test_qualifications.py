from __future__ import annotations

import pytest

from openimr.determinations.model import ProblemKind, ReviewerKind, ReviewerQualifications
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.flow import fold
from openimr.determinations.reading.qualifications import read_qualifications
from openimr.determinations.wording.lists import split_list
from openimr.determinations.wording.states import state_codes


def read(text: str) -> tuple[ReviewerQualifications, Draft]:
    draft = Draft(fold(text))
    return read_qualifications(draft, 0, len(draft.flow.text)), draft


WHOLE = (
    "MAXIMUS Federal Services sent the complete case file to an expert reviewer. He/she has no affiliation with the "
    "employer, employee, providers or the claims administrator. The expert reviewer is Board Certified in Internal "
    "Medicine, has a subspecialty in Rheumatology and is licensed to practice in Nevada and New York. He/she has been "
    "in active clinical practice for more than five years and is currently working at least 24 hours a week."
)


def test_the_paragraph_of_l4a_is_read_whole() -> None:
    reviewer, draft = read(WHOLE)
    assert reviewer == ReviewerQualifications(
        kind=ReviewerKind.EXPERT_REVIEWER,
        board_certifications=("Internal Medicine",),
        subspecialties=("Rheumatology",),
        licence_states=("NV", "NY"),
        active_practice_years_over=5,
        active_practice_hours_per_week=24,
        no_affiliation_with=("employer", "employee", "providers", "claims administrator"),
    )
    assert draft.spans["reviewer.licence_states[1]"].quote(WHOLE) == "New York"
    assert draft.spans["reviewer.no_affiliation_with[3]"].quote(WHOLE) == "claims administrator"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("sent to a physician reviewer.", ReviewerKind.PHYSICIAN_REVIEWER),
        ("The Expert Reviewer decided.", ReviewerKind.EXPERT_REVIEWER),
        ("The independent Medical Doctor who made the decision", ReviewerKind.MEDICAL_DOCTOR),
        ("The independent Chiropractor who made the decision", ReviewerKind.CHIROPRACTOR),
        ("The independent Doctor of Chiropractic who made", ReviewerKind.CHIROPRACTOR),
        ("The independent licensed Psychologist who made", ReviewerKind.PSYCHOLOGIST),
        ("The independent Doctor of Osteopathy who made", ReviewerKind.OSTEOPATHIC_PHYSICIAN),
        ("The independent Acupuncturist who made", ReviewerKind.ACUPUNCTURIST),
        ("The independent Physical Therapist who made", ReviewerKind.PHYSICAL_THERAPIST),
        ("The reviewer is a Dentist.", ReviewerKind.DENTIST),
        ("The reviewer is an Optometrist.", ReviewerKind.OPTOMETRIST),
        ("The reviewer was a Doctor of Podiatric Medicine.", ReviewerKind.PODIATRIST),
        ("The employee saw a psychologist.", None),
        ("", None),
    ],
)
def test_the_kind_of_the_reviewer_is_as_worded(words: str, kind: ReviewerKind | None) -> None:
    assert read(words)[0].kind is kind


def test_the_block_of_l4b_is_read() -> None:
    reviewer, _ = read(
        "State(s) of Licensure: Arizona, California\nCertification(s)/Specialty: Family Practice, Pain Management\n"
    )
    assert reviewer.licence_states == ("AZ", "CA")
    assert reviewer.specialties == ("Family Practice", "Pain Management")


def test_the_block_may_stand_the_other_way_round() -> None:
    reviewer, _ = read("Certification(s)/Specialty: Family Practice\nState(s) of Licensure: Arizona\n")
    assert (reviewer.licence_states, reviewer.specialties) == (("AZ",), ("Family Practice",))


def test_half_a_block_gives_half() -> None:
    assert read("State(s) of Licensure: Arizona")[0].specialties == ()
    assert read("Certification(s)/Specialty: Family Practice")[0].licence_states == ()
    assert read("Certification(s)/Specialty: ")[0].specialties == ()


def test_a_state_that_is_none_is_a_problem_and_a_state_given_twice_counts_once() -> None:
    reviewer, draft = read("is licensed to practice in Calfornia, Nevada and Nevada, and the State of Texas.")
    assert reviewer.licence_states == ("NV", "TX")
    (problem,) = draft.problems
    assert problem.kind is ProblemKind.UNRECOGNISED_TEXT
    assert problem.span
    assert problem.span.quote(draft.flow.original) == "Calfornia"


def test_an_empty_place_in_a_list_of_states_is_no_state() -> None:
    reviewer, draft = read("is licensed to practice in Nevada, , Texas and .")
    assert reviewer.licence_states == ("NV", "TX")
    assert not draft.problems


def test_licensed_in_a_state_is_enough() -> None:
    assert read("The reviewer is a Chiropractor licensed in California.")[0].licence_states == ("CA",)


@pytest.mark.parametrize(
    ("words", "years", "hours"),
    [
        ("in active practice for over ten years", 10, None),
        ("in active clinical practice for more than 7 years", 7, None),
        ("in active practice for more than many years", None, None),
        ("at least twenty-four hours per week", None, 24),
        ("at least 30 hours each week", None, 30),
    ],
)
def test_years_and_hours_are_numbers(words: str, years: int | None, hours: int | None) -> None:
    reviewer, _ = read(words)
    assert (reviewer.active_practice_years_over, reviewer.active_practice_hours_per_week) == (years, hours)


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("Physical Medicine and Rehabilitation", ("Physical Medicine and Rehabilitation",)),
        ("Internal Medicine and Pain Management", ("Internal Medicine", "Pain Management")),
        ("Family Practice, Underwater Basketry", ("Family Practice", "Underwater Basketry")),
        ("Underwater Basketry, Family Practice", ("Underwater Basketry", "Family Practice")),
        ("Underwater Basketry and Family Practice", ("Underwater Basketry and Family Practice",)),
        ("Underwater Basketry", ("Underwater Basketry",)),
        (", Family Practice", (", Family Practice",)),
    ],
)
def test_a_list_is_split_between_specialties_only(words: str, items: tuple[str, ...]) -> None:
    assert split_list(words) == items


def test_each_state_has_two_letters() -> None:
    codes = state_codes()
    assert codes["california"] == codes["ca"] == "CA"
    assert all(len(code) == 2 and code.isupper() for code in codes.values())
