"""UNTIMELY, PREMATURE, FORMULARY_WINDOW: the application must be received within its window; one day late is late.

It refuses only where the limit can refuse, its service is documented, and no later limit may keep it alive.

Source: Labor Code 4610.5(h); 8 CCR 9792.10.1(b)(1); Avila v. UC Irvine (2015 panel).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from openimr.calendars.deadlines import Deadline, due
from openimr.cases.eligibility.look import Look
from openimr.cases.eligibility.reason import Effect, Reason, reason, rules
from openimr.cases.eligibility.window import communicated_on
from openimr.cases.filing import DisputedTreatment

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
        yield _late(at, limit)


def _late(at: Look, limit: Deadline) -> Reason:
    """What is received after the ordinary window, which refuses only where nothing is in doubt."""
    received = at.application.received_on
    late = limit.days_late(received)
    says = f"Received on {received}, {late} {'day' if late == 1 else 'days'} after the last day, {limit.due_on}."
    # What the law of the day is in doubt about refuses nobody.
    doubts = (*at.window.doubts(received), *limit.doubts)
    found = reason("too-late", says, deadline=limit, evidence=(limit.arithmetic, *doubts))
    return msgspec.structs.replace(found, effect=Effect.HOLDS) if doubts else found


def find_of_treatment(at: Look, treatment: DisputedTreatment) -> Iterator[Reason]:
    """The shorter window of a formulary dispute: told, and never a reason to refuse."""
    decision, ur = at.decision, treatment.ur
    if decision is None or at.window.ordinary is None or ur is None or not ur.is_formulary_dispute:
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
