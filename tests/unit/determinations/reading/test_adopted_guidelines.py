from __future__ import annotations

from pathlib import Path

import pytest

from openimr.determinations.model import DisputedTreatment
from openimr.determinations.reading import read_text

LETTER = (Path(__file__).resolve().parents[3] / "letters" / "l1_two_treatments.txt").read_text("utf-8")
ADOPTED = (
    "The Expert Reviewer found the\nguidelines used by the Claims Administrator relevant and appropriate for the"
    " employee\u2019s\nclinical circumstance."
)


def first(text: str) -> DisputedTreatment:
    return read_text(text).disputed_treatments[0]


def test_a_reviewer_who_finds_the_administrators_guidelines_relevant_rests_on_them() -> None:
    treatment = first(LETTER)
    assert treatment.reviewer_basis is not None
    assert treatment.claims_administrator_basis is not None
    assert treatment.reviewer_basis.citations == treatment.claims_administrator_basis.citations != ()
    assert treatment.reviewer_basis.uses_mtus is treatment.claims_administrator_basis.uses_mtus is True
    assert treatment.reviewer_basis.text.startswith("The Expert Reviewer found")


def test_an_adopted_guideline_is_placed_where_the_administrator_cites_it() -> None:
    determination = read_text(LETTER)
    path = "disputed_treatments[0].reviewer_basis.citations[0]"
    span, stated = determination.spans[path], determination.spans["disputed_treatments[0].claims_administrator_basis"]
    assert stated.start <= span.start < span.end <= stated.end
    assert "Chronic Pain Medical Treatment" in " ".join(span.quote(LETTER).split())


@pytest.mark.parametrize(
    "wording",
    [
        "The Expert Reviewer did not find the guidelines used by the Claims Administrator relevant.",
        "The Expert Reviewer found the guidelines used by the Claims Administrator to be outdated.",
        "The Expert Reviewer found no guidelines relevant.",
    ],
)
def test_a_reviewer_who_does_not_find_them_relevant_adopts_none(wording: str) -> None:
    assert ADOPTED in LETTER
    treatment = first(LETTER.replace(ADOPTED, wording))
    assert treatment.reviewer_basis is not None
    assert treatment.reviewer_basis.citations == ()


def test_a_reviewer_who_names_guidelines_of_the_own_choice_rests_on_these_alone() -> None:
    own = f"{ADOPTED} The Expert Reviewer also based his/her decision on the Official Disability Guidelines, Low Back."
    treatment = first(LETTER.replace(ADOPTED, own))
    assert treatment.reviewer_basis is not None
    assert [citation.family for citation in treatment.reviewer_basis.citations] == ["odg"]


def test_a_guideline_whose_words_are_told_apart_is_placed_at_the_whole_statement() -> None:
    cited = "the Chronic Pain Medical Treatment\nGuidelines, Aquatic therapy, page 22, which is part of the MTUS"
    assert cited in LETTER
    determination = read_text(LETTER.replace(cited, "Low Back Complaints (ACOEM), page 300, part of the MTUS"))
    stated = determination.spans["disputed_treatments[0].claims_administrator_basis"]
    span = determination.spans["disputed_treatments[0].reviewer_basis.citations[0]"]
    assert stated.start <= span.start < span.end <= stated.end
