from __future__ import annotations

from pathlib import Path

import pytest

from openimr.determinations.model import Layout, Outcome, PartKind
from openimr.determinations.reading import read_text
from openimr.determinations.reading.flow import fold
from openimr.determinations.reading.l2 import is_l2

LETTERS = Path(__file__).resolve().parents[3] / "letters"
ONE = (LETTERS / "l2_one_treatment.txt").read_text("utf-8")
TWO = (LETTERS / "l2_two_treatments.txt").read_text("utf-8")
HEADING = "IS/WAS NOT\nMEDICALLY NECESSARY:"


@pytest.mark.parametrize(
    ("heading", "outcome"),
    [
        ("IS/WAS NOT\nMEDICALLY NECESSARY:", Outcome.UPHELD),
        ("IS NOT MEDICALLY NECESSARY:", Outcome.UPHELD),
        ("WAS\n\nNOTMEDICALLY NECESSARY:", Outcome.UPHELD),
        ("IS/WAS\nMEDICALLY NECESSARY:", Outcome.OVERTURNED),
        ("IS PARTIALLY MEDICALLY NECESSARY:", Outcome.PARTIALLY_OVERTURNED),
    ],
)
def test_the_heading_of_the_rationale_holds_the_outcome(heading: str, outcome: Outcome) -> None:
    read = read_text(ONE.replace(HEADING, heading))
    (treatment,) = read.disputed_treatments
    assert treatment.outcome is outcome
    assert treatment.rationale
    assert read.unverified


def test_without_that_heading_there_is_neither_outcome_nor_rationale() -> None:
    text = ONE.replace(f"RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE {HEADING}\n", "")
    (treatment,) = read_text(text).disputed_treatments
    assert (treatment.outcome, treatment.rationale) == (None, None)


def test_without_guidelines_there_is_no_basis() -> None:
    text = ONE.replace("MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL\nREVIEWER AND WHY:\n", "")
    (treatment,) = read_text(text).disputed_treatments
    assert treatment.reviewer_basis is None


def test_an_empty_section_of_guidelines_gives_no_basis() -> None:
    start, end = ONE.index("The Official Disability"), ONE.index("RATIONALE FOR")
    text = ONE[:start] + ONE[end:]
    (treatment,) = read_text(text).disputed_treatments
    assert treatment.reviewer_basis is None


def test_numbered_issues_are_treatments_with_reasons_of_their_own() -> None:
    read = read_text(TWO)
    assert [treatment.heading for treatment in read.disputed_treatments] == [
        "A home traction unit for the neck",
        "Twelve visits of massage therapy",
    ]
    assert [treatment.rationale for treatment in read.disputed_treatments] == [
        "Traction eased the pain in the clinic by half.",
        "Massage let the employee go back to work.",
    ]
    bases = {treatment.reviewer_basis for treatment in read.disputed_treatments}
    assert len(bases) == 1


def test_numbered_guidelines_belong_to_one_treatment_each() -> None:
    start, end = TWO.index("The Claims Administrator based"), TWO.index("RATIONALE FOR")
    read = read_text(TWO[:start] + "1. The ACOEM Guidelines.\n2. The MTUS.\n" + TWO[end:])
    assert [each.reviewer_basis and each.reviewer_basis.text for each in read.disputed_treatments] == [
        "The ACOEM Guidelines.",
        "The MTUS.",
    ]
    assert {part.treatment for part in read.parts if part.kind is PartKind.REVIEWER_BASIS} >= {0, 1}


def test_reasons_that_are_numbered_otherwise_belong_to_all() -> None:
    read = read_text(TWO.replace("2. Massage let", "Massage let"))
    first, second = read.disputed_treatments
    assert first.rationale == second.rationale


def test_labels_at_the_front_are_read() -> None:
    read = read_text(ONE.replace("ISSUE AT", "IMR Case Number: CM13-0000001\nISSUE AT"))
    assert read.case_number == "CM13-0000001"
    assert read.parts[0].kind is PartKind.LABELS


def test_an_empty_issue_is_no_treatment() -> None:
    text = ONE.replace("Whether 12 visits of occupational therapy for the right wrist are medically necessary.", "")
    read = read_text(text)
    assert read.layout is Layout.L2
    assert read.disputed_treatments == ()


def test_documents_are_read() -> None:
    assert len(read_text(ONE).documents_reviewed) == 3
    assert read_text(ONE.replace("DOCUMENTS REVIEWED FOR DETERMINATION:\n", "")).documents_reviewed == ()


def test_the_title_must_stand_at_the_top() -> None:
    assert is_l2(fold("\n\nMEDICAL PROFESSIONAL REVIEW\nISSUE AT DISPUTE:\nA bed"))
    assert not is_l2(fold("A\nB\nC\nMEDICAL PROFESSIONAL REVIEW\nISSUE AT DISPUTE:\nA bed"))
    assert not is_l2(fold("“MEDICAL PROFESSIONAL REVIEW” ISSUE AT DISPUTE: A bed"))
    assert not is_l2(fold("MEDICAL PROFESSIONAL REVIEW"))
    assert not is_l2(fold(""))
