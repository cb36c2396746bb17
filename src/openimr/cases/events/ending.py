"""What can happen from the issue of a determination on: service, appeal, remand, implementation, publication.

Source: Labor Code 4610.6(d) to (m); 8 CCR 9792.10.6, 9792.10.7, 9792.10.9, 10575; ``imr-process.md``, section 2.8.
"""

from __future__ import annotations

import datetime as dt

from openimr.calendars.service import Place, ServiceMethod
from openimr.cases.events.terms import AppealGround, Recipient
from openimr.cases.terms import Outcome
from openimr.citations import Value

__all__ = [
    "Affirmed",
    "Appealed",
    "Closed",
    "DeterminationAmended",
    "DeterminationIssued",
    "DeterminationServed",
    "Implemented",
    "IssuedText",
    "Published",
    "Remanded",
    "ServiceOn",
    "StatedOutcome",
]


class IssuedText(Value, frozen=True, kw_only=True):
    """The text of one reviewer on one treatment as it stands in the determination, by its SHA-256."""

    treatment: int
    reviewer: str
    digest: str


class StatedOutcome(Value, frozen=True, kw_only=True):
    """The outcome that the determination states for one treatment."""

    treatment: int
    outcome: Outcome


class DeterminationIssued(Value, frozen=True, kw_only=True, tag="determination_issued"):
    """The determination was issued; ``digest`` is of the whole. What it states must be what was signed."""

    digest: str
    texts: tuple[IssuedText, ...]
    outcomes: tuple[StatedOutcome, ...]


class ServiceOn(Value, frozen=True, kw_only=True):
    """How and when one party was served; ``received_on`` where that is documented."""

    recipient: Recipient
    method: ServiceMethod
    served_on: dt.date
    place: Place | None = None
    received_on: dt.date | None = None


class DeterminationServed(Value, frozen=True, kw_only=True, tag="determination_served"):
    """The determination was served on the parties."""

    services: tuple[ServiceOn, ...]


class DeterminationAmended(Value, frozen=True, kw_only=True, tag="determination_amended"):
    """A slip in the letter was mended by a second letter; the first is kept, and no outcome changes."""

    digest: str
    reason: str


class Appealed(Value, frozen=True, kw_only=True, tag="appealed"):
    """A petition was filed with the Appeals Board, against the determination or the finding of ineligibility."""

    grounds: tuple[AppealGround, ...]
    filed_on: dt.date


class Affirmed(Value, frozen=True, kw_only=True, tag="affirmed"):
    """The Appeals Board let the decision stand."""


class Remanded(Value, frozen=True, kw_only=True, tag="remanded"):
    """The decision was sent back, with each wrong fact named.

    ``treatments`` are the numbers sent back; empty for all that were decided.

    ``organization`` is the other organization that reviews; empty where another reviewer of this one does.
    ``has_other_organization`` says whether there is one; none where that is not documented.
    """

    wrong_facts: tuple[str, ...]
    treatments: tuple[int, ...] = ()
    organization: str = ""
    has_other_organization: bool | None = None


class Implemented(Value, frozen=True, kw_only=True, tag="implemented"):
    """The claims administrator authorized, or paid for, what was overturned."""

    treatments: tuple[int, ...]
    done_on: dt.date


class Published(Value, frozen=True, kw_only=True, tag="published"):
    """A copy without identifying details was published; ``digest`` is its SHA-256."""

    digest: str


class Closed(Value, frozen=True, kw_only=True, tag="closed"):
    """Nothing more is to be done. ``continued_in`` is the case in which treatments still deferred go on."""

    continued_in: str = ""
