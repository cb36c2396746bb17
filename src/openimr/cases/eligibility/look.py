"""What every finder of reasons looks at: the filing, the day on which one stands, and the window."""

from __future__ import annotations

import datetime as dt

import msgspec

from openimr.calendars.deadlines import due
from openimr.cases.application import Application, SignerRole
from openimr.cases.eligibility.reason import Cure, Effect, Reason, reason, rules
from openimr.cases.eligibility.window import Window
from openimr.cases.filing import Filing
from openimr.cases.parties import Parties
from openimr.cases.utilization import UrDecision

__all__ = ["Look"]

_WORKERS_SIDE = {SignerRole.EMPLOYEE, SignerRole.ATTORNEY, SignerRole.DESIGNEE}


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """One screening: of ``filing``, on the day ``on``."""

    filing: Filing
    on: dt.date
    window: Window

    @property
    def application(self) -> Application:
        """The application that is screened."""
        return self.filing.application

    @property
    def parties(self) -> Parties:
        """The parties of the filing."""
        return self.filing.parties

    @property
    def decision(self) -> UrDecision | None:
        """The utilization review decision, as far as it is known."""
        return self.filing.ur_decision

    def defect(self, rule: str, says: str, *, missing: str = "", evidence: tuple[str, ...] = ()) -> Reason:
        """A defect of the application that can be mended for a time: until then it waits, afterwards it refuses.

        Mending it does not make the window longer; where the window is not known, it waits, and where it is in doubt
        whether the window has closed, it holds for a person. What only another application can mend refuses at once.
        """
        cure = rules()[rule].curable
        cure_by = self._cure_by(cure)
        found = reason(rule, says, cure_by=cure_by, missing=missing, evidence=evidence)
        if cure is Cure.BY_ANOTHER_APPLICATION:
            # A copy of a filing that is at hand already is merged into it before anything is refused.
            copies = self.window.earlier_in_time
            held = msgspec.structs.replace(found, effect=Effect.HOLDS, evidence=(*evidence, *copies))
            return held if copies else found
        if cure_by is None or self.on <= cure_by:
            return msgspec.structs.replace(found, effect=Effect.WAITS)
        if cure is Cure.WITHIN_WINDOW and not self.window.has_surely_closed(self.on):
            counted = f"As far as it can be counted, it could be mended until {cure_by}."
            doubts = (*evidence, counted, *self.window.doubts(self.on))
            return msgspec.structs.replace(found, effect=Effect.HOLDS, cure_by=None, evidence=doubts)
        return found

    def _cure_by(self, cure: Cure) -> dt.date | None:
        if cure is Cure.BY_REMINDER:
            return self._end_of_reminder()
        later = [deadline.due_on for deadline in self.window.later]
        if self.window.last_day is None or self.window.has_not_begun:
            return None
        return max([self.window.last_day, *later])

    def _end_of_reminder(self) -> dt.date | None:
        """The last day of the reminder, counted from the last question to the worker's side; none before it."""
        asked = [query.asked_on for query in self.application.queries if query.to in _WORKERS_SIDE]
        if not asked:
            return None
        return due("missing-decision-reminder", max(asked), rules_on=self.application.received_on).due_on
