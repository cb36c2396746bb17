from __future__ import annotations

import datetime as dt

import pytest

from openimr.determinations.checking.d201_guideline_later_than_decision import CHECK
from openimr.determinations.model import CitationFamily, Dates, Determination, FactKind
from unit.determinations.checking.factories import (
    DATES,
    a_basis,
    a_citation,
    a_determination,
    a_fact,
    a_treatment,
    hits,
    messages,
)

ODG = "Official Disability Guidelines"


def citing(dates: Dates = DATES, **citation: object) -> Determination:
    basis = a_basis(
        a_citation(**citation), text="Decision based on Non-MTUS Citation ODG, Pain, Updated July 10, 2014."
    )
    treatment = a_treatment(reviewer_basis=basis, claims_administrator_basis=None)
    return a_determination(treatment, dates=dates, facts=())


def odg(updated_on: dt.date | None = None, edition: str | None = None, dates: Dates = DATES) -> Determination:
    return citing(
        dates, family=CitationFamily.ODG, guideline=ODG, known_as="odg", updated_on=updated_on, edition=edition
    )


def test_an_update_one_day_after_the_utilization_review_decision_is_found_with_its_arithmetic() -> None:
    (hit,) = hits(CHECK, odg(updated_on=dt.date(2016, 2, 9)))
    assert hit.where == "disputed_treatments[0].reviewer_basis"
    assert (
        "updated February 9, 2016, is 1 day later than the utilization review decision of February 8, 2016"
        in hit.message
    )
    assert hit.quote == "Updated July 10, 2014"


def test_an_update_on_the_day_of_the_utilization_review_decision_is_fine() -> None:
    assert not hits(CHECK, odg(updated_on=dt.date(2016, 2, 8)))


def test_an_update_after_the_determination_itself_is_found_without_a_utilization_review_day() -> None:
    (message,) = messages(CHECK, odg(updated_on=dt.date(2016, 3, 31), dates=Dates(issued=dt.date(2016, 3, 21))))
    assert "10 days later than the determination itself of March 21, 2016" in message


def test_an_update_before_the_determination_is_fine_without_a_utilization_review_day() -> None:
    assert not hits(CHECK, odg(updated_on=dt.date(2016, 3, 1), dates=Dates(issued=dt.date(2016, 3, 21))))


def test_the_day_of_utilization_review_is_taken_from_the_prose_where_no_label_gives_it() -> None:
    told = a_fact(FactKind.UR_DATE, "September 16, 2013", on=dt.date(2013, 9, 16))
    determination = odg(updated_on=dt.date(2014, 7, 10), dates=Dates())
    (message,) = messages(CHECK, _with_facts(determination, told))
    assert "297 days later" in message


def test_two_different_days_of_utilization_review_in_the_prose_decide_nothing() -> None:
    told = [a_fact(FactKind.UR_DATE, str(year), on=dt.date(year, 9, 16)) for year in (2012, 2013)]
    assert not hits(CHECK, _with_facts(odg(updated_on=dt.date(2014, 7, 10), dates=Dates()), *told))


def test_without_any_day_nothing_is_found() -> None:
    assert not hits(CHECK, odg(updated_on=dt.date(2014, 7, 10), dates=Dates()))


def test_an_edition_of_a_later_year_is_found() -> None:
    (message,) = messages(CHECK, odg(edition="2017"))
    assert "edition 2017, is later than the utilization review decision of February 8, 2016" in message


@pytest.mark.parametrize("edition", ["2016", "2009", "online version", None])
def test_an_edition_of_the_same_or_an_earlier_year_or_none_is_fine(edition: str | None) -> None:
    assert not hits(CHECK, odg(edition=edition))


def test_an_edition_that_is_a_whole_day_is_read_as_one() -> None:
    assert hits(CHECK, odg(edition="July 10, 2016"))


@pytest.mark.parametrize(
    ("decided_on", "is_found"),
    [
        (dt.date(2016, 7, 28), False),  # the last day in force
        (dt.date(2016, 8, 27), False),  # the request may have come while it was in force
        (dt.date(2016, 8, 28), True),
    ],
)
def test_an_mtus_edition_that_is_no_longer_in_force_is_found_after_the_grace(
    decided_on: dt.date, *, is_found: bool
) -> None:
    determination = citing(Dates(ur_decision=decided_on), known_as="chronic-pain-2009", edition="2009")
    assert bool(hits(CHECK, determination)) is is_found


@pytest.mark.parametrize(
    ("decided_on", "is_found"),
    [(dt.date(2017, 10, 1), True), (dt.date(2017, 11, 1), False), (dt.date(2017, 12, 1), False)],
)
def test_an_mtus_edition_that_is_not_yet_in_force_is_found_before_the_grace(
    decided_on: dt.date, *, is_found: bool
) -> None:
    determination = citing(Dates(ur_decision=decided_on), known_as="chronic-pain-2017", edition="2017")
    assert bool(hits(CHECK, determination)) is is_found


def test_without_an_edition_in_the_words_any_edition_may_be_meant() -> None:
    assert not hits(CHECK, citing(Dates(ur_decision=dt.date(2019, 5, 1)), known_as="chronic-pain-2009", edition=None))


def test_a_numbered_chapter_is_of_the_edition_that_numbers_chapters() -> None:
    citation = {
        "guideline": "ACOEM",
        "chapter": "Chapter 12 Low Back Complaints",
        "known_as": "acoem-2004",
        "edition": None,
    }
    (message,) = messages(CHECK, citing(Dates(ur_decision=dt.date(2019, 5, 1)), **citation))
    assert "no longer in force" in message
    assert not hits(CHECK, citing(Dates(ur_decision=dt.date(2015, 5, 1)), **citation))


def test_a_guideline_that_the_catalogue_does_not_know_is_left_alone() -> None:
    assert not hits(CHECK, citing(known_as=None, edition=None))


def test_the_claims_administrators_guideline_is_looked_at_too() -> None:
    basis = a_basis(a_citation(family=CitationFamily.ODG, updated_on=dt.date(2018, 1, 1)), text="ODG")
    (hit,) = hits(CHECK, a_determination(a_treatment(claims_administrator_basis=basis)))
    assert hit.where.endswith("claims_administrator_basis")
    assert hit.quote == ""
    assert "the claims administrator rests on" in hit.message


def test_an_edition_that_the_words_show_is_quoted() -> None:
    basis = a_basis(a_citation(edition="2018"), text="MTUS 2018 Chronic Pain")
    (hit,) = hits(CHECK, a_determination(a_treatment(reviewer_basis=basis)))
    assert hit.quote == "2018"


def test_an_edition_that_the_words_do_not_show_is_not_quoted() -> None:
    basis = a_basis(a_citation(edition="2018", guideline=None, chapter=None), text="MTUS")
    (hit,) = hits(CHECK, a_determination(a_treatment(reviewer_basis=basis)))
    assert hit.quote == ""


def test_a_flawless_determination_has_no_finding() -> None:
    assert not hits(CHECK, a_determination())


def _with_facts(determination: Determination, *facts: object) -> Determination:
    return a_determination(*determination.disputed_treatments, dates=determination.dates, facts=tuple(facts))
