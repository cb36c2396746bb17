"""Holds the table of the life cycle: states, transitions, and what must be there, as the rulebook states them.

Source: ``rulebook/law/life_cycle.yaml``, ``life_cycle_states.yaml`` and ``life_cycle_conditions.yaml``.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cache

import msgspec

from openimr.cases.case import State
from openimr.cases.events import Role
from openimr.citations import Citation, CitationKind, Value, Verification
from openimr.rulebook import load
from openimr.rulebook.rows import LawRow

__all__ = [
    "ConditionRow",
    "Phase",
    "StateRow",
    "Transition",
    "condition_rows",
    "rows_of_event",
    "state_rows",
    "transitions",
]


class Phase(StrEnum):
    """The part of the process that a state belongs to."""

    INTAKE = "intake"
    RECORDS = "records"
    REVIEW = "review"
    DETERMINATION = "determination"
    APPEAL = "appeal"
    ENDED = "ended"


class StateRow(Value, frozen=True):
    """One state in words; ``phase`` is the part of the process that it belongs to."""

    id: State
    phase: Phase
    about: str
    source: str
    verification: Verification


class ConditionRow(Value, frozen=True):
    """What must be there, what to do where it is not, and where this stands; ``general`` for every event."""

    id: str
    says: str
    remedy: str
    title: str
    source: str
    verification: Verification
    kind: CitationKind = CitationKind.LAW
    general: bool = False

    def citation(self) -> Citation:
        """Where it stands."""
        return Citation(kind=self.kind, title=self.title, verification=self.verification)


class Transition(LawRow, frozen=True, kw_only=True):
    """One row: an event, by whom, from which states to which, with what it needs and starts.

    Without ``to`` the state stays; with ``from_`` empty the row begins a case. Clocks that it ``settles`` stop once
    nothing is owed. ``in_force_from`` and ``in_force_until`` are days of receipt of the application.
    """

    id: str
    event: str
    from_: tuple[State, ...] = msgspec.field(name="from")
    who: tuple[Role, ...]
    about: str
    to: State | None = None
    when: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    in_force_from: dt.date = dt.date.min
    in_force_until: dt.date = dt.date.max

    def is_in_force(self, received_on: dt.date) -> bool:
        """Whether it holds for a case whose application was received on that day."""
        return self.in_force_from <= received_on <= self.in_force_until


@cache
def transitions() -> tuple[Transition, ...]:
    """All rows, in the order of the process."""
    return load("law/life_cycle.yaml", Transition)


@cache
def rows_of_event(event: str) -> tuple[Transition, ...]:
    """The rows of one event, in their order; the first that fits counts."""
    return tuple(row for row in transitions() if row.event == event)


@cache
def state_rows() -> dict[State, StateRow]:
    """All states in words, in the order of the process."""
    return {row.id: row for row in load("law/life_cycle_states.yaml", StateRow)}


@cache
def condition_rows() -> dict[str, ConditionRow]:
    """All conditions by their names."""
    return {row.id: row for row in load("law/life_cycle_conditions.yaml", ConditionRow)}
