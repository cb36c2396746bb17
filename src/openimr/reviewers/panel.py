"""A registry made ready for a day: everyone's fitness, standing preferences and affiliations, worked out once.

Making a panel ready takes long in a large registry; asking it about a case does not.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

from openimr.errors import Fault, MalformedData
from openimr.reviewers.conflicts.screening import Screen
from openimr.reviewers.fitness import Fitness, current_boards, current_licences, fitness, held_specialties
from openimr.reviewers.reasons import Reason
from openimr.reviewers.registry import Experience, Registry, Reviewer
from openimr.reviewers.specialties import Specialty
from openimr.reviewers.weights import stepped, weighed, weight
from openimr.treatments.services import find_services

__all__ = [
    "DIGEST_BITS",
    "PLACE_BITS",
    "TIE_BITS",
    "TOP",
    "Panel",
    "Profile",
    "Recency",
    "services_in",
    "standing_reasons",
]

Profile = tuple[Specialty, ...]
"""The specialties that a reviewer holds on the day; many reviewers share one profile."""

Recency = tuple[frozenset[str], frozenset[str]]
"""Who has done a thing of late, and who longer ago."""

_CALIFORNIA = "CA"
_NOBODY: Recency = (frozenset(), frozenset())
TOP = 1 << 20
"""More than any sum of points."""

DIGEST_BITS, PLACE_BITS, TIE_BITS = 24, 24, 68
"""How a tie is broken in one number: the day of the last assignment, a digest of the reviewer's number, the place."""


class Panel:
    """All reviewers of a registry on one day; ``fit`` has those whom nothing bars, and their rank."""

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
        self.fitness: dict[str, Fitness] = {}
        self.profiles: dict[str, Profile] = {}
        self.fit: dict[Profile, list[tuple[str, int]]] = defaultdict(list)
        self.given: dict[str, dict[str, int]] = defaultdict(dict)
        self.treated: dict[str, dict[str, int]] = defaultdict(dict)
        self.languages: dict[str, list[str]] = defaultdict(list)
        self.numbers: tuple[str, ...] = tuple(sorted(self.reviewers))
        for place, number in enumerate(self.numbers):
            self._take(place, self.reviewers[number])
        self.services = _by_recency(self.given, weight("done-service").within_days)
        self.conditions = _by_recency(self.treated, weight("treated-condition").within_days)

    def _take(self, place: int, reviewer: Reviewer) -> None:
        number = reviewer.number
        verdict = fitness(reviewer, on=self.on)
        profile = held_specialties(reviewer, self.on)
        self.fitness[number] = verdict
        self.profiles[number] = profile
        if not verdict.is_fit:
            return
        points = sum(reason.points for reason in standing_reasons(reviewer, self.on))
        last = reviewer.capacity.last_assigned_on if reviewer.capacity else None
        digest = int.from_bytes(hashlib.blake2b(number.encode(), digest_size=DIGEST_BITS // 8).digest(), "big")
        # Who has waited longest comes first among equals; only then the digest, which each case turns anew.
        tie = (((last.toordinal() if last else 0) << DIGEST_BITS) | digest) << PLACE_BITS | place
        self.fit[profile].append((number, ((TOP - points) << TIE_BITS) | tie))
        for experience in reviewer.services:
            for service in services_in(experience.of):
                self.given[service][number] = self._recent(experience, "done-service", self.given[service].get(number))
        for experience in reviewer.conditions:
            treated = self.treated[_condition(experience.of)]
            treated[number] = self._recent(experience, "treated-condition", treated.get(number))
        for language in reviewer.languages:
            self.languages[language.strip().lower()].append(number)

    def _recent(self, experience: Experience, identity: str, before: int | None) -> int:
        """How many days ago this was last done, as far as it is known; the fewest where it is told twice."""
        beyond = weight(identity).within_days + 1
        last = experience.last_on
        days = beyond if last is None or last > self.on else (self.on - last).days
        return days if before is None else min(days, before)

    def treated_by(self, condition: str) -> Recency:
        """Who has treated a condition of late, and who longer ago."""
        return self.conditions.get(_condition(condition), _NOBODY)


def _by_recency(done: dict[str, dict[str, int]], limit: int) -> dict[str, Recency]:
    return {
        what: (
            frozenset(number for number, days in last.items() if days <= limit),
            frozenset(number for number, days in last.items() if days > limit),
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


def services_in(words: str) -> tuple[str, ...]:
    """The services that words name, or the id of a service itself."""
    return tuple(dict.fromkeys(mention.id for mention in find_services(words.replace("_", " "))))


def _condition(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").split())
