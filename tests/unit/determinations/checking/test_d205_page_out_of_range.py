from __future__ import annotations

import datetime as dt

import pytest

from openimr.determinations.checking.d205_page_out_of_range import CHECK
from openimr.determinations.model import Dates, Determination, Layout
from unit.determinations.checking.factories import a_basis, a_citation, a_determination, a_treatment, hits

NO_DATES = Dates()


def citing(
    *pages: int,
    known_as: str | None = "chronic-pain-2009",
    edition: str | None = "2009",
    dates: Dates = NO_DATES,
    layout: Layout = Layout.L4A,
    text: str = "",
) -> Determination:
    basis = a_basis(a_citation(pages=pages, known_as=known_as, edition=edition), text=text)
    treatment = a_treatment(reviewer_basis=basis, claims_administrator_basis=None)
    return a_determination(treatment, dates=dates, facts=(), layout=layout)


def test_a_page_after_the_last_is_found_and_quoted() -> None:
    (hit,) = hits(CHECK, citing(98, 128, 300, text="MTUS Page(s): 98, 128, 300."))
    assert "has pages 1 to 127; page 128, 300 is cited" in hit.message
    assert hit.quote == "128"


def test_a_page_before_the_first_is_found() -> None:
    (hit,) = hits(CHECK, citing(0))
    assert hit.quote == ""


@pytest.mark.parametrize("page", [1, 98, 127])
def test_the_first_and_the_last_page_are_in_the_guideline(page: int) -> None:
    assert not hits(CHECK, citing(page))


@pytest.mark.parametrize("known_as", [None, "odg", "chronic-pain-2017"])
def test_a_guideline_whose_pages_are_not_known_is_left_alone(known_as: str | None) -> None:
    assert not hits(CHECK, citing(9999, known_as=known_as))


def test_without_pages_nothing_is_found() -> None:
    assert not hits(CHECK, citing())


@pytest.mark.parametrize(
    ("latest", "is_found"), [(dt.date(2016, 7, 28), True), (dt.date(2016, 7, 29), False), (None, True)]
)
def test_without_an_edition_the_only_one_of_the_day_is_meant(latest: dt.date | None, *, is_found: bool) -> None:
    assert bool(hits(CHECK, citing(300, edition=None, dates=Dates(ur_decision=latest)))) is is_found


def test_in_the_layout_of_later_years_an_edition_must_be_said() -> None:
    assert not hits(CHECK, citing(300, edition=None, layout=Layout.L5))


def test_a_guideline_of_one_edition_needs_no_year() -> None:
    assert hits(CHECK, citing(9999, known_as="acoem-2004", edition=None)) or not hits(
        CHECK, citing(1, known_as="acoem-2004", edition=None)
    )


def test_a_flawless_determination_has_no_finding() -> None:
    assert not hits(CHECK, a_determination())
