from __future__ import annotations

import datetime as dt
import re

import pytest

from openimr.determinations.model import (
    Dates,
    Determination,
    Layout,
    PartKind,
    ProblemKind,
    ReviewerQualifications,
)
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.flow import fold
from openimr.determinations.reading.labels import Labels
from openimr.determinations.reading.sections import Heading, Section, assemble, cut, days_of, read_summary

FIRST = Heading(PartKind.PROCESS, re.compile(r"FIRST ?"), "FIRST", is_anchor=True)
SECOND = Heading(PartKind.SUMMARY, re.compile(r"SECOND ?"), "SECOND")
THIRD = Heading(PartKind.DOCUMENTS, re.compile(r"THIRD ?"), "THIRD", is_required=False)
LAST = Heading(PartKind.ISSUES, re.compile(r"LAST ?"), "LAST", is_anchor=True)


def bodies(text: str, headings: tuple[Heading, ...] = (FIRST, SECOND, THIRD, LAST)) -> tuple[dict[str, str], Draft]:
    draft = Draft(fold(text))
    sections = cut(draft, headings)
    return {kind: draft.flow.text[at.start : at.end].strip() for kind, at in sections.items()}, draft


def test_each_section_runs_to_the_next_heading() -> None:
    found, draft = bodies("FIRST\na\nSECOND\nb\nTHIRD\nc\nLAST\nd")
    assert found == {"process": "a", "summary": "b", "documents": "c", "issues": "d"}
    assert not draft.problems


def test_an_absent_heading_is_a_problem_only_where_it_is_required() -> None:
    found, draft = bodies("FIRST\na\nLAST\nd")
    assert found == {"process": "a", "issues": "d"}
    (problem,) = draft.problems
    assert problem.kind is ProblemKind.INCOMPLETE
    assert "SECOND" in problem.message


def test_a_heading_that_is_quoted_in_prose_is_not_the_heading() -> None:
    assert bodies("FIRST\na\nSECOND\nb as in LAST year\nTHIRD\nc\nLAST\nd")[0]["issues"] == "d"
    assert bodies("FIRST\na is the SECOND of\nSECOND\nb\nLAST\nd")[0]["process"] == "a is the SECOND of"


def test_words_behind_the_last_heading_do_not_hide_an_anchor() -> None:
    found, draft = bodies("FIRST\na\nLAST\nd the SECOND time, and THIRD")
    assert found == {"process": "a", "issues": "d the SECOND time, and THIRD"}
    assert len(draft.problems) == 1


def test_a_heading_out_of_order_counts_on_a_line_of_its_own() -> None:
    found, draft = bodies("FIRST\na\nTHIRD\nc\nSECOND\nb\nLAST\nd")
    assert found == {"process": "a", "summary": "b", "documents": "c", "issues": "d"}
    assert not draft.problems


def test_without_any_heading_there_are_no_sections() -> None:
    found, draft = bodies("nothing")
    assert found == {}
    assert len(draft.problems) == 3


def assembled(text: str, labels: Labels) -> Determination:
    draft = Draft(fold(text))
    section = Section(PartKind.SUMMARY, 0, 0, len(draft.flow.text))
    return assemble(
        draft,
        Layout.L4A,
        labels=labels,
        reviewer=ReviewerQualifications(),
        summary=read_summary(draft, section),
        treatments=(),
    )


SUMMARY = "The injured worker is a 55-year-old female with a date of injury of 04/21/2013."


def test_age_and_sex_are_inferred_from_the_summary() -> None:
    read = assembled(SUMMARY, Labels(employee_name="Pat Example"))
    assert (read.employee.age_years, read.employee.sex, read.employee.name) == (55, "female", "Pat Example")
    assert read.spans["employee.age_years"].confidence < 1


def test_without_labels_the_day_of_injury_is_inferred_from_prose() -> None:
    assert assembled(SUMMARY, Labels()).dates.injury == dt.date(2013, 4, 21)


def test_with_labels_prose_gives_no_day() -> None:
    assert assembled(SUMMARY, Labels(has_any=True)).dates == Dates()


def test_days_that_differ_in_prose_give_none() -> None:
    assert assembled(f"{SUMMARY} His date of injury was 05/22/2013.", Labels()).dates.injury is None


def test_no_treatment_is_a_problem() -> None:
    assert "No disputed treatment" in assembled("", Labels()).problems[0].message


def test_no_section_gives_no_summary() -> None:
    assert read_summary(Draft(fold("a")), None) is None


@pytest.mark.parametrize("labelled", [True, False])
def test_a_day_under_a_label_counts_before_prose(*, labelled: bool) -> None:
    draft = Draft(fold(SUMMARY))
    read_summary(draft, Section(PartKind.SUMMARY, 0, 0, len(draft.flow.text)))
    day = dt.date(2013, 4, 20)
    days: dict[str, object] = {"dates.injury": day} if labelled else {}
    assert days_of(draft, Labels(days=days)).injury == (day if labelled else dt.date(2013, 4, 21))


def test_a_summary_may_begin_with_a_blank_and_say_nothing_of_the_person() -> None:
    draft = Draft(fold("x She has pain. Her date of injury was 04/21/2013."))
    summary = read_summary(draft, Section(PartKind.SUMMARY, 0, 1, len(draft.flow.text)))
    assert summary == "She has pain. Her date of injury was 04/21/2013."
    assert {draft.flow.original[fact.span.start : fact.span.end] for fact in draft.facts} <= {
        fact.text for fact in draft.facts
    }


def test_a_summary_without_age_and_sex_gives_neither() -> None:
    read = assembled("The records were sent.", Labels())
    assert (read.employee.age_years, read.employee.sex) == (None, None)
    assert "employee.age_years" not in read.spans
