"""What identifies a person is found in whatever form; what does not stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.redaction import Kind, Profile, Redaction, apply, propose, share_for_a_person
from openimr.casefile.redaction.eponyms import _Kind, _Row, eponyms_in
from openimr.citations import Value, Verification
from openimr.rulebook import load
from unit.casefile.redaction.factories import PARTIES, page
from unit.casefile.redaction.plants import KNOWN, plants

PROSE = """The worker lifted a crate and felt low back pain radiating to the left leg. Straight leg raise was positive
at 40 degrees; Lasegue and Bragard signs were positive, Spurling's test negative, Hoffmann sign absent, Waddell
signs 1/5. Finkelstein's test and Phalen's maneuver were positive on the right, Tinel at the wrist equivocal.
MRI of 4 mm disc
protrusion at L4-L5 with Modic type 2 changes, Schmorl's nodes, and a Tarlov cyst; Baker's cyst of the knee. Motor
strength is 4/5, deep tendon reflexes 2+, BP 128/76, pulse 72, BMI 31.4, Oswestry 44%, Beck Depression Inventory 21,
Epworth Sleepiness Scale 9. Current medications: Norco 10/325 mg #60, Gabapentin 600 mg TID, Naproxen 550 mg BID.
Diagnoses: M54.16, S39.012A, G56.01. CPT 97110 x 12, 72148, 63030. Physical therapy 2 x 6 weeks. No Lewy body disease,
no Parkinson's disease, no Charcot foot. Pain Management recommended a Functional Restoration Program per MTUS 2009,
page 30-32. Kirschner wire and Herbert screw in place; Foley catheter removed. The treating physician states that the
patient may return to modified duty; Ultram 50 mg was denied, and Mumford procedure is planned."""


class SafeHarborRow(Value, frozen=True):
    """A row of the eighteen kinds."""

    letter: str
    what: str
    kinds: tuple[Kind, ...]
    source: str
    verification: Verification


def taken(text: str, profile: Profile = Profile.STATE) -> list[str]:
    return [one.quote for one in propose(text, PARTIES, profile)]


@pytest.mark.parametrize(("profile", "seed"), [(Profile.STATE, 20260), (Profile.SAFE_HARBOR, 1)])
def test_each_of_two_thousand_planted_identifiers_is_taken_out(profile: Profile, seed: int) -> None:
    made = plants(seed, is_safe_harbor=profile is Profile.SAFE_HARBOR)
    assert len(made) >= 2000
    missed = []
    doubtful = 0
    for plant in made:
        found = propose(plant.text, PARTIES, profile)
        here = [one for one in found if one.span.start < plant.end and plant.start < one.span.end]
        covered = {place for one in here for place in range(one.span.start, one.span.end)}
        if any(plant.text[place].isalnum() and place not in covered for place in range(plant.start, plant.end)):
            missed.append(plant)
        doubtful += not all(one.is_certain for one in here)
    assert not missed
    assert doubtful / len(made) < 0.2


@pytest.mark.parametrize("profile", Profile)
def test_nothing_is_taken_out_of_medical_prose_that_names_nobody(profile: Profile) -> None:
    assert taken(PROSE, profile) == []


@pytest.mark.parametrize("profile", Profile)
def test_a_second_run_proposes_nothing(profile: Profile) -> None:
    for plant in plants(3, is_safe_harbor=True)[::19]:
        text = plant.text + "\n" + PROSE
        assert propose(apply(text, propose(text, PARTIES, profile)), PARTIES, profile) == ()


WORDS = st.sampled_from(
    (*KNOWN, "Dr.", "M.D.", "pain", "[PROVIDER]", "[", "]", "Patient:", ",", "\n", "03/04/2014", "123-45-6789", "CA",
     "93023", "Claim No.", "\ue000", "12", "-", "Phalen's test", "Mr.", "the", "Rivera")
)  # fmt: skip


@given(st.lists(WORDS | st.text(max_size=6), max_size=9).map(" ".join), st.sampled_from(Profile))
def test_applying_twice_changes_nothing_and_nothing_outside_of_the_stretches_changes(
    text: str, profile: Profile
) -> None:
    found = propose(text, PARTIES, profile)
    once = apply(text, found)
    assert propose(once, PARTIES, profile) == ()
    at = shift = 0
    for one in found:
        assert one.quote == text[one.span.start : one.span.end] != ""
        assert one.span.start >= at
        assert once[at + shift : one.span.start + shift] == text[at : one.span.start]
        shift += len(one.token) - (one.span.end - one.span.start)
        at = one.span.end
    assert once[at + shift :] == text[at:]


def released(text: str, profile: Profile = Profile.STATE) -> str:
    return apply(text, propose(text, PARTIES, profile))


def test_sentences_still_read() -> None:
    text = "Ms. Gonzalez's knee was seen by Dr. Bob Whitlock, M.D., and by Dr. Szabo; Dr. Szabo agrees with Whitlock."
    assert released(text) == (
        "Ms. [EMPLOYEE]'s knee was seen by Dr. [PROVIDER], M.D., and by Dr. [PROVIDER 2]; Dr. [PROVIDER 2] agrees with "
        "[PROVIDER]."
    )


def test_the_same_person_has_the_same_token_on_all_pages() -> None:
    pages = [page("Dr. Szabo and Dr. Tillery met."), page("Then Dr. Tillery wrote.", running=2)]
    found = propose(pages, PARTIES, Profile.STATE)
    assert [(one.page, one.token) for one in found] == [(1, "[PROVIDER]"), (1, "[PROVIDER 2]"), (2, "[PROVIDER 2]")]


def test_the_state_keeps_dates_and_ages_and_the_safe_harbor_years_only() -> None:
    text = "A 92-year-old man seen 03/14/2014 in Fresno, CA 93650, DOB 03/04/1970, and again on March 3."
    assert released(text) == (
        "A 92-year-old man seen 03/14/2014 in [CITY], CA [ZIP], DOB [DATE OF BIRTH], and again on March 3."
    )
    assert released(text, Profile.SAFE_HARBOR) == (
        "A [AGE 90 OR OVER]-year-old man seen [DATE 2014] in [CITY], CA [ZIP 936], DOB [DATE OF BIRTH], and again on "
        "[DATE]."
    )


def test_a_physician_before_md_is_no_city_in_maryland() -> None:
    assert released("Seen with L. Castellane, MD, today") == "Seen with [PROVIDER], MD, today"


def test_a_zip_code_of_few_people_becomes_zeros() -> None:
    assert released("Lives in Rye, NH 03601 now", Profile.SAFE_HARBOR) == "Lives in [CITY], NH [ZIP 000] now"


def test_an_eponym_stays_and_a_physician_of_that_name_goes() -> None:
    text = "Phalen's test was positive. Dr. Phalen repeated the Hoffmann sign. Lewy body, Smith fracture, Patrick test."
    assert taken(text) == ["Phalen"]
    assert [text[start:end] for start, end in eponyms_in("Dr. Phalen test")] == []


def test_a_given_claim_number_is_found_without_its_label() -> None:
    found = propose("It is 77 A4-91B, says he.", PARTIES, Profile.STATE, numbers=((Kind.CLAIM_NUMBER, "77A491B"),))
    assert [(one.quote, one.token, one.is_certain) for one in found] == [("77 A4-91B", "[CLAIM NUMBER]", True)]


def test_a_number_without_a_label_goes_to_a_person() -> None:
    found = propose("see 88123456 there", PARTIES, Profile.STATE)
    assert [(one.kind, one.is_certain) for one in found] == [(Kind.NUMBER, False)]
    assert share_for_a_person(found) == 1
    assert share_for_a_person(()) == 0


def test_a_name_that_is_also_a_word_goes_to_a_person_when_it_stands_alone() -> None:
    def sure(text: str) -> list[bool]:
        return [one.is_certain for one in propose(text, PARTIES, Profile.STATE)]

    assert sure("Gonzales came.") == [False]
    assert sure("Hugo came.") == [False]
    assert sure("Marisol came.") == [True]
    assert sure("Whitlock came.") == [True]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("000-12-3456 or 666-12-3456", []),
        ("Room 192.168.1.999", []),
        ("It is 10:30:15 now", []),
        ("NPI 1234567893", ["1234567893"]),
        ("fe80::1ff:fe23:4567:890a", ["fe80::1ff:fe23:4567:890a"]),
        ("Dr. was", []),
        ("Patient: denies", []),
        ("de la Cruz Vega, M.D. said", ["de la Cruz Vega"]),
        ("was reviewed by a physician", []),
        ("signed by Omar Tillery on", ["Omar Tillery"]),
        ("Employer: Brandvold Farms\nInsurer: Nakashima Mutual", ["Brandvold Farms", "Nakashima Mutual"]),
        ("at Pacific Coast", ["Pacific Coast"]),
        ("the Pacific ocean", []),
        ("on N Harbor Blvd twice", ["N Harbor Blvd"]),
        ("KOI", []),
    ],
)
def test_what_is_found_and_what_is_not(text: str, quotes: list[str]) -> None:
    assert taken(text) == quotes


def test_at_least_a_hundred_and_fifty_eponyms_are_known() -> None:
    rows = load("casefile/eponyms.yaml", _Row)
    assert len({word for row in rows if row.kind is _Kind.NAME for word in row.words}) >= 150


def test_each_of_the_eighteen_kinds_of_the_safe_harbor_is_covered() -> None:
    rows = load("casefile/identifiers_kinds.yaml", SafeHarborRow)
    assert [row.letter for row in rows] == list("ABCDEFGHIJKLMNOPQR")
    assert {kind for row in rows for kind in row.kinds} == set(Kind)


def test_a_proposal_is_a_value() -> None:
    found = propose("Whitlock", PARTIES, Profile.STATE)
    assert isinstance(found[0], Redaction)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Quillon Mesa Physical Therapy\nPain is 4/10.", ["Quillon Mesa Physical Therapy"]),
        ("Visit note\nPain is 4/10.\nQuillon Behavioral Health   Page 1 of 2", ["Quillon Behavioral Health"]),
        ("QUILLON SPINE CONSULTANTS, INC.\nNeck pain.", ["QUILLON SPINE CONSULTANTS, INC"]),
        ("Seen at Quillon Harbor Hospital for pain.", ["Quillon Harbor Hospital"]),
        ("She went to the Tilbrand Imaging Center.", ["Tilbrand Imaging Center"]),
        ("Outpatient Physical Therapy\nPain is 4/10.", []),
        ("REQUEST FOR PHYSICAL THERAPY\nPain is 4/10.", []),
        ("Aquatic Physical Therapy\nPain is 4/10.", []),
        ("Continue Physical Therapy and Acupuncture.", []),
        ("Seen at the hospital. The clinic called. General Hospital.", []),
        ("Work Loss Data Institute\nThe guideline is cited.", []),
        ("Mayo Clinic", []),
    ],
)
def test_an_unknown_organization_is_found_by_its_letterhead_or_as_a_place_of_care(text: str, quotes: list[str]) -> None:
    assert [one.quote for one in propose(text, PARTIES, Profile.STATE)] == quotes


def test_an_organization_of_a_letterhead_is_found_on_other_pages_however_it_is_spelt() -> None:
    texts = ("Quillon Mesa Physical Therapy\nPain is 4/10.", "The notes of Quil1on Mesa came today.")
    pages = [page(text, running=number) for number, text in enumerate(texts, start=1)]
    found = propose(pages, PARTIES, Profile.STATE)
    assert [(one.page, one.quote, one.token) for one in found] == [
        (1, "Quillon Mesa Physical Therapy", "[ORGANIZATION]"),
        (2, "Quil1on Mesa", "[ORGANIZATION]"),
    ]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Write to office @quillonmesahealth.example today.", "office @quillonmesahealth.example"),
        ("office @quillonmesahealth example", "office @quillonmesahealth example"),
        ("Date of birth: 03.29 1967 Sex: male", "03.29 1967"),
        ("Date of birth: 619) 1962", "619) 1962"),
        ("Date of birth: “Jafuary 30, 1957 Ho", "“Jafuary 30, 1957"),
        ("Date of birth: June 19,-1962 Sex", "June 19,-1962"),
        ("Read by\nCarla Pelvick. Ph.D", "Carla Pelvick."),
        ("Joris Gorlian, P-T.", "Joris Gorlian"),
        ("Georg Brandkamp, M. D.", "Georg Brandkamp"),
        ("of 4575 Harbor-Drive today", "4575 Harbor-Drive"),
        ('at "3348. Mission Boulevard', "3348. Mission Boulevard"),
    ],
)
def test_what_a_scanner_misread_is_found_by_its_label_and_form(text: str, quote: str) -> None:
    assert quote in [one.quote for one in propose(text, PARTIES, Profile.STATE)]


def test_a_name_before_a_degree_that_cannot_be_read_goes_to_a_person() -> None:
    [one] = propose("The image is normal.\nZesofa Osprunn, MAP.\nRadiology", PARTIES, Profile.STATE)
    assert (one.quote, one.is_certain) == ("Zesofa Osprunn", False)
    assert not propose("Physical Therapy, PM.", PARTIES, Profile.STATE)


@pytest.mark.parametrize("text", ["Date of visit: 3/4/2014", "Exam: 12-01-14", "MS Contin 15 mg", "1 tab @bedtime"])
def test_a_day_of_a_visit_and_a_drug_identify_nobody(text: str) -> None:
    assert not propose(text, PARTIES, Profile.STATE)
