"""Finds the identifiers of an invented case in its pages: every name, number and address of its people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from openimr.cases.parties import Address, PersonName
from openimr.samples.casefiles.framing import shown_date
from openimr.samples.casefiles.piling import FAX_NUMBER
from openimr.samples.casefiles.story import Story
from openimr.samples.casefiles.truth import IdentifierKind, TrueIdentifier, TruePage

__all__ = ["identifiers", "known_identifiers"]


def known_identifiers(story: Story) -> dict[str, IdentifierKind]:
    """All that would tell who the people of the case are, and what it is; longest first."""
    found = {text: kind for kind, text in (*_of_parties(story), *_of_authors(story)) if text}
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


def _of_parties(story: Story) -> Iterator[tuple[IdentifierKind, str]]:
    parties, employee = story.filing.parties, story.filing.parties.employee
    yield from ((IdentifierKind.EMPLOYEE, text) for text in _forms(employee.name))
    if employee.born_on:
        yield from ((IdentifierKind.BIRTH, shown_date(employee.born_on, style)) for style in range(3))
    yield IdentifierKind.CLAIM, story.filing.application.claim_number
    yield IdentifierKind.RECORD, story.record_number
    yield IdentifierKind.SOCIAL_SECURITY, story.social_security
    yield IdentifierKind.FAX, FAX_NUMBER
    yield IdentifierKind.ADJUSTER, parties.claims_administrator.adjuster
    yield IdentifierKind.EMPLOYER, parties.employer.name
    organizations = (parties.claims_administrator, parties.insurer, parties.ur_organization)
    yield from ((IdentifierKind.ORGANIZATION, it.name) for it in organizations if it)
    if parties.attorney:
        yield from ((IdentifierKind.ATTORNEY, text) for text in _forms(parties.attorney.name))
        yield IdentifierKind.ORGANIZATION, parties.attorney.firm
    for party in (employee, parties.employer, parties.claims_administrator, parties.attorney):
        if party is None:
            continue
        yield IdentifierKind.PHONE, party.contact.phone
        yield IdentifierKind.FAX, party.contact.fax
        yield IdentifierKind.EMAIL, party.contact.email
        yield from _of_address(party.contact.address)


def _of_authors(story: Story) -> Iterator[tuple[IdentifierKind, str]]:
    for author in story.authors.values():
        if author.credentials:
            yield from ((IdentifierKind.PROVIDER, text) for text in _forms(author.name))
        yield IdentifierKind.ORGANIZATION, author.firm
        yield IdentifierKind.PHONE, author.phone
        yield IdentifierKind.FAX, author.fax
        yield IdentifierKind.EMAIL, author.email
        yield IdentifierKind.LICENCE, author.licence
        yield from _of_address(author.address)


def _forms(name: PersonName) -> tuple[str, ...]:
    return (name.whole, f"{name.last}, {name.first}", name.last)


def _of_address(address: Address | None) -> Iterator[tuple[IdentifierKind, str]]:
    if address:
        yield from ((IdentifierKind.ADDRESS, line) for line in address.lines)
        yield IdentifierKind.ADDRESS, f"{address.city}, {address.state} {address.postal_code}"


def identifiers(story: Story, pages: Sequence[TruePage]) -> tuple[TrueIdentifier, ...]:
    """Every identifier on every page, in the order of the pages; of two that overlap, the longer one."""
    known = known_identifiers(story)
    kinds = {" ".join(text.split()): kind for text, kind in known.items()}
    words = (r"\s+".join(map(re.escape, text.split())) for text in known)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")
    return tuple(
        TrueIdentifier(
            kind=kinds[" ".join(match[0].split())],
            text=match[0],
            running=page.running,
            start=match.start(),
            end=match.end(),
        )
        for page in pages
        for match in pattern.finditer(page.text)
    )
