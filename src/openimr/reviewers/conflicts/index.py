"""Finds, among many identities, the few that may be the one asked for: by keys that survive misspelling.

Each name is filed under its words, under its words with one letter left out, and under their sound; each number,
domain, telephone and address under itself. Only identities that share a key are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from openimr.reviewers.conflicts.likeness import Known, Likeness, compare, known
from openimr.reviewers.conflicts.names import OrganizationName, PersonName, forms_of_given, skeleton
from openimr.reviewers.identity import Identity

__all__ = ["IdentityIndex"]

_SHORTEST_TO_MISSPELL = 4
_SHORTEST_ACRONYM = 3


class IdentityIndex:
    """Many identities, filed so that one can be looked up in far less time than comparing it with each."""

    def __init__(self, identities: Iterable[Identity]) -> None:
        """File ``identities``; equal ones are filed once."""
        self.entries = tuple(known(identity) for identity in dict.fromkeys(identities))
        self._places: dict[Identity, int] = {entry.identity: place for place, entry in enumerate(self.entries)}
        self._filed: dict[str, list[int]] = {}
        for place, entry in enumerate(self.entries):
            for key in frozenset(_keys(entry, is_asked=False)):
                self._filed.setdefault(key, []).append(place)

    def place_of(self, identity: Identity) -> int:
        """The number of an identity that was filed, counted from 0."""
        return self._places[identity]

    def find(self, identity: Identity) -> tuple[tuple[int, Likeness], ...]:
        """The identities that may be this one, by their numbers, each with its likeness."""
        asked = known(identity)
        places: set[int] = set()
        for key in frozenset(_keys(asked, is_asked=True)):
            places.update(self._filed.get(key, ()))
        found = ((place, compare(self.entries[place], asked)) for place in sorted(places))
        return tuple((place, likeness) for place, likeness in found if likeness is not None)


def _keys(entry: Known, *, is_asked: bool) -> Iterator[str]:
    for _, person in entry.people:
        yield from _of_person(person, is_asked=is_asked)
    for _, firm in entry.firms:
        yield from _of_organization(firm)
    if entry.npi:
        yield f"npi {entry.npi}"
    if entry.tax_number:
        yield f"tax {entry.tax_number}"
    yield from (f"mail {email}" for email in entry.emails)
    yield from (f"domain {domain}" for domain in entry.domains)
    yield from (f"phone {phone}" for phone in entry.phones)
    yield from (f"place {address.street}" for address in entry.addresses)


def _of_person(name: PersonName, *, is_asked: bool) -> Iterator[str]:
    """A person is asked for by surname; given names are filed too, since they may stand in its place."""
    words = set(name.surname)
    if not is_asked:
        words.update(word for word in name.given if len(word) > 1)
    for word in words:
        yield from _spelt(word, "n")
    for given in name.given:
        # A surname that is spelt wrong twice is still found by given name and its first letter.
        for form in forms_of_given(given):
            yield f"g {form} {name.joined[:1]}"


def _of_organization(name: OrganizationName) -> Iterator[str]:
    for word in name.telling:
        yield from _spelt(word, "n")
    yield from _spelt(name.joined, "j")
    yield "w " + " ".join(sorted(name.words))
    if len(name.initials) >= _SHORTEST_ACRONYM:
        yield f"i {name.initials}"
    if len(name.words) == 1:
        yield f"i {name.joined}"


@lru_cache(maxsize=65_536)
def _spelt(word: str, kind: str) -> tuple[str, ...]:
    """The word, the word with one letter left out, and its sound; two words that differ in one letter share one."""
    if len(word) < _SHORTEST_TO_MISSPELL:
        return (f"{kind} {word}",)
    without = {f"{kind} {word[:place]}{word[place + 1 :]}" for place in range(len(word))}
    return (f"{kind} {word}", *without, f"{kind}s {skeleton(word)}")
