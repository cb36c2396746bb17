from __future__ import annotations

from openimr.citations import Span
from openimr.determinations.model import PartKind, ProblemKind
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.facts import find_facts
from openimr.determinations.reading.flow import fold


def test_a_value_is_trimmed_and_its_place_is_kept() -> None:
    draft = Draft(fold("Name:  Pat   Example \n"))
    assert draft.value("employee.name", 5, len(draft.flow.text)) == "Pat Example"
    assert draft.spans["employee.name"].quote(draft.flow.original) == "Pat   Example"


def test_a_blank_value_is_none_and_has_no_place() -> None:
    draft = Draft(fold("a  b"))
    assert draft.value("x", 1, 2) is None
    assert draft.value("x", 1, 1) is None
    assert not draft.spans


def test_a_value_loses_blanks_at_its_end() -> None:
    draft = Draft(fold("a b c"))
    assert draft.value("x", 0, 4) == "a b"


def test_a_problem_may_have_a_place() -> None:
    draft = Draft(fold("a  b"))
    draft.problem(ProblemKind.INCOMPLETE, "What.", at=(2, 3))
    draft.problem(ProblemKind.INCOMPLETE, "What.", "Do.")
    assert [problem.span for problem in draft.problems] == [Span(start=3, end=4), None]


def test_a_doubt_is_told_once() -> None:
    draft = Draft(fold("a"))
    draft.doubt("One.")
    draft.doubt("One.")
    assert draft.unverified == ["One."]


def test_facts_are_built_where_they_stand_in_the_original() -> None:
    draft = Draft(fold("Seen  on   3/4/2014."))
    (fact,) = find_facts(where="x", text="Seen on 3/4/2014.", span=draft.spans_from(0))
    assert fact.span.quote(draft.flow.original) == "3/4/2014"
    assert (fact.confidence, fact.span.confidence, fact.where) == (0.9, 0.9, "x")


def test_facts_that_are_built_in_a_value_move_by_the_place_of_the_value() -> None:
    text = "He was seen on 3/4/2014 and has had 12 yoga sessions. UR denied it on 3/9/2014, and denied it again."
    draft = Draft(fold(f"Summary:  {text}"))
    start = draft.flow.text.index("He")
    moved = find_facts(where="x", text=text, span=draft.spans_from(start))
    assert [fact.span.quote(draft.flow.original) for fact in moved] == [fact.text for fact in moved]
    assert [fact.text for fact in moved] == [fact.text for fact in find_facts(where="x", text=text)]


def test_parts_hold_all_of_the_original() -> None:
    draft = Draft(fold("  Head. Body. \n Foot. "))
    draft.part(PartKind.SUMMARY, 6)
    draft.part(PartKind.EFFECT, 12)
    quotes = [(part.kind, part.span.quote(draft.flow.original)) for part in draft.parts()]
    assert quotes == [
        (PartKind.LETTERHEAD, "  Head. "),
        (PartKind.SUMMARY, "Body. \n "),
        (PartKind.EFFECT, "Foot. "),
    ]


def test_of_two_parts_at_one_place_the_later_counts() -> None:
    draft = Draft(fold("Body."))
    draft.part(PartKind.SUMMARY, 0)
    draft.part(PartKind.RATIONALE, 0, 3)
    (part,) = draft.parts()
    assert (part.kind, part.treatment) == (PartKind.RATIONALE, 3)


def test_a_letter_without_marks_is_one_part() -> None:
    (part,) = Draft(fold("Body.")).parts()
    assert part.kind is PartKind.LETTERHEAD


def test_furniture_is_cut_out_of_the_parts() -> None:
    draft = Draft(fold("Pat had\n1\ftherapy\n2\f"))
    draft.part(PartKind.SUMMARY, 0)
    original = draft.flow.original
    assert [(part.kind, part.span.quote(original).strip()) for part in draft.parts()] == [
        (PartKind.SUMMARY, "Pat had"),
        (PartKind.PAGE_FURNITURE, "1"),
        (PartKind.SUMMARY, "therapy"),
        (PartKind.PAGE_FURNITURE, "2"),
        (PartKind.SUMMARY, ""),
    ]


def test_furniture_at_both_ends_of_a_part_leaves_no_empty_part() -> None:
    draft = Draft(fold("1\fPat had therapy\f2"))
    draft.part(PartKind.SUMMARY, 0)
    assert [part.kind for part in draft.parts()] == [PartKind.PAGE_FURNITURE, PartKind.SUMMARY, PartKind.PAGE_FURNITURE]
