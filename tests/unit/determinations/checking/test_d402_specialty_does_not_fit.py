from __future__ import annotations

import pytest

from openimr.determinations.checking.d402_specialty_does_not_fit import CHECK
from openimr.determinations.model import Determination, ReviewerKind, ReviewerQualifications
from openimr.reviewers.specialties import fields_of
from unit.determinations.checking.factories import a_determination, a_reviewer, a_treatment, hits


def reviewed(heading: str, *specialties: str, kind: ReviewerKind | None = None) -> Determination:
    reviewer = ReviewerQualifications(kind=kind, board_certifications=specialties)
    return a_determination(a_treatment(heading=heading), reviewer=reviewer)


@pytest.mark.parametrize(
    ("specialty", "heading"),
    [
        ("Ophthalmology", "Lumbar fusion L4-5"),
        ("Dermatology", "12 sessions of psychotherapy"),
        ("Dentistry", "Right knee arthroscopy"),
        ("Chiropractic", "Cognitive behavioral therapy x 6"),
        ("psychiatry", "Anterior cervical discectomy and fusion"),
        ("Orthopedic Surgery", "Root canal, tooth 14"),
    ],
)
def test_a_clear_misfit_is_found(specialty: str, heading: str) -> None:
    (hit,) = hits(CHECK, reviewed(heading, specialty))
    assert hit.where == "disputed_treatments[0].heading"
    assert hit.quote == heading
    assert specialty in hit.message


@pytest.mark.parametrize(
    ("specialties", "heading"),
    [
        (["Physical Medicine and Rehabilitation"], "12 sessions of relaxation training (medical hypnotherapy)"),
        (["Psychiatry"], "Cognitive behavioral therapy and relaxation training (x4)"),
        (["Pain Management", "Disability Evaluation"], "Individual psychology 1 time a week times 6 weeks"),
        (["Physical Medicine and Rehabilitation", "Interventional Spine"], "Occupational therapy 2x6"),
        (["Family Practice"], "12 sessions of bio behavioral therapy"),
        (["Family Practice"], "12 sessions of acupuncture"),
        (["Orthopaedic Surgery"], "Lumbar fusion L4-5"),
        (["Dermatology", "Psychiatry"], "12 sessions of psychotherapy"),
        (["Dermatology"], "A thing that nobody knows"),
    ],
)
def test_the_same_or_a_similar_specialty_fits(specialties: list[str], heading: str) -> None:
    assert not hits(CHECK, reviewed(heading, *specialties))


def test_a_specialty_that_nobody_knows_may_be_the_one_that_fits() -> None:
    assert not hits(CHECK, reviewed("12 sessions of psychotherapy", "Dermatology", "Zzyzxology"))
    assert not hits(CHECK, reviewed("12 sessions of psychotherapy"))


def test_the_kind_of_reviewer_stands_for_a_specialty_where_none_is_named() -> None:
    assert hits(CHECK, reviewed("Lumbar fusion L4-5", kind=ReviewerKind.PSYCHOLOGIST))
    assert not hits(CHECK, reviewed("12 sessions of psychotherapy", kind=ReviewerKind.PSYCHOLOGIST))
    assert not hits(CHECK, reviewed("12 sessions of psychotherapy", kind=ReviewerKind.PHYSICIAN_REVIEWER))


def test_each_treatment_is_looked_at() -> None:
    treatments = (a_treatment(heading="Lumbar fusion"), a_treatment(heading="Eyeglasses"))
    determination = a_determination(*treatments, reviewer=a_reviewer(board_certifications=("Ophthalmology",)))
    assert [hit.where for hit in hits(CHECK, determination)] == ["disputed_treatments[0].heading"]


def test_words_that_the_vocabulary_of_services_lacks_name_a_field_too() -> None:
    assert fields_of("Hearing test for tinnitus") == {"ear-nose-throat"}
