"""Finds, among many identities, the few that may be the one asked for: by keys that survive misspelling.

Each name is filed under its words, under its words with one letter left out, and under their sound; each number,
domain, telephone and address under itself. Only identities that share a key are compared. Of a person, a key joins the
surname with the first letter of a given name; of an organization with several telling words, two of them must agree.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import or_

from openimr.reviewers.conflicts.likeness import Known, Likeness, compare, known
from openimr.reviewers.conflicts.names import OrganizationName, PersonName, forms_of_given, skeleton
from openimr.reviewers.identity import Identity

__all__ = ["IdentityIndex"]

_SHORTEST_TO_MISSPELL = 4
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
        words: set[str] = set()
        for place, entry in enumerate(self.entries):
            for key in frozenset((*_exact(entry), *_of_names(entry), *_pairs(entry, person="xp", firm="xf"))):
                filed.setdefault(key, []).append(place)
            words.update(_words_of(entry))
        # Arrays are nothing that the collector of garbage must walk through, and their numbers lie side by side; but
        # what many share, such as the word "harbor", is looked through far faster as a set.
        self._filed: dict[str, array[int] | frozenset[int]] = {
            key: array("L", places) if len(places) < _MANY else frozenset(places) for key, places in filed.items()
        }
        self._spelt: dict[str, list[str]] = {}
        for word in sorted(words):
            for part in _spelt(word):
                self._spelt.setdefault(part, []).append(word)

    def place_of(self, identity: Identity) -> int:
        """The number of an identity that was filed, counted from 0."""
        return self._places[identity]

    def find(self, identity: Identity) -> tuple[tuple[int, Likeness], ...]:
        """The identities that may be this one, by their numbers, each with its likeness."""
        asked = known(identity)
        # Persons are asked for among organizations, and organizations among persons.
        places = set(self._under((*_exact(asked), *_pairs(asked, person="xf", firm="xp"))))
        for _, person in asked.people:
            places |= self._namesakes(person)
        for _, firm in asked.firms:
            places |= self._like(firm)
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

    def _near(self, word: str) -> set[str]:
        """The words on file that are spelt or sound nearly like this one."""
        return {other for part in _spelt(word) for other in self._spelt.get(part, ())}

    def _namesakes(self, name: PersonName) -> _Places:
        """Persons with a surname like one of these, and a given name that may begin alike; or none on file."""
        if not name.given:
            return self._under(f"pb {surname}" for surname in name.surname)
        near = {other for surname in name.surname for other in self._near(surname)}
        firsts = {*_firsts(name.given), ""}
        return self._under((*_by_given(name), *(f"p {surname} {first}" for surname in near for first in firsts)))

    def _like(self, name: OrganizationName) -> _Places:
        """Organizations with a telling word like the only one of either, or with two telling words alike."""
        near = [self._near(word) for word in dict.fromkeys(name.telling)]
        joined = (f"j {other}" for other in self._near(name.joined))
        alone = self._under((*joined, *(f"o1 {other}" for others in near for other in others)))
        several = [self._under(f"o {other}" for other in others) for others in near]
        if len(several) == 1:
            return alone | several[0]
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


def _words_of(entry: Known) -> Iterator[str]:
    for _, person in entry.people:
        yield from person.surname
    for _, firm in entry.firms:
        yield firm.joined
        yield from firm.telling


def _of_names(entry: Known) -> Iterator[str]:
    for _, person in entry.people:
        for surname in person.surname:
            yield f"pb {surname}"
            yield from (f"p {surname} {first}" for first in _firsts(person.given))
        yield from _by_given(person)
    for _, firm in entry.firms:
        telling = frozenset(firm.telling)
        space = "o1" if len(telling) == 1 else "o"
        yield f"j {firm.joined}"
        yield from (f"{space} {word}" for word in telling)


@lru_cache(maxsize=65_536)
def _firsts(given: tuple[str, ...]) -> frozenset[str]:
    """How given names may begin: by letter, by sound, and as the names that they are forms of."""
    firsts = {form[0] for name in given for form in (name, skeleton(name), *forms_of_given(name)) if form}
    return frozenset(firsts or {""})


def _by_given(name: PersonName) -> Iterator[str]:
    """A surname that is spelt wrong twice is still found by given name and its own first and last letter."""
    for given in name.given[:1]:
        for form in forms_of_given(given):
            yield f"g {form} {name.joined[:1]} {name.joined[-1:]}"


def _pairs(entry: Known, *, person: str, firm: str) -> Iterator[str]:
    """Keys by which an organization is found that bears the name of a person, and the person by the organization."""
    for _, name in entry.people:
        for given in name.given[:1]:
            yield from (f"{person} {' '.join(sorted((given, surname)))}" for surname in name.surname)
    for _, named in entry.firms:
        words = [word for word in named.words if len(word) > 1]
        yield from (f"{firm} {' '.join(sorted(pair))}" for pair in pairwise(words))


def _of_whole(name: OrganizationName) -> Iterator[str]:
    yield "w " + " ".join(sorted(name.words))
    if len(name.initials) >= _SHORTEST_ACRONYM:
        yield f"i {name.initials}"
    if len(name.words) == 1:
        yield f"i {name.joined}"


@lru_cache(maxsize=65_536)
def _spelt(word: str) -> tuple[str, ...]:
    """The word, the word with one letter left out, and its sound; two words that differ in one letter share one."""
    if len(word) < _SHORTEST_TO_MISSPELL:
        return (word,)
    without = {f"{word[:place]}{word[place + 1 :]}" for place in range(len(word))}
    return (word, *sorted(without - {word}), f"~{skeleton(word)}")
