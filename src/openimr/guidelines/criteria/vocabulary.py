"""Says which words a fact may hold where it takes them from a vocabulary, and gives the id that they mean.

A word that no vocabulary knows would silently never match, so that it is asked about instead.

Source: ``rulebook/vocabulary`` (services, parts of the body); guidelines.md, section O (phases).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from enum import StrEnum
from functools import cache

from openimr.guidelines.terms import ClinicalPhase
from openimr.treatments.anatomy import find_body_parts, part_words
from openimr.treatments.request import Guidance
from openimr.treatments.services import all_services, find_services

__all__ = ["Among", "meant", "words_among"]


class Among(StrEnum):
    """The vocabulary that the words of a fact are taken from."""

    PHASES = "phases"
    PARTS = "parts"
    SERVICES = "services"
    OPERATIONS = "operations"
    GUIDANCE = "guidance"

    @property
    def words(self) -> str:
        """What one of its words is called."""
        return _WORDS[self]


_WORDS = {
    Among.PHASES: "phase",
    Among.PARTS: "part of the body",
    Among.SERVICES: "service",
    Among.OPERATIONS: "operation or code of one",
    Among.GUIDANCE: "guidance of an injection",
}
_CODE = re.compile(r"[0-9A-Z]\d{3}[0-9A-Z]")


def meant(words: str, among: Among) -> str | None:
    """The id that ``words`` mean in a vocabulary: its own, else one by its synonyms; ``None`` where they mean no one.

    >>> meant("right knee", Among.PARTS), meant("29881", Among.OPERATIONS), meant("cronic", Among.PHASES)
    ('knee', '29881', None)
    """
    if among is Among.OPERATIONS and _CODE.fullmatch(words.strip().upper()):
        return words.strip().upper()
    name = "_".join(words.lower().split())
    if name in words_among(among):
        return name
    find = _FINDERS.get(among)
    found = find(words) if find else set()
    return found.pop() if len(found) == 1 else None


@cache
def words_among(among: Among) -> Collection[str]:
    """All ids of a vocabulary."""
    match among:
        case Among.PHASES:
            return frozenset(ClinicalPhase)
        case Among.GUIDANCE:
            return frozenset(Guidance)
        case Among.PARTS:
            return frozenset(part for _, part, _ in part_words())
        case _:
            return frozenset(all_services())


def _parts(words: str) -> set[str]:
    return {mention.id for mention in find_body_parts(words)}


def _services(words: str) -> set[str]:
    return {mention.id for mention in find_services(words)}


_FINDERS: dict[Among, Callable[[str], set[str]]] = {
    Among.PARTS: _parts,
    Among.SERVICES: _services,
    Among.OPERATIONS: _services,
}
