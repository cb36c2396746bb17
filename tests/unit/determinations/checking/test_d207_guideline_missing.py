from __future__ import annotations

import pytest

from openimr.determinations.checking.d207_guideline_missing import CHECK
from openimr.determinations.model import Basis, CitationFamily, Determination, GuidelineCitation, Layout
from unit.determinations.checking.factories import a_determination, a_treatment, hits

RATIONALE = "The employee has pain. The request is not medically necessary."


def resting_on(basis: Basis | None, rationale: str | None = RATIONALE, layout: Layout = Layout.L4A) -> Determination:
    return a_determination(a_treatment(reviewer_basis=basis, rationale=rationale), layout=layout)


@pytest.mark.parametrize(
    "basis",
    [
        None,
        Basis(text=""),
        Basis(text="The Expert Reviewer did not base their decision on the MTUS.", uses_mtus=False),
        Basis(text="The reviewer did not cite any guidelines."),
        Basis(text="None."),
        Basis(text="The decision rests on the reviewer's clinical judgment."),
    ],
)
def test_a_decision_that_names_no_source_is_found(basis: Basis | None) -> None:
    (hit,) = hits(CHECK, resting_on(basis))
    assert hit.where == "disputed_treatments[0].reviewer_basis"


@pytest.mark.parametrize(
    "basis",
    [
        Basis(text="The Textbook of Pain, chapter 4"),
        Basis(
            text="The Expert Reviewer did not base their decision on the MTUS. Decision based on Non-MTUS Citation "
            "the Textbook of Pain."
        ),
    ],
)
def test_words_that_may_name_a_source_are_left_alone(basis: Basis) -> None:
    assert not hits(CHECK, resting_on(basis))


@pytest.mark.parametrize("name", ["The MTUS recommends it.", "ODG recommends it.", "A study found a benefit."])
def test_a_source_in_the_rationale_is_enough(name: str) -> None:
    assert not hits(CHECK, resting_on(None, f"{name} {RATIONALE}"))


def test_a_decision_without_basis_and_rationale_is_found() -> None:
    assert hits(CHECK, resting_on(None, None))


def test_a_judgment_that_was_read_as_a_citation_is_no_source() -> None:
    words = "The reviewer's clinical judgment"
    citation = GuidelineCitation(family=CitationFamily.OTHER, guideline=words)
    assert hits(CHECK, resting_on(Basis(text=words, citations=(citation,))))
    named = GuidelineCitation(family=CitationFamily.OTHER, guideline=f"{words} and the Colorado guideline")
    assert not hits(CHECK, resting_on(Basis(text=words, citations=(named,))))


def test_a_flawless_determination_has_no_finding() -> None:
    assert not hits(CHECK, a_determination())


def test_of_an_unknown_layout_nothing_can_be_said() -> None:
    assert not hits(CHECK, resting_on(None, layout=Layout.UNKNOWN))
