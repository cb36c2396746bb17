"""Reads worksheets of a search and of evidence that a person wrote as YAML, and writes an empty one to fill in.

Source: 8 CCR 9792.21.1(a) and 9792.25.1 for what is asked; the rows of ``rulebook/law`` for its words.
"""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from openimr.errors import Fault, MalformedData, NotFound
from openimr.guidelines.evidence import Conflict
from openimr.guidelines.governing import parts_of
from openimr.guidelines.recommendation import Recommendation
from openimr.guidelines.sequence import Outcome, Worksheet, records_at, worksheet
from openimr.guidelines.sequence_rules import Part, rules_in_force, standards, steps
from openimr.rulebook.lines import Lined, parse_lines, typed
from openimr.treatments import parse
from openimr.treatments.anatomy import are_related
from openimr.treatments.services import find_services

__all__ = ["empty_worksheet", "read_conflict", "read_worksheet"]

_WIDTH = 100
_SEARCH_HELP = (
    "One entry for each source searched. What is not_applicable or overridden needs a reason; what is overridden needs "
    "evidence too, which names the studies or the recommendation that is better supported."
)


def read_worksheet(text: str, *, where: str) -> Worksheet:
    """The worksheet of a search that ``text`` holds.

    Raises:
        MalformedData: all that cannot be used, each with its line.
    """
    lined = parse_lines(text, where=where)
    sheet = typed(lined, Worksheet)
    faults = list(_too_early(lined, sheet.rules_on))
    if sheet.requested_on is not None and sheet.requested_on > sheet.rules_on:
        what = f"{sheet.requested_on} is after the decision of {sheet.rules_on}."
        faults.append(lined.fault(("requested_on",), what, "Mend one of the two days."))
    _refuse(lined, faults)
    return sheet


def read_conflict(text: str, *, where: str) -> Conflict:
    """The conflicting recommendations, with their studies, that ``text`` holds.

    Raises:
        MalformedData: all that cannot be used, each with its line.
    """
    lined = parse_lines(text, where=where)
    conflict = typed(lined, Conflict)
    faults = list(_too_early(lined, conflict.rules_on))
    if len(conflict.recommendations) < 2:
        faults.append(lined.fault(("recommendations",), "A conflict needs two recommendations.", "Add the other one."))
    for number, recommendation in enumerate(conflict.recommendations):
        for place, study in enumerate(recommendation.studies):
            if study.year is not None and study.year > conflict.rules_on.year:
                path = ("recommendations", number, "studies", place, "year")
                what = f"{study.year} is after the decision of {conflict.rules_on}."
                faults.append(lined.fault(path, what, "Mend the year, or leave the study out."))
    _refuse(lined, faults)
    return conflict


def _too_early(lined: Lined, rules_on: dt.date) -> Iterator[Fault]:
    try:
        rules_in_force(rules_on)
    except NotFound as error:
        yield lined.fault(("rules_on",), f"{error.what} {error.why}", error.remedy)


def _refuse(lined: Lined, faults: list[Fault]) -> None:
    if faults:
        raise MalformedData(faults, where=lined.where)


def empty_worksheet(rules_on: dt.date, *, wording: str = "") -> str:
    """A worksheet to fill in, as YAML, with what the rules of a day ask for at each step and where they stand.

    ``wording`` is the disputed treatment; the records of the library on its services, and not on other parts of the
    body, are named at each step, as a hint where to look, with how far each was checked.

    Raises:
        NotFound: Independent Medical Review did not exist on that day.
    """
    rules = rules_in_force(rules_on)
    sheet = worksheet(rules_on)
    services = dict.fromkeys(mention.id for mention in find_services(wording))
    parts = tuple(part for request in parse(wording) for part in parts_of(request))
    outcomes = " | ".join(Outcome)
    lines = [
        *_comment("", f"Search for guidelines and evidence. {rules.says} [{rules.citation().sentence()}]"),
        *_comment("", f"That the day of the decision selects these rules is {rules.selected_by}."),
        f"rules_on: {rules_on}  # the day of the decision",
        f"disputed_treatment: {json.dumps(wording, ensure_ascii=False)}",
        "requested_on:  # these three days select the edition of a guideline; leave empty what is not known",
        "service_on:",
        "dispensed_on:",
    ]
    if Part.SEARCH in rules.asks:
        lines += _comment("", f"{_SEARCH_HELP} outcome: {outcomes}.")
        lines.append("search:")
        for entry in sheet.search:
            rule = steps()[entry.step]
            about = f"Step {rule.number}, {rule.searches}. {rule.stops} {rule.goes_on} [{rule.citation().sentence()}]"
            lines += _comment("  ", about)
            records = records_at(entry.step, services, sheet.dates)
            lines += _comment("  ", _hint([record for record in records if _is_near(record, parts)]))
            lines.append(f"  - step: {entry.step}")
            lines += [f"    {name}:" for name in ("source", "edition", "searched_on", "outcome", "reason")]
            lines.append("    evidence: []")
    if Part.STANDARDS in rules.asks:
        lines += _comment("", f"The standard relied on is found; each above it needs a reason. outcome: {outcomes}.")
        lines.append("standards:")
        for standard_entry in sheet.standards:
            law = standards()[standard_entry.standard]
            lines += _comment("  ", f"{law.letter}: {law.says} [{law.citation().sentence()}]")
            lines.append(f"  - standard: {standard_entry.standard}")
            lines += ["    outcome:", "    reason:", "    evidence: []"]
    return "\n".join(lines) + "\n"


def _is_near(record: Recommendation, parts: Sequence[str]) -> bool:
    """Whether a record may be about these parts of the body; without parts every record may be."""
    body = record.conditions.body
    return not body or not parts or any(are_related(part, other) for part in parts for other in body)


def _hint(records: Sequence[Recommendation]) -> str:
    """The records that a library knows at a step, in words; none is no sign that there is no recommendation."""
    if not records:
        return ""
    told = ", ".join(f"{record.id} {record.topic} ({record.verification})" for record in records)
    return f"In the library, not in place of a search: {told}."


def _comment(indent: str, words: str) -> Iterable[str]:
    return textwrap.wrap(words, _WIDTH, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# ")
