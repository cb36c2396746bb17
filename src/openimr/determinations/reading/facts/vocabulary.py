"""Holds the words that facts are known by: instruments, conditions and services that are given in sessions.

Source: the sheets ``vocabulary/instruments.yaml``, ``conditions.yaml`` and ``session_services.yaml`` of the rulebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from openimr.citations import Value, Verification
from openimr.determinations.reading.facts.prose import words_of
from openimr.rulebook import load

__all__ = [
    "ConditionRole",
    "ConditionWords",
    "Conditions",
    "Instrument",
    "Instruments",
    "SessionServices",
    "conditions",
    "instruments",
    "places_of",
    "session_services",
]


class Instrument(Value, frozen=True):
    """An instrument: its name, other names in small letters, its lowest and highest score."""

    name: str
    aliases: tuple[str, ...]
    low: float
    high: float
    source: str
    verification: Verification


class ConditionRole(StrEnum):
    """What a word does in the name of a diagnosis."""

    CONDITION = "condition"
    HEAD = "head"
    SITE = "site"
    QUALITY = "quality"
    QUALIFIER = "qualifier"


class ConditionWords(Value, frozen=True):
    """Words of one role, in small letters."""

    role: ConditionRole
    terms: tuple[str, ...]
    source: str
    verification: Verification


class SessionServices(Value, frozen=True):
    """Words for services that are given in sessions, in small letters."""

    words: tuple[str, ...]
    source: str
    verification: Verification


class Instruments(NamedTuple):
    """Instruments by each of their names.

    ``gates`` holds the first words of all names, and for each what other words the names that begin so have; ``words``
    are all words of names. ``by_start`` holds a pattern for all names that begin with the same two letters.
    """

    by_alias: dict[str, Instrument]
    gates: dict[str, tuple[frozenset[str], ...]]
    words: frozenset[str]
    by_start: dict[str, re.Pattern[str]]


class Conditions(NamedTuple):
    """Conditions and the words around them.

    ``gates`` are the first words of all conditions. ``known`` matches a condition from its first word, and
    ``known_by_start`` holds the same pattern in pieces, by the two letters that a condition begins with: one long
    alternation is slow to fail. ``heads`` finds any word that makes a name a diagnosis; ``before`` holds words that
    may stand before a condition; ``qualifier`` matches what goes on with the entry before it.
    """

    gates: frozenset[str]
    known: re.Pattern[str]
    known_by_start: dict[str, re.Pattern[str]]
    heads: re.Pattern[str]
    before: frozenset[str]
    qualifier: re.Pattern[str]


def places_of(gates: Iterable[str], lower: str, start: int = 0, end: int | None = None) -> list[int]:
    """Where in ``lower`` one of ``gates`` begins, in order, each place once; from ``start`` on, and before ``end``."""
    places: list[int] = []
    found = 0
    for gate in gates:
        place = lower.find(gate, start, end)
        found += place >= 0
        while place >= 0:
            places.append(place)
            place = lower.find(gate, place + 1, end)
    return sorted(set(places)) if found > 1 else places


@cache
def instruments() -> Instruments:
    """All instruments of the rulebook."""
    by_alias = {alias: row for row in load("vocabulary/instruments.yaml", Instrument) for alias in row.aliases}
    gates: dict[str, tuple[frozenset[str], ...]] = {}
    for alias in by_alias:
        first, *others = words_of(alias)
        gates[first] = (*gates.get(first, ()), frozenset(others))
    words = frozenset(word for alias in by_alias for word in words_of(alias))
    by_start = {
        start: re.compile(rf"(?<!\w)(?:{_any_of(alias for alias in by_alias if alias.startswith(start))})(?!\w)")
        for start in {alias[:2] for alias in by_alias}
    }
    return Instruments(by_alias, gates, words, by_start)


@cache
def conditions() -> Conditions:
    """All words of conditions in the rulebook."""
    words: dict[ConditionRole, list[str]] = {role: [] for role in ConditionRole}
    for row in load("vocabulary/conditions.yaml", ConditionWords):
        words[row.role] += row.terms
    known = words[ConditionRole.CONDITION]
    return Conditions(
        gates=_gates(known),
        known=_whole(known),
        known_by_start={
            start: _whole(word for word in known if word.startswith(start)) for start in {word[:2] for word in known}
        },
        heads=re.compile(rf"(?<![\w-])(?:{_any_of(known + words[ConditionRole.HEAD])})(?![\w-])"),
        before=frozenset(words[ConditionRole.SITE] + words[ConditionRole.QUALITY]),
        qualifier=re.compile(rf"(?:{_any_of(words[ConditionRole.QUALIFIER])})(?!\w)"),
    )


@cache
def session_services() -> frozenset[str]:
    """All words for services that are given in sessions."""
    return frozenset(word for row in load("vocabulary/session_services.yaml", SessionServices) for word in row.words)


def _any_of(words: Iterable[str]) -> str:
    """An alternation that prefers the longest."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    """Any of ``words``, alone: in no longer word, and joined to none by a hyphen."""
    return re.compile(rf"(?<![\w-])(?:{_any_of(words)})(?![\w-])")


def _gates(words: Iterable[str]) -> frozenset[str]:
    """The first words of all ``words``, cut at marks as the words of a prose are."""
    return frozenset(words_of(word)[0] for word in words)
