"""Invents the registry of a case: reviewers of several specialties, and three who may not be assigned to it.

One is in the pay of the claims administrator, one has a licence that lapsed, and one is the physician of utilization
review. All credentials are verified and in time on the day of assignment, save what was planted.

Source: Labor Code 139.5(d)(4), (5); ``rulebook/law/credential_checks.yaml`` for how long a verification holds.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec
import yaml

from openimr.cases.filing import Filing
from openimr.citations import Value
from openimr.reviewers.identity import Being, Identity
from openimr.reviewers.matching import match
from openimr.reviewers.panel import Panel
from openimr.reviewers.registry import (
    Affiliation,
    BoardCertification,
    Capacity,
    Credential,
    Experience,
    Licence,
    LicenceStatus,
    Npi,
    Organization,
    Practice,
    Profession,
    Registry,
    Reviewer,
    Tie,
)
from openimr.reviews.matching_case import matching_case
from openimr.samples.credentials import AnyCredential, npi_from, proven
from openimr.samples.whole_cases.tables import data

__all__ = ["PlantedKind", "PlantedReviewer", "case_registry"]


class PlantedKind(StrEnum):
    """Why a reviewer may not be assigned."""

    CONFLICT = "conflict"
    LAPSE = "lapse"
    UR_PHYSICIAN = "ur_physician"


class PlantedReviewer(Value, frozen=True, kw_only=True):
    """What was planted in whom, and the code of the reason that must be found."""

    reviewer: str
    kind: PlantedKind
    code: str


class _Row(Value, frozen=True, kw_only=True):
    """A reviewer of the table; ``last_assigned`` is in days before the assignment of the case."""

    number: str
    name: str
    board: str
    specialty: str
    licences: tuple[str, ...]
    since: dt.date
    hours: float
    employer: str
    subspecialty: str = ""
    services: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    most: int = 12
    open: int = 4
    last_assigned: int = 20


class _PlantedRow(Value, frozen=True, kw_only=True):
    """A reviewer who may not be assigned; the specialty is that of the reviewer who fits the case best."""

    number: str
    name: str
    kind: PlantedKind
    code: str


class _Table(Value, frozen=True, kw_only=True):
    """The sheet ``reviewers.yaml``."""

    about: str
    source: str
    organization: Organization
    reviewers: tuple[_Row, ...]
    planted: tuple[_PlantedRow, ...]


def case_registry(filing: Filing, *, on: dt.date) -> tuple[Registry, tuple[PlantedReviewer, ...]]:
    """The registry for a case that is assigned on the day ``on``, and what was planted in it."""
    table = msgspec.convert(yaml.load(data("reviewers.yaml"), yaml.CSafeLoader), _Table)
    sound = tuple(_reviewer(row, place, on) for place, row in enumerate(table.reviewers))
    registry = Registry(organization=table.organization, reviewers=sound)
    matching = match(matching_case(filing, on=on), Panel(registry, on=on))
    best = next(iter(matching.eligible), sound[0].number)
    like = next(reviewer for reviewer in sound if reviewer.number == best)
    barred, planted = [], []
    for place, row in enumerate(table.planted, start=len(sound)):
        reviewer = _planted(row, like, filing, place, on)
        if reviewer is not None:
            barred.append(reviewer)
            planted.append(PlantedReviewer(reviewer=row.number, kind=row.kind, code=row.code))
    return msgspec.structs.replace(registry, reviewers=(*sound, *barred)), tuple(planted)


def _planted(row: _PlantedRow, like: Reviewer, filing: Filing, place: int, on: dt.date) -> Reviewer | None:
    """The reviewer of the row; ``None`` for the physician of utilization review where the case names none."""
    name = row.name
    if row.kind is PlantedKind.UR_PHYSICIAN:
        physician = filing.parties.ur_physician
        if physician is None:
            return None
        name = physician.name.whole
    reviewer = msgspec.structs.replace(
        like, number=row.number, identity=_identity(name, row.number), npi=_npi(place, on), affiliations=()
    )
    if row.kind is PlantedKind.LAPSE:
        lapsed = tuple(
            msgspec.structs.replace(it, expires_on=on - dt.timedelta(days=1), number=f"{it.state}{place:05d}")
            for it in like.licences
        )
        return msgspec.structs.replace(reviewer, licences=lapsed)
    if row.kind is PlantedKind.CONFLICT:
        payer = Identity(name=filing.parties.claims_administrator.name)
        tie = Affiliation(tie=Tie.EMPLOYMENT, with_=payer, since=on - dt.timedelta(days=400))
        return msgspec.structs.replace(reviewer, affiliations=(tie,))
    return reviewer


def _reviewer(row: _Row, place: int, on: dt.date) -> Reviewer:
    return Reviewer(
        number=row.number,
        identity=_identity(row.name, row.number),
        profession=Profession.MEDICAL_DOCTOR,
        npi=_npi(place, on),
        licences=tuple(
            _proven(Licence(state=state, number=f"{state}{place:05d}", status=LicenceStatus.ACTIVE), place, on)
            for state in row.licences
        ),
        board_certifications=(
            _proven(
                BoardCertification(
                    board=row.board, specialty=row.specialty, subspecialty=row.subspecialty, certified_on=row.since
                ),
                place,
                on,
            ),
        ),
        practice=_proven(Practice(since=row.since, hours_per_week=row.hours), place, on),
        guideline_training=_proven(Credential(), place, on),
        sanctions_search=_proven(Credential(), place, on),
        services=tuple(Experience(of=name, last_on=_before(on, 60 + place)) for name in row.services),
        conditions=tuple(Experience(of=name, last_on=_before(on, 45 + place)) for name in row.conditions),
        capacity=Capacity(
            most_cases=row.most,
            open_cases=row.open,
            turnaround_days=4,
            last_assigned_on=_before(on, row.last_assigned),
        ),
        affiliations=(Affiliation(tie=Tie.EMPLOYMENT, with_=Identity(name=row.employer), since=row.since),),
    )


def _identity(name: str, number: str) -> Identity:
    return Identity(name=name, is_a=Being.PERSON, emails=(f"{number.lower()}@reviewers.example",))


def _npi(place: int, on: dt.date) -> Npi:
    """A made-up number with its check digit."""
    return _proven(Npi(number=npi_from(f"19{place:07d}")), place, on)


def _before(on: dt.date, days: int) -> dt.date:
    return on - dt.timedelta(days=days)


def _proven(value: AnyCredential, place: int, on: dt.date) -> AnyCredential:
    """The credential as verified some weeks before the assignment, running on for more than a year."""
    return proven(
        value,
        source="primary source",
        verified_on=_before(on, 30 + 5 * place),
        expires_on=on + dt.timedelta(days=400 + 10 * place),
    )
