import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.errors import NotFound
from openimr.guidelines.catalogue import (
    SectionKind,
    edition_by_id,
    editions,
    editions_of,
    find_guideline,
    find_section,
    in_force,
    section_by_name,
    sections,
)

NAMED = [
    ("Chronic Pain Treatment Guidelines", "chronic-pain-2009"),
    ("Chronic Pian Treatmnet Guidelines", "chronic-pain-2009"),
    ("Chronic Pain Medical Treatment Guidelines (May 2009)", "chronic-pain-2009"),
    ("Chronic Pain Medical Treatment Guidelines 2016", "chronic-pain-2016"),
    ("Chronic Pain 2017", "chronic-pain-2017"),
    ("Acupunture Treatment Guidelines", "acupuncture-2009"),
    ("Acupuncture Medical Treatment Guidelines", "acupuncture-2009"),
    ("Post-Surgical Treatment Guidelines", "postsurgical-2009"),
    ("Opioids 2017", "opioids-2017"),
    ("MTUS 2017 Low Back Disorders", "low-back-2017"),
    ("ACOEM", "acoem-2004"),
    ("American College of Occupational and Enviromental Medicine", "acoem-2004"),
    ("Official Disability Guidelines", "odg"),
    ("Offical Disablity Guidelines", "odg"),
    ("ODG 2013", "odg"),
]
NOT_NAMED = [
    "",
    "&",
    "pain",
    "Treatment Guidelines",
    "a study of sleep",
    "Journal of Chronic Pain",
    "Physical Medicine",
    "Low Back Complaints",
    "Cochrane review",
    "American Academy of Orthopaedic Surgeons",
    "Medicare National Coverage Determinations",
    "Chronic Pain Treatment Guidelines 1998",
]
SECTIONS = [
    ("chronic-pain-2009", "Pyschological treatment & Behavoriaal Interventions", "Psychological treatment"),
    ("chronic-pain-2009", "behavioral interventions", "Behavioral interventions"),
    ("chronic-pain-2009", "Part 2-Pain Interventions and Treatments", "Part 2: Pain Interventions and Treatments"),
    (
        "chronic-pain-2009",
        "Biophysical and bio psychosocial Model of pain",
        "Biopsychosocial model of chronic pain",
    ),
    ("chronic-pain-2009", "Physcial Medicine", "Physical medicine"),
    ("chronic-pain-2009", "Carisoprodol (Soma), Weaning of Medications", "Weaning of medications"),
    ("odg", "Pain (Chronic)", "Pain (Chronic)"),
    ("odg", "Lower Back", "Low Back - Lumbar & Thoracic (Acute & Chronic)"),
    ("odg", "Yoga/mindfulness", "Yoga/mindfulness"),
    ("odg", "Physical Therapy Guidelines", "Physical therapy guidelines"),
    ("acoem-2004", "Chapter 12", "Chapter 12 Low Back Complaints"),
    ("acoem-2004", "Chapter 8 Neck and Upper Back Complaints", "Chapter 8 Neck and Upper Back Complaints"),
]
NO_SECTIONS = [
    ("chronic-pain-2009", "Physical activity"),
    ("chronic-pain-2009", "Insomnia"),
    ("chronic-pain-2009", "Yogurt"),
    ("chronic-pain-2009", "Knee"),
    ("chronic-pain-2009", "Treatment"),
    ("chronic-pain-2017", "Physical medicine"),
    ("odg", "painting"),
    ("odg", ""),
    ("acoem-2004", "Chapter 99"),
]


@pytest.mark.parametrize(("words", "known_as"), NAMED)
def test_a_guideline_is_found_by_the_words_of_letters(words: str, known_as: str) -> None:
    match = find_guideline(words)
    assert match is not None
    assert match.id == known_as


@pytest.mark.parametrize("words", NOT_NAMED)
def test_other_words_are_no_guideline(words: str) -> None:
    assert find_guideline(words) is None


@pytest.mark.parametrize(("guideline", "words", "name"), SECTIONS)
def test_a_section_is_found_by_the_words_of_letters(guideline: str, words: str, name: str) -> None:
    match = find_section(guideline, words)
    assert match is not None
    assert match.id == name


@pytest.mark.parametrize(("guideline", "words"), NO_SECTIONS)
def test_other_words_are_no_section(guideline: str, words: str) -> None:
    assert find_section(guideline, words) is None


def test_a_search_can_ask_for_chapters_only() -> None:
    assert find_section("odg", "Yoga/mindfulness", SectionKind.CHAPTER) is None
    assert find_section("odg", "Knee", SectionKind.CHAPTER) is not None


def test_a_misspelt_name_scores_less_than_the_name_itself() -> None:
    right, wrong = find_guideline("Acupuncture Treatment Guidelines"), find_guideline("Acupunture Treatment Guidelines")
    assert right is not None
    assert wrong is not None
    assert wrong.score < right.score == 1.0


@pytest.mark.parametrize(
    ("edition", "on", "expected"),
    [
        ("chronic-pain-2009", dt.date(2009, 7, 17), False),
        ("chronic-pain-2009", dt.date(2009, 7, 18), True),
        ("chronic-pain-2009", dt.date(2016, 7, 28), True),
        ("chronic-pain-2009", dt.date(2016, 7, 29), False),
        ("chronic-pain-2017", dt.date(2026, 1, 1), True),
        ("odg", dt.date(2014, 1, 1), None),
    ],
)
def test_an_edition_is_in_force_between_its_days(edition: str, on: dt.date, expected: bool | None) -> None:
    assert in_force(edition, on) is expected


def test_all_editions_of_a_document_are_told() -> None:
    assert [edition.id for edition in editions_of("chronic-pain-2016")] == [
        "chronic-pain-2009",
        "chronic-pain-2016",
        "chronic-pain-2017",
    ]


def test_a_section_is_told_by_its_name() -> None:
    assert section_by_name("chronic-pain-2009", "Physical medicine").pages == (98, 99)


def test_an_unknown_edition_or_section_is_refused() -> None:
    with pytest.raises(NotFound, match="not-found"):
        edition_by_id("no-such")
    with pytest.raises(NotFound, match="not-found"):
        section_by_name("odg", "no such")


@given(st.sampled_from([alias for edition in editions() for alias in edition.aliases]))
def test_each_alias_finds_its_own_guideline(alias: str) -> None:
    match = find_guideline(alias)
    assert match is not None
    assert alias in edition_by_id(match.id).aliases or any(alias in other.aliases for other in editions_of(match.id))


@given(st.sampled_from(sections()))
def test_each_section_is_found_by_its_name(section: object) -> None:
    name, guideline = section.name, section.guideline  # type: ignore[attr-defined]  # any section
    edition = next(row.id for row in editions() if guideline in {row.id, row.guideline})
    match = find_section(edition, name)
    assert match is not None
    assert match.id == name


@given(st.text(max_size=60))
def test_a_search_answers_any_words(words: str) -> None:
    match = find_guideline(words)
    assert match is None or 0.86 <= match.score <= 1.0
