"""What can happen to an application and its treatments: receipt, screening, assignment, conversion, early end.

Source: 8 CCR 9792.10.1, 9792.10.3, 9792.10.4, 9792.10.6(a); ``imr-process.md``, sections 2.3 to 2.5 and 2.11.
"""

from __future__ import annotations

import datetime as dt

from openimr.calendars.service import Place, ServiceMethod
from openimr.cases.application import Certification
from openimr.cases.events.terms import ScreeningResult
from openimr.cases.terms import Priority
from openimr.citations import Value

__all__ = [
    "Assigned",
    "Consolidated",
    "Expedited",
    "FiledTreatment",
    "InformationAnswered",
    "InformationAsked",
    "InformationLapsed",
    "LiabilityResolved",
    "Received",
    "Screened",
    "ScreeningBegun",
    "TookIn",
    "TreatmentResult",
    "TreatmentsAuthorized",
    "TreatmentsWithdrawn",
]


class FiledTreatment(Value, frozen=True, kw_only=True):
    """A disputed treatment as it enters the case; its wording stays with the application."""

    number: int
    is_retrospective: bool = False
    is_formulary_dispute: bool = False


class Received(Value, frozen=True, kw_only=True, tag="received"):
    """An application came in. ``received_on`` selects the rules that the case stays on.

    ``disputed_on`` is the day of the utilization review decision or, for the formulary, of dispensing; none where it
    is not documented.
    """

    number: str
    received_on: dt.date
    priority: Priority
    treatments: tuple[FiledTreatment, ...]
    is_represented: bool
    disputed_on: dt.date | None = None
    jurisdiction: str = "california"


class ScreeningBegun(Value, frozen=True, kw_only=True, tag="screening_begun"):
    """Somebody took up the application to see whether it is eligible."""


class InformationAsked(Value, frozen=True, kw_only=True, tag="information_asked"):
    """The organization asked about eligibility; ``missing`` names each thing. ``received_on`` is the question's."""

    missing: tuple[str, ...]
    is_for_missing_decision: bool = False
    received_on: dt.date | None = None


class InformationAnswered(Value, frozen=True, kw_only=True, tag="information_answered"):
    """The question about eligibility was answered."""


class InformationLapsed(Value, frozen=True, kw_only=True, tag="information_lapsed"):
    """The time for an answer about eligibility ran out, and screening goes on with what is there."""


class TreatmentResult(Value, frozen=True, kw_only=True):
    """What screening found on one treatment, with its reasons where it is not eligible."""

    treatment: int
    result: ScreeningResult
    reasons: tuple[str, ...] = ()


class Screened(Value, frozen=True, kw_only=True, tag="screened"):
    """Eligibility was decided, treatment by treatment; ``method`` and ``place``: how the decision was served."""

    results: tuple[TreatmentResult, ...]
    method: ServiceMethod | None = None
    place: Place | None = None


class LiabilityResolved(Value, frozen=True, kw_only=True, tag="liability_resolved"):
    """The dispute over liability ended, or the claims administrator agreed that the treatments are eligible."""

    treatments: tuple[int, ...]


class Assigned(Value, frozen=True, kw_only=True, tag="assigned"):
    """The notice of assignment and request for information went out; ``received_at`` where that is documented."""

    method: ServiceMethod
    received_at: dt.datetime | None = None


class Consolidated(Value, frozen=True, kw_only=True, tag="consolidated"):
    """The case was merged into ``parent``; ``is_allowed`` is what the test of 8 CCR 9792.10.4(a) found."""

    parent: str
    is_allowed: bool


class TookIn(Value, frozen=True, kw_only=True, tag="took_in"):
    """The eligible treatments of ``child`` were taken into this case, under new numbers."""

    child: str
    treatments: tuple[FiledTreatment, ...]
    is_allowed: bool


class Expedited(Value, frozen=True, kw_only=True, tag="expedited"):
    """The treating physician certified an imminent and serious threat, and the review becomes expedited."""

    certification: Certification


class TreatmentsAuthorized(Value, frozen=True, kw_only=True, tag="treatments_authorized"):
    """The claims administrator authorized treatments after all."""

    treatments: tuple[int, ...]


class TreatmentsWithdrawn(Value, frozen=True, kw_only=True, tag="treatments_withdrawn"):
    """The employee's side withdrew treatments, in writing or not."""

    treatments: tuple[int, ...]
    is_in_writing: bool
