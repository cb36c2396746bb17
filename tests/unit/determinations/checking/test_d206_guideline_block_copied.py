from __future__ import annotations

import pytest

from openimr.determinations.checking.d206_guideline_block_copied import CHECK
from openimr.determinations.model import Basis, Determination
from unit.determinations.checking.factories import a_basis, a_citation, a_determination, a_treatment, hits

BLOCK = "Decision based on MTUS ACOEM Chapter 8, Chapter 12, Acupuncture Treatment Guidelines."


def letter(*headings: str, blocks: tuple[Basis | None, ...] | None = None) -> Determination:
    given = blocks or tuple(a_basis(text=BLOCK) for _ in headings)
    treatments = (
        a_treatment(heading=heading, claims_administrator_basis=block)
        for heading, block in zip(headings, given, strict=True)
    )
    return a_determination(*treatments)


def test_one_block_under_therapy_of_the_mind_and_acupuncture_is_found_at_the_second() -> None:
    (hit,) = hits(CHECK, letter("12 sessions of psychotherapy", "12 sessions of acupuncture"))
    assert hit.where == "disputed_treatments[1].claims_administrator_basis"
    assert "those of treatment 1 (“12 sessions of psychotherapy”)" in hit.message
    assert hit.quote == BLOCK


def test_a_block_that_differs_in_marks_and_blanks_only_is_the_same() -> None:
    blocks = (a_basis(text=BLOCK), a_basis(text=BLOCK.replace(", ", ",").upper()))
    assert hits(CHECK, letter("Psychotherapy", "Acupuncture", blocks=blocks))


@pytest.mark.parametrize(
    "headings",
    [
        ("12 sessions of psychotherapy",),
        ("12 sessions of psychotherapy", "6 sessions of cognitive behavioral therapy"),
        ("Physical therapy x 12", "Occupational therapy x 6"),
        ("Lumbar fusion", "Post-operative physical therapy"),
        ("Knee arthroscopy", "Cold therapy unit"),
        ("12 sessions of psychotherapy", "A thing that nobody knows"),
    ],
)
def test_one_block_under_treatments_that_are_alike_or_unknown_is_fine(headings: tuple[str, ...]) -> None:
    assert not hits(CHECK, letter(*headings))


@pytest.mark.parametrize(
    "second",
    [
        None,
        a_basis(text="Decision based on MTUS Acupuncture Treatment Guidelines."),
        Basis(text=BLOCK),
        a_basis(text=""),
    ],
)
def test_another_block_or_none_or_one_without_a_citation_is_fine(second: Basis | None) -> None:
    assert not hits(CHECK, letter("Psychotherapy", "Acupuncture", blocks=(a_basis(text=BLOCK), second)))


def test_a_block_without_words_cannot_be_copied() -> None:
    empty = a_basis(a_citation(), text="")
    assert not hits(CHECK, letter("Psychotherapy", "Acupuncture", blocks=(empty, empty)))
