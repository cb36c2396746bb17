"""Reads the block of labels at the front of a letter: numbers, dates, priority, names.

Source: labels of layouts L1, L3, L4 and L5 in docs/reference/layouts.md; most are recalled, not confirmed, so their
absence does no harm and what they give is marked unverified.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from openimr.citations import Span
from openimr.determinations.model import Dates, Priority, ProblemKind
from openimr.determinations.reading.days import DAY, read_day
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.facts.vocabulary import places_of

__all__ = ["CASE_NUMBER", "Labels", "read_labels", "take_day"]

CASE_NUMBER = re.compile(r"\b(?:CM\d{2}-\d{7,8}|IMR[ _-]?\d{2}-\d{6}|(?<=Case Number: )\d{2}-\d{6,7})\b")
"""Case numbers: ``CM14-0012345``; of the first months ``IMR 13-000004``."""

# The words of a label, and the field that it fills.
_FIELDS = {
    "case number": "case_number",
    "imr case number": "case_number",
    "claim number": "claim_number",
    "date assigned": "dates.assigned",
    "date of injury": "dates.injury",
    "ur denial date": "dates.ur_decision",
    "date of ur decision": "dates.ur_decision",
    "date of ur denial": "dates.ur_decision",
    "ur decision date": "dates.ur_decision",
    "application received": "dates.application_received",
    "imr application received": "dates.application_received",
    "date of application": "dates.application_received",
    "decision date": "dates.issued",
    "dated": "dates.issued",
    "date of decision": "dates.issued",
    "priority": "priority",
    "employee name": "employee.name",
    "employee": "employee.name",
    "injured worker": "employee.name",
}
# The labels that a letter, or a program written against letters, has been seen with.
_CONFIRMED = frozenset({"case number", "date assigned", "ur denial date", "dated"})
_LABEL = re.compile(
    r"\b(?P<label>(?:IMR |MAXIMUS )?Case Number|Claim Number|Date Assigned|Date of Injury|UR Denial Date"
    r"|Date of UR (?:Decision|Denial)|UR Decision Date|(?:IMR )?Application Received|Date of Application|Decision Date"
    r"|Date of Decision|Dated|Priority|Employee(?: Name)?|Injured Worker|Provider(?: Name)?|Employer(?: Name)?"
    r"|Claims Administrator|Date of Birth|Requesting Physician) ?:",
    re.IGNORECASE,
)

_LONGEST_LABEL = 32


@dataclass(slots=True)
class Labels:
    """What the labels say; a field is ``None`` where its label is absent or empty."""

    case_number: str | None = None
    claim_number: str | None = None
    priority: Priority | None = None
    employee_name: str | None = None
    days: dict[str, object] = field(default_factory=dict)
    has_any: bool = False

    def dates(self) -> Dates:
        """The days that labels gave."""
        return Dates(**{name.removeprefix("dates."): day for name, day in self.days.items()})  # type: ignore[arg-type]  # read_day gives dates only


def read_labels(draft: Draft, start: int, end: int) -> Labels:
    """All labels in the flow from ``start`` to before ``end``; the first value of a label counts.

    A value runs to the next label or to the end of its line. A day that no calendar has, and a second value that
    contradicts the first, are problems of the draft.
    """
    labels = Labels()
    found = _labels(draft, start, end)
    for i, match in enumerate(found):
        labels.has_any = True
        name = _FIELDS.get(match["label"].lower().replace("maximus ", ""))
        if name is None:
            continue
        stop = found[i + 1].start() if i + 1 < len(found) else end
        line_end = draft.flow.line_end(match.end())
        # A value may stand on the line after its label, where the label ends its own.
        _take(draft, labels, name, match.end(), stop if line_end <= match.end() else min(stop, line_end))
    if any(match["label"].lower() not in _CONFIRMED for match in found):
        draft.doubt("The labels at the front are read as recalled from published letters, not as confirmed.")
    if labels.case_number is None:
        _take_from_foot(draft, labels)
    return labels


def _take_from_foot(draft: Draft, labels: Labels) -> None:
    """Take the case number from a running foot, where no label gives it."""
    for foot in draft.flow.furniture:
        number = CASE_NUMBER.search(draft.flow.original, foot.start, foot.end)
        if number:
            labels.case_number = number[0]
            draft.spans["case_number"] = Span(start=number.start(), end=number.end())
            draft.doubt("The case number is read from a running foot, which is recalled and not confirmed.")
            return


def _labels(draft: Draft, start: int, end: int) -> list[re.Match[str]]:
    """The labels, which begin a line, or stand behind another on its line; the same words in a sentence are none."""
    flow = draft.flow
    found: list[re.Match[str]] = []
    line_end = -1
    behind = start
    for colon in places_of((":",), flow.text, start, end):
        match = _LABEL.search(flow.text, max(behind, colon - _LONGEST_LABEL), colon + 1)
        if match is None:
            continue
        behind = match.end()
        place = match.start()
        # The title of the notice may stand before its day on one line.
        begins = not flow.text[max(0, place - 2) : place - 1].isalpha() or flow.begins_line(place)
        if begins or place <= line_end or match["label"] == "Dated":
            found.append(match)
            line_end = flow.line_end(place)
    return found


def _take(draft: Draft, labels: Labels, name: str, start: int, end: int) -> None:
    words = draft.flow.text[start:end].strip()
    if not words or words.lower() == "not documented":
        return
    if name.startswith("dates."):
        take_day(draft, labels, name, start, end)
    elif name == "case_number":
        number = CASE_NUMBER.search(draft.flow.text, start, end)
        if number and labels.case_number is None:
            labels.case_number = draft.value(name, number.start(), number.end())
    elif name == "priority":
        priority = {"standard": Priority.STANDARD, "regular": Priority.STANDARD, "expedited": Priority.EXPEDITED}.get(
            words.split()[0].lower().strip(".,;")
        )
        if priority and labels.priority is None:
            labels.priority = priority
            draft.value(name, start, end)
    elif name == "claim_number" and labels.claim_number is None:
        labels.claim_number = draft.value(name, start, end)
    elif name == "employee.name" and labels.employee_name is None:
        labels.employee_name = draft.value(name, start, end)


def take_day(draft: Draft, labels: Labels, name: str, start: int, end: int) -> None:
    """Take the first day from ``start`` to before ``end`` as the day under ``name``, such as ``dates.ur_decision``."""
    match = DAY.search(draft.flow.text, start, end)
    if match is None:
        return
    day = read_day(match[0])
    if day is None:
        draft.problem(
            ProblemKind.CONTRADICTORY,
            f"{match[0]} is no day of the calendar.",
            "Compare it with the application and the utilization review decision.",
            at=match.span(),
        )
        return
    if name not in labels.days:
        labels.days[name] = day
        draft.place(name, *match.span())
    elif labels.days[name] != day:
        draft.problem(
            ProblemKind.CONTRADICTORY,
            f"{name.removeprefix('dates.').replace('_', ' ')} is given twice, and the two differ.",
            "The first is kept; look which is right.",
            at=match.span(),
        )
