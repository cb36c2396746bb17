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
from openimr.reviewers.proof import doubtful, how_to_prove, not_proven, unmet, unproven
from openimr.reviewers.reasons import Basis, Decider, Effect, Reason, criteria, criterion
from openimr.reviewers.registry import (
    BoardCertification,
    Licence,
    LicenceStatus,
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
    """What a record answers to one criterion; what is not documented is not shown, which is not the same as not met."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_SHOWN = "not_shown"
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
    def is_barred(self) -> bool:
        """Whether something bars the reviewer, which nobody can clear."""
        return any(reason.effect is Effect.BARS for reason in self.reasons)

    @property
    def is_fit(self) -> bool:
        """Whether nothing bars the reviewer, and nothing waits for a person."""
        return all(reason.effect is not Effect.BARS and reason.effect is not Effect.HOLDS for reason in self.reasons)


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
    answers = {row.id: _NOT_OF_RECORD.get(row.decided_by, Answer.MET) for row in criteria().values()}
    for reason in reasons:
        answer = _answer(reason)
        if _WORST.index(answer) < _WORST.index(answers[reason.criterion]):
            answers[reason.criterion] = answer
    return Fitness(reviewer=reviewer.number, on=on, answers=answers, reasons=reasons)


_NOT_OF_RECORD = {
    Decider.CASE: Answer.LEFT_TO_THE_CASE,
    Decider.PREFERENCE: Answer.NO_CONDITION,
    Decider.STATUS: Answer.NO_CONDITION,
}
_WORST = (Answer.NOT_MET, Answer.TO_BE_CLEARED, Answer.NOT_SHOWN, Answer.MET)


def _answer(reason: Reason) -> Answer:
    """What a reason makes of its criterion."""
    if reason.effect is Effect.NOTE:
        return Answer.MET
    if reason.basis is Basis.PROOF:
        return Answer.NOT_SHOWN
    return Answer.TO_BE_CLEARED if reason.effect is Effect.HOLDS else Answer.NOT_MET


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


def _training(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    if reviewer.guideline_training is None:
        told = "Nothing on file says that the reviewer is familiar with the guidelines of the area."
        remedy = how_to_prove("guideline_training", "guideline_training")
        yield not_proven("guideline_training-unverified", "Q3", told, f"{remedy} The reviewer's own word is enough.")
    else:
        yield from unproven("guideline_training", "The guideline training", reviewer.guideline_training, on)


def _of_licence(licence: Licence, on: dt.date) -> Iterator[Reason]:
    name = f"The {licence.state} licence {licence.number}"
    if licence.state not in _states():
        yield unmet(
            "licence-state-unknown",
            "Q4",
            f"{name} is of no state that the rulebook knows.",
            "Write two letters of a state of the United States, such as CA.",
        )
    if licence.issued_on is not None and licence.issued_on > on:
        yield unmet("licence-not-yet", "Q4", f"{name} was issued on {licence.issued_on}, after {on}.", "Wait for it.")
    if licence.status in _DISCIPLINED:
        told = f"{name} is {_STANDS.get(licence.status, licence.status)}."
        yield unmet("licence-restricted", "Q4", told, "Assign another reviewer until the restriction ends.")
    elif licence.status is LicenceStatus.EXPIRED:
        yield unmet("licence-lapsed", "Q4", f"{name} is expired.", "Renew it, verify it, and record its state.")
    elif licence.status is LicenceStatus.INACTIVE:
        yield unmet("licence-inactive", "Q4", f"{name} is inactive.", "Have it made active, and verify it.")
    yield from unproven("licence", name, licence, on)


_STANDS = {LicenceStatus.PROBATION: "on probation"}


def _licensed(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    """All that is wrong with licences; where one is good, the others only keep their own state out of the letter."""
    faults = [tuple(_of_licence(licence, on)) for licence in reviewer.licences]
    if not faults:
        remedy = f"Add licences: with state, number and status. {how_to_prove('licence')}"
        yield not_proven("licence-missing", "Q4", "No licence is on file.", remedy)
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
                basis=reason.basis,
            )
        elif has_good:
            # A licence elsewhere is good, but a discipline in any state is history under the next paragraph.
            yield unmet("licence-restricted", "Q7", reason.says, reason.remedy)
        else:
            yield reason


def _of_board(board: BoardCertification, on: dt.date) -> Iterator[Reason]:
    name = f"The certification in {board.specialty} by {board.board}"
    if board.certified_on is not None and board.certified_on > on:
        yield unmet("board_certification-not-yet", "Q5", f"{name} begins on {board.certified_on}.", "Wait for it.")
    if board.board.lower().strip() not in _boards():
        yield Reason(
            effect=Effect.HOLDS,
            code="board-unknown",
            criterion="Q5",
            says=f"{board.board} is not among the boards that the rulebook knows.",
            remedy="Confirm that it is a recognized American specialty board, and add it to specialty_boards.yaml.",
            citation=criterion("Q5"),
        )
    yield from unproven("board_certification", name, board, on)


def _certified(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    needs_board = _profession(reviewer.profession).needs_board
    faults = [tuple(_of_board(board, on)) for board in reviewer.board_certifications]
    if not faults and needs_board:
        told = "The reviewer is a physician, and no board certification is on file."
        remedy = f"Add board_certifications: with board and specialty. {how_to_prove('board_certification')}"
        yield not_proven("board_certification-missing", "Q5", told, remedy)
    has_good = any(not fault for fault in faults) or not needs_board
    for reason in (reason for fault in faults for reason in fault):
        yield Reason(
            effect=Effect.NOTE if has_good else reason.effect,
            code=reason.code,
            criterion=reason.criterion,
            says=reason.says,
            remedy=reason.remedy,
            citation=reason.citation,
            basis=reason.basis,
        )


def _sanctioned(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    for sanction in reviewer.sanctions:
        if sanction.imposed_on is None or sanction.imposed_on <= on:
            yield unmet("sanction", "Q7", _told_sanction(sanction), "Assign another reviewer.")
    if reviewer.sanctions_search is None:
        told = "No search for sanctions and discipline is on file."
        remedy = how_to_prove("sanctions_search", "sanctions_search")
        yield not_proven("sanctions_search-unverified", "Q7", told, remedy)
    else:
        yield from unproven("sanctions_search", "The search for sanctions", reviewer.sanctions_search, on)


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
            yield unmet("medical-evaluator", "Q8", told, "Assign another reviewer until the appointment ends.")


_NOT_STATED = "The letter's sentence on active practice must not be written of this reviewer."


def _practising(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    practice = reviewer.practice
    if practice is None:
        remedy = f"Add practice: with since and hours_per_week. {how_to_prove('practice')} {_NOT_STATED}"
        yield not_proven("practice-unverified", "Q9", "Nothing is on file on active practice.", remedy)
        return
    years, hours = _limit("active-practice-years"), _limit("active-practice-hours")
    if _years_after(practice.since, years) >= on:
        told = f"Active practice since {practice.since} is not more than {years} years on {on}."
        yield unmet("practice-too-short", "Q9", told, f"Assign a reviewer with longer practice. {_NOT_STATED}")
    if not practice.hours_per_week >= hours:
        told = f"{practice.hours_per_week:g} hours a week in active practice are fewer than {hours}."
        yield unmet("practice-too-few-hours", "Q10", told, f"Assign a reviewer who practises more. {_NOT_STATED}")
    yield from unproven("practice", "The practice", practice, on)


def _years_after(day: dt.date, years: int) -> dt.date:
    """The same day some years later; of a leap day, the first of March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


def _numbered(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    if reviewer.npi is None:
        remedy = f"Add npi: with number. {how_to_prove('npi')}"
        yield not_proven("npi-missing", "NPI", "No National Provider Identifier is on file.", remedy)
        return
    if not is_npi(reviewer.npi.number):
        told = f"{reviewer.npi.number} has not the check digit of a National Provider Identifier."
        yield unmet("npi-wrong", "NPI", told, "Look the number up and mend it.")
    yield from unproven("npi", "The National Provider Identifier", reviewer.npi, on)


def _available(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    for absence in reviewer.absences:
        if absence.first_on <= on <= absence.last_on:
            told = f"The reviewer is away from {absence.first_on} to {absence.last_on}."
            yield unmet("away", "HOUSE", told, "Assign another reviewer, or wait.")
    capacity = reviewer.capacity
    if capacity is None:
        told = "Nothing on file says how many cases the reviewer takes."
        yield doubtful("capacity-unknown", "HOUSE", told, "Add capacity: with most_cases and open_cases.")
    elif not capacity.is_accepting:
        yield unmet("not-accepting", "HOUSE", "The reviewer takes no cases now.", "Ask, and record the answer.")
    elif capacity.open_cases >= capacity.most_cases:
        told = f"{capacity.open_cases} of at most {capacity.most_cases} cases are open."
        yield unmet("no-room", "HOUSE", told, "Assign another reviewer, or wait.")
