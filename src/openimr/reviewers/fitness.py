"""Decides from a reviewer's own record whether anything may be assigned to them on a day, with all reasons.

Source: Labor Code 139.5(d)(4); ``rulebook/law/reviewer_qualifications.yaml`` (Q1 to Q12), ``credential_checks.yaml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from openimr.citations import Value, Verification
from openimr.reviewers.npi import is_npi
from openimr.reviewers.reasons import Decider, Effect, Reason, criteria, criterion
from openimr.reviewers.registry import (
    BoardCertification,
    Credential,
    Licence,
    LicenceStatus,
    Means,
    Profession,
    Reviewer,
    Sanction,
)
from openimr.reviewers.specialties import Specialty, specialty_named
from openimr.rulebook import load

__all__ = ["Answer", "Fitness", "current_boards", "current_licences", "fitness", "held_specialties"]

_DISCIPLINED = frozenset(
    {
        LicenceStatus.RESTRICTED,
        LicenceStatus.PROBATION,
        LicenceStatus.SUSPENDED,
        LicenceStatus.REVOKED,
        LicenceStatus.SURRENDERED,
    }
)


class Answer(StrEnum):
    """What a record answers to one criterion."""

    MET = "met"
    NOT_MET = "not_met"
    TO_BE_CLEARED = "to_be_cleared"
    LEFT_TO_THE_CASE = "left_to_the_case"
    NO_CONDITION = "no_condition"


class Fitness(Value, frozen=True, kw_only=True):
    """The verdict on one reviewer on one day: the answer to each criterion, and all reasons against."""

    reviewer: str
    on: dt.date
    answers: dict[str, Answer]
    reasons: tuple[Reason, ...] = ()

    @property
    def is_fit(self) -> bool:
        """Whether nothing bars the reviewer, and nothing waits for a person."""
        return all(reason.effect is not Effect.BARS and reason.effect is not Effect.HOLDS for reason in self.reasons)


class _Check(Value, frozen=True):
    credential: str
    criterion: str
    accepted: frozenset[Means]
    valid_days: int
    source: str
    verification: Verification


class _Profession(Value, frozen=True):
    profession: Profession
    word: str
    specialty: str
    needs_board: bool
    source: str
    verification: Verification


class _Board(Value, frozen=True):
    name: str
    aliases: tuple[str, ...]
    source: str
    verification: Verification


class _State(Value, frozen=True):
    code: str
    name: str
    source: str
    verification: Verification


class _Limit(Value, frozen=True):
    id: str
    value: int
    unit: str
    source: str
    verification: Verification


@cache
def _check(credential: str) -> _Check:
    rows: dict[str, _Check] = {row.credential: row for row in load("law/credential_checks.yaml", _Check)}
    return rows[credential]


@cache
def _profession(profession: Profession) -> _Profession:
    rows: dict[str, _Profession] = {row.profession: row for row in load("vocabulary/professions.yaml", _Profession)}
    return rows[profession]


@cache
def _boards() -> frozenset[str]:
    rows = load("vocabulary/specialty_boards.yaml", _Board)
    return frozenset(name.lower() for row in rows for name in (row.name, *row.aliases))


@cache
def _states() -> frozenset[str]:
    return frozenset(row.code for row in load("vocabulary/states.yaml", _State))


@cache
def _limit(identity: str) -> int:
    values: dict[str, int] = {row.id: row.value for row in load("law/limits.yaml", _Limit)}
    return values[identity]


def fitness(reviewer: Reviewer, *, on: dt.date) -> Fitness:
    """The verdict on ``reviewer`` on the day ``on``, with every reason and every criterion answered."""
    reasons = tuple(_reasons(reviewer, on))
    failed = {reason.criterion for reason in reasons if reason.effect is Effect.BARS}
    waiting = {reason.criterion for reason in reasons if reason.effect is Effect.HOLDS}
    answers: dict[str, Answer] = {}
    for row in criteria().values():
        if row.decided_by is Decider.CASE:
            answers[row.id] = Answer.LEFT_TO_THE_CASE
        elif row.decided_by is Decider.REGISTRY:
            answers[row.id] = (
                Answer.NOT_MET if row.id in failed else Answer.TO_BE_CLEARED if row.id in waiting else Answer.MET
            )
        else:
            answers[row.id] = Answer.NO_CONDITION
    return Fitness(reviewer=reviewer.number, on=on, answers=answers, reasons=reasons)


def current_licences(reviewer: Reviewer, on: dt.date) -> tuple[Licence, ...]:
    """The licences that are active, verified and in time on a day."""
    return tuple(it for it in reviewer.licences if not any(_of_licence(it, on)))


def current_boards(reviewer: Reviewer, on: dt.date) -> tuple[BoardCertification, ...]:
    """The certifications that are verified and in time on a day; a board that we do not know waits for a person."""
    return tuple(
        it
        for it in reviewer.board_certifications
        if all(reason.effect is not Effect.BARS for reason in _of_board(it, on))
    )


def held_specialties(reviewer: Reviewer, on: dt.date) -> tuple[Specialty, ...]:
    """The specialties that current certifications name; of a profession without boards, that of the profession too."""
    names = [name for board in current_boards(reviewer, on) for name in (board.specialty, board.subspecialty)]
    names.append(_profession(reviewer.profession).specialty)
    found = (specialty_named(name) for name in dict.fromkeys(names) if name)
    return tuple(specialty for specialty in found if specialty is not None)


def _reasons(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    yield from _training(reviewer, on)
    yield from _licensed(reviewer, on)
    yield from _certified(reviewer, on)
    yield from _sanctioned(reviewer, on)
    yield from _evaluator(reviewer, on)
    yield from _practising(reviewer, on)
    yield from _numbered(reviewer, on)
    yield from _available(reviewer, on)


def _bars(code: str, criterion_id: str, says: str, remedy: str) -> Reason:
    return Reason(
        effect=Effect.BARS,
        code=code,
        criterion=criterion_id,
        says=says,
        remedy=remedy,
        citation=criterion(criterion_id),
    )


def _unproven(kind: str, name: str, credential: Credential, on: dt.date) -> Iterator[Reason]:
    """Why the proof of a credential does not hold on a day: none, too weak, too old, of a later day, or run out."""
    check = _check(kind)
    look = f"Verify it at its source{' (primary source)' if len(check.accepted) == 1 else ''} and record day and means."
    if credential.verified_on is None or credential.verified_by is None or not credential.source:
        missing = "day" if credential.verified_on is None else "means" if credential.verified_by is None else "source"
        yield _bars(f"{kind}-unverified", check.criterion, f"{name} was not verified: no {missing} is on file.", look)
    elif credential.verified_by not in check.accepted:
        told = credential.verified_by.replace("_", " ")
        yield _bars(f"{kind}-unverified", check.criterion, f"{name} was verified by {told} only.", look)
    elif credential.verified_on > on:
        told = f"{name} was verified on {credential.verified_on}, after {on}."
        yield _bars(f"{kind}-unverified", check.criterion, told, look)
    elif (on - credential.verified_on).days > check.valid_days:
        told = f"{name} was last verified on {credential.verified_on}, more than {check.valid_days} days before {on}."
        yield _bars(f"{kind}-unverified", check.criterion, told, look)
    if credential.expires_on is not None and credential.expires_on < on:
        told = f"{name} lapsed on {credential.expires_on}."
        yield _bars(f"{kind}-lapsed", check.criterion, told, "Renew it, verify it, and record the new day of expiry.")


def _training(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    if reviewer.guideline_training is None:
        told = "Nothing says that the reviewer is familiar with the guidelines of the area."
        yield _bars("guideline_training-unverified", "Q3", told, "Record training in, or an attestation on, the MTUS.")
    else:
        yield from _unproven("guideline_training", "The guideline training", reviewer.guideline_training, on)


def _of_licence(licence: Licence, on: dt.date) -> Iterator[Reason]:
    name = f"The {licence.state} licence {licence.number}"
    if licence.state not in _states():
        yield _bars("licence-state-unknown", "Q4", f"{name} is of no state that the rulebook knows.", "Mend the state.")
    if licence.issued_on is not None and licence.issued_on > on:
        yield _bars("licence-not-yet", "Q4", f"{name} was issued on {licence.issued_on}, after {on}.", "Wait for it.")
    if licence.status in _DISCIPLINED:
        told = f"{name} is {_STANDS.get(licence.status, licence.status)}."
        yield _bars("licence-restricted", "Q4", told, "Assign another reviewer until the restriction ends.")
    elif licence.status is LicenceStatus.EXPIRED:
        yield _bars("licence-lapsed", "Q4", f"{name} is expired.", "Renew it, verify it, and record its state.")
    elif licence.status is LicenceStatus.INACTIVE:
        yield _bars("licence-inactive", "Q4", f"{name} is inactive.", "Have it made active, and verify it.")
    yield from _unproven("licence", name, licence, on)


_STANDS = {LicenceStatus.PROBATION: "on probation"}


def _licensed(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    """All that is wrong with licences; where one is good, the others only keep their own state out of the letter."""
    faults = [tuple(_of_licence(licence, on)) for licence in reviewer.licences]
    if not faults:
        yield _bars("licence-missing", "Q4", "No licence is on file.", "Record a licence and verify it.")
    has_good = any(not fault for fault in faults)
    for reason in (reason for fault in faults for reason in fault):
        if has_good and reason.code != "licence-restricted":
            told = f"{reason.says} It must not be stated."
            yield Reason(
                effect=Effect.NOTE,
                code=reason.code,
                criterion=reason.criterion,
                says=told,
                remedy=reason.remedy,
                citation=reason.citation,
            )
        elif has_good:
            # A licence elsewhere is good, but a discipline in any state is history under the next paragraph.
            yield _bars("licence-restricted", "Q7", reason.says, reason.remedy)
        else:
            yield reason


def _of_board(board: BoardCertification, on: dt.date) -> Iterator[Reason]:
    name = f"The certification in {board.specialty} by {board.board}"
    if board.certified_on is not None and board.certified_on > on:
        yield _bars("board_certification-not-yet", "Q5", f"{name} begins on {board.certified_on}.", "Wait for it.")
    if board.board.lower().strip() not in _boards():
        yield Reason(
            effect=Effect.HOLDS,
            code="board-unknown",
            criterion="Q5",
            says=f"{board.board} is not among the boards that the rulebook knows.",
            remedy="Confirm that it is a recognized American specialty board, and add it to specialty_boards.yaml.",
            citation=criterion("Q5"),
        )
    yield from _unproven("board_certification", name, board, on)


def _certified(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    needs_board = _profession(reviewer.profession).needs_board
    faults = [tuple(_of_board(board, on)) for board in reviewer.board_certifications]
    if not faults and needs_board:
        told = "The reviewer is a physician, and no board certification is on file."
        yield _bars("board_certification-missing", "Q5", told, "Record a certification and verify it.")
    has_good = any(not fault for fault in faults) or not needs_board
    for reason in (reason for fault in faults for reason in fault):
        yield Reason(
            effect=Effect.NOTE if has_good else reason.effect,
            code=reason.code,
            criterion=reason.criterion,
            says=reason.says,
            remedy=reason.remedy,
            citation=reason.citation,
        )


def _sanctioned(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    for sanction in reviewer.sanctions:
        if sanction.imposed_on is None or sanction.imposed_on <= on:
            yield _bars("sanction", "Q7", _told_sanction(sanction), "Assign another reviewer.")
    if reviewer.sanctions_search is None:
        told = "Nobody has searched for sanctions and discipline."
        yield _bars("sanctions_search-unverified", "Q7", told, "Search at the primary sources and record the day.")
    else:
        yield from _unproven("sanctions_search", "The search for sanctions", reviewer.sanctions_search, on)


def _told_sanction(sanction: Sanction) -> str:
    when = f" on {sanction.imposed_on}" if sanction.imposed_on else ""
    state = ", pending" if sanction.is_pending else f", ended {sanction.ended_on}" if sanction.ended_on else ""
    return f"{sanction.body}: {sanction.says}{when}{state}."


def _evaluator(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    in_force_from = criteria()["Q8"].in_force_from
    if in_force_from is not None and on < in_force_from:
        return
    for appointment in reviewer.medical_evaluator:
        if appointment.since <= on and (appointment.until is None or appointment.until >= on):
            told = f"The reviewer is appointed as a qualified medical evaluator since {appointment.since}."
            yield _bars("medical-evaluator", "Q8", told, "Assign another reviewer until the appointment ends.")


def _practising(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    practice = reviewer.practice
    if practice is None:
        yield _bars("practice-unverified", "Q9", "Nothing is on file on active practice.", "Record and verify it.")
        return
    years, hours = _limit("active-practice-years"), _limit("active-practice-hours")
    if _years_after(practice.since, years) >= on:
        told = f"Active practice since {practice.since} is not more than {years} years on {on}."
        yield _bars("practice-too-short", "Q9", told, "Assign a reviewer with longer practice.")
    if not practice.hours_per_week >= hours:
        told = f"{practice.hours_per_week:g} hours a week in active practice are fewer than {hours}."
        yield _bars("practice-too-few-hours", "Q10", told, "Assign a reviewer who practises more.")
    yield from _unproven("practice", "The practice", practice, on)


def _years_after(day: dt.date, years: int) -> dt.date:
    """The same day some years later; of a leap day, the first of March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


def _numbered(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    if reviewer.npi is None:
        yield _bars("npi-missing", "NPI", "No National Provider Identifier is on file.", "Record and verify it.")
        return
    if not is_npi(reviewer.npi.number):
        told = f"{reviewer.npi.number} has not the check digit of a National Provider Identifier."
        yield _bars("npi-wrong", "NPI", told, "Look the number up and mend it.")
    yield from _unproven("npi", "The National Provider Identifier", reviewer.npi, on)


def _available(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    for absence in reviewer.absences:
        if absence.first_on <= on <= absence.last_on:
            told = f"The reviewer is away from {absence.first_on} to {absence.last_on}."
            yield _bars("away", "HOUSE", told, "Assign another reviewer, or wait.")
    capacity = reviewer.capacity
    if capacity is None:
        yield _bars("no-room", "HOUSE", "Nothing says how many cases the reviewer takes.", "Record it under capacity.")
    elif not capacity.is_accepting:
        yield _bars("not-accepting", "HOUSE", "The reviewer takes no cases now.", "Ask, and record the answer.")
    elif capacity.open_cases >= capacity.most_cases:
        told = f"{capacity.open_cases} of at most {capacity.most_cases} cases are open."
        yield _bars("no-room", "HOUSE", told, "Assign another reviewer, or wait.")
