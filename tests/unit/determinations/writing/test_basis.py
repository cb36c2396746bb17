# ruff: noqa: E501  # A wording stands in one line, as it does in a letter.

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from openimr.determinations.model import Basis, CitationFamily, GuidelineCitation
from openimr.determinations.reading.basis import read_basis
from openimr.determinations.writing.basis import Side, compose, compose_in_full, full
from openimr.errors import UnusableInput

CP = "Chronic Pain Treatment Guidelines"

pages = st.lists(st.integers(1, 999), max_size=4, unique=True).map(lambda found: tuple(sorted(found)))
places = st.sampled_from(
    ["Physical medicine", "Yoga/mindfulness", "Opioids, criteria for use", "MRI (magnetic resonance imaging)", "Sleep"]
)
editions = st.sampled_from([None, "2009", "2016", "2nd Edition (2004)", "online version"])
days = st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2049, 12, 31))


@st.composite
def mtus(draw: st.DrawFn) -> GuidelineCitation:
    return GuidelineCitation(
        family=CitationFamily.MTUS,
        guideline=draw(st.sampled_from([CP, "Acupuncture Treatment Guidelines", "Postsurgical Treatment Guidelines"])),
        section=draw(st.none() | places),
        pages=draw(pages),
        edition=draw(editions),
    )


@st.composite
def acoem(draw: st.DrawFn, family: CitationFamily) -> GuidelineCitation:
    chapter = draw(
        st.sampled_from([None, "Chapter 8 Neck and Upper Back Complaints", "Chapter 12 Low Back Complaints"])
    )
    return GuidelineCitation(
        family=family,
        guideline="ACOEM",
        chapter=chapter,
        section=draw(st.none() | places) if chapter else None,
        pages=draw(pages),
        edition=draw(editions),
    )


@st.composite
def odg(draw: st.DrawFn) -> GuidelineCitation:
    return GuidelineCitation(
        family=CitationFamily.ODG,
        guideline=draw(st.sampled_from(["Official Disability Guidelines", "ODG"])),
        chapter=draw(st.sampled_from([None, "Pain (Chronic)", "Low Back", "Shoulder Chapter"])),
        section=draw(st.none() | places),
        pages=draw(pages),
        edition=draw(editions),
        updated_on=draw(days),
    )


@st.composite
def studies(draw: st.DrawFn) -> GuidelineCitation:
    year = draw(st.integers(1950, 2030))
    return GuidelineCitation(
        family=CitationFamily.OTHER,
        guideline=f"Roe J. A study of {draw(st.sampled_from(['sleep', 'gait', 'knees']))}. Bone Joint. {year}",
        edition=str(year),
        pages=draw(pages),
    )


of_mtus = mtus() | acoem(CitationFamily.MTUS)
not_of_mtus = acoem(CitationFamily.ACOEM) | odg() | studies()


@st.composite
def bases(draw: st.DrawFn) -> Basis:
    uses = draw(st.sampled_from([True, False, None]))
    kinds = of_mtus | not_of_mtus if uses else not_of_mtus
    return Basis(uses_mtus=uses, citations=tuple(draw(st.lists(kinds, max_size=4))))


def said(basis: Basis) -> tuple[Any, ...]:
    return basis.uses_mtus, [replace(citation, known_as=None, match=None) for citation in basis.citations]


@given(bases(), st.sampled_from(Side))
def test_a_composed_statement_reads_back_to_the_same_basis(basis: Basis, side: Side) -> None:
    assert said(read_basis(compose(basis, side=side))) == said(basis)
    assert said(read_basis(compose_in_full(basis, side=side))) == said(basis)


@given(of_mtus | not_of_mtus)
def test_a_citation_in_full_reads_back_to_the_same_citation(citation: GuidelineCitation) -> None:
    (read,) = read_basis(full(citation)).citations
    assert replace(read, known_as=None, match=None) == citation
    # A second time with what the catalogue knows, which stands in the note.
    assert read_basis(full(read)).citations == (read,)


@given(
    st.builds(
        GuidelineCitation,
        family=st.sampled_from(CitationFamily),
        guideline=st.none() | st.text(max_size=12),
        chapter=st.none() | st.text(max_size=12),
        section=st.none() | st.text(max_size=12),
        pages=st.lists(st.integers(0, 3000), max_size=3).map(tuple),
        edition=st.none() | st.text(max_size=12),
        updated_on=days,
    ),
    st.sampled_from([True, False, None]),
)
def test_what_would_not_read_back_is_refused(citation: GuidelineCitation, uses_mtus: bool | None) -> None:
    basis = Basis(uses_mtus=uses_mtus, citations=(citation,))
    for compose_it in (compose, compose_in_full):
        try:
            text = compose_it(basis, side=Side.REVIEWER)
        except UnusableInput:
            continue
        assert said(read_basis(text)) == said(basis)


@pytest.mark.parametrize(
    ("basis", "text"),
    [
        (Basis(), "The Expert Reviewer did not cite any guidelines for their decision."),
        (Basis(uses_mtus=False), "The Expert Reviewer did not base their decision on the MTUS."),
        (Basis(uses_mtus=True), "Decision based on MTUS."),
        (Basis(text="As worded."), "As worded."),
    ],
)
def test_a_basis_without_citations_is_worded(basis: Basis, text: str) -> None:
    assert compose(basis, side=Side.REVIEWER) == text


@pytest.mark.parametrize(
    "text",
    [
        f"Decision based on MTUS {CP} Physical Medicine Page(s): 98, 99.",
        (
            "The Expert Reviewer did not base their decision on the MTUS. Decision based on Non-MTUS Citation Official Disability "
            "Guidelines (ODG), Pain (Chronic), Yoga/mindfulness, Updated July 10, 2014."
        ),
        "Decision based on MTUS Acupuncture Treatment Guidelines.",
        "Decision based on MTUS Neck and Upper Back Complaints (2004), Special Studies.",
    ],
)
def test_statements_of_letters_are_worded_as_they_stand_there(text: str) -> None:
    assert compose(replace(read_basis(text), text=""), side=Side.REVIEWER) == text


def test_a_citation_in_full_says_what_the_catalogue_knows() -> None:
    (citation,) = read_basis(f"Decision based on MTUS {CP} Yoga Page(s): 126.").citations
    assert full(citation) == (
        f"Guideline cited (MTUS): {CP}; section: Yoga; pages: 126. [Chronic Pain Medical Treatment Guidelines, Division of "
        "Workers' Compensation; effective 2009; 8 CCR 9792.24.2; catalogue: verified]"
    )


def test_a_guideline_outside_the_mtus_is_noted_by_its_year() -> None:
    (citation,) = read_basis("Decision based on Non-MTUS Citation CDC Opioid Guideline").citations
    assert "; 2016; catalogue: verified]" in full(citation)


@pytest.mark.parametrize(
    "citation",
    [
        GuidelineCitation(family=CitationFamily.MTUS, guideline="not named"),
        GuidelineCitation(family=CitationFamily.ODG, guideline="ODG", section="Yoga; chapter: Pain"),
        GuidelineCitation(family=CitationFamily.ODG, guideline="ODG", pages=(2, 2)),
    ],
)
def test_a_citation_that_would_read_otherwise_is_refused(citation: GuidelineCitation) -> None:
    with pytest.raises(UnusableInput, match="unusable-input in citation"):
        full(citation)
    with pytest.raises(UnusableInput, match="unusable-input in basis"):
        compose(Basis(uses_mtus=None, citations=(citation,)), side=Side.REVIEWER)
    with pytest.raises(UnusableInput, match="unusable-input in basis"):
        compose_in_full(Basis(uses_mtus=None, citations=(citation,)), side=Side.CLAIMS_ADMINISTRATOR)
