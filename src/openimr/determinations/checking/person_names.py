"""Decides whether capitalised words are the name of a person, and not of a test, a guideline or a specialty."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = ["CREDENTIALS", "NAME", "is_person"]

_WORD = r"(?:(?:Mc|Mac|O['’]|De|Di|La|Le|Van|Von)?[A-Z][a-z]+|[A-Z]{2,})(?:-[A-Z][a-z]+)?"
NAME = rf"(?:[A-Z]\.\s*)*{_WORD}(?:\s+(?:[A-Z]\.|(?:de|la|del|van|von|der|den|di)(?=\s))){{0,2}}(?:\s+{_WORD}){{0,2}}"
"""A pattern for the words of a name, such as ``Jane Doe``, ``J. Roe`` or ``Maria de la Cruz``."""

CREDENTIALS = (
    r"(?:M\.?\s?D\.?|D\.?O\.?|D\.?C\.?|D\.?P\.?M\.?|D\.?D\.?S\.?|D\.?M\.?D\.?|O\.?D\.?|Ph\.?\s?D\.?|Psy\.?\s?D\.?"
    r"|L\.?Ac\.?|P\.?A\.?-C\.?|N\.P\.|R\.N\.|D\.?P\.?T\.?)(?![\w])"
)
"""A pattern for the letters of a degree after a name."""


class _NoPerson(Value, frozen=True):
    word: str
    kind: str
    source: str
    verification: Verification


@cache
def _no_persons() -> frozenset[str]:
    return frozenset(row.word.lower() for row in load("vocabulary/not_persons.yaml", _NoPerson))


@lru_cache(maxsize=4096)
def is_person(words: str) -> bool:
    """Whether ``words`` can be a person's name: none of them is a word of medicine, of the law or of grammar.

    >>> is_person("Jane Roe")
    True
    >>> is_person("Pain Medicine")
    False
    """
    known = _no_persons()
    return not any(word.lower() in known for word in re.findall(r"[^\W\d_]{2,}", words))
