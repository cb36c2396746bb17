from __future__ import annotations

import pytest

from openimr.determinations.model import CitationFamily, GuidelineCitation
from openimr.determinations.reading.basis import read_basis

OTHER = "Decision based on Non-MTUS Citation "
Told = tuple[str | None, str | None, str | None]


def told(citation: GuidelineCitation) -> Told:
    return citation.guideline, citation.chapter, citation.section


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Official Disability Guidelines (ODG), Pain Chapter, Opioids, http://www.odg-twc.com/odgtwc/pain.htm.",
         ("Official Disability Guidelines", "Pain Chapter", "Opioids")),
        ("ODG (www.odg-twc.com), Section: Pain", ("ODG", "Pain", None)),
        ("Example Institute, Guide to Braces, available at: https://example.org/a-1.pdf",
         ("Example Institute, Guide to Braces", None, None)),
        ("Example Clinic, www.example.org/drugs", ("Example Clinic", None, None)),
    ],
)  # fmt: skip
def test_an_address_in_the_net_is_no_part_of_a_citation(words: str, expected: Told) -> None:
    (citation,) = read_basis(OTHER + words).citations
    assert told(citation) == expected


def test_an_address_that_is_all_that_is_cited_stays() -> None:
    (citation,) = read_basis(f"{OTHER}https://example.org/study/12").citations
    assert told(citation) == ("https://example.org/study/12", None, None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("General Approaches ACOEM Chapter 7.", ("General Approaches ACOEM", "Chapter 7", None)),
        ("General Approaches (ACOEM) Chapter 7 Page(s): 127.", ("General Approaches (ACOEM)", "Chapter 7", None)),
        ("ACOEM General Approaches Chapter 7.", ("ACOEM General Approaches", "Chapter 7", None)),
        ("General Approaches Chapter 7.", ("General Approaches", "Chapter 7", None)),
    ],
)
def test_the_general_approaches_of_acoem_and_their_chapter_are_one_citation(words: str, expected: Told) -> None:
    (citation,) = read_basis(f"Decision based on MTUS {words}").citations
    assert told(citation) == expected
    assert citation.family is CitationFamily.MTUS
    assert citation.known_as == "general-approaches-2004"


def test_the_general_approaches_and_another_chapter_are_two_citations() -> None:
    citations = read_basis("Decision based on MTUS General Approaches, and ACOEM Chapter 12.").citations
    assert [told(citation) for citation in citations] == [
        ("General Approaches", None, None),
        ("ACOEM", "Chapter 12", None),
    ]
