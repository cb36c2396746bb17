"""One clock of a case: a time limit that runs or was stopped, as it was counted when it started.

Source: ``rulebook/law/case_clocks.yaml`` and ``deadlines.yaml``; ``imr-process.md``, sections 2.3 to 2.8.
"""

from __future__ import annotations

import datetime as dt

from openimr.calendars.deadline_rules import Force
from openimr.calendars.deadlines import Standing
from openimr.calendars.instants import pacific, pacific_day
from openimr.citations import Value, Verification

__all__ = ["Clock"]


class Clock(Value, frozen=True, kw_only=True):
    """A running or stopped time limit. What was counted when it started stays, whatever the rulebook says later.

    ``rules_on`` is the day whose rules it was counted by. ``due_at`` is given where hours are counted, in UTC.
    ``ended_by`` is the transition that stopped it.
    """

    id: str
    rule: str
    round: int
    force: Force
    rules_on: dt.date
    anchored_on: dt.date
    started_at: dt.datetime
    due_on: dt.date
    safe_on: dt.date
    arithmetic: str
    verification: Verification
    doubts: tuple[str, ...] = ()
    due_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    ended_by: str = ""

    @property
    def is_running(self) -> bool:
        """Whether it has not been stopped."""
        return self.ended_at is None

    @property
    def end(self) -> str:
        """Its last day, or its last minute in Pacific time where hours are counted."""
        return f"{pacific(self.due_at):%Y-%m-%d %H:%M %Z}" if self.due_at else self.due_on.isoformat()

    def standing(self, at: dt.datetime) -> Standing:
        """Where the instant ``at``, or the one at which it was stopped, stands against it.

        Raises:
            UnusableArguments: the instant does not say its time zone.
        """
        at = self.ended_at or at
        if self.due_at is not None and at > self.due_at:
            return Standing.PASSED
        day = pacific_day(at)
        if day > self.due_on:
            return Standing.PASSED
        return Standing.LAST_DAY if day == self.due_on else Standing.OPEN

    def has_passed(self, at: dt.datetime) -> bool:
        """Whether the time had run out at that instant, or when it was stopped."""
        return self.standing(at) is Standing.PASSED
