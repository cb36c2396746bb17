"""Decides whether the reviewer's specialties clearly do not treat what is in dispute.

Source: Labor Code 139.5(d)(4)(A); ``rulebook/vocabulary/specialties.yaml`` and ``fields_of_care.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from openimr.citations import Value, Verification
from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.model import ReviewerKind, ReviewerQualifications
from openimr.rulebook import load
from openimr.treatments.services import all_services, find_services

__all__ = ["CHECK"]


class _Specialty(Value, frozen=True):
    name: str
    treats: frozenset[str]
    does_not_treat: frozenset[str]
    source: str
    verification: Verification
    aliases: tuple[str, ...] = ()


class _Field(Value, frozen=True):
    field: str
    families: frozenset[str]
    services: frozenset[str]
    words: tuple[str, ...]
    source: str
    verification: Verification


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
    held = tuple(_by_name().get(name.lower().strip()) for name in names)
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


@cache
def _by_name() -> dict[str, _Specialty]:
    rows = load("vocabulary/specialties.yaml", _Specialty)
    return {name.lower(): row for row in rows for name in (row.name, *row.aliases)}


@lru_cache(maxsize=4096)
def fields_of(heading: str) -> frozenset[str]:
    """The fields of care that the services in a heading belong to; empty where none is known.

    >>> sorted(fields_of("Lumbar fusion L4-5"))
    ['spine-surgery']
    """
    by_service, by_word = _fields()
    found = [field for mention in find_services(heading) for field in by_service.get(mention.id, ())]
    found.extend(field for field, word in by_word if word.search(heading))
    return frozenset(found)


@cache
def _fields() -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, re.Pattern[str]], ...]]:
    """The fields of each service, and for each field that has words of its own the pattern that finds them."""
    rows = load("vocabulary/fields_of_care.yaml", _Field)
    by_service = {
        service.id: tuple(row.field for row in rows if service.id in row.services or service.family in row.families)
        for service in all_services().values()
    }
    by_word = tuple(
        (row.field, re.compile(rf"\b(?:{'|'.join(map(re.escape, row.words))})", re.IGNORECASE))
        for row in rows
        if row.words
    )
    return by_service, by_word


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
