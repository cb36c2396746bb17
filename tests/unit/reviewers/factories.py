"""Invented reviewers and cases whose defaults are good; a test shows only what matters to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from openimr.reviewers.identity import Being, Identity
from openimr.reviewers.match_case import DisputedTreatment, MatchCase, Party, PartyRole
from openimr.reviewers.matching import Matching, match
from openimr.reviewers.panel import Panel
from openimr.reviewers.registry import (
    Affiliation,
    BoardCertification,
    Capacity,
    Credential,
    Licence,
    LicenceStatus,
    Means,
    Npi,
    Practice,
    Profession,
    Registry,
    Reviewer,
    Tie,
)

ON = dt.date(2026, 3, 2)
PROOF: dict[str, Any] = {
    "source": "primary source",
    "verified_on": ON - dt.timedelta(days=10),
    "verified_by": Means.PRIMARY_SOURCE,
}


def a_licence(**changed: Any) -> Licence:
    given = {"state": "CA", "number": "G1", "status": LicenceStatus.ACTIVE, "expires_on": dt.date(2027, 1, 1), **PROOF}
    return Licence(**{**given, **changed})


def a_board(specialty: str = "Physical Medicine and Rehabilitation", **changed: Any) -> BoardCertification:
    given = {
        "board": "American Board of Physical Medicine and Rehabilitation",
        "specialty": specialty,
        "expires_on": dt.date(2028, 1, 1),
        **PROOF,
    }
    return BoardCertification(**{**given, **changed})


def a_reviewer(**changed: Any) -> Reviewer:
    given: dict[str, Any] = {
        "number": "R-1",
        "identity": Identity(name="Ondine Vellacott, M.D.", is_a=Being.PERSON),
        "profession": Profession.MEDICAL_DOCTOR,
        "npi": Npi(number="1234567893", **PROOF),
        "licences": (a_licence(),),
        "board_certifications": (a_board(),),
        "practice": Practice(since=dt.date(2010, 1, 1), hours_per_week=30, **PROOF),
        "guideline_training": Credential(**PROOF),
        "sanctions_search": Credential(**PROOF),
        "capacity": Capacity(most_cases=10, turnaround_days=4, last_assigned_on=ON - dt.timedelta(days=9)),
    }
    return Reviewer(**{**given, **changed})


def tied(tie: Tie, name: str, *, is_a: Being = Being.ORGANIZATION, **changed: Any) -> Affiliation:
    known = {key: changed.pop(key) for key in tuple(changed) if key in Identity.__struct_fields__}
    return Affiliation(tie=tie, with_=Identity(name=name, is_a=is_a, **known), **changed)


def a_party(role: PartyRole, name: str, **changed: Any) -> Party:
    return Party(role=role, name=name, **changed)


def a_case(*parties: Party, wording: str = "Physical therapy 2x6", **changed: Any) -> MatchCase:
    given: dict[str, Any] = {
        "number": "CM26-1",
        "on": ON,
        "parties": parties or (a_party(PartyRole.EMPLOYEE, "Tobias Merrin"),),
        "disputed_treatments": (DisputedTreatment(wording=wording),),
    }
    return MatchCase(**{**given, **changed})


def matched(case: MatchCase, *reviewers: Reviewer, **registry: Any) -> Matching:
    return match(case, Panel(Registry(reviewers=reviewers or (a_reviewer(),), **registry), on=case.on))


def replaced(value: Any, **changed: Any) -> Any:
    return msgspec.structs.replace(value, **changed)
