import datetime as dt

import msgspec
import pytest

from openimr.citations import Verification
from openimr.errors import NotFound
from openimr.guidelines.catalogue import section_by_name
from openimr.guidelines.citation_check import (
    ELEMENTS_VERIFICATION,
    edition_meant,
    effective_year,
    fits,
    in_force_on,
    missing_elements,
    page_range,
)


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    family: str = "mtus"
    guideline: str | None = None
    chapter: str | None = None
    section: str | None = None
    pages: tuple[int, ...] = ()
    edition: str | None = None
    updated_on: dt.date | None = None


def test_the_2009_guideline_has_127_pages() -> None:
    assert page_range("chronic-pain-2009") == (1, 127)


def test_unknown_pages_are_absent() -> None:
    assert page_range("odg") is None
    assert page_range("chronic-pain-2016") is None


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (dt.date(2016, 7, 28), (1, 127)),
        (dt.date(2016, 7, 29), None),
        (dt.date(2005, 1, 1), (1, 127)),
    ],
)
def test_pages_are_those_of_the_edition_of_the_day(on: dt.date, expected: tuple[int, int] | None) -> None:
    assert page_range("chronic-pain-2009", on) == expected


def test_the_edition_meant_is_the_one_in_force() -> None:
    assert edition_meant("chronic-pain-2009", dt.date(2018, 1, 1)).id == "chronic-pain-2017"
    assert edition_meant("odg", dt.date(2018, 1, 1)).id == "odg"


def test_a_day_before_a_guideline_is_not_in_force() -> None:
    assert in_force_on("postsurgical-2009", dt.date(2009, 7, 17)) is False
    assert in_force_on("odg", dt.date(2009, 7, 17)) is None


@pytest.mark.parametrize(
    ("known_as", "year"),
    [
        ("chronic-pain-2009", 2009),
        ("low-back-2017", 2017),
        ("acoem-2004", 2004),
        ("odg", None),
        ("cdc-opioids-2016", 2016),
    ],
)
def test_the_effective_year_is_that_of_adoption(known_as: str, year: int | None) -> None:
    assert effective_year(known_as) == year


def test_an_unknown_guideline_is_refused() -> None:
    with pytest.raises(NotFound, match="not-found"):
        page_range("no-such")


@pytest.mark.parametrize(
    ("citation", "missing"),
    [
        (Cited(), ("guideline", "edition", "section", "pages")),
        (Cited(guideline="Acupuncture Treatment Guidelines"), ("edition", "section", "pages")),
        (Cited(guideline="Chronic Pain", section="Yoga", edition="2009"), ()),
        (Cited(chapter="Low Back Complaints", edition="2004"), ("pages",)),
        (Cited(guideline="ACOEM", chapter="Chapter 12", pages=(303,), edition="2004"), ()),
        (Cited(family="odg", guideline="ODG", section="MRI", updated_on=dt.date(2014, 1, 1)), ()),
        (Cited(family="other", guideline="A study"), ("edition",)),
        (Cited(family="other", guideline="A study", edition="2011"), ()),
    ],
)
def test_what_a_citation_leaves_out_is_told(citation: Cited, missing: tuple[str, ...]) -> None:
    assert missing_elements(citation) == missing


def test_the_elements_are_marked_unverified() -> None:
    assert ELEMENTS_VERIFICATION is Verification.UNVERIFIED


def test_a_section_fits_the_services_that_it_is_about() -> None:
    yoga = section_by_name("odg", "Yoga/mindfulness")
    assert fits(yoga, {"relaxation_training", "hypnotherapy"}) is True
    assert fits(yoga, {"acupuncture"}) is False


def test_fit_is_unknown_where_either_side_is() -> None:
    assert fits(section_by_name("odg", "Yoga/mindfulness"), ()) is None
    assert fits(section_by_name("odg", "Pain (Chronic)"), {"yoga"}) is None
