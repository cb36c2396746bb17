from __future__ import annotations

import re

import pytest

from openimr.determinations.model import Determination, Layout, Outcome, PartKind
from openimr.determinations.reading import read_text
from openimr.determinations.reading.flow import fold
from openimr.determinations.reading.l4 import is_l4

PROCESS = """MAXIMUS Federal Services sent the complete case file to an expert reviewer. He/she has no
affiliation with the employer, employee, providers or the claims administrator. The expert reviewer is Board Certified
in Internal Medicine and is licensed to practice in Nevada. He/she has been in active clinical practice for more than
five years and is currently working at least 24 hours a week in active practice."""
SUMMARY = """The expert reviewer developed the following clinical case summary based on a review of the
case file, including all medical records:

The injured worker is a 55-year-old female injured on April 21, 2013. She has neck pain."""
LETTER = f"""HOW THE IMR FINAL DETERMINATION WAS MADE

{PROCESS}

CLINICAL CASE SUMMARY

{SUMMARY}

IMR ISSUES, DECISIONS AND RATIONALES

The Final Determination was based on decisions for the disputed items/services set forth below:

Six visits of physical therapy for the neck: Upheld

Claims Administrator guideline: Decision based on MTUS Chronic Pain Treatment Guidelines.

MAXIMUS guideline: Decision based on MTUS Chronic Pain Treatment Guidelines Physical Medicine Page(s): 98.

Decision rationale: No count of earlier visits was sent. The request is not medically necessary.

A neck pillow: Overturned

Claims Administrator guideline: The Claims Administrator did not base their decision on the MTUS.

MAXIMUS guideline: Decision based on Non-MTUS Citation Official Disability Guidelines.

Decision rationale: It helps. The request is medically necessary.
"""


def told(determination: Determination) -> list[tuple[str, Outcome | None, str | None]]:
    return [(each.heading, each.outcome, each.rationale) for each in determination.disputed_treatments]


def test_the_letter_is_read_whole() -> None:
    read = read_text(LETTER)
    assert read.layout is Layout.L4A
    assert told(read) == [
        (
            "Six visits of physical therapy for the neck",
            Outcome.UPHELD,
            "No count of earlier visits was sent. The request is not medically necessary.",
        ),
        ("A neck pillow", Outcome.OVERTURNED, "It helps. The request is medically necessary."),
    ]
    assert (
        read.clinical_case_summary
        == "The injured worker is a 55-year-old female injured on April 21, 2013. She has neck pain."
    )
    assert not read.problems
    assert not read.unverified


@pytest.mark.parametrize(
    "layer",
    [
        lambda text: re.sub(r"\s+", " ", text),
        lambda text: re.sub(r"\n+", "\n", text),
        lambda text: text.replace("\n\n", "\n \n").replace("\n", " \n\n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("case file,", "case file,\f"),
        lambda text: text.replace("earlier visits", "earlier\n3\fvisits"),
        lambda text: text.replace("guideline: Decision based", "guideline: Decision\n\n\n\nbased"),
        lambda text: text.replace(" is ", "  is "),
    ],
)
def test_no_text_layer_changes_what_the_letter_says(layer: object) -> None:
    assert callable(layer)
    assert read_text(layer(LETTER)).said == read_text(LETTER).said


@pytest.mark.parametrize(
    ("heading", "other"),
    [
        ("IMR ISSUES, DECISIONS AND RATIONALES", "IMR ISSUES, DECISIONS, AND RATIONALES:"),
        ("CLINICAL CASE SUMMARY", "CLINICAL CASE SUMMARY:"),
        ("disputed items/services set forth", "disputed items/Service set forth"),
        ("The expert reviewer developed", "The physician reviewer developed"),
    ],
)
def test_headings_and_stock_sentences_drift(heading: str, other: str) -> None:
    assert told(read_text(LETTER.replace(heading, other))) == told(read_text(LETTER))


def test_the_block_of_credentials_makes_it_l4b() -> None:
    block = (
        "The Expert Reviewer has the following credentials:\nState(s) of Licensure: Arizona\n"
        "Certification(s)/Specialty: Family Practice\n\nCLINICAL CASE SUMMARY"
    )
    read = read_text(LETTER.replace("CLINICAL CASE SUMMARY", block))
    assert read.layout is Layout.L4B
    assert read.reviewer.specialties == ("Family Practice",)
    assert read.reviewer.statement
    assert "credentials" not in read.reviewer.statement


def test_the_statement_is_kept_where_it_departs_from_the_standard(seeds: dict[str, str]) -> None:
    departing = [number for number, text in seeds.items() if read_text(text).reviewer.statement]
    assert departing == ["004"]  # "items/Service"
    assert read_text(LETTER).reviewer.statement


def test_a_letter_without_process_text_has_no_statement() -> None:
    assert read_text(LETTER.replace(PROCESS, "")).reviewer.statement is None


def test_half_a_letter_gives_what_it_has_and_tells_what_it_lacks() -> None:
    read = read_text(LETTER[: LETTER.index("MAXIMUS guideline")])
    assert [each.heading for each in read.disputed_treatments] == ["Six visits of physical therapy for the neck"]
    assert "no reviewer's guideline, no rationale" in read.problems[0].message


def test_a_letter_that_ends_at_the_last_heading_has_no_treatment() -> None:
    read = read_text(LETTER[: LETTER.index("Six visits")])
    assert read.layout is Layout.L4A
    assert read.disputed_treatments == ()
    assert "No disputed treatment" in read.problems[-1].message


def test_a_letter_without_summary_tells_so() -> None:
    read = read_text(LETTER.replace("CLINICAL CASE SUMMARY", ""))
    assert read.clinical_case_summary is None
    assert any("CLINICAL CASE SUMMARY" in problem.message for problem in read.problems)


def test_labels_at_the_front_are_a_part() -> None:
    read = read_text("Case Number: CM14-0012345\n" + LETTER)
    assert read.case_number == "CM14-0012345"
    assert read.parts[0].kind is PartKind.LABELS


def test_a_quoted_administrators_label_in_the_rationale_is_prose() -> None:
    prose = "The letter gives as the Claims Administrator guideline: the MTUS. "
    read = read_text(LETTER.replace("No count", prose + "No count"))
    assert len(read.disputed_treatments) == 2
    assert (read.disputed_treatments[0].rationale or "").startswith(prose)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
        "IMR ISSUES, DECISIONS AND RATIONALES",
        "IMR ISSUES, DECISIONS AND RATIONALES\nHOW THE IMR FINAL DETERMINATION WAS MADE",
        LETTER.replace("HOW THE IMR FINAL", "“HOW THE IMR FINAL"),
        LETTER.replace("HOW THE IMR FINAL", "How the IMR final"),
        "IN THE COURT OF APPEAL\n" + LETTER,
    ],
)
def test_without_both_headings_of_its_own_it_is_not_this_layout(text: str) -> None:
    assert not is_l4(fold(text))
