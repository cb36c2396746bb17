"""Splits the lists that sentences hold: specialties, whose names may hold "and" themselves, and simpler ones."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from openimr.citations import Value
from openimr.rulebook import load

__all__ = ["LIST_SEPARATOR", "split_list"]

LIST_SEPARATOR = re.compile(r",? and |,? or |, ?| & ")
"""What may stand between two items of a list."""


class _Specialty(Value, frozen=True, forbid_unknown_fields=False):
    name: str
    aliases: tuple[str, ...] = ()


@cache
def _specialty_names() -> frozenset[str]:
    rows = load("vocabulary/specialties.yaml", _Specialty)
    return frozenset(name.lower() for row in rows for name in (row.name, *row.aliases))


@lru_cache(maxsize=1024)
def split_list(words: str) -> tuple[str, ...]:
    """The specialties in a list; "and" and commas separate only what is a specialty by itself on both sides.

    >>> split_list("Physical Medicine and Rehabilitation")
    ('Physical Medicine and Rehabilitation',)
    >>> split_list("Internal Medicine and Pain Management")
    ('Internal Medicine', 'Pain Management')
    >>> split_list("Physical Medicine and Rehabilitation, Interventional Spine")
    ('Physical Medicine and Rehabilitation', 'Interventional Spine')
    """
    known = _specialty_names()
    if words.lower() in known:
        return (words,)
    marks = [
        (words[: mark.start()].strip(), mark[0].strip(), words[mark.end() :].strip())
        for mark in LIST_SEPARATOR.finditer(words)
    ]
    marks = [mark for mark in marks if mark[0] and mark[2]]
    # The longest beginning that is a specialty is the first item; "and" may stand inside its name.
    for first, _, rest in reversed(marks):
        if first.lower() in known:
            return (first, *split_list(rest))
    # A comma ends an item even where we do not know it.
    for first, sign, rest in marks:
        if sign == ",":
            return (first, *split_list(rest))
    return (words,)
