"""Holds what is documented about a case: named, typed values, each with its source and the pages it stands on.

A name that has no value is not documented; it is never zero and never "no". Several values of one name that contradict
one another are kept side by side.

Source: design, sections 3 and 4 (no fact without a pin; no determination rests on the UR decision alone).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

import msgspec

from openimr.citations import Pin, Value
from openimr.guidelines.criteria.units import told_amount

__all__ = [
    "Day",
    "Fact",
    "FactSource",
    "FactValue",
    "Facts",
    "Items",
    "NotDocumented",
    "Number",
    "Text",
    "YesNo",
    "number",
    "told_value",
    "yes",
]


class FactSource(StrEnum):
    """Who says it."""

    RECORD = "record"
    UR_DECISION = "ur_decision"
    APPLICATION = "application"
    REVIEWER_OPINION = "reviewer_opinion"
    REQUEST = "request"

    @property
    def words(self) -> str:
        """The source as it is written in a sentence."""
        return _SOURCE_WORDS[self]


_SOURCE_WORDS = {
    FactSource.RECORD: "the record",
    FactSource.UR_DECISION: "the utilization review decision",
    FactSource.APPLICATION: "the application",
    FactSource.REVIEWER_OPINION: "the reviewer's opinion",
    FactSource.REQUEST: "the request",
}


_WITHOUT_PAGE = frozenset((FactSource.REVIEWER_OPINION, FactSource.REQUEST))


class Number(Value, frozen=True, tag_field="kind", tag="number"):
    """A number of a unit (id of ``rulebook/guidelines/units.yaml``)."""

    amount: float
    unit: str


class Text(Value, frozen=True, tag_field="kind", tag="text"):
    """Words."""

    words: str


class Day(Value, frozen=True, tag_field="kind", tag="day"):
    """A calendar day."""

    on: dt.date


class YesNo(Value, frozen=True, tag_field="kind", tag="yes_no"):
    """Whether something is so."""

    is_so: bool


class Items(Value, frozen=True, tag_field="kind", tag="list"):
    """Several words, in their order."""

    items: tuple[str, ...]


class NotDocumented(Value, frozen=True, tag_field="kind", tag="not_documented"):
    """A source was looked through for the fact, and does not say it."""


FactValue = Number | Text | Day | YesNo | Items | NotDocumented


class Fact(Value, frozen=True):
    """One statement about a case.

    ``name`` is one of ``rulebook/guidelines/facts.yaml`` or the id of a requirement of a guideline. ``body`` narrows it
    to a part of the body, such as the earlier sessions for the shoulder alone.
    """

    name: str
    value: FactValue
    source: FactSource
    pins: tuple[Pin, ...] = ()
    body: str | None = None

    @property
    def is_pinned(self) -> bool:
        """Whether it says where it stands, or needs not: an opinion is marked so, and the request is before us."""
        return bool(self.pins) or self.source in _WITHOUT_PAGE

    def place(self) -> str:
        """Where it stands, in words: the pages, else who says it.

        >>> Fact(name="age", value=number(55, "year"), source=FactSource.UR_DECISION).place()
        'the utilization review decision, no page given'
        """
        pages = ", ".join(f"{pin.document} p. {pin.page}" for pin in self.pins)
        if self.source is FactSource.RECORD and pages:
            return pages
        if self.source in _WITHOUT_PAGE:
            return self.source.words
        return f"{self.source.words}, {pages or 'no page given'}"

    def told(self) -> str:
        """The value and where it stands, in words."""
        return f"{told_value(self.value)} ({self.place()})"


class Facts(Value, frozen=True):
    """All that is documented about one case and request."""

    facts: tuple[Fact, ...] = ()

    def of(self, name: str) -> tuple[Fact, ...]:
        """All statements of one name that hold a value; none where it is not documented."""
        return tuple(fact for fact in self.facts if fact.name == name and not isinstance(fact.value, NotDocumented))

    def as_meant_for(self, record_id: str) -> Facts:
        """The facts as one recommendation takes them: what is said for it alone goes before the same name for all.

        ``RECORD-ID.name`` is said for one recommendation alone, because two may mean different things by one word.
        """
        prefix = f"{record_id}."
        own = {
            fact.name.removeprefix(prefix)
            for fact in self.facts
            if fact.name.startswith(prefix) and not isinstance(fact.value, NotDocumented)
        }
        if not own:
            return self
        kept = (fact for fact in self.facts if fact.name not in own)
        return Facts(facts=tuple(msgspec.structs.replace(fact, name=fact.name.removeprefix(prefix)) for fact in kept))

    def silent(self, name: str) -> tuple[Fact, ...]:
        """The sources that were looked through for a name and do not say it."""
        return tuple(fact for fact in self.facts if fact.name == name and isinstance(fact.value, NotDocumented))

    def contradicted(self) -> tuple[str, ...]:
        """The names that have values which differ for the same part of the body."""
        seen: dict[tuple[str, str | None], set[FactValue]] = {}
        for fact in self.facts:
            if not isinstance(fact.value, NotDocumented):
                seen.setdefault((fact.name, fact.body), set()).add(fact.value)
        return tuple(dict.fromkeys(name for (name, _), values in seen.items() if len(values) > 1))

    def and_also(self, more: Iterable[Fact]) -> Facts:
        """These facts and more."""
        return Facts(facts=(*self.facts, *more))


def number(amount: float, unit: str) -> Number:
    """A number of a unit."""
    return Number(amount=amount, unit=unit)


def yes() -> YesNo:
    """The value of a fact that is so."""
    return YesNo(is_so=True)


def told_value(value: FactValue) -> str:
    """A value in words.

    >>> told_value(number(12, "session"))
    '12 sessions'
    """
    match value:
        case Number():
            return told_amount(value.amount, value.unit)
        case Text():
            return f'"{value.words}"'
        case Day():
            return value.on.isoformat()
        case YesNo():
            return "yes" if value.is_so else "no"
        case Items():
            return ", ".join(value.items)
        case _:
            return "not documented"
