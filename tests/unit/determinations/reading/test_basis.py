# ruff: noqa: E501  # A wording stands in one line, as it does in a letter.

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.determinations.model import CitationFamily, GuidelineCitation
from openimr.determinations.reading.basis import read_basis
from openimr.determinations.reading.imprint import by_pages, take_imprint, take_pages

CP = "Chronic Pain Treatment Guidelines"
ODG = "Official Disability Guidelines"


def words(citation: GuidelineCitation) -> dict[str, Any]:
    """What a citation says, without what was inferred and what is absent."""
    fields = ("family", "guideline", "chapter", "section", "pages", "edition", "updated_on")
    return {name: getattr(citation, name) for name in fields if getattr(citation, name)}


def mtus(guideline: str | None = None, **fields: Any) -> dict[str, Any]:
    return {"family": "mtus", **({"guideline": guideline} if guideline else {}), **fields}


def odg(guideline: str = ODG, **fields: Any) -> dict[str, Any]:
    return {"family": "odg", "guideline": guideline, **fields}


def other(title: str, **fields: Any) -> dict[str, Any]:
    return {"family": "other", "guideline": title, **fields}


L4 = [
    (f"Decision based on MTUS {CP} Physical Medicine Page(s): 98, 99.", [mtus(CP, section="Physical Medicine", pages=(98, 99))]),
    (
        f"Decision based on MTUS {CP} Pyschological treatment & Behavoriaal Interventions.",
        [mtus(CP, section="Pyschological treatment & Behavoriaal Interventions")],
    ),
    (
        f"Decision based on MTUS {CP} Part 2-\n\nPain Interventions and Treatments Page(s): 23.",
        [mtus(CP, section="Part 2-Pain Interventions and Treatments", pages=(23,))],
    ),
    (
        ("Decision based on MTUS ACOEM Chapter 8 Neck and Upper Back Complaints, Chapter 12 Low Back Complaints,"
        "Acupuncture Treatment Guidelines."),
        [
            mtus("ACOEM", chapter="Chapter 8 Neck and Upper Back Complaints"),
            mtus("ACOEM", chapter="Chapter 12 Low Back Complaints"),
            mtus("Acupuncture Treatment Guidelines"),
        ],
    ),
    (
        ("Decision based on MTUS ACOEM Chapter 11 Forearm, Wrist, and Hand Complaints Page(s): 270-272, "
        f"{CP} NSAIDs (non-steroidal anti-inflammatory drugs), GI symptoms Page(s): 67."),
        [
            mtus("ACOEM", chapter="Chapter 11 Forearm, Wrist, and Hand Complaints", pages=(270, 271, 272)),
            mtus(CP, section="NSAIDs (non-steroidal anti-inflammatory drugs), GI symptoms", pages=(67,)),
        ],
    ),
    (
        f"Decision based on MTUS {CP} Topical Analgesics Page(s): 111-113, Lidoderm (lidocaine patch) Page(s): 56, 57.",
        [
            mtus(CP, section="Topical Analgesics", pages=(111, 112, 113)),
            mtus(CP, section="Lidoderm (lidocaine patch)", pages=(56, 57)),
        ],
    ),
    (
        "Decision based on MTUS ACOEM Chapter 12 Low Back Complaints Imaging Page(s): 303, Surgery Page(s): 305.",
        [
            mtus("ACOEM", chapter="Chapter 12 Low Back Complaints", section="Imaging", pages=(303,)),
            mtus("ACOEM", chapter="Chapter 12 Low Back Complaints", section="Surgery", pages=(305,)),
        ],
    ),
    (
        "Decision based on MTUS ACOEM Chapter 12 Low Back Complaints Page(s): Table 12-8, page 309.",
        [mtus("ACOEM", chapter="Chapter 12 Low Back Complaints", section="Table 12-8", pages=(309,))],
    ),
    ("Decision based on MTUS ACOEM.", [mtus("ACOEM")]),
    ("Decision based on MTUS ACOEM Initial Care Page(s): 98.", [mtus("ACOEM", section="Initial Care", pages=(98,))]),
    ("Decision based on MTUS ACOEM Initial Care, Chapter 9 Shoulder Complaints.", [
        mtus("ACOEM", section="Initial Care"), mtus("ACOEM", chapter="Chapter 9 Shoulder Complaints")]),
    ("Decision based on MTUS Physical Medicine Page(s): 98.", [mtus(section="Physical Medicine", pages=(98,))]),
    ("Decision based on MTUS Opioids.", [mtus("Opioids")]),
    ("Decision based on MTUS 2017: Shoulder Disorders, MRI", [mtus("Shoulder Disorders", section="MRI", edition="2017")]),
    ("Decision based on MTUS Chronic Pian Treatmnet Guidelines Yoga", [mtus("Chronic Pian Treatmnet Guidelines", section="Yoga")]),
    ("Decision based on MTUS Stress Treatment Guidelines.", [mtus("Stress Treatment Guidelines")]),
    ("Decision based on MTUS General Approaches and ACOEM Chapter 7.", [
        mtus("General Approaches"), mtus("ACOEM", chapter="Chapter 7")]),
    (
        ("Decision based on MTUS Chronic Pain Medical 2009, Section(s): Opioids, criteria for use, and "
        "Neck and Upper Back Complaints 2004, Section(s): Special Studies."),
        [
            mtus("Chronic Pain Medical", section="Opioids, criteria for use", edition="2009"),
            mtus(chapter="Neck and Upper Back Complaints", section="Special Studies", edition="2004"),
        ],
    ),
]  # fmt: skip
NON_MTUS = [
    ("Official Disability Guidelines", odg()),
    (
        "Official Disability Guidelines (ODG), Pain (Chronic), Yoga/mindfulness, Updated July 10, 2014.",
        odg(chapter="Pain (Chronic)", section="Yoga/mindfulness", updated_on=dt.date(2014, 7, 10)),
    ),
    ("ODG (Official Disability Guidelines); Physical Therapy Guidelines", odg(section="Physical Therapy Guidelines")),
    (
        ("Official Disability Guidelines-online version-Psychotherapy Guidelines and Pain Chapter-Chronic Pain Management "
        "Programs"),
        odg(
            edition="online version",
            chapter="Psychotherapy Guidelines and Pain Chapter",
            section="Chronic Pain Management Programs",
        ),
    ),
    ("ODG: Pain Chapter: Compound drugs", odg("ODG", chapter="Pain Chapter", section="Compound drugs")),
    ("ODG Chapter: Shoulder, SLAP lesions", odg("ODG", chapter="Shoulder", section="SLAP lesions")),
    ("ODG Chapter: Widgets, SLAP lesions", odg("ODG", chapter="Widgets", section="SLAP lesions")),
    ("(ODG) Official Disability Guidelines, Pain", odg(chapter="Pain")),
    ("Official Disability Guidelines Low Back (updated 05/12/14) Physical Therapy", odg(
        chapter="Low Back", section="Physical Therapy", updated_on=dt.date(2014, 5, 12))),
    ("ODG, Low Back, updated May 2014", odg("ODG", chapter="Low Back", edition="May 2014")),
    ("ODG, Low Back, updated 02/30/2014", odg("ODG", chapter="Low Back", section="updated 02/30/2014")),
    ("Official Disability Guidelines, Treatment Index, 11th Edition (web), 2013, Neck and Upper Back, Discectomy", odg(
        edition="11th Edition (web), 2013", chapter="Neck and Upper Back", section="Discectomy")),
    ("ODG Low Bakc & Lumbar & Thoracic (Acute & Chronic) Facet joint injections", odg(
        "ODG", chapter="Low Bakc & Lumbar & Thoracic (Acute & Chronic)", section="Facet joint injections")),
    ("Offical Disability Guidelines, Knee, MRI's", odg("Offical Disability Guidelines", chapter="Knee", section="MRI's")),
    ("ODG Medications for chronic pain", odg("ODG", section="Medications for chronic pain")),
    ("ACOEM Practice Guidelines, Chapter 7, page 127", {
        "family": "acoem", "guideline": "ACOEM Practice Guidelines", "chapter": "Chapter 7", "pages": (127,)}),
    ("CDC Guideline for Prescribing Opioids for Chronic Pain, 2016", other(
        "CDC Guideline for Prescribing Opioids for Chronic Pain", edition="2016")),
    ("http://www.ncbi.nlm.nih.gov/pubmed/12345", other("http://www.ncbi.nlm.nih.gov/pubmed/12345")),
    ("Smith J. Outcomes of knee surgery. Bone Joint. 2011, page 4", other(
        "Smith J. Outcomes of knee surgery. Bone Joint. 2011", edition="2011", pages=(4,))),
    ("Widget Treatment Guidelines 2009 and 2011", other("Widget Treatment Guidelines 2009 and 2011")),
]  # fmt: skip
PROSE = [
    ("The Claims Administrator based its decision on the MTUS 2017: Low Back Disorders, Diagnostic testing, MRI.", True, [
        mtus("Low Back Disorders", section="Diagnostic testing, MRI", edition="2017")]),
    ("The Expert Reviewer based his/her decision on Other Medical Treatment Guidelines: ODG Low Back Chapter, MRI.", None, [
        odg("ODG", chapter="Low Back Chapter", section="MRI")]),
    (("The Claims Administrator based its decision on the American College of Occupational and Environmental Medicine "
     "(ACOEM), 2nd Edition, (2004), Chapter 12, which is part of the MTUS"), True, [
        mtus("ACOEM", chapter="Chapter 12", edition="2nd Edition (2004)")]),
    (("The Physician Reviewer based his/her decision on the Chronic Pain Medical Treatment Guidelines (May 2009), page 23, "
     "which is a part of MTUS and on the Official Disability Guidelines (ODG), Low Back Chapter, MRI section, which is not "
     "part of the MTUS."), True, [
        mtus("Chronic Pain Medical Treatment Guidelines", pages=(23,), edition="2009"),
        odg(chapter="Low Back Chapter", section="MRI section")]),
    (("The Claims Administrator based its decision on the Neck and Upper Back Complaints (ACOEM Practice Guidelines, 2nd "
     "Edition (2004), Chapter 8), which is part of the MTUS."), True, [
        mtus("ACOEM", chapter="Neck and Upper Back Complaints", edition="2nd Edition (2004)")]),
    ("The Claims Administrator based its decision on the Low Back Complaints.", None, [
        {"family": "acoem", "chapter": "Low Back Complaints"}]),
    (("The Expert Reviewer found that no section of the MTUS was applicable. Per the Strength of Evidence hierarchy, the "
     "Expert Reviewer based his/her decision on the Official Disability Guidelines (ODG), Knee & Leg Chapter."), False, [
        odg(chapter="Knee & Leg Chapter")]),
    (("The Claims Administrator based its decision on the ACOEM, Chapter 12. The provider did not dispute the guidelines used "
     "by the Claims Administrator. The Expert Reviewer found the guidelines used by the Claims Administrator relevant and "
     "appropriate."), None, [{"family": "acoem", "guideline": "ACOEM", "chapter": "Chapter 12"}]),
    ("The Claims Administrator based its decision on the MTUS ACOEM Guidelines and the Official Disability Guidelines.", True, [
        mtus("ACOEM Guidelines"), odg()]),
    ("The Claims Administrator based its decision on the Medical Treatment Utilization Schedule (MTUS).", True, []),
    ("The reviewer relied on the ODG Knee Chapter because the patient has pain.", None, [odg("ODG", chapter="Knee Chapter")]),
    ("MTUS Chronic Pain Medical Treatment Guidelines, page 98.", True, [
        mtus("Chronic Pain Medical Treatment Guidelines", pages=(98,))]),
    ("The MTUS Chronic Pain Guidelines, pages 98-99, recommends therapy. The patient is not better.", True, [
        mtus("Chronic Pain Guidelines", pages=(98, 99))]),
    ("For this we used the ODG, Knee, which says little.", None, [odg("ODG", chapter="Knee")]),
    ("MTUS", True, []),
    ("A paper on sleep.", None, [other("A paper on sleep")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "citations"), L4)
def test_an_mtus_statement_is_read(text: str, citations: list[dict[str, Any]]) -> None:
    basis = read_basis(text)
    assert basis.uses_mtus is True
    assert [words(citation) for citation in basis.citations] == citations


@pytest.mark.parametrize(("text", "citation"), NON_MTUS)
def test_a_source_outside_the_mtus_is_read(text: str, citation: dict[str, Any]) -> None:
    said = read_basis(
        f"The Expert Reviewer did not base their decision on the MTUS.  Decision based on Non-MTUS Citation {text}"
    )
    assert said.uses_mtus is False
    assert [words(found) for found in said.citations] == [citation]
    silent = read_basis(f"Decision based on Non-MTUS Citation {text}")
    assert silent.uses_mtus is None
    assert silent.citations == said.citations


@pytest.mark.parametrize(("text", "uses_mtus", "citations"), PROSE)
def test_a_statement_in_prose_is_read(text: str, uses_mtus: bool | None, citations: list[dict[str, Any]]) -> None:
    basis = read_basis(text)
    assert basis.uses_mtus is uses_mtus
    assert [words(citation) for citation in basis.citations] == citations


@pytest.mark.parametrize(
    "text",
    [
        "",
        "None.",
        "N/A",
        "No guidelines cited",
        "The Claims Administrator did not cite any guidelines for its decision.",
        "The Claims Administrator did not cite any medical evidence for its decision.",
        "The Claims Administrator did not cite a guideline/evidence basis for its decision.",
        "The provider did not dispute the guidelines used by the Claims Administrator.",
        "Decision based on Non-MTUS Citation.",
        "The reviewer read the MTUS and the records with care.",
        "A long tale without any guideline. " * 20,
    ],
)
def test_a_statement_that_cites_nothing_has_no_citation(text: str) -> None:
    basis = read_basis(text)
    assert basis.uses_mtus is None
    assert basis.citations == ()


@pytest.mark.parametrize(
    "text",
    [
        "The Expert Reviewer based his/her decision on clinical judgment.",
        "The Expert Reviewer based his/her decision on his own clinical experience and judgment.",
        "The Claims Administrator based its decision on the medical records provided and clinical judgement.",
        "Decision based on the submitted documentation",
        "Decision based on Non-MTUS Citation Clinical judgment.",
    ],
)
def test_judgment_experience_and_records_are_no_guidelines(text: str) -> None:
    assert read_basis(text).citations == ()


def test_judgment_beside_a_guideline_is_left_out_of_it() -> None:
    basis = read_basis(
        "The Expert Reviewer based his/her decision on the Example Shoulder Manual and clinical judgment."
    )
    assert [one.guideline for one in basis.citations] == ["Example Shoulder Manual"]


def test_a_book_on_judgment_is_a_source() -> None:
    basis = read_basis("The Expert Reviewer based his/her decision on Judgment in Spine Care, a textbook.")
    assert len(basis.citations) == 1


def test_a_bare_mtus_is_used_without_a_citation() -> None:
    assert read_basis("Decision based on MTUS.").uses_mtus is True
    assert read_basis("Decision based on MTUS.").citations == ()


def test_both_kinds_in_one_field_are_read() -> None:
    basis = read_basis(f"Decision based on MTUS {CP}.  Decision based on Non-MTUS Citation {ODG}")
    assert basis.uses_mtus is True
    assert [words(citation) for citation in basis.citations] == [mtus(CP), odg()]


def test_a_statement_that_denies_and_cites_the_mtus_uses_it() -> None:
    text = f"The Expert Reviewer did not base their decision on the MTUS. Decision based on MTUS {CP}."
    assert read_basis(text).uses_mtus is True


def test_two_sources_in_one_citation_are_told_apart() -> None:
    text = "Decision based on Non-MTUS Citation ODG, Pain chapter; American College of Occupational and Environmental Medicine, Chapter 6"
    assert [citation.family for citation in read_basis(text).citations] == [CitationFamily.ODG, CitationFamily.ACOEM]


def test_the_text_is_kept_as_worded_in_one_run() -> None:
    assert read_basis("Decision  based on\n\nMTUS ACOEM.").text == "Decision based on MTUS ACOEM."


@pytest.mark.parametrize(
    ("text", "known_as"),
    [
        (f"Decision based on MTUS {CP}.", "chronic-pain-2009"),
        ("Decision based on MTUS Chronic Pain Medical 2016.", "chronic-pain-2016"),
        ("Decision based on MTUS Neck and Upper Back Complaints 2004.", "acoem-2004"),
        ("Decision based on MTUS Stress Treatment Guidelines.", None),
        (f"Decision based on Non-MTUS Citation {ODG}, online version", "odg"),
        ("Decision based on Non-MTUS Citation ODG Guidelines 2013", "odg"),
        ("Decision based on Non-MTUS Citation Smith J. Sleep. 2011", None),
    ],
)
def test_the_guideline_is_looked_up_in_the_catalogue(text: str, known_as: str | None) -> None:
    assert read_basis(text).citations[0].known_as == known_as


def test_letters_that_change_their_length_in_small_letters_do_no_harm() -> None:
    assert read_basis(f"Decision based on Non-MTUS Citation İ İ {ODG}").citations


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("Page(s): 4, 5, 23, 101.", (4, 5, 23, 101)),
        ("Pages 98-99", (98, 99)),
        ("pg. 303-5", (303, 304, 305)),
        ("pp. 78 to 80 and 124", (78, 79, 80, 124)),
        ("page(s) 4, 5, 23 and 101", (4, 5, 23, 101)),
        ("Page(s): 1-127", (1, 127)),
        ("pages 99-98", (99, 98)),
        ("page 23, page 23", (23,)),
        ("page 12 visits", ()),
        ("12 visits over 4 weeks", ()),
        ("Chapter 12", ()),
    ],
)
def test_pages_are_read_with_their_ranges(text: str, pages: tuple[int, ...]) -> None:
    assert take_pages(text)[1] == pages


def test_words_without_an_imprint_stay() -> None:
    assert take_imprint("")[0] == ""
    assert take_imprint("Physical updates")[0] == "Physical updates"
    assert take_imprint("Yoga (page 126) and more")[0] == "Yoga, and more"


def test_words_with_one_run_of_pages_are_not_cut() -> None:
    assert by_pages("Yoga page 126, page 127") == ["Yoga page 126, page 127"]


@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    assert read_basis(text).text == " ".join(read_basis(text).text.split())


@given(
    st.lists(
        st.sampled_from([row[0] for row in L4] + ["Page(s): 9", " and ", "(", "ODG", "MTUS", "Chapter 3", "2009"]),
        max_size=5,
    )
)
def test_any_row_of_pieces_is_read_twice_alike(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert read_basis(read_basis(text).text) == read_basis(text)


def test_a_misspelt_long_name_is_not_cut_at_the_short_name_it_begins_with() -> None:
    (citation,) = read_basis("Decision based on MTUS Chronic Pain Treatment Guidlines Page(s): 23.").citations
    assert (citation.guideline, citation.section) == ("Chronic Pain Treatment Guidlines", None)
    assert citation.known_as == "chronic-pain-2009"


def test_the_number_of_all_pages_is_no_part_of_the_section() -> None:
    (citation,) = read_basis(
        "Decision based on MTUS Chronic Pain Treatment Guidelines Muscle relaxants Page(s): 64 of 127."
    ).citations
    assert (citation.section, citation.pages) == ("Muscle relaxants", (64,))


def test_part_of_the_mtus_behind_a_comma_is_no_section() -> None:
    basis = read_basis(
        "The Claims Administrator based its decision on the Chronic Pain Medical Treatment Guidelines, pg. 80, part of"
        " the MTUS."
    )
    assert basis.uses_mtus is True
    assert [citation.section for citation in basis.citations] == [None]
