"""Decides whether a record proves a credential on a day, and says what is missing and how to give it.

The law asks what a reviewer is; what proves it is a rule of the house, and told as such.
Source: ``rulebook/law/credential_checks.yaml`` (rules of the house), ``reviewer_qualifications.yaml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

from openimr.citations import Value, Verification
from openimr.reviewers.reasons import Basis, Effect, Reason, criteria, criterion
from openimr.reviewers.registry import Credential, Means
from openimr.reviewers.weights import weight
from openimr.rulebook import load

__all__ = ["doubtful", "how_to_prove", "not_proven", "unmet", "unproven"]


class _Check(Value, frozen=True):
    credential: str
    criterion: str
    accepted: frozenset[Means]
    valid_days: int
    source: str
    verification: Verification


@cache
def _check(credential: str) -> _Check:
    rows: dict[str, _Check] = {row.credential: row for row in load("law/credential_checks.yaml", _Check)}
    return rows[credential]


def unmet(code: str, criterion_id: str, says: str, remedy: str, basis: Basis = Basis.CRITERION) -> Reason:
    """A reason that a criterion is not met; whether it bars, holds or only speaks against stands in the rulebook."""
    return _reason(code, criterion_id, says, remedy, effect=criteria()[criterion_id].unmet, basis=basis)


def doubtful(code: str, criterion_id: str, says: str, remedy: str) -> Reason:
    """A reason that the record does not say what it should, which only speaks against the reviewer."""
    return _reason(code, criterion_id, says, remedy, effect=Effect.AGAINST, basis=Basis.PROOF)


def _reason(code: str, criterion_id: str, says: str, remedy: str, *, effect: Effect, basis: Basis) -> Reason:
    return Reason(
        effect=effect,
        code=code,
        criterion=criterion_id,
        says=says,
        remedy=remedy,
        citation=criterion(criterion_id),
        points=weight("doubtful-record").points if effect is Effect.AGAINST else 0,
        basis=basis,
    )


def not_proven(code: str, criterion_id: str, says: str, remedy: str) -> Reason:
    """A reason that a criterion is not proven: the record says too little, and nothing against it."""
    return unmet(code, criterion_id, says, remedy, Basis.PROOF)


def unproven(kind: str, name: str, credential: Credential, on: dt.date) -> Iterator[Reason]:
    """Why the proof of a credential does not hold on a day: none, too weak, too old, of a later day, or run out."""
    check = _check(kind)
    if told := _doubt(check, credential, on):
        yield not_proven(f"{kind}-unverified", check.criterion, f"{name} {told}.", how_to_prove(kind))
    if credential.expires_on is not None and credential.expires_on < on:
        told = f"{name} lapsed on {credential.expires_on}."
        yield unmet(f"{kind}-lapsed", check.criterion, told, "Renew it, verify it, and record the new day of expiry.")


def _doubt(check: _Check, credential: Credential, on: dt.date) -> str:
    """What is wrong with the proof of a credential on a day; empty where it holds."""
    day, means = credential.verified_on, credential.verified_by
    missing = [
        name
        for name, given in (("source", credential.source), ("verified_on", day), ("verified_by", means))
        if not given
    ]
    if missing or day is None or means is None:
        return f"is not proven: {' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not on file"
    if means not in check.accepted:
        return f"was verified by {means.replace('_', ' ')} only"
    if day > on:
        return f"was verified on {day}, after {on}"
    if (on - day).days > check.valid_days:
        return f"was last verified on {day}, more than {check.valid_days} days before {on}"
    return ""


def how_to_prove(kind: str, field: str = "") -> str:
    """What to look up, and what to write into the registry, so that a credential counts as proven."""
    check = _check(kind)
    means = " or ".join(sorted(check.accepted))
    where = f"Add {field}: with" if field else "Verify it, and give it"
    days = f"at most {check.valid_days} days before the assignment"
    return f"{where} source, verified_on ({days}) and verified_by ({means})."
