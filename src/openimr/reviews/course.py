"""Lets what was recorded happen to a case, event by event, as far as the life cycle allows it.

The first event that is not allowed stops the course; it and its reasons are told, and the case stands as before it.

Source: ``rulebook/law/life_cycle.yaml``; design, section 4.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from openimr.calendars.instants import pacific_day, pacific_start
from openimr.cases.case import Case
from openimr.cases.events import Event, Role
from openimr.cases.letters import LetterDue
from openimr.cases.life_cycle import Recorded, Refused, apply
from openimr.cases.life_cycle_table import transitions
from openimr.cases.proposing import proposed_receipt
from openimr.citations import Value
from openimr.reviews.overview import Course
from openimr.reviews.whole_case import WholeCase

__all__ = ["Went", "course_of", "receipt_of", "went"]

_NOT_RECORDED = "not recorded"


class Went(Value, frozen=True, kw_only=True):
    """How far the events of a case led: the case after them, what was recorded, letters, and where it stopped."""

    case: Case | None
    recorded: tuple[Recorded, ...] = ()
    letters: tuple[LetterDue, ...] = ()
    refused: Refused | None = None


def went(events: Iterable[Event], *, case: Case | None = None) -> Went:
    """The case after ``events``, or after those before the first that is refused; ``case`` is the case before them."""
    recorded: list[Recorded] = []
    letters: list[LetterDue] = []
    for event in events:
        result = apply(case, event)
        if isinstance(result, Refused):
            return Went(case=case, recorded=tuple(recorded), letters=tuple(letters), refused=result)
        case = result.case
        recorded += result.events
        letters += result.letters
    return Went(case=case, recorded=tuple(recorded), letters=tuple(letters))


def receipt_of(whole: WholeCase) -> Event:
    """The receipt of the application as an event, for a case whose events nobody recorded.

    Where the hour is not documented it is the first of the day, so that no clock starts later than it must.
    """
    application = whole.filing.application
    at = application.received_at or pacific_start(application.received_on)
    return Event(
        by=Role.COORDINATOR, who=_NOT_RECORDED, at=at, what=proposed_receipt(whole.filing, number=whole.number)
    )


def course_of(whole: WholeCase) -> Course:
    """Where the case stands by what was recorded; by its receipt alone where nothing was."""
    way = went(whole.events or (receipt_of(whole),))
    return Course(
        state=way.case.state.words if way.case else _NOT_RECORDED,
        recorded=tuple(_told(row) for row in way.recorded) if whole.events else (),
        clocks=way.case.clocks if way.case else (),
        letters=way.letters,
        refused=way.refused,
    )


def _told(row: Recorded) -> str:
    about = {each.id: each.about for each in transitions()}
    role = row.event.by.value.replace("_", " ")
    return f"{_day(row.event.at)}, {role}: {about[row.transition]}"


def _day(at: dt.datetime) -> str:
    return pacific_day(at).isoformat()
