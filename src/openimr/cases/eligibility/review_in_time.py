"""UR_UNTIMELY_WCAB: a utilization review decision that came too late is for the Appeals Board, not for this review.

Whether it was late is not for the screener to find: the arithmetic is shown, and a person decides.

Source: Dubon v. World Restoration (2014, en banc); Labor Code 4610(i); 8 CCR 9792.9.1(c).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.calendars.deadlines import Deadline, due
from openimr.calendars.instants import pacific_day
from openimr.calendars.service import ServiceMethod
from openimr.cases.eligibility.look import Look
from openimr.cases.eligibility.reason import Reason, reason
from openimr.cases.filing import DisputedTreatment
from openimr.cases.terms import Priority
from openimr.cases.utilization import Requested, UrDecision

__all__ = ["find_of_treatment"]

_RULES = {
    Requested.PROSPECTIVE: "ur-prospective",
    Requested.CONCURRENT: "ur-concurrent",
    Requested.RETROSPECTIVE: "ur-retrospective",
}


def find_of_treatment(at: Look, treatment: DisputedTreatment) -> Iterator[Reason]:
    """Whether the decision on this treatment was made after the last day of its own time limit."""
    decision, ur = at.decision, treatment.ur
    if decision is None or ur is None:
        return
    received = decision.request_received_at or decision.request_received_on
    limit = _limit(decision, ur.when, received) if received else None
    if limit is not None and decision.decided_on > limit.due_on:
        says = (
            f"The decision of {decision.decided_on} seems {limit.days_late(decision.decided_on)} days late; its last"
            f" day was {limit.due_on}."
        )
        yield reason("ur-late", says, deadline=limit, evidence=(limit.arithmetic, *limit.doubts))


def _limit(decision: UrDecision, when: Requested, received: dt.datetime | dt.date) -> Deadline | None:
    """The latest day that the documented facts allow; none where they do not tell enough.

    Receipt of the information reasonably necessary starts the days; where it is documented to be later, it counts.
    """
    selecting = _day(received)
    if decision.review is Priority.EXPEDITED:
        return due("ur-expedited", received, rules_on=selecting) if isinstance(received, dt.datetime) else None
    by = decision.request_received_by
    if by is ServiceMethod.MAIL:
        received = due("rfa-received-by-mail", selecting, rules_on=selecting).due_on
    informed = decision.information_received_on
    if informed is not None and informed > _day(received):
        received = informed
    takes = by if by in {ServiceMethod.FAX, ServiceMethod.ELECTRONIC} and when is Requested.PROSPECTIVE else None
    return due(_RULES[when], received, rules_on=selecting, service=takes)


def _day(moment: dt.datetime | dt.date) -> dt.date:
    return pacific_day(moment) if isinstance(moment, dt.datetime) else moment
