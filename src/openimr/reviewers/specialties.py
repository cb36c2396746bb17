"""Decides how specialties fit a treatment: the same, a similar one, open to judgment, or a misfit.

Source: Labor Code 139.5(d)(4)(A); ``rulebook/vocabulary/specialties.yaml`` and ``fields_of_care.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, lru_cache

from openimr.citations import Value, Verification
from openimr.rulebook import load
from openimr.treatments.services import all_services, find_services

__all__ = ["Fit", "Specialty", "fields_of", "fit", "specialty_named"]

_GENERAL = "general-medicine"


class Fit(StrEnum):
    """How specialties stand to a treatment, from the best to the worst."""

    SAME = "same"
    SIMILAR = "similar"
    OPEN = "open"
    MISFIT = "misfit"


class Specialty(Value, frozen=True):
    """A specialty: the fields of care that it treats, those that are its own, and those that it does not treat."""

    name: str
    treats: frozenset[str]
    does_not_treat: frozenset[str]
    source: str
    verification: Verification
    aliases: tuple[str, ...] = ()
    home: frozenset[str] = frozenset()


class _Field(Value, frozen=True):
    field: str
    families: frozenset[str]
    services: frozenset[str]
    words: tuple[str, ...]
    source: str
    verification: Verification


@lru_cache(maxsize=1024)
def specialty_named(name: str) -> Specialty | None:
    """The specialty of this name or alias, in any case of letters; ``None`` where the rulebook knows none.

    >>> specialty_named("pm&r").name
    'Physical Medicine and Rehabilitation'
    """
    return _by_name().get(name.lower().strip())


@cache
def _by_name() -> dict[str, Specialty]:
    rows = load("vocabulary/specialties.yaml", Specialty)
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


def fit(specialties: Iterable[Specialty], fields: frozenset[str]) -> Fit:
    """How these specialties together stand to a treatment that belongs to ``fields`` of care.

    A treatment in no known field (equipment, most medications) is general medicine. It fits where each field is
    treated; it is a misfit where no field is and one clearly is not; all else is open to judgment.

    >>> psychiatry = specialty_named("Psychiatry")
    >>> fit([psychiatry], frozenset({"mental-health"})).value, fit([psychiatry], frozenset({"spine-surgery"})).value
    ('same', 'misfit')
    """
    held = tuple(specialties)
    wanted = fields or frozenset({_GENERAL})
    treated = frozenset[str]().union(*(specialty.treats for specialty in held))
    if wanted <= treated:
        home = frozenset[str]().union(*(specialty.home for specialty in held))
        return Fit.SAME if wanted <= home else Fit.SIMILAR
    if wanted & treated or not held:
        return Fit.OPEN if held else Fit.MISFIT
    clearly_not = all(field in specialty.does_not_treat for field in wanted for specialty in held)
    return Fit.MISFIT if clearly_not else Fit.OPEN
