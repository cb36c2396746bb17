"""The words that a case and its determination share: outcome, priority, sex, and what utilization review did.

Source: Labor Code 4610 and 4610.6; 8 CCR 9792.10.4.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Outcome", "Priority", "Sex", "UrAction"]


class Outcome(StrEnum):
    """What the determination does to the utilization review decision on one disputed treatment."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"
    PARTIALLY_OVERTURNED = "partially_overturned"


class Priority(StrEnum):
    """How fast the review had to be. Source: 8 CCR 9792.10.4."""

    STANDARD = "standard"
    EXPEDITED = "expedited"


class Sex(StrEnum):
    """The employee's sex, as the document words it."""

    FEMALE = "female"
    MALE = "male"


class UrAction(StrEnum):
    """What utilization review did with a request. Source: Labor Code 4610."""

    APPROVED = "approved"
    MODIFIED = "modified"
    DENIED = "denied"
    DELAYED = "delayed"
