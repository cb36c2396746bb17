from __future__ import annotations

import pytest

from openimr.determinations.checking.d208_citation_misspelt import CHECK, misspelt
from openimr.determinations.model import CitationFamily, Determination
from unit.determinations.checking.factories import a_basis, a_citation, a_determination, a_treatment, hits


def citing(section: str, known_as: str | None = "chronic-pain-2009", text: str | None = None) -> Determination:
    basis = a_basis(a_citation(section=section, known_as=known_as), text=section if text is None else text)
    return a_determination(a_treatment(reviewer_basis=basis))


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("Pyschological treatment", "psychological"),
        ("Behavoriaal Interventions", "behavioral"),
        ("Acupunture", "acupuncture"),
        ("Chronic Pain Treatmnet", "treatment"),
    ],
)
def test_a_misspelt_word_is_found_with_the_right_spelling(words: str, right: str) -> None:
    (hit,) = hits(CHECK, citing(words))
    assert f"({right})" in hit.message
    assert hit.quote in words


@pytest.mark.parametrize(
    "words",
    [
        "Psychological treatment",
        "Behavioural interventions",
        "Behavioral interventions",
        "Interventional treatments",
        "Biophysical model",
        "Zzyzx quux",
        "Yoga",
        "Orthopedic surgery",
    ],
)
def test_right_words_other_forms_and_strange_words_are_fine(words: str) -> None:
    assert misspelt(words) == ()


def test_another_publisher_may_spell_as_it_likes() -> None:
    basis = a_basis(a_citation(section="Pyschological treatment", known_as=None, family=CitationFamily.OTHER))
    assert not hits(CHECK, a_determination(a_treatment(reviewer_basis=basis)))
    assert hits(CHECK, citing("Pyschological treatment", known_as=None))


def test_a_word_that_the_basis_does_not_hold_is_not_quoted() -> None:
    (hit,) = hits(CHECK, citing("Pyschological treatment", text="as reported"))
    assert hit.quote == ""


def test_a_flawless_determination_has_no_finding() -> None:
    assert not hits(CHECK, a_determination())
