"""Tells the criteria of a record: each tree in one line, with the names of the facts that it asks for in brackets.

Source: the criteria themselves; nothing is added here but words that join.
"""

from __future__ import annotations

from collections.abc import Iterable

from openimr.guidelines.asked import Role
from openimr.guidelines.criteria import (
    AllOf,
    AnyOf,
    Compare,
    Documented,
    FirstKnown,
    Node,
    Not,
    fact_names,
    words_of,
)
from openimr.guidelines.recommendation import Recommendation

__all__ = ["told_criteria", "told_tree"]

_ROLES = {
    Role.CONDITION: "For",
    Role.PREREQUISITE: "First",
    Role.CONTRAINDICATION: "Against",
    Role.NOT_FOR: "Not for",
    Role.INTERVAL: "Interval",
    Role.GATE: "To go on",
    Role.DOCUMENTATION: "Document",
}


def told_criteria(record: Recommendation) -> tuple[str, ...]:
    """Every criterion that a request is laid beside, in the order in which they are asked."""
    return tuple(f"{_ROLES[asked.role]}: {told_tree(asked.node)}." for asked in record.criteria)


def told_tree(node: Node) -> str:
    """A tree in one line.

    >>> told_tree(AnyOf(of=(Compare(fact="is_homebound"), Not(of=Compare(fact="self_requested", says="asked")))))
    'one of (is homebound [is_homebound]; not (asked [self_requested]))'
    """
    match node:
        case Compare() | Documented():
            return f"{words_of(node)} [{' and '.join(fact_names(node))}]"
        case FirstKnown():
            first, *others = fact_names(node)
            return f"{words_of(node)} [{first}{', else ' if others else ''}{', '.join(others)}]"
        case Not():
            return f"not ({told_tree(node.of)})"
        case AllOf():
            return f"all of ({_joined(node.of)})"
        case AnyOf():
            return f"one of ({_joined(node.of)})"
        case _:
            return f"at least {node.count} of ({_joined(node.of)})"


def _joined(nodes: Iterable[Node]) -> str:
    return "; ".join(told_tree(node) for node in nodes)
