"""The part of a case that matching needs: parties, disputed treatments, and who has decided on them before."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

import msgspec

from openimr.citations import Value
from openimr.reviewers.identity import Being, Identity
from openimr.reviewers.registry import Ownership

__all__ = [
    "PERSONS",
    "About",
    "Clearance",
    "DisputedTreatment",
    "EarlierReviewer",
    "MatchCase",
    "Party",
    "PartyRole",
    "schema",
]


class PartyRole(StrEnum):
    """What a party is in the case; ``rulebook/law/affiliation_parties.yaml`` says which the statute names."""

    EMPLOYEE = "employee"
    FAMILY_OF_EMPLOYEE = "family_of_employee"
    EMPLOYER = "employer"
    INSURER = "insurer"
    CLAIMS_ADMINISTRATOR = "claims_administrator"
    MEDICAL_PROVIDER_NETWORK = "medical_provider_network"
    OFFICER = "officer"
    REQUESTING_PHYSICIAN = "requesting_physician"
    PHYSICIAN_GROUP = "physician_group"
    FACILITY = "facility"
    MANUFACTURER = "manufacturer"
    UR_ORGANIZATION = "ur_organization"
    UR_PHYSICIAN = "ur_physician"
    ATTORNEY = "attorney"
    OTHER = "other"


PERSONS = frozenset(
    {
        PartyRole.EMPLOYEE,
        PartyRole.FAMILY_OF_EMPLOYEE,
        PartyRole.OFFICER,
        PartyRole.REQUESTING_PHYSICIAN,
        PartyRole.UR_PHYSICIAN,
    }
)
"""The roles that only a person can have."""


class Party(Value, frozen=True, kw_only=True):
    """A party: its role, and all by which it may be known. ``is_a`` need not be said where the role says it."""

    role: PartyRole
    name: str
    is_a: Being | None = None
    other_names: tuple[str, ...] = ()
    npi: str = ""
    tax_number: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()

    def identity(self) -> Identity:
        """The party without its role."""
        return Identity(
            name=self.name,
            is_a=self.is_a or (Being.PERSON if self.role in PERSONS else Being.ORGANIZATION),
            other_names=self.other_names,
            npi=self.npi,
            tax_number=self.tax_number,
            emails=self.emails,
            phones=self.phones,
            addresses=self.addresses,
            parents=self.parents,
        )


class DisputedTreatment(Value, frozen=True, kw_only=True):
    """A disputed treatment as worded, and the conditions that it is for."""

    wording: str
    conditions: tuple[str, ...] = ()


class EarlierReviewer(Value, frozen=True, kw_only=True):
    """A reviewer who decided on this dispute before, by registry number, by name, or by both."""

    number: str = ""
    name: str = ""


class About(StrEnum):
    """What a clearance is about."""

    CONFLICT = "conflict"
    SPECIALTY = "specialty"
    CREDENTIAL = "credential"


class Clearance(Value, frozen=True, kw_only=True):
    """A person's word that something which waits for a person is no hindrance; what is certain cannot be cleared.

    ``subject`` is the name of the party, the wording of the treatment, or the code of the reason on the record, such
    as ``sanction``.
    """

    reviewer: str
    about: About
    subject: str
    by: str
    on: dt.date
    reason: str


class MatchCase(Value, frozen=True, kw_only=True):
    """What matching must know of a case; ``on`` is the day of assignment."""

    number: str
    on: dt.date
    parties: tuple[Party, ...]
    disputed_treatments: tuple[DisputedTreatment, ...]
    ur_decided_on: dt.date | None = None
    received_on: dt.date | None = None
    languages: tuple[str, ...] = ()
    earlier_reviewers: tuple[EarlierReviewer, ...] = ()
    ownership: tuple[Ownership, ...] = ()
    clearances: tuple[Clearance, ...] = ()


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the part of a case that matching needs, made from the types."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Case for matching",
        **msgspec.json.schema(MatchCase),
    }
