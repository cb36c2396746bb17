"""Says what can be done after a determination, by when, and how the day was counted.

Source: Labor Code 4610.6(h), 8 CCR 9792.10.7; each step carries its citation and how far that was verified, from
``rulebook/law/after_determination.yaml``.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from openimr.calendars import DayCount, add
from openimr.calendars.words import day_in_words, weekday_and_day
from openimr.citations import Citation, CitationKind, Value, Verification
from openimr.determinations.model import Determination, Outcome
from openimr.determinations.writing.blocks import Entry
from openimr.rulebook import load

__all__ = ["next_steps"]


class Step(Value, frozen=True):
    """One row of the sheet: the length of a time limit, the sentence that says it, and where it stands."""

    id: str
    value: int | None
    unit: str | None
    says: str
    title: str
    source: str
    verification: Verification

    @property
    def days(self) -> int:
        """The length of the time limit; 0 where the row gives none."""
        return self.value or 0

    def sentence(self) -> str:
        """The step in plain words, with its citation in brackets, marked where it is not verified."""
        return f"{self.says.replace('{value}', str(self.value))} [{self.citation()}]"

    def citation(self) -> str:
        """Where the step stands, marked where it is not verified."""
        return Citation(kind=CitationKind.LAW, title=self.title, verification=self.verification).sentence()


@cache
def _steps() -> dict[str, Step]:
    return {row.id: row for row in load("law/after_determination.yaml", Step)}


def next_steps(determination: Determination) -> tuple[Entry, ...]:
    """What each side can or must do next, in the order in which a worker asks for it."""
    steps = _steps()
    entries = [
        Entry(label="To appeal:", text=steps["appeal"].sentence()),
        Entry(label="Last day to appeal:", text=_last_day(determination.dates.issued)),
    ]
    outcomes = {treatment.outcome for treatment in determination.disputed_treatments}
    if outcomes & {Outcome.OVERTURNED, Outcome.PARTIALLY_OVERTURNED}:
        entries.append(Entry(label="To get the treatment:", text=steps["authorize"].sentence()))
        entries.append(Entry(label="To be paid for treatment already given:", text=steps["pay"].sentence()))
    return tuple(entries)


def _last_day(issued: dt.date | None) -> str:
    """The last day with its arithmetic; the day of mailing is taken to be the day of issue, and that is said."""
    steps = _steps()
    appeal, by_mail = steps["appeal"], steps["appeal-by-mail"]
    return f"{_counted(issued, appeal, by_mail)} {steps['last-day'].sentence()}"


def _counted(issued: dt.date | None, appeal: Step, by_mail: Step) -> str:
    if issued is None or issued > dt.date.max - dt.timedelta(days=appeal.days + by_mail.days):
        return f"The day of mailing is not documented: count {appeal.days} days from it. {by_mail.sentence()}"
    last = add(issued, appeal.days, DayCount.CALENDAR_DAYS)
    last_by_mail = add(last, by_mail.days, DayCount.CALENDAR_DAYS)
    return (
        f"{day_in_words(issued)} + {appeal.days} days = {weekday_and_day(last)}, if it was mailed on the day that it is"
        " dated."
        f" Served by mail within California: + {by_mail.days} days = {weekday_and_day(last_by_mail)}"
        f" [{by_mail.citation()}]."
    )
