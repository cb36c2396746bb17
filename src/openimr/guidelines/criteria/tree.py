"""A criterion as data: a tree of conditions over named facts.

A node is told apart by ``is``, a value by ``kind``, so that a tree can stand in YAML:
``{is: compare, fact: pain_relief, op: ">=", value: {kind: number, amount: 50, unit: percent}}``.

Source: design, section 7 (criteria as data, own Kleene tree).
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, cast

import msgspec

from openimr.citations import Citation, Value
from openimr.guidelines.criteria.facts import Day, Items, Number, Text, YesNo

__all__ = [
    "AllOf",
    "AnyOf",
    "AtLeast",
    "Compare",
    "Documented",
    "FirstKnown",
    "Literal",
    "Node",
    "Not",
    "Op",
    "fact_names",
    "leaves",
    "node_from",
]

Literal = Number | Text | Day | YesNo | Items


class Op(StrEnum):
    """How two values are compared; ``INCLUDES`` asks whether a list, or a text, holds a word."""

    EQUAL = "="
    NOT_EQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    INCLUDES = "includes"

    @property
    def words(self) -> str:
        """The comparison as it is written in a sentence."""
        return _OP_WORDS[self]


_OP_WORDS = {
    Op.EQUAL: "is",
    Op.NOT_EQUAL: "is not",
    Op.LESS: "is less than",
    Op.AT_MOST: "is at most",
    Op.MORE: "is more than",
    Op.AT_LEAST: "is at least",
    Op.INCLUDES: "includes",
}


class _Criterion(Value, frozen=True, kw_only=True, tag_field="is"):
    """What every node has: its words (``says``, ours) and its citation where it is not the recommendation's."""

    says: str = ""
    citation: Citation | None = None


class AllOf(_Criterion, frozen=True, kw_only=True, tag="all"):
    """Every one of its nodes."""

    of: tuple[Node, ...]


class AnyOf(_Criterion, frozen=True, kw_only=True, tag="any"):
    """One of its nodes, or more."""

    of: tuple[Node, ...]


class Not(_Criterion, frozen=True, kw_only=True, tag="not"):
    """The opposite of its node."""

    of: Node


class AtLeast(_Criterion, frozen=True, kw_only=True, tag="at_least"):
    """``count`` of its nodes, or more."""

    count: int
    of: tuple[Node, ...]


class Compare(_Criterion, frozen=True, kw_only=True, tag="compare"):
    """A fact compared with a value, or with another fact; without either it asks whether a yes-or-no fact is so."""

    fact: str
    op: Op = Op.EQUAL
    value: Literal | None = None
    other: str | None = None


class Documented(_Criterion, frozen=True, kw_only=True, tag="documented"):
    """Whether a fact is documented at all; where it is not, the answer is "not documented", never "not met"."""

    fact: str


class FirstKnown(_Criterion, frozen=True, kw_only=True, tag="first"):
    """The first of its nodes of which anything is documented; the last where nothing is.

    It lets a plain statement go before what it would be inferred from: "no functional improvement" stands, whatever the
    limbs of its definition would give.
    """

    of: Annotated[tuple[Node, ...], msgspec.Meta(min_length=1)]


Node = AllOf | AnyOf | Not | AtLeast | Compare | Documented | FirstKnown


def node_from(data: Any) -> Node:
    """The tree that plain data, such as a piece of YAML, describes.

    Raises:
        msgspec.ValidationError: it is no such tree; the message names the place in it.
    """
    return cast("Node", msgspec.convert(data, Node))


def fact_names(node: Node) -> tuple[str, ...]:
    """The names of all facts that a tree asks for, each once, in their order."""
    return tuple(dict.fromkeys(_names(node)))


def leaves(node: Node) -> Iterator[Compare | Documented]:
    """All nodes of a tree that ask for facts themselves, in their order."""
    match node:
        case Compare() | Documented():
            yield node
        case Not():
            yield from leaves(node.of)
        case _:
            for child in node.of:
                yield from leaves(child)


def _names(node: Node) -> Iterator[str]:
    for leaf in leaves(node):
        yield leaf.fact
        if isinstance(leaf, Compare) and leaf.other is not None:
            yield leaf.other
