"""Whether two entries of different filings mean the same person, treatment or group: same, different, or unclear.

A computer cannot settle it; each answer comes with its evidence, and what is unclear is for a person. "Same treatment"
is a human judgment (brand and generic name of one drug).

Source: 8 CCR 9792.10.4(a); Labor Code 4610(k); ``imr-process.md``, section 2.2.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from openimr.cases.parties import Employee, PersonName, Physician
from openimr.citations import Value
from openimr.treatments import parse
from openimr.treatments.request import TreatmentRequest

__all__ = ["Likeness", "Sameness", "same_day", "same_employee", "same_group", "same_physician", "same_treatment"]

_ALIKE = 0.93
"""From this likeness on (Jaro-Winkler, 0 to 1) two spellings of a name are taken for one by mistake of the pen."""
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


class Sameness(StrEnum):
    """What a comparison comes to."""

    SAME = "same"
    UNCLEAR = "unclear"
    DIFFERENT = "different"


class Likeness(Value, frozen=True):
    """What a comparison comes to, and on what evidence."""

    sameness: Sameness
    evidence: str


def folded(words: str) -> str:
    """The words without case, accents and punctuation.

    >>> folded("O'Brien-Núñez")
    'o brien nunez'
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    return _NOT_LETTERS.sub(" ", plain).strip()


def _names(name: PersonName, others: tuple[str, ...]) -> list[str]:
    return [folded(f"{name.first} {name.last}"), *(folded(other) for other in others)]


def _alike(first: list[str], second: list[str]) -> Sameness:
    """Whether any name of one is a name of the other, or nearly."""
    if set(first) & set(second):
        return Sameness.SAME
    best = max(JaroWinkler.similarity(one, other) for one in first for other in second)
    return Sameness.UNCLEAR if best >= _ALIKE else Sameness.DIFFERENT


def same_employee(first: Employee, second: Employee) -> Likeness:
    """Whether both are one person: by name, other names, and date of birth."""
    names = _alike(_names(first.name, first.other_names), _names(second.name, second.other_names))
    told = f"{first.name.whole} and {second.name.whole}"
    births = same_day(first.born_on, second.born_on)
    if births.sameness is Sameness.DIFFERENT:
        is_named_alike = names is not Sameness.DIFFERENT
        sameness = Sameness.UNCLEAR if is_named_alike else Sameness.DIFFERENT
        return Likeness(sameness, f"{told}, born on different days")
    if births.sameness is Sameness.SAME:
        is_one = names is Sameness.SAME
        sameness = Sameness.SAME if is_one else Sameness.UNCLEAR
        return Likeness(sameness, f"{told}, born on the same day")
    sameness = Sameness.DIFFERENT if names is Sameness.DIFFERENT else Sameness.UNCLEAR
    return Likeness(sameness, f"{told}, a date of birth is not documented")


def same_physician(first: Physician, second: Physician) -> Likeness:
    """Whether both are one physician: by NPI where both have one, else by name."""
    told = f"{first.name.whole} and {second.name.whole}"
    if first.npi and second.npi:
        is_one = first.npi == second.npi
        word = "the same NPI" if is_one else "different NPIs"
        return Likeness(Sameness.SAME if is_one else Sameness.DIFFERENT, f"{told}, {word}")
    sameness = _alike(_names(first.name, first.other_names), _names(second.name, second.other_names))
    return Likeness(sameness, told)


def same_group(first: Physician, second: Physician) -> Likeness:
    """Whether both belong to one practice group; unclear where a group is not documented."""
    groups = {folded(group): group for group in first.groups}
    shared = [groups[name] for name in (folded(group) for group in second.groups) if name in groups]
    if shared:
        return Likeness(Sameness.SAME, f"both of {shared[0]}")
    if not first.groups or not second.groups:
        return Likeness(Sameness.UNCLEAR, "a practice group is not documented")
    return Likeness(Sameness.DIFFERENT, "of different practice groups")


def same_day(first: dt.date | None, second: dt.date | None) -> Likeness:
    """Whether two days are one; unclear where one is not documented."""
    if first is None or second is None:
        return Likeness(Sameness.UNCLEAR, "a day is not documented")
    return Likeness(Sameness.SAME if first == second else Sameness.DIFFERENT, f"{first} and {second}")


@lru_cache(maxsize=1024)
def _asked(wording: str) -> tuple[TreatmentRequest, ...]:
    return parse(wording)


def same_treatment(first: str, second: str) -> Likeness:
    """Whether two wordings ask for the same treatment: service or drug, part of the body, side and level.

    How much is asked for makes no other treatment.

    >>> same_treatment("Physical therapy 2x6 lumbar spine", "PT, lumbar, 12 visits").sameness
    <Sameness.SAME: 'same'>
    """
    told = f"“{first}” and “{second}”"
    if folded(first) == folded(second):
        return Likeness(Sameness.SAME, f"{told}, the same words")
    ours, theirs = ({_core(request) for request in _asked(wording)} for wording in (first, second))
    if None in ours or None in theirs:
        return Likeness(Sameness.UNCLEAR, f"{told}, of which one names no service that is known")
    if ours == theirs:
        return Likeness(Sameness.SAME, f"{told}, the same service for the same part")
    what = {core[0] for core in ours if core} & {core[0] for core in theirs if core}
    if what:
        return Likeness(Sameness.UNCLEAR, f"{told}, the same service, part or side not the same")
    return Likeness(Sameness.DIFFERENT, told)


def _core(request: TreatmentRequest) -> tuple[str, frozenset[str], frozenset[str]] | None:
    """What makes a treatment another one: what it is, where, and at which levels; none where it is not known."""
    if request.drug is not None:
        names = sorted(folded(ingredient.name) for ingredient in request.drug.ingredients)
        what = "+".join(names) or folded(request.drug.name)
    else:
        what = request.service.code or ""
    if not what:
        return None
    places = frozenset(f"{site.part} {site.side or ''}" for site in request.body)
    levels = frozenset(f"{level.region} {level.from_} {level.to or ''} {level.side or ''}" for level in request.levels)
    return what, places, levels
