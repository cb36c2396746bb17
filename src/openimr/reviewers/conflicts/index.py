"""Finds, among many identities, the few that may be the one asked for: all that comparing it with each would find.

Each number, domain, telephone and address is filed under itself, and each name under its words, so that they are found
by all that are spelt or sound alike. Of a person, a key joins a part of the surname with what may be compared of the
given names; of an organization with several telling words, two of them must agree.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate
from operator import or_

from openimr.reviewers.conflicts.likeness import Known, Likeness, compare, known
from openimr.reviewers.conflicts.names import OrganizationName, PersonName
from openimr.reviewers.conflicts.spelling import SpeltAlike, without_letters
from openimr.reviewers.identity import Identity

__all__ = ["IdentityIndex"]

_SHORTEST_ACRONYM = 3
_MANY = 32

_Places = set[int] | frozenset[int]


class IdentityIndex:
    """Many identities, filed so that one can be looked up in far less time than comparing it with each."""

    def __init__(self, identities: Iterable[Identity]) -> None:
        """File ``identities``; equal ones are filed once."""
        self.entries = tuple(known(identity) for identity in dict.fromkeys(identities))
        self._places: dict[Identity, int] = {entry.identity: place for place, entry in enumerate(self.entries)}
        filed: dict[str, list[int]] = {}
        for place, entry in enumerate(self.entries):
            for key in frozenset((*_exact(entry), *_of_people(entry), *_of_firms(entry))):
                filed.setdefault(key, []).append(place)
        # Arrays are nothing that the collector of garbage must walk through, and their numbers lie side by side; but
        # what many share, such as the word "harbor", is looked through far faster as a set.
        self._filed: dict[str, array[int] | frozenset[int]] = {
            key: array("L", places) if len(places) < _MANY else frozenset(places) for key, places in filed.items()
        }
        people = [name for entry in self.entries for _, name in entry.people]
        self._surnames = SpeltAlike(part for name in people for part in name.surname)
        self._given = SpeltAlike(given for name in people for given in name.given[:1])
        self._telling = SpeltAlike(word for entry in self.entries for _, firm in entry.firms for word in firm.telling)

    def place_of(self, identity: Identity) -> int:
        """The number of an identity that was filed, counted from 0."""
        return self._places[identity]

    def find(self, identity: Identity) -> tuple[tuple[int, Likeness], ...]:
        """The identities that may be this one, by their numbers, each with its likeness."""
        asked = known(identity)
        places = set(self._under(_exact(asked)))
        for _, person in asked.people:
            places |= self._namesakes(person) | self._bearers(person)
        for _, firm in asked.firms:
            places |= self._like(firm) | self._under(f"born {given} {last}" for given, last in _pairs(firm))
        entries = self.entries
        found = ((place, compare(entries[place], asked)) for place in sorted(places))
        return tuple((place, likeness) for place, likeness in found if likeness is not None)

    def _under(self, keys: Iterable[str]) -> _Places:
        """The numbers that are filed under any of ``keys``."""
        filed = self._filed
        found = [filed[key] for key in keys if key in filed]
        if len(found) == 1 and isinstance(found[0], frozenset):
            return found[0]
        return set[int]().union(*found)

    def _namesakes(self, name: PersonName) -> _Places:
        """Persons with a surname like one of these, and given names that may be the same; or none on file."""
        near = {other for surname in name.surname for other in self._surnames.near(surname)}
        if not name.given:
            return self._under(f"p {surname}" for surname in near)
        ways = tuple(self._given_like(name))
        return self._under(f"p {surname} {given}" for surname in near for given in ways)

    def _given_like(self, name: PersonName) -> Iterator[str]:
        """Under what a given name is filed that may be the first of these, as :func:`compare` has it."""
        first = name.given[0]
        yield ""
        if len(first) == 1:
            yield f"-{first}"
            return
        yield from (f".{first[0]}", f"+{first}", *(f"={form}" for form in name.forms))
        yield from {*self._given.near(first), *name.given[1:]}

    def _bearers(self, name: PersonName) -> _Places:
        """Organizations that bear the name of a person."""
        if not name.given:
            return frozenset()
        return frozenset(self._under((f"f {name.given[0]}",))) & self._under(f"f {part}" for part in name.surname)

    def _like(self, name: OrganizationName) -> _Places:
        """Organizations with a telling word like the only one of either, with two alike, or spelt wrong in a letter."""
        near = [self._telling.near(word) for word in dict.fromkeys(name.telling)]
        joined = (f"j {part}" for part in without_letters(name.joined, 1))
        alone = self._under((*joined, *(f"o1 {other}" for others in near for other in others)))
        several = [self._under(f"o {other}" for other in others) for others in near]
        if len(several) < 2 or len(several) < len(name.telling):  # A word that is said twice may agree twice.
            return alone.union(*several)
        before = accumulate(several, or_)
        return alone.union(*(places & once for places, once in zip(several[1:], before, strict=False)))


def _exact(entry: Known) -> Iterator[str]:
    """The keys under which an identity is both filed and asked for, and which are rarely shared."""
    if entry.npi:
        yield f"npi {entry.npi}"
    if entry.tax_number:
        yield f"tax {entry.tax_number}"
    yield from (f"mail {email}" for email in entry.emails)
    yield from (f"domain {domain}" for domain in entry.domains)
    yield from (f"phone {phone}" for phone in entry.phones)
    yield from (f"place {address.street}" for address in entry.addresses)
    for _, person in entry.people:
        yield f"s {person.whole}"
    for _, firm in entry.firms:
        yield from _of_whole(firm)


def _of_people(entry: Known) -> Iterator[str]:
    for _, name in entry.people:
        ways = tuple(_given_of(name))
        for surname in name.surname:
            yield f"p {surname}"
            yield from (f"p {surname} {given}" for given in ways)
            yield from (f"born {given} {surname}" for given in name.given[:1])


def _given_of(name: PersonName) -> Iterator[str]:
    """Under what given names are filed: an initial, the first name and its forms, later ones; nothing if unknown."""
    if not name.given:
        yield ""
        return
    first = name.given[0]
    yield f"-{first[0]}"
    if len(first) == 1:
        yield f".{first}"
        return
    yield from (first, *(f"={form}" for form in name.forms), *(f"+{later}" for later in name.given[1:]))


def _of_firms(entry: Known) -> Iterator[str]:
    for _, firm in entry.firms:
        space = "o1" if len(firm.telling_set) == 1 else "o"
        yield from (f"{space} {word}" for word in firm.telling_set)
        yield from (f"j {part}" for part in without_letters(firm.joined, 1))
        yield from (f"f {word}" for word in firm.bearable)


def _pairs(firm: OrganizationName) -> Iterator[tuple[str, str]]:
    """Given names and surnames that an organization may bear."""
    return ((given, last) for given in firm.word_set for last in firm.bearable)


def _of_whole(name: OrganizationName) -> Iterator[str]:
    yield "w " + " ".join(sorted(name.word_set))
    if len(name.initials) >= _SHORTEST_ACRONYM:
        yield f"i {name.initials}"
    if len(name.words) == 1:
        yield f"i {name.joined}"
