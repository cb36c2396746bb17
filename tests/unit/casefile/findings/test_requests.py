"""A drug or a visit to a specialist is asked for by a row of a form or by words that ask; by nothing else."""

from __future__ import annotations

import pytest

from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from unit.casefile.findings.scoring import Note, found_in

REPORT = DocumentKind.PROGRESS_REPORT
APPLICATION, FORM = DocumentKind.APPLICATION, DocumentKind.REQUEST_FOR_AUTHORIZATION


def asked(text: str, kind: DocumentKind = REPORT) -> list[Finding]:
    return [one for one in found_in(Note(kind, text, ())) if one.kind is FindingKind.REQUEST]


def names(text: str, kind: DocumentKind = REPORT) -> list[str]:
    return [one.name for one in asked(text, kind)]


@pytest.mark.parametrize("kind", [APPLICATION, FORM])
def test_a_row_of_a_form_asks_for_the_drug_or_the_visit_that_it_names(kind: DocumentKind) -> None:
    text = (
        "No. Disputed medical treatment Liability disputed\n1 TOPIRAMATE 50 MG, QTY: 60 No\n"
        "2 Neurology consultation for the headaches No\n3 One prescription of Celebrex 200 mg #30 No\n"
    )
    found = asked(text, kind)
    assert [(one.name, one.code) for one in found] == [
        ("topiramate", "antiepileptics"),
        ("Neurology consultation", "neurology_consultation"),
        ("celecoxib", "nsaids"),
    ]
    assert {one.mode for one in found} == {Mode.PLANNED}
    assert {one.count for one in found} == {None}


def test_a_sentence_on_a_form_asks_for_no_drug_that_it_only_tells_of() -> None:
    text = (
        "Reason\nHe has failed ibuprofen 800 mg.\nShe is taking omeprazole daily.\n"
        "Orthopedic consultation report attached\nThe report that substantiates this request is attached.\n"
    )
    assert asked(text, FORM) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I am requesting authorization for pregabalin 75 mg #60.", "pregabalin"),
        ("We hereby ask for tizanidine 4 mg at night.", "tizanidine"),
        ("Please approve Cymbalta 30 mg for another month.", "duloxetine"),
        ("Authorization for celecoxib 200 mg is requested.", "celecoxib"),
        ("Lyrica is again requested for the burning feet.", "pregabalin"),
        ("Approval is sought for a spine surgery consultation.", "spine surgery consultation"),
        ("Authorization is requested for Lidoderm patch 5% Qty: 30. Please authorize Norco 5/325 mg.", "lidocaine"),
        ("Please approve a referral to a pain management specialist.", "pain management specialist"),
        ("Plan\nRequest nortriptyline 25 mg #30.", "nortriptyline"),
    ],
)
def test_words_that_ask_to_authorize_make_a_request(text: str, name: str) -> None:
    assert name in names(f"{text}\n")


def test_the_nearest_words_that_ask_are_the_ones_that_count() -> None:
    text = "Authorization is requested for Lidoderm patch 5% Qty: 30. Please authorize tramadol 50 mg, quantity 60.\n"
    assert names(text) == ["lidocaine", "tramadol"]


def test_one_sentence_asks_for_the_same_drug_once() -> None:
    assert names("Please authorize Norco 5/325 mg; Norco helps her to work, and I request Norco.\n") == [
        "hydrocodone/acetaminophen"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "We do not request authorization for Norco at this time.",
        "The patient requests more Norco.",
        "The prior request for Lyrica was denied.",
        "Omeprazole was requested last year.",
        "Gabapentin is requested by the patient.",
        "The request for authorization of May is attached; he takes ibuprofen.",
        "Records of the pain management consultation are requested.",
        "The neurology consultation report is requested.",
        "I saw her with the neurologist and she takes Topamax.",
        "Plan\nRequest records from the pharmacy; continue ibuprofen.",
        "Allergies\nPlease authorize no penicillin and no tramadol.",
    ],
)
def test_wishes_refusals_papers_and_what_is_taken_are_no_requests(text: str) -> None:
    assert asked(f"{text}\n") == []


def test_the_reason_of_a_request_is_not_asked_for() -> None:
    text = "I request authorization for gabapentin 300 mg because naproxen upset her stomach.\n"
    assert names(text) == ["gabapentin"]


def test_a_decision_of_utilization_review_asks_for_no_drug() -> None:
    text = "A request for authorization for gabapentin was received.\nGabapentin 300 mg: the request is denied.\n"
    assert asked(text, DocumentKind.UR_DECISION) == []


def test_the_next_column_of_a_form_makes_no_other_number_of_sessions() -> None:
    text = (
        "Diagnosis Treatment requested Quantity\nankle sprain Physical therapy for the ankle, 3 times 9 visits\n"
        "per week for 3 weeks (9 sessions)\nankle sprain Massage therapy 1 time a week for 4 weeks 4 visits\n"
    )
    counts = {(one.code, one.count) for one in asked(text, FORM)}
    assert ("physical_therapy", 9) in counts
    assert not {count for _, count in counts} & {27, 12}
    assert ("massage_therapy", 9) not in counts


def test_a_count_on_the_application_is_of_the_entry_that_it_stands_in() -> None:
    text = (
        "No. Disputed medical treatment Liability disputed\n1 Acupuncture for the neck (8 sessions) No\n"
        "2 Chiropractic treatment 2 times a week for 3 weeks No\n"
    )
    assert {(one.code, one.count) for one in asked(text, APPLICATION)} == {("acupuncture", 8), ("chiropractic", 6)}


def test_what_was_certified_of_a_number_is_not_asked_for() -> None:
    text = "Decision\n1. Acupuncture x 12, neck: the request is modified; 4 of 12 visits are certified.\n"
    assert 4 not in {one.count for one in asked(text, DocumentKind.UR_DECISION)}


def test_the_field_of_who_signs_a_form_is_no_treatment() -> None:
    text = "Requested treatment\nBiofeedback x 6\nAda Roe, M.D.\nNeurological Surgery\nLicense A000000\n"
    assert {one.code for one in asked(text, FORM)} == {"biofeedback"}


def test_the_diagnosis_of_a_row_is_no_part_of_the_name_of_what_is_asked_for() -> None:
    text = "Diagnosis Treatment requested Quantity\nlumbar sprain CHIROPRACTIC TREATMENT FOR THE 10 visits\nBACK\n"
    assert [(one.name, one.count) for one in asked(text, FORM)] == [("CHIROPRACTIC TREATMENT", 10)]


def test_a_bare_quantity_beside_a_drug_counts_no_sessions() -> None:
    text = "Treatment requested Quantity\nPrescription for tramadol 50 mg, as worded\nquantity 60\n"
    assert {one.count for one in asked(text, FORM)} == {None}
