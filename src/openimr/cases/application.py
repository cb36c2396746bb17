"""The application for Independent Medical Review: all that DWC Form IMR asks for, and how it came in.

Source: 8 CCR 9792.10.1(b), 9792.10.2 (form as published in 2013; lines that later forms may word otherwise are kept
apart); Labor Code 4610.5(h) to (j); ``imr-process.md``, section 2.3.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from openimr.cases.parties import PersonName
from openimr.cases.terms import Priority
from openimr.citations import Value

__all__ = [
    "Application",
    "Attachment",
    "Certification",
    "Channel",
    "InformationRequest",
    "ListedTreatment",
    "Signature",
    "SignerRole",
]


class Channel(StrEnum):
    """How an application came in. Source: 8 CCR 9792.10.1(b)(1)."""

    MAIL = "mail"
    FAX = "fax"
    ELECTRONIC = "electronic"
    HAND = "hand"


class SignerRole(StrEnum):
    """As what a person signs the application."""

    EMPLOYEE = "employee"
    ATTORNEY = "attorney"
    DESIGNEE = "designee"
    REQUESTING_PHYSICIAN = "requesting_physician"
    EMERGENCY_PROVIDER = "emergency_provider"
    CLAIMS_ADMINISTRATOR = "claims_administrator"
    OTHER = "other"


class Signature(Value, frozen=True, kw_only=True):
    """Who signed the application, as what, and on which day; the day is absent where the form bears none."""

    by: SignerRole
    name: PersonName
    dated_on: dt.date | None = None


class Attachment(StrEnum):
    """What paper came with the application in the place of the utilization review decision."""

    NONE = "none"
    UTILIZATION_REVIEW_DECISION = "utilization_review_decision"
    EXPLANATION_OF_REVIEW = "explanation_of_review"
    CLAIM_DENIAL = "claim_denial"
    NETWORK_OPINION = "network_opinion"
    REQUEST_FOR_AUTHORIZATION = "request_for_authorization"
    OTHER = "other"


class Certification(Value, frozen=True, kw_only=True):
    """A physician's written word that the employee faces an imminent and serious threat. Source: 8 CCR 9792.10.4(c)."""

    physician: PersonName
    dated_on: dt.date
    received_at: dt.datetime
    has_documents: bool
    states_threat: bool
    is_treating_physician: bool


class ListedTreatment(Value, frozen=True, kw_only=True):
    """A treatment that the form lists, as worded there, with the two flags that the claims administrator fills in.

    A flag is none where it was left open. ``number`` counts from 1 and names the disputed treatment ever after.
    """

    number: int
    wording: str
    is_liability_disputed: bool | None = None
    is_denied_for_information: bool | None = None


class InformationRequest(Value, frozen=True, kw_only=True):
    """A query of the reviewing organization to a party before it decided on eligibility; answered, or not yet."""

    to: SignerRole
    asked_on: dt.date
    received_on: dt.date | None = None
    about: str
    answered_on: dt.date | None = None


class Application(Value, frozen=True, kw_only=True):
    """An application as filed. ``received_at`` is the instant in Pacific time where it is known, else ``received_on``.

    ``number`` is the receipt number of the reviewing organization. ``was_sent_to_claims_administrator`` and
    ``consents_to_records`` are none where the form does not say.
    """

    number: str
    received_on: dt.date
    channel: Channel
    review: Priority
    claim_number: str
    injured_on: dt.date
    ur_decided_on: dt.date | None
    treatments: tuple[ListedTreatment, ...]
    signature: Signature | None = None
    attachment: Attachment = Attachment.NONE
    received_at: dt.datetime | None = None
    sent_on: dt.date | None = None
    eams_number: str = ""
    wcis_number: str = ""
    primary_diagnosis: str = ""
    diagnosis_codes: tuple[str, ...] = ()
    consents_to_records: bool | None = None
    was_sent_to_claims_administrator: bool | None = None
    certification: Certification | None = None
    queries: tuple[InformationRequest, ...] = ()
