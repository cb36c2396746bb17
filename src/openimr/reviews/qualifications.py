"""Says of a reviewer what a determination must say, and never the name.

Source: Labor Code 4610.6(f), 139.5(d)(4), (5); ``rulebook/law/affiliation_parties.yaml``.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from openimr.citations import Value
from openimr.determinations.model import ReviewerKind, ReviewerQualifications
from openimr.reviewers.conflicts.screening import Side
from openimr.reviewers.fitness import current_boards, current_licences
from openimr.reviewers.registry import Profession, Reviewer
from openimr.rulebook import load

__all__ = ["qualifications"]

_KINDS = {kind.value: kind for kind in ReviewerKind}


class _ProfessionRow(Value, frozen=True):
    """A profession in words; the rest of its row is for fitness."""

    profession: Profession
    word: str
    specialty: str
    needs_board: bool
    source: str
    verification: str


@cache
def _words() -> dict[Profession, str]:
    return {row.profession: row.word for row in load("vocabulary/professions.yaml", _ProfessionRow)}


def qualifications(reviewer: Reviewer, *, on: dt.date, sides: tuple[Side, ...] = ()) -> ReviewerQualifications:
    """What is on file of ``reviewer`` and proven on the day ``on``; what is not stays absent.

    ``sides`` are the kinds of parties with whom the reviewer attested to have no affiliation.
    """
    boards = current_boards(reviewer, on)
    practice = reviewer.practice
    return ReviewerQualifications(
        kind=_KINDS.get(reviewer.profession.value, ReviewerKind.EXPERT_REVIEWER),
        professions=(_words()[reviewer.profession],),
        board_certifications=tuple(dict.fromkeys(board.specialty for board in boards)),
        subspecialties=tuple(dict.fromkeys(board.subspecialty for board in boards if board.subspecialty)),
        licence_states=tuple(dict.fromkeys(licence.state for licence in current_licences(reviewer, on))),
        active_practice_years_over=_years_over(practice.since, on) if practice else None,
        active_practice_hours_per_week=int(practice.hours_per_week) if practice else None,
        no_affiliation_with=tuple(dict.fromkeys(side.entity for side in sides if side.is_statute)),
    )


def _years_over(since: dt.date, on: dt.date) -> int | None:
    """The whole years of which more than so many have passed; ``None`` before the first is over."""
    years = on.year - since.year - ((on.month, on.day) < (since.month, since.day))
    is_to_the_day = (on.month, on.day) == (since.month, since.day)
    over = years - is_to_the_day
    return over if over > 0 else None
