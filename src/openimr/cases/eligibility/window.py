"""The window of the application: every time limit that may apply to it, and what they come to together.

The ordinary limit is 30 days from service of the decision; others run later, where the form was not given or liability
was disputed. What is unverified may keep an application alive, but refuses none.

Source: Labor Code 4610.5(h); 8 CCR 9792.10.1(b)(1); Avila v. UC Irvine (2015 panel); ``rulebook/law/deadlines.yaml``.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property

import msgspec

from openimr.calendars.deadlines import Deadline, due
from openimr.calendars.service import Place, ServiceMethod
from openimr.cases.application import SignerRole
from openimr.cases.filing import Filing
from openimr.cases.utilization import LiabilityDispute, UrDecision

__all__ = ["Window", "communicated_on", "place_of_service"]


class Window(msgspec.Struct, frozen=True, dict=True):
    """The window of one filing. ``filing.application.received_on`` selects the rules."""

    filing: Filing

    @cached_property
    def ordinary(self) -> Deadline | None:
        """The 30 days from service of the decision, or from the decision where its service is not documented."""
        decision = self.filing.ur_decision
        if decision is None:
            return None
        return _served(self._rule(), decision.served_on or decision.decided_on, self.filing)

    def _rule(self) -> str:
        signature = self.filing.application.signature
        by_provider = signature is not None and signature.by is SignerRole.EMERGENCY_PROVIDER
        return "application-emergency-provider" if by_provider else "application"

    @cached_property
    def later(self) -> tuple[Deadline, ...]:
        """The limits that run from a later day than the ordinary one, where the facts for them are documented."""
        decision, received = self.filing.ur_decision, self.filing.application.received_on
        anchors = [
            ("application-after-liability", dispute.resolution_served_on)
            for dispute in self.filing.liability
            if _lasted(dispute, decision)
        ]
        if decision is not None and decision.had_form is False:
            anchors.append(("application-after-late-form", decision.form_served_on))
        return tuple(due(rule, day, rules_on=received) for rule, day in anchors if day is not None)

    @property
    def has_not_begun(self) -> bool:
        """Whether the form or notice is known not to have been given, so that no time runs yet (unverified)."""
        decision = self.filing.ur_decision
        return decision is not None and decision.had_form is False and decision.form_served_on is None

    @cached_property
    def last_day(self) -> dt.date | None:
        """The last day of the ordinary window; none where no decision is known."""
        return self.ordinary.due_on if self.ordinary else None


def _lasted(dispute: LiabilityDispute, decision: UrDecision | None) -> bool:
    """Whether liability was in dispute when utilization review decided."""
    return decision is not None and dispute.raised_on <= (decision.served_on or decision.decided_on)


def _served(rule: str, anchor: dt.date, filing: Filing) -> Deadline:
    decision = filing.ur_decision
    method = decision.served_by if decision is not None and decision.served_on is not None else None
    place = place_of_service(filing) if method is ServiceMethod.MAIL else None
    return due(rule, anchor, rules_on=filing.application.received_on, service=method, place=place)


def place_of_service(filing: Filing) -> Place | None:
    """Where the decision was served: as the decision says, else at the employee's address."""
    decision = filing.ur_decision
    if decision is not None and decision.served_in is not None:
        return decision.served_in
    address = filing.parties.employee.contact.address
    return address.place if address is not None else None


def communicated_on(decision: UrDecision) -> dt.date:
    """The first day on which the decision can have reached the employee: that of service, else of the decision."""
    return decision.served_on or decision.decided_on
