"""General words tell a treatment where it was had, was not had, or is to come; not where they are only named."""

from __future__ import annotations

import pytest

from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from unit.casefile.findings.scoring import Note, found_in

HAD, NEVER, EARLIER = Mode.STATED, Mode.DENIED, Mode.HISTORICAL


def found(text: str, kind: FindingKind, paper: DocumentKind = DocumentKind.PROGRESS_REPORT) -> list[Finding]:
    return [one for one in found_in(Note(paper, text, ())) if one.kind is kind]


@pytest.mark.parametrize(
    ("text", "mode", "names"),
    [
        ("She was treated with oral medications, ice and rest.", HAD, ["medication", "heat or cold", "rest"]),
        ("Care so far has included rest, heat and pain medication.", HAD, ["rest", "heat or cold", "medication"]),
        ("He received conservative care for six weeks.", HAD, ["conservative treatment"]),
        ("He has had some relief with medication and exercise.", HAD, ["medication", "exercise"]),
        ("Analgesics have been tried.", HAD, ["medication"]),
        ("He has tried painkillers and stretching.", EARLIER, ["medication", "exercise"]),
        ("Treatment to date: bed rest, medicine, therapy.", EARLIER, ["rest", "medication", "therapy"]),
        ("He has exhausted nonoperative treatment.", HAD, ["conservative treatment"]),
        ("No conservative management was attempted.", NEVER, ["conservative treatment"]),
        ("There was no prior medication.", NEVER, ["medication"]),
        ("Medication has not been tried.", NEVER, ["medication"]),
        ("He denies any conservative care.", NEVER, ["conservative treatment"]),
    ],
)
def test_a_general_word_tells_what_was_had_and_what_was_not(text: str, mode: Mode, names: list[str]) -> None:
    general = found(text, FindingKind.TREATMENT)
    assert [(one.name, one.mode) for one in general] == [(name, mode) for name in names]


def test_medication_has_the_code_of_the_vocabulary_and_rest_has_none() -> None:
    medication, rest = found("He was treated with medication and rest.", FindingKind.TREATMENT)
    assert (medication.code, medication.unit) == ("medication", "tablet")
    assert (rest.code, rest.unit) == ("", "")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Plan: continue medications.", ["medication"]),
        ("Plan: rest, ice, oral medication.", ["rest", "heat or cold", "medication"]),
        ("Conservative care is to go on. I recommend conservative measures.", ["conservative treatment"]),
    ],
)
def test_a_general_word_in_a_plan_is_to_come(text: str, names: list[str]) -> None:
    planned = found(text, FindingKind.TREATMENT)
    assert [(one.name, one.mode) for one in planned] == [(name, Mode.PLANNED) for name in names]
    assert planned[0].says.endswith(" planned")


def test_a_general_word_is_a_request_only_where_it_is_asked_for() -> None:
    [one] = found("I request authorization for medication.", FindingKind.REQUEST)
    assert (one.code, one.mode, one.says) == ("medication", Mode.PLANNED, "medication asked for")


@pytest.mark.parametrize(
    "text",
    [
        "Pain is 3/10 with medication and 8/10 without.",
        "The medication was given slowly.",
        "He had medication side effects.",
        "Medication list reviewed. Medication allergies: none.",
        "Medications: tramadol 50 mg.",
        "She takes no medications today.",
        "The rest of the examination is normal. She has had the rest of the tests.",
        "There is no documentation of conservative treatment.",
        "The records do not show that medication was tried.",
        "Conservative care should be tried first.",
        "Patients have had medication before.",
        "Plan: ask whether medication helps.",
        "Guideline: medication, rest and exercise are tried first.",
        "She came to therapy late. Heat is bad this summer.",
        "Family history: father was treated with medication.",
        "If therapy fails, medication is an option.",
        "Conservative care has not been exhausted.",
    ],
)
def test_a_general_word_that_is_only_named_tells_nothing(text: str) -> None:
    general = found(text, FindingKind.TREATMENT) + found(text, FindingKind.REQUEST)
    assert [one for one in general if one.code in {"", "medication"}] == []


def test_a_drug_by_name_says_it_better_than_the_word_medication() -> None:
    text = "She has had medication such as naproxen."
    assert not found(text, FindingKind.TREATMENT)
    assert [one.name for one in found(text, FindingKind.MEDICATION)] == ["naproxen"]


def test_a_general_service_counts_as_had_where_the_sentence_says_so() -> None:
    assert [one.code for one in found("He tried bracing and injections.", FindingKind.TREATMENT)] == [
        "brace",
        "injection",
    ]
    assert not found("Injections and surgery were discussed.", FindingKind.TREATMENT)


@pytest.mark.parametrize(
    "text",
    [
        "There is no documentation of prior acupuncture.",
        "No evidence of physical therapy was sent.",
        "The records do not show that yoga was tried.",
        "The report fails to document physical therapy.",
    ],
)
def test_what_papers_are_silent_about_is_not_denied(text: str) -> None:
    assert not found(text, FindingKind.TREATMENT, DocumentKind.UR_DECISION)
    assert not found(text, FindingKind.TREATMENT)


def test_a_treatment_of_before_is_an_earlier_one() -> None:
    [one] = found("He has had acupuncture before and liked it.", FindingKind.TREATMENT)
    assert one.mode is Mode.HISTORICAL
    [one] = found("Treatments so far\nShe received acupuncture.", FindingKind.TREATMENT)
    assert one.mode is Mode.HISTORICAL


def test_a_treatment_of_a_relative_is_no_finding() -> None:
    assert not found("Her mother has had acupuncture.", FindingKind.TREATMENT)


def test_a_note_of_therapy_lists_what_was_done_without_a_verb() -> None:
    text = "Treatment given\nWarm-up on a rowing machine, then strengthening with bands. Ice for ten minutes.\n"
    found = found_in(Note(DocumentKind.THERAPY_NOTE, text, ()))
    assert {(one.name, one.mode) for one in found if one.kind is FindingKind.TREATMENT} == {
        ("exercise", Mode.STATED),
        ("heat or cold", Mode.STATED),
    }


@pytest.mark.parametrize(
    "text",
    ["He has trouble with strengthening.", "Weak in stretching.", "Stretching is limited.", "PHYSICAL NOTE, THERAPY"],
)
def test_what_a_note_of_therapy_says_of_the_worker_is_no_treatment(text: str) -> None:
    found = found_in(Note(DocumentKind.THERAPY_NOTE, f"Objective\n{text}\n", ()))
    assert [one for one in found if one.kind is FindingKind.TREATMENT and not one.code] == []


def test_a_plan_of_heat_and_ice_is_treatment_to_come() -> None:
    found = found_in(Note(DocumentKind.PROGRESS_REPORT, "Plan\nIce after work and heat before bed.\n", ()))
    assert [(one.name, one.mode) for one in found if one.name == "heat or cold"] == [("heat or cold", Mode.PLANNED)]
