"""Reads the "Professional review" sheet of 2013: layout L2, whose heading of the rationale holds the outcome.

The headings are taken from a program that was written against real sheets; what stands below them is recalled.

Source: L2 in docs/reference/layouts.md.
"""

from __future__ import annotations

import re

import msgspec

from openimr.determinations.model import Basis, Determination, DisputedTreatment, Layout, Outcome, PartKind
from openimr.determinations.reading.basis import read_basis
from openimr.determinations.reading.documents import read_documents
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.flow import Flow
from openimr.determinations.reading.l1 import read_whole_statement
from openimr.determinations.reading.labels import read_labels
from openimr.determinations.reading.numbered import tells_part
from openimr.determinations.reading.quoting import is_quoted
from openimr.determinations.reading.relied import part_relied_on
from openimr.determinations.reading.sections import (
    Heading,
    Section,
    assemble,
    cut,
    days_of,
    read_prose,
    read_summary,
)
from openimr.determinations.reading.treatments import Found, ends_sentence, tell_what_is_missing

__all__ = ["is_l2", "read_l2"]

_TITLE = "MEDICAL PROFESSIONAL REVIEW"
_ISSUE = re.compile(r"ISSUES? (?:AT|IN) DISPUTE ?: ?")
_RATIONALE = re.compile(
    r"RATIONALE FOR WHY THE REQUESTED TREATMENT/ ?SERVICES? (?:IS ?/ ?WAS|WAS ?/ ?IS|IS|WAS|ARE|WERE)"
    r"(?P<partly> PARTIALLY| PARTLY| IN PART)?(?P<no> NOT)? ?MEDICALLY NECESSARY ?: ?"
)
_HEADINGS = (
    Heading(PartKind.ISSUES, _ISSUE, "ISSUE AT DISPUTE", is_anchor=True),
    Heading(PartKind.SUMMARY, re.compile(r"(?:CLINICAL )?CASE SUMMARY ?: ?"), "CASE SUMMARY"),
    Heading(
        PartKind.DOCUMENTS,
        re.compile(r"DOCUMENTS REVIEWED(?: FOR DETERMINATION)? ?: ?"),
        "DOCUMENTS REVIEWED FOR DETERMINATION",
    ),
    Heading(
        PartKind.REVIEWER_BASIS,
        re.compile(
            r"MEDICAL TREATMENT GUIDELINE(?:\(S\)|S)? RELIED UPON BY (?:THE )?(?:MEDICAL )?PROFESSIONAL REVIEWER"
            r"(?: AND WHY)? ?: ?"
        ),
        "MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY",
    ),
    Heading(
        PartKind.RATIONALE, _RATIONALE,
        "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY",
    ),
    Heading(
        PartKind.QUALIFICATIONS,
        re.compile(r"(?:MEDICAL )?REVIEWER QUALIFICATIONS ?: ?"),
        "MEDICAL REVIEWER QUALIFICATIONS",
    ),
)  # fmt: skip
_NUMBERED = re.compile(r"(?<!\S)\(?(?P<number>\d{1,2})[.)] (?=\S)")
_RECALLED = "What stands below the headings of layout L2 is read as recalled from published letters, not as confirmed."

Stretch = tuple[int, int]


def is_l2(flow: Flow) -> bool:
    """Whether the sheet's title stands within the first lines and at least its first heading below it."""
    text = flow.text
    place = text.find(_TITLE)
    if place < 0 or place > max(flow.line_starts[:3]):
        return False
    return _ISSUE.search(text, place) is not None and not is_quoted(flow, place)


def read_l2(flow: Flow) -> Determination:
    """The determination that ``flow`` holds; what is missing in it is a problem of the result."""
    draft = Draft(flow)
    draft.doubt(_RECALLED)
    sections = cut(draft, _HEADINGS)
    labels = read_labels(draft, 0, sections[PartKind.ISSUES].heading_start)
    if labels.has_any:
        draft.part(PartKind.LABELS, 0)
    documents = sections.get(PartKind.DOCUMENTS)
    reviewer = read_whole_statement(draft, sections.get(PartKind.QUALIFICATIONS))
    summary = read_summary(draft, sections.get(PartKind.SUMMARY))
    return assemble(
        draft,
        Layout.L2,
        labels=labels,
        reviewer=reviewer,
        documents=read_documents(draft, documents.start, documents.end) if documents else (),
        summary=summary,
        treatments=_treatments(draft, sections),
        dates=days_of(draft, labels),
    )


def _treatments(draft: Draft, sections: dict[PartKind, Section]) -> tuple[DisputedTreatment, ...]:
    """One treatment for each numbered issue, or the one issue of the sheet.

    What is numbered in the same count below belongs to one issue each; what is not belongs to all of them.
    """
    issues = sections[PartKind.ISSUES]
    relied, rationale = sections.get(PartKind.REVIEWER_BASIS), sections.get(PartKind.RATIONALE)
    titles = _numbered(draft, issues, None) or ([(issues.start, issues.end)] if _is_filled(draft, issues) else [])
    relied_on = _numbered(draft, relied, len(titles))
    reasons = _numbered(draft, rationale, len(titles))
    outcome = _outcome(draft, rationale)
    treatments = []
    for number, (start, end) in enumerate(titles):
        path = f"disputed_treatments[{number}]"
        draft.part(PartKind.TREATMENT_HEADING, start, number)
        if outcome:
            draft.place(f"{path}.outcome", outcome.start, outcome.end)
        administrator, reviewer = _bases(draft, number, relied_on, relied)
        treatment = DisputedTreatment(
            heading=draft.value(f"{path}.heading", start, end) or "",
            outcome=outcome.outcome if outcome else None,
            claims_administrator_basis=administrator,
            reviewer_basis=reviewer,
            rationale=_reason(draft, number, reasons, rationale),
        )
        # The sheet has no place of its own for the claims administrator's guideline, so it is never missed.
        tell_what_is_missing(
            draft,
            number,
            msgspec.structs.replace(treatment, claims_administrator_basis=administrator or Basis(text="-")),
            (start, end),
        )
        treatments.append(treatment)
    return tuple(treatments)


def _is_filled(draft: Draft, section: Section) -> bool:
    return bool(draft.flow.text[section.start : section.end].strip())


def _numbered(draft: Draft, section: Section | None, count: int | None) -> list[Stretch]:
    """The pieces of a section that are numbered from 1; none unless they are at least two, or ``count`` if given."""
    if section is None:
        return []
    numbers: list[re.Match[str]] = []
    for match in _NUMBERED.finditer(draft.flow.text, section.start, section.end):
        begins = match.start() == section.start or ends_sentence(draft.flow, match.start())
        if begins and int(match["number"]) == len(numbers) + 1:
            numbers.append(match)
    if len(numbers) < 2 or (count is not None and len(numbers) != count):
        return []
    ends = [*(match.start() for match in numbers[1:]), section.end]
    return [(match.end(), end) for match, end in zip(numbers, ends, strict=True)]


def _outcome(draft: Draft, rationale: Section | None) -> Found | None:
    """What the heading of the rationale says of all issues."""
    match = _RATIONALE.match(draft.flow.text, rationale.heading_start) if rationale else None
    if match is None:
        return None
    whole = Outcome.UPHELD if match["no"] else Outcome.OVERTURNED
    return Found(tells_part(draft, Outcome.PARTIALLY_OVERTURNED if match["partly"] else whole), *match.span())


def _bases(
    draft: Draft, number: int, pieces: list[Stretch], relied: Section | None
) -> tuple[Basis | None, Basis | None]:
    if relied is None:
        return None, None
    start, end = pieces[number] if pieces else (relied.start, relied.end)
    administrator, reviewer = part_relied_on(draft.flow.text, start, end)
    return (
        _basis(
            draft,
            number if pieces else None,
            f"disputed_treatments[{number}].claims_administrator_basis",
            administrator,
        ),
        _basis(draft, number if pieces else None, f"disputed_treatments[{number}].reviewer_basis", reviewer),
    )


def _basis(draft: Draft, number: int | None, path: str, stretch: Stretch | None) -> Basis | None:
    words = draft.value(path, *stretch) if stretch else None
    if stretch is None or words is None:
        return None
    draft.part(PartKind(path.rpartition(".")[2]), stretch[0], number)
    return read_basis(words)


def _reason(draft: Draft, number: int, pieces: list[Stretch], rationale: Section | None) -> str | None:
    if rationale is None:
        return None
    if pieces:
        draft.part(PartKind.RATIONALE, pieces[number][0], number)
    start, end = pieces[number] if pieces else (rationale.start, rationale.end)
    return read_prose(draft, f"disputed_treatments[{number}].rationale", start, end)
