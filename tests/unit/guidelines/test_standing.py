"""A record says why it does not govern on a day, and what does in its place."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.guidelines.catalogue import editions
from openimr.guidelines.library import applies, dates_on, recommendation, recommendations
from openimr.guidelines.recommendation import Licence, RecordSource, Standing, Trigger
from openimr.guidelines.standing import first_day_of_the_mtus, on_day, told_times
from unit.guidelines.factories import effective, record

RECORDS = [one.id for one in recommendations()]
EDITIONS = {edition.id for edition in editions()}


@pytest.mark.parametrize(
    ("record_id", "on", "sentence"),
    [
        # Source: guidelines.md, section K, and the dates of each row.
        ("CP09-CBT", "2016-07-28", "it governs."),
        ("CP09-CBT", "2009-07-17", "it does not govern: it begins on 2009-07-18, by request date."),
        ("CP16-HHC", "2017-12-01", "it ended on 2017-11-30, by service date. In its place: AC17-HHC."),
        ("CP09-CBT", "2018-01-01", "it ended on 2016-07-28, by request date. In its place: chronic-pain-2017."),
        ("AC25-CANN", "2026-01-01", "it does not govern: it was only proposed, on 2025-03-14."),
        ("FRM-EX", "2017-12-31", "it does not govern: it begins on 2018-01-01, by dispense date."),
    ],
)
def test_it_is_told_why_a_record_does_not_govern(record_id: str, on: str, sentence: str) -> None:
    day = dt.date.fromisoformat(on)
    told = on_day(recommendation(record_id), day).sentence(day)
    assert told.startswith(f"On {on} it ")
    assert told.endswith(sentence)


@given(st.sampled_from(RECORDS), st.dates(dt.date(2003, 1, 1), dt.date(2027, 12, 31)))
def test_what_does_not_govern_says_why_and_what_is_in_its_place_governs(record_id: str, on: dt.date) -> None:
    found = on_day(recommendation(record_id), on)
    assert found.governs == applies(recommendation(record_id), dates_on(on))
    assert found.governs is not bool(found.why_not)
    assert record_id not in found.in_place
    for name in found.in_place:
        assert name in EDITIONS or applies(recommendation(name), dates_on(on))


@pytest.mark.parametrize(
    ("on", "why"),
    [
        ("2019-08-11", "the edition that it stands in, low-back-2017, ended on 2019-08-10"),
        ("2017-11-30", "the edition that it stands in, low-back-2017, begins on 2017-12-01"),
    ],
)
def test_a_record_ends_with_the_edition_that_it_stands_in(on: str, why: str) -> None:
    # A record without a last day of its own, under an id that the library knows; ODG has no days in the MTUS.
    one = record(
        id="AC20-LB",
        source=RecordSource(cite="Invented", licence=Licence.PUBLIC, document="low-back-2017", also=("odg",)),
        effective=(effective("2010-01-01", trigger=Trigger.SERVICE_DATE),),
    )
    assert on_day(one, dt.date.fromisoformat(on)).why_not == (why,)


def test_the_times_of_a_record_are_told_in_a_few_words() -> None:
    assert told_times(recommendation("PS-CTR")) == "from 2009-07-18"
    assert told_times(recommendation("AC25-CANN")) == "proposed only"
    two = record(effective=(effective("2010-01-01", to="2011-12-31"), effective("2013-01-01")))
    assert told_times(two) == "2010-01-01 to 2011-12-31, from 2013-01-01"
    assert Standing.PROPOSED in {time.standing for time in recommendation("AC25-CANN").effective}


def test_the_mtus_begins_with_its_first_guideline() -> None:
    # Source: guidelines.md, section K: ACOEM 2004 and acupuncture, 2007-06-15.
    assert first_day_of_the_mtus() == dt.date(2007, 6, 15)
