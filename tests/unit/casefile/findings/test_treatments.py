"""A treatment is one that was given to this worker, not a house's name, a test's result or another column of a form."""

from __future__ import annotations

import pytest

from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from unit.casefile.findings.scoring import Note, found_in

THERAPY, FORM = DocumentKind.THERAPY_NOTE, DocumentKind.APPLICATION


def found(
    text: str, kind: DocumentKind = DocumentKind.PROGRESS_REPORT, of: FindingKind = FindingKind.TREATMENT
) -> list[Finding]:
    return [one for one in found_in(Note(kind, text, ())) if one.kind is of]


def test_the_name_of_the_house_that_writes_is_no_treatment() -> None:
    text = (
        "Palisade Grove Physical Therapy\n5815 Cedar Court\nOjai, CA 93023\nTelephone 805-555-0109\n"
        "CHIROPRACTIC TREATMENT NOTE\nTreatment: chiropractic treatment. Session 1 of 12.\n"
        "Palisade Grove Physical Therapy Page 1 of 1\n"
    )
    assert {one.code for one in found(text, THERAPY)} == {"chiropractic"}


def test_a_title_without_an_address_below_it_still_tells_the_treatment() -> None:
    assert {one.code for one in found("Physical Therapy Daily Note\nSubjective\nDoing well.\n", THERAPY)} == {
        "physical_therapy"
    }
    assert {one.code for one in found("Physical therapy given", THERAPY)} == {"physical_therapy"}


@pytest.mark.parametrize("kind", [FORM, DocumentKind.REQUEST_FOR_AUTHORIZATION])
def test_no_in_the_next_column_of_a_form_denies_no_treatment(kind: DocumentKind) -> None:
    text = "No. Disputed medical treatment Liability disputed\n1 Interferential unit No\n2 Acupuncture No\n"
    assert [one for one in found(text, kind) if one.mode is Mode.DENIED] == []
    assert {one.code for one in found(text, kind, FindingKind.REQUEST)} == {"interferential_unit", "acupuncture"}


def test_the_result_of_a_test_for_a_class_of_drugs_is_no_treatment() -> None:
    text = "Substance Prescribed Result\nhydrocodone no negative\nbenzodiazepines no negative\n"
    assert found(text, DocumentKind.MONITORING) == []
    assert [one.mode for one in found("She denies benzodiazepines.")] == [Mode.DENIED]


def test_operations_of_earlier_times_are_treatments_that_were_had() -> None:
    text = "Past surgical history: hysterectomy in 2005 and hernia repair.\n"
    assert [(one.name, one.mode) for one in found(text)] == [
        ("hysterectomy", Mode.HISTORICAL),
        ("hernia repair", Mode.HISTORICAL),
    ]
    assert found("A hysterectomy is not part of this claim.") == []
    assert [one.code for one in found("Past surgical history: lumbar laminectomy.\n")] != ["surgery", "surgery"]


def test_a_study_that_is_done_today_is_not_asked_for() -> None:
    text = "Plan\nA urine drug screen is done today under the agreement.\n"
    assert found(text, of=FindingKind.REQUEST) == []
    assert [one.code for one in found(text)] == ["urine_drug_test"]


def test_the_specialty_of_a_physician_is_no_treatment() -> None:
    text = "Plan\nThe exercises go on.\nChidi Jorstein, M.D.\nPhysical Medicine and Rehabilitation\n"
    assert "physical_medicine" not in {one.code for one in found(text, of=FindingKind.REQUEST)}


def test_a_visit_without_an_interpreter_denies_no_treatment() -> None:
    assert found("The examination was done without an interpreter.") == []


def test_the_number_of_a_row_of_the_application_counts_no_sessions() -> None:
    text = (
        "No. Disputed medical treatment Liability disputed\n"
        "1 Chiropractic treatment 1x6 weeks (6 sessions), cervical spine No\n"
    )
    assert [one.count for one in found(text, FORM, FindingKind.REQUEST)] == [6]
    text = "No. Disputed medical treatment Liability disputed\n12 sessions of acupuncture No\n"
    assert [one.count for one in found(text, FORM, FindingKind.REQUEST)] == [12]


@pytest.mark.parametrize(
    "text", ["There is no current need for knee arthroplasty.", "I see no indication for epidural steroid injections."]
)
def test_that_a_treatment_is_not_needed_does_not_deny_that_it_was_given(text: str) -> None:
    assert found(text) == []


def test_that_a_treatment_was_not_had_denies_it() -> None:
    assert [one.mode for one in found("He has had no epidural steroid injections.")] == [Mode.DENIED]


def test_a_field_of_the_kind_of_anaesthesia_tells_that_it_was_given() -> None:
    text = "Procedure: carpal tunnel release\nAnaesthesia: local\nComplications: none\n"
    assert [one.mode for one in found(text, DocumentKind.OPERATIVE_REPORT) if one.code == "anaesthesia"] == [
        Mode.STATED
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Plain films taken 12/02/2020 were negative for fracture.", "x_ray"),
        ("MRI right knee 12/21/2020: torn meniscus.", "mri"),
        ("Plan\nUDS today was consistent.\n", "urine_drug_test"),
        ("Plan\nA urine drug screen was collected in the office.\n", "urine_drug_test"),
        ("Treatment rendered today: cortisone injection right knee.", "corticosteroid_injection"),
    ],
)
def test_what_was_done_is_given_and_neither_denied_nor_asked_for(text: str, code: str) -> None:
    assert [(one.code, one.mode) for one in found(text)] == [(code, Mode.STATED)]
    assert found(text, of=FindingKind.REQUEST) == []


def test_ice_and_rest_under_treatment_given_were_given() -> None:
    text = "Diagnoses\n1. Left wrist sprain (S63.502A)\n\nTreatment given\nIce, and rest for two days.\n"
    assert [one.name for one in found(text, DocumentKind.FIRST_REPORT)] == ["heat or cold", "rest"]


def test_the_degree_or_licence_of_who_signs_is_no_treatment() -> None:
    text = "Plan\nHome program.\nPriya Lindqvist, PT, DPT   #PT 41188\n"
    assert [one.code for one in found(text, THERAPY, FindingKind.REQUEST)] == []
    assert [one.code for one in found("Plan\nRequest PT twice a week.\n", of=FindingKind.REQUEST)] != []


def test_a_field_that_counts_visits_attended_stands_beside_others() -> None:
    text = "Start of care: 5/22/2023\nAuthorized: 18    Attended: 16    Cancelled: 1\n"
    assert [one.count for one in found(text, THERAPY, FindingKind.SESSIONS)] == [16]


def test_what_is_in_brackets_does_not_break_a_list_of_treatments() -> None:
    text = "Treatment has consisted of yoga, injections (the last, which helped, in May) and ice."
    assert "heat or cold" in [one.name for one in found(text)]


@pytest.mark.parametrize("text", ["Visit 3\n", "Visit: 3\n", "Visits: many\n", "Requested: a 3rd visit.\n"])
def test_a_number_beside_a_visit_that_counts_none_is_no_number_of_sessions(text: str) -> None:
    assert found(text, THERAPY, FindingKind.SESSIONS) == []


def test_a_verb_between_ends_a_list_of_treatments() -> None:
    assert found("He had, when it was cold, ice.") == []
