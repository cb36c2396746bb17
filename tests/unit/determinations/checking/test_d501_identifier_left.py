from __future__ import annotations

import pytest

from openimr.citations import Span
from openimr.determinations.checking.d501_identifier_left import CHECK
from openimr.determinations.model import Determination, Employee, Part, PartKind, Source
from unit.determinations.checking.factories import a_basis, a_determination, a_treatment, hits


def telling(words: str, **changes: object) -> Determination:
    return a_determination(**{"clinical_case_summary": words, **changes})


@pytest.mark.parametrize(
    ("words", "identifier"),
    [
        ("Her number is 123-45-6789 on file.", "123-45-6789"),
        ("SSN: 123456789.", "123456789"),
        ("Social Security Number xxx-xx-6789.", "xxx-xx-6789"),
        ("Claim Number: WC-123456.", "WC-123456"),
        ("The claim no. 0987654 is open.", "0987654"),
        ("The worker, DOB 1/2/1960, fell.", "1/2/1960"),
        ("He was born on January 2, 1960 and fell.", "January 2, 1960"),
        ("MRN: 00123456.", "00123456"),
        ("Case ADJ1234567 is pending.", "ADJ1234567"),
        ("Employee ID: A12345.", "A12345"),
        ("Call (555) 555-0123 for more.", "(555) 555-0123"),
        ("Call (555) \r\n\r\n555-0123 for more.", "(555) \r\n\r\n555-0123"),
        ("The claim \n\nnumber is 0012345678.", "0012345678"),
        ("His social\u00a0security number is 123-45-6789.", "123-45-6789"),
        ("Call 555-555-0123 for more.", "555-555-0123"),
        ("Call 1-800-555-0123 for more.", "800-555-0123"),
        ("Claim #WC-123456 is open.", "WC-123456"),
        ("Write to jane.doe@example.org for more.", "jane.doe@example.org"),
        ("She lives at 12 North Oak Street with him.", "12 North Oak Street"),
        ("She lives at 4711 Main St, Apt 2.", "4711 Main St"),
        ("Mail goes to P.O. Box 123 there.", "P.O. Box 123"),
        ("Mr. Roe has pain.", "Roe"),
        ("Seen by Dr. Jane Doe-Roe today.", "Jane Doe-Roe"),
        ("Seen by Dr. de la Cruz today.", "de la Cruz"),
        ("Seen by Jane Q. Doe, M.D. today.", "Jane Q. Doe"),
        ("Employee Name: Roe, John", "Roe, John"),
        ("Patient: Jane Doe", "Jane Doe"),
        ("Name: Jane Doe", "Jane Doe"),
        ("He came. Name: Jane Doe", "Jane Doe"),
        ("Findings: Pain. Employee: Jane Doe", "Jane Doe"),
    ],
)
def test_what_identifies_a_person_is_found(words: str, identifier: str) -> None:
    (hit,) = hits(CHECK, telling(words))
    assert hit.quote == identifier
    assert hit.where == "clinical_case_summary"


@pytest.mark.parametrize(
    "words",
    [
        "Lewy body dementia, Phalen's sign and the Spurling, McMurray and Hoffmann tests were negative.",
        "Dr. reports pain. Dr. He states the same.",
        "Numbers such as 000-12-3456, 666-12-3456 and 900-12-3456 are of nobody.",
        "IMR Case Number: CM14-0012345. Norco 10/325 mg #60, #120. 2014-08-21-2014. 5555-555-0123.",
        "Case CM14-0012345, ICD 724.4, CPT 97110, page 123-124.",
        "She attended 12 Physical Therapy visits and 6 Court hearings.",
        "MS Contin 15 mg and Percocet 10/325 were given.",
        "The claim number was redacted. The date of birth is not given.",
        "Diagnosis: Lumbar Strain. Treatment: Physical Therapy. Re: Authorization Request.",
        "The patient: Lumbar pain. Provider: Orthopedic Surgeon.",
        "Dr. Medical Doctor, MD.",
        ": Jane Doe. Brand name: Norco. Drug Name: Zanaflex.",
        "Findings: Pain in Oslo. Jane Doe: She has pain.",
        "The number of visits was 12; patient no. of visits unknown.",
        "Treating Physician, M.D. and Pain Management, MD.",
    ],
)
def test_eponyms_codes_and_roles_identify_nobody(words: str) -> None:
    assert not hits(CHECK, telling(words))


@pytest.mark.parametrize("issued", [{"claim_number": "WC-1"}, {"employee": Employee(name="Jane Doe", age_years=46)}])
def test_in_the_issued_letter_names_and_numbers_of_the_case_are_left_alone(issued: dict[str, object]) -> None:
    words = "Ms. Doe, claim number WC-123456, 12 Oak Street, (555) 555-0123, Patient: Jane Doe."
    assert not hits(CHECK, telling(words, **issued))


@pytest.mark.parametrize("words", ["SSN 123-45-6789", "Her number is 123-45-6789", "DOB: 1/2/1960", "MRN 00123456"])
def test_in_the_issued_letter_what_no_letter_needs_is_found(words: str) -> None:
    assert len(hits(CHECK, telling(words, claim_number="WC-1"))) == 1


def test_an_author_in_a_citation_is_no_person_of_the_case() -> None:
    basis = a_basis(text="Decision based on Dr. Smith, Pain, 2012; Jane Doe, MD")
    assert not hits(CHECK, a_determination(a_treatment(reviewer_basis=basis)))


def with_original(*parts: tuple[PartKind, str]) -> Determination:
    text = ""
    found = []
    for kind, words in parts:
        found.append(Part(kind=kind, span=Span(start=len(text), end=len(text) + len(words))))
        text += f"{words}\n\n"
    source = Source(name="a.txt", media_type="text/plain", sha256="", text=text)
    return a_determination(source=source, parts=tuple(found))


def test_what_the_organization_prints_of_itself_is_left_alone() -> None:
    address = "P.O. Box 138009, 12 Oak Street, (555) 555-0123, Sincerely, Jane Doe, M.D., Re: John Roe"
    assert not hits(CHECK, with_original((PartKind.LETTERHEAD, address), (PartKind.EFFECT, address)))


def test_in_an_original_the_place_itself_is_found_over_line_ends() -> None:
    determination = with_original((PartKind.OTHER, "Hello"), (PartKind.SUMMARY, "Seen by Dr.\n\nJane\n\nDoe today."))
    (hit,) = hits(CHECK, determination)
    assert determination.source
    assert hit.span
    assert hit.span.quote(determination.source.text).split() == ["Jane", "Doe"]
    assert hit.quote == "Jane Doe"
    assert hit.where == "clinical_case_summary"


def test_labels_hold_the_address_of_the_organization_too() -> None:
    labels = "P.O. Box 138009, (555) 555-0123, imr@example.org"
    assert not hits(CHECK, with_original((PartKind.LABELS, labels)))
    assert hits(CHECK, with_original((PartKind.LABELS, "Employee Name: Jane Doe")))


def test_a_colon_with_nothing_before_it_labels_no_name() -> None:
    bare, labelled = (PartKind.OTHER, ": Jane Roe"), (PartKind.LABELS, "Employee Name: Jane Doe")
    assert [hit.quote for hit in hits(CHECK, with_original(labelled, bare))] == ["Jane Doe"]


def test_a_social_security_number_is_found_even_in_the_letterhead() -> None:
    assert hits(CHECK, with_original((PartKind.LETTERHEAD, "123-45-6789")))


def test_a_flawless_determination_has_no_finding() -> None:
    assert not hits(CHECK, a_determination())


def test_a_street_without_a_house_is_no_address() -> None:
    assert not hits(CHECK, a_determination(clinical_case_summary="He fell on the road to unit 12 A for help."))
