"""What every finder of reasons looks at: the filing, the day on which one stands, and the window."""

from __future__ import annotations

import datetime as dt

import msgspec

from openimr.calendars.deadlines import due
from openimr.cases.application import Application
from openimr.cases.eligibility.reason import Cure, Effect, Reason, reason, rules
from openimr.cases.eligibility.window import Window
from openimr.cases.filing import Filing
from openimr.cases.parties import Parties
from openimr.cases.utilization import UrDecision

__all__ = ["Look"]


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

        Mending it does not make the window longer; where the window is not known, it waits.
        """
        cure_by = self._cure_by(rules()[rule].curable)
        found = reason(rule, says, cure_by=cure_by, missing=missing, evidence=evidence)
        is_open = cure_by is None or self.on <= cure_by
        return msgspec.structs.replace(found, effect=Effect.WAITS) if is_open else found

    def _cure_by(self, cure: Cure) -> dt.date | None:
        if cure is Cure.BY_REMINDER:
            received = self.application.received_on
            return due("missing-decision-reminder", received, rules_on=received).due_on
        later = [deadline.due_on for deadline in self.window.later]
        if self.window.last_day is None or self.window.has_not_begun:
            return None
        return max([self.window.last_day, *later])
