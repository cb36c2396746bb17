"""Starts, stops and counts anew the clocks of a case, each by the rules of the day that its law names.

A running case stays on its rules: a clock is counted once, when it starts, and a stopped clock never runs again; where
the same time limit begins once more, a new clock stands beside the old one.

Source: ``rulebook/law/case_clocks.yaml`` and ``deadlines.yaml``; ``imr-process.md``, sections 0 and 2.3 to 2.8.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache
from typing import cast

from msgspec.structs import replace

from openimr.calendars.deadline_rules import rules_named, weakest
from openimr.calendars.deadlines import Deadline, due
from openimr.calendars.instants import pacific_day, pacific_start
from openimr.calendars.service import Place, ServiceMethod
from openimr.cases.case import Case
from openimr.cases.clock import Clock
from openimr.cases.events import (
    Assigned,
    DeterminationServed,
    Event,
    InformationAsked,
    MoreInformationAsked,
    Recipient,
    Screened,
)
from openimr.cases.guards import all_hold
from openimr.cases.life_cycle_table import Transition
from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = ["ClockChange", "ClockRow", "SelectedBy", "Turn", "clock_rows", "turned"]

ALL = "all"


class Turn(StrEnum):
    """What became of a clock."""

    STARTED = "started"
    STOPPED = "stopped"


class SelectedBy(StrEnum):
    """The day of the case whose rules a clock is counted by."""

    APPLICATION = "application"
    DISPUTE = "dispute"
    DETERMINATION = "determination"
    ACT = "act"


class ClockRow(Value, frozen=True):
    """Which deadline a clock counts, when, and from what."""

    id: str
    rule: str
    anchor: str
    selected_by: SelectedBy
    about: str
    source: str
    verification: Verification
    when: tuple[str, ...] = ()
    stays_while: tuple[str, ...] = ()
    doubt: str = ""


class ClockChange(Value, frozen=True):
    """One clock that an event started or stopped, as it is afterwards."""

    turn: Turn
    clock: Clock


class _Counted(Value, frozen=True):
    """From what a deadline is counted, and how its paper was served."""

    anchor: dt.date | dt.datetime
    service: ServiceMethod | None = None
    place: Place | None = None


@cache
def clock_rows() -> tuple[ClockRow, ...]:
    """All rows, those of one clock in the order in which they are tried."""
    return load("law/case_clocks.yaml", ClockRow)


@cache
def _rows_of(name: str) -> tuple[ClockRow, ...]:
    return tuple(row for row in clock_rows() if row.id == name)


def turned(before: Case, after: Case, event: Event, row: Transition) -> tuple[Case, tuple[ClockChange, ...]]:
    """``after`` with its clocks stopped and started as the transition says, and each change.

    Raises:
        OpenIMRError: a clock cannot be counted, as where a day lies beyond the tables of holidays.
    """
    ran, kept = {clock.id for clock in before.running if clock.id in row.changes}, _kept(before, after, event, row)
    ends = _ended(after, event, row, kept)
    left = replace(after, clocks=tuple(ends.get(number, clock) for number, clock in enumerate(after.clocks)))
    names = (*row.starts, *(name for name in row.changes if name in ran - kept))
    starts = tuple(_started(before, left, event, names))
    changes = (
        *(ClockChange(Turn.STOPPED, clock) for clock in ends.values()),
        *(ClockChange(Turn.STARTED, clock) for clock in starts),
    )
    return replace(left, clocks=(*left.clocks, *starts)), changes


def _kept(before: Case, after: Case, event: Event, row: Transition) -> set[str]:
    """The clocks that would only end later, or not sooner, if they were counted anew: they run on as they are."""
    found = set()
    for clock in before.running:
        anew = _row_now(clock.id, after, event) if clock.id in row.changes else None
        if anew is not None and _end(clock) <= _end(_clock(anew, before, after, event)):
            found.add(clock.id)
    return found


def _end(clock: Clock) -> dt.datetime:
    """The instant at which the time runs out: where days are counted, the end of the last one."""
    return clock.due_at or pacific_start(clock.due_on + dt.timedelta(days=1))


def _ended(after: Case, event: Event, row: Transition, kept: set[str]) -> dict[int, Clock]:
    """The clocks that stop, by their place in the case."""
    return {
        number: replace(clock, ended_at=event.at, ended_by=row.id)
        for number, clock in enumerate(after.clocks)
        if clock.is_running and clock.id not in kept and _stops(clock.id, after, event, row)
    }


def _stops(name: str, after: Case, event: Event, row: Transition) -> bool:
    if ALL in row.stops or name in (*row.stops, *row.changes):
        return True
    return name in row.settles and not all_hold(_rows_of(name)[0].stays_while, after, event)


def _row_now(name: str, after: Case, event: Event) -> ClockRow | None:
    """The row by which a clock of this name is counted now, if any."""
    return next((row for row in _rows_of(name) if all_hold(row.when, after, event)), None)


def _started(before: Case, after: Case, event: Event, names: Iterable[str]) -> Iterable[Clock]:
    """The clocks that start; one that runs already in this round is left alone."""
    running = {clock.id for clock in after.running if clock.round == after.round.number}
    for name in names:
        row = _row_now(name, after, event)
        if row is not None and name not in running:
            yield _clock(row, before, after, event)


def _clock(row: ClockRow, before: Case, after: Case, event: Event) -> Clock:
    takes_service = rules_named(row.rule)[0].takes_service
    rules_on, doubt = _rules_on(row.selected_by, after, event)
    found = [
        due(
            row.rule,
            counted.anchor,
            rules_on=rules_on,
            service=counted.service if takes_service else None,
            place=counted.place if takes_service else None,
        )
        for counted in _ANCHORS[row.anchor](before, after, event)
    ]
    longest = max(found, key=lambda deadline: deadline.due_on)
    return _as_clock(row, longest, after, event, doubts=tuple(words for words in (row.doubt, doubt) if words))


def _as_clock(row: ClockRow, deadline: Deadline, after: Case, event: Event, *, doubts: tuple[str, ...]) -> Clock:
    return Clock(
        id=row.id,
        rule=row.rule,
        round=after.round.number,
        force=deadline.rule.force,
        rules_on=deadline.rules_on,
        anchored_on=deadline.anchored_on,
        started_at=event.at,
        due_on=deadline.due_on,
        safe_on=deadline.safe_on,
        arithmetic=deadline.arithmetic,
        verification=weakest(deadline.verification, row.verification),
        doubts=(*deadline.doubts, *doubts),
        due_at=deadline.due_at.astimezone(dt.UTC) if deadline.due_at else None,
    )


def _rules_on(selected_by: SelectedBy, case: Case, event: Event) -> tuple[dt.date, str]:
    """The day that selects the rules, and what to doubt of it."""
    if selected_by is SelectedBy.APPLICATION:
        return case.received_on, ""
    if selected_by is SelectedBy.DISPUTE:
        doubt = (
            "" if case.disputed_on else "The day of the dispute is not documented; the day of receipt stands for it."
        )
        return case.disputed_on or case.received_on, doubt
    issued = [row.issued for row in case.rounds if row.issued]
    if selected_by is SelectedBy.DETERMINATION and issued:
        return pacific_day(issued[-1].at), ""
    return pacific_day(event.at), ""


def _event_day(_before: Case, _after: Case, event: Event) -> tuple[_Counted, ...]:
    return (_Counted(pacific_day(event.at)),)


def _event_instant(_before: Case, _after: Case, event: Event) -> tuple[_Counted, ...]:
    return (_Counted(event.at),)


def _receipt_of_question(_before: Case, _after: Case, event: Event) -> tuple[_Counted, ...]:
    what = cast("InformationAsked | MoreInformationAsked", event.what)
    return (_Counted(what.received_on or pacific_day(event.at)),)


def _receipt_of_notice(_before: Case, _after: Case, event: Event) -> tuple[_Counted, ...]:
    what = cast("Assigned", event.what)
    return (_Counted(what.received_at or event.at),)


def _last_records(_before: Case, after: Case, event: Event) -> tuple[_Counted, ...]:
    """The day of the last documents; not before the notice of assignment of this round."""
    notified = (after.round.notified_at,) if after.round.notified_at else ()
    return (_Counted(pacific_day(max((*(row.at for row in after.round.records), *notified), default=event.at))),)


def _end_of_determination(before: Case, _after: Case, event: Event) -> tuple[_Counted, ...]:
    clock = before.running_clock("determination", "determination-formulary")
    return (_Counted(clock.due_on if clock else pacific_day(event.at)),)


def _service_of_decision(_before: Case, _after: Case, event: Event) -> tuple[_Counted, ...]:
    what = cast("Screened", event.what)
    return (_Counted(pacific_day(event.at), what.method, what.place),)


def _mailing_of_decision(_before: Case, _after: Case, event: Event) -> tuple[_Counted, ...]:
    what = cast("Screened", event.what)
    return (_Counted(pacific_day(event.at), ServiceMethod.MAIL, what.place),)


def _service_of_determination(_before: Case, _after: Case, event: Event) -> tuple[_Counted, ...]:
    what = cast("DeterminationServed", event.what)
    return tuple(_Counted(row.served_on, row.method, row.place) for row in what.services)


def _receipt_of_determination(_before: Case, _after: Case, event: Event) -> tuple[_Counted, ...]:
    what = cast("DeterminationServed", event.what)
    return tuple(
        _Counted(row.received_on or row.served_on)
        for row in what.services
        if row.recipient is Recipient.CLAIMS_ADMINISTRATOR
    )


_ANCHORS: dict[str, Callable[[Case, Case, Event], tuple[_Counted, ...]]] = {
    "event_day": _event_day,
    "event_instant": _event_instant,
    "receipt_of_question": _receipt_of_question,
    "receipt_of_notice": _receipt_of_notice,
    "last_records": _last_records,
    "end_of_determination": _end_of_determination,
    "service_of_decision": _service_of_decision,
    "mailing_of_decision": _mailing_of_decision,
    "service_of_determination": _service_of_determination,
    "receipt_of_determination": _receipt_of_determination,
}
