import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.determinations.reading.days import DAY, DAY_LIKE, read_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("07/10/2014", dt.date(2014, 7, 10)),
        ("7/10/14", dt.date(2014, 7, 10)),
        ("7/10/85", dt.date(1985, 7, 10)),
        ("12-6-2013", dt.date(2013, 12, 6)),
        ("12.6.2013", dt.date(2013, 12, 6)),
        ("2014-07-10", dt.date(2014, 7, 10)),
        ("July 10, 2014", dt.date(2014, 7, 10)),
        ("JULY 10 2014", dt.date(2014, 7, 10)),
        ("April 21,2013", dt.date(2013, 4, 21)),
        ("Sept. 3rd, 2013", dt.date(2013, 9, 3)),
        ("10 July 2014", dt.date(2014, 7, 10)),
        ("3rd of May, 2014", dt.date(2014, 5, 3)),
        (" Mar 1, 2014 ", dt.date(2014, 3, 1)),
    ],
)
def test_a_whole_day_is_read(text: str, day: dt.date) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "02/30/2014",
        "13/13/2013",
        "September 31, 2013",
        "8/5 of this year",
        "September of 2007",
        "7/10",
        "a 7/10/14",
    ],
)
def test_what_is_no_whole_day_is_not_read(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "pain is 7/10 today",
        "disc bulge at L4/5",
        "1/2 tablet",
        "version 1.2.3.4",
        "6-12-18 months",
        "he may 3 times a week",
        "march 12 minutes",
        "12 may be needed",
        "phone 555-01-2000-1",
    ],
)
def test_other_numbers_are_no_day(text: str) -> None:
    assert DAY.search(text) is None
    assert DAY_LIKE.search(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("seen on 8/5 of this year", "8/5 of this year"),
        ("injured in September of 2007", "September of 2007"),
        ("injured in Feb 2014.", "Feb 2014"),
        ("on 02/30/2014 he", "02/30/2014"),
        ("since 08/2013,", "08/2013"),
        ("on March 3 he", "March 3"),
        ("on 4 March he", "4 March"),
        ("in June of last year", "June of last year"),
        ("on July 10, 2014.", "July 10, 2014"),
    ],
)
def test_what_is_written_like_a_day_is_found(text: str, found: str) -> None:
    match = DAY_LIKE.search(text)
    assert match is not None
    assert match.group() == found


@given(st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)))
def test_each_day_reads_back_however_it_is_written(day: dt.date) -> None:
    month = day.strftime("%B")
    for text in (
        day.isoformat(),
        f"{day.month}/{day.day}/{day.year}",
        f"{day.month:02}/{day.day:02}/{day.year % 100:02}",
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
    ):
        assert read_day(text) == day
        match = DAY.search(f"On {text}, he was seen.")
        assert match is not None
        assert match.group() == text


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_none(text: str) -> None:
    assert read_day(text) is None or DAY.search(text) is not None


@pytest.mark.parametrize("words", ["Sep 1, 2009", "Sept. 1, 2009", "September 1, 2009"])
def test_september_is_read_in_all_its_lengths(words: str) -> None:
    assert read_day(words) == dt.date(2009, 9, 1)


def test_a_misspelt_september_is_no_day() -> None:
    assert read_day("Sepember 1, 2009") is None
