"""Reads the early "Final Determination" of late 2013 to early 2014: layout L3.

Labels and headings are taken from a program that was written against real letters; what stands below the last heading
is recalled.

Source: L3 in docs/reference/layouts.md.
"""

from __future__ import annotations

import datetime as dt
import re

from openimr.determinations.model import Determination, Layout, PartKind
from openimr.determinations.reading.days import DAY, read_day
from openimr.determinations.reading.documents import read_documents
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.flow import Flow
from openimr.determinations.reading.l4 import HOW_MADE, SUMMARY, read_process
from openimr.determinations.reading.labels import CASE_NUMBER, read_labels
from openimr.determinations.reading.numbered import read_treatments
from openimr.determinations.reading.quoting import is_own_line, is_quoted
from openimr.determinations.reading.sections import Heading, assemble, cut, read_summary

__all__ = ["DECISIONS", "is_l3", "read_decided", "read_l3"]

_DOCUMENTS = Heading(
    PartKind.DOCUMENTS,
    re.compile(r"DOCUMENTS REVIEWED\b:? ?"),
    "DOCUMENTS REVIEWED",
)
DECISIONS = Heading(
    PartKind.ISSUES,
    re.compile(
        r"IMR DECISION\(?S?\)? AND RATIONALE\(?S?\)?:? ?(?:The Final Determination was based on [^:]{0,160}: ?)?"
    ),
    "IMR DECISION(S) AND RATIONALE(S)",
    is_anchor=True,
)
# Between this layout and the later one with the same last heading; about the middle of 2014.
_LAST_DAY = dt.date(2014, 6, 30)
_LAST_YEAR_OF_NUMBERS = 13


def is_l3(flow: Flow) -> bool:
    """Whether the headings of this layout are there, and its list of documents or a day that is early enough."""
    text = flow.text
    if "HOW THE IMR FINAL" not in text or "IMR DECISION" not in text:
        return False
    made, decided = HOW_MADE.pattern.search(text), DECISIONS.pattern.search(text)
    if not made or not decided or made.start() > decided.start() or is_quoted(flow, made.start()):
        return False
    documents = _DOCUMENTS.pattern.search(text, made.end(), decided.start())
    if documents and is_own_line(flow, documents):
        return True
    return _is_early(text, made.start())


def read_l3(flow: Flow) -> Determination:
    """The determination that ``flow`` holds; what is missing in it is a problem of the result."""
    return read_decided(flow, Layout.L3, (HOW_MADE, _DOCUMENTS, SUMMARY, DECISIONS))


def read_decided(flow: Flow, layout: Layout, headings: tuple[Heading, ...]) -> Determination:
    """The determination of a letter whose last heading is "IMR DECISION(S) AND RATIONALE(S)"."""
    draft = Draft(flow)
    sections = cut(draft, headings)
    process = sections[PartKind.QUALIFICATIONS]
    labels = read_labels(draft, 0, process.heading_start)
    if labels.has_any:
        draft.part(PartKind.LABELS, 0)
    reviewer, _ = read_process(draft, process)
    documents = sections.get(PartKind.DOCUMENTS)
    issues = sections[PartKind.ISSUES]
    return assemble(
        draft,
        layout,
        labels=labels,
        reviewer=reviewer,
        documents=read_documents(draft, documents.start, documents.end) if documents else (),
        summary=read_summary(draft, sections.get(PartKind.SUMMARY)),
        treatments=read_treatments(draft, issues.start, issues.end),
    )


def _is_early(text: str, body: int) -> bool:
    """Whether the latest day at the front, or else the case number, or else the latest day at all, is early enough."""
    front = _latest(text, 0, body)
    if front is None and (number := CASE_NUMBER.search(text)):
        return int(re.findall(r"\d{2}", number[0])[0]) <= _LAST_YEAR_OF_NUMBERS
    latest = front or _latest(text, body, len(text))
    return latest is not None and latest <= _LAST_DAY


def _latest(text: str, start: int, end: int) -> dt.date | None:
    days = (read_day(match[0]) for match in DAY.finditer(text, start, end))
    return max((day for day in days if day), default=None)
