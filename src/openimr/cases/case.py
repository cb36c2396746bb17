"""The case: where it stands, its disputed treatments, its clocks, and each round of review with what was issued.

A case is a value. ``life_cycle.apply`` makes the next one from it and an event; nothing else changes a case.

Source: Labor Code 4610.5 and 4610.6; 8 CCR 9792.10.1 to 9792.10.9; ``imr-process.md``, sections 0 and 2.1.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from openimr.cases.clock import Clock
from openimr.cases.deciding import Decision
from openimr.cases.events import (
    Appealed,
    DeterminationIssued,
    RecordsReceived,
    Role,
    ScreeningResult,
    ServiceOn,
    Verdict,
)
from openimr.cases.terms import Outcome, Priority
from openimr.citations import Value

__all__ = [
    "Amendment",
    "Case",
    "Decided",
    "Designation",
    "Issued",
    "ReceivedRecords",
    "Round",
    "SignedReview",
    "State",
    "Treatment",
    "TreatmentStanding",
]


class State(StrEnum):
    """Where a case stands. What several treatments or papers can differ in is no state but a property."""

    RECEIVED = "received"
    SCREENING = "screening"
    INFORMATION_REQUESTED = "information_requested"
    DEFERRED = "deferred"
    INELIGIBLE = "ineligible"
    ELIGIBLE = "eligible"
    AWAITING_RECORDS = "awaiting_records"
    RECORDS_COMPLETE = "records_complete"
    RECORDS_OVERDUE = "records_overdue"
    UNDER_REVIEW = "under_review"
    MORE_INFORMATION_REQUESTED = "more_information_requested"
    QUALITY_CHECK = "quality_check"
    READY_TO_ISSUE = "ready_to_issue"
    DETERMINED = "determined"
    SERVED = "served"
    APPEALED = "appealed"
    AFFIRMED = "affirmed"
    REMANDED = "remanded"
    CONSOLIDATED = "consolidated"
    TERMINATED = "terminated"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"

    @property
    def words(self) -> str:
        """The state as it is said."""
        return self.value.replace("_", " ")


class TreatmentStanding(StrEnum):
    """Where one disputed treatment stands in its case; what is sent away is decided elsewhere."""

    UNSCREENED = "unscreened"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    DEFERRED = "deferred"
    AUTHORIZED = "authorized"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"
    SENT_AWAY = "sent_away"

    @classmethod
    def screened(cls, result: ScreeningResult) -> TreatmentStanding:
        """The standing that a result of screening leads to."""
        return cls(result.value)


class Treatment(Value, frozen=True, kw_only=True):
    """A disputed treatment in its case. ``outcome`` and ``implemented_on`` are absent until there is one.

    ``from_case`` is the case it was taken in from, if any.
    """

    number: int
    standing: TreatmentStanding = TreatmentStanding.UNSCREENED
    is_retrospective: bool = False
    is_formulary_dispute: bool = False
    from_case: str = ""
    outcome: Outcome | None = None
    implemented_on: dt.date | None = None

    @property
    def is_owed(self) -> bool:
        """Whether the claims administrator has still to authorize it or to pay for it."""
        return self.outcome in {Outcome.OVERTURNED, Outcome.PARTIALLY_OVERTURNED} and self.implemented_on is None


class ReceivedRecords(Value, frozen=True, kw_only=True):
    """One delivery of records: from whom, and when."""

    by: Role
    at: dt.datetime
    what: RecordsReceived


class Designation(Value, frozen=True, kw_only=True):
    """A reviewer named for a round; ``withdrew_at`` and ``reason`` are given when he no longer is.

    ``reviewer`` is a stable id and never a name.
    """

    reviewer: str
    designated_at: dt.datetime
    qualification: Verdict
    conflict: Verdict
    attested_on: dt.date | None
    withdrew_at: dt.datetime | None = None
    reason: str = ""

    @property
    def is_active(self) -> bool:
        """Whether he has not withdrawn."""
        return self.withdrew_at is None


class SignedReview(Value, frozen=True, kw_only=True):
    """What one reviewer decided on one treatment, and the digest of the text he signed.

    ``is_void`` once the text was sent back, signed anew, or its reviewer withdrew; it is kept all the same.
    """

    reviewer: str
    treatment: int
    outcome: Outcome
    digest: str
    pins: int
    signed_at: dt.datetime
    is_void: bool = False


class Decided(Value, frozen=True, kw_only=True):
    """The outcome of one treatment, how the signed reviews led to it, and by which rule."""

    treatment: int
    decision: Decision


class Amendment(Value, frozen=True, kw_only=True):
    """A second letter that mends a slip of the first, which is kept."""

    digest: str
    reason: str
    at: dt.datetime


class Issued(Value, frozen=True, kw_only=True):
    """A determination as it was issued; only service, amendments and publication are added to it."""

    at: dt.datetime
    letter: DeterminationIssued
    decided: tuple[Decided, ...]
    services: tuple[ServiceOn, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    published: str = ""


class Round(Value, frozen=True, kw_only=True):
    """One round of review: the first, and another one for each remand.

    ``wrong_facts`` are those for which the earlier decision was sent back; ``excluded`` are the reviewers who may not
    decide again; ``notified_at`` is when the notice of assignment went out. ``approved_reviewers`` is 1 unless the
    Administrative Director approved more in writing.
    """

    number: int
    wrong_facts: tuple[str, ...] = ()
    notified_at: dt.datetime | None = None
    excluded: tuple[str, ...] = ()
    records: tuple[ReceivedRecords, ...] = ()
    has_complete_records: bool = False
    approved_reviewers: int = 1
    designations: tuple[Designation, ...] = ()
    reviews: tuple[SignedReview, ...] = ()
    is_extended: bool = False
    issued: Issued | None = None
    appeals: tuple[Appealed, ...] = ()

    @property
    def active_reviewers(self) -> tuple[str, ...]:
        """The ids of the reviewers who are to decide, in the order in which they were named."""
        return tuple(row.reviewer for row in self.designations if row.is_active)

    @property
    def valid_reviews(self) -> tuple[SignedReview, ...]:
        """The signed reviews that count."""
        return tuple(row for row in self.reviews if not row.is_void)


class Case(Value, frozen=True, kw_only=True):
    """A case. ``received_on`` is the day whose rules it stays on; ``last_at`` the instant of its last event.

    ``disputed_on`` selects the rules of the formulary. ``rounds`` has at least one; the last is the present one.
    """

    number: str
    state: State
    priority: Priority
    received_on: dt.date
    last_at: dt.datetime
    is_represented: bool
    treatments: tuple[Treatment, ...]
    rounds: tuple[Round, ...]
    clocks: tuple[Clock, ...] = ()
    disputed_on: dt.date | None = None
    merged_into: str = ""
    continued_in: str = ""

    @property
    def round(self) -> Round:
        """The present round of review."""
        return self.rounds[-1]

    @property
    def running(self) -> tuple[Clock, ...]:
        """The clocks that run."""
        return tuple(clock for clock in self.clocks if clock.is_running)

    def numbers(self, *standings: TreatmentStanding) -> tuple[int, ...]:
        """The numbers of the treatments that stand so, in their order."""
        return tuple(row.number for row in self.treatments if row.standing in standings)

    @property
    def open_numbers(self) -> tuple[int, ...]:
        """The numbers of the eligible treatments still to be decided."""
        return self.numbers(TreatmentStanding.ELIGIBLE)

    def running_clock(self, *names: str) -> Clock | None:
        """The running clock of one of these names that is due first, if any runs."""
        found = [clock for clock in self.running if clock.id in names]
        return min(found, key=lambda clock: clock.due_on, default=None)
