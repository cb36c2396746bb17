"""Says which reviewers gain points by what a case asks for: services given, conditions treated, languages read.

Reviewers are told by their seats, the places that :class:`openimr.reviewers.panel.Panel` gives them.
"""

from __future__ import annotations

import datetime as dt
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from openimr.reviewers.registry import Experience, Reviewer
from openimr.reviewers.weights import weight
from openimr.treatments.services import are_alike, find_services

__all__ = ["Gain", "Gains"]

_KEPT = 128
_Recency = tuple[frozenset[int], frozenset[int]]  # who has done a thing of late, and who did it longer ago
_NOBODY: _Recency = (frozenset(), frozenset())


class Gain(NamedTuple):
    """The seats that gain by one weight of the table, in order."""

    identity: str
    seats: array[int]

    def between(self, first: int, end: int) -> array[int]:
        """The seats from ``first`` to before ``end`` that gain."""
        return self.seats[bisect_left(self.seats, first) : bisect_left(self.seats, end)]

    def has(self, seat: int | None) -> bool:
        """Whether the one who sits there gains."""
        return seat is not None and len(self.between(seat, seat + 1)) > 0


class Gains:
    """What the reviewers of a panel have done and read, by what a case may ask for.

    Cases ask for the same few services and conditions again and again: what was answered lately is kept.
    """

    def __init__(self, reviewers: Sequence[Reviewer], *, on: dt.date) -> None:
        """File ``reviewers`` in the order of their seats, as they are on the day."""
        self._on = on
        self._services = self._done([it.services for it in reviewers], _services_in, "done-service")
        self._conditions = self._done([it.conditions for it in reviewers], _conditions_in, "treated-condition")
        self._languages: dict[str, set[int]] = defaultdict(set)
        for seat, reviewer in enumerate(reviewers):
            for language in reviewer.languages:
                self._languages[language.strip().lower()].add(seat)
        self._for_services = lru_cache(maxsize=_KEPT)(self._find_services)
        self._for_conditions = lru_cache(maxsize=_KEPT)(self._find_conditions)

    def for_services(self, wording: str) -> tuple[Gain, ...]:
        """Who has given the services that a wording names, or like ones; each seat stands in the best group alone."""
        return self._for_services(frozenset(_services_in(wording)))

    def for_conditions(self, conditions: Iterable[str]) -> tuple[Gain, ...]:
        """Who has treated one of these conditions; each seat stands in the best group alone."""
        return self._for_conditions(frozenset(name for condition in conditions for name in _conditions_in(condition)))

    def for_languages(self, languages: Iterable[str]) -> Gain:
        """Who reads one of these languages."""
        wanted = {language.strip().lower() for language in languages}
        return _gain("language", set[int]().union(*(self._languages.get(language, ()) for language in wanted)))

    def _find_services(self, wanted: frozenset[str]) -> tuple[Gain, ...]:
        recent, before, like = set[int](), set[int](), set[int]()
        for service, (late, long_ago) in self._services.items():
            if service in wanted:
                recent |= late
                before |= long_ago
            elif any(are_alike(service, other) for other in wanted):
                like |= late
        before -= recent
        like -= recent | before
        return (
            _gain("done-service", recent),
            _gain("done-service-before", before),
            _gain("done-similar-service", like),
        )

    def _find_conditions(self, wanted: frozenset[str]) -> tuple[Gain, ...]:
        treated = [self._conditions.get(name, _NOBODY) for name in wanted]
        recent = set[int]().union(*(late for late, _ in treated))
        before = set[int]().union(*(long_ago for _, long_ago in treated))
        return _gain("treated-condition", recent), _gain("treated-condition-before", before - recent)

    def _done(
        self,
        told: Iterable[tuple[Experience, ...]],
        named: Callable[[str], Iterable[str]],
        identity: str,
    ) -> dict[str, _Recency]:
        """Which seats have done what, of late and longer ago; a thing that is told twice counts by its last day."""
        limit = weight(identity).within_days
        done: dict[str, dict[int, int]] = defaultdict(dict)
        for seat, experiences in enumerate(told):
            for experience in experiences:
                days = self._days_since(experience, unknown=limit + 1)
                for what in named(experience.of):
                    done[what][seat] = min(days, done[what].get(seat, days))
        return dict(_by_recency(done, limit))

    def _days_since(self, experience: Experience, *, unknown: int) -> int:
        last = experience.last_on
        return unknown if last is None or last > self._on else (self._on - last).days


def _gain(identity: str, seats: Iterable[int]) -> Gain:
    # An array lies in one piece of memory, and is walked through in far less time than a set.
    return Gain(identity, array("L", sorted(seats)))


def _by_recency(done: dict[str, dict[int, int]], limit: int) -> Iterator[tuple[str, _Recency]]:
    for what, last in done.items():
        late = frozenset(seat for seat, days in last.items() if days <= limit)
        yield what, (late, frozenset(last.keys() - late))


@lru_cache(maxsize=4096)
def _services_in(words: str) -> tuple[str, ...]:
    """The services that words name, or the id of a service itself."""
    return tuple(dict.fromkeys(mention.id for mention in find_services(words.replace("_", " "))))


def _conditions_in(words: str) -> tuple[str]:
    return (" ".join(words.lower().replace("-", " ").split()),)
