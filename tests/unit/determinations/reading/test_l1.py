from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from openimr.determinations.model import Determination, Layout, Outcome, PartKind, ProblemKind, ReviewerKind
from openimr.determinations.reading import read_text
from openimr.determinations.reading.flow import fold
from openimr.determinations.reading.l1 import is_l1

LETTER = (Path(__file__).resolve().parents[3] / "letters" / "l1_two_treatments.txt").read_text("utf-8")
LINE = (
    "{}) MAXIMUS Federal Services, Inc. has determined the request for {} is {}medically necessary and appropriate.\n"
)
HEAD = "MAXIMUS FEDERAL SERVICES, INC.\nNotice of Independent Medical Review Determination\nDated: 9/26/2013\n"
BODY = (
    "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE\nAn application for Independent Medical Review was filed on "
    "9/6/2013 disputing the\nUtilization Review Denial dated 8/30/2013. A decision has been made:\n"
)
TAIL = (
    "Medical Qualifications of the Expert Reviewer:\nThe independent Medical Doctor who made the decision has no "
    "affiliation with the employer.\nCase Summary:\nThe patient is a 44 year-old female.\n"
)


def told(text: str) -> list[tuple[str, Outcome | None]]:
    read = read_text(text)
    assert read.layout is Layout.L1
    return [(treatment.heading, treatment.outcome) for treatment in read.disputed_treatments]


def contradictions(read: Determination) -> list[str]:
    return [problem.message for problem in read.problems if problem.kind is ProblemKind.CONTRADICTORY]


def test_lines_that_are_told_twice_are_one_treatment_each() -> None:
    lines = LINE.format(1, "a bed", "not") + LINE.format(2, "a brace", "")
    assert told(HEAD + lines + BODY + lines + TAIL) == [("a bed", Outcome.UPHELD), ("a brace", Outcome.OVERTURNED)]


def test_the_days_come_from_the_title_and_the_sentence() -> None:
    read = read_text(HEAD + BODY + LINE.format(1, "a bed", "not ") + TAIL)
    assert read.dates.issued == dt.date(2013, 9, 26)
    assert read.dates.application_received == dt.date(2013, 9, 6)
    assert read.dates.ur_decision == dt.date(2013, 8, 30)
    assert read.dates.assigned is None
    assert read.reviewer.kind is ReviewerKind.MEDICAL_DOCTOR
    assert not read.unverified


def test_front_and_body_that_contradict_each_other_leave_the_outcome_open() -> None:
    read = read_text(HEAD + LINE.format(1, "a bed", "not ") + BODY + LINE.format(1, "a bed", "") + TAIL)
    assert [treatment.outcome for treatment in read.disputed_treatments] == [None]
    assert "told twice" in contradictions(read)[0]


def test_a_treatment_that_is_told_once_only_is_kept() -> None:
    front = LINE.format(1, "a bed", "not ") + LINE.format(2, "a brace", "")
    assert told(HEAD + front + BODY + LINE.format(1, "a bed", "not ") + TAIL) == [
        ("a bed", Outcome.UPHELD),
        ("a brace", Outcome.OVERTURNED),
    ]


def test_the_two_lists_may_be_worded_and_numbered_differently() -> None:
    front = LINE.format(1, "six visits of massage therapy", "not ") + LINE.format(2, "a hard brace", "")
    body = LINE.format(1, "a hard brace", "") + LINE.format(2, "6 visits of massage therapy", "not ")
    assert told(HEAD + front + BODY + body + TAIL) == [
        ("a hard brace", Outcome.OVERTURNED),
        ("6 visits of massage therapy", Outcome.UPHELD),
    ]


def test_lines_without_numbers_are_told_once() -> None:
    line = LINE.format("", "a bed", "not ").removeprefix(") ")
    assert told(HEAD + line + BODY + line + TAIL) == [("a bed", Outcome.UPHELD)]


def test_the_front_alone_is_enough() -> None:
    read = read_text(HEAD + LINE.format(1, "a bed", "not "))
    assert [treatment.heading for treatment in read.disputed_treatments] == ["a bed"]
    assert {problem.kind for problem in read.problems} == {ProblemKind.INCOMPLETE}
    assert read.reviewer.statement is None


def test_the_body_alone_is_enough() -> None:
    assert told(BODY + LINE.format(1, "a bed", "not ") + TAIL) == [("a bed", Outcome.UPHELD)]


def test_lines_below_the_qualifications_count_where_there_are_none_above() -> None:
    assert told(HEAD + TAIL + LINE.format(1, "a bed", "not ")) == [("a bed", Outcome.UPHELD)]


def test_among_very_many_lines_only_equal_wording_matches() -> None:
    def line(name: str) -> str:
        return LINE.format("", name, "not ").removeprefix(") ")

    body = "".join(line(f"item {number}") for number in range(102))
    assert len(told(HEAD + line("item 0") + line("Item no. 7") + BODY + body + TAIL)) == 103


def test_all_on_one_line_is_read_too() -> None:
    text = HEAD + LINE.format(1, "a bed", "not ") + BODY + LINE.format(1, "a bed", "not ") + TAIL
    assert told(" ".join(text.split())) == [("a bed", Outcome.UPHELD)]


def test_accounts_are_matched_by_wording_and_by_number() -> None:
    swapped = LETTER.replace("1) Regarding the request for eight", "2) Regarding the request for eight").replace(
        "2) Regarding the request for one", "1) Regarding the request for one"
    )
    first, second = read_text(swapped).disputed_treatments
    assert "walks without aid" in (first.rationale or "")
    assert "of use" in (second.rationale or "")
    reworded = LETTER.replace(
        "2) Regarding the request for one (1) lumbar brace:", "2) Regarding the request for DME as ordered:"
    )
    assert "of use" in (read_text(reworded).disputed_treatments[1].rationale or "")


def test_an_account_that_no_line_tells_of_is_a_treatment_without_outcome() -> None:
    read = read_text(
        LETTER.replace("2) Regarding the request for one (1) lumbar brace:", "3) Regarding the request for a cane:")
    )
    assert [(each.heading, each.outcome) for each in read.disputed_treatments][2] == ("a cane", None)
    assert read.disputed_treatments[1].rationale is None


def test_an_account_may_lack_its_parts() -> None:
    text = LETTER.replace("Rationale for the Decision:\nThe employee is in", "The employee is in")
    treatment = read_text(text).disputed_treatments[1]
    assert treatment.rationale is None
    assert treatment.reviewer_basis
    assert "of use" in treatment.reviewer_basis.text
    text = LETTER.replace(
        "Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert\n"
        "Reviewer to Make His/Her Decision",
        "",
    )
    assert read_text(text).disputed_treatments[0].reviewer_basis is None


def test_days_that_differ_are_a_problem() -> None:
    read = read_text(LETTER.replace("dated September 4, 2013.", "dated September 5, 2013."))
    assert read.dates.ur_decision == dt.date(2013, 9, 4)
    assert contradictions(read) == ["ur decision is given twice, and the two differ."]
    assert not contradictions(read_text(LETTER.replace("dated September 4, 2013.", "dated last September.")))


def test_a_day_under_its_label_counts_before_the_sentence() -> None:
    read = read_text(LETTER.replace("IMR Application Received: 09/13/2013", "IMR Application Received: 09/16/2013"))
    assert read.dates.application_received == dt.date(2013, 9, 16)
    assert not contradictions(read)


def test_without_a_label_the_day_of_injury_is_inferred() -> None:
    read = read_text(LETTER.replace("Date of Injury: 02/03/2009\n", ""))
    assert read.dates.injury == dt.date(2009, 2, 3)
    assert read.spans["dates.injury"].confidence < 1


def test_the_effect_and_a_disclaimer_are_parts() -> None:
    kinds = {part.kind for part in read_text(LETTER + "Disclaimer: MAXIMUS does this under contract.").parts}
    assert {PartKind.EFFECT, PartKind.OTHER} <= kinds


def test_documents_may_stand_before_the_summary() -> None:
    start, end = LETTER.index("Documents Reviewed"), LETTER.index("1) Regarding")
    moved = LETTER[:start] + LETTER[end:]
    moved = moved.replace("Case Summary:", LETTER[start:end] + "Case Summary:")
    read = read_text(moved)
    assert len(read.documents_reviewed) == 4
    assert read.employee.age_years == 39


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        BODY,
        "Notice of Independent Medical Review Determination\n"
        + LINE.format(1, "a bed", "").replace("bed is", "bed may be"),
        "It said.\n" * 100 + HEAD + LINE.format(1, "a bed", ""),
        LINE.format(1, "a bed", "") + "see the INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE",
        LINE.format(1, "a bed", "") + BODY,
        "In short: " + LINE.format(1, "a bed", ""),
    ],
)
def test_what_lacks_title_or_line_is_not_this_layout(text: str) -> None:
    assert not is_l1(fold(text))
