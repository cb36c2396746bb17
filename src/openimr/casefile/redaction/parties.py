"""Lists whom a case is about: every person and organization with each word of their names, their places and numbers.

Source: ``openimr.cases.parties``; Labor Code 4610.6(m).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.casefile.redaction.folding import folded
from openimr.casefile.redaction.model import Kind
from openimr.cases.parties import Contact, Organization, Parties, PersonName, Physician
from openimr.citations import Value
from openimr.reviewers.conflicts.names import names_in, organization_name

__all__ = ["Firm", "Human", "Subjects", "subjects"]

_SHORTEST = 2
_SHORTEST_ACRONYM = 3


class Human(Value, frozen=True, kw_only=True):
    """A person of the case: folded given names, parts of surnames, and initials in their order ("al", "alr")."""

    who: str
    kind: Kind
    given: frozenset[str]
    surname: frozenset[str]
    initials: frozenset[str]


class Firm(Value, frozen=True, kw_only=True):
    """An organization of the case: folded words in order, those that tell it from others, and its acronym."""

    who: str
    kind: Kind
    words: tuple[str, ...]
    telling: frozenset[str]
    acronym: str


class Subjects(Value, frozen=True, kw_only=True):
    """All who are known of a case, with lines of their addresses, their cities, birthday and numbers."""

    people: tuple[Human, ...] = ()
    firms: tuple[Firm, ...] = ()
    lines: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    born_on: dt.date | None = None
    numbers: tuple[tuple[Kind, str], ...] = ()


def subjects(parties: Parties, *, numbers: tuple[tuple[Kind, str], ...] = ()) -> Subjects:
    """All who are known of a case; ``numbers`` are others that are known, such as the claim number."""
    contacts = tuple(_contacts(parties))
    places = [contact.address for contact in contacts if contact.address]
    reached = [
        *((Kind.PHONE, contact.phone) for contact in contacts),
        *((Kind.FAX, contact.fax) for contact in contacts),
        *((Kind.EMAIL, contact.email) for contact in contacts),
        *((Kind.NPI, physician.npi) for physician in _physicians(parties)),
        *((Kind.ACCOUNT_NUMBER, firm.tax_number) for _, firm in _organizations(parties)),
    ]
    return Subjects(
        people=tuple(_people(parties)),
        firms=tuple(_firms(parties)),
        lines=tuple(dict.fromkeys(line for place in places for line in place.lines if any(map(str.isdigit, line)))),
        cities=tuple(dict.fromkeys(place.city for place in places if place.city)),
        born_on=parties.employee.born_on,
        numbers=tuple((kind, number) for kind, number in (*reached, *numbers) if number.strip()),
    )


def _physicians(parties: Parties) -> Iterator[Physician]:
    for physician in (parties.requesting_physician, parties.ur_physician, parties.emergency_provider):
        if physician:
            yield physician


def _organizations(parties: Parties) -> Iterator[tuple[Kind, Organization]]:
    yield Kind.EMPLOYER, parties.employer
    yield Kind.CLAIMS_ADMINISTRATOR, parties.claims_administrator
    if parties.insurer:
        yield Kind.INSURER, parties.insurer
    if parties.ur_organization:
        yield Kind.ORGANIZATION, parties.ur_organization


def _contacts(parties: Parties) -> Iterator[Contact]:
    yield parties.employee.contact
    yield from (physician.contact for physician in _physicians(parties))
    yield from (firm.contact for _, firm in _organizations(parties))
    yield from (party.contact for party in (parties.attorney, parties.designation) if party)
    yield from (other.contact for other in parties.others)


def _people(parties: Parties) -> Iterator[Human]:
    employee = parties.employee
    yield _human("employee", Kind.EMPLOYEE, employee.name, employee.other_names)
    for number, physician in enumerate(_physicians(parties)):
        yield _human(f"physician {number}", Kind.PROVIDER, physician.name, physician.other_names)
    if parties.attorney:
        yield _human("attorney", Kind.ATTORNEY, parties.attorney.name)
    if parties.designation:
        yield _human("designee", Kind.PERSON, parties.designation.name)
    if parties.claims_administrator.adjuster:
        yield _human("adjuster", Kind.PERSON, _split_name(parties.claims_administrator.adjuster))
    for number, other in enumerate(parties.others):
        if not organization_name(other.name).words or _is_person(other.role.value):
            yield _human(f"other {number}", Kind.PERSON, _split_name(other.name), other.other_names)


def _is_person(role: str) -> bool:
    return role in {"family_of_employee", "officer"}


def _split_name(name: str) -> PersonName:
    """A name in one line, surname last or before a comma."""
    before, _, after = name.partition(",")
    words = before.split()
    if after.strip():
        return PersonName(first=after.strip(), last=before.strip())
    return PersonName(first=" ".join(words[:-1]), last=words[-1] if words else "")


def _human(who: str, kind: Kind, name: PersonName, others: tuple[str, ...] = ()) -> Human:
    names = [name, *(_split_name(other) for line in others for other in names_in(line))]
    given = {word for each in names for part in (each.first, each.middle) for word in _words(part)}
    surname = {word for each in names for word in _words(each.last)} | {
        folded("".join(each.last.split())) for each in names
    }
    initials = {
        "".join(folded(part)[:1] for part in parts if part)
        for each in names
        for parts in ((each.first, each.last), (each.first, each.middle, each.last))
    }
    return Human(
        who=who,
        kind=kind,
        given=frozenset(given - surname),
        surname=frozenset(word for word in surname if len(word) >= _SHORTEST),
        initials=frozenset(letters for letters in initials if len(letters) >= _SHORTEST),
    )


_PARTICLES = frozenset(
    {"de", "la", "del", "las", "los", "van", "von", "der", "den", "di", "da", "le", "el", "st", "san"}
)


def _words(name: str) -> Iterator[str]:
    """The folded words of a name, and those of one with a hyphen both together and apart; particles tell nothing."""
    for word in name.replace(".", " ").split():
        for part in {folded(word), *(folded(piece) for piece in word.split("-"))}:
            if len(part) >= _SHORTEST and part not in _PARTICLES:
                yield part


def _firms(parties: Parties) -> Iterator[Firm]:
    for kind, firm in _organizations(parties):
        for name in (firm.name, *firm.other_names, *firm.parents):
            yield from _named(kind.value, kind, name)
    if parties.attorney and parties.attorney.firm:
        yield from _named("attorney's firm", Kind.ORGANIZATION, parties.attorney.firm)
    for number, physician in enumerate(_physicians(parties)):
        for group in physician.groups:
            yield from _named(f"group {number} {group}", Kind.ORGANIZATION, group)
    for number, other in enumerate(parties.others):
        if not _is_person(other.role.value):
            for name in (other.name, *other.other_names, *other.parents):
                yield from _named(f"other {number}", Kind.ORGANIZATION, name)


def _named(who: str, kind: Kind, line: str) -> Iterator[Firm]:
    for name in names_in(line):
        known = organization_name(name)
        words = tuple(folded(word.strip(",.()&")) for word in name.replace("-", " ").split())
        words = tuple(word for word in words if word)
        telling = frozenset(word for word in words if word in known.telling_set and len(word) >= _SHORTEST)
        acronym = known.initials if len(known.initials) >= _SHORTEST_ACRONYM else ""
        if words:
            yield Firm(who=who, kind=kind, words=words, telling=telling, acronym=acronym)
