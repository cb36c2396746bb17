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
from openimr.cases.reach import has_rules
from openimr.cases.terms import Priority
from openimr.cases.utilization import Requested, UrDecision

__all__ = ["find_of_treatment"]

_RULES = {
    Requested.PROSPECTIVE: "ur-prospective",
    Requested.CONCURRENT: "ur-concurrent",
    Requested.RETROSPECTIVE: "ur-retrospective",
}
_OUTER = "ur-outer-limit"


def find_of_treatment(at: Look, treatment: DisputedTreatment) -> Iterator[Reason]:
    """Whether the decision on this treatment was made after the last day of its own time limit."""
    decision, ur = at.decision, treatment.ur
    if decision is None or ur is None:
        return
    limits = [limit for limit in (_limit(decision, ur.when), _outer_limit(decision, ur.when)) if limit is not None]
    limit = min(limits, key=lambda limit: limit.due_on, default=None)
    if limit is not None and decision.decided_on > limit.due_on:
        late = limit.days_late(decision.decided_on)
        days = f"{late} {'day' if late == 1 else 'days'}"
        says = f"The decision of {decision.decided_on} seems {days} late; its last day was {limit.due_on}."
        stands_for = ("The day of the request stands for the physician's recommendation.",)
        evidence = (limit.arithmetic, *limit.doubts, *(stands_for if limit.rule.id == _OUTER else ()))
        yield reason("ur-late", says, deadline=limit, evidence=evidence)


def _limit(decision: UrDecision, when: Requested) -> Deadline | None:
    """The latest day that the documented facts allow; none where they do not tell enough.

    Receipt of the information reasonably necessary starts the days; where it is documented to be later, it counts.
    """
    received = decision.request_received_at or decision.request_received_on
    if received is None or not has_rules(_day(received)):
        return None
    selecting = _day(received)
    if decision.review is Priority.EXPEDITED:
        return due("ur-expedited", received, rules_on=selecting) if isinstance(received, dt.datetime) else None
    by = decision.request_received_by
    if by is ServiceMethod.MAIL:
        received = due("rfa-received-by-mail", selecting, rules_on=selecting).due_on
    informed = decision.information_received_on
    if informed is not None and informed > _day(received):
        received = informed
    has_cut_off = by in {ServiceMethod.FAX, ServiceMethod.ELECTRONIC} and when is not Requested.CONCURRENT
    return due(_RULES[when], received, rules_on=selecting, service=by if has_cut_off else None)


def _outer_limit(decision: UrDecision, when: Requested) -> Deadline | None:
    """The last day for treatment not yet given, whatever information is missing, from the day of the request."""
    asked = decision.requested_on
    if asked is None or not has_rules(asked) or when is Requested.RETROSPECTIVE:
        return None
    return due(_OUTER, asked) if decision.review is Priority.STANDARD else None


def _day(moment: dt.datetime | dt.date) -> dt.date:
    return pacific_day(moment) if isinstance(moment, dt.datetime) else moment
