"""What utilization review did with each treatment: CNC_UR, TREATMENT_ALREADY_AUTHORIZED, NOT_IN_UR_DECISION.

Source: Labor Code 4610, 4610.5(c); 8 CCR 9792.10.3, 9792.10.6(a); the department's list of ineligibility reasons.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.cases.eligibility.look import Look
from openimr.cases.eligibility.reason import Reason, reason, rules
from openimr.cases.filing import DisputedTreatment
from openimr.cases.terms import UrAction
from openimr.cases.utilization import Amount, UrTreatment

__all__ = ["find", "find_of_treatment"]


def find(at: Look) -> Iterator[Reason]:
    """Whether the decision is known, and is the one that the form names."""
    decision, stated = at.decision, at.application.ur_decided_on
    if decision is None:
        yield reason("decision-not-known", "Nothing is known of the utilization review decision.")
    elif stated is not None and stated != decision.decided_on:
        is_replaced = stated == decision.replaces
        why = "; it was replaced after an internal appeal" if is_replaced else ""
        says = f"The form names a decision of {stated}, the decision at hand is of {decision.decided_on}{why}."
        yield reason("dates-differ", says)


def find_of_treatment(at: Look, treatment: DisputedTreatment) -> Iterator[Reason]:
    """Whether something is left to review of this treatment."""
    yield from _authorized(at, treatment)
    yield from _conditional(treatment)
    if at.decision is None:
        return
    if treatment.ur is None:
        says = f"The decision of {at.decision.decided_on} does not speak of treatment {treatment.number}."
        yield reason("not-in-decision", says)
        return
    yield from _action(at.decision.decided_on, treatment.ur)


def _authorized(at: Look, treatment: DisputedTreatment) -> Iterator[Reason]:
    for notice in at.filing.authorizations:
        if notice.treatment == treatment.number and notice.noticed_on <= at.on:
            says = f"The claims administrator gave notice on {notice.noticed_on} that it authorizes the treatment."
            yield reason("authorized-later", says)


def _conditional(treatment: DisputedTreatment) -> Iterator[Reason]:
    """A denial only for want of information that was asked for; form and decision may differ about it."""
    flag = treatment.listed.is_denied_for_information
    is_decided_so = treatment.ur is not None and treatment.ur.is_for_missing_information
    if is_decided_so and flag is not False:
        yield reason("conditional-denial", "It was denied only because requested information was not sent.")
    elif is_decided_so:
        says = "The decision denies it only because requested information was not sent; the form says otherwise."
        yield reason("conditional-denial-disputed", says)
    elif flag:
        says = "The form says that it was denied because information was not sent; no decision at hand says so."
        yield reason("conditional-denial-disputed", says)


def _action(day: dt.date, ur: UrTreatment) -> Iterator[Reason]:
    if ur.action is UrAction.APPROVED:
        yield reason("approved", f"Utilization review approved the treatment on {day}.")
    elif ur.action is UrAction.DELAYED and rules()["delay-no-decision"].is_in_force(day):
        yield reason("delay-no-decision", f"The decision of {day} only delays; since 2018 that is no decision.")
    elif ur.action is UrAction.MODIFIED and ur.asked is not None and ur.certified is not None:
        yield from _certified_in_full(ur.asked, ur.certified)


def _certified_in_full(asked: Amount, certified: Amount) -> Iterator[Reason]:
    if asked.unit == certified.unit and certified.value >= asked.value:
        says = (
            f"All that was asked for was certified: {certified.value:g} of {asked.value:g} {asked.unit};"
            " what else was modified is not said."
        )
        yield reason("certified-in-full", says)
