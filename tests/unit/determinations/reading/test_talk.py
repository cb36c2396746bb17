"""A citation ends where a sentence goes on to say something of it, and not inside a title that has such a word."""

from __future__ import annotations

import pytest

from openimr.determinations.model import GuidelineCitation
from openimr.determinations.reading.basis import read_basis
from openimr.determinations.reading.talk import before_talk, before_talk_of_names

Told = tuple[str | None, str | None, str | None, tuple[int, ...]]
NECK = "Chapter 8 Neck and Upper Back Complaints"
HAND = "Chapter 11 Forearm, Wrist, and Hand Complaints"
FOOT = "Chapter 14 Ankle and Foot Complaints"


def told(citation: GuidelineCitation) -> Told:
    return citation.guideline, citation.chapter, citation.section, citation.pages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"MTUS ACOEM {NECK}, pages 177-178", ("ACOEM", NECK, None, (177, 178))),
        (f"ACOEM {NECK} pp. 177-178", ("ACOEM", NECK, None, (177, 178))),
        (f"ACOEM {NECK.lower()}, page(s) 177, 181", ("ACOEM", NECK.lower(), None, (177, 181))),
        (f"ACOEM {HAND}, pp. 268-270", ("ACOEM", HAND, None, (268, 269, 270))),
        (f"ACOEM guidelines, {FOOT} p. 374-375", ("ACOEM guidelines", FOOT, None, (374, 375))),
        (f"{NECK} Page(s): 177", (None, NECK, None, (177,))),
        ("Chapter 8 (Neck and Upper Back Complaints), page 181",
         (None, "Chapter 8 (Neck and Upper Back Complaints)", None, (181,))),
        ("MTUS Chronic Pain Guidelines, Anti-inflammatory medications and GI symptoms, page(s) 67-69",
         ("Chronic Pain Guidelines", None, "Anti-inflammatory medications and GI symptoms", (67, 68, 69))),
        ("MTUS Chronic Pain Guidelines, muscle relaxants for pain, pp. 63-64",
         ("Chronic Pain Guidelines", None, "muscle relaxants for pain", (63, 64))),
        ("ACOEM Chapter 11 Forearm, Wrist and Hand Complaints (page 265)",
         ("ACOEM", "Chapter 11 Forearm, Wrist and Hand Complaints", None, (265,))),
        (f"ACOEM {NECK}, pp 177-8", ("ACOEM", NECK, None, (177, 178))),
        ("ACOEM Chapter 12 Low Back Complaints at page nos. 300, 301",
         ("ACOEM", "Chapter 12 Low Back Complaints", None, (300, 301))),
        ("Chronic Pain Medical Treatment Guidelines, pages 4-5; 23, 98 and 101",
         ("Chronic Pain Medical Treatment Guidelines", None, None, (4, 5, 23, 98, 101))),
        ("ODG, Hip and Pelvis Chapter, Physical therapy", ("ODG", "Hip and Pelvis Chapter", "Physical therapy", ())),
        ("ODG, Pain Chapter, Herbs and Vitamins", ("ODG", "Pain Chapter", "Herbs and Vitamins", ())),
        ("ODG Knee and Leg, MRI", ("ODG", "Knee and Leg", "MRI", ())),
        ("ODG, Mental Illness and Stress Chapter, Cognitive therapy for depression",
         ("ODG", "Mental Illness and Stress Chapter", "Cognitive therapy for depression", ())),
    ],
)  # fmt: skip
def test_a_title_with_a_joining_word_is_read_whole_with_its_pages(text: str, expected: Told) -> None:
    (citation,) = read_basis(text).citations
    assert told(citation) == expected


def test_sections_joined_by_and_keep_their_own_pages() -> None:
    sections = "Opioids for chronic pain, page 80 and Weaning of medications, page 124"
    citations = read_basis(f"Chronic Pain Medical Treatment Guidelines, {sections}").citations
    assert [told(citation)[2:] for citation in citations] == [
        ("Opioids for chronic pain", (80,)),
        ("Weaning of medications", (124,)),
    ]


def test_several_citations_in_one_sentence_keep_their_titles_and_pages() -> None:
    text = f"ACOEM Chapter 12 Low Back Complaints Page(s): 300-301 and ACOEM {NECK} Page(s): 177, ODG Knee and Leg, MRI"
    assert [told(citation) for citation in read_basis(text).citations] == [
        ("ACOEM", "Chapter 12 Low Back Complaints", None, (300, 301)),
        ("ACOEM", NECK, None, (177,)),
        ("ODG", "Knee and Leg", "MRI", ()),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ODG Knee and Leg, MRI and the records submitted", ("ODG", "Knee and Leg", "MRI", ())),
        ("ODG and the records of the case", ("ODG", None, None, ())),
        ("The reviewer cites ODG for the knee", ("ODG", None, None, ())),
        ("ACOEM Chapter 12 does not support it. Page 5 of the report says so", ("ACOEM", "Chapter 12", None, ())),
        ("ODG Pain Chapter recommends yoga and relaxation, page 12", ("ODG", "Pain Chapter", None, ())),
        ("ODG Pain Chapter in force on this day, page 12", ("ODG", "Pain Chapter", None, (12,))),
    ],
)
def test_what_is_said_of_a_guideline_is_no_part_of_its_citation(text: str, expected: Told) -> None:
    (citation,) = read_basis(text).citations
    assert told(citation) == expected


def test_in_prose_only_a_clause_of_its_own_ends_a_citation() -> None:
    assert before_talk("Neck and Upper Back, which is old, page 5") == "Neck and Upper Back"


def test_words_without_talk_stay_as_they_are() -> None:
    assert before_talk_of_names(", Pain Chapter") == ", Pain Chapter"
    assert before_talk_of_names("") == ""
    assert before_talk_of_names(" and the record, page 5") == " page 5"
    assert before_talk_of_names(" for the knee, page 5") == " page 5"


def test_a_chapter_by_its_number_alone_is_of_no_known_guideline() -> None:
    (citation,) = read_basis("Chapter 8, Example Manual").citations
    assert citation.known_as is None


def test_the_word_guidelines_belongs_to_the_name_of_a_source() -> None:
    name = "Colorado Division of Workers' Compensation Chronic Pain Disorder Guidelines"
    (citation,) = read_basis(f"{name}, page 45").citations
    assert told(citation) == (name, None, None, (45,))
