"""What OCR left of a letterhead beyond recognition goes too; the rest of a page stays."""

from __future__ import annotations

import pytest

from openimr.casefile.redaction import Profile, propose
from openimr.casefile.redaction.releasing import apply
from unit.casefile.redaction.factories import PARTIES

HEAD = "Brandvold Grove Physical Therapy\n{address}\n{city}\nTelephone 805-555-0101 Fax 805-555-0102\n{mail}\n{body}"
BODY = "THERAPY TREATMENT NOTE\nVisit 3 of 8. Pain is 4/10."


def released(text: str) -> str:
    return apply(text, propose(text, PARTIES, Profile.STATE))


def head(address: str = "12 Alder Street", city: str = "Chico, CA 95928", mail: str = "a@b.example") -> str:
    return HEAD.format(address=address, city=city, mail=mail, body=BODY)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (head(address="8856 Cedar: Court"), "Cedar"),
        (head(address="Sots Mission Boules ard"), "Mission"),
        (head(city="Chico, €A 95928"), "95928"),
        (head(mail="officeq@@brandvoldgrove example"), "brandvold"),
        (head(mail="offige Gdhbrandvoldica example"), "brandvold"),
    ],
)
def test_a_misread_line_of_a_letterhead_goes(text: str, left: str) -> None:
    assert left in text
    assert left not in released(text)


def test_figures_of_an_address_are_certain_and_words_go_to_a_person() -> None:
    text = head(address="Sots Mission Boules ard", city="88 Cedar: Court")
    sure = {one.quote: one.is_certain for one in propose(text, PARTIES, Profile.STATE)}
    assert (sure["Sots Mission Boules ard"], sure["88 Cedar: Court"]) == (False, True)


@pytest.mark.parametrize(
    "text",
    [
        head(mail="therapy note"),
        head(mail="The patient improved with exercise."),
        head(address="Occupational Medicine"),
        head(address="Specialty: pain medicine"),
        "THERAPY NOTE\nPain is 4/10.\nTelephone consultation was held.",
        "Telephone 805-555-0101\nPain is 4/10.",
    ],
)
def test_words_that_are_no_address_stay(text: str) -> None:
    kept = [line for line in text.splitlines() if "805" not in line and "Brandvold" not in line]
    plain = [line for line in kept if not any(mark in line for mark in ("Alder", "Chico", "@"))]
    assert [line for line in plain if line in released(text)] == plain


def test_a_second_look_at_a_letterhead_finds_nothing() -> None:
    text = head(address="Sots Mission Boules ard", city="Chico, €A 95928", mail="offige Gdhbrandvoldica example")
    assert not propose(released(text), PARTIES, Profile.STATE)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Claim number: CL4455667_ - Employer: none", "CL4455667"),
        ("Social Security number: XXX-NX-2081 on file", "2081"),
        ("Name: _Quillfeather_", "Quillfeather"),
    ],
)
def test_what_a_rule_or_a_misread_mask_touches_goes(text: str, left: str) -> None:
    assert left not in released(text)
