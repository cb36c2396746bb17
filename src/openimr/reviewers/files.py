"""Reads a registry of reviewers, and the part of a case that matching needs, and tells all faults of a file at once.

A credential that has lapsed or was never verified is no fault of the file: it is a reason of the verdict. A fault is
what cannot be read, or contradicts itself; it is told with line, field, reason and remedy.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from json.decoder import JSONDecodeError
from typing import NamedTuple, TypeVar

import msgspec

from openimr.errors import Fault, MalformedData
from openimr.reviewers.identity import Being
from openimr.reviewers.json_registry import read_json_registry
from openimr.reviewers.match_case import PERSONS, About, MatchCase
from openimr.reviewers.matching import ORGANIZATION
from openimr.reviewers.reasons import criteria
from openimr.reviewers.registry import Affiliation, Registry, Reviewer, Tie
from openimr.rulebook.lines import Lined, Path, parse_lines, typed

__all__ = ["read_case", "read_registry"]

Kind = TypeVar("Kind", bound=msgspec.Struct)

_HOURS_OF_A_WEEK = 168
_MOST = 1e15  # more than any amount or count; infinity is none
_BY_US_ONLY = frozenset({Tie.SELF, Tie.SHARED_PLACE})


class _Found(NamedTuple):
    """A contradiction in values: where, what, and what to do."""

    path: Path
    what: str
    remedy: str


def read_registry(text: str, *, where: str) -> Registry:
    """The registry that ``text`` holds, as YAML or JSON.

    Raises:
        MalformedData: all that cannot be used, each with its line.
    """
    if not text.lstrip().startswith("{"):
        return _read(text, Registry, _of_registry, where=where)
    try:
        registry, lined = read_json_registry(text, where=where)
    except JSONDecodeError as error:
        if not where.lower().endswith(".json"):
            return _read(text, Registry, _of_registry, where=where)  # YAML may begin with a brace too.
        fault = Fault(f"line {error.lineno}", f"It is not JSON: {error.msg}.", "Mend that line or the one above.")
        raise MalformedData([fault], where=where) from error
    _refuse(lined, list(_of_registry(registry)))
    return registry


def read_case(text: str, *, where: str, on: dt.date | None = None) -> MatchCase:
    """The part of a case that ``text`` holds, as YAML or JSON; ``on`` takes the place of its day of assignment.

    Raises:
        MalformedData: all that cannot be used, each with its line.
    """

    def dated(case: MatchCase) -> MatchCase:
        return case if on is None else msgspec.structs.replace(case, on=on)

    return dated(_read(text, MatchCase, lambda case: _of_case(dated(case)), where=where))


def _read(text: str, kind: type[Kind], look: Callable[[Kind], Iterator[_Found]], *, where: str) -> Kind:
    lined = parse_lines(text, where=where)
    value = typed(lined, kind)
    _refuse(lined, list(look(value)))
    return value


def _refuse(lined: Lined, found: list[_Found]) -> None:
    if found:
        faults = sorted(((lined.line(it.path), lined.fault(*it)) for it in found), key=lambda pair: pair[0])
        raise MalformedData([fault for _, fault in faults], where=lined.where)


def _of_registry(registry: Registry) -> Iterator[_Found]:
    seen: dict[tuple[str, str], int] = {}
    if registry.organization is not None:
        for place, affiliation in enumerate(registry.organization.affiliations):
            yield from _of_affiliation(affiliation, ("organization", "affiliations", place))
    for number, reviewer in enumerate(registry.reviewers):
        path: Path = ("reviewers", number)
        if not reviewer.number.strip():
            yield _Found((*path, "number"), "The number is empty.", "Give each reviewer a number that never changes.")
        if reviewer.number == ORGANIZATION:
            yield _Found((*path, "number"), f"“{ORGANIZATION}” stands for the organization.", "Give another number.")
        if not reviewer.identity.name.strip():
            yield _Found((*path, "identity", "name"), "The name is empty.", "Give the name; it stays in the registry.")
        npi = reviewer.npi.number if reviewer.npi else ""
        for field, value in (("number", reviewer.number), ("npi", npi)):
            if value and (first := seen.setdefault((field, value), number)) != number:
                what = f"{value} is that of reviewer {first + 1} of the file too."
                yield _Found((*path, field), what, "Mend one of the two, or join the entries if they are one person.")
        yield from _of_reviewer(reviewer, path)


def _of_reviewer(reviewer: Reviewer, path: Path) -> Iterator[_Found]:
    for place, licence in enumerate(reviewer.licences):
        yield from _in_order(licence.issued_on, licence.expires_on, (*path, "licences", place, "expires_on"))
    for place, board in enumerate(reviewer.board_certifications):
        where = (*path, "board_certifications", place, "expires_on")
        yield from _in_order(board.certified_on, board.expires_on, where)
    for place, absence in enumerate(reviewer.absences):
        yield from _in_order(absence.first_on, absence.last_on, (*path, "absences", place, "last_on"))
    for place, evaluator in enumerate(reviewer.medical_evaluator):
        yield from _in_order(evaluator.since, evaluator.until, (*path, "medical_evaluator", place, "until"))
    for place, sanction in enumerate(reviewer.sanctions):
        yield from _in_order(sanction.imposed_on, sanction.ended_on, (*path, "sanctions", place, "ended_on"))
    if reviewer.practice is not None:
        hours = reviewer.practice.hours_per_week
        yield from _between(hours, 0, _HOURS_OF_A_WEEK, (*path, "practice", "hours_per_week"), "hours a week")
    if reviewer.capacity is not None:
        for field in ("most_cases", "open_cases", "turnaround_days"):
            value = getattr(reviewer.capacity, field)
            yield from _between(value, 0, _MOST, (*path, "capacity", field), "a count")
    yield from _between(reviewer.income_usd_per_year, 0, _MOST, (*path, "income_usd_per_year"), "an amount")
    for place, affiliation in enumerate(reviewer.affiliations):
        yield from _of_affiliation(affiliation, (*path, "affiliations", place))


def _of_affiliation(affiliation: Affiliation, path: Path) -> Iterator[_Found]:
    if affiliation.tie in _BY_US_ONLY:
        yield _Found((*path, "tie"), f"“{affiliation.tie}” is found by screening.", "Write the tie itself.")
    if not affiliation.with_.name.strip():
        yield _Found((*path, "with", "name"), "The name is empty.", "Name the person or organization.")
    if affiliation.tie is Tie.RELATIVE and affiliation.relation is None:
        yield _Found(path, "The relation is missing.", "Say which relative, such as relation: spouse.")
    if affiliation.tie is not Tie.RELATIVE and affiliation.relation is not None:
        yield _Found((*path, "relation"), f"A tie of {affiliation.tie} has no relation.", "Write tie: relative.")
    if affiliation.tie is not Tie.RELATIVE and affiliation.works_for:
        what = "Only of a relative it is told where that person works."
        yield _Found((*path, "works_for"), what, "Give the reviewer's own employer as a tie of its own.")
    yield from _in_order(affiliation.since, affiliation.until, (*path, "until"))
    yield from _between(affiliation.share_percent, 0, 100, (*path, "share_percent"), "a percentage")
    yield from _between(affiliation.amount_usd_per_year, 0, _MOST, (*path, "amount_usd_per_year"), "an amount")


def _in_order(first: dt.date | None, last: dt.date | None, path: Path) -> Iterator[_Found]:
    if first is not None and last is not None and last < first:
        yield _Found(path, f"{last} is before {first}, on which it begins.", "Mend one of the two days.")


def _between(value: float | None, least: float, most: float, path: Path, what: str) -> Iterator[_Found]:
    if value is not None and not least <= value <= most:
        told = f"from {least:g} to {most:g}" if most < _MOST else f"from {least:g} up"
        yield _Found(path, f"{value:g} is not {what}.", f"Write a number {told}.")


def _of_case(case: MatchCase) -> Iterator[_Found]:
    if not case.number.strip():
        yield _Found(("number",), "The number is empty.", "Give the case number.")
    if not case.parties:
        yield _Found(("parties",), "There is no party.", "Name at least employee, employer and claims administrator.")
    if not case.disputed_treatments:
        yield _Found(("disputed_treatments",), "There is no disputed treatment.", "Give each with its wording.")
    for number, party in enumerate(case.parties):
        if not party.name.strip():
            yield _Found(("parties", number, "name"), "The name is empty.", "Name the party.")
        if party.role in PERSONS and party.is_a is Being.ORGANIZATION:
            yield _Found(("parties", number, "is_a"), f"The {_said(party.role)} is a person.", "Mend role or is_a.")
    yield from _disputed(case)
    yield from _days_of(case)
    yield from _clearances_of(case)


def _disputed(case: MatchCase) -> Iterator[_Found]:
    for number, treatment in enumerate(case.disputed_treatments):
        if not treatment.wording.strip():
            yield _Found(("disputed_treatments", number, "wording"), "The wording is empty.", "Give it as worded.")
    for number, earlier in enumerate(case.earlier_reviewers):
        if not (earlier.number or earlier.name):
            yield _Found(("earlier_reviewers", number), "It has neither number nor name.", "Give one of them.")


def _days_of(case: MatchCase) -> Iterator[_Found]:
    row = criteria()["Q4"]
    if row.in_force_from is not None and case.on < row.in_force_from:
        what = f"On {case.on} there was no Independent Medical Review: {row.title} asks for reviewers since "
        yield _Found(("on",), f"{what}{row.in_force_from}.", "Mend the day.")
    days = [("ur_decided_on", case.ur_decided_on), ("received_on", case.received_on), ("on", case.on)]
    given = [(name, day) for name, day in days if day is not None]
    for (earlier, before), (later, after) in itertools.pairwise(given):
        if before > after:
            what = f"{before} is after {after}, the day of {_said(later)}: review follows utilization review."
            yield _Found((earlier,), what, "Mend one of the two days.")


def _clearances_of(case: MatchCase) -> Iterator[_Found]:
    parties = {party.name.strip().lower() for party in case.parties}
    wordings = {treatment.wording.strip().lower() for treatment in case.disputed_treatments}
    for number, clearance in enumerate(case.clearances):
        path: Path = ("clearances", number)
        known = parties if clearance.about is About.CONFLICT else wordings
        if clearance.subject.strip().lower() not in known:
            what = f"“{clearance.subject}” is no {'party' if known is parties else 'disputed treatment'} of the case."
            yield _Found((*path, "subject"), what, "Write the name or the wording as it stands in the case.")
        if clearance.on > case.on:
            yield _Found((*path, "on"), f"{clearance.on} is after {case.on}, the day of assignment.", "Mend the day.")
        for field in ("by", "reason"):
            if not getattr(clearance, field).strip():
                yield _Found((*path, field), f"“{field}” is empty.", "A clearance says who gave it, and why.")


def _said(name: str) -> str:
    return name.removesuffix("_on").replace("_", " ")
