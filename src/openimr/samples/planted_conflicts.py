"""The conflicts and decoys that are planted in invented registries, each hidden in one way that real ones are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from openimr.reviewers.identity import Being, Identity
from openimr.reviewers.match_case import MatchCase, Party, PartyRole
from openimr.reviewers.registry import Affiliation, Position, Relation, Reviewer, Tie

__all__ = ["CONFLICTS", "DECOYS", "Disguise"]

Plant = Callable[[Reviewer, MatchCase], tuple[Reviewer, str]]


class Disguise(NamedTuple):
    """One way to hide a conflict, or to look like one: what it is, and how it is planted; gives the party's name."""

    how: str
    plant: Plant


def _party(case: MatchCase, role: PartyRole) -> Party:
    return next(party for party in case.parties if party.role is role)


def _tied(reviewer: Reviewer, *ties: Affiliation) -> Reviewer:
    return msgspec.structs.replace(reviewer, affiliations=(*reviewer.affiliations, *ties))


def _identity(reviewer: Reviewer, **changed: object) -> Reviewer:
    return msgspec.structs.replace(reviewer, identity=msgspec.structs.replace(reviewer.identity, **changed))


def _tie(tie: Tie, role: PartyRole, spell: Callable[[str], str], share: float | None = None) -> Plant:
    """A tie to the party of a role, whose name is spelt in another way."""

    def plant(reviewer: Reviewer, case: MatchCase) -> tuple[Reviewer, str]:
        party = _party(case, role)
        return _tied(
            reviewer, Affiliation(tie=tie, with_=Identity(name=spell(party.name)), share_percent=share)
        ), party.name

    return plant


def _misspelt(name: str) -> str:
    """Two letters of the first word exchanged."""
    first, _, rest = name.partition(" ")
    middle = len(first) // 2
    return f"{first[:middle]}{first[middle + 1 : middle + 2]}{first[middle]}{first[middle + 2 :]} {rest}"


def _dropped(name: str) -> str:
    """A letter of the second word left out."""
    first, _, rest = name.partition(" ")
    return f"{first} {rest[:2]}{rest[3:]}"


def _abbreviated(name: str) -> str:
    pairs = (
        ("Insurance Company", "Ins. Co."),
        ("Medical", "Med."),
        ("Hospital", "Hosp"),
        ("Claims Services", "Claims Svcs, LLC"),
    )
    for long, short in pairs:
        name = name.replace(long, short)
    return name


def _joined(name: str) -> str:
    return name.replace(" ", "", 1).replace("-", "", 1).upper()


def _other_end(name: str) -> str:
    """The same firm under another form of words."""
    return f"{name.rsplit(' ', 1)[0]}"


def _turned(name: str) -> str:
    """The surname first, and no degree."""
    words = name.partition(",")[0].split()
    return f"{words[-1]}, {' '.join(words[:-1])}"


def _known_as(spell: Callable[[str], str]) -> Plant:
    """The reviewer is the requesting physician, by a former name that is on file."""

    def plant(reviewer: Reviewer, case: MatchCase) -> tuple[Reviewer, str]:
        party = _party(case, PartyRole.REQUESTING_PHYSICIAN)
        return _identity(reviewer, other_names=(spell(party.name),)), party.name

    return plant


def _married(reviewer: Reviewer, case: MatchCase) -> tuple[Reviewer, str]:
    """A partner whose name changed, given name and all; the number did not."""
    party = _party(case, PartyRole.REQUESTING_PHYSICIAN)
    partner = Identity(name="Newlywed Othername", is_a=Being.PERSON, npi=party.npi)
    return _tied(reviewer, Affiliation(tie=Tie.PARTNERSHIP, with_=partner)), party.name


def _hyphenated(reviewer: Reviewer, case: MatchCase) -> tuple[Reviewer, str]:
    party = _party(case, PartyRole.OFFICER)
    relative = Identity(name=f"{party.name}-Quastel", is_a=Being.PERSON)
    return _tied(reviewer, Affiliation(tie=Tie.RELATIVE, with_=relative, relation=Relation.SIBLING)), party.name


def _spouse(reviewer: Reviewer, case: MatchCase) -> tuple[Reviewer, str]:
    party = _party(case, PartyRole.EMPLOYEE)
    relative = Identity(name=_turned(party.name), is_a=Being.PERSON)
    return _tied(reviewer, Affiliation(tie=Tie.RELATIVE, with_=relative, relation=Relation.SPOUSE)), party.name


def _works_there(reviewer: Reviewer, case: MatchCase) -> tuple[Reviewer, str]:
    party = _party(case, PartyRole.INSURER)
    tie = Affiliation(
        tie=Tie.RELATIVE,
        with_=Identity(name="Perpetua Unrelated", is_a=Being.PERSON),
        relation=Relation.PARENT,
        works_for=(Identity(name=_abbreviated(party.name)),),
        position=Position.DIRECTOR,
    )
    return _tied(reviewer, tie), party.name


def _parent(reviewer: Reviewer, case: MatchCase) -> tuple[Reviewer, str]:
    """The employer owns the party: the tie itself says so."""
    party = _party(case, PartyRole.EMPLOYER)
    firm = Identity(name="Unlike Any Other Ventures", parents=(party.name,))
    return _tied(reviewer, Affiliation(tie=Tie.EMPLOYMENT, with_=firm)), party.name


def _domain(reviewer: Reviewer, case: MatchCase) -> tuple[Reviewer, str]:
    party = _party(case, PartyRole.CLAIMS_ADMINISTRATOR)
    mail = f"doctor@{party.emails[0].rpartition('@')[2]}"
    return _identity(reviewer, emails=(*reviewer.identity.emails, mail)), party.name


def _address(reviewer: Reviewer, case: MatchCase) -> tuple[Reviewer, str]:
    party = _party(case, PartyRole.PHYSICIAN_GROUP)
    short = party.addresses[0].replace("Street", "St.").replace("Avenue", "Ave").replace("Boulevard", "Blvd")
    return _identity(reviewer, addresses=(short,)), party.name


def _household(reviewer: Reviewer, case: MatchCase) -> tuple[Reviewer, str]:
    party = _party(case, PartyRole.EMPLOYEE)
    return _identity(reviewer, addresses=party.addresses), party.name


def _tax_number(reviewer: Reviewer, case: MatchCase) -> tuple[Reviewer, str]:
    party = _party(case, PartyRole.INSURER)
    firm = Identity(name="Wholly Differently Named", tax_number=party.tax_number.replace("-", ""))
    return _tied(reviewer, Affiliation(tie=Tie.EMPLOYMENT, with_=firm)), party.name


def _two_small(reviewer: Reviewer, case: MatchCase) -> tuple[Reviewer, str]:
    """Neither is more than the limit; both together are."""
    party = _party(case, PartyRole.MANUFACTURER)
    ties = (
        Affiliation(tie=tie, with_=Identity(name=party.name), share_percent=3.0) for tie in (Tie.PAYMENT, Tie.ROYALTY)
    )
    return _tied(reviewer, *ties), party.name


def _was_patient(reviewer: Reviewer, case: MatchCase) -> tuple[Reviewer, str]:
    party = _party(case, PartyRole.EMPLOYEE)
    tie = Affiliation(
        tie=Tie.PHYSICIAN_PATIENT, with_=Identity(name=party.name, is_a=Being.PERSON), until=dt.date(2019, 5, 1)
    )
    return _tied(reviewer, tie), party.name


def _long_ago(reviewer: Reviewer, case: MatchCase) -> tuple[Reviewer, str]:
    party = _party(case, PartyRole.INSURER)
    tie = Affiliation(tie=Tie.EMPLOYMENT, with_=Identity(name=party.name), until=dt.date(2009, 1, 1))
    return _tied(reviewer, tie), party.name


def _namesake(reviewer: Reviewer, case: MatchCase) -> tuple[Reviewer, str]:
    party = _party(case, PartyRole.EMPLOYEE)
    surname = party.name.split()[-1]
    return _identity(reviewer, name=f"Xanthippe {surname}, M.D."), party.name


CONFLICTS = (
    Disguise("the name as it is", _tie(Tie.EMPLOYMENT, PartyRole.INSURER, str)),
    Disguise("two letters exchanged", _tie(Tie.EMPLOYMENT, PartyRole.CLAIMS_ADMINISTRATOR, _misspelt)),
    Disguise("a letter left out", _tie(Tie.PARTNERSHIP, PartyRole.PHYSICIAN_GROUP, _dropped)),
    Disguise("abbreviated", _tie(Tie.OFFICER, PartyRole.INSURER, _abbreviated)),
    Disguise("written in one word", _tie(Tie.SHAREHOLDING, PartyRole.FACILITY, _joined)),
    Disguise("legal form left out", _tie(Tie.INVESTMENT, PartyRole.MANUFACTURER, _other_end, 8.0)),
    Disguise("doing business as", _tie(Tie.EMPLOYMENT, PartyRole.EMPLOYER, lambda name: f"Other Co. dba {name}")),
    Disguise("a former name on file", _known_as(str)),
    Disguise("a former name in another order", _known_as(_turned)),
    Disguise("a married name, the same number", _married),
    Disguise("a relative with a double name", _hyphenated),
    Disguise("the spouse is the employee", _spouse),
    Disguise("a parent is a director of the insurer", _works_there),
    Disguise("a company that belongs to the employer", _parent),
    Disguise("a domain of mail", _domain),
    Disguise("an address of practice", _address),
    Disguise("an address of home", _household),
    Disguise("a tax number", _tax_number),
    Disguise("two ties of three percent", _two_small),
    Disguise("a former patient", _was_patient),
)
"""All kinds; in a registry they take turns."""

DECOYS = (
    Disguise("staff privileges only", _tie(Tie.STAFF_PRIVILEGES, PartyRole.FACILITY, str)),
    Disguise("exactly five percent", _tie(Tie.INVESTMENT, PartyRole.MANUFACTURER, str, 5.0)),
    Disguise("employment that ended long ago", _long_ago),
    Disguise("another person of the same surname", _namesake),
    Disguise("an academic contract", _tie(Tie.ACADEMIC_CONTRACT, PartyRole.FACILITY, str)),
)
"""What looks like a conflict and is none."""
