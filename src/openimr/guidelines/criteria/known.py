"""The names of facts that the guidelines ask for: kind, unit, meaning, and where each comes from.

Source: ``rulebook/guidelines/facts.yaml``, each row with its own source.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from openimr.citations import Value, Verification
from openimr.guidelines.criteria.vocabulary import Among
from openimr.rulebook import load

__all__ = ["FactKind", "FactName", "fact_words", "known_facts"]


class FactKind(StrEnum):
    """What kind of value a fact has."""

    NUMBER = "number"
    TEXT = "text"
    DAY = "day"
    YES_NO = "yes_no"
    LIST = "list"


class FactName(Value, frozen=True):
    """A name that facts may have.

    ``words`` name it in a sentence: a statement for a yes-or-no fact ("the worker asked for it"), else a noun.
    ``unit`` is that of a number; a number given without a unit has it. ``also`` are other units that
    it may be counted in, though they do not convert. ``most`` is the largest number that can be, ``among`` the
    vocabulary that words are taken from. ``means`` says what counts and what does not.
    """

    name: str
    kind: FactKind
    words: str
    means: str
    source: str
    verification: Verification
    unit: str | None = None
    also: tuple[str, ...] = ()
    most: float | None = None
    among: Among | None = None


@cache
def known_facts() -> dict[str, FactName]:
    """All names of the rulebook, by name."""
    return {row.name: row for row in load("guidelines/facts.yaml", FactName)}


def fact_words(name: str) -> str:
    """A fact's name as it is written in a sentence.

    >>> fact_words("some_new_fact")
    'some new fact'
    """
    row = known_facts().get(name)
    return row.words if row else name.replace("_", " ")
