"""Finds the documents of the MTUS that are in force for a request and that no record of the library answers for.

The library holds some recommendations of each document. Where it holds none on a request, the MTUS is not thereby
silent: the document itself must be read before the search goes on.

Source: 8 CCR 9792.21.1(a)(1); guidelines.md, section K.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from openimr.guidelines.catalogue import GuidelineEdition, editions
from openimr.guidelines.criteria.facts import Facts
from openimr.guidelines.governing import Matched, parts_of, services_of
from openimr.guidelines.library import governing_edition
from openimr.guidelines.recommendation import Scope, TriggerDates
from openimr.treatments.anatomy import are_related
from openimr.treatments.request import TreatmentRequest

__all__ = ["unanswered"]


def unanswered(
    request: TreatmentRequest, facts: Facts, governing: Sequence[Matched], *, dates: TriggerDates
) -> tuple[GuidelineEdition, ...]:
    """The editions in force on these days that are about the request, and that no governing record stands in.

    One for all chronic pain is named only where no record of the MTUS governs.
    """
    records = [matched.recommendation for matched in governing]
    answered = {name for record in records for name in (record.source.document, *record.source.also)}
    has_answer = any(record.scope is Scope.MTUS for record in records)
    if request.service.code is None and request.drug is None:
        return ()
    return _found(
        frozenset(services_of(request)),
        parts_of(request, facts),
        frozenset(name for name in answered if name is not None),
        dates,
        is_drug=request.drug is not None,
        has_answer=has_answer,
    )


@lru_cache(maxsize=4096)
def _found(
    services: frozenset[str],
    parts: tuple[str, ...],
    answered: frozenset[str],
    dates: TriggerDates,
    *,
    is_drug: bool,
    has_answer: bool,
) -> tuple[GuidelineEdition, ...]:
    return tuple(
        edition
        for edition in _of_the_mtus()
        if edition.id not in answered
        and (
            _is_about(edition, parts, services)
            or (edition.is_for_drugs and is_drug)
            or (edition.is_for_all and not has_answer)
        )
        and governing_edition(edition.guideline, dates) == edition
    )


def _is_about(edition: GuidelineEdition, parts: Sequence[str], services: frozenset[str]) -> bool:
    if not services.isdisjoint(edition.services):
        return True
    return bool(edition.body) and any(are_related(part, other) for part in parts for other in edition.body)


@cache
def _of_the_mtus() -> tuple[GuidelineEdition, ...]:
    return tuple(edition for edition in editions() if edition.regulation and edition.in_force_from)
