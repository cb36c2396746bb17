"""The states that license physicians: by the two letters that data hold, and by the names that letters write."""

from __future__ import annotations

from functools import cache

from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = ["state_codes", "state_names"]


class _State(Value, frozen=True):
    code: str
    name: str
    source: str
    verification: Verification


@cache
def state_names() -> dict[str, str]:
    """The name of each state by its two letters."""
    return {row.code: row.name for row in load("vocabulary/states.yaml", _State)}


@cache
def state_codes() -> dict[str, str]:
    """The two letters of each state by its name in small letters, and by the letters themselves.

    >>> state_codes()["nevada"], state_codes()["nv"]
    ('NV', 'NV')
    """
    names = state_names()
    return {name.lower(): code for code, name in names.items()} | {code.lower(): code for code in names}
