"""Cuts a letter at its headings, and puts what was read of its sections together into a determination."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
from openimr.determinations.reading.labels import Labels

__all__ = ["Heading", "Section", "assemble", "cut", "read_prose", "read_summary"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a layout: what its section is, how the heading (with its stock sentence) is worded, what it opens.

    ``heading_kind`` is the kind of the heading's own stretch, ``kind`` that of the body below it.
    """

    kind: PartKind
    pattern: re.Pattern[str]
    name: str
    heading_kind: PartKind = PartKind.HEADING
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A section in the flow: its body from ``start`` to before ``end``, its heading from ``heading_start`` on."""

    kind: PartKind
    heading_start: int
    start: int
    end: int


def cut(draft: Draft, headings: tuple[Heading, ...], start: int = 0) -> dict[PartKind, Section]:
    """The sections of the flow by kind, each from its heading to the next; absent required headings become problems.

    Headings are sought in their order, each behind the one before, so that the same words in prose mislead nobody.
    """
    text = draft.flow.text
    found: list[tuple[Heading, re.Match[str]]] = []
    at = start
    for heading in headings:
        match = heading.pattern.search(text, at)
        if match:
            found.append((heading, match))
            at = match.end()
        elif heading.is_required:
            draft.problem(
                ProblemKind.INCOMPLETE,
                f"The heading “{heading.name}” is not there.",
                "Look whether a page of the letter is missing.",
            )
    sections: dict[PartKind, Section] = {}
    for i, (heading, match) in enumerate(found):
        end = found[i + 1][1].start() if i + 1 < len(found) else len(text)
        draft.part(heading.heading_kind, match.start())
        draft.part(heading.kind, match.end())
        sections[heading.kind] = Section(heading.kind, match.start(), match.end(), end)
    return sections


def read_summary(draft: Draft, section: Section | None) -> str | None:
    """The clinical case summary, with the facts found in it."""
    return read_prose(draft, "clinical_case_summary", section.start, section.end) if section else None


def read_prose(draft: Draft, path: str, start: int, end: int) -> str | None:
    """The prose from ``start`` to before ``end`` as the value under ``path``, with the facts found in it."""
    words = draft.value(path, start, end)
    if words:
        while draft.flow.text[start] == " ":
            start += 1
        draft.place_facts(find_facts(where=path, text=words), start)
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
) -> Determination:
    """The determination made of what the sections gave.

    Age and sex are read from the summary. Where a letter has no labels at all, the days of the injury and of the
    utilization review decision are taken from its prose, with a confidence below one.
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
        dates=labels.dates() if labels.has_any else _days_from_prose(draft),
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


def _days_from_prose(draft: Draft) -> Dates:
    """The days that the prose gives without contradicting itself."""
    days = {}
    for name, kind in (("injury", FactKind.INJURY_DATE), ("ur_decision", FactKind.UR_DATE)):
        told = [fact for fact in draft.facts if fact.kind is kind and fact.on]
        if told and len({fact.on for fact in told}) == 1:
            days[name] = told[0].on
            draft.spans[f"dates.{name}"] = told[0].span
    return Dates(injury=days.get("injury"), ur_decision=days.get("ur_decision"))
