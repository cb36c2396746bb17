from __future__ import annotations

import pytest

from openimr.reviewers.specialties import Fit, Specialty, fields_of, fit, specialty_named


def held(*names: str) -> list[Specialty]:
    found = [specialty_named(name) for name in names]
    return [specialty for specialty in found if specialty is not None]


@pytest.mark.parametrize(
    ("specialties", "wording"),
    [
        (["Physical Medicine and Rehabilitation"], "12 sessions of relaxation training (medical hypnotherapy)"),
        (["Psychiatry"], "Cognitive behavioral therapy and relaxation training (x4)"),
        (["Pain Management", "Disability Evaluation"], "Individual psychology 1 time a week times 6 weeks"),
        (["Pain Medicine"], "Individual psychology 1 time a week times 6 weeks"),
        (["Physical Medicine and Rehabilitation", "Interventional Spine"], "Occupational therapy 2x6"),
        (["Family Practice"], "12 sessions of bio behavioral therapy"),
        (["Family Practice"], "12 sessions of acupuncture"),
    ],
)
def test_the_pairings_of_the_published_letters_are_allowed(specialties: list[str], wording: str) -> None:
    assert fit(held(*specialties), fields_of(wording)) in {Fit.SAME, Fit.SIMILAR}


@pytest.mark.parametrize(
    ("specialty", "wording"),
    [
        ("Ophthalmology", "Lumbar fusion L4-5"),
        ("Dermatology", "12 sessions of psychotherapy"),
        ("Dentistry", "Right knee arthroscopy"),
        ("Psychiatry", "Anterior cervical discectomy and fusion"),
        ("Orthopedic Surgery", "Root canal, tooth 14"),
        ("Podiatry", "Lumbar fusion"),
    ],
)
def test_clear_misfits_are_refused(specialty: str, wording: str) -> None:
    assert fit(held(specialty), fields_of(wording)) is Fit.MISFIT


def test_the_same_specialty_is_better_than_a_similar_one() -> None:
    fields = fields_of("12 sessions of psychotherapy")
    assert fit(held("Psychology"), fields) is Fit.SAME
    assert fit(held("Family Practice"), fields) is Fit.SIMILAR


def test_what_stands_in_neither_list_is_open() -> None:
    assert fit(held("Psychiatry"), frozenset({"pain-management"})) is Fit.OPEN
    assert fit(held("Psychiatry"), frozenset({"mental-health", "spine-surgery"})) is Fit.OPEN


def test_a_treatment_of_no_field_is_general_medicine() -> None:
    assert fit(held("Family Practice"), frozenset()) is Fit.SIMILAR
    assert fit(held("Ophthalmology"), frozenset()) is Fit.OPEN


def test_nobody_without_a_specialty_fits() -> None:
    assert fit([], frozenset()) is Fit.MISFIT
    assert specialty_named("Zzyzxology") is None
