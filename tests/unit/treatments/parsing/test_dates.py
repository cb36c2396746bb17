"""Days of service."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.treatments import parse


def days(wording: str) -> list[dt.date]:
    dates = parse(wording)[0].dates
    return list(dates.days) if dates else []


@pytest.mark.parametrize(
    ("wording", "day"),
    [
        ("UDS DOS 1/2/2014", dt.date(2014, 1, 2)),
        ("UDS DOS 1/2/14", dt.date(2014, 1, 2)),
        ("UDS DOS 1/2/99", dt.date(1999, 1, 2)),
        ("UDS DOS 2014-01-02", dt.date(2014, 1, 2)),
        ("UDS DOS 1-2-2014", dt.date(2014, 1, 2)),
        ("UDS on July 1, 2011", dt.date(2011, 7, 1)),
        ("UDS on Jul. 1st, 2011", dt.date(2011, 7, 1)),
        ("UDS on JANUARY 23 2012", dt.date(2012, 1, 23)),
    ],
)
def test_a_day_is_read(wording: str, day: dt.date) -> None:
    assert days(wording) == [day]
    assert parse(wording)[0].retrospective


@pytest.mark.parametrize(
    "wording",
    [
        "UDS DOS 13/45/2014",
        "UDS DOS 1/2/1900",
        "UDS in May",
        "UDS may 5",
        "UDS in May 32, 2014",
        "UDS 1-2-14",
        "UDS 1 / 2 / 2014",
        "UDS per report dated 1/2/2014",
        "UDS, DOI 1/2/2010",
        "UDS 4/5",
    ],
)
def test_what_is_no_day_of_service_is_none(wording: str) -> None:
    assert days(wording) == []


def test_a_range_has_its_ends_in_order() -> None:
    dates = parse("Acupuncture x 6 DOS 4/15/13 through 3/1/13")[0].dates
    assert dates is not None
    assert (dates.first, dates.last) == (dt.date(2013, 3, 1), dt.date(2013, 4, 15))


def test_what_is_asked_for_ahead_is_not_retrospective() -> None:
    assert not parse("Prospective request for UDS on 1/2/2014")[0].retrospective
