"""The values of the registry: reviewers with their credentials, practice, room for cases, and affiliations.

Every credential says where it was looked up, when, by what means, and until when it runs.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

import msgspec

from openimr.citations import Value
from openimr.reviewers.identity import Identity

__all__ = [
    "Absence",
    "Affiliation",
    "BoardCertification",
    "Capacity",
    "Credential",
    "Experience",
    "Licence",
    "LicenceStatus",
    "Means",
    "MedicalEvaluator",
    "Npi",
    "Organization",
    "Ownership",
    "Position",
    "Practice",
    "Profession",
    "Registry",
    "Relation",
    "Reviewer",
    "Sanction",
    "Tie",
    "schema",
]


class Profession(StrEnum):
    """What the reviewer is by training; ``rulebook/vocabulary/professions.yaml`` says what follows."""

    MEDICAL_DOCTOR = "medical_doctor"
    OSTEOPATHIC_PHYSICIAN = "osteopathic_physician"
    CHIROPRACTOR = "chiropractor"
    PSYCHOLOGIST = "psychologist"
    ACUPUNCTURIST = "acupuncturist"
    DENTIST = "dentist"
    PODIATRIST = "podiatrist"
    OPTOMETRIST = "optometrist"
    PHYSICAL_THERAPIST = "physical_therapist"
    OCCUPATIONAL_THERAPIST = "occupational_therapist"


class Means(StrEnum):
    """By what means a credential was verified."""

    PRIMARY_SOURCE = "primary_source"
    DOCUMENT = "document"
    ATTESTATION = "attestation"


class LicenceStatus(StrEnum):
    """What the licensing body says of a licence."""

    ACTIVE = "active"
    RESTRICTED = "restricted"
    PROBATION = "probation"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SURRENDERED = "surrendered"
    INACTIVE = "inactive"
    EXPIRED = "expired"


class Tie(StrEnum):
    """A kind of affiliation; ``rulebook/law/affiliation_ties.yaml`` says which are material."""

    SELF = "self"
    PHYSICIAN_PATIENT = "physician_patient"
    EMPLOYMENT = "employment"
    PARTNERSHIP = "partnership"
    SHAREHOLDING = "shareholding"
    OFFICER = "officer"
    NETWORK_MEMBER = "network_member"
    CONTRACTOR = "contractor"
    INVESTMENT = "investment"
    ROYALTY = "royalty"
    PAYMENT = "payment"
    LEASE = "lease"
    DEVELOPER = "developer"
    RELATIVE = "relative"
    STAFF_PRIVILEGES = "staff_privileges"
    ACADEMIC_CONTRACT = "academic_contract"
    REVIEW_CONTRACT = "review_contract"
    SHARED_PLACE = "shared_place"


class Relation(StrEnum):
    """A relative, seen from the reviewer; ``rulebook/law/familial_relations.yaml`` says which count."""

    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    PARENT_OF_SPOUSE = "parent_of_spouse"
    SPOUSE_OF_CHILD = "spouse_of_child"
    DOMESTIC_PARTNER = "domestic_partner"
    FORMER_SPOUSE = "former_spouse"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    SIBLING_OF_SPOUSE = "sibling_of_spouse"
    COUSIN = "cousin"
    AUNT_OR_UNCLE = "aunt_or_uncle"
    NIECE_OR_NEPHEW = "niece_or_nephew"
    OTHER = "other"


class Position(StrEnum):
    """What a relative is at the place of work; the statute names officers, directors and management employees."""

    OFFICER = "officer"
    DIRECTOR = "director"
    MANAGEMENT = "management"
    STAFF = "staff"


class Credential(Value, frozen=True, kw_only=True):
    """What every credential says of its proof: where it was looked up, when, by what means, until when it runs."""

    source: str = ""
    verified_on: dt.date | None = None
    verified_by: Means | None = None
    expires_on: dt.date | None = None


class Npi(Credential, frozen=True, kw_only=True):
    """A National Provider Identifier."""

    number: str


class Licence(Credential, frozen=True, kw_only=True):
    """A licence of one state, by its two letters."""

    state: str
    number: str
    status: LicenceStatus
    issued_on: dt.date | None = None


class BoardCertification(Credential, frozen=True, kw_only=True):
    """A certification by a specialty board."""

    board: str
    specialty: str
    subspecialty: str = ""
    certified_on: dt.date | None = None


class Practice(Credential, frozen=True, kw_only=True):
    """Active clinical practice: since when without a break, and how many hours a week now."""

    since: dt.date
    hours_per_week: float


class Sanction(Value, frozen=True, kw_only=True):
    """A discipline, restriction or loss of privileges, taken or pending."""

    body: str
    says: str
    imposed_on: dt.date | None = None
    ended_on: dt.date | None = None
    is_pending: bool = False


class MedicalEvaluator(Value, frozen=True, kw_only=True):
    """An appointment as qualified medical evaluator under Labor Code 139.2."""

    since: dt.date
    until: dt.date | None = None


class Experience(Value, frozen=True, kw_only=True):
    """A service given, or a condition treated, in the reviewer's own practice, and when last."""

    of: str
    last_on: dt.date | None = None


class Absence(Value, frozen=True, kw_only=True):
    """Days on which the reviewer takes no case, both included."""

    first_on: dt.date
    last_on: dt.date


class Capacity(Value, frozen=True, kw_only=True):
    """Room for cases: how many at most, how many are open, how long one takes, when one was last assigned."""

    most_cases: int
    open_cases: int = 0
    turnaround_days: float | None = None
    last_assigned_on: dt.date | None = None
    is_accepting: bool = True


class Affiliation(Value, frozen=True, kw_only=True):
    """A tie, past or present, to a person or an organization.

    ``share_percent`` is the share of the reviewer's whole yearly income (of an organization's revenue);
    ``amount_usd_per_year`` serves where the income is known. ``relation`` and the relative's ``works_for`` and
    ``position`` are for relatives.
    """

    tie: Tie
    with_: Identity = msgspec.field(name="with")
    since: dt.date | None = None
    until: dt.date | None = None
    amount_usd_per_year: float | None = None
    share_percent: float | None = None
    relation: Relation | None = None
    works_for: tuple[Identity, ...] = ()
    position: Position | None = None


class Ownership(Value, frozen=True, kw_only=True):
    """That one company belongs to another."""

    company: str
    parent: str


class Organization(Value, frozen=True, kw_only=True):
    """The review organization itself, which must be as free of affiliations as its reviewers."""

    identity: Identity
    revenue_usd_per_year: float | None = None
    affiliations: tuple[Affiliation, ...] = ()


class Reviewer(Value, frozen=True, kw_only=True):
    """A reviewer. ``number`` stands for the name in all that leaves the registry, and never changes."""

    number: str
    identity: Identity
    profession: Profession
    npi: Npi | None = None
    licences: tuple[Licence, ...] = ()
    board_certifications: tuple[BoardCertification, ...] = ()
    practice: Practice | None = None
    guideline_training: Credential | None = None
    sanctions_search: Credential | None = None
    sanctions: tuple[Sanction, ...] = ()
    medical_evaluator: tuple[MedicalEvaluator, ...] = ()
    services: tuple[Experience, ...] = ()
    conditions: tuple[Experience, ...] = ()
    languages: tuple[str, ...] = ("English",)
    absences: tuple[Absence, ...] = ()
    capacity: Capacity | None = None
    income_usd_per_year: float | None = None
    affiliations: tuple[Affiliation, ...] = ()


class Registry(Value, frozen=True, kw_only=True):
    """All reviewers of an organization, the organization itself, and which companies belong to which."""

    organization: Organization | None = None
    ownership: tuple[Ownership, ...] = ()
    reviewers: tuple[Reviewer, ...] = ()


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a registry file, made from the types."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Registry of reviewers",
        **msgspec.json.schema(Registry),
    }
