"""Says which letters an event makes due: the kind, to whom, by when, by what law, and what each must contain.

The words of the letters are not here. Source: ``rulebook/law/case_letters.yaml``; ``imr-process.md``, sections 2.4 to
2.11.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache

from openimr.calendars.instants import pacific_day
from openimr.cases.case import Case
from openimr.cases.clocks import ClockChange, Turn
from openimr.cases.events import Event, Recipient
from openimr.cases.guards import all_hold
from openimr.citations import Citation, Value
from openimr.rulebook import load
from openimr.rulebook.rows import LawRow

__all__ = ["LetterDue", "LetterRow", "letter_rows", "letters_due"]


class LetterRow(LawRow, frozen=True, kw_only=True):
    """One kind of letter, and where it stands."""

    id: str
    name: str
    recipients: tuple[Recipient, ...]
    contains: tuple[str, ...]
    when: tuple[str, ...] = ()
    by_clock: str = ""


class LetterDue(Value, frozen=True, kw_only=True):
    """A letter to be sent by ``due_on``; ``is_at_once`` where no law gives it more time than the day of the event."""

    kind: str
    name: str
    recipients: tuple[Recipient, ...]
    due_on: dt.date
    is_at_once: bool
    contains: tuple[str, ...]
    citation: Citation


@cache
def letter_rows() -> dict[str, LetterRow]:
    """All kinds of letters by their names."""
    return {row.id: row for row in load("law/case_letters.yaml", LetterRow)}


def letters_due(
    names: Sequence[str], case: Case, event: Event, changes: Sequence[ClockChange]
) -> tuple[LetterDue, ...]:
    """The letters of these kinds that the event makes due for the case as it is afterwards.

    Raises:
        UnusableArguments: the event's instant does not say its time zone.
    """
    rows = (letter_rows()[name] for name in names)
    return tuple(_due(row, case, event, changes) for row in rows if all_hold(row.when, case, event))


def _due(row: LetterRow, case: Case, event: Event, changes: Sequence[ClockChange]) -> LetterDue:
    started = (change.clock for change in changes if change.turn is Turn.STARTED and change.clock.id == row.by_clock)
    clock = next(started, None)
    return LetterDue(
        kind=row.id,
        name=row.name,
        recipients=tuple(to for to in row.recipients if to is not Recipient.ATTORNEY or case.is_represented),
        due_on=clock.due_on if clock else pacific_day(event.at),
        is_at_once=clock is None,
        contains=row.contains,
        citation=row.citation(),
    )
