"""What a rule above all recommendations comes to: met, not met or not documented, with every reason and its source."""

from __future__ import annotations

from collections.abc import Iterable

from openimr.citations import Citation, Value
from openimr.guidelines.criteria.truth import Truth

__all__ = ["Point", "Ruling", "from_fact", "missing_of"]


class Point(Value, frozen=True):
    """One thing that a rule asks: the fact by name, what the documents show of it, and the sentence that tells it."""

    fact: str
    truth: Truth
    sentence: str


class Ruling(Value, frozen=True):
    """The answer of a rule, point by point; ``missing`` names the facts that could still change it."""

    truth: Truth
    points: tuple[Point, ...]
    citation: Citation
    missing: tuple[str, ...] = ()


def from_fact(value: bool | None) -> Truth:  # noqa: FBT001 - the value of a fact, not an option
    """Whether a yes-or-no fact is met; ``None`` is not documented.

    >>> from_fact(None)
    <Truth.NOT_DOCUMENTED: 'not_documented'>
    """
    if value is None:
        return Truth.NOT_DOCUMENTED
    return Truth.MET if value else Truth.NOT_MET


def missing_of(truth: Truth, points: Iterable[Point]) -> tuple[str, ...]:
    """The facts that are not documented, where they leave the answer open; none where it is settled without them."""
    if truth is not Truth.NOT_DOCUMENTED:
        return ()
    return tuple(dict.fromkeys(point.fact for point in points if point.truth is Truth.NOT_DOCUMENTED))
