"""What can happen to a case: one frozen value for each kind of event, with who did it, as what, and when.

An event says what happened outside; whether it may happen is the life cycle's to say (``life_cycle.apply``). The
``type`` of an event in JSON is its name in ``rulebook/law/life_cycle.yaml``.

Source: Labor Code 4610.5 and 4610.6; 8 CCR 9792.10.1 to 9792.10.9, 10575; ``imr-process.md``, section 2.
"""

from __future__ import annotations

import datetime as dt

from openimr.cases.events.ending import (
    Affirmed,
    Appealed,
    Closed,
    DeterminationAmended,
    DeterminationIssued,
    DeterminationServed,
    Implemented,
    IssuedText,
    Published,
    Remanded,
    ServiceOn,
    StatedOutcome,
)
from openimr.cases.events.intake import (
    Assigned,
    Consolidated,
    Expedited,
    FiledTreatment,
    InformationAnswered,
    InformationAsked,
    InformationLapsed,
    LiabilityResolved,
    Received,
    Screened,
    ScreeningBegun,
    TookIn,
    TreatmentResult,
    TreatmentsAuthorized,
    TreatmentsWithdrawn,
)
from openimr.cases.events.review import (
    ExtensionApproved,
    FurtherReviewersApproved,
    MoreInformationAsked,
    MoreInformationLapsed,
    MoreInformationReceived,
    QualityBegun,
    QualityPassed,
    QualityReturned,
    RecordsOverdueNoted,
    RecordsReceived,
    ReviewerDesignated,
    ReviewerWithdrew,
    ReviewSigned,
)
from openimr.cases.events.terms import (
    AppealGround,
    Recipient,
    RecordsKind,
    Role,
    ScreeningResult,
    Verdict,
)
from openimr.citations import Value

__all__ = [
    "Affirmed",
    "AppealGround",
    "Appealed",
    "Assigned",
    "Closed",
    "Consolidated",
    "DeterminationAmended",
    "DeterminationIssued",
    "DeterminationServed",
    "Event",
    "Expedited",
    "ExtensionApproved",
    "FiledTreatment",
    "FurtherReviewersApproved",
    "Happening",
    "Implemented",
    "InformationAnswered",
    "InformationAsked",
    "InformationLapsed",
    "IssuedText",
    "LiabilityResolved",
    "MoreInformationAsked",
    "MoreInformationLapsed",
    "MoreInformationReceived",
    "Published",
    "QualityBegun",
    "QualityPassed",
    "QualityReturned",
    "Received",
    "Recipient",
    "RecordsKind",
    "RecordsOverdueNoted",
    "RecordsReceived",
    "Remanded",
    "ReviewSigned",
    "ReviewerDesignated",
    "ReviewerWithdrew",
    "Role",
    "Screened",
    "ScreeningBegun",
    "ScreeningResult",
    "ServiceOn",
    "StatedOutcome",
    "TookIn",
    "TreatmentResult",
    "TreatmentsAuthorized",
    "TreatmentsWithdrawn",
    "Verdict",
]

Happening = (
    Received
    | ScreeningBegun
    | InformationAsked
    | InformationAnswered
    | InformationLapsed
    | Screened
    | LiabilityResolved
    | Assigned
    | Consolidated
    | TookIn
    | RecordsReceived
    | RecordsOverdueNoted
    | Expedited
    | ReviewerDesignated
    | ReviewerWithdrew
    | FurtherReviewersApproved
    | MoreInformationAsked
    | MoreInformationReceived
    | MoreInformationLapsed
    | ReviewSigned
    | QualityBegun
    | QualityReturned
    | QualityPassed
    | ExtensionApproved
    | DeterminationIssued
    | DeterminationServed
    | DeterminationAmended
    | TreatmentsAuthorized
    | TreatmentsWithdrawn
    | Appealed
    | Affirmed
    | Remanded
    | Implemented
    | Published
    | Closed
)


class Event(Value, frozen=True, kw_only=True):
    """Something that happened: ``by`` whom as what, ``who`` by a stable id, ``at`` an instant with its time zone."""

    by: Role
    who: str
    at: dt.datetime
    what: Happening

    @property
    def kind(self) -> str:
        """The name of the event in the table of the life cycle."""
        return str(self.what.__struct_config__.tag)
