"""One criterion of a recommendation: what it is there, and its tree over named facts.

Source: guidelines.md, section O (prerequisites, conditions, gate, contraindications, documentation).
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from openimr.citations import Value
from openimr.guidelines.criteria.tree import Node

__all__ = ["ABOUT", "Asked", "Role"]

ABOUT = frozenset(("body", "phase", "operation"))
"""The ids of conditions that say which part of the body, phase or operation a recommendation is about."""


class Role(StrEnum):
    """What a criterion is in its recommendation."""

    CONDITION = "condition"
    PREREQUISITE = "prerequisite"
    CONTRAINDICATION = "contraindication"
    NOT_FOR = "not_for"
    INTERVAL = "interval"
    GATE = "gate"
    DOCUMENTATION = "documentation"


class Asked(Value, frozen=True):
    """One criterion of a recommendation: what it is there, its id, and its tree; ``services`` narrow it to some."""

    role: Role
    id: str
    node: Node
    services: tuple[str, ...] = ()

    def is_for(self, services: Collection[str]) -> bool:
        """Whether it is asked of a request for these services."""
        return not self.services or not set(self.services).isdisjoint(services)
