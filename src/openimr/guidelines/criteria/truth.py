"""Decides with three values: met, not met, and not documented, which is neither.

What is not documented stays so until a fact settles it: the logic is Kleene's, as in the ``NULL`` of SQL.

Source: Kleene's strong logic of three values; design, section 3.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

__all__ = ["Truth", "all_of", "any_of", "at_least", "negated"]


class Truth(StrEnum):
    """What the documents show of a criterion."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_DOCUMENTED = "not_documented"

    @property
    def words(self) -> str:
        """The value as it is written in a sentence.

        >>> Truth.NOT_DOCUMENTED.words
        'not documented'
        """
        return self.value.replace("_", " ")


_NEGATED = {
    Truth.MET: Truth.NOT_MET,
    Truth.NOT_MET: Truth.MET,
    Truth.NOT_DOCUMENTED: Truth.NOT_DOCUMENTED,
}


def negated(value: Truth) -> Truth:
    """The opposite; what is not documented stays not documented."""
    return _NEGATED[value]


def all_of(values: Iterable[Truth]) -> Truth:
    """Met where every value is met, and not met as soon as one is not; nothing at all is met.

    >>> all_of([Truth.NOT_DOCUMENTED, Truth.NOT_MET])
    <Truth.NOT_MET: 'not_met'>
    """
    seen = frozenset(values)
    if Truth.NOT_MET in seen:
        return Truth.NOT_MET
    return Truth.NOT_DOCUMENTED if Truth.NOT_DOCUMENTED in seen else Truth.MET


def any_of(values: Iterable[Truth]) -> Truth:
    """Met as soon as one value is met, and not met where none is; nothing at all is not met.

    >>> any_of([Truth.NOT_DOCUMENTED, Truth.NOT_MET])
    <Truth.NOT_DOCUMENTED: 'not_documented'>
    """
    return negated(all_of(negated(value) for value in values))


def at_least(count: int, values: Iterable[Truth]) -> Truth:
    """Met where ``count`` values are met, and not met where so many cannot be met any more.

    >>> at_least(2, [Truth.MET, Truth.NOT_DOCUMENTED, Truth.NOT_MET])
    <Truth.NOT_DOCUMENTED: 'not_documented'>
    """
    listed = tuple(values)
    met = listed.count(Truth.MET)
    if met >= count:
        return Truth.MET
    return Truth.NOT_DOCUMENTED if met + listed.count(Truth.NOT_DOCUMENTED) >= count else Truth.NOT_MET
