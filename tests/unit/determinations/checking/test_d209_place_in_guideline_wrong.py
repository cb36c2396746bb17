from __future__ import annotations

import pytest

from openimr.determinations.checking.d209_place_in_guideline_wrong import CHECK
from openimr.determinations.checking.framework import Severity
from openimr.determinations.model import Determination
from unit.determinations.checking.factories import a_basis, a_citation, a_determination, a_treatment, hits


def citing(
    *pages: int,
    section: str | None = "Behavioral interventions",
    chapter: str | None = None,
    known_as: str | None = "chronic-pain-2009",
) -> Determination:
    citation = a_citation(pages=pages, section=section, chapter=chapter, known_as=known_as, edition=None)
    words = " ".join(part for part in (chapter, section) if part)
    treatment = a_treatment(reviewer_basis=a_basis(citation, text=f"It rests on {words}."))
    return a_determination(treatment)


def test_a_page_of_another_section_is_found_and_quoted() -> None:
    (hit,) = hits(CHECK, citing(98))
    assert "stands on page 23, not on page 98" in hit.message
    assert hit.quote == "Behavioral interventions"
    assert hit.severity is None


@pytest.mark.parametrize("pages", [(23,), (22, 23), ()])
def test_a_page_of_the_section_is_enough(pages: tuple[int, ...]) -> None:
    assert not hits(CHECK, citing(*pages))


def test_a_page_that_the_guideline_does_not_have_is_for_another_check() -> None:
    assert not hits(CHECK, citing(300))


def test_what_is_known_of_a_section_without_verification_is_a_note_that_says_so() -> None:
    (hit,) = hits(CHECK, citing(50, section="Psychological treatment"))
    assert hit.severity is Severity.NOTE
    assert "(partial)" in hit.message


def test_a_chapter_of_another_number_is_found() -> None:
    wrong = citing(section=None, chapter="Chapter 9 Low Back Complaints", known_as="acoem-2004")
    assert "has another number" in hits(CHECK, wrong)[0].message


@pytest.mark.parametrize(
    ("section", "known_as"), [("Behavioral interventions", None), (None, "chronic-pain-2009"), ("Weather", "odg")]
)
def test_what_the_catalogue_does_not_know_is_left_alone(section: str | None, known_as: str | None) -> None:
    assert not hits(CHECK, citing(98, section=section, known_as=known_as))
