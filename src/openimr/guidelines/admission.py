"""Decides whether records of guidelines may be used: refuses what lacks a citation, dates, a successor or known words.

All faults of all sheets are gathered first, each with its file, row and remedy.

Source: issue of the guideline library; schema of guidelines.md, section O.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec

from openimr.citations import Value
from openimr.errors import Fault
from openimr.guidelines.catalogue import GuidelineEdition, GuidelineFamily
from openimr.guidelines.recommendation import Amount, Frequency, Period, Recommendation, RecordKind, Scope

__all__ = ["Known", "faults_of", "faults_of_editions"]

_EDITIONS_SHEET = "guidelines/editions.yaml"
_ENDLESS = dt.date.max


class Known(Value, frozen=True):
    """The names that records may use: editions, services, drugs and parts of the body."""

    editions: tuple[GuidelineEdition, ...]
    services: frozenset[str]
    drugs: frozenset[str]
    body: frozenset[str]


def faults_of(
    sheets: Mapping[str, Sequence[Recommendation]],
    known: Known,
    *,
    line_of: Callable[[str, int], int],
    are_complete: bool = True,
) -> list[Fault]:
    """Everything that is wrong with the records of ``sheets``, by the path of each sheet; empty where nothing is.

    ``line_of`` gives the line of a row of a sheet, and is asked for rows at fault only. Where a sheet could not be read
    the sheets are not complete, and a record that is named may stand in that sheet.
    """
    places = [
        (path, number, record) for path, records in sheets.items() for number, record in enumerate(records, start=1)
    ]
    ids = frozenset(record.id for _, _, record in places)
    editions = {edition.id: edition for edition in known.editions}
    twice = _duplicates(places)
    return [
        Fault(f"{path}, line {line_of(path, number)} ({record.id})", what, remedy)
        for path, number, record in places
        for what, remedy in (
            *twice.get((path, number), ()),
            *_source(record, editions),
            *_dates(record, editions),
            *_names(record, known),
            *_succession(record, (ids | editions.keys()) if are_complete else None),
            *_numbers(record),
        )
    ]


def faults_of_editions(editions: Iterable[GuidelineEdition], *, line_of: Callable[[str, int], int]) -> list[Fault]:
    """The editions of one document that are in force at the same time by the same trigger."""
    rows = list(enumerate(editions, start=1))
    return [
        Fault(
            f"{_EDITIONS_SHEET}, line {line_of(_EDITIONS_SHEET, number)} ({later.id})",
            f"It is in force at the same time as {earlier.id}, by the same trigger ({later.trigger}).",
            "End the earlier edition on the day before.",
        )
        for (_, earlier), (number, later) in combinations(rows, 2)
        if earlier.guideline == later.guideline and earlier.trigger == later.trigger and _both_in_force(earlier, later)
    ]


def _both_in_force(one: GuidelineEdition, other: GuidelineEdition) -> bool:
    if one.in_force_from is None or other.in_force_from is None:
        return False
    return _overlap((one.in_force_from, one.in_force_to), (other.in_force_from, other.in_force_to))


def _overlap(one: tuple[dt.date, dt.date | None], other: tuple[dt.date, dt.date | None]) -> bool:
    return one[0] <= (other[1] or _ENDLESS) and other[0] <= (one[1] or _ENDLESS)


def _duplicates(places: Iterable[tuple[str, int, Recommendation]]) -> dict[tuple[str, int], list[tuple[str, str]]]:
    """What to say of each row whose id stands in an earlier row."""
    first: dict[str, str] = {}
    twice: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for path, number, record in places:
        if record.id in first:
            twice[path, number] = [(f"Its id stands already in {first[record.id]}.", "Give each record its own id.")]
        first.setdefault(record.id, f"{path}, row {number}")
    return twice


def _source(record: Recommendation, editions: Mapping[str, GuidelineEdition]) -> Iterator[tuple[str, str]]:
    if not record.source.cite.strip():
        yield "It has no citation.", "Say in source.cite where the text stands."
    if not record.checking.sources or not record.checking.certainty:
        yield "It does not say what was read for it.", "Give checking.certainty and checking.sources."
    if record.criteria:
        yield "Its criteria are made when it is loaded.", "Give the tree as criterion of its requirement instead."
    for name in _documents(record):
        edition = editions.get(name)
        if edition is None:
            yield f"There is no edition {name}.", f"Use an id of {_EDITIONS_SHEET}, or add the edition there."
        elif edition.family is GuidelineFamily.OTHER and record.scope is not Scope.THIRD_STEP:
            yield f"{name} is neither MTUS, ACOEM nor ODG.", "Give it the scope third_step."


def _documents(record: Recommendation) -> tuple[str, ...]:
    return tuple(name for name in (record.source.document, *record.source.also) if name is not None)


def _dates(record: Recommendation, editions: Mapping[str, GuidelineEdition]) -> Iterator[tuple[str, str]]:
    if not record.effective:
        yield "It has no dates.", "Give effective with from and trigger."
    for time in record.effective:
        if time.to is not None and time.from_ > time.to:
            yield f"It ends on {time.to}, before it begins on {time.from_}.", "Change the places of from and to."
    for one, other in combinations(record.effective, 2):
        if one.trigger == other.trigger and _overlap((one.from_, one.to), (other.from_, other.to)):
            yield f"Two of its times overlap: from {one.from_} and from {other.from_}.", "Let each day lie in one."
    documents = [editions[name] for name in _documents(record) if name in editions]
    dated = [(edition.in_force_from, edition.in_force_to) for edition in documents]
    times = [(begins, ends) for begins, ends in dated if begins is not None]
    for time in record.effective if times else ():
        if not any(_overlap(edition, (time.from_, time.to)) for edition in times):
            yield f"From {time.from_} on, none of its documents is in force.", "Compare its dates with the edition's."


def _names(record: Recommendation, known: Known) -> Iterator[tuple[str, str]]:
    if record.kind is RecordKind.RECOMMENDATION and not record.services:
        yield "It names no service.", "Give the ids of vocabulary/services.yaml that it is about."
    narrowed = [name for phase in record.phases for name in phase.services]
    narrowed += [name for ceiling in record.maximum for name in ceiling.services]
    narrowed += [name for stance in record.stances for name in stance.services]
    asked = (*record.prerequisites, *record.contraindications, *record.not_for)
    narrowed += [name for requirement in asked for name in requirement.services]
    named = [requirement.named for requirement in asked if requirement.named is not None]
    sheets = (
        (
            "service",
            (*record.services, *record.conditions.surgery, *narrowed, *_all(named, "services")),
            known.services,
            "services",
        ),
        ("drug", (*record.drugs, *_all(record.stances, "drugs"), *_all(named, "drugs")), known.drugs, "drugs"),
        (
            "part of the body",
            (
                *record.conditions.body,
                *_all(record.phases, "body"),
                *_all(record.maximum, "body"),
                *_all(named, "parts"),
            ),
            known.body,
            "body_parts",
        ),
    )
    for kind, names, allowed, sheet in sheets:
        for name in dict.fromkeys(names):
            if name not in allowed:
                yield f"There is no {kind} {name}.", f"Use an id of vocabulary/{sheet}.yaml, or add it there."
    for name in dict.fromkeys(narrowed):
        if name in known.services and name not in record.services:
            yield (
                f"A phase, maximum, requirement or stance is for {name}, the record is not.",
                "Name it among the services.",
            )


def _all(values: Iterable[msgspec.Struct], field: str) -> tuple[str, ...]:
    return tuple(name for value in values for name in getattr(value, field))


def _succession(record: Recommendation, known: frozenset[str] | None) -> Iterator[tuple[str, str]]:
    has_ended = bool(record.effective) and all(time.to is not None for time in record.effective)
    if has_ended and not record.superseded_by:
        yield "It has ended, and nothing is named that took its place.", "Give superseded_by: a record or an edition."
    for name in (*record.supersedes, *record.superseded_by):
        if known is not None and name not in known:
            yield f"It names {name}, which is neither a record nor an edition.", "Look for the id of what is meant."
        if name == record.id:
            yield "It supersedes itself.", "Name another record or edition."


def _numbers(record: Recommendation) -> Iterator[tuple[str, str]]:
    for bounds in _bounds((*record.phases, *record.maximum)):
        if bounds.min is None and bounds.max is None:
            yield "An amount has neither min nor max.", "Give the number, or leave the amount out."
        elif bounds.min is not None and bounds.max is not None and bounds.min > bounds.max:
            yield f"An amount goes from {bounds.min:g} down to {bounds.max:g}.", "Change the places of min and max."
        elif (bounds.min or bounds.max or 0) < 0:
            yield "An amount is less than nothing.", "Take the sign away."


def _bounds(values: Iterable[msgspec.Struct]) -> Iterator[Amount | Period | Frequency]:
    """Every amount, length of time and frequency within ``values``, however deep."""
    for value in values:
        if isinstance(value, Amount | Period | Frequency):
            yield value
        yield from _bounds(
            part for name in value.__struct_fields__ if isinstance(part := getattr(value, name), msgspec.Struct)
        )
