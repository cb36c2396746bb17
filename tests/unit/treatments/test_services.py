"""The services, goods and medications that a wording names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.treatments.services import all_services, are_alike, are_of_one_family, find_services, service


def ids(text: str) -> list[str]:
    return [mention.id for mention in find_services(text)]


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        (
            "12 SESSIONS OF RELAXATION TRAINING FOR PAIN CONTROL (MEDICAL HYPNOTHERAPY)",
            ["relaxation_training", "hypnotherapy"],
        ),
        ("Cognitive Behavioral Therapy and Relaxation Training (x4)", ["cbt", "relaxation_training"]),
        ("Individual psychology 1 time a week times 6 weeks", ["psychotherapy"]),
        ("12 weeks of pain management counseling", ["pain_counselling"]),
        ("Additional occupational therapy 2x6 weeks", ["occupational_therapy"]),
        ("12 sessions of Bio behavioral therapy for the cervical lumbar", ["bio_behavioural_therapy"]),
        ("bio-behavioral therapy times 12", ["bio_behavioural_therapy"]),
        ("Post-op PT 24 sessions right shoulder", ["post_operative_physical_therapy"]),
        ("Chiropractic manipulation with physiotherapy 1x6", ["chiropractic", "physical_therapy"]),
        ("bilateral L4-L5, L5-S1 TFESI", ["transforaminal_epidural_injection"]),
        ("right L5-S1 Medial Branch Block", ["medial_branch_block"]),
        ("MRI of the left knee without contrast", ["mri"]),
        ("EMG/NCV BUE", ["electrodiagnostic_study"]),
        ("Urine drug screen", ["urine_drug_test"]),
        ("TENS unit 30 day trial rental", ["tens_unit"]),
        ("LSO brace", ["back_brace"]),
        ("home health care 4 hours a day", ["home_health_care"]),
        ("spinal cord stimulator trial", ["spinal_cord_stimulator"]),
        ("Gym membership for 1 year", ["gym_membership"]),
        ("Tylenol #3", ["opioids"]),
    ],
)
def test_the_services_of_a_heading_are_found(wording: str, expected: list[str]) -> None:
    assert ids(wording) == expected


@pytest.mark.parametrize("wording", ["The pt reports pain.", "tens of letters", "left knee", "", "hep c"])
def test_other_words_name_no_service(wording: str) -> None:
    assert ids(wording) == []


def test_a_drug_names_its_class_and_itself() -> None:
    (mention,) = find_services("Norco 10/325 mg #60")
    assert (mention.id, mention.drug) == ("opioids", "hydrocodone_acetaminophen")


def test_a_class_names_no_drug() -> None:
    (mention,) = find_services("opioids")
    assert (mention.id, mention.drug) == ("opioids", None)


def test_there_are_enough_services_and_each_points_at_others_that_exist() -> None:
    services = all_services()
    assert len(services) >= 150
    assert {other for one in services.values() for other in one.similar_to} <= services.keys()


def test_every_drug_belongs_to_a_known_class() -> None:
    text = "Norco Naproxen Soma Xanax Cymbalta Lyrica Ambien Prilosec Lidoderm Abilify Provigil Zofran Colace Theramine"
    assert all(mention.id in all_services() for mention in find_services(text))
    assert len(find_services(text)) == 14


def test_likeness_goes_both_ways() -> None:
    assert are_alike("cbt", "psychotherapy")
    assert are_alike("psychotherapy", "cbt")
    assert not are_alike("relaxation_training", "hypnotherapy")
    assert are_of_one_family("relaxation_training", "hypnotherapy")
    assert not are_of_one_family("acupuncture", "mri")


def test_an_unknown_service_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError):
        service("leeches")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_mentions_that_lie_in_it(text: str) -> None:
    assert all(0 <= mention.span.start < mention.span.end <= len(text) for mention in find_services(text))
