from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from openimr.determinations.model import Layout
from openimr.determinations.reading import read_text
from openimr.determinations.reading.flow import fold
from openimr.determinations.reading.headings import with_headings_in_capitals

LETTERS = Path(__file__).resolve().parents[3] / "letters"
HEADINGS = (
    "HOW THE IMR FINAL DETERMINATION WAS MADE",
    "CLINICAL CASE SUMMARY",
    "DOCUMENTS REVIEWED",
    "IMR ISSUES, DECISIONS AND RATIONALES",
    "IMR DECISION(S) AND RATIONALE(S)",
)


def letter(name: str) -> str:
    return (LETTERS / f"{name}.txt").read_text("utf-8")


def restyled(text: str, style: Callable[[str], str]) -> str:
    for heading in HEADINGS:
        text = text.replace(heading, style(heading))
    return text


@pytest.mark.parametrize("name", ["l4a_one_treatment", "l4b_overturned", "l3_two_treatments", "l5_two_treatments"])
@pytest.mark.parametrize("style", [str.title, str.lower, str.capitalize])
def test_headings_in_any_letters_are_recognised_on_lines_of_their_own(name: str, style: Callable[[str], str]) -> None:
    as_printed = read_text(letter(name))
    determination = read_text(restyled(letter(name), style))
    assert determination == as_printed
    assert determination.parts == as_printed.parts


def test_one_heading_in_small_letters_among_others_in_capitals_is_recognised() -> None:
    text = letter("l4a_one_treatment")
    determination = read_text(text.replace("CLINICAL CASE SUMMARY", "Clinical case summary:"))
    assert determination.clinical_case_summary == read_text(text).clinical_case_summary
    assert not determination.problems


def test_the_words_of_a_heading_within_prose_make_no_letter() -> None:
    text = (
        "This guide tells how the IMR Final Determination was made and what\nthe Clinical Case Summary holds.\n"
        "It also lists the IMR Issues, Decisions and Rationales.\n"
    )
    assert read_text(text).layout is Layout.UNKNOWN


def test_a_letter_that_lacks_a_heading_is_read_as_before_where_its_prose_names_it() -> None:
    text = letter("l4a_one_treatment")
    without = text.replace("CLINICAL CASE SUMMARY", "See the clinical case summary below")
    determination = read_text(without)
    assert determination.clinical_case_summary is None
    assert any("CLINICAL CASE SUMMARY" in problem.message for problem in determination.problems)


def test_capitals_that_help_nothing_are_not_taken() -> None:
    notice = letter("l1_front_cut_off")
    text = notice + "\nDocuments Reviewed\n"
    assert read_text(text).layout is Layout.L1
    lone = read_text("Clinical Case Summary\n\nThe patient has pain.\n")
    assert lone.layout is Layout.UNKNOWN


def test_a_flow_without_such_lines_stays_the_same() -> None:
    flow = fold("CLINICAL CASE SUMMARY\nThe patient has pain.")
    assert with_headings_in_capitals(flow) is flow


def test_a_line_keeps_its_length_and_its_place() -> None:
    flow = with_headings_in_capitals(fold("Front.\n Clinical  Case Summary: \nBody."))
    assert flow.text == "Front. CLINICAL CASE SUMMARY: Body."
    assert flow.span(7, 28).quote(flow.original) == "Clinical  Case Summary"
