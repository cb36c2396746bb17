"""Hypothesis strategies for determinations: what each layout that we write can say, and what nobody may count on.

Prose is made of words that real letters hold, with their hyphens, slashes, brackets and quotation marks; it never holds
what another place of a letter is recognised by, for that no layout can say. All people are invented.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from hypothesis import strategies as st

from openimr.citations import Pin, Span
from openimr.determinations.model import (
    Basis,
    CitationFamily,
    Dates,
    Determination,
    DisputedTreatment,
    DocumentReviewed,
    Employee,
    GuidelineCitation,
    Issuer,
    Layout,
    Outcome,
    Priority,
    ReviewerKind,
    ReviewerQualifications,
    Sex,
)
from openimr.determinations.reading.basis import read_basis
from openimr.determinations.reading.documents import read_document
from openimr.determinations.reading.facts import find_person
from openimr.determinations.wording.states import state_names
from openimr.determinations.writing.basis import Side, compose

WORDS = (
    "pain", "of", "the", "low", "back", "patient", "and/or", "follow-up", "home-exercise", "(acute)", "x4", "2x6", "12",
    "weeks", "L4-5", "non-", "self-directed", "“at", "risk”", "provider's", "HEP;", "98%", "3/10,", "José", "–", "a",
    "transforaminal", "notes", "Complaints,Acupuncture", "CBT", "to", "e.g.", "visits", "[sic]", "stiffness", "is", "&",
    "deconditioning,", "TENS", "#2", "1", "24", "efficacious", "fluffy", "office", "physiotherapeutically",
)  # fmt: skip
"""Words, marks and numbers as they stand in letters, with all that a line may not be broken at."""

SPECIALTIES = ("Physical Medicine and Rehabilitation", "Pain Management", "Psychiatry", "Family Practice", "Neurology")
PARTIES = ("employer", "employee", "providers", "claims administrator", "insurer")
DAYS = st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2049, 12, 31))


def phrases(*, most: int = 12) -> st.SearchStrategy[str]:
    """A few words in a row that begin with a word of letters."""
    rest = st.lists(st.sampled_from(WORDS), min_size=1, max_size=most)
    return rest.map(lambda words: " ".join(("Treatment", *words)))


def prose(*, most: int = 6) -> st.SearchStrategy[str]:
    """One to ``most`` sentences."""
    sentence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(
        lambda words: " ".join(("The record shows", *words, "here."))
    )
    return st.lists(sentence, min_size=1, max_size=most).map(" ".join)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """What ``strategy`` makes, or nothing."""
    return st.none() | strategy


def several(strategy: st.SearchStrategy[Any], *, most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to ``most`` different things."""
    return st.lists(strategy, max_size=most, unique=True).map(tuple)


@st.composite
def summaries(draw: st.DrawFn) -> str:
    """A clinical case summary that says age and sex, one of them, or neither."""
    age, sex = draw(st.integers(18, 90)), draw(st.sampled_from(("male", "female")))
    opening = draw(
        st.sampled_from((
            f"The injured worker is a {age}-year-old {sex} with pain.",
            f"This is a {age} year old patient.",
            "The injured worker has pain.",
        ))
    )  # fmt: skip
    return f"{opening} {draw(prose())}"


GUIDELINES = (
    GuidelineCitation(
        family=CitationFamily.MTUS,
        guideline="Chronic Pain Treatment Guidelines",
        section="Physical Medicine",
        pages=(98, 99),
    ),
    GuidelineCitation(family=CitationFamily.MTUS, guideline="Acupuncture Treatment Guidelines"),
    GuidelineCitation(
        family=CitationFamily.ODG, guideline="Official Disability Guidelines", updated_on=dt.date(2014, 7, 10)
    ),
)


@st.composite
def bases(draw: st.DrawFn) -> Basis:
    """A basis with the statement that letters give it."""
    citations = draw(several(st.sampled_from(GUIDELINES)))
    of_mtus = any(citation.family is CitationFamily.MTUS for citation in citations)
    uses_mtus = True if of_mtus else draw(st.sampled_from((None, False, True)))
    side = draw(st.sampled_from(Side))
    return read_basis(compose(Basis(uses_mtus=uses_mtus, citations=citations), side=side))


def reviewers(layout: Layout) -> st.SearchStrategy[ReviewerQualifications]:
    """A reviewer with what ``layout`` has a place for."""
    is_own, has_block = layout is Layout.OPEN, layout is Layout.L4B
    nothing: st.SearchStrategy[tuple[Any, ...]] = st.just(())
    specialties = several(st.sampled_from(SPECIALTIES))
    return st.builds(
        ReviewerQualifications,
        kind=st.sampled_from(ReviewerKind) if has_block else maybe(st.sampled_from(ReviewerKind)),
        professions=several(st.sampled_from(("physician", "chiropractor"))) if is_own else nothing,
        board_certifications=nothing if has_block else specialties,
        subspecialties=nothing if has_block else specialties,
        specialties=specialties if has_block or is_own else nothing,
        licence_states=several(st.sampled_from(sorted(state_names()))),
        active_practice_years_over=maybe(st.integers(1, 60)),
        active_practice_hours_per_week=maybe(st.integers(1, 80)),
        no_affiliation_with=several(st.sampled_from(PARTIES)),
        statement=maybe(prose()) if is_own else st.none(),
    )


@st.composite
def documents(draw: st.DrawFn) -> DocumentReviewed:
    """A document as its entry words it, or with more than its words say."""
    document = read_document(draw(phrases()))
    if draw(st.booleans()):
        return document
    return msgspec.structs.replace(
        document,
        title=draw(maybe(phrases(most=3))),
        author=draw(maybe(st.just("Dr. Invented Name"))),
        dated_on=draw(maybe(DAYS)),
        dated_to=draw(maybe(DAYS)),
        pages=draw(maybe(st.integers(1, 9999))),
    )


PINS = st.builds(
    Pin,
    document=phrases(most=3),
    page=st.integers(1, 9999),
    span=st.builds(
        Span, start=st.integers(0, 10**6), end=st.integers(0, 10**6), confidence=st.sampled_from((1.0, 0.9, 0.25))
    ),
    quote=phrases(),
)
ISSUERS = st.builds(
    Issuer,
    name=st.sampled_from(("Invented Review Organization", "IMRO of Nowhere, Inc.")),
    address=maybe(st.just("P.O. Box 1, Sacramento, CA 95800")),
    phone=maybe(st.just("(800) 555-0100")),
    email=maybe(st.just("imr@example.org")),
)


def treatments(layout: Layout) -> st.SearchStrategy[DisputedTreatment]:
    """A disputed treatment with what ``layout`` has a place for."""
    is_own = layout is Layout.OPEN
    return st.builds(
        DisputedTreatment,
        heading=phrases(),
        outcome=maybe(st.sampled_from(Outcome)) if is_own else st.sampled_from(Outcome),
        claims_administrator_basis=maybe(bases()) if is_own else bases(),
        reviewer_basis=maybe(bases()) if is_own else bases(),
        rationale=maybe(prose()) if is_own else prose(),
        plain_reason=maybe(prose(most=2)) if is_own else st.none(),
        pins=several(PINS, most=2) if is_own else st.just(()),
    )


@st.composite
def determinations(draw: st.DrawFn, layout: Layout) -> Determination:
    """A determination that a letter in ``layout`` can say whole."""
    is_own = layout is Layout.OPEN
    summary = draw(maybe(summaries()) if is_own else summaries())
    person = find_person(summary or "")
    employee = draw(
        st.builds(Employee, age_years=maybe(st.integers(0, 120)), sex=maybe(st.sampled_from(Sex)))
        if is_own
        else st.just(Employee(age_years=person.age_years, sex=person.sex))
    )
    name = draw(maybe(st.sampled_from(("Jane Sample", "José Ñuñez-Example"))))
    return Determination(
        layout=layout,
        case_number=draw(maybe(st.from_regex(r"CM1[3-9]-[0-9]{7}", fullmatch=True))),
        claim_number=draw(maybe(st.from_regex(r"[A-Z]{2}[0-9]{3}-[0-9]{5}", fullmatch=True))),
        priority=draw(maybe(st.sampled_from(Priority))),
        issuer=draw(maybe(ISSUERS)) if is_own else None,
        dates=draw(
            st.builds(
                Dates,
                injury=maybe(DAYS),
                ur_decision=maybe(DAYS),
                application_received=maybe(DAYS),
                assigned=maybe(DAYS),
                issued=maybe(DAYS),
            )
        ),
        employee=msgspec.structs.replace(employee, name=name),
        reviewer=draw(reviewers(layout)),
        documents_reviewed=draw(st.lists(documents(), max_size=4).map(tuple)) if is_own else (),
        clinical_case_summary=summary,
        disputed_treatments=draw(st.lists(treatments(layout), min_size=1, max_size=3).map(tuple)),
        invented=draw(st.booleans()),
    )
