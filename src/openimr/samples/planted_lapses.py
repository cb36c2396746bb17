"""The lapses that are planted in invented registries, each with the code of the reason that tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from openimr.reviewers.registry import Absence, LicenceStatus, MedicalEvaluator, Reviewer, Sanction

__all__ = ["LAPSES", "Lapse"]


class Lapse(NamedTuple):
    """One kind of lapse: what it is, the code that must be among the reasons, and how it is planted on a day."""

    how: str
    code: str
    plant: Callable[[Reviewer, dt.date], Reviewer]


def _licences(reviewer: Reviewer, **changed: object) -> Reviewer:
    licences = tuple(msgspec.structs.replace(licence, **changed) for licence in reviewer.licences)
    return msgspec.structs.replace(reviewer, licences=licences)


def _boards(reviewer: Reviewer, **changed: object) -> Reviewer:
    boards = tuple(msgspec.structs.replace(board, **changed) for board in reviewer.board_certifications)
    return msgspec.structs.replace(reviewer, board_certifications=boards)


def _practice(reviewer: Reviewer, **changed: object) -> Reviewer:
    assert reviewer.practice is not None  # noqa: S101 - every invented reviewer has one
    return msgspec.structs.replace(reviewer, practice=msgspec.structs.replace(reviewer.practice, **changed))


def _capacity(reviewer: Reviewer, **changed: object) -> Reviewer:
    assert reviewer.capacity is not None  # noqa: S101 - every invented reviewer has one
    return msgspec.structs.replace(reviewer, capacity=msgspec.structs.replace(reviewer.capacity, **changed))


def _days(count: int) -> dt.timedelta:
    return dt.timedelta(days=count)


def _wrong_npi(reviewer: Reviewer) -> Reviewer:
    assert reviewer.npi is not None  # noqa: S101 - every invented reviewer has one
    number = reviewer.npi.number
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    return msgspec.structs.replace(reviewer, npi=msgspec.structs.replace(reviewer.npi, number=wrong))


def _absent(reviewer: Reviewer, on: dt.date) -> Reviewer:
    return msgspec.structs.replace(reviewer, absences=(Absence(first_on=on - _days(2), last_on=on),))


def _sanctioned(reviewer: Reviewer, on: dt.date) -> Reviewer:
    sanction = Sanction(body="A state board", says="letter of reprimand", imposed_on=on - _days(900))
    return msgspec.structs.replace(reviewer, sanctions=(sanction,))


LAPSES = (
    Lapse("every licence lapsed yesterday", "licence-lapsed", lambda r, on: _licences(r, expires_on=on - _days(1))),
    Lapse("a licence on probation", "licence-restricted", lambda r, _: _licences(r, status=LicenceStatus.PROBATION)),
    Lapse("licences never verified", "licence-unverified", lambda r, _: _licences(r, verified_on=None)),
    Lapse("board lapsed", "board_certification-lapsed", lambda r, on: _boards(r, expires_on=on - _days(30))),
    Lapse(
        "board verified too long ago",
        "board_certification-unverified",
        lambda r, on: _boards(r, verified_on=on - _days(800)),
    ),
    Lapse("a wrong check digit", "npi-wrong", lambda r, _: _wrong_npi(r)),
    Lapse("too few hours", "practice-too-few-hours", lambda r, _: _practice(r, hours_per_week=20)),
    Lapse("too few years", "practice-too-short", lambda r, on: _practice(r, since=on - _days(4 * 365))),
    Lapse("a reprimand", "sanction", _sanctioned),
    Lapse(
        "an appointment as medical evaluator",
        "medical-evaluator",
        lambda r, on: msgspec.structs.replace(r, medical_evaluator=(MedicalEvaluator(since=on - _days(99)),)),
    ),
    Lapse("no room", "no-room", lambda r, _: _capacity(r, most_cases=3, open_cases=3)),
    Lapse("away", "away", _absent),
    Lapse(
        "no search for sanctions",
        "sanctions_search-unverified",
        lambda r, _: msgspec.structs.replace(r, sanctions_search=None),
    ),
)
"""All kinds; in a registry they take turns."""
