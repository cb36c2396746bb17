"""Decides whether an event may happen to a case, and what the case is afterwards: ``apply``.

Pure: a case and an event are values in, the next case or a refusal with all its reasons is the value out. No path leads
to the issue of a determination without an eligible treatment, documents beyond the utilization review decision, fit
reviewers, and a signature of each for each treatment; no outcome comes from anything but those signatures.

Source: ``rulebook/law/life_cycle.yaml``; Labor Code 4610.5, 4610.6; 8 CCR 9792.10.1 to 9792.10.9.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from openimr.calendars.instants import pacific
from openimr.cases.case import Case
from openimr.cases.clocks import ClockChange, turned
from openimr.cases.conditions import CONDITIONS
from openimr.cases.effects import begun, written
from openimr.cases.events import Event, Received
from openimr.cases.guards import all_hold
from openimr.cases.letters import LetterDue, letters_due
from openimr.cases.life_cycle_table import Transition, condition_rows, rows_of_event
from openimr.citations import Citation, Value
from openimr.errors import OpenIMRError

__all__ = ["Applied", "Recorded", "Refused", "RefusedBecause", "apply"]


class RefusedBecause(Value, frozen=True, kw_only=True):
    """One reason of a refusal: the condition by its name, what must hold, each missing thing, and what to do."""

    code: str
    says: str
    missing: tuple[str, ...]
    remedy: str
    citation: Citation

    def sentence(self) -> str:
        """The reason in one line, with its citation, marked where that is not verified."""
        return f"{self.says} Missing: {'; '.join(self.missing)}. {self.remedy} [{self.citation.sentence()}]"


class Refused(Value, frozen=True, kw_only=True):
    """The event may not happen, for all these reasons; the case is as before."""

    event: Event
    reasons: tuple[RefusedBecause, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The names of the reasons."""
        return tuple(reason.code for reason in self.reasons)

    def explain(self) -> str:
        """All reasons, one a line, for a reader who is entitled to the case."""
        return "\n".join(reason.sentence() for reason in self.reasons)


class Recorded(Value, frozen=True, kw_only=True):
    """An event as it was recorded: by which transition, and where it stands in the law."""

    transition: str
    event: Event
    citation: Citation


class Applied(Value, frozen=True, kw_only=True):
    """The case after the event, what was recorded, each clock that turned, and the letters that are due."""

    case: Case
    events: tuple[Recorded, ...]
    clocks: tuple[ClockChange, ...]
    letters: tuple[LetterDue, ...]


def apply(case: Case | None, event: Event) -> Applied | Refused:
    """What becomes of ``case`` by ``event``; a case begins from none with the receipt of an application.

    Never raises for what an event says: whatever is wrong with it is a reason of the refusal.
    """
    reasons = (*_instant(event), *_begun(case, event))
    before = begun(event, event.what) if case is None and isinstance(event.what, Received) else case
    if reasons or before is None:
        return Refused(event=event, reasons=reasons)
    after = written(before, event)
    rows = _rows(case, after, event)
    row = rows[0] if rows else None
    reasons = (
        *_order(before, event),
        *(() if row else _state(before, event)),
        *_role(rows or rows_of_event(event.kind), event),
        *_needs((row,) if row else rows_of_event(event.kind), before, event),
    )
    if reasons or row is None:
        return Refused(event=event, reasons=reasons)
    return _applied(row, before, after, event)


def _applied(row: Transition, before: Case, after: Case, event: Event) -> Applied | Refused:
    moved = replace(after, state=row.to or before.state, last_at=event.at)
    try:
        timed, changes = turned(before, moved, event, row)
    except OpenIMRError as error:
        return Refused(event=event, reasons=(_because("countable", error.explain()),))
    return Applied(
        case=timed,
        events=(Recorded(transition=row.id, event=event, citation=row.citation()),),
        clocks=changes,
        letters=letters_due(row.letters, timed, event, changes),
    )


def _rows(case: Case | None, after: Case, event: Event) -> tuple[Transition, ...]:
    """The row that the event follows, if it has a place in the state of the case."""
    for row in rows_of_event(event.kind):
        has_place = case.state in row.from_ if case else not row.from_
        if has_place and row.is_in_force(after.received_on) and all_hold(row.when, after, event):
            return (row,)
    return ()


def _because(code: str, *missing: str) -> RefusedBecause:
    row = condition_rows()[code]
    return RefusedBecause(code=code, says=row.says, missing=missing, remedy=row.remedy, citation=row.citation())


def _instant(event: Event) -> tuple[RefusedBecause, ...]:
    missing = () if event.who.strip() else ("the id of who acts",)
    try:
        pacific(event.at)
    except OpenIMRError as error:
        missing = (*missing, error.explain())
    return (_because("instant", *missing),) if missing else ()


def _begun(case: Case | None, event: Event) -> tuple[RefusedBecause, ...]:
    if (case is None) is isinstance(event.what, Received):
        return ()
    return (_because("begun", "an application" if case is None else "a new case; this one has begun"),)


def _order(case: Case, event: Event) -> tuple[RefusedBecause, ...]:
    if event.at >= case.last_at:
        return ()
    return (_because("order", f"an instant not before {case.last_at.isoformat()}"),)


def _state(case: Case, event: Event) -> tuple[RefusedBecause, ...]:
    places = dict.fromkeys(state.words for row in rows_of_event(event.kind) for state in row.from_)
    return (_because("state", f"the case is {case.state.words}; the event belongs to {', '.join(places)}"),)


def _role(rows: Sequence[Transition], event: Event) -> tuple[RefusedBecause, ...]:
    allowed = dict.fromkeys(role for row in rows for role in row.who)
    if event.by in allowed:
        return ()
    words = ", ".join(role.value.replace("_", " ") for role in allowed)
    return (_because("role", f"one of: {words}"),)


def _needs(rows: Sequence[Transition], case: Case, event: Event) -> tuple[RefusedBecause, ...]:
    """Each condition that does not hold; where the state is wrong, of all rows that the event could follow."""
    names = dict.fromkeys(name for row in rows for name in row.needs)
    found = ((name, CONDITIONS[name](case, event, event.what)) for name in names)
    return tuple(_because(name, *missing) for name, missing in found if missing)
