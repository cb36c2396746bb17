"""Invented parties, and pages made by hand."""

from __future__ import annotations

import datetime as dt

from openimr.casefile.model import Box, Grade, Legibility, Line, Page, PageText, TextSource
from openimr.cases.parties import (
    Address,
    Attorney,
    ClaimsAdministrator,
    Contact,
    Designation,
    DesigneeRelation,
    Employee,
    Organization,
    OtherParty,
    OtherRole,
    Parties,
    PersonName,
    Physician,
)

PARTIES = Parties(
    employee=Employee(
        name=PersonName(first="Marisol", middle="Lucia", last="Gonzalez"),
        born_on=dt.date(1970, 3, 4),
        contact=Contact(
            address=Address(lines=("1420 N. Harbor Blvd., Apt 3",), city="Ojai", state="CA", postal_code="93023"),
            phone="(805) 555-0143",
            email="m.gonz@mailbox.example",
        ),
        other_names=("Marisol Ibarra",),
    ),
    employer=Organization(name="Kestrel Orchards, Inc.", tax_number="95-1234567"),
    claims_administrator=ClaimsAdministrator(name="Vantor Claims Services", adjuster="Piet Zandstra"),
    requesting_physician=Physician(
        name=PersonName(first="Robert", middle="A", last="Whitlock"),
        npi="1234567893",
        groups=("Whitcombe Spine Institute",),
    ),
    insurer=Organization(name="Ablon Indemnity Company"),
    attorney=Attorney(name=PersonName(first="Tamsin", last="O'Rourke"), firm="O'Rourke & Delmonte LLP"),
    designation=Designation(name=PersonName(first="Hugo", last="Gonzalez"), relation=DesigneeRelation.RELATIVE),
    ur_organization=Organization(name="Meridia Review"),
    ur_physician=Physician(name=PersonName(first="Anneliese", last="Van der Berg")),
    others=(
        OtherParty(role=OtherRole.FACILITY, name="Pacific Coast Medical Center"),
        OtherParty(role=OtherRole.FAMILY_OF_EMPLOYEE, name="Ibarra, Rosalind"),
    ),
)


def page(
    text: str, *, running: int = 1, number: int = 1, file: str = "f", source: TextSource = TextSource.LAYER
) -> Page:
    """A readable page of Letter size whose lines stand 20 points apart."""
    lines, at = [], 0
    for count, line in enumerate(text.split("\n")):
        if line:
            lines.append(Line(at, at + len(line), Box(72, 72 + 20 * count, 72 + 6 * len(line), 84 + 20 * count)))
        at += len(line) + 1
    return Page(
        file=file,
        number=number,
        running=running,
        width=612,
        height=792,
        texts=(PageText(source=source, text=text, lines=tuple(lines)),),
        grade=Grade(legibility=Legibility.READABLE, score=1),
    )
