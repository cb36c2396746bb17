"""UNTIMELY, PREMATURE, FORMULARY_WINDOW: the application must be received within its window; one day late is late.

It refuses only where the limit can refuse, its service is documented, and no later limit may keep it alive.

Source: Labor Code 4610.5(h); 8 CCR 9792.10.1(b)(1); Avila v. UC Irvine (2015 panel).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from openimr.calendars.deadlines import Deadline, due
from openimr.calendars.service import ServiceMethod
from openimr.cases.eligibility.look import Look
from openimr.cases.eligibility.reason import Effect, Reason, reason, rules
from openimr.cases.eligibility.window import communicated_on, place_of_service
from openimr.cases.filing import DisputedTreatment
from openimr.cases.utilization import UrDecision

__all__ = ["find", "find_of_treatment"]


def find(at: Look) -> Iterator[Reason]:
    """Whether the application came in time, as far as the days are documented."""
    decision, limit, received = at.decision, at.window.ordinary, at.application.received_on
    if decision is None or limit is None:
        return
    if received < communicated_on(decision):
        says = (
            f"The application was received on {received}, before the decision was served ({communicated_on(decision)})."
        )
        yield reason("too-early", says)
    elif received > limit.due_on:
        yield from _late(at, decision, limit)


def _late(at: Look, decision: UrDecision, limit: Deadline) -> Iterator[Reason]:
    """What is received after the ordinary window, unless a later limit that can be relied on saves it."""
    received = at.application.received_on
    saving = next((later for later in at.window.later if received <= later.due_on), None)
    late = limit.days_late(received)
    says = f"Received on {received}, {late} {'day' if late == 1 else 'days'} after the last day, {limit.due_on}."
    doubts = _doubts(at, decision)
    if saving is not None:
        doubts += (f"By {saving.rule.title} it would be in time until {saving.due_on}: {saving.arithmetic}.",)
    found = reason("too-late", says, deadline=limit, evidence=(limit.arithmetic, *doubts))
    if doubts and found.effect is Effect.REFUSES:
        found = msgspec.structs.replace(found, effect=Effect.HOLDS)
    yield found


def _doubts(at: Look, decision: UrDecision) -> tuple[str, ...]:
    """Why a late application may be in time after all; each is for a person to settle."""
    found = []
    if decision.served_on is None:
        found.append("On which day the decision was served is not documented; it is counted from the decision.")
    elif decision.served_by is None:
        found.append("How the decision was served is not documented.")
    elif decision.served_by is ServiceMethod.MAIL and place_of_service(at.filing) is None:
        found.append("To what address it was mailed is not documented; outside of California more days are added.")
    if at.window.has_not_begun:
        found.append("The form or the notice of rights was not given; no time may run until it is.")
    return tuple(found)


def find_of_treatment(at: Look, treatment: DisputedTreatment) -> Iterator[Reason]:
    """The shorter window of a formulary dispute: told, and never a reason to refuse."""
    decision, ur = at.decision, treatment.ur
    if decision is None or ur is None or not ur.is_formulary_dispute:
        return
    day = _day_of_dispute(ur.dispensed_on, communicated_on(decision))
    if not rules()["formulary-window"].is_in_force(day):
        return
    limit = due("application-formulary", communicated_on(decision), rules_on=day)
    side = "within" if at.application.received_on <= limit.due_on else "after"
    says = f"Received {side} the safe date of a formulary dispute, {limit.due_on}; nobody is refused by it."
    yield reason("formulary-window", says, deadline=limit, evidence=(limit.arithmetic,))


def _day_of_dispute(dispensed: dt.date | None, communicated: dt.date) -> dt.date:
    """The formulary covers drugs by the day on which they are dispensed; it governs from 2018-01-01."""
    return dispensed or communicated
