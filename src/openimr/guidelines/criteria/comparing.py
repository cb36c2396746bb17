"""Compares two values of facts, and leaves open what cannot be compared: other kinds, or units that do not convert."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from openimr.guidelines.criteria.facts import Day, FactValue, Items, Number, Text, YesNo
from openimr.guidelines.criteria.tree import Op
from openimr.guidelines.criteria.truth import Truth
from openimr.guidelines.criteria.units import convert

__all__ = ["compared"]

_ORDERED: dict[Op, Callable[[Any, Any], bool]] = {
    Op.EQUAL: operator.eq,
    Op.NOT_EQUAL: operator.ne,
    Op.LESS: operator.lt,
    Op.AT_MOST: operator.le,
    Op.MORE: operator.gt,
    Op.AT_LEAST: operator.ge,
}
_SAME_OR_NOT = frozenset((Op.EQUAL, Op.NOT_EQUAL))


def compared(value: FactValue, op: Op, other: FactValue) -> Truth:
    """Whether ``value op other`` is so; "not documented" where the two cannot be compared.

    Words are compared without regard to case; a list includes a word that stands in one of its items. Numbers of
    different units are converted where that is sound.

    >>> compared(Number(amount=2, unit="week"), Op.LESS, Number(amount=15, unit="day"))
    <Truth.MET: 'met'>
    """
    match value, other:
        case Number(), Number():
            made = convert(value.amount, value.unit, other.unit)
            return Truth.NOT_DOCUMENTED if made is None else _ordered(made.amount, op, other.amount)
        case Day(), Day():
            return _ordered(value.on, op, other.on)
        case YesNo(), YesNo():
            return _same(value.is_so, op, other.is_so)
        case Text(), Text():
            return _texts(value.words.casefold(), op, other.words.casefold())
        case Items(), Text() | Items():
            return _lists(_words(value), op, _words(other))
        case _:
            return Truth.NOT_DOCUMENTED


def _words(value: Items | Text) -> frozenset[str]:
    return frozenset(word.casefold() for word in (value.items if isinstance(value, Items) else (value.words,)))


def _told(*, is_so: bool) -> Truth:
    return Truth.MET if is_so else Truth.NOT_MET


def _ordered(value: Any, op: Op, other: Any) -> Truth:
    ordering = _ORDERED.get(op)
    return Truth.NOT_DOCUMENTED if ordering is None else _told(is_so=ordering(value, other))


def _same(value: Any, op: Op, other: Any) -> Truth:
    return _ordered(value, op, other) if op in _SAME_OR_NOT else Truth.NOT_DOCUMENTED


def _texts(value: str, op: Op, other: str) -> Truth:
    return _told(is_so=other in value) if op is Op.INCLUDES else _same(value, op, other)


def _lists(value: frozenset[str], op: Op, other: frozenset[str]) -> Truth:
    if op is not Op.INCLUDES:
        return _same(value, op, other)
    return _told(is_so=all(any(f" {word} " in f" {item} " for item in value) for word in other))
