"""Laws on the reviewer: known, fit, free of conflicts, attested, and not named.

Source: Labor Code 139.5(d)(4), (5), 4610.6(f).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import msgspec

from openimr.calendars.instants import pacific_day
from openimr.determinations.model import Determination
from openimr.reviewers.conflicts.names import names_in, person_name
from openimr.reviewers.matching import Standing
from openimr.reviewers.reasons import Effect
from openimr.reviewers.registry import Reviewer
from openimr.reviews.laws.look import Broken, Look

__all__ = ["find"]

_STOPS = frozenset({Effect.BARS, Effect.HOLDS})


def find(look: Look) -> Broken:
    """What speaks against this reviewer deciding, or against what was drafted of the reviewer."""
    number = look.review.reviewer
    if look.whole.registry is None:
        yield "reviewer-known", "a registry of reviewers in the folder"
    elif look.reviewer is None:
        yield "reviewer-known", f"a reviewer {number} in the registry" if number else "the number of the reviewer"
    if look.candidate is not None and look.candidate.standing is not Standing.ELIGIBLE:
        for reason in look.candidate.reasons:
            if reason.effect in _STOPS:
                yield "reviewer-fit", f"{reason.effect.value}: {reason.sentence()}"
    yield from _attested(look)
    if look.reviewer is not None and look.draft is not None:
        yield from (("reviewer-not-named", where) for where in _naming(look.reviewer, look.draft))


def _attested(look: Look) -> Broken:
    told = look.review.attestation
    for name in ("no_affiliation", "examined_all_records", "own_decision"):
        answer = getattr(told, name)
        if answer is not True:
            yield "attested", f"{name}: {'left open' if answer is None else 'answered no'}"
    if told.attested_on is None:
        yield "attested", "attested_on: the day"
    elif look.review.designated and told.attested_on > pacific_day(look.review.designated.at):
        yield "attested", f"attested_on: {told.attested_on} is later than the designation"


def _naming(reviewer: Reviewer, draft: Determination) -> Iterator[str]:
    """Where the draft holds the reviewer's name. The surname alone may be another's, so whole names are sought."""
    names = [name for line in (reviewer.identity.name, *reviewer.identity.other_names) for name in names_in(line)]
    wanted = [pattern for name in names if (pattern := _pattern(name))]
    for path, text in _texts("", msgspec.to_builtins(draft)):
        bare = _bare(text)
        if any(pattern.search(bare) for pattern in wanted):
            yield path


def _pattern(name: str) -> re.Pattern[str] | None:
    """The given name and a part of the surname, with or without what stands between them, in either order."""
    person = person_name(name)
    if not person.given or not person.surname:
        return None
    first = re.escape(person.given[0])
    last = f"(?:{'|'.join(map(re.escape, sorted(person.surname)))})"
    return re.compile(rf"\b{first}\b(?:\W+\w+){{0,2}}?\W+{last}\b|\b{last}\b\s*,\s*{first}\b")


def _bare(text: str) -> str:
    """Small letters without accents, as names are compared."""
    return "".join(it for it in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(it))


def _texts(path: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(f"{path}.{name}" if path else str(name), inner)
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from _texts(f"{path}[{place}]", inner)
