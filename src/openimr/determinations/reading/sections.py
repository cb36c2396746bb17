"""Cuts a letter at its headings, and puts what was read of its sections together into a determination."""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec

from openimr.determinations.model import (
    Dates,
    Determination,
    DisputedTreatment,
    DocumentReviewed,
    Employee,
    FactKind,
    Layout,
    PartKind,
    ProblemKind,
    ReviewerQualifications,
)
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.facts import find_facts, find_person
from openimr.determinations.reading.flow import Flow
from openimr.determinations.reading.labels import Labels

__all__ = ["Heading", "Section", "assemble", "cut", "days_of", "read_prose", "read_summary"]

# How much a place weighs as that of a heading: an anchor more than all others together.
_ANCHOR, _OWN_LINE, _IN_LINE = 100.0, 1.5, 1.0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a layout: what its section is, how the heading (with its stock sentence) is worded, what it opens.

    ``heading_kind`` is the kind of the heading's own stretch, ``kind`` that of the body below it. An anchor is a
    heading that the layout is recognised by.
    """

    kind: PartKind
    pattern: re.Pattern[str]
    name: str
    heading_kind: PartKind = PartKind.HEADING
    is_required: bool = True
    is_anchor: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A section in the flow: its body from ``start`` to before ``end``, its heading from ``heading_start`` on."""

    kind: PartKind
    heading_start: int
    start: int
    end: int


def cut(draft: Draft, headings: tuple[Heading, ...]) -> dict[PartKind, Section]:
    """The sections of the flow by kind, each from its heading to the next; absent required headings become problems.

    Of all places where the headings are worded, those are taken that stand in the headings' order, so that the same
    words in prose mislead nobody; a heading that has no place in the order is taken where it has a line of its own.
    """
    flow = draft.flow
    found = _in_order(_worded(flow, headings))
    for heading in headings:
        if heading not in (taken for taken, _ in found):
            match = _on_own_line(flow, heading)
            if match:
                found.append((heading, match))
            elif heading.is_required:
                draft.problem(
                    ProblemKind.INCOMPLETE,
                    f"The heading “{heading.name}” is not there.",
                    "Look whether a page of the letter is missing.",
                )
    found.sort(key=lambda pair: pair[1].start())
    sections: dict[PartKind, Section] = {}
    for i, (heading, match) in enumerate(found):
        end = found[i + 1][1].start() if i + 1 < len(found) else len(flow.text)
        draft.part(heading.heading_kind, match.start())
        draft.part(heading.kind, match.end())
        sections[heading.kind] = Section(heading.kind, match.start(), match.end(), end)
    return sections


_Worded = tuple[int, Heading, re.Match[str], float]


def _worded(flow: Flow, headings: tuple[Heading, ...]) -> list[_Worded]:
    """Each place where a heading is worded: its rank in the order, the heading, the place, and how much it weighs."""
    worded = [
        (rank, heading, match, _weight(flow, heading, match.start()))
        for rank, heading in enumerate(headings)
        for match in heading.pattern.finditer(flow.text)
    ]
    return sorted(worded, key=lambda word: word[2].start())


def _weight(flow: Flow, heading: Heading, place: int) -> float:
    return _ANCHOR if heading.is_anchor else _OWN_LINE if flow.begins_line(place) else _IN_LINE


def _in_order(worded: list[_Worded]) -> list[tuple[Heading, re.Match[str]]]:
    """The heaviest chain of places in which the headings stand in their order; the first of equals."""
    best: dict[int, tuple[float, list[tuple[Heading, re.Match[str]]]]] = {}  # by the rank of the chain's last heading
    for rank, heading, match, weight in worded:
        before = [chain for last, chain in best.items() if last < rank and chain[1][-1][1].end() <= match.start()]
        total, places = max(before, key=lambda chain: chain[0], default=(0.0, []))
        if rank not in best or total + weight > best[rank][0]:
            best[rank] = (total + weight, [*places, (heading, match)])
    return max(best.values(), key=lambda chain: chain[0], default=(0.0, []))[1]


def _on_own_line(flow: Flow, heading: Heading) -> re.Match[str] | None:
    matches = heading.pattern.finditer(flow.text)
    return next((match for match in matches if flow.begins_line(match.start()) and match.end() > match.start()), None)


def read_summary(draft: Draft, section: Section | None) -> str | None:
    """The clinical case summary, with the facts found in it."""
    return read_prose(draft, "clinical_case_summary", section.start, section.end) if section else None


def read_prose(draft: Draft, path: str, start: int, end: int) -> str | None:
    """The prose from ``start`` to before ``end`` as the value under ``path``, with the facts found in it."""
    words = draft.value(path, start, end)
    if words:
        while draft.flow.text[start] == " ":
            start += 1
        draft.facts += find_facts(where=path, text=words, span=draft.spans_from(start))
    return words


def assemble(
    draft: Draft,
    layout: Layout,
    *,
    labels: Labels,
    reviewer: ReviewerQualifications,
    documents: tuple[DocumentReviewed, ...] = (),
    summary: str | None,
    treatments: tuple[DisputedTreatment, ...],
    dates: Dates | None = None,
) -> Determination:
    """The determination made of what the sections gave.

    Age and sex are read from the summary. Where a letter has no labels at all, the days of the injury and of the
    utilization review decision are taken from its prose, with a confidence below one. ``dates`` stands for both where
    it is given.
    """
    if not treatments:
        draft.problem(
            ProblemKind.INCOMPLETE,
            "No disputed treatment was found.",
            "Look whether the letter is whole and a decision.",
        )
    return Determination(
        layout=layout,
        case_number=labels.case_number,
        claim_number=labels.claim_number,
        priority=labels.priority,
        dates=dates or (labels.dates() if labels.has_any else _days_from_prose(draft)),
        employee=_employee(draft, labels, summary),
        reviewer=reviewer,
        documents_reviewed=documents,
        clinical_case_summary=summary,
        disputed_treatments=treatments,
        facts=tuple(sorted(draft.facts, key=lambda fact: fact.span.start)),
        problems=tuple(draft.problems),
        unverified=tuple(draft.unverified),
        spans=draft.spans,
        parts=draft.parts(),
    )


def _employee(draft: Draft, labels: Labels, summary: str | None) -> Employee:
    if not summary:
        return Employee(name=labels.employee_name)
    person = find_person(summary)
    place = draft.flow.text.index(summary)
    if person.age_span:
        draft.place("employee.age_years", place + person.age_span.start, place + person.age_span.end, 0.9)
    if person.sex_span:
        draft.place("employee.sex", place + person.sex_span.start, place + person.sex_span.end, 0.9)
    return Employee(age_years=person.age_years, sex=person.sex, name=labels.employee_name)


def days_of(draft: Draft, labels: Labels) -> Dates:
    """The days under labels; the day of the injury and of utilization review from prose where no label gives them."""
    told = _days_from_prose(draft, frozenset(labels.days))
    given = labels.dates()
    return msgspec.structs.replace(
        given, injury=given.injury or told.injury, ur_decision=given.ur_decision or told.ur_decision
    )


def _days_from_prose(draft: Draft, labelled: frozenset[str] = frozenset()) -> Dates:
    """The days that the prose gives without contradicting itself."""
    days = {}
    for name, kind in (("injury", FactKind.INJURY_DATE), ("ur_decision", FactKind.UR_DATE)):
        if f"dates.{name}" in labelled:
            continue
        told = [fact for fact in draft.facts if fact.kind is kind and fact.on]
        if told and len({fact.on for fact in told}) == 1:
            days[name] = told[0].on
            draft.spans[f"dates.{name}"] = told[0].span
    return Dates(injury=days.get("injury"), ur_decision=days.get("ur_decision"))
