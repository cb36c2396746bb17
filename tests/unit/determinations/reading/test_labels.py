from __future__ import annotations

import datetime as dt

import pytest

from openimr.determinations.model import Dates, Priority, ProblemKind
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.flow import fold
from openimr.determinations.reading.labels import CASE_NUMBER, Labels, read_labels


def read(text: str) -> tuple[Labels, Draft]:
    draft = Draft(fold(text))
    return read_labels(draft, 0, len(draft.flow.text)), draft


FRONT = """ Case Number: CM14-0012345   Date Assigned: 03/04/2014
Date of Injury: 01/02/2012   Decision Date: 04/05/2014
UR Denial Date:  02/03/2014
Priority: Standard   Application Received: 02/10/2014
Employee Name: Pat Example
Claim Number: SAMPLE 1
"""


def test_labels_stand_in_two_columns() -> None:
    labels, draft = read(FRONT)
    assert labels.case_number == "CM14-0012345"
    assert labels.claim_number == "SAMPLE 1"
    assert labels.priority is Priority.STANDARD
    assert labels.employee_name == "Pat Example"
    assert labels.dates() == Dates(
        injury=dt.date(2012, 1, 2),
        ur_decision=dt.date(2014, 2, 3),
        application_received=dt.date(2014, 2, 10),
        assigned=dt.date(2014, 3, 4),
        issued=dt.date(2014, 4, 5),
    )
    assert draft.spans["dates.ur_decision"].quote(FRONT) == "02/03/2014"
    assert draft.spans["priority"].quote(FRONT) == "Standard"
    assert draft.unverified


def test_a_value_may_stand_on_the_line_below_its_label() -> None:
    labels, _ = read("Case Number:\nCM14-0012345\nPriority:\nExpedited\nDate of Injury:\n1/2/2012\n")
    assert (labels.case_number, labels.priority) == ("CM14-0012345", Priority.EXPEDITED)
    assert labels.dates().injury == dt.date(2012, 1, 2)


@pytest.mark.parametrize("number", ["CM14-0012345", "CM16-10000001", "IMR 13-000004", "IMR-13-000004", "IMR_13-000004"])
def test_case_numbers_of_all_years_are_read(number: str) -> None:
    assert read(f"Case Number: {number}")[0].case_number == number


def test_a_case_number_of_the_first_months_may_lack_its_letters() -> None:
    assert read("Case Number: 13-000004")[0].case_number == "13-000004"


@pytest.mark.parametrize("words", ["CM14-12", "call 13-000004", "CM14-001234567", "XCM14-0012345"])
def test_other_numbers_are_no_case_numbers(words: str) -> None:
    assert CASE_NUMBER.search(words) is None


@pytest.mark.parametrize("value", ["", "  ", "Not documented", "unknown"])
def test_a_label_without_a_value_gives_nothing(value: str) -> None:
    labels, draft = read(f"Case Number: {value}\nDate of Injury: {value}\nPriority: {value}\n")
    assert (labels.case_number, labels.priority, labels.dates()) == (None, None, Dates())
    assert labels.has_any
    assert not draft.problems


def test_a_day_that_no_calendar_has_is_a_problem() -> None:
    labels, draft = read("Date of Injury: 02/30/2014")
    assert labels.dates().injury is None
    (problem,) = draft.problems
    assert problem.kind is ProblemKind.CONTRADICTORY
    assert problem.span
    assert problem.span.quote(draft.flow.original) == "02/30/2014"


def test_the_same_day_twice_is_no_problem_and_another_is() -> None:
    assert not read("Date of Injury: 1/2/2014\nDate of Injury: 01/02/2014")[1].problems
    labels, draft = read("Date of Injury: 1/2/2014\nDate of Injury: 01/03/2014")
    assert labels.dates().injury == dt.date(2014, 1, 2)
    assert len(draft.problems) == 1


def test_the_first_value_of_a_label_counts() -> None:
    labels, _ = read(
        "Case Number: CM14-0000001\nCase Number: CM14-0000002\nPriority: Standard\nPriority: Expedited\n"
        "Claim Number: A\nClaim Number: B\nEmployee: Pat\nEmployee: Sam\n"
    )
    assert (labels.case_number, labels.priority) == ("CM14-0000001", Priority.STANDARD)
    assert (labels.claim_number, labels.employee_name) == ("A", "Pat")


@pytest.mark.parametrize(
    "prose",
    ["This is the letter dated: 3/4/2014.", "The top priority: rest.", "We wrote to the employee: rest.", "Nothing."],
)
def test_words_of_a_sentence_are_no_labels(prose: str) -> None:
    labels, draft = read(prose)
    assert not labels.has_any
    assert not draft.unverified


def test_a_label_after_the_title_of_the_notice_is_a_label_where_it_begins_a_line() -> None:
    labels, draft = read("Notice of Independent Medical Review Determination\nDated: 9/26/2013\n")
    assert labels.dates().issued == dt.date(2013, 9, 26)
    assert not draft.unverified


def test_the_day_of_the_notice_may_stand_on_the_line_of_its_title() -> None:
    labels, _ = read("Notice of Independent Medical Review Determination Dated: 9/26/2013\n")
    assert labels.dates().issued == dt.date(2013, 9, 26)


def test_labels_of_others_end_a_value() -> None:
    labels, _ = read("Employee Name: Pat Example   Provider Name: Dr. Sample\nEmployer: Acme\n")
    assert labels.employee_name == "Pat Example"


def test_without_a_label_the_running_foot_gives_the_case_number() -> None:
    text = "Words go on\n2\fand on.\nFinal Determination Letter for IMR Case Number CM14-0012345 3\n"
    labels, draft = read(text)
    assert labels.case_number == "CM14-0012345"
    assert draft.spans["case_number"].quote(text) == "CM14-0012345"
    assert draft.unverified
    assert not labels.has_any


def test_the_label_counts_before_the_running_foot() -> None:
    foot = "Final Determination Letter for IMR Case Number CM14-0000002 3"
    labels, draft = read(f"Case Number: CM14-0000001\nWords.\n{foot}")
    assert labels.case_number == "CM14-0000001"
    assert not draft.unverified


def test_a_foot_without_a_case_number_gives_none() -> None:
    assert read("Words go on\n2\fand on.\n3")[0].case_number is None
