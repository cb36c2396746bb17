"""Tells apart the rows of the tables that one event can follow: which transition, clock or letter it is.

A guard refuses nothing; it only chooses. Source: the ``when`` columns of ``rulebook/law/life_cycle.yaml``,
``case_clocks.yaml`` and ``case_letters.yaml``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from openimr.calendars.deadline_rules import rules_named
from openimr.calendars.service import ServiceMethod
from openimr.cases.case import Case, TreatmentStanding
from openimr.cases.events import Event, Recipient, ScreeningResult
from openimr.cases.terms import Priority

__all__ = ["GUARDS", "Guard", "all_hold"]

# The case after the event has been written into it, and the event.
Guard = Callable[[Case, Event], bool]

GUARDS: dict[str, Guard] = {}


def all_hold(names: Iterable[str], case: Case, event: Event) -> bool:
    """Whether all guards of these names hold."""
    return all(GUARDS[name](case, event) for name in names)


def _guard(function: Guard) -> Guard:
    GUARDS[function.__name__.replace("_", "-")] = function
    return function


def _said(event: Event, name: str, default: Any) -> Any:
    """What the event says under this name, or the default where its kind has no such field."""
    return getattr(event.what, name, default)


@_guard
def missing_decision(_case: Case, event: Event) -> bool:
    """The question is for the utilization review decision that was not attached."""
    return bool(_said(event, "is_for_missing_decision", default=False))


@_guard
def eligible_remains(case: Case, _event: Event) -> bool:
    """A treatment is eligible and still to be decided."""
    return bool(case.open_numbers)


@_guard
def undecided_remains(case: Case, _event: Event) -> bool:
    """A treatment is still to be screened or decided."""
    return bool(case.numbers(TreatmentStanding.UNSCREENED, TreatmentStanding.ELIGIBLE))


@_guard
def deferred_remains(case: Case, _event: Event) -> bool:
    """A treatment waits for the dispute over liability."""
    return bool(case.numbers(TreatmentStanding.DEFERRED))


@_guard
def finds_eligible(_case: Case, event: Event) -> bool:
    """The event finds a treatment eligible."""
    return _finds(event, ScreeningResult.ELIGIBLE)


@_guard
def finds_ineligible(_case: Case, event: Event) -> bool:
    """The event finds a treatment ineligible."""
    return _finds(event, ScreeningResult.INELIGIBLE)


@_guard
def finds_deferred(_case: Case, event: Event) -> bool:
    """The event defers a treatment."""
    return _finds(event, ScreeningResult.DEFERRED)


def _finds(event: Event, result: ScreeningResult) -> bool:
    return any(row.result is result for row in _said(event, "results", default=()))


@_guard
def is_expedited(case: Case, _event: Event) -> bool:
    """The review is expedited."""
    return case.priority is Priority.EXPEDITED


@_guard
def is_regular(case: Case, _event: Event) -> bool:
    """The review is not expedited."""
    return case.priority is Priority.STANDARD


@_guard
def electronic_notice(_case: Case, event: Event) -> bool:
    """The notice goes electronically."""
    return _said(event, "method", default=None) is ServiceMethod.ELECTRONIC


@_guard
def notice_by_mail(_case: Case, event: Event) -> bool:
    """The notice goes by mail."""
    return _said(event, "method", default=None) is ServiceMethod.MAIL


@_guard
def receipt_documented(_case: Case, event: Event) -> bool:
    """When the paper was received is documented."""
    known = _said(event, "received_at", default=None) or _said(event, "received_on", default=None)
    return known is not None


@_guard
def service_documented(_case: Case, event: Event) -> bool:
    """How the paper was served is documented."""
    return _said(event, "method", default=None) is not None


@_guard
def formulary_dispute(case: Case, _event: Event) -> bool:
    """An open treatment is a drug of the formulary, in dispute since there is one."""
    on = case.disputed_on or case.received_on
    has_one = any(row.is_formulary_dispute and row.number in case.open_numbers for row in case.treatments)
    return has_one and any(rule.is_in_force(on) for rule in rules_named("determination-formulary"))


@_guard
def makes_records_complete(_case: Case, event: Event) -> bool:
    """With this delivery the claims administrator's records are complete."""
    return bool(_said(event, "is_complete", default=False))


@_guard
def records_are_complete(case: Case, _event: Event) -> bool:
    """The claims administrator's records are complete, and no reviewer is left."""
    return case.round.has_complete_records


@_guard
def reviewer_remains(case: Case, _event: Event) -> bool:
    """A reviewer still decides."""
    return bool(case.round.active_reviewers)


@_guard
def nothing_issued(case: Case, _event: Event) -> bool:
    """No determination was issued in any round."""
    return all(row.issued is None for row in case.rounds)


@_guard
def other_organization_named(_case: Case, event: Event) -> bool:
    """Another review organization is named."""
    return bool(_said(event, "organization", default=""))


@_guard
def authorization_owed(case: Case, _event: Event) -> bool:
    """Treatment not yet given was overturned and is not authorized."""
    return any(row.is_owed and not row.is_retrospective for row in case.treatments)


@_guard
def payment_owed(case: Case, _event: Event) -> bool:
    """Treatment already given was overturned and is not paid."""
    return any(row.is_owed and row.is_retrospective for row in case.treatments)


@_guard
def something_owed(case: Case, _event: Event) -> bool:
    """Treatment that was overturned is neither authorized nor paid for."""
    return any(row.is_owed for row in case.treatments)


@_guard
def by_certification(_case: Case, event: Event) -> bool:
    """The event is the conversion to an expedited review."""
    return event.kind == "expedited"


@_guard
def affirms_or_remands(_case: Case, event: Event) -> bool:
    """The event is a decision of the Appeals Board."""
    return event.kind in {"affirmed", "remanded"}


@_guard
def receipt_by_administrator_documented(_case: Case, event: Event) -> bool:
    """When the claims administrator received the determination is documented."""
    services = _said(event, "services", default=())
    return any(row.recipient is Recipient.CLAIMS_ADMINISTRATOR and row.received_on for row in services)
