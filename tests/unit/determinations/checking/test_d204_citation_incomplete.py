from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from openimr.determinations.checking import Severity, check
from openimr.determinations.checking.d204_citation_incomplete import CHECK
from openimr.determinations.model import CitationFamily, Dates, Determination
from unit.determinations.checking.factories import a_basis, a_citation, a_determination, a_treatment, hits, messages


def citing(**citation: Any) -> Determination:
    return a_determination(a_treatment(reviewer_basis=a_basis(a_citation(**citation))))


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"edition": None}, "lacks the edition."),
        ({"section": None, "pages": ()}, "lacks the section and the pages."),
        ({"edition": None, "section": None, "pages": ()}, "lacks the section, the edition and the pages."),
        ({"pages": ()}, "lacks the pages."),
        ({"edition": "online version"}, "lacks the edition."),
        ({"guideline": None}, "lacks the guideline."),
        ({"family": CitationFamily.ODG, "section": None, "pages": (), "guideline": "ODG"}, "lacks the section."),
        ({"family": CitationFamily.OTHER, "edition": None, "guideline": "Colorado guideline"}, "lacks the edition."),
    ],
)
def test_one_finding_names_all_that_a_citation_lacks(changes: dict[str, Any], missing: str) -> None:
    (message,) = messages(CHECK, citing(**changes))
    lacking = message.partition("lacks")[2].replace(" and ", ", ").strip(" .").split(", ")
    assert set(lacking) == set(missing.partition("lacks")[2].replace(" and ", ", ").strip(" .").split(", "))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"edition": None, "updated_on": dt.date(2014, 7, 10)},
        {"edition": None, "guideline": "Chronic Pain Medical Treatment Guidelines (2009)"},
        {"chapter": "Chapter 12 Low Back Complaints", "section": None},
        {"family": CitationFamily.ODG, "pages": ()},
        {"family": CitationFamily.OTHER, "pages": (), "section": None},
        {"family": CitationFamily.OTHER, "edition": None, "guideline": "Roe J. Pain. 2012;4:5", "section": None},
    ],
)
def test_a_citation_with_all_that_its_kind_has_is_fine(changes: dict[str, Any]) -> None:
    assert not hits(CHECK, citing(**changes))


def test_each_citation_and_each_side_has_its_own_finding() -> None:
    basis = a_basis(a_citation(pages=()), a_citation(edition=None))
    found = hits(CHECK, a_determination(a_treatment(reviewer_basis=basis, claims_administrator_basis=basis)))
    assert [hit.where.rpartition(".")[2] for hit in found] == ["claims_administrator_basis"] * 2 + [
        "reviewer_basis"
    ] * 2
    assert "by the reviewer" in found[-1].message


def test_a_name_that_the_words_do_not_hold_is_not_quoted() -> None:
    (hit,) = hits(CHECK, citing(guideline=None, family=CitationFamily.ACOEM))
    assert hit.quote == ""


def test_no_citation_is_no_incomplete_citation() -> None:
    assert not hits(CHECK, a_determination(a_treatment(reviewer_basis=None, claims_administrator_basis=None)))


@pytest.mark.parametrize(
    ("decided_on", "severity"),
    [
        (dt.date(2015, 4, 19), Severity.NOTE),
        (dt.date(2015, 4, 20), Severity.WARNING),
        (dt.date(2015, 4, 21), Severity.WARNING),
        (None, Severity.NOTE),
    ],
)
def test_before_the_form_of_citations_was_asked_for_its_lack_is_a_note(
    decided_on: dt.date | None, severity: Severity
) -> None:
    letter = msgspec.structs.replace(citing(edition=None), dates=Dates(issued=decided_on), facts=())
    (finding,) = check(letter, select=["D204"])
    assert finding.severity is severity


def test_without_a_day_of_its_own_a_letter_is_as_old_as_the_review_that_it_tells_of() -> None:
    letter = msgspec.structs.replace(citing(edition=None), dates=Dates())
    (finding,) = check(letter, select=["D204"])
    assert finding.severity is Severity.WARNING
