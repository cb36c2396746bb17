"""Invents the reviewer of one determination, whose specialty fits all that is decided, and who is never named."""

from __future__ import annotations

from random import Random

from openimr.determinations.model import Layout, ReviewerKind, ReviewerQualifications
from openimr.samples.requests import Request
from openimr.samples.tables import specialties, states

__all__ = ["invent_reviewer"]

NO_AFFILIATION_WITH = ("employer", "employee", "providers", "claims administrator")
_PHYSICIANS = 0.3


def invent_reviewer(rng: Random, layout: Layout, requests: tuple[Request, ...]) -> ReviewerQualifications:
    """A reviewer for ``requests``, with all that a letter of ``layout`` says of one."""
    families = {request.service.decided_by or request.service.family for request in requests}
    fitting = [row for row in specialties() if families.issubset(row.families)]
    # The first specialty treats nearly all that is asked for; it decides where none treats all of it.
    row = rng.choice(fitting or specialties()[:1])
    licences = tuple(rng.sample(list(states()), rng.choice((1, 1, 1, 2, 2, 3))))
    subspecialties = (rng.choice(row.subspecialties),) if row.subspecialties and rng.random() < 0.4 else ()
    is_listed = layout is Layout.L4B
    return ReviewerQualifications(
        kind=_kind(rng, layout),
        board_certifications=() if is_listed else (row.name,),
        subspecialties=() if is_listed else subspecialties,
        specialties=(row.name, *subspecialties) if is_listed else (),
        licence_states=licences,
        active_practice_years_over=5,
        active_practice_hours_per_week=24,
        no_affiliation_with=NO_AFFILIATION_WITH,
    )


def _kind(rng: Random, layout: Layout) -> ReviewerKind:
    if layout is Layout.L1:
        return ReviewerKind.MEDICAL_DOCTOR
    if layout is Layout.L3 or (layout is Layout.L4A and rng.random() < _PHYSICIANS):
        return ReviewerKind.PHYSICIAN_REVIEWER
    return ReviewerKind.EXPERT_REVIEWER
