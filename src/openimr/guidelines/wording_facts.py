"""Finds the facts that the wording of a request itself states: services, drugs, parts of the body, form, guidance.

A file of facts goes before the wording: what it says under one of these names stands alone.

Source: the parsed request; ``rulebook/vocabulary/body_parts.yaml`` for the parts that hold others.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from openimr.guidelines.criteria.facts import Fact, Facts, FactSource, FactValue, Items, Text, yes
from openimr.guidelines.governing import drugs_of, form_of, parts_of, services_of, surgery_of
from openimr.rulebook import load
from openimr.treatments.request import Modifier, TreatmentRequest

__all__ = ["with_wording"]


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the parts of the body, of which only the place is asked."""

    id: str
    part_of: str | None = None


def with_wording(facts: Facts, request: TreatmentRequest) -> Facts:
    """The facts and what the wording of the request states beside them."""
    stated = (
        Fact(name=name, value=value, source=FactSource.REQUEST)
        for name, value in _stated(request)
        if not facts.of(name)
    )
    return facts.and_also(stated)


def _stated(request: TreatmentRequest) -> Iterator[tuple[str, FactValue]]:
    lists = (
        ("requested_services", services_of(request)),
        ("requested_drugs", drugs_of(request)),
        ("requested_parts", _with_holders(parts_of(request))),
        ("surgery", surgery_of(request)),
    )
    yield from ((name, Items(items=found)) for name, found in lists if found)
    form = form_of(request)
    if form is not None:
        yield "requested_form", Text(words=form)
    if request.guidance is not None:
        yield "requested_guidance", Text(words=request.guidance.value)
    if Modifier.POSTOPERATIVE in request.modifiers:
        yield "is_postsurgical", yes()


@cache
def _holder() -> dict[str, str]:
    parts = load("vocabulary/body_parts.yaml", _Part)
    return {part.id: part.part_of for part in parts if part.part_of is not None}


def _with_holders(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts and all that hold them: what is for the wrist is for the upper extremity."""
    found = list(parts)
    for part in found:
        holder = _holder().get(part)
        if holder is not None and holder not in found:
            found.append(holder)
    return tuple(found)
