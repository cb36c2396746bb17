"""Says what can be done after a determination, by when, and how the day was counted.

Source: Labor Code 4610.6(h), 8 CCR 9792.10.7; each step carries its citation and how far that was verified, from
``rulebook/law/after_determination.yaml``.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

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
        citation = Citation(kind=CitationKind.LAW, title=self.title, verification=self.verification)
        return f"{self.says.replace('{value}', str(self.value))} [{citation.sentence()}]"


@cache
def _steps() -> dict[str, Step]:
    return {row.id: row for row in load("law/after_determination.yaml", Step)}


def next_steps(determination: Determination) -> tuple[Entry, ...]:
    """What each side can or must do next, in the order in which a worker asks for it."""
    steps = _steps()
    entries = [Entry(label="To appeal:", text=_appeal(determination.dates.issued))]
    outcomes = {treatment.outcome for treatment in determination.disputed_treatments}
    if outcomes & {Outcome.OVERTURNED, Outcome.PARTIALLY_OVERTURNED}:
        entries.append(Entry(label="To get the treatment:", text=steps["authorize"].sentence()))
        entries.append(Entry(label="To be paid for treatment already given:", text=steps["pay"].sentence()))
    return tuple(entries)


def _appeal(issued: dt.date | None) -> str:
    steps = _steps()
    appeal, by_mail, last_day = steps["appeal"], steps["appeal-by-mail"], steps["last-day"]
    return " ".join((appeal.sentence(), by_mail.sentence(), _counted(issued, appeal, by_mail), last_day.sentence()))


def _counted(issued: dt.date | None, appeal: Step, by_mail: Step) -> str:
    """The last day to appeal with its arithmetic; the day of mailing is taken to be the day of issue, and that is said."""
    if issued is None:
        return "The day of this determination is not documented, so the last day cannot be counted here."
    try:
        last = issued + dt.timedelta(days=appeal.days)
        last_by_mail = last + dt.timedelta(days=by_mail.days)
    except OverflowError:
        return "The last day is beyond the calendar."
    return (
        f"If it was mailed on the day that it is dated: {_day(issued)} + {appeal.days} days = {last:%A}, {_day(last)};"
        f" served by mail within California, + {by_mail.days} days = {last_by_mail:%A}, {_day(last_by_mail)}."
    )


def _day(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
