"""Finds the names of persons in prose, after a title or before a degree, and tells them from other words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = ["CREDENTIALS", "NAME", "PERSON", "is_person", "may_name_a_person", "persons"]

_WORD = r"(?:(?:Mc|Mac|O['’]|De|Di|La|Le|Van|Von)?[A-Z][a-z]+|[A-Z]{2,})(?:-[A-Z][a-z]+)?"
NAME = (
    rf"(?:[A-Z]\.\s*)*(?:(?:de|la|del|van|von|der|den|di)\s)*{_WORD}"
    rf"(?:\s(?:[A-Z]\.|(?:de|la|del|van|von|der|den|di)(?=\s))){{0,2}}(?:\s{_WORD}){{0,2}}"
)
# The words of a name, such as "Jane Doe", "J. Roe" or "Maria de la Cruz".

CREDENTIALS = (
    r"(?:M\.?\s?D\.?|D\.?O\.?|D\.?C\.?|D\.?P\.?M\.?|D\.?D\.?S\.?|D\.?M\.?D\.?|O\.?D\.?|Ph\.?\s?D\.?|Psy\.?\s?D\.?"
    r"|L\.?Ac\.?|P\.?A\.?-C\.?|N\.P\.|R\.N\.|D\.?P\.?T\.?)(?!\w)"
)
# The letters of a degree after a name.

PERSON = (
    rf"(?:(?:Dr|Doctor|Prof)\.?\s+(?P<titled>{NAME})(?:,?\s+{CREDENTIALS})?"
    rf"|(?P<degreed>{NAME}),?\s+{CREDENTIALS})"
)
# A person with a title or a degree; the name is the group "titled" or "degreed".

# It begins with letters, not with what may stand before them, so that the search can leap.
_TITLED = re.compile(
    rf"[MDP](?:rs?|s|iss|octor|rof|rofessor)(?<!\w[MDP]r)(?<!\w[MDP]rs)(?<!\w[MDP]s)\b\.?\s+(?P<name>{NAME})"
)
_TITLE = re.compile(r"[MDP](?:rs?|s|iss|octor|rof|rofessor)\b\.?\s+[A-Za-z]")
_DEGREED = re.compile(rf"(?<![\w.])(?P<name>{NAME}),?\s+{CREDENTIALS}")
_DEGREE_CUES = ("M.D", "MD", "M. D", "D.O", "DO", "D.C", "DC", "DPM", "D.P.M", "DDS", "D.D.S", "DMD", "D.M.D", "OD",
                "O.D", "PhD", "Ph.", "PsyD", "Psy.", "LAc", "L.Ac", "PA-C", "P.A", "N.P.", "R.N.", "DPT")  # fmt: skip
_DEGREE = re.compile(rf"[, \n](?:{CREDENTIALS})")


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


@lru_cache(maxsize=16)
def may_name_a_person(text: str) -> bool:
    """A cheap look beforehand: whether ``text`` holds a title or a degree at all."""
    return bool(_TITLE.search(text)) or (any(cue in text for cue in _DEGREE_CUES) and bool(_DEGREE.search(text)))


def persons(text: str) -> Iterator[re.Match[str]]:
    """Each name after a title or before a degree; the group "name" is the name.

    >>> [match["name"] for match in persons("Seen by Dr. Roe and by Jane Doe, M.D.; Lewy body, MD.")]
    ['Roe', 'Jane Doe']
    """
    for pattern in (_TITLED, _DEGREED):
        for match in pattern.finditer(text):
            if is_person(match["name"]):
                yield match
