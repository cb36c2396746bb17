"""What utilization review decided, treatment by treatment, and how the decision reached the employee.

Source: Labor Code 4610; 8 CCR 9792.9.1; Dubon v. World Restoration (2014, en banc); ``imr-process.md``, section 2.2.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from openimr.calendars.service import Place, ServiceMethod
from openimr.cases.terms import Priority, UrAction
from openimr.citations import Value

__all__ = ["Amount", "LiabilityDispute", "Requested", "UrDecision", "UrTreatment"]


class Requested(StrEnum):
    """When the treatment was to be given, seen from the request. Source: Labor Code 4610(i)."""

    PROSPECTIVE = "prospective"
    CONCURRENT = "concurrent"
    RETROSPECTIVE = "retrospective"


class Amount(Value, frozen=True, kw_only=True):
    """How much of a treatment, in its own unit ("sessions", "tablets", "days")."""

    value: float
    unit: str


class UrTreatment(Value, frozen=True, kw_only=True):
    """What was done with one requested treatment; ``number`` is that of the treatment on the application.

    ``certified`` is the part that a modification allows, absent where the decision does not say. A denial is
    ``is_for_missing_information`` where its only ground is that the physician did not send what was asked of him.
    ``dispensed_on`` is for drugs, ``served_on`` for treatment already given.
    """

    number: int
    wording: str
    action: UrAction
    when: Requested = Requested.PROSPECTIVE
    asked: Amount | None = None
    certified: Amount | None = None
    guideline: str = ""
    reason: str = ""
    is_for_missing_information: bool = False
    is_formulary_dispute: bool = False
    served_on: tuple[dt.date, ...] = ()
    dispensed_on: dt.date | None = None


class LiabilityDispute(Value, frozen=True, kw_only=True):
    """A dispute of the claims administrator for other than medical reasons: injury, body part, or treatment.

    ``treatments`` are the numbers it covers; empty for all. ``resolved_on`` and ``resolution_served_on`` are absent
    while it lasts. Source: Labor Code 4610(l), 4610.5(h)(2); 8 CCR 9792.10.3(d).
    """

    about: str
    raised_on: dt.date
    treatments: tuple[int, ...] = ()
    resolved_on: dt.date | None = None
    resolution_served_on: dt.date | None = None
    is_liable: bool | None = None
    agreed_eligible_on: dt.date | None = None

    def covers(self, treatment: int) -> bool:
        """Whether the dispute is about this treatment."""
        return not self.treatments or treatment in self.treatments


class UrDecision(Value, frozen=True, kw_only=True):
    """The written decision of utilization review.

    ``requested_on`` is the date on the request for authorization, ``request_received_on`` the day of its receipt, and
    ``request_received_at`` the instant where it is known. The window for the application runs from ``served_on``.
    ``had_form`` says whether the form and the notice of rights were sent with it; none where that is not documented.
    ``replaces`` is the day of an earlier decision that an internal appeal changed.
    """

    decided_on: dt.date
    treatments: tuple[UrTreatment, ...]
    served_on: dt.date | None = None
    served_by: ServiceMethod | None = None
    served_in: Place | None = None
    review: Priority = Priority.STANDARD
    requested_on: dt.date | None = None
    request_received_on: dt.date | None = None
    request_received_at: dt.datetime | None = None
    request_received_by: ServiceMethod | None = None
    information_received_on: dt.date | None = None
    had_form: bool | None = None
    form_served_on: dt.date | None = None
    decided_by_physician: bool | None = None
    records_listed: tuple[str, ...] = ()
    internal_appeal_on: dt.date | None = None
    replaces: dt.date | None = None
