"""A medication is what this worker takes, with its own dose and number, not what a test or a relative has."""

from __future__ import annotations

import pytest

from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from unit.casefile.findings.scoring import Note, found_in

REPORT, REQUEST, FORM = (
    DocumentKind.PROGRESS_REPORT, DocumentKind.REQUEST_FOR_AUTHORIZATION, DocumentKind.APPLICATION,
)  # fmt: skip


def found(text: str, kind: DocumentKind = REPORT) -> list[Finding]:
    return [one for one in found_in(Note(kind, text, ())) if one.kind is FindingKind.MEDICATION]


def told(text: str, kind: DocumentKind = REPORT) -> list[tuple[str, Mode]]:
    return [(one.name, one.mode) for one in found(text, kind)]


def test_the_number_of_the_next_entry_of_a_list_is_no_part_of_a_dose() -> None:
    text = "Medication\n1. duloxetine 60 mg, one capsule daily,\n2. gabapentin 300 mg, one at night,\nPlan\nRest.\n"
    says = [one.says for one in found(text)]
    assert says == ["duloxetine 60 mg, one capsule daily", "gabapentin 300 mg, one at night"]
    inline = "Medications: 1. Omeprazole 20 mg daily 2. Naproxen 550 mg twice daily"
    assert [one.says for one in found(inline)] == ["Omeprazole 20 mg daily", "Naproxen 550 mg twice daily"]


def test_the_number_at_the_end_of_a_row_of_a_pharmacy_is_what_was_dispensed() -> None:
    text = "Filled Drug Strength Quantity\n07/22/2021 naproxen 500 mg 60\n07/22/2021 tizanidine 4 mg 30\n"
    assert [one.count for one in found(text, DocumentKind.PHARMACY)] == [60, 30]
    assert [one.says for one in found(text, DocumentKind.PHARMACY)] == ["naproxen 500 mg #60", "tizanidine 4 mg #30"]


@pytest.mark.parametrize("words", ["Qty: 30", "quantity 30", "#30", "quantity: 30"])
def test_the_number_behind_its_label_is_counted(words: str) -> None:
    [one] = found(f"Authorization is requested for Ambien 5 mg {words}. \nI request authorization for more.")
    assert (one.name, one.value, one.count) == ("zolpidem", 5, 30)


@pytest.mark.parametrize("kind", [REQUEST, FORM])
def test_a_row_of_a_form_ends_a_dose_and_its_other_columns_are_no_part_of_it(kind: DocumentKind) -> None:
    text = (
        "No. Disputed medical treatment Liability disputed\n1 Acupuncture No\n2 Celebrex 200 mg #60 No\n"
        "3 Massage therapy 2 times a week for 3 weeks No\n"
    )
    [one] = found(text, kind)
    assert (one.says, one.count, one.mode) == ("Celebrex 200 mg #60", 60, Mode.PLANNED)
    [plain] = found("Requested treatment\nleft ankle sprain Naproxen\nas worded\n", kind)
    assert plain.says == "Naproxen"


def test_points_of_short_words_end_no_sentence() -> None:
    [one] = found("Refill Ultram 50 mg b.i.d. #60. Return soon.")
    assert (one.count, one.value) == (60, 50)
    assert found("Ultram 50 mg b.i.d.")[0].value == 50


@pytest.mark.parametrize(
    "text",
    [
        "The urine drug screen was negative for oxycodone and positive for hydrocodone.",
        "Urine toxicology: tramadol positive.",
        "His wife takes sertraline.",
        "She had an epidural injection with Depo-Medrol and lidocaine.",
        "The knee was injected with 40 mg of Kenalog.",
    ],
)
def test_what_a_test_found_a_relative_takes_or_a_needle_gave_is_no_medication(text: str) -> None:
    assert found(text) == []


def test_a_table_of_a_laboratory_says_nothing_of_what_is_taken() -> None:
    text = "Substance Prescribed Result\nhydrocodone no negative\ntramadol yes POSITIVE\n"
    assert found(text, DocumentKind.MONITORING) == []
    assert told("Toxicology: consistent with prescribed oxycodone.", DocumentKind.MONITORING) == [
        ("oxycodone", Mode.STATED)
    ]


def test_what_is_said_of_the_next_drug_is_not_said_of_this_one() -> None:
    text = "She takes gabapentin 300 mg three times a day and has stopped tramadol."
    assert told(text) == [("gabapentin", Mode.STATED), ("tramadol", Mode.HISTORICAL)]
    assert told("She took tramadol and has stopped.") == [("tramadol", Mode.HISTORICAL)]


@pytest.mark.parametrize(
    "text",
    [
        "Ibuprofen upsets his stomach, so he stopped it.",
        "He took ibuprofen before but no longer needs it.",
        "Discontinue ibuprofen.",
        "Plan: stop taking ibuprofen.",
    ],
)
def test_a_drug_that_was_or_is_now_stopped_is_an_earlier_one(text: str) -> None:
    assert told(text) == [("ibuprofen", Mode.HISTORICAL)]


def test_a_drug_that_is_tapered_is_still_taken() -> None:
    assert told("We will taper morphine from 30 mg to 15 mg.") == [("morphine", Mode.STATED)]


def test_a_number_on_a_request_form_is_of_the_drug_that_it_stands_behind() -> None:
    text = (
        "REQUEST FOR AUTHORIZATION\nDiagnosis Treatment requested Quantity\n"
        "right knee sprain Massage therapy 2 times a week for 3 weeks 6 visits\n"
        "right knee sprain Prescription for alprazolam 1 mg, quantity 90 as worded\n"
    )
    findings = found_in(Note(REQUEST, text, ()))
    asked = [(one.code, one.count) for one in findings if one.kind is FindingKind.REQUEST]
    assert ("massage_therapy", 90) not in asked
    assert ("massage_therapy", 6) in asked
    assert [one.count for one in findings if one.kind is FindingKind.MEDICATION] == [90]


def test_a_field_of_a_request_form_counts_the_sessions_of_its_only_service() -> None:
    text = "Procedure requested: Chiropractic manipulation, 98940. Frequency 2 x/wk, Duration 4 wks, Quantity 8."
    asked = [one for one in found_in(Note(REQUEST, text, ())) if one.kind is FindingKind.REQUEST]
    assert 8 in [one.count for one in asked]


def test_what_a_needle_held_under_treatment_given_is_no_medication_taken() -> None:
    assert told("Treatment rendered: injection right knee, with 4 cc lidocaine.") == []


def test_a_drug_that_another_took_the_place_of_was_taken_earlier() -> None:
    assert told("She quit naproxen because it upset her and is now on acetaminophen 500 mg.") == [
        ("naproxen", Mode.HISTORICAL), ("acetaminophen", Mode.STATED),
    ]  # fmt: skip
