"""Who takes part in a case, and how they stand to one another.

Source: Labor Code 4610.5(j) (the employee, and a designee named after the utilization review decision); 8 CCR
9792.10.1(b) and 9792.10.2 (the parties whom DWC Form IMR asks for); ``imr-process.md``, section 1.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from openimr.calendars.service import Place
from openimr.cases.terms import Sex
from openimr.citations import Value

__all__ = [
    "Address",
    "Attorney",
    "ClaimsAdministrator",
    "Contact",
    "Designation",
    "DesigneeRelation",
    "Employee",
    "Organization",
    "OtherParty",
    "OtherRole",
    "Parties",
    "PersonName",
    "Physician",
]


class PersonName(Value, frozen=True, kw_only=True):
    """A person's name as the form asks for it; a field that is not filled in is empty."""

    first: str
    last: str
    middle: str = ""
    suffix: str = ""

    @property
    def whole(self) -> str:
        """The name in the order in which it is said.

        >>> PersonName(first="Ana", last="Reyes", middle="L").whole
        'Ana L Reyes'
        """
        return " ".join(part for part in (self.first, self.middle, self.last, self.suffix) if part)


class Address(Value, frozen=True, kw_only=True):
    """A postal address. ``country`` is empty for the United States; ``state`` is two letters."""

    lines: tuple[str, ...]
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""

    @property
    def place(self) -> Place | None:
        """Where service to this address is counted from; none where neither state nor country is given."""
        if self.country and self.country.casefold() not in {"us", "usa", "united states"}:
            return Place.ABROAD
        if not self.state:
            return None
        return Place.CALIFORNIA if self.state.upper() == "CA" else Place.UNITED_STATES


class Contact(Value, frozen=True, kw_only=True):
    """How a party is reached; what is not documented is empty."""

    address: Address | None = None
    phone: str = ""
    fax: str = ""
    email: str = ""


class Employee(Value, frozen=True, kw_only=True):
    """The injured worker."""

    name: PersonName
    born_on: dt.date | None = None
    sex: Sex | None = None
    contact: Contact = Contact()
    languages: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()


class Attorney(Value, frozen=True, kw_only=True):
    """The attorney who represents the employee."""

    name: PersonName
    firm: str = ""
    contact: Contact = Contact()


class DesigneeRelation(StrEnum):
    """What the designee is to the employee. Source: Labor Code 4610.5(j)."""

    PARENT = "parent"
    GUARDIAN = "guardian"
    CONSERVATOR = "conservator"
    RELATIVE = "relative"
    OTHER_AGENT = "other_agent"


class Designation(Value, frozen=True, kw_only=True):
    """The employee's word that somebody acts for him; void where it is dated before the utilization review decision."""

    name: PersonName
    relation: DesigneeRelation
    dated_on: dt.date | None = None
    contact: Contact = Contact()


class Physician(Value, frozen=True, kw_only=True):
    """A physician of the case; ``groups`` are the practice groups and associations that he belongs to."""

    name: PersonName
    specialty: str = ""
    npi: str = ""
    groups: tuple[str, ...] = ()
    contact: Contact = Contact()
    other_names: tuple[str, ...] = ()


class Organization(Value, frozen=True, kw_only=True):
    """An organization of the case; ``parents`` are the companies that own it."""

    name: str
    contact: Contact = Contact()
    other_names: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    tax_number: str = ""


class ClaimsAdministrator(Organization, frozen=True, kw_only=True):
    """Who administers the claim, and by whom."""

    adjuster: str = ""


class OtherRole(StrEnum):
    """What else a party can be in a case; each counts for conflicts of interest. Source: Labor Code 139.5(d)(5)."""

    FAMILY_OF_EMPLOYEE = "family_of_employee"
    OFFICER = "officer"
    MEDICAL_PROVIDER_NETWORK = "medical_provider_network"
    FACILITY = "facility"
    MANUFACTURER = "manufacturer"
    OTHER = "other"


class OtherParty(Value, frozen=True, kw_only=True):
    """A party that the form does not ask for but that a reviewer may be tied to."""

    role: OtherRole
    name: str
    contact: Contact = Contact()
    other_names: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()


class Parties(Value, frozen=True, kw_only=True):
    """All who take part. ``requesting_physician`` wrote the request for authorization; ``ur_physician`` refused it."""

    employee: Employee
    employer: Organization
    claims_administrator: ClaimsAdministrator
    requesting_physician: Physician
    insurer: Organization | None = None
    attorney: Attorney | None = None
    designation: Designation | None = None
    emergency_provider: Physician | None = None
    ur_organization: Organization | None = None
    ur_physician: Physician | None = None
    others: tuple[OtherParty, ...] = ()
