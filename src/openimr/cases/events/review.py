"""What can happen while a case is reviewed: records, reviewers, questions, signatures, the second look.

Source: 8 CCR 9792.10.5, 9792.10.6; Labor Code 4610.6; ``imr-process.md``, sections 2.6 and 2.7.
"""

from __future__ import annotations

import datetime as dt

from openimr.cases.events.terms import RecordsKind, Verdict
from openimr.cases.terms import Outcome
from openimr.citations import Value

__all__ = [
    "ExtensionApproved",
    "FurtherReviewersApproved",
    "MoreInformationAsked",
    "MoreInformationLapsed",
    "MoreInformationReceived",
    "QualityBegun",
    "QualityPassed",
    "QualityReturned",
    "RecordsOverdueNoted",
    "RecordsReceived",
    "ReviewSigned",
    "ReviewerDesignated",
    "ReviewerWithdrew",
]


class RecordsReceived(Value, frozen=True, kw_only=True, tag="records_received"):
    """Records came in. ``absent`` are kinds of which the sender says that there are none.

    ``is_complete``: with these the claims administrator's records are complete.
    """

    kinds: tuple[RecordsKind, ...]
    is_complete: bool
    absent: tuple[RecordsKind, ...] = ()


class RecordsOverdueNoted(Value, frozen=True, kw_only=True, tag="records_overdue_noted"):
    """Somebody noted that the time for the records ran out."""


class ReviewerDesignated(Value, frozen=True, kw_only=True, tag="reviewer_designated"):
    """A reviewer was named, by a stable id that is no name, with what was found on fitness and conflicts."""

    reviewer: str
    qualification: Verdict
    conflict: Verdict
    attested_on: dt.date | None = None


class ReviewerWithdrew(Value, frozen=True, kw_only=True, tag="reviewer_withdrew"):
    """A reviewer declined, withdrew or was withdrawn."""

    reviewer: str
    reason: str


class FurtherReviewersApproved(Value, frozen=True, kw_only=True, tag="further_reviewers_approved"):
    """The Administrative Director approved in writing that ``number`` reviewers decide."""

    number: int
    approved_on: dt.date | None
    reason: str


class MoreInformationAsked(Value, frozen=True, kw_only=True, tag="more_information_asked"):
    """The organization asked for more; ``missing`` names each thing. ``received_on`` is the request's."""

    missing: tuple[str, ...]
    received_on: dt.date | None = None


class MoreInformationReceived(Value, frozen=True, kw_only=True, tag="more_information_received"):
    """What was asked for in addition came in."""


class MoreInformationLapsed(Value, frozen=True, kw_only=True, tag="more_information_lapsed"):
    """The time for more information ran out, and the review goes on without it."""


class ReviewSigned(Value, frozen=True, kw_only=True, tag="review_signed"):
    """The reviewer who acts decided one treatment and signed.

    ``digest`` is the SHA-256 of the exact text, ``pins`` the number of places in the records that it rests on.
    """

    treatment: int
    outcome: Outcome
    digest: str
    pins: int
    rests_beyond_ur_decision: bool


class QualityBegun(Value, frozen=True, kw_only=True, tag="quality_begun"):
    """All is signed, and somebody else looks at it."""


class QualityReturned(Value, frozen=True, kw_only=True, tag="quality_returned"):
    """The second look sent treatments back to their reviewers; their signatures no longer count."""

    treatments: tuple[int, ...]
    reason: str


class QualityPassed(Value, frozen=True, kw_only=True, tag="quality_passed"):
    """The second look found nothing to send back."""


class ExtensionApproved(Value, frozen=True, kw_only=True, tag="extension_approved"):
    """The Administrative Director approved more time."""

    reason: str
