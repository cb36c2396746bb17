"""Finds the names of persons in prose, after a title or before a degree, and tells them from other words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from openimr.citations import Value, Verification
from openimr.determinations.checking.cues import TELL_TALES
from openimr.rulebook import load

__all__ = ["CREDENTIALS", "NAME", "PERSON", "may_hold_a_title", "may_name_a_person", "name_in", "persons"]

_WORD = r"(?:(?:Mc|Mac|O['’]|De|Di|La|Le|Van|Von)?[A-Z][a-z]+|[A-Z]{2,})(?:-[A-Z][a-z]+)?"
NAME = (
    rf"(?:[A-Z]\.\s*)*(?:(?:de|la|del|van|von|der|den|di)\s)*{_WORD}"
    rf"(?:\s+(?:[A-Z]\.|(?:de|la|del|van|von|der|den|di)(?=\s))){{0,2}}(?:\s+{_WORD}){{0,2}}"
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
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_TITLE = re.compile(r"[MDP](?:rs?|s|iss|octor|rof|rofessor)\b\.?\s+[A-Za-z]")
_BEFORE_DEGREE = re.compile(rf"(?<![\w.])(?P<name>{NAME}),?\s+\Z")
_LONGEST_NAME = 60
_DEGREE = re.compile(CREDENTIALS)
_BEFORE_A_DEGREE = (",", " ", "\n", "\r", "\t", "\u00a0")


class _NoPerson(Value, frozen=True):
    word: str
    kind: str
    source: str
    verification: Verification


@cache
def _no_persons() -> frozenset[str]:
    return frozenset(row.word.lower() for row in load("vocabulary/not_persons.yaml", _NoPerson))


@lru_cache(maxsize=4096)
def name_in(words: str, *, from_end: bool = False) -> tuple[int, int] | None:
    """Where in ``words`` a name stands: what comes before the first word of medicine, of the law or of grammar.

    ``from_end`` asks for what comes after the last such word, since a degree stands behind the name; then a single word
    is too little, unless it is all.

    >>> name_in("Jane Roe Date")
    (0, 8)
    >>> name_in("Pain Medicine") is None
    True
    >>> name_in("Physician Jane Roe", from_end=True)
    (10, 18)
    """
    known = _no_persons()
    found = list(_NAME_WORD.finditer(words))
    strange = [number for number, match in enumerate(found) if match[0].strip(".").lower() in known]
    if not strange:
        return 0, len(words)
    if not from_end:
        return (0, found[strange[0] - 1].end()) if strange[0] else None
    rest = found[strange[-1] + 1 :]
    return (rest[0].start(), rest[-1].end()) if len(rest) > 1 else None


def may_hold_a_title(words: frozenset[str], text: str) -> bool:
    """A cheaper look still: whether ``text``, whose ``words`` are in small letters, has a word of a title or degree."""
    return any(TELL_TALES[word] in text for word in words.intersection(TELL_TALES))


@lru_cache(maxsize=16)
def may_name_a_person(text: str) -> bool:
    """A cheap look beforehand: whether ``text`` holds a title or a degree at all."""
    return bool(_TITLE.search(text)) or any(
        text[match.start() - 1 : match.start()] in _BEFORE_A_DEGREE for match in _DEGREE.finditer(text)
    )


def persons(text: str) -> Iterator[tuple[int, int]]:
    """Where in ``text`` each name after a title or before a degree stands.

    >>> text = "Seen by Dr. Roe and by Jane Doe, M.D.; Lewy body, MD."
    >>> [text[start:end] for start, end in persons(text)]
    ['Roe', 'Jane Doe']
    """
    for match in _TITLED.finditer(text):
        place = name_in(match["name"])
        if place is not None:
            yield match.start("name") + place[0], match.start("name") + place[1]
    for degree in _DEGREE.finditer(text):
        start = max(degree.start() - _LONGEST_NAME, 0)
        before = _BEFORE_DEGREE.search(text[start : degree.start()])
        place = name_in(before["name"], from_end=True) if before else None
        if before and place is not None:
            yield start + before.start("name") + place[0], start + before.start("name") + place[1]
