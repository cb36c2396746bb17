"""DATE_OUT_OF_SCOPE: review exists for injuries since 2013, and for decisions communicated since 2013-07-01.

Source: Labor Code 4610.5(a); 8 CCR 9792.10.1; rule sets V0 and V1 of ``rulebook/law/rule_sets.yaml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

import msgspec

from openimr.calendars.rule_sets import rule_sets
from openimr.cases.eligibility.look import Look
from openimr.cases.eligibility.reason import Effect, Reason, reason
from openimr.cases.eligibility.window import communicated_on

__all__ = ["find"]


@cache
def _begins(rule_set: str) -> dt.date:
    return next(row.from_ for row in rule_sets() if row.id == rule_set)


def find(at: Look) -> Iterator[Reason]:
    """Whether there is review at all for this injury and this decision."""
    injured, decision = at.application.injured_on, at.decision
    if decision is None:
        return
    told = communicated_on(decision)
    if told >= _begins("V1" if injured < _begins("V0") else "V0"):
        return
    says = f"The injury is of {injured}, before {_begins('V0')}, and the decision of {told}, before {_begins('V1')}."
    if injured >= _begins("V0"):
        says = f"The decision is of {told}, before there was review for any injury ({_begins('V0')})."
    found = reason("date-out-of-scope", says)
    if decision.served_on is None:
        # A decision may be communicated after it is made: without its service nobody knows on which side it lies.
        found = msgspec.structs.replace(found, effect=Effect.HOLDS, evidence=("Its service is not documented.",))
    yield found
