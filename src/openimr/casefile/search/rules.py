"""What the rulebook says of searching: bounds, characters that look alike, and words that are no misread numbers.

Source: openimr/rulebook/casefile/search_*.yaml; feature F21 of the plan.
"""

from __future__ import annotations

from functools import cache

from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = ["Confusion", "Limit", "PlainWord", "confusions", "limit", "plain_words"]


class Limit(Value, frozen=True, kw_only=True):
    """A bound of searching: ``value`` in ``unit``."""

    name: str
    value: int
    unit: str
    source: str
    verification: Verification


class Confusion(Value, frozen=True, kw_only=True):
    """Characters that are read for others: ``read`` is compared as ``stands_for``."""

    read: str
    stands_for: str
    source: str
    verification: Verification


class PlainWord(Value, frozen=True, kw_only=True):
    """A word that looks like a number and is none."""

    word: str
    source: str
    verification: Verification


@cache
def limit(name: str) -> int:
    """The bound of this name, in the unit that its row gives.

    >>> limit("distance_letters")
    5

    Raises:
        KeyError: the rulebook has no such bound.
    """
    values: dict[str, int] = {row.name: row.value for row in load("casefile/search_limits.yaml", Limit)}
    return values[name]


@cache
def confusions() -> tuple[tuple[tuple[str, str], ...], dict[int, str]]:
    """Pairs of two characters in their order, and a table of single characters for ``str.translate``."""
    rows = load("casefile/search_confusions.yaml", Confusion)
    several = tuple((row.read, row.stands_for) for row in rows if len(row.read) > 1)
    return several, {ord(row.read): row.stands_for for row in rows if len(row.read) == 1}


@cache
def plain_words() -> frozenset[str]:
    """Words that take no part in confusions."""
    return frozenset(row.word for row in load("casefile/search_plain_words.yaml", PlainWord))
