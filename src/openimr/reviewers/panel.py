"""A registry made ready for a day: everyone's fitness, standing preferences and affiliations, worked out once.

Making a panel ready takes long in a large registry; asking it about a case does not.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from openimr.errors import Fault, MalformedData
from openimr.reviewers.conflicts.screening import Screen
from openimr.reviewers.fitness import Fitness, current_boards, current_licences, fitness, held_specialties
from openimr.reviewers.reasons import Reason
from openimr.reviewers.registry import Experience, Registry, Reviewer
from openimr.reviewers.specialties import Specialty
from openimr.reviewers.weights import stepped, weighed, weight
from openimr.treatments.services import find_services

__all__ = [
    "DIGESTS",
    "POINT",
    "Block",
    "Panel",
    "Profile",
    "Recency",
    "digest_of",
    "services_in",
    "standing_reasons",
]

Profile = tuple[Specialty, ...]
"""The specialties that a reviewer holds on the day; many reviewers share one profile."""

Recency = tuple[frozenset[int], frozenset[int]]
"""The seats that have done a thing of late, and those that did it longer ago."""

_CALIFORNIA = "CA"
_NOBODY: Recency = (frozenset(), frozenset())
_DIGEST_BITS, _DAY_BITS = 20, 22

DIGESTS = 1 << _DIGEST_BITS
"""How many digests there are; the last thing that breaks a tie."""

POINT = float(1 << (_DIGEST_BITS + _DAY_BITS))
"""What one point weighs in a rank: more than the day of the last assignment and the digest together.

A rank is a floating-point number, exact up to 2**53: points of ten bits, 22 bits of a day, 20 bits of a digest. One
number for each reviewer sorts far faster than points, day and digest side by side.
"""


def digest_of(words: str) -> int:
    """A number from 0 to before :data:`DIGESTS` that depends on the words alone, and on nothing that they mean."""
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=4).digest(), "big") % DIGESTS


class _Seat(NamedTuple):
    """A reviewer whom nothing on the record bars, and the rank that does not depend on a case: lowest is first."""

    number: str
    profile: Profile
    rank: float
    is_waiting: bool


class Block(NamedTuple):
    """The seats, from ``first`` to before ``end``, of those who hold the same specialties and stand alike."""

    profile: Profile
    is_waiting: bool
    first: int
    end: int


class Panel:
    """All reviewers of a registry on one day. Those whom nothing on the record bars have a seat, and a rank.

    Seats are counted from 0; those of the same specialties stand together as a block. Reviewers of whom something
    waits for a person have blocks of their own. ``services`` and ``conditions`` say which seats have done what.
    """

    def __init__(self, registry: Registry, *, on: dt.date) -> None:
        """Work out everything about each reviewer that does not depend on a case.

        Raises:
            MalformedData: two reviewers have one number.
        """
        self.on = on
        self.reviewers: dict[str, Reviewer] = {reviewer.number: reviewer for reviewer in registry.reviewers}
        if len(self.reviewers) < len(registry.reviewers):
            fault = Fault("reviewers", "Two reviewers have one number.", "Give each a number of its own.")
            raise MalformedData([fault], where="registry")
        self.screen = Screen(registry)
        self.numbers: tuple[str, ...] = tuple(sorted(self.reviewers))
        self.fitness: dict[str, Fitness] = {it: fitness(self.reviewers[it], on=on) for it in self.numbers}
        self.profiles: dict[str, Profile] = {it: held_specialties(self.reviewers[it], on) for it in self.numbers}
        seats = sorted(self._seats(), key=lambda it: (it.is_waiting, [held.name for held in it.profile], it.number))
        self.seats: tuple[str, ...] = tuple(it.number for it in seats)
        self.seat_of: dict[str, int] = {number: seat for seat, number in enumerate(self.seats)}
        # Arrays lie in one piece of memory: walking through thousands of scattered numbers takes far longer.
        self.ranks = array("d", (it.rank for it in seats))
        self.digests = array("L", map(digest_of, self.seats))
        self.blocks: tuple[Block, ...] = tuple(_blocks(seats))
        self.services = self._done(lambda it: it.services, services_in, "done-service")
        self.conditions = self._done(lambda it: it.conditions, _conditions_in, "treated-condition")
        self.languages = self._languages()

    def _seats(self) -> Iterator[_Seat]:
        for number in self.numbers:
            verdict = self.fitness[number]
            if verdict.is_barred:
                continue
            reviewer = self.reviewers[number]
            points = sum(reason.points for reason in (*verdict.reasons, *standing_reasons(reviewer, self.on)))
            last = reviewer.capacity.last_assigned_on if reviewer.capacity else None
            # Who has waited longest comes first among equals; only then the digest, which each case turns anew.
            rank = (last.toordinal() if last else 0) * DIGESTS - points * POINT
            yield _Seat(number, self.profiles[number], rank, is_waiting=not verdict.is_fit)

    def _done(
        self,
        experiences: Callable[[Reviewer], tuple[Experience, ...]],
        named: Callable[[str], Iterable[str]],
        identity: str,
    ) -> dict[str, Recency]:
        """Which seats have done what, of late and longer ago; a thing that is told twice counts by its last day."""
        limit = weight(identity).within_days
        done: dict[str, dict[int, int]] = defaultdict(dict)
        for seat, number in enumerate(self.seats):
            for experience in experiences(self.reviewers[number]):
                days = self._days_since(experience, unknown=limit + 1)
                for what in named(experience.of):
                    done[what][seat] = min(days, done[what].get(seat, days))
        return _by_recency(done, limit)

    def _days_since(self, experience: Experience, *, unknown: int) -> int:
        last = experience.last_on
        return unknown if last is None or last > self.on else (self.on - last).days

    def _languages(self) -> dict[str, frozenset[int]]:
        read: dict[str, set[int]] = defaultdict(set)
        for seat, number in enumerate(self.seats):
            for language in self.reviewers[number].languages:
                read[language.strip().lower()].add(seat)
        return {language: frozenset(seats) for language, seats in read.items()}

    def treated_by(self, condition: str) -> Recency:
        """Which seats have treated a condition of late, and which longer ago."""
        (name,) = _conditions_in(condition)
        return self.conditions.get(name, _NOBODY)


def _blocks(seats: Sequence[_Seat]) -> Iterator[Block]:
    first = 0
    for (is_waiting, profile), several in itertools.groupby(seats, key=lambda it: (it.is_waiting, it.profile)):
        end = first + len(tuple(several))
        yield Block(profile, is_waiting, first, end)
        first = end


def _by_recency(done: dict[str, dict[int, int]], limit: int) -> dict[str, Recency]:
    return {
        what: (
            frozenset(seat for seat, days in last.items() if days <= limit),
            frozenset(seat for seat, days in last.items() if days > limit),
        )
        for what, last in done.items()
    }


def standing_reasons(reviewer: Reviewer, on: dt.date) -> Iterator[Reason]:
    """What speaks for and against a reviewer on a day whatever the case is."""
    if any(licence.state == _CALIFORNIA for licence in current_licences(reviewer, on)):
        yield weighed("california-licence")
    capacity = reviewer.capacity
    if capacity is not None and capacity.most_cases > 0:
        taken = capacity.open_cases * 100 / capacity.most_cases
        if points := stepped("load", taken):
            yield weighed("load", points=points, detail=f"{capacity.open_cases} of {capacity.most_cases}")
        if points := stepped("slow", capacity.turnaround_days or 0):
            yield weighed("slow", points=points, detail=f"{capacity.turnaround_days:g} days")
        waited = (on - capacity.last_assigned_on).days if capacity.last_assigned_on else None
        points = weight("rotation").most if waited is None else stepped("rotation", waited)
        if points:
            detail = "never assigned yet" if waited is None else f"{waited} days"
            yield weighed("rotation", points=points, detail=detail)
    ends = [day for day in _ends(reviewer, on) if (day - on).days <= weight("expires-soon").within_days]
    if ends:
        yield weighed("expires-soon", detail=f"on {min(ends)}")


def _ends(reviewer: Reviewer, on: dt.date) -> Iterable[dt.date]:
    """When the proofs that the assignment rests on run out."""
    held = (*current_licences(reviewer, on), *current_boards(reviewer, on))
    return (it.expires_on for it in held if it.expires_on is not None)


@lru_cache(maxsize=4096)
def services_in(words: str) -> tuple[str, ...]:
    """The services that words name, or the id of a service itself."""
    return tuple(dict.fromkeys(mention.id for mention in find_services(words.replace("_", " "))))


def _conditions_in(words: str) -> tuple[str]:
    return (" ".join(words.lower().replace("-", " ").split()),)
