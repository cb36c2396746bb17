"""Finds every limit and every day in the records of guidelines, so that none stays untried.

An edge is where an answer changes: the least or the greatest number of an amount, the number that a criterion compares
with, the first or the last day of a time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from openimr.guidelines.criteria import Compare, Fact, Facts, FactSource, Number, Truth, evaluate
from openimr.guidelines.criteria.tree import Documented, Node, Not
from openimr.guidelines.recommendation import Amount, Frequency, Period, Recommendation

__all__ = ["DayEdge", "LimitEdge", "days_of", "held", "limits_of"]

_Bounds = Amount | Period | Frequency
_ASKED = ("prerequisites", "contraindications", "not_for")


class LimitEdge(NamedTuple):
    """A limit of a record: where it stands, what it counts, and the numbers at which the answer changes."""

    place: str
    unit: str
    edges: tuple[float, ...]


class DayEdge(NamedTuple):
    """A first or last day of a record, with the name of the day that it is measured by."""

    trigger: str
    day: dt.date


def limits_of(record: Recommendation) -> Iterator[LimitEdge]:
    """Every limit of a record: of its steps and ceilings, and of the numbers that its criteria compare with."""
    for place, bounds in _amounts(record):
        edges = tuple(dict.fromkeys(number for number in (bounds.min, bounds.max) if number is not None))
        yield LimitEdge(place, _unit(bounds), edges)
    for place, compare, number in _comparisons(record):
        yield LimitEdge(f"{place}: {compare.op.value} {number.amount:g}", number.unit, (number.amount,))


def days_of(record: Recommendation) -> Iterator[DayEdge]:
    """Every first and last day of a record."""
    for time in record.effective:
        yield DayEdge(time.trigger.value.removesuffix("_date"), time.from_)
        if time.to is not None:
            yield DayEdge((time.to_trigger or time.trigger).value.removesuffix("_date"), time.to)
    if record.conditions.injury_from is not None:
        yield DayEdge("injury", record.conditions.injury_from)


def held(record: Recommendation, place: str, unit: str, numbers: list[float]) -> list[bool]:
    """Which of the numbers lie within the limit that stands at ``place`` of a record."""
    bounds = dict(_amounts(record)).get(place)
    if bounds is not None:
        assert _unit(bounds) == unit
        return [_holds(bounds, number) for number in numbers]
    for where, compare, number in _comparisons(record):
        if (f"{where}: {compare.op.value} {number.amount:g}", number.unit) == (place, unit):
            return [_is_met(compare, amount, unit) for amount in numbers]
    raise AssertionError(f"{record.id} has no limit {place} in {unit}")


def _amounts(record: Recommendation) -> Iterator[tuple[str, _Bounds]]:
    for field in ("phases", "maximum"):
        for number, holder in enumerate(getattr(record, field)):
            yield from _bounds(holder, f"{field}[{number}]")


def _bounds(value: Any, place: str) -> Iterator[tuple[str, _Bounds]]:
    """All amounts within a value; those of gates stand in the criteria of the gates, and "once a week" is a unit."""
    if isinstance(value, _Bounds) and not (place.endswith(".per") and value.min == value.max == 1):
        yield place, value
    for name in value.__struct_fields__:
        part = getattr(value, name)
        if isinstance(part, msgspec.Struct) and name != "gate":
            yield from _bounds(part, f"{place}.{name}")


def _comparisons(record: Recommendation) -> Iterator[tuple[str, Compare, Number]]:
    for field in _ASKED:
        for requirement in getattr(record, field):
            yield from _numbers(requirement.criterion, f"{field} {requirement.id}")
    for number, phase in enumerate(record.phases):
        if phase.gate is not None:
            yield from _numbers(phase.gate.criterion, f"phases[{number}].gate")
    yield from _numbers(record.conditions.criterion, "conditions")


def _numbers(node: Node | None, place: str) -> Iterator[tuple[str, Compare, Number]]:
    match node:
        case None | Documented():
            return
        case Compare(value=Number() as number):
            yield f"{place}, {node.fact}", node, number
        case Compare():
            return
        case Not():
            yield from _numbers(node.of, place)
        case _:
            for child in node.of:
                yield from _numbers(child, place)


def _unit(bounds: _Bounds) -> str:
    if isinstance(bounds, Frequency):
        span = re.sub(r"^1 to 1 |^ to ", "", f"{_told(bounds.per)} {bounds.per.unit.value}")
        return f"times in {span}"
    return bounds.unit.value


def _told(period: Period) -> str:
    return " to ".join(f"{number:g}" for number in (period.min, period.max) if number is not None)


def _holds(bounds: _Bounds, number: float) -> bool:
    if isinstance(bounds, Amount):
        return bounds.holds(number)
    return (bounds.min is None or bounds.min <= number) and (bounds.max is None or number <= bounds.max)


def _is_met(compare: Compare, amount: float, unit: str) -> bool:
    fact = Fact(name=compare.fact, value=Number(amount=amount, unit=unit), source=FactSource.RECORD)
    answer = evaluate(compare, Facts((fact,)))
    return {Truth.MET: True, Truth.NOT_MET: False}[answer.value]
