"""Invents a registry of reviewers and one case for it, with planted conflicts and lapses and the true answer.

A planted conflict is hidden the way that real ones are: behind a misspelling, a married name, an alias, a parent
company, a number, a domain of mail or an address. A decoy looks like a conflict and is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from random import Random

from openimr.citations import Value
from openimr.reviewers.identity import Being, Identity
from openimr.reviewers.match_case import DisputedTreatment, MatchCase, Party, PartyRole
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
    Ownership,
    Practice,
    Profession,
    Registry,
    Reviewer,
    Tie,
)
from openimr.samples.credentials import AnyCredential, npi_from, proven
from openimr.samples.planted_conflicts import CONFLICTS, DECOYS
from openimr.samples.planted_lapses import LAPSES
from openimr.samples.tables import sentences

__all__ = ["Planted", "PlantedKind", "RegistrySample", "sample_registry"]

ON = dt.date(2026, 3, 2)
_EVERY_CONFLICT, _EVERY_LAPSE, _EVERY_DECOY = 10, 9, 25
_MOST_CONFLICTS = 100  # a case touches few reviewers of a large registry


class PlantedKind(StrEnum):
    """What was planted in a reviewer's record."""

    CONFLICT = "conflict"
    LAPSE = "lapse"
    DECOY = "decoy"


class Planted(Value, frozen=True, kw_only=True):
    """What was planted: in whom, how it is hidden, and the code of the reason, or the party, that is to be found."""

    reviewer: str
    kind: PlantedKind
    how: str
    expects: str


class RegistrySample(Value, frozen=True, kw_only=True):
    """An invented registry, a case for it, and the truth: reviewers that are not named in it are clean."""

    registry: Registry
    case: MatchCase
    planted: tuple[Planted, ...]


def sample_registry(*, count: int, seed: int) -> RegistrySample:
    """A registry of ``count`` reviewers with its case; the same seed gives the same one."""
    rng = Random(seed)  # noqa: S311 - samples, not secrets
    case, ownership = _case(rng, seed)
    reviewers: list[Reviewer] = []
    planted: list[Planted] = []
    sparse = count // _MOST_CONFLICTS
    parties = frozenset(party.name for party in case.parties)
    for place in range(count):
        reviewer, plant = _planted(_reviewer(rng, place, parties), case, place, seed, max(_EVERY_CONFLICT, sparse))
        reviewers.append(reviewer)
        if plant is not None:
            planted.append(plant)
    organization = Organization(identity=Identity(name="Invented Review Organization", npi=_npi(rng)))
    registry = Registry(organization=organization, ownership=ownership, reviewers=tuple(reviewers))
    return RegistrySample(registry=registry, case=case, planted=tuple(planted))


def _planted(reviewer: Reviewer, case: MatchCase, place: int, seed: int, every: int) -> tuple[Reviewer, Planted | None]:
    """Every tenth or so has a conflict, others a lapse or a decoy; the kinds take turns."""
    turn = place + seed
    if turn % every == 0:
        conflict = CONFLICTS[turn // every % len(CONFLICTS)]
        changed, party = conflict.plant(reviewer, case)
        return changed, Planted(reviewer=reviewer.number, kind=PlantedKind.CONFLICT, how=conflict.how, expects=party)
    if turn % _EVERY_LAPSE == 0:
        lapse = LAPSES[turn // _EVERY_LAPSE % len(LAPSES)]
        changed = lapse.plant(reviewer, case.on)
        return changed, Planted(reviewer=reviewer.number, kind=PlantedKind.LAPSE, how=lapse.how, expects=lapse.code)
    if turn % max(_EVERY_DECOY, every) == 1:
        decoy = DECOYS[turn // max(_EVERY_DECOY, every) % len(DECOYS)]
        changed, party = decoy.plant(reviewer, case)
        return changed, Planted(reviewer=reviewer.number, kind=PlantedKind.DECOY, how=decoy.how, expects=party)
    return reviewer, None


def _words(role: str) -> tuple[str, ...]:
    return sentences("registry")[role]


def _person(rng: Random) -> str:
    surname = rng.choice(_words("surname_start")) + rng.choice(_words("surname_end"))
    middle = f" {rng.choice('ABCDEFGHJKLMNPRSTW')}." if rng.random() < 0.4 else ""
    return f"{rng.choice(_words('given'))}{middle} {surname}"


def _firm(rng: Random, kind: str = "") -> str:
    second = f" {rng.choice(_words('firm_second'))}" if rng.random() < 0.8 else f"-{rng.choice(_words('firm'))}"
    return f"{rng.choice(_words('firm'))}{second} {kind or rng.choice(_words('firm_kind'))}"


def _other_firm(rng: Random, parties: frozenset[str]) -> str:
    """A firm that is no party of the case: a tie to one would be a conflict that nobody planted."""
    return next(firm for firm in iter(lambda: _firm(rng), "") if firm not in parties)


def _address(rng: Random) -> str:
    return f"{rng.randint(100, 9999)} {rng.choice(_words('street'))}, {rng.choice(_words('town'))}"


def _npi(rng: Random, place: int | None = None) -> str:
    """A number with its check digit. No two are alike: that of a reviewer holds the place, all others begin with 19."""
    nine = f"19{rng.randrange(10**7):07d}" if place is None else f"1{place:06d}{rng.randrange(100):02d}"
    return npi_from(nine)


def _domain(firm: str) -> str:
    return "".join(letter for letter in firm.lower() if letter.isalpha()) + ".test"


def _case(rng: Random, seed: int) -> tuple[MatchCase, tuple[Ownership, ...]]:
    insurer, administrator = _firm(rng, "Insurance Company"), _firm(rng, "Claims Services")
    employer, group = _firm(rng, "Logistics LLC"), _firm(rng, "Medical Group")
    parties = (
        Party(role=PartyRole.EMPLOYEE, name=_person(rng), addresses=(_address(rng),), phones=("805-555-0143",)),
        Party(role=PartyRole.EMPLOYER, name=employer, emails=(f"claims@{_domain(employer)}",)),
        Party(role=PartyRole.INSURER, name=insurer, tax_number="95-1234567"),
        Party(role=PartyRole.CLAIMS_ADMINISTRATOR, name=administrator, emails=(f"imr@{_domain(administrator)}",)),
        Party(role=PartyRole.OFFICER, name=_person(rng)),
        Party(role=PartyRole.REQUESTING_PHYSICIAN, name=f"{_person(rng)}, M.D.", npi=_npi(rng)),
        Party(role=PartyRole.PHYSICIAN_GROUP, name=group, addresses=(_address(rng),)),
        Party(role=PartyRole.FACILITY, name=_firm(rng, "Hospital")),
        Party(role=PartyRole.MANUFACTURER, name=_firm(rng, "Pharmaceuticals Inc.")),
        Party(role=PartyRole.UR_PHYSICIAN, name=f"{_person(rng)}, D.O.", npi=_npi(rng)),
    )
    parent = f"{rng.choice(_words('firm'))} {rng.choice(_words('firm_second'))} Holdings"
    case = MatchCase(
        number=f"CM26-{seed:07d}",
        on=ON,
        parties=parties,
        disputed_treatments=(
            DisputedTreatment(wording=rng.choice(_words("request")), conditions=(rng.choice(_words("condition")),)),
        ),
        ur_decided_on=ON - dt.timedelta(days=40),
        received_on=ON - dt.timedelta(days=15),
    )
    return case, (Ownership(company=administrator, parent=parent),)


def _proven(
    rng: Random, credential: AnyCredential, source: str, *, runs: tuple[int, int] | None = None
) -> AnyCredential:
    """The credential as verified before the assignment; ``runs`` are the fewest and most days that it runs on."""
    verified_on = ON - dt.timedelta(days=rng.randint(5, 300))
    expires_on = ON + dt.timedelta(days=rng.randint(*runs)) if runs else None
    return proven(credential, source=source, verified_on=verified_on, expires_on=expires_on)


def _reviewer(rng: Random, place: int, parties: frozenset[str]) -> Reviewer:
    name = _person(rng)
    specialty, board = rng.choice(_words("specialty")).split("|")
    most = rng.randint(6, 20)
    employer = _other_firm(rng, parties)
    return Reviewer(
        number=f"R-{place + 1:06d}",
        identity=Identity(
            name=f"{name}, M.D.",
            is_a=Being.PERSON,
            emails=(f"reviewer{place + 1}@{rng.choice(('gmail.com', _domain(employer)))}",),
            phones=(f"530-{rng.randint(200, 899)}-{rng.randint(0, 9999):04d}",),
            addresses=(_address(rng),),
        ),
        profession=Profession.MEDICAL_DOCTOR,
        npi=_proven(rng, Npi(number=_npi(rng, place)), "NPPES"),
        licences=tuple(_licence(rng, state) for state in dict.fromkeys(rng.choices(_words("state"), k=2))),
        board_certifications=(
            _proven(
                rng,
                BoardCertification(
                    board=board, specialty=specialty, certified_on=dt.date(rng.randint(2000, 2018), 7, 1)
                ),
                board,
                runs=(20, 2000),
            ),
        ),
        practice=_proven(
            rng,
            Practice(since=dt.date(rng.randint(1990, 2019), 7, 1), hours_per_week=rng.choice((24, 30, 36, 40))),
            "employer's letter",
        ),
        guideline_training=_proven(rng, Credential(), "course on the MTUS"),
        sanctions_search=_proven(rng, Credential(), "national data bank and state boards"),
        services=tuple(_experience(rng, "service") for _ in range(3)),
        conditions=tuple(_experience(rng, "condition") for _ in range(2)),
        languages=("English", rng.choice(_words("language"))) if rng.random() < 0.3 else ("English",),
        capacity=Capacity(
            most_cases=most,
            open_cases=rng.randrange(most),
            turnaround_days=rng.randint(2, 12),
            last_assigned_on=ON - dt.timedelta(days=rng.randint(1, 60)),
        ),
        income_usd_per_year=rng.randrange(180_000, 700_000, 1000),
        affiliations=tuple(_ties(rng, employer, parties)),
    )


def _licence(rng: Random, state: str) -> Licence:
    licence = Licence(state=state, number=f"{state}{rng.randrange(10**5):05d}", status=LicenceStatus.ACTIVE)
    return _proven(rng, licence, f"licensing board of {state}", runs=(10, 700))


def _experience(rng: Random, role: str) -> Experience:
    return Experience(of=rng.choice(_words(role)), last_on=ON - dt.timedelta(days=rng.randint(5, 1500)))


def _ties(rng: Random, employer: str, parties: frozenset[str]) -> Iterator[Affiliation]:
    yield Affiliation(tie=Tie.EMPLOYMENT, with_=Identity(name=employer), since=dt.date(rng.randint(2005, 2024), 1, 1))
    for _ in range(rng.randint(0, 3)):
        tie = rng.choice((Tie.STAFF_PRIVILEGES, Tie.NETWORK_MEMBER, Tie.PAYMENT, Tie.INVESTMENT))
        yield Affiliation(
            tie=tie, with_=Identity(name=_other_firm(rng, parties)), share_percent=rng.choice((0.5, 2.0, 7.0))
        )
