"""The window of the application: every time limit that may apply to it, and what they come to together.

The ordinary limit is 30 days from service of the decision; others run later, where the form was not given or liability
was disputed. What is unverified may keep an application alive, but refuses none.

Source: Labor Code 4610.5(h); 8 CCR 9792.10.1(b)(1); Avila v. UC Irvine (2015 panel); ``rulebook/law/deadlines.yaml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property

import msgspec

from openimr.calendars.deadlines import Deadline, due
from openimr.calendars.service import Place, ServiceMethod
from openimr.cases.application import SignerRole
from openimr.cases.filing import Filing
from openimr.cases.reach import has_rules
from openimr.cases.repetition import RepetitionKind, repetitions
from openimr.cases.utilization import LiabilityDispute, UrDecision
from openimr.citations import Verification

__all__ = ["Window", "communicated_on"]


class Window(msgspec.Struct, frozen=True, dict=True):
    """The window of one filing. ``filing.application.received_on`` selects the rules."""

    filing: Filing

    @cached_property
    def ordinary(self) -> Deadline | None:
        """The 30 days from service of the decision, or from the decision where its service is not documented.

        None where no decision is known, or where it is from before all rules.
        """
        decision = self.filing.ur_decision
        if decision is None or not has_rules(communicated_on(decision)):
            return None
        return _served(self._rule(), decision.served_on or decision.decided_on, self.filing)

    def _rule(self) -> str:
        signature = self.filing.application.signature
        by_provider = signature is not None and signature.by is SignerRole.EMERGENCY_PROVIDER
        return "application-emergency-provider" if by_provider else "application"

    @cached_property
    def later(self) -> tuple[Deadline, ...]:
        """The limits that run from a later day than the ordinary one, where the facts for them are documented."""
        received = self.filing.application.received_on
        return tuple(due(rule, day, rules_on=received) for rule, day in self._later_anchors())

    def _later_anchors(self) -> list[tuple[str, dt.date]]:
        decision = self.filing.ur_decision
        days = [("application-after-liability", dispute.resolution_served_on) for dispute in self._disputes()]
        if decision is not None and decision.had_form is False:
            days.append(("application-after-late-form", decision.form_served_on))
        return [(rule, day) for rule, day in days if day is not None and has_rules(day)]

    def _disputes(self) -> tuple[LiabilityDispute, ...]:
        """The disputes over liability that lasted when utilization review decided."""
        return tuple(dispute for dispute in self.filing.liability if _lasted(dispute, self.filing.ur_decision))

    @property
    def has_not_begun(self) -> bool:
        """Whether the time may not run yet: no form was given, or liability is in dispute (both unverified)."""
        return bool(self._why_not_begun())

    def _why_not_begun(self) -> tuple[str, ...]:
        decision, found = self.filing.ur_decision, []
        if decision is not None and decision.had_form is False and decision.form_served_on is None:
            found.append("The form or the notice of rights was not given; no time may run until it is.")
        if any(dispute.resolution_served_on is None for dispute in self._disputes()):
            found.append(
                "Liability was disputed when utilization review decided, and no service of a notice that this is"
                " resolved is documented; no time may run until then."
            )
        return tuple(found)

    @cached_property
    def last_day(self) -> dt.date | None:
        """The last day of the ordinary window; none where no decision is known."""
        return self.ordinary.due_on if self.ordinary else None

    def doubts(self, on: dt.date) -> tuple[str, ...]:
        """Why the window may be open on a day after its last one; each is for a person to settle."""
        decision = self.filing.ur_decision
        of_service = self._of_service(decision) if decision is not None else ()
        return (*of_service, *self._of_facts(on))

    def _of_facts(self, on: dt.date) -> tuple[str, ...]:
        """The doubts that have nothing to do with how the decision was served."""
        return (*self._why_not_begun(), *self._of_flags(), *self._of_later(on), *self.earlier_in_time)

    def _of_service(self, decision: UrDecision) -> Iterator[str]:
        if decision.served_on is None:
            yield "On which day the decision was served is not documented; it is counted from the decision."
        elif decision.served_by is None:
            yield "How the decision was served is not documented."
        elif decision.served_by is ServiceMethod.MAIL and place_of_service(self.filing) is None:
            yield "To what address it was mailed is not documented; outside of California more days are added."

    def _of_flags(self) -> Iterator[str]:
        """Flags of the form that no documented dispute explains."""
        for listed in self.filing.application.treatments:
            is_explained = any(dispute.covers(listed.number) for dispute in self.filing.liability)
            if listed.is_liability_disputed and not is_explained:
                yield f"The form says that liability is disputed for treatment {listed.number}; no time may run yet."

    def _of_later(self, on: dt.date) -> Iterator[str]:
        received, place = self.filing.application.received_on, place_of_service(self.filing)
        for limit, (rule, day) in zip(self.later, self._later_anchors(), strict=True):
            mailed = due(rule, day, rules_on=received, service=ServiceMethod.MAIL, place=place or Place.ABROAD)
            if on <= limit.due_on:
                yield f"By {limit.rule.title} it would be in time until {limit.due_on}: {limit.arithmetic}."
            elif on <= mailed.due_on:
                yield f"By {limit.rule.title} it may be in time until {mailed.due_on}: {mailed.arithmetic}."

    @cached_property
    def earlier_in_time(self) -> tuple[str, ...]:
        """Filings in time that this one may repeat, in words: merged, the earliest receipt counts."""
        found = (repetition for row in self.filing.disputed_treatments for repetition in repetitions(self.filing, row))
        days = {
            row.number: row.received_on
            for row in found
            if row.kind is not RepetitionKind.TWELVE_MONTHS and self.last_day and row.received_on <= self.last_day
        }
        return tuple(
            f"It may repeat {number}; merged, the receipt of {day} counts, which was in time."
            for number, day in days.items()
        )

    def has_surely_closed(self, on: dt.date) -> bool:
        """Whether the window was over on a day, however the decision was served and by whatever limit that may run."""
        limit, decision = self.ordinary, self.filing.ur_decision
        if limit is None or decision is None or decision.served_on is None:
            return False
        if limit.rule.verification is Verification.UNVERIFIED or self._of_facts(on):
            return False
        return on > self._utmost(limit, decision)

    def _utmost(self, limit: Deadline, decision: UrDecision) -> dt.date:
        """The last day if the manner of service adds as many days as mail does."""
        if decision.served_by is ServiceMethod.HAND:
            return limit.due_on
        received, place = self.filing.application.received_on, place_of_service(self.filing)
        mailed = due(
            limit.rule.id,
            limit.anchored_on,
            rules_on=received,
            service=ServiceMethod.MAIL,
            place=place or Place.ABROAD,
        )
        return mailed.due_on


def _lasted(dispute: LiabilityDispute, decision: UrDecision | None) -> bool:
    """Whether liability was in dispute when utilization review decided."""
    if decision is None or dispute.raised_on > communicated_on(decision):
        return False
    return dispute.resolved_on is None or dispute.resolved_on >= decision.decided_on


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
