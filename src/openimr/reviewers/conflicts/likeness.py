"""Decides how likely two identities are one and the same, with the evidence.

Names alone never make two persons certainly one; a number that only one of them can have does.
Source: peers.md, section 2.12 (conflicts that other systems missed).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple, Self, TypeVar

import msgspec
from rapidfuzz.distance import DamerauLevenshtein

from openimr.reviewers.conflicts.names import (
    Address,
    OrganizationName,
    PersonName,
    address_of,
    domain_of,
    names_in,
    organization_name,
    person_name,
    phone_of,
    skeleton,
    turned,
)
from openimr.reviewers.identity import Being, Identity
from openimr.reviewers.npi import is_npi

__all__ = ["MOST_EDITS", "Known", "Likeness", "Strength", "are_spelt_alike", "compare", "known"]

Name = TypeVar("Name", PersonName, OrganizationName)

_NEAR = 0.75
_VERY_NEAR = 0.85
_ALL_BUT_EQUAL = 0.9
MOST_EDITS = 3
"""How many letters may differ in names that are spelt nearly alike, however long these are."""
_MOST_WEAK = 3
_BARE = 2  # a given name of which there is an initial at most

_nearness = DamerauLevenshtein.normalized_similarity


class Strength(StrEnum):
    """How likely two identities are one; ``rank`` is 3 for what is certain, 2 for what is likely, 1 for the rest."""

    rank: int

    CERTAIN = "certain", 3
    LIKELY = "likely", 2
    POSSIBLE = "possible", 1

    def __new__(cls, value: str, rank: int) -> Self:
        """A member that is its word, and holds its rank."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.rank = rank
        return member


class Likeness(NamedTuple):
    """How likely two identities are one, in sentences why, and whether only a place or a domain is shared."""

    strength: Strength
    evidence: tuple[str, ...]
    is_shared_place: bool = False


class Known(msgspec.Struct, frozen=True):
    """An identity made ready for comparing: every name, number and place in one spelling."""

    identity: Identity
    is_person: bool
    people: tuple[tuple[str, PersonName], ...]
    firms: tuple[tuple[str, OrganizationName], ...]
    npi: str
    tax_number: str
    emails: frozenset[str]
    domains: frozenset[str]
    phones: frozenset[str]
    addresses: tuple[Address, ...]


def known(identity: Identity) -> Known:
    """``identity`` made ready for comparing."""
    names = tuple(dict.fromkeys(part for name in (identity.name, *identity.other_names) for part in names_in(name)))
    is_person = identity.is_a is Being.PERSON
    places = (address_of(address) for address in identity.addresses)
    return Known(
        identity=identity,
        is_person=is_person,
        people=_people(names) if is_person else (),
        firms=() if is_person else tuple((name, organization_name(name)) for name in names),
        npi=_digits(identity.npi),
        tax_number=_digits(identity.tax_number),
        emails=frozenset(email.strip().lower() for email in identity.emails if "@" in email),
        domains=frozenset(domain for email in identity.emails if (domain := domain_of(email))),
        phones=frozenset(digits for phone in identity.phones if (digits := phone_of(phone))),
        addresses=tuple(place for place in places if place is not None),
    )


def _people(names: tuple[str, ...]) -> tuple[tuple[str, PersonName], ...]:
    """The names of a person; a former name that is a surname only ("née Ray") takes the given names of the first."""
    read = [(name, person_name(name)) for name in names]
    given = read[0][1].given if read else ()
    ways = [(name, it if it.given or not given else person_name(f"{' '.join(given)} {name}")) for name, it in read]
    ways += [(name, other) for name in names if (other := turned(name)) is not None]
    return tuple(ways)


def _digits(number: str) -> str:
    return "".join(letter for letter in number if letter.isdigit())


def are_spelt_alike(one: str, other: str) -> bool:
    """Whether no more than one letter in four differs, is missing or is in its neighbour's place, and three at most.

    >>> are_spelt_alike("tobias", "tobais"), are_spelt_alike("forest", "crest")
    (True, False)
    """
    return _likeness_of_words(one, other) >= _NEAR


def _likeness_of_words(one: str, other: str) -> float:
    """From 0 to 1, 0 for what is less than near."""
    likeness = _nearness(one, other, score_cutoff=_NEAR)
    longest = max(len(one), len(other))
    return likeness if longest * (1 - likeness) < MOST_EDITS + 0.5 else 0.0


def compare(one: Known, other: Known) -> Likeness | None:
    """How likely the two are one; ``None`` where nothing speaks for it."""
    shared = tuple(_shared(one, other)) if (one.emails and other.emails) or (one.phones and other.phones) else ()
    if one.npi and one.npi == other.npi:
        return Likeness(Strength.CERTAIN, (f"the same National Provider Identifier {one.npi}", *shared))
    if one.tax_number and one.tax_number == other.tax_number and one.is_person == other.is_person:
        return Likeness(Strength.CERTAIN, (f"the same tax number {one.tax_number}", *shared))
    named = _named(one, other)
    if named is not None and one.npi != other.npi and is_npi(one.npi) and is_npi(other.npi):
        # A person has one such number for life, but a case file may give that of the group: a strong name still waits.
        strong = named[0] is not Strength.POSSIBLE
        named = (Strength.POSSIBLE, f"{named[1]}; the National Provider Identifiers differ") if strong else None
    place = _place(one, other, has_name=named is not None) if one.addresses and other.addresses else None
    if named is None:
        if not shared and place is None:
            return None
        is_own = any(words.startswith("the same mail address") for words in shared)
        strength = Strength.LIKELY if is_own or any("domain" in words for words in shared) else Strength.POSSIBLE
        evidence = (*shared, place) if place else shared
        return Likeness(strength, evidence, is_shared_place=not (is_own and one.is_person == other.is_person))
    strength, words = named
    evidence = tuple(part for part in (words, *shared, place or "") if part)
    if shared or place:
        strength = Strength.CERTAIN if strength is not Strength.POSSIBLE else Strength.LIKELY
    return Likeness(strength, evidence)


def _shared(one: Known, other: Known) -> Iterator[str]:
    if one.emails and other.emails:
        for email in sorted(one.emails & other.emails):
            yield f"the same mail address {email}"
    if one.phones and other.phones:
        for phone in sorted(one.phones & other.phones):
            yield f"the same telephone {phone}"
    if one.domains and other.domains and not (one.is_person and other.is_person):
        for domain in sorted(one.domains & other.domains):
            yield f"the same mail domain {domain}"


def _place(one: Known, other: Known, *, has_name: bool) -> str | None:
    """The address that both have; a different room or ZIP code makes it another, except for the same name."""
    for here in one.addresses:
        for there in other.addresses:
            if here.street != there.street or (here.zip and there.zip and here.zip != there.zip):
                continue
            if here.unit == there.unit or has_name or not (here.unit and there.unit):
                return "the same address"
    return None


def _named(one: Known, other: Known) -> tuple[Strength, str] | None:
    """The strongest likeness between any two of their names."""
    if one.is_person != other.is_person:
        return _named_after(one, other)
    if one.is_person:
        return _strongest(one.people, other.people, _same_person)
    return _strongest(one.firms, other.firms, _same_organization)


def _strongest(
    ours: tuple[tuple[str, Name], ...],
    others: tuple[tuple[str, Name], ...],
    same: Callable[[Name, Name], tuple[Strength, str] | None],
) -> tuple[Strength, str] | None:
    """The strongest likeness of one of ours with one of the others; the first of several that are as strong."""
    best: tuple[Strength, str] | None = None
    between = "", ""
    for mine, a in ours:
        for theirs, b in others:
            found = same(a, b)
            if found is not None and (best is None or found[0].rank > best[0].rank):
                best, between = found, (mine, theirs)
    return None if best is None else (best[0], _told(*between, best[1]))


def _told(mine: str, theirs: str, why: str) -> str:
    return f"“{mine}” and “{theirs}”: {why}"


def _same_person(a: PersonName, b: PersonName) -> tuple[Strength, str] | None:
    if a.is_turned and b.is_turned:
        return None
    if a.whole == b.whole and a.given and b.given:
        return Strength.LIKELY, "the same name"
    # Given names are compared first: most pairs that share a key differ in them, and they are the quicker to compare.
    first = _first_names(a, b)
    if first is None:
        return None
    last = _last_names(a, b)
    if last is None or last[0] + first[0] > _MOST_WEAK:
        return None
    if (a.is_turned or b.is_turned) and first[0] == _BARE:
        return None
    # With up to one weak point the pair is likely; a bare initial, or two weak points, are no more than possible.
    is_likely = last[0] + first[0] <= 1 and not _contradict(a, b)
    return Strength.LIKELY if is_likely else Strength.POSSIBLE, f"{last[1]}, {first[1]}"


def _last_names(a: PersonName, b: PersonName) -> tuple[int, str] | None:
    """How weak the likeness of surnames is, from 0 to 2, and in words; ``None`` where there is none."""
    if a.joined == b.joined:
        return 0, "the same surname"
    if not a.surname.isdisjoint(b.surname):
        return 1, "part of the surname shared"
    nearest = max(_likeness_of_words(x, y) for x in a.surname for y in b.surname)
    if nearest >= _VERY_NEAR:
        return 1, "surnames spelt nearly alike"
    if nearest >= _NEAR or not a.sounds.isdisjoint(b.sounds):
        return 2, "surnames that sound alike"
    return None


def _first_names(a: PersonName, b: PersonName) -> tuple[int, str] | None:
    """The same for given names."""
    if not a.given or not b.given:
        return 2, "no given name to compare"
    mine, theirs = a.given[0], b.given[0]
    if len(mine) == 1 or len(theirs) == 1:
        return (2, "the same initial") if mine[0] == theirs[0] else None
    if mine == theirs or not a.forms.isdisjoint(b.forms):
        return 0, "the same given name"
    if mine in b.given[1:] or theirs in a.given[1:]:
        return 1, "the given name of one is the middle name of the other"
    return _spelt_alike(a, b)


def _spelt_alike(a: PersonName, b: PersonName) -> tuple[int, str] | None:
    likeness = _likeness_of_words(a.given[0], b.given[0])
    if likeness >= _VERY_NEAR:
        return 0, "given names spelt nearly alike"
    if likeness >= _NEAR or a.sound == b.sound:
        return 1, "given names that sound alike"
    return None


def _contradict(a: PersonName, b: PersonName) -> bool:
    """Whether both have a middle name or initial, and these begin differently."""
    mine, theirs = a.given[1:2], b.given[1:2]
    return bool(mine and theirs and mine[0][0] != theirs[0][0])


def _same_organization(a: OrganizationName, b: OrganizationName) -> tuple[Strength, str] | None:
    if a.joined == b.joined or a.word_set == b.word_set:
        return Strength.CERTAIN, "the same name"
    whole = _nearness(a.joined, b.joined, score_cutoff=_VERY_NEAR)
    if whole >= _ALL_BUT_EQUAL and (_differ_in_a_letter(a.joined, b.joined) or _have_same_telling(a, b)):
        return Strength.LIKELY, "names spelt nearly alike"
    if len(a.words) != len(b.words) and (_are_initials(a, b) or _are_initials(b, a)):
        return Strength.POSSIBLE, "the one may be the initials of the other"
    if a.telling and b.telling:
        return _telling_alike(a, b, whole)
    return None


def _differ_in_a_letter(one: str, other: str) -> bool:
    return DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1


def _have_same_telling(a: OrganizationName, b: OrganizationName) -> bool:
    """Whether each telling word of either is nearly one of the other: long words for the kind of firm prove nothing."""
    return bool(a.telling) and _have_likes(a.telling, b.telling) and _have_likes(b.telling, a.telling)


def _telling_alike(a: OrganizationName, b: OrganizationName, whole: float) -> tuple[Strength, str] | None:
    """How alike the words are that tell these organizations from others."""
    if a.telling_set == b.telling_set:
        is_shorter = a.word_set <= b.word_set or b.word_set <= a.word_set
        return Strength.LIKELY if is_shorter else Strength.POSSIBLE, "the same telling words"
    few, many = (a.telling, b.telling) if len(a.telling) <= len(b.telling) else (b.telling, a.telling)
    if frozenset(few) == frozenset(many[: len(few)]):
        return Strength.POSSIBLE, "the name of the one begins the other's"
    # A name that is spelt otherwise, of a firm of another kind, is another name: two weak points are one too many.
    if not _are_of_other_kinds(a, b) and _are_near(few, many):
        return Strength.LIKELY if whole >= _VERY_NEAR else Strength.POSSIBLE, "names spelt nearly alike"
    return None


def _are_of_other_kinds(a: OrganizationName, b: OrganizationName) -> bool:
    """Whether both names say what kind of firm it is ("hospital", "construction"), and no word of it is the same."""
    mine, theirs = a.word_set - a.telling_set, b.word_set - b.telling_set
    return bool(mine and theirs) and not mine & theirs


def _named_after(one: Known, other: Known) -> tuple[Strength, str] | None:
    """An organization that bears the name of a person, as a physician's own corporation does."""
    firm, person = (other, one) if one.is_person else (one, other)
    for theirs, a in firm.firms:
        for mine, b in person.people:
            if b.given and b.given[0] in a.word_set and not b.surname.isdisjoint(a.bearable):
                names = (mine, theirs) if one.is_person else (theirs, mine)
                return Strength.LIKELY, _told(*names, "the organization bears the name of the person")
    return None


def _are_initials(short: OrganizationName, long: OrganizationName) -> bool:
    return len(short.words) == 1 and len(short.joined) >= 3 and short.joined == long.initials


def _are_near(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Whether the one name begins the other, word for word nearly alike, or has nearly the same words in any order."""
    if all(map(_is_near, few, many)):
        return True
    return len(few) == len(many) and _have_likes(few, many) and _have_likes(many, few)


def _have_likes(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether each of ``words`` is nearly like one of ``others``."""
    return all(word in others or any(_is_near(word, other) for other in others) for word in words)


def _is_near(one: str, other: str) -> bool:
    if one == other:
        return True
    if len(one) < 4 or len(other) < 4:
        return False
    return are_spelt_alike(one, other) or (len(one) > 4 and skeleton(one) == skeleton(other))
