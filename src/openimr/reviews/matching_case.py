"""Makes of a case what matching must know of it: its parties with all by which they may be known, and what is disputed.

The rooms ``cases`` and ``reviewers`` do not know one another; they meet here.

Source: Labor Code 139.5(d)(5): the parties with whom a reviewer may have no material affiliation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.cases.filing import Filing
from openimr.cases.parties import Address, Contact, Organization, OtherParty, Parties, Physician
from openimr.reviewers.identity import Being
from openimr.reviewers.match_case import DisputedTreatment, MatchCase, Party, PartyRole

__all__ = ["matching_case"]


def matching_case(filing: Filing, *, on: dt.date) -> MatchCase:
    """The part of a filing that matching needs; ``on`` is the day of assignment."""
    diagnosis = filing.application.primary_diagnosis
    conditions = (diagnosis,) if diagnosis else ()
    return MatchCase(
        number=filing.application.number,
        on=on,
        parties=tuple(_parties(filing.parties)),
        disputed_treatments=tuple(
            DisputedTreatment(wording=treatment.listed.wording, conditions=conditions)
            for treatment in filing.disputed_treatments
        ),
        ur_decided_on=filing.ur_decision.decided_on if filing.ur_decision else filing.application.ur_decided_on,
        received_on=filing.application.received_on,
        languages=filing.parties.employee.languages,
    )


def _parties(parties: Parties) -> Iterator[Party]:
    employee = parties.employee
    yield _person(PartyRole.EMPLOYEE, employee.name.whole, employee.contact, employee.other_names)
    yield _organization(PartyRole.EMPLOYER, parties.employer)
    yield _organization(PartyRole.CLAIMS_ADMINISTRATOR, parties.claims_administrator)
    yield from _physician(PartyRole.REQUESTING_PHYSICIAN, parties.requesting_physician)
    if parties.insurer is not None:
        yield _organization(PartyRole.INSURER, parties.insurer)
    if parties.ur_organization is not None:
        yield _organization(PartyRole.UR_ORGANIZATION, parties.ur_organization)
    if parties.ur_physician is not None:
        yield from _physician(PartyRole.UR_PHYSICIAN, parties.ur_physician)
    if parties.emergency_provider is not None:
        yield from _physician(PartyRole.REQUESTING_PHYSICIAN, parties.emergency_provider)
    if parties.attorney is not None:
        yield _person(PartyRole.ATTORNEY, parties.attorney.name.whole, parties.attorney.contact)
    if parties.designation is not None:
        yield _person(PartyRole.OTHER, parties.designation.name.whole, parties.designation.contact)
    yield from (_other(other) for other in parties.others)


def _person(role: PartyRole, name: str, contact: Contact, other_names: tuple[str, ...] = (), npi: str = "") -> Party:
    return Party(
        role=role,
        name=name,
        is_a=Being.PERSON,
        other_names=other_names,
        npi=npi,
        emails=_given(contact.email),
        phones=_given(contact.phone, contact.fax),
        addresses=_given(_told(contact.address)),
    )


def _physician(role: PartyRole, physician: Physician) -> Iterator[Party]:
    """The physician, and each group that he belongs to; of the reviewing physician the group is not in the statute."""
    yield _person(role, physician.name.whole, physician.contact, physician.other_names, physician.npi)
    kind = PartyRole.PHYSICIAN_GROUP if role is PartyRole.REQUESTING_PHYSICIAN else PartyRole.UR_ORGANIZATION
    yield from (Party(role=kind, name=group) for group in physician.groups)


def _organization(role: PartyRole, organization: Organization) -> Party:
    return Party(
        role=role,
        name=organization.name,
        other_names=organization.other_names,
        tax_number=organization.tax_number,
        emails=_given(organization.contact.email),
        phones=_given(organization.contact.phone, organization.contact.fax),
        addresses=_given(_told(organization.contact.address)),
        parents=organization.parents,
    )


def _other(other: OtherParty) -> Party:
    return Party(
        role=PartyRole(other.role.value),
        name=other.name,
        other_names=other.other_names,
        emails=_given(other.contact.email),
        phones=_given(other.contact.phone, other.contact.fax),
        addresses=_given(_told(other.contact.address)),
        parents=other.parents,
    )


def _given(*words: str) -> tuple[str, ...]:
    return tuple(word for word in words if word)


def _told(address: Address | None) -> str:
    """The address in one line, as registries hold it; empty where there is none."""
    if address is None:
        return ""
    town = " ".join(part for part in (address.state, address.postal_code) if part)
    return ", ".join(part for part in (*address.lines, address.city, town, address.country) if part)
