"""A diagnosis ends where its name does, stands in prose where a report finds it, and has only codes of the page."""

from __future__ import annotations

import msgspec
import pytest

from openimr.casefile.findings import find
from openimr.casefile.findings.diagnosis_codes import code_in
from openimr.casefile.model import Document, DocumentKind, Finding, FindingKind, Mode, TextSource
from unit.casefile.findings.scoring import Note, a_page, found_in

REPORT, FORM, IMAGES = DocumentKind.PROGRESS_REPORT, DocumentKind.APPLICATION, DocumentKind.IMAGING


def found(text: str, kind: DocumentKind = REPORT) -> list[Finding]:
    return [one for one in found_in(Note(kind, text, ())) if one.kind is FindingKind.DIAGNOSIS]


def names(text: str, kind: DocumentKind = REPORT, mode: Mode = Mode.STATED) -> list[str]:
    return [one.name for one in found(text, kind) if one.mode is mode]


@pytest.mark.parametrize(
    "text",
    [
        "Primary diagnosis: psychogenic pain Date of the decision: 09/22/2014\nDisputed medical treatment",
        "Date of the decision: 09/22/2014 Primary diagnosis: psychogenic pain\nDisputed medical treatment",
        "Primary diagnosis: psychogenic pain  Date of the decision: 09/22/2014\nDisputed medical treatment",
        "Primary diagnosis: psychogenic pain\nDate of the decision: 09/22/2014\nDisputed medical treatment",
        "Primary diagnosis: psychogenic pain Date of decision 09/22/2014\nClaim number: X1",
        "Primary diagnosis: psychogenic pain Name of the insurer: Acme",
    ],
)
def test_a_diagnosis_on_a_form_ends_at_the_next_label(text: str) -> None:
    assert names(text, FORM) == ["psychogenic pain"]


def test_a_diagnosis_in_capitals_on_a_form_keeps_its_words() -> None:
    text = "Primary Diagnosis: Chronic Pain Syndrome Date Of Injury: 01/02/2013 Employer: Acme"
    assert names(text, FORM) == ["Chronic Pain Syndrome"]


def test_a_label_with_no_value_before_the_next_gives_no_diagnosis() -> None:
    assert found("Primary diagnosis: Date of the decision: 09/22/2014\nEmployer: Acme", FORM) == []


def test_a_word_of_a_label_within_a_name_does_not_end_it() -> None:
    assert names("Diagnosis: Patient date fracture of the left wrist", FORM) == [
        "Patient date fracture of the left wrist"
    ]


def test_a_name_that_goes_on_below_in_a_narrow_column_is_whole() -> None:
    text = (
        "Primary diagnosis: left shoulder adhesive  Date of the decision: 07/06/2024\ncapsulitis\nDisputed treatment\n"
    )
    [one] = found(text, FORM)
    assert (one.name, one.pin.quote) == ("left shoulder adhesive capsulitis", "left shoulder adhesive")
    text = "Primary diagnosis: lumbar disc  Date of the decision: 07/06/2024\nnothing else\nDisputed treatment\n"
    assert "nothing" not in " ".join(names(text, FORM))


@pytest.mark.parametrize(
    "text",
    [
        "Impression\nChanges as described; no fracture.\nElectronically signed.",
        "Impression: Degenerative changes as described.",
        "Impression: Findings compatible with prior surgery.",
        "Assessment: stable, as above.",
        "Diagnosis: findings as described above.",
        "Assessment: Rule out meniscus tear.",
    ],
)
def test_words_that_name_no_condition_are_no_diagnosis(text: str) -> None:
    assert names(text, IMAGES) == []


def test_a_label_vouches_for_a_name_that_the_vocabulary_does_not_know() -> None:
    assert names("Diagnosis: Kienbock collapse of the lunate.") == ["Kienbock collapse of the lunate"]


def test_what_a_name_is_without_is_denied_and_not_found() -> None:
    text = "Impression\nDegenerative disc disease at L5-S1 without stenosis.\n"
    assert names(text, IMAGES) == ["Degenerative disc disease at L5-S1"]
    assert names(text, IMAGES, Mode.DENIED) == ["stenosis"]
    assert names("Impression: Disc bulge at C6-C7; no fracture.", IMAGES, Mode.DENIED) == ["fracture"]


def test_a_title_with_a_code_keeps_what_it_is_without() -> None:
    [one] = found("Diagnoses\n1. Spondylosis without myelopathy or radiculopathy, lumbar region (M47.816)\n")
    assert one.name == "Spondylosis without myelopathy or radiculopathy, lumbar region"
    assert (one.code, one.mode) == ("M47.816", Mode.STATED)


def test_diagnoses_in_prose_of_the_present_state_are_found() -> None:
    text = (
        "Present state\nMs. Yarfield has pain across the neck. The left leg has radicular pain. There is widespread\n"
        "myofascial pain and a chronic pain syndrome with poor sleep and low mood.\n"
    )
    assert names(text) == ["myofascial pain", "chronic pain syndrome"]


@pytest.mark.parametrize(
    "text",
    [
        "There is concern for complex regional pain syndrome.",
        "The MRI was done to evaluate for a labral tear.",
        "There is possible cervical radiculopathy.",
        "There is a fracture clinic on Tuesdays.",
        "There is evidence that acupuncture helps patients with chronic low back pain.",
        "There is a rotator cuff repair planned.",
        "There is a strain on the family.",
        "Cervical radiculopathy is suspected.",
        "Plan: continue gabapentin; there is neuropathic pain management.",
        "Neuropathic pain.",
    ],
)
def test_conditions_that_are_only_sought_or_named_are_not_found(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("kind", [DocumentKind.UR_DECISION, DocumentKind.MONITORING, FORM])
def test_papers_that_find_nothing_themselves_give_no_diagnosis_in_passing(kind: DocumentKind) -> None:
    assert names("There is widespread myofascial pain.", kind) == []
    assert names("There is no myelopathy.", kind, Mode.DENIED) == ["myelopathy"]


def test_a_condition_that_was_ruled_out_is_denied_wherever_it_is_told() -> None:
    assert names("Assessment: lumbar sprain. Facet syndrome has been ruled out.", mode=Mode.DENIED) == [
        "Facet syndrome"
    ]
    assert names("Diagnoses\n1. Ulnar neuropathy was ruled out\n2. Gout\n", mode=Mode.DENIED) == ["Ulnar neuropathy"]
    assert names("On testing, polyneuropathy was not seen.", mode=Mode.DENIED) == ["polyneuropathy"]


def test_history_and_family_are_told_apart_from_the_present() -> None:
    assert names("Past medical history is significant for asthma.", mode=Mode.HISTORICAL) == ["asthma"]
    assert names("His father had high blood pressure.", mode=Mode.FAMILY) == ["high blood pressure"]


def test_the_side_may_stand_behind_the_name() -> None:
    assert [one.side for one in found("There is radiculopathy on the left.")] == ["left"]
    assert [one.side for one in found("There is carpal tunnel syndrome on both sides.")] == ["bilateral"]
    assert [one.side for one in found("Diagnosis: Epicondylitis, right (M77.11)")] == ["right"]


def test_a_number_of_three_figures_is_a_code_only_of_a_condition_of_its_family() -> None:
    assert [(one.name, one.code) for one in found("Diagnoses\n1. Gout (274)\n2. Asthma 493\n")] == [
        ("Gout", "274"),
        ("Asthma", "493"),
    ]
    assert [one.code for one in found("Diagnoses\n1. Gout (250)\n")] == [""]


def test_entries_of_one_line_are_parted_at_semicolons_and_behind_codes() -> None:
    text = "Dx 724.4 lumbar radiculitis; 846.0 lumbosacral sprain."
    assert [(one.name, one.code) for one in found(text)] == [
        ("lumbar radiculitis", "724.4"),
        ("lumbosacral sprain", "846.0"),
    ]
    assert [one.code for one in found("Dx: Lumbar sprain (847.2), sciatica (724.3)")] == ["847.2", "724.3"]


def test_a_code_may_stand_behind_the_label_of_a_form() -> None:
    text = "Diagnosis (Required): Lateral epicondylitis, right   ICD-Code (Required): M77.11"
    [one] = found(text, DocumentKind.REQUEST_FOR_AUTHORIZATION)
    assert (one.name, one.code, one.side) == ("Lateral epicondylitis, right", "M77.11", "right")


def test_no_code_is_found_where_none_stands() -> None:
    assert code_in("12 sessions, L5-S1") == ""


def test_the_age_of_the_worker_makes_nothing_earlier() -> None:
    assert names("The patient is a 61 year old woman with chronic low back pain.") == ["chronic low back pain"]
    assert names("The patient is 61 years old and has sciatica.") == ["sciatica"]


def test_a_semicolon_ends_the_reach_of_a_denial() -> None:
    text = "No fracture; there is moderate spinal stenosis."
    assert names(text) == ["moderate spinal stenosis"]
    assert names(text, mode=Mode.DENIED) == ["fracture"]


def test_a_condition_is_told_once_by_its_longest_name() -> None:
    assert names("The patient has shoulder pain and subacromial bursitis.") == ["subacromial bursitis"]


def test_a_diagnosis_in_a_list_that_is_not_settled_is_none() -> None:
    assert names("Diagnoses\n1. Lumbar sprain\n2. Meniscal tear cannot be excluded\n") == ["Lumbar sprain"]


@pytest.mark.parametrize(
    ("text", "names_in_order"),
    [
        ("Diagnosis: right elbow strain elbow", ["right elbow strain"]),
        ("Assessment: right elbow strain, right elbow.", ["right elbow strain"]),
        ("Diagnoses:\n1. Strain of the right wrist, right.", ["Strain of the right wrist"]),
        ("Impression: Sprain/strain lumbar spine.", ["Sprain/strain lumbar spine"]),
        ("Impression: cervical strain, left shoulder strain.", ["cervical strain", "left shoulder strain"]),
        ("Assessment: rotator cuff tear of the left shoulder.", ["rotator cuff tear of the left shoulder"]),
    ],
)
def test_a_part_or_side_that_is_said_twice_stands_in_the_name_once(text: str, names_in_order: list[str]) -> None:
    assert names(text) == names_in_order


@pytest.mark.parametrize(
    "text",
    [
        "MRI excluded an occult fracture.",
        "Fracture/dislocation: absent.",
        "A fracture was not confirmed.",
        "The EMG failed to confirm a fracture.",
        "A fracture is not appreciated on these films.",
        "He was sent for films, and a fracture was excluded.",
    ],
)
def test_what_was_sought_and_not_found_is_denied(text: str) -> None:
    assert "fracture" in [name.lower() for name in names(text, IMAGES, Mode.DENIED)]
    assert names(text, IMAGES) == []


@pytest.mark.parametrize(
    "text",
    [
        "Treatment to date\nHe has had 8 sessions of yoga. The MRI is said to show a disc bulge at C5-C6.",
        "Prior MRI demonstrated a disc bulge at C5-C6.",
        "The previously seen disc bulge at C5-C6 has grown; there is a disc bulge at C5-C6.",
        "Prior treatment: physical therapy. A scan shows a disc bulge at C5-C6.",
    ],
)
def test_what_an_earlier_picture_or_a_list_of_treatments_tells_is_not_of_earlier_times(text: str) -> None:
    assert "disc bulge at C5-C6" in names(text)
    assert names(text, mode=Mode.HISTORICAL) == []


def test_under_treatment_to_date_words_still_say_that_a_condition_is_of_earlier_times() -> None:
    assert names("Treatment to date: he has a history of gout.", mode=Mode.HISTORICAL) == ["gout"]


def test_what_is_torn_or_bulges_is_found_with_its_site() -> None:
    text = (
        "MRI right knee 12/21/2020: complex tear of the posterior horn of the medial meniscus.\n"
        "There is a full-thickness supraspinatus tear. The ACL has no tear of the ligament.\n"
    )
    assert names(text) == [
        "complex tear of the posterior horn of the medial meniscus",
        "full-thickness supraspinatus tear",
    ]
    assert names("There is a tear in her eye.") == []


def scanned(text: str) -> list[Finding]:
    """The diagnoses of a page that was read from a picture."""
    made = a_page(text)
    texts = (msgspec.structs.replace(made.texts[0], source=TextSource.TESSERACT),)
    document = Document(number=1, first=1, last=1, kind=REPORT, confidence=1.0)
    found_there = find([msgspec.structs.replace(made, texts=texts)], [document])
    return [one for one in found_there if one.kind is FindingKind.DIAGNOSIS]


@pytest.mark.parametrize(
    ("read", "code"),
    [("($56.919A)", "S56.919A"), ("(M47. 816)", "M47.816"), ("(M7500)", "M75.00"), ("(S93-409A)", "S93.409A")],
)
def test_a_code_that_a_scan_misread_is_mended_and_said_to_be_uncertain(read: str, code: str) -> None:
    [one] = scanned(f"Diagnoses\n1. Right elbow strain {read}\n")
    assert (one.name, one.code) == ("Right elbow strain", code)
    assert one.confidence < 0.5
    assert "code uncertain" in one.says
    assert all(typed.code != code for typed in found(f"Diagnoses\n1. Right elbow strain {read}\n"))


def test_brackets_without_a_code_give_none() -> None:
    [one] = scanned("Diagnoses\n1. Elbow strain (DOMINANT)\n")
    assert one.code == ""


def test_a_short_side_between_name_and_code_parts_neither() -> None:
    [one] = found("Dx: Lumbago with sciatica, L side (M54.42)\n")
    assert (one.code, one.side) == ("M54.42", "left")
