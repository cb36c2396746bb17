"""Finds cities by name, which the safe harbor takes out and the state keeps.

Source: ``rulebook/casefile/identifiers_places.yaml``; 45 CFR 164.514(b)(2)(i)(B).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from openimr.casefile.redaction.found import Found
from openimr.casefile.redaction.model import Kind, Profile
from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = ["places_in"]

_RANK = 2
_LIKELY = 0.9
_DOUBTFUL = 0.5


class _Row(Value, frozen=True, kw_only=True):
    kind: Kind
    words: tuple[str, ...]
    is_word: bool
    source: str
    verification: Verification


@cache
def _cities() -> re.Pattern[str]:
    names = sorted((word for row in load("casefile/identifiers_places.yaml", _Row) for word in row.words), key=len)
    each = "|".join(
        f"{re.escape(name)}|{re.escape(name.upper())}".replace(r"\ ", r"\s{1,2}") for name in reversed(names)
    )
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)")


@cache
def _words() -> frozenset[str]:
    rows = load("casefile/identifiers_places.yaml", _Row)
    return frozenset(word.lower() for row in rows if row.is_word for word in row.words)


def places_in(text: str, profile: Profile) -> Iterator[Found]:
    """Each city of the list in ``text``, where the profile takes cities out by themselves."""
    if profile is Profile.STATE:
        return
    for match in _cities().finditer(text):
        is_sure = match[0].lower() not in _words()
        yield Found(
            *match.span(),
            kind=Kind.CITY,
            reason="A city, which is smaller than a state.",
            confidence=_LIKELY if is_sure else _DOUBTFUL,
            is_certain=is_sure,
            rank=_RANK,
        )
