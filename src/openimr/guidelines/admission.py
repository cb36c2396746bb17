"""Decides whether records of guidelines may be used: refuses what lacks a citation, dates, a successor or known words.

All faults of all sheets are gathered first, each with its file, line, field and remedy.

Source: issue of the guideline library; schema of guidelines.md, section O.
"""

from __future__ import annotations

import datetime as dt
import difflib
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple, Protocol

import msgspec

from openimr.citations import Value
from openimr.errors import Fault
from openimr.guidelines.catalogue import GuidelineEdition, GuidelineFamily
from openimr.guidelines.criteria.facts import Number
from openimr.guidelines.criteria.known import FactKind, known_facts
from openimr.guidelines.criteria.tree import Compare, Documented, Node, Not, fact_names
from openimr.guidelines.criteria.units import units
from openimr.guidelines.recommendation import (
    Amount,
    Certainty,
    Frequency,
    Period,
    Recommendation,
    RecordKind,
    Requirement,
    Scope,
)

__all__ = ["Known", "LineOf", "faults_of", "faults_of_editions"]

_EDITIONS_SHEET = "guidelines/editions.yaml"
_ENDLESS = dt.date.max
_ID = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
_CODE = re.compile(r"[A-Z]?\d{4,5}[A-Z]?")
_ASKED = ("prerequisites", "contraindications", "not_for")
_MEMORY = frozenset((Certainty.MEM_LIKELY, Certainty.MEM_DOUBTFUL))


class LineOf(Protocol):
    """Says on which line of a sheet a row, or a field of it, stands; rows are counted from 1, entries from 0."""

    def __call__(self, path: str, number: int, *fields: str | int) -> int:
        """The line of row ``number`` of the sheet at ``path``, or of its field."""


class _Wrong(NamedTuple):
    """One thing that is wrong with a record: in which field of it, what, and what to do."""

    field: tuple[str | int, ...]
    what: str
    remedy: str


_Faults = Iterator[_Wrong]


class Known(Value, frozen=True):
    """The names that records may use: editions, services, drugs, parts of the body, and states that diagnoses show."""

    editions: tuple[GuidelineEdition, ...]
    services: frozenset[str]
    drugs: frozenset[str]
    body: frozenset[str]
    states: frozenset[str] = frozenset()


def faults_of(
    sheets: Mapping[str, Sequence[Recommendation]], known: Known, *, line_of: LineOf, are_complete: bool = True
) -> list[Fault]:
    """Everything that is wrong with the records of ``sheets``, by the path of each sheet; empty where nothing is.

    ``line_of`` is asked for what is at fault only. Where a sheet could not be read the sheets are not complete, and a
    record that is named may stand in that sheet.
    """
    places = [
        (path, number, record) for path, records in sheets.items() for number, record in enumerate(records, start=1)
    ]
    ids = frozenset(record.id for _, _, record in places)
    asked = known.states.union(*(_asked(record) for _, _, record in places))
    editions = {edition.id: edition for edition in known.editions}
    twice = _duplicates(places)
    return [
        Fault(f"{path}, line {line_of(path, number, *wrong.field)} ({record.id})", wrong.what, wrong.remedy)
        for path, number, record in places
        for wrong in (
            *twice.get((path, number), ()),
            *_naming(record),
            *_source(record, editions),
            *_checking(record),
            *_dates(record, editions),
            *_names(record, known),
            *_codes(record),
            *_criteria(record, asked),
            *_succession(record, (ids | editions.keys()) if are_complete else None),
            *_numbers(record),
        )
    ]


def faults_of_editions(editions: Iterable[GuidelineEdition], *, line_of: LineOf) -> list[Fault]:
    """Editions that cannot be placed in time, and those of one document that are in force on the same day."""
    rows = list(enumerate(editions, start=1))
    wrongs = [(number, edition, wrong) for number, edition in rows for wrong in _edition(edition)]
    for (_, earlier), (number, later) in combinations(rows, 2):
        wrongs += [(number, later, wrong) for wrong in _beside(earlier, later)]
    return [
        Fault(
            f"{_EDITIONS_SHEET}, line {line_of(_EDITIONS_SHEET, number, *wrong.field)} ({edition.id})",
            wrong.what,
            wrong.remedy,
        )
        for number, edition, wrong in wrongs
    ]


def _beside(earlier: GuidelineEdition, later: GuidelineEdition) -> _Faults:
    """What is wrong with an edition because of one in an earlier row."""
    if earlier.id == later.id:
        yield _Wrong(("id",), "Its id stands already in an earlier row.", "Give each edition its own id.")
    if earlier.guideline == later.guideline and _both_in_force(earlier, later):
        what = f"It is in force at the same time as {earlier.id}."
        yield _Wrong(("in_force_from",), what, "End the earlier edition on the day before.")


def _edition(edition: GuidelineEdition) -> _Faults:
    begins, ends = edition.in_force_from, edition.in_force_to
    if not edition.source.strip():
        yield _Wrong(("source",), "It names no source.", "Say in source where its days were read.")
    if begins is not None and edition.trigger is None:
        yield _Wrong(("in_force_from",), "The day that decides is not said.", "Give trigger, such as request_date.")
    if ends is not None and begins is None:
        yield _Wrong(("in_force_to",), "It ends, and no day is given on which it begins.", "Give in_force_from.")
    if begins is not None and ends is not None and begins > ends:
        remedy = "Change the places of in_force_from and in_force_to."
        yield _Wrong(("in_force_to",), f"It ends on {ends}, before it begins on {begins}.", remedy)


def _both_in_force(one: GuidelineEdition, other: GuidelineEdition) -> bool:
    if one.in_force_from is None or other.in_force_from is None:
        return False
    return _overlap((one.in_force_from, one.in_force_to), (other.in_force_from, other.in_force_to))


def _overlap(one: tuple[dt.date, dt.date | None], other: tuple[dt.date, dt.date | None]) -> bool:
    return one[0] <= (other[1] or _ENDLESS) and other[0] <= (one[1] or _ENDLESS)


def _duplicates(places: Iterable[tuple[str, int, Recommendation]]) -> dict[tuple[str, int], list[_Wrong]]:
    """What to say of each row whose id stands in an earlier row."""
    first: dict[str, str] = {}
    twice: dict[tuple[str, int], list[_Wrong]] = {}
    for path, number, record in places:
        if record.id in first:
            what = f"Its id stands already in {first[record.id]}."
            twice[path, number] = [_Wrong(("id",), what, "Give each record its own id.")]
        first.setdefault(record.id, f"{path}, row {number}")
    return twice


def _naming(record: Recommendation) -> _Faults:
    if not _ID.fullmatch(record.id):
        remedy = "Write capitals and figures, joined by hyphens, such as CP09-CBT."
        yield _Wrong(("id",), f"“{record.id}” is no id of a record, and nobody could look it up.", remedy)
    if not record.topic.strip():
        yield _Wrong(("topic",), "It does not say what it is about.", "Give the topic in a few words.")
    asked = Counter(requirement.id for _, _, requirement in _requirements(record))
    for name in [name for name, count in asked.items() if count > 1]:
        yield _Wrong(("prerequisites",), f"Two requirements have the id {name}.", "Give each of them its own id.")


def _near(name: str, names: Iterable[str]) -> str:
    """A question after the name that was probably meant, with a space behind it; empty where none is like it."""
    near = difflib.get_close_matches(name, sorted(names), n=1)
    return f"Did you mean {near[0]}? " if near else ""


def _requirements(record: Recommendation) -> Iterator[tuple[str, int, Requirement]]:
    """Everything that a record asks for or excludes, with the field and the place where it stands."""
    for field in _ASKED:
        for place, requirement in enumerate(getattr(record, field)):
            yield field, place, requirement


def _source(record: Recommendation, editions: Mapping[str, GuidelineEdition]) -> _Faults:
    if not record.source.cite.strip():
        yield _Wrong(("source", "cite"), "It has no citation.", "Say in source.cite where the text stands.")
    if record.criteria:
        remedy = "Give the tree as criterion of its requirement instead."
        yield _Wrong(("criteria",), "Its criteria are made when it is loaded.", remedy)
    for name in _documents(record):
        edition, field = editions.get(name), "document" if name == record.source.document else "also"
        if edition is None:
            remedy = f"{_near(name, editions)}Use an id of {_EDITIONS_SHEET}, or add the edition there."
            yield _Wrong(("source", field), f"There is no edition {name}.", remedy)
        elif edition.family is GuidelineFamily.OTHER and record.scope is not Scope.THIRD_STEP:
            yield _Wrong(("scope",), f"{name} is neither MTUS, ACOEM nor ODG.", "Give it the scope third_step.")
    yield from _pages(record, editions.get(record.source.document or ""))


def _pages(record: Recommendation, edition: GuidelineEdition | None) -> _Faults:
    """Pages that no document has, or that lie outside the one that is cited."""
    last = edition.last_page if edition is not None else None
    for place, number in enumerate(record.source.pages):
        if number < 1 or (last is not None and number > last):
            has = f"; {edition.id} ends on page {last}" if edition is not None and last is not None else ""
            yield _Wrong(("source", "pages", place), f"There is no page {number}{has}.", "Look up the page.")


def _documents(record: Recommendation) -> tuple[str, ...]:
    return tuple(name for name in (record.source.document, *record.source.also) if name is not None)


def _checking(record: Recommendation) -> _Faults:
    """What is not said, or contradicts itself, of how the record was checked."""
    entries = record.checking.certainty
    if not record.checking.sources or not entries:
        remedy = "Give checking.certainty and checking.sources."
        yield _Wrong(("checking",), "It does not say what was read for it.", remedy)
    for place, entry in enumerate(entries):
        field = ("checking", "certainty", place)
        if not _is_field(record, entry.field):
            remedy = "Name a field of the record, such as phases.trial or source.pages, or all."
            yield _Wrong(field, f"It has no {entry.field} of which that could be said.", remedy)
        if entry.field == "all" and record.may_decide and _MEMORY.intersection(entry.codes):
            remedy = "Read the source first, or call it unverified."
            yield _Wrong(field, "It is called verified, and is from memory.", remedy)


def _is_field(record: Recommendation, name: str) -> bool:
    """Whether a record has something of this name: a field, or a piece of one by its id, step, diagnosis or service."""
    first, _, rest = name.partition(".")
    if first == "all" or not rest:
        return first in {"all", *record.__struct_fields__}
    value = getattr(record, first, None)
    pieces = value if isinstance(value, tuple) else (value,)
    return any(rest in _called(piece) for piece in pieces if isinstance(piece, msgspec.Struct))


def _called(piece: msgspec.Struct) -> set[str]:
    """All words by which a piece of a record may be told from its neighbours."""
    words = set(piece.__struct_fields__)
    for name in ("id", "name", "per", "applies_to", "services", "body"):
        value = getattr(piece, name, ())
        words.update(value if isinstance(value, tuple) else (value,))
    return words


def _dates(record: Recommendation, editions: Mapping[str, GuidelineEdition]) -> _Faults:
    if not record.effective:
        yield _Wrong(("effective",), "It has no dates.", "Give effective with from and trigger.")
    for place, time in enumerate(record.effective):
        if time.to is not None and time.from_ > time.to:
            what = f"It ends on {time.to}, before it begins on {time.from_}."
            yield _Wrong(("effective", place), what, "Change the places of from and to.")
    for (_, one), (place, other) in combinations(enumerate(record.effective), 2):
        if one.trigger == other.trigger and _overlap((one.from_, one.to), (other.from_, other.to)):
            what = f"Two of its times overlap: from {one.from_} and from {other.from_}."
            yield _Wrong(("effective", place), what, "Let each day lie in one.")
    documents = [editions[name] for name in _documents(record) if name in editions]
    dated = [(edition.in_force_from, edition.in_force_to) for edition in documents]
    times = [(begins, ends) for begins, ends in dated if begins is not None]
    for place, time in enumerate(record.effective if times else ()):
        if not any(_overlap(edition, (time.from_, time.to)) for edition in times):
            what = f"From {time.from_} on, none of its documents is in force."
            yield _Wrong(("effective", place), what, "Compare its dates with the edition's.")


def _names(record: Recommendation, known: Known) -> _Faults:
    if record.kind is RecordKind.RECOMMENDATION and not record.services:
        remedy = "Give the ids of vocabulary/services.yaml that it is about."
        yield _Wrong(("services",), "It names no service.", remedy)
    narrowed = [name for phase in record.phases for name in phase.services]
    narrowed += [name for ceiling in record.maximum for name in ceiling.services]
    narrowed += [name for stance in record.stances for name in stance.services]
    asked = [requirement for _, _, requirement in _requirements(record)]
    narrowed += [name for requirement in asked for name in requirement.services]
    named = [requirement.named for requirement in asked if requirement.named is not None]
    services = (*record.services, *record.conditions.surgery, *narrowed, *_all(named, "services"))
    drugs = (*record.drugs, *_all(record.stances, "drugs"), *_all(named, "drugs"))
    body = (*record.conditions.body, *_all(record.phases, "body"), *_all(record.maximum, "body"))
    sheets = (
        ("service", services, known.services, "services"),
        ("drug", drugs, known.drugs, "drugs"),
        ("part of the body", (*body, *_all(named, "parts")), known.body, "body_parts"),
    )
    for kind, names, allowed, sheet in sheets:
        for name in dict.fromkeys(names):
            if name not in allowed:
                remedy = f"{_near(name, allowed)}Use an id of vocabulary/{sheet}.yaml, or add it there."
                yield _Wrong(_field_of(record, name), f"There is no {kind} {name}.", remedy)
    for name in dict.fromkeys(narrowed):
        if name in known.services and name not in record.services:
            what = f"A phase, maximum, requirement or stance is for {name}, the record is not."
            yield _Wrong(("services",), what, "Name it among the services.")


def _field_of(record: Recommendation, name: str) -> tuple[str, ...]:
    """The first field of a record that holds this name, however deep."""
    fields = ("services", "drugs", "conditions", "phases", "maximum", "stances", *_ASKED)
    return next((field,) for field in fields if name in _words(getattr(record, field)))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _words(one)
    elif isinstance(value, msgspec.Struct):
        yield from _words(tuple(getattr(value, name) for name in value.__struct_fields__))


def _all(values: Iterable[msgspec.Struct], field: str) -> tuple[str, ...]:
    return tuple(name for value in values for name in getattr(value, field))


def _codes(record: Recommendation) -> _Faults:
    """Codes that are none; the words beside them are licensed, and stand in no sheet."""
    for field, codes in (
        (("codes",), record.codes),
        (("conditions", "surgery_codes"), record.conditions.surgery_codes),
    ):
        for code in codes:
            first, _, last = code.partition("-")
            if not _CODE.fullmatch(first) or ("-" in code and not _CODE.fullmatch(last)):
                remedy = "Give the number alone, or a range such as 97161-97168, and no words."
                yield _Wrong(field, f"“{code}” is no CPT or HCPCS number.", remedy)
            elif last and (len(first) != len(last) or first > last):
                yield _Wrong(field, f"The range {code} holds no number.", "Give its lower number first.")


def _asked(record: Recommendation) -> set[str]:
    """The names of the facts that a record makes by itself: of what it asks for, and of the states that it is for."""
    conditions = record.conditions
    states = (*conditions.include, *conditions.exclude, *_all((*record.phases, *record.maximum), "applies_to"))
    return {*states, *(requirement.id for _, _, requirement in _requirements(record))}


def _criteria(record: Recommendation, asked: Collection[str]) -> _Faults:
    """Criteria that ask for facts which nobody could give, or for numbers in a unit that is none of theirs."""
    for field, node in _trees(record):
        for name in fact_names(node):
            if name not in known_facts() and name not in asked:
                remedy = f"{_near(name, known_facts())}Use a name of guidelines/facts.yaml, or add it there."
                yield _Wrong((*field, "criterion"), f"There is no fact {name}.", remedy)
        for compare in _comparisons(node):
            if isinstance(compare.value, Number):
                yield from _measure((*field, "criterion"), compare.fact, compare.value.unit)


def _measure(field: tuple[str | int, ...], name: str, unit: str) -> _Faults:
    """What is wrong with a fact that is compared with a number of a unit."""
    fact = known_facts().get(name)
    if unit not in units():
        yield _Wrong(field, f"There is no unit {unit}.", "Use an id of guidelines/units.yaml.")
    elif fact is not None and fact.kind is not FactKind.NUMBER:
        yield _Wrong(field, f"{name} is no number.", "Compare a fact of guidelines/facts.yaml that is one.")
    elif fact is not None and unit not in {fact.unit, *fact.also}:
        what = f"{name} is counted in {fact.unit}, and not in {unit}."
        yield _Wrong(field, what, "Use its unit, or name the other under also in guidelines/facts.yaml.")


def _trees(record: Recommendation) -> Iterator[tuple[tuple[str | int, ...], Node]]:
    for field, place, requirement in _requirements(record):
        if requirement.criterion is not None:
            yield (field, place), requirement.criterion
    for place, phase in enumerate(record.phases):
        if phase.gate is not None and phase.gate.criterion is not None:
            yield ("phases", place, "gate"), phase.gate.criterion
    if record.conditions.criterion is not None:
        yield ("conditions",), record.conditions.criterion


def _comparisons(node: Node) -> Iterator[Compare]:
    match node:
        case Compare():
            yield node
        case Not():
            yield from _comparisons(node.of)
        case Documented():
            return
        case _:
            for child in node.of:
                yield from _comparisons(child)


def _succession(record: Recommendation, known: frozenset[str] | None) -> _Faults:
    has_ended = bool(record.effective) and all(time.to is not None for time in record.effective)
    if has_ended and not record.superseded_by:
        what = "It has ended, and nothing is named that took its place."
        yield _Wrong(("effective",), what, "Give superseded_by: a record or an edition.")
    for field in ("supersedes", "superseded_by"):
        for name in getattr(record, field):
            if known is not None and name not in known:
                what = f"It names {name}, which is neither a record nor an edition."
                yield _Wrong((field,), what, f"{_near(name, known)}Look for the id of what is meant.")
            if name == record.id:
                yield _Wrong((field,), "It supersedes itself.", "Name another record or edition.")


def _numbers(record: Recommendation) -> _Faults:
    for field in ("phases", "maximum"):
        for place, holder in enumerate(getattr(record, field)):
            for bounds in _bounds((holder,)):
                yield from _number((field, place), bounds)


def _number(field: tuple[str | int, ...], bounds: Amount | Period | Frequency) -> _Faults:
    given = [number for number in (bounds.min, bounds.max) if number is not None]
    if not given:
        yield _Wrong(field, "An amount has neither min nor max.", "Give the number, or leave the amount out.")
    elif not all(math.isfinite(number) for number in given):
        yield _Wrong(field, "An amount is no number that can be counted.", "Leave out what the source leaves open.")
    elif given != sorted(given):
        yield _Wrong(
            field, f"An amount goes from {given[0]:g} down to {given[1]:g}.", "Change the places of min and max."
        )
    elif given[0] < 0:
        yield _Wrong(field, "An amount is less than nothing.", "Take the sign away.")


def _bounds(values: Iterable[msgspec.Struct]) -> Iterator[Amount | Period | Frequency]:
    """Every amount, length of time and frequency within ``values``, however deep."""
    for value in values:
        if isinstance(value, Amount | Period | Frequency):
            yield value
        yield from _bounds(
            part for name in value.__struct_fields__ if isinstance(part := getattr(value, name), msgspec.Struct)
        )
