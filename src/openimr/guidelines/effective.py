"""The time in which a record applies, and the days of a request that it is measured by.

Source: guidelines.md, sections K (triggers) and O (effective).
"""

from __future__ import annotations

import datetime as dt

import msgspec

from openimr.citations import Value
from openimr.guidelines.catalogue import Trigger
from openimr.guidelines.terms import Standing

__all__ = ["Effective", "TriggerDates"]


class TriggerDates(Value, frozen=True):
    """The days of one request that decide which edition governs it; ``None`` where a day is not known."""

    request: dt.date | None = None
    service: dt.date | None = None
    dispense: dt.date | None = None
    review: dt.date | None = None

    def day(self, trigger: Trigger) -> dt.date | None:
        """The day that ``trigger`` names."""
        return {
            Trigger.REQUEST_DATE: self.request,
            Trigger.SERVICE_DATE: self.service,
            Trigger.DISPENSE_DATE: self.dispense,
            Trigger.REVIEW_DATE: self.review,
        }[trigger]


class Effective(Value, frozen=True):
    """A stretch of time in which a record applies, first and last day included.

    ``trigger`` names the day that ``from_`` is measured by; ``to_trigger`` the one that ``to`` is measured by, where it
    is another. ``note`` says what is not sure about the days.
    """

    trigger: Trigger
    from_: dt.date = msgspec.field(name="from")
    to: dt.date | None = None
    to_trigger: Trigger | None = None
    standing: Standing = Standing.ADOPTED
    note: str = ""

    def covers(self, dates: TriggerDates) -> bool | None:
        """Whether the record applies on these days; ``None`` where a day that decides is not known."""
        if self.standing is Standing.PROPOSED:
            return False
        begins = dates.day(self.trigger)
        ends = dates.day(self.to_trigger or self.trigger)
        if (begins is not None and begins < self.from_) or (
            self.to is not None and ends is not None and ends > self.to
        ):
            return False
        if begins is None or (self.to is not None and ends is None):
            return None
        return True
