"""A registry made ready for a day: everyone's fitness, standing preferences and affiliations, worked out once.

Making a panel ready takes long in a large registry; asking it about a case does not.
"""

from __future__ import annotations

import datetime as dt
import itertools
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from openimr.errors import Fault, MalformedData
from openimr.reviewers.conflicts.screening import Screen
from openimr.reviewers.fitness import Fitness, current_boards, current_licences, fitness, held_specialties
from openimr.reviewers.gains import Gains
from openimr.reviewers.ranks import Ranks, digest_of, rank_of
from openimr.reviewers.reasons import Reason
from openimr.reviewers.registry import Registry, Reviewer
from openimr.reviewers.specialties import Fit, Specialty, fields_of, fit
from openimr.reviewers.weights import stepped, weighed, weight

__all__ = ["Block", "Panel", "Profile", "fits_of", "standing_reasons"]

Profile = tuple[Specialty, ...]
"""The specialties that a reviewer holds on the day; many reviewers share one profile."""

_CALIFORNIA = "CA"
_KEPT = 1024


class _Seat(NamedTuple):
    """A reviewer whom nothing on the record bars, the points whatever the case is, and the day of the last case."""

    number: str
    profile: Profile
    points: int
    last_assigned: int
    is_waiting: bool


class Block(NamedTuple):
    """The seats, from ``first`` to before ``end``, of those who hold the same specialties and stand alike."""

    profile: Profile
    is_waiting: bool
    first: int
    end: int
    ranks: Ranks


class Panel:
    """All reviewers of a registry on one day. Those whom nothing on the record bars have a seat, and a rank.

    Seats are counted from 0; those of the same specialties stand together as a block. Reviewers of whom something
    waits for a person have blocks of their own. ``gains`` says which seats have done what a case may ask for.
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
        self.seats: tuple[str, ...] = tuple(_side_by_side(it.number for it in seats))
        self.seat_of: dict[str, int] = {number: seat for seat, number in enumerate(self.seats)}
        # An array lies in one piece of memory: walking through thousands of scattered numbers takes far longer.
        self.ranks = array("d", _ranks(seats))
        self.blocks: tuple[Block, ...] = tuple(_blocks(seats, self.ranks))
        self.gains = Gains([self.reviewers[number] for number in self.seats], on=on)
        self.fits = lru_cache(maxsize=_KEPT)(self._fits)

    def _fits(self, wordings: tuple[str, ...]) -> tuple[tuple[Fit, ...], ...]:
        """For each block, how its specialties stand to treatments of these wordings."""
        return tuple(fits_of(block.profile, wordings) for block in self.blocks)

    def _seats(self) -> Iterator[_Seat]:
        for number in self.numbers:
            verdict = self.fitness[number]
            if verdict.is_barred:
                continue
            reviewer = self.reviewers[number]
            points = sum(reason.points for reason in (*verdict.reasons, *standing_reasons(reviewer, self.on)))
            last = reviewer.capacity.last_assigned_on if reviewer.capacity else None
            day = last.toordinal() if last else 0
            yield _Seat(number, self.profiles[number], points, day, is_waiting=not verdict.is_fit)


@lru_cache(maxsize=4096)
def fits_of(profile: Profile, wordings: tuple[str, ...]) -> tuple[Fit, ...]:
    """How the specialties of a profile stand to treatments of these wordings."""
    return tuple(fit(profile, fields_of(wording)) for wording in wordings)


def _side_by_side(words: Iterable[str]) -> Iterator[str]:
    """The same words, made anew one after another: thousands that lie far apart in memory take long to fetch."""
    return (word.encode().decode() for word in words)


def _ranks(seats: Sequence[_Seat]) -> Iterator[float]:
    """The rank of each seat so far as it does not depend on a case.

    Who has waited longest comes first among equals; only then the digest, which each case turns anew.
    """
    days = sorted({it.last_assigned for it in seats})
    places = {day: place for place, day in enumerate(days)}
    for it in seats:
        yield rank_of(points=it.points, day=places[it.last_assigned], digest=digest_of(it.number))


def _blocks(seats: Sequence[_Seat], ranks: array[float]) -> Iterator[Block]:
    first = 0
    for (is_waiting, profile), several in itertools.groupby(seats, key=lambda it: (it.is_waiting, it.profile)):
        end = first + len(tuple(several))
        yield Block(profile, is_waiting, first, end, Ranks(ranks[first:end]))
        first = end


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
