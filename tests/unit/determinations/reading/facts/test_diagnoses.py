from __future__ import annotations

import pytest

from openimr.determinations.model import FactKind
from openimr.determinations.reading.facts import find_facts
from openimr.determinations.reading.facts.prose import IN_PASSING, INFERRED, STATED


def diagnoses(text: str) -> list[str | None]:
    facts = find_facts(where="clinical_case_summary", text=text)
    return [fact.name for fact in facts if fact.kind is FactKind.DIAGNOSIS]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Listed diagnoses per are: 1. Lumbar disk displacement. 2. Cervicalgia. 3. Anxiety state NOS. He rests.",
            ["Lumbar disk displacement", "Cervicalgia", "Anxiety state NOS"],
        ),
        (
            "Diagnoses include: Psychogenic pain, Depressive disorder, cervical disc degeneration.",
            ["Psychogenic pain", "Depressive disorder", "cervical disc degeneration"],
        ),
        (
            "Diagnosis is lumbar radiculopathy piriformis syndrome and chronic pain syndrome.",
            ["lumbar radiculopathy", "piriformis syndrome", "chronic pain syndrome"],
        ),
        ("He has been diagnosed with Depressive Disorder NOS and he works.", ["Depressive Disorder NOS"]),
        (
            "The patient was diagnosed with carpal tunnel syndrome and tendinitis of the right wrist.",
            ["carpal tunnel syndrome", "tendinitis of the right wrist"],
        ),
        (
            "Assessment: 722.10 Lumbar disc displacement; 723.1 Cervicalgia.",
            ["Lumbar disc displacement", "Cervicalgia"],
        ),
        (
            "Impression: Left shoulder impingement syndrome (726.2). He will return in 4 weeks.",
            ["Left shoulder impingement syndrome"],
        ),
        ("Diagnosis: Lumbar radiculopathy (ICD-10: M54.16).", ["Lumbar radiculopathy"]),
        (
            "DIAGNOSIS: Major depressive disorder, single episode, moderate; chronic pain.",
            ["Major depressive disorder, single episode, moderate", "chronic pain"],
        ),
        ("Diagnoses: 1) Low back strain 2) Insomnia", ["Low back strain", "Insomnia"]),
        ("Diagnoses are lumbago and sciatica.", ["lumbago", "sciatica"]),
        (
            "The treating physician gives the diagnoses as lumbar strain and lumbar facet arthropathy.",
            ["lumbar strain", "lumbar facet arthropathy"],
        ),
        ("The diagnoses were given by the doctor as 1. Neck strain. 2. Back strain.", ["Neck strain", "Back strain"]),
        ("The diagnosis is incomplete tear of the rotator cuff.", ["incomplete tear of the rotator cuff"]),
        ("The patient has anxiety and depression.", ["anxiety", "depression"]),
        ("He reports a mood disorder including depression.", ["mood disorder", "depression"]),
        ("She was diagnosed with PTSD in 2012 by Dr. Roe.", ["PTSD"]),
        ("The patient carries a diagnosis of fibromyalgia.", ["fibromyalgia"]),
        ("Diagnoses include status post (right) knee surgery, and he is tired.", ["right) knee surgery"]),
        ("Diagnoses include lumbar sprain, tender to the touch, neck sprain.", ["lumbar sprain"]),
        ("The diagnosis is carpal tunnel syndrome (right).", ["carpal tunnel syndrome (right)"]),
        ("Assessment: A tumor.", ["tumor"]),
        ("Diagnoses included gout and lumbago.", ["gout", "lumbago"]),
        ("Diagnoses are gout, anxiety, and these could be affecting her pain.", ["gout", "anxiety"]),
        ("Diagnoses: 1. (5) 2. Gout.", ["Gout"]),
        ("Diagnoses are dizziness and lumbago.", ["dizziness and lumbago"]),
        ("Diagnosis is lumbago near sciatica.", ["lumbago near sciatica"]),
    ],
)
def test_a_list_of_diagnoses_is_taken_apart(text: str, expected: list[str]) -> None:
    assert diagnoses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The patient has left lower extremity radiculopathy and myofascial pain syndrome.",
            ["left lower extremity radiculopathy", "myofascial pain syndrome"],
        ),
        ("The claimant suffers from post-traumatic stress disorder.", ["post-traumatic stress disorder"]),
        ("The patient has no depression but has anxiety.", ["anxiety"]),
        ("The patient has been treated for lumbar facet arthropathy.", ["lumbar facet arthropathy"]),
        ("He presents with chronic pain disorder and severe insomnia.", ["chronic pain disorder", "severe insomnia"]),
        ("A 50-year-old male with right carpal tunnel syndrome.", ["right carpal tunnel syndrome"]),
    ],
)
def test_a_condition_told_in_passing_is_found(text: str, expected: list[str]) -> None:
    assert diagnoses(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He denies depression.",
        "There is no radiculopathy on exam.",
        "The patient has no depression, anxiety or insomnia.",
        "MRI was ordered to rule out radiculopathy.",
        "The patient has a family history of diabetes.",
        "The Beck Depression Inventory was given to the patient with care.",
        "The patient was given the Beck Depression Inventory.",
        "Cognitive therapy is recommended for patients with chronic pain.",
        "The guidelines recommend yoga for fibromyalgia in the patient.",
        "Her mother was diagnosed with breast cancer.",
        "The differential diagnosis includes gout.",
        "The diagnosis is not clear.",
        "No diagnosis was given.",
        "He has not been diagnosed with diabetes.",
        "The patient underwent a carpal tunnel release.",
        "Addressing mood disorders (such as depression, anxiety and panic disorder).",
        "Patients diagnosed with fibromyalgia may benefit.",
        "The autodiagnosis: gout. The diagnosis is unclear.",
        "The patient works.",
        "Diagnosis: .",
        "The patient has a suspicion of a labral tear.",
        "Diagnosis: 12345.",
        "The patient has back pain.",
        "Psychological treatment of the patient with depression is used.",
    ],
)
def test_what_is_denied_feared_or_general_is_no_diagnosis(text: str) -> None:
    assert diagnoses(text) == []


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("Diagnoses include: lumbago.", STATED),
        ("He was diagnosed with lumbago.", INFERRED),
        ("He has lumbago.", IN_PASSING),
    ],
)
def test_a_diagnosis_is_the_surer_the_plainer_it_is_said(text: str, confidence: float) -> None:
    assert [fact.confidence for fact in find_facts(where="", text=text)] == [confidence]


def test_a_run_of_words_that_is_too_long_is_no_name() -> None:
    assert diagnoses("Diagnosis: " + "very long words about pain of the low back " * 4) == []


@pytest.mark.parametrize(
    "text",
    [
        "The MTUS supports a referral when the diagnosis is uncertain, complex, or slow to respond.",
        "The diagnosis is in the file.",
        "Diagnosis: uncertain.",
        "The diagnosis as well as the plan is missing.",
        "In a study, one patient with frozen shoulder was treated with success.",
        "The patient presented with anxiety.",
        "The patient complained of anxiety and low mood.",
        "The patient has anxiety about the surgery.",
    ],
)
def test_words_about_a_diagnosis_feelings_and_studied_people_are_none(text: str) -> None:
    assert diagnoses(text) == []


def test_numbers_in_brackets_number_a_list() -> None:
    text = "Diagnoses: (1) lumbar sprain. (2) cervical strain. (#3) right knee sprain."
    assert [fact.name for fact in find_facts(where="x", text=text)] == [
        "lumbar sprain",
        "cervical strain",
        "right knee sprain",
    ]
