"""Invents filings: an application with its parties and utilization review decision, sound or with planted defects.

Each comes with the truth: where every disputed treatment stands, and by which rules. People and companies are invented.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random

from openimr.calendars.deadlines import due
from openimr.calendars.service import ServiceMethod
from openimr.cases.application import Application, Attachment, Channel, ListedTreatment, Signature, SignerRole
from openimr.cases.eligibility import Standing
from openimr.cases.filing import Filing
from openimr.cases.parties import (
    Address,
    Attorney,
    ClaimsAdministrator,
    Contact,
    Employee,
    Organization,
    Parties,
    PersonName,
    Physician,
)
from openimr.cases.terms import Priority, Sex, UrAction
from openimr.cases.utilization import Amount, UrDecision, UrTreatment
from openimr.determinations.model import Layout
from openimr.samples.case import invent_case
from openimr.samples.filing_sample import FilingSample
from openimr.samples.planted_defects import DEFECTS
from openimr.samples.requests import Request, invent_requests
from openimr.samples.tables import sentences

__all__ = ["sample_filings"]

_FIRST_DAY = dt.date(2014, 4, 7)
_DAYS = 4200
_SOUND = 0.4
"""What share of the filings has no planted defect."""
_REPRESENTED = 0.7


def sample_filings(*, count: int, seed: int, plant: tuple[str, ...] = ()) -> Iterator[FilingSample]:
    """``count`` filings; the same seed gives the same ones. ``plant`` names rules that every one of them must break."""
    rng = Random(seed)  # noqa: S311 - samples, not secrets
    for place in range(count):
        sound = _sound(rng, place + 1)
        names = plant or (() if rng.random() < _SOUND else (rng.choice(list(DEFECTS)),))
        yield _planted(rng, sound, names)


def _planted(rng: Random, sample: FilingSample, names: tuple[str, ...]) -> FilingSample:
    for name in names:
        sample = DEFECTS[name](rng, sample)
    return sample


def _words(role: str) -> tuple[str, ...]:
    return sentences("registry")[role]


def _name(rng: Random) -> PersonName:
    surname = rng.choice(_words("surname_start")) + rng.choice(_words("surname_end"))
    return PersonName(first=rng.choice(_words("given")), last=surname)


def _firm(rng: Random, kind: str) -> str:
    return f"{rng.choice(_words('firm'))} {rng.choice(_words('firm_second'))} {kind}"


def _contact(rng: Random) -> Contact:
    street = f"{rng.randint(100, 9999)} {rng.choice(_words('street'))}"
    city, code = rng.choice([town.split(", CA ") for town in _words("town") if ", CA " in town])
    address = Address(lines=(street,), city=city, state="CA", postal_code=code)
    return Contact(address=address, phone=f"805-555-01{rng.randint(0, 99):02d}")


def _attorney(rng: Random) -> Attorney:
    return Attorney(name=_name(rng), firm=_firm(rng, "Law Offices"), contact=_contact(rng))


def _parties(rng: Random, born_on: dt.date, sex: Sex) -> Parties:
    return Parties(
        employee=Employee(name=_name(rng), born_on=born_on, sex=sex, contact=_contact(rng)),
        employer=Organization(name=_firm(rng, "Logistics LLC"), contact=_contact(rng)),
        claims_administrator=ClaimsAdministrator(
            name=_firm(rng, "Claims Services"), contact=_contact(rng), adjuster=_name(rng).whole
        ),
        requesting_physician=Physician(
            name=_name(rng),
            specialty=rng.choice(_words("specialty")).split("|")[0],
            groups=(_firm(rng, "Medical Group"),),
            contact=_contact(rng),
        ),
        insurer=Organization(name=_firm(rng, "Insurance Company")),
        attorney=_attorney(rng) if rng.random() < _REPRESENTED else None,
        ur_organization=Organization(name=_firm(rng, "Utilization Review")),
        ur_physician=Physician(name=_name(rng), specialty="Occupational Medicine"),
    )


def _ur_treatment(number: int, request: Request) -> UrTreatment:
    """What utilization review did: a request that counts visits may have been cut, any other was denied."""
    is_cut = request.service.plan == "visits" and 0 < request.part < request.count
    return UrTreatment(
        number=number,
        wording=request.heading,
        action=UrAction.MODIFIED if is_cut else UrAction.DENIED,
        asked=Amount(value=request.count, unit="visits") if request.service.plan == "visits" else None,
        certified=Amount(value=request.part, unit="visits") if is_cut else None,
        guideline="MTUS",
        reason="The guideline is not met.",
    )


def _sound(rng: Random, place: int) -> FilingSample:
    """A filing with nothing amiss: signed, complete, in time, on a decision that was itself in time."""
    case = invent_case(rng, Layout.L4A)
    requests = invent_requests(rng, case, count=rng.choice((1, 1, 2, 3)))
    asked_on = _FIRST_DAY + dt.timedelta(days=rng.randrange(_DAYS))
    decided_on = asked_on + dt.timedelta(days=rng.randint(1, 4))
    method = rng.choice((ServiceMethod.MAIL, ServiceMethod.FAX, ServiceMethod.ELECTRONIC))
    last = due("application", decided_on, rules_on=decided_on).safe_on
    received_on = last - dt.timedelta(days=rng.randint(0, 20))
    injured_on = asked_on - dt.timedelta(days=rng.randint(90, 2500))
    parties = _parties(rng, injured_on - dt.timedelta(days=365 * rng.randint(20, 62)), case.sex)
    signer = parties.attorney.name if parties.attorney else parties.employee.name
    role = SignerRole.ATTORNEY if parties.attorney else SignerRole.EMPLOYEE
    application = Application(
        number=f"APP-{received_on:%y}-{place:06d}",
        received_on=received_on,
        channel=rng.choice(list(Channel)),
        review=Priority.STANDARD,
        claim_number=f"CL{rng.randrange(10**7):07d}",
        injured_on=injured_on,
        ur_decided_on=decided_on,
        treatments=tuple(
            ListedTreatment(number=number, wording=request.heading, is_liability_disputed=False)
            for number, request in enumerate(requests, start=1)
        ),
        signature=Signature(by=role, name=signer, dated_on=received_on - dt.timedelta(days=rng.randint(0, 5))),
        attachment=Attachment.UTILIZATION_REVIEW_DECISION,
        primary_diagnosis=case.sites[0].diagnoses[0],
        consents_to_records=True,
        was_sent_to_claims_administrator=True,
    )
    decision = UrDecision(
        decided_on=decided_on,
        treatments=tuple(_ur_treatment(number, request) for number, request in enumerate(requests, start=1)),
        served_on=decided_on,
        served_by=method,
        requested_on=asked_on,
        request_received_on=asked_on,
        request_received_by=ServiceMethod.FAX,
        had_form=True,
        decided_by_physician=True,
        records_listed=("Request for authorization", "Progress report"),
    )
    filing = Filing(application=application, parties=parties, ur_decision=decision, invented=True)
    standings = (Standing.ELIGIBLE,) * len(requests)
    return FilingSample(filing=filing, on=received_on + dt.timedelta(days=rng.randint(0, 5)), standings=standings)
