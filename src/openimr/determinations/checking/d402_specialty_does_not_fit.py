"""Decides whether the reviewer's specialties clearly do not treat what is in dispute.

Source: Labor Code 139.5(d)(4)(A); ``rulebook/vocabulary/specialties.yaml`` and ``fields_of_care.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.model import ReviewerKind, ReviewerQualifications
from openimr.reviewers.specialties import fields_of, specialty_named

__all__ = ["CHECK"]


# The kind of reviewer is a specialty where the letter names a profession in place of one.
_PROFESSIONS = {
    ReviewerKind.CHIROPRACTOR: "chiropractic",
    ReviewerKind.PSYCHOLOGIST: "psychology",
    ReviewerKind.ACUPUNCTURIST: "acupuncture",
    ReviewerKind.DENTIST: "dentistry",
    ReviewerKind.PODIATRIST: "podiatry",
    ReviewerKind.PHYSICAL_THERAPIST: "physical therapy",
    ReviewerKind.OPTOMETRIST: "optometry",
}


def _look(context: Context) -> Iterator[Hit]:
    names = _held(context.d.reviewer)
    held = tuple(map(specialty_named, names))
    # One specialty that we do not know may be the one that fits.
    known = tuple(specialty for specialty in held if specialty is not None)
    if not known or len(known) < len(held):
        return
    for path, treatment in context.numbered():
        fields = fields_of(treatment.heading)
        if fields and all(field in specialty.does_not_treat for field in fields for specialty in known):
            listed = " and ".join(sorted(field.replace("-", " ") for field in fields))
            yield Hit(
                where=f"{path}.heading",
                message=f"A reviewer in {' and '.join(names)} does not treat what this belongs to: {listed}.",
                quote=treatment.heading,
            )


def _held(reviewer: ReviewerQualifications) -> tuple[str, ...]:
    named = (*reviewer.board_certifications, *reviewer.subspecialties, *reviewer.specialties, *reviewer.professions)
    if named or reviewer.kind not in _PROFESSIONS:
        return named
    return (_PROFESSIONS[reviewer.kind],)


CHECK = Check(
    code="D402",
    name="specialty-does-not-fit",
    severity=Severity.WARNING,
    what="The reviewer's specialties clearly do not treat the service in dispute.",
    why="The reviewer must know the condition and the proposed treatment. The table of specialties is generous: same "
    "or "
    "similar is enough, and a specialty or service that it does not know is never found.",
    mend="Assign a reviewer of the same or a similar specialty, or say in the determination why this one fits.",
    sources=duties("knows-the-treatment", "licence-and-board"),
    look=_look,
)
