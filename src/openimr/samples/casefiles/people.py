"""Invents who writes about a case: the parties of its filing, and the other offices that leave papers."""

from __future__ import annotations

from random import Random

from openimr.cases.filing import Filing
from openimr.cases.parties import Address, Contact, PersonName
from openimr.samples.casefiles.drafts import Role
from openimr.samples.casefiles.story import Author
from openimr.samples.tables import sentences

__all__ = ["authors_of"]

_OTHERS = {
    Role.CONSULTANT: ("M.D.", "Spine Consultants", "Orthopaedic Surgery"),
    Role.PSYCHOLOGIST: ("Ph.D.", "Behavioral Health", "Clinical Psychology"),
    Role.THERAPIST: ("P.T.", "Physical Therapy", ""),
    Role.ACUPUNCTURIST: ("L.Ac.", "Acupuncture Clinic", ""),
    Role.RADIOLOGIST: ("M.D.", "Imaging Center", "Radiology"),
    Role.SURGEON: ("M.D.", "Surgery Center", "Anesthesiology"),
    Role.EVALUATOR: ("M.D.", "Medical Evaluators", "Qualified Medical Evaluator"),
    Role.PHARMACY: ("", "Pharmacy", ""),
    Role.LABORATORY: ("", "Laboratory", ""),
}
_NOWHERE = Address(lines=("200 Orchard Road",), city="Fresno", state="CA", postal_code="93721")


def authors_of(rng: Random, filing: Filing) -> dict[Role, Author]:
    """All who may write in this case. Telephone numbers and addresses of the internet are kept free for such use."""
    authors = _of_filing(rng, filing)
    for role, (credentials, kind, specialty) in _OTHERS.items():
        authors[role] = _office(rng, credentials, kind, specialty)
    return authors


def _of_filing(rng: Random, filing: Filing) -> dict[Role, Author]:
    parties = filing.parties
    treating = parties.requesting_physician
    administrator = parties.claims_administrator
    reviewer = parties.ur_physician
    found = {
        Role.TREATING: _author(
            rng,
            treating.name,
            "M.D.",
            (*treating.groups, "Medical Group")[0],
            treating.contact,
            specialty=treating.specialty,
        ),
        Role.CLAIMS_ADMINISTRATOR: _author(
            rng,
            _person(administrator.adjuster),
            "",
            administrator.name,
            administrator.contact,
            specialty="Claims adjuster",
        ),
        Role.EMPLOYEE: _author(rng, parties.employee.name, "", "", parties.employee.contact),
        Role.UTILIZATION_REVIEW: _author(
            rng,
            reviewer.name if reviewer else _invented(rng),
            "M.D.",
            parties.ur_organization.name if parties.ur_organization else "Utilization Review",
            Contact(),
            specialty=reviewer.specialty if reviewer else "",
        ),
    }
    if parties.attorney:
        found[Role.ATTORNEY] = _author(
            rng,
            parties.attorney.name,
            "",
            parties.attorney.firm,
            parties.attorney.contact,
            specialty="Attorney for the employee",
        )
    return found


def _person(whole: str) -> PersonName:
    first, _, last = whole.rpartition(" ")
    return PersonName(first=first or "Claims", last=last or "Desk")


def _author(
    rng: Random, name: PersonName, credentials: str, firm: str, contact: Contact, *, specialty: str = ""
) -> Author:
    domain = "".join(letter for letter in firm.lower() if letter.isascii() and letter.isalpha())[:18]
    return Author(
        name=name,
        credentials=credentials,
        firm=firm,
        address=contact.address or _NOWHERE,
        phone=contact.phone or f"805-555-01{rng.randint(0, 99):02d}",
        fax=contact.fax or f"805-555-01{rng.randint(0, 99):02d}",
        email=contact.email or (f"office@{domain}.example" if firm else ""),
        specialty=specialty,
        licence=f"A0{rng.randint(10000, 99999)}" if credentials == "M.D." else "",
    )


def _invented(rng: Random) -> PersonName:
    words = sentences("registry")
    return PersonName(
        first=rng.choice(words["given"]), last=rng.choice(words["surname_start"]) + rng.choice(words["surname_end"])
    )


def _office(rng: Random, credentials: str, kind: str, specialty: str) -> Author:
    words = sentences("registry")
    towns = [town.split(", CA ") for town in words["town"] if ", CA " in town]
    city, code = rng.choice(towns)
    street = f"{rng.randint(100, 9999)} {rng.choice(words['street'])}"
    address = Address(lines=(street,), city=city, state="CA", postal_code=code)
    firm = f"{rng.choice(words['firm'])} {rng.choice(words['firm_second'])} {kind}"
    return _author(rng, _invented(rng), credentials, firm, Contact(address=address), specialty=specialty)
