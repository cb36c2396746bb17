"""Reads the standard "Final Determination" of 2014 to 2016: layouts L4a and L4b.

The body is confirmed by real letters; the front block of labels is recalled (see :mod:`.labels`).

Source: L4 in docs/reference/layouts.md.
"""

from __future__ import annotations

import re

import msgspec

from openimr.determinations.model import Determination, Layout, PartKind, ReviewerQualifications
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.flow import Flow
from openimr.determinations.reading.labels import read_labels
from openimr.determinations.reading.numbered import has_numbered_treatments
from openimr.determinations.reading.qualifications import read_qualifications
from openimr.determinations.reading.quoting import is_quoted
from openimr.determinations.reading.sections import Heading, Section, assemble, cut, read_summary
from openimr.determinations.reading.treatments import read_labelled_treatments
from openimr.determinations.wording.qualifications import compose

__all__ = ["CREDENTIALS", "HOW_MADE", "ISSUES", "SUMMARY", "is_l4", "read_l4", "read_process"]

HOW_MADE = Heading(
    PartKind.QUALIFICATIONS,
    re.compile(r"HOW THE IMR FINAL DETERMINATION WAS MADE\b:? ?"),
    "HOW THE IMR FINAL DETERMINATION WAS MADE",
    is_anchor=True,
)
SUMMARY = Heading(
    PartKind.SUMMARY,
    re.compile(
        r"CLINICAL CASE SUMMARY\b:? ?"
        r"(?:The (?:expert|physician) reviewer developed the following clinical case summary based on [^:]{0,160}: ?)?"
    ),
    "CLINICAL CASE SUMMARY",
)
ISSUES = Heading(
    PartKind.ISSUES,
    re.compile(r"IMR ISSUES, DECISIONS,? AND RATIONALES\b:? ?(?:The Final Determination was based on [^:]{0,160}: ?)?"),
    "IMR ISSUES, DECISIONS AND RATIONALES",
    is_anchor=True,
)
CREDENTIALS = re.compile(r"The (?:Expert|Physician) Reviewer has the following credentials:", re.IGNORECASE)


def is_l4(flow: Flow) -> bool:
    """Whether both headings are there that no other layout has together, and no decision is told in a sentence."""
    text = flow.text
    if "HOW THE IMR FINAL" not in text or "IMR ISSUES" not in text:
        return False
    made = HOW_MADE.pattern.search(text)
    issues = ISSUES.pattern.search(text, made.end()) if made else None
    if not made or not issues or is_quoted(flow, made.start()):
        return False
    return not has_numbered_treatments(flow, issues.end(), len(text))


def read_l4(flow: Flow) -> Determination:
    """The determination that ``flow`` holds; what is missing in it is a problem of the result."""
    draft = Draft(flow)
    sections = cut(draft, (HOW_MADE, SUMMARY, ISSUES))
    labels = read_labels(draft, 0, sections[PartKind.QUALIFICATIONS].heading_start)
    if labels.has_any:
        draft.part(PartKind.LABELS, 0)
    reviewer, layout = read_process(draft, sections[PartKind.QUALIFICATIONS])
    summary = read_summary(draft, sections.get(PartKind.SUMMARY))
    issues = sections[PartKind.ISSUES]
    return assemble(
        draft,
        layout,
        labels=labels,
        reviewer=reviewer,
        summary=summary,
        treatments=read_labelled_treatments(draft, issues.start, issues.end),
    )


def read_process(draft: Draft, section: Section) -> tuple[ReviewerQualifications, Layout]:
    """The reviewer as the process section describes him or her, and which of the two layouts that makes it.

    The statement is kept as worded only where it departs from the standard wording of the same values.
    """
    text = draft.flow.text
    reviewer = read_qualifications(draft, section.start, section.end)
    block = CREDENTIALS.search(text, section.start, section.end)
    layout = Layout.L4B if block else Layout.L4A
    statement = text[section.start : block.start() if block else section.end].strip()
    if not statement or statement == compose(reviewer, layout):
        return reviewer, layout
    draft.value("reviewer.statement", section.start, block.start() if block else section.end)
    return msgspec.structs.replace(reviewer, statement=statement), layout
