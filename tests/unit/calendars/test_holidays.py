from __future__ import annotations

import datetime as dt

import pytest

from openimr.calendars.holidays import HolidayCalendar, holiday, holidays_in, years_of
from openimr.errors import UnusableArguments

PAID, JUDICIAL = HolidayCalendar.PAID_STATE, HolidayCalendar.JUDICIAL
CIVIL, LEGAL = HolidayCalendar.CIVIL_CODE_9, HolidayCalendar.GOVERNMENT_CODE_6700


def days(year: int, calendar: HolidayCalendar) -> set[str]:
    return {str(row.day) for row in holidays_in(year, calendar=calendar)}


@pytest.mark.parametrize("calendar", [PAID, JUDICIAL, LEGAL])
def test_tables_run_from_2013_to_2030(calendar: HolidayCalendar) -> None:
    assert years_of(calendar) == range(2013, 2031)


@pytest.mark.parametrize("year", range(2013, 2031))
def test_the_state_pays_eleven_holidays_a_year(year: int) -> None:
    found = holidays_in(year, calendar=PAID)
    assert len([row for row in found if row.in_place_of is None]) == 11


@pytest.mark.parametrize("year", range(2013, 2031))
def test_every_judicial_holiday_that_falls_on_a_weekend_is_kept_on_a_weekday(year: int) -> None:
    found = holidays_in(year, calendar=JUDICIAL)
    moved = {row.in_place_of for row in found if row.in_place_of}
    # A New Year's Day on a Saturday is kept in the year before.
    weekend = {row.day for row in found if row.day.weekday() > 4 and (row.day.month, row.day.day) != (1, 1)}
    assert weekend <= moved
    assert all(row.day.weekday() < 5 for row in found if row.in_place_of)


@pytest.mark.parametrize("calendar", HolidayCalendar)
def test_a_table_has_no_day_twice(calendar: HolidayCalendar) -> None:
    for year in years_of(calendar):
        found = holidays_in(year, calendar=calendar)
        assert len({row.day for row in found}) == len(found)


def test_a_sunday_moves_to_monday_and_a_saturday_moves_no_paid_holiday() -> None:
    assert "2021-07-05" in days(2021, PAID)
    assert "2020-07-03" not in days(2020, PAID)
    assert "2020-07-03" in days(2020, JUDICIAL)


def test_veterans_day_on_a_saturday_moves_to_friday() -> None:
    assert "2017-11-10" in days(2017, PAID)
    assert {"2017-11-10", "2017-11-11"} <= days(2017, CIVIL)


def test_new_years_day_on_a_saturday_closes_the_courts_in_the_year_before() -> None:
    found = holiday(dt.date(2021, 12, 31), calendar=JUDICIAL)
    assert found is not None
    assert found.in_place_of == dt.date(2022, 1, 1)


@pytest.mark.parametrize(
    ("name", "calendar", "without", "since"),
    [
        ("Columbus Day", JUDICIAL, 2022, None),
        ("Native American Day", JUDICIAL, 2021, 2022),
        ("Juneteenth", JUDICIAL, 2022, 2023),
        ("Juneteenth", LEGAL, 2022, 2023),
        ("Lunar New Year", LEGAL, 2022, 2023),
        ("Diwali", LEGAL, 2025, 2026),
    ],
)
def test_a_holiday_begins_with_its_law(name: str, calendar: HolidayCalendar, without: int, since: int | None) -> None:
    assert name not in {row.name for row in holidays_in(without, calendar=calendar)}
    assert since is None or name in {row.name for row in holidays_in(since, calendar=calendar)}


@pytest.mark.parametrize("name", ["Juneteenth", "Native American Day", "Lunar New Year", "Diwali", "Lincoln Day"])
def test_what_staff_may_take_instead_closes_no_office(name: str) -> None:
    assert all(name not in {row.name for row in holidays_in(year, calendar=PAID)} for year in years_of(PAID))


def test_the_friday_after_thanksgiving_is_no_legal_holiday() -> None:
    assert "2014-11-28" not in days(2014, CIVIL) | days(2014, LEGAL)
    assert "2014-11-28" in days(2014, PAID) & days(2014, JUDICIAL)


def test_good_friday_is_a_holiday_for_a_part_of_the_day() -> None:
    found = holiday(dt.date(2024, 3, 29), calendar=LEGAL)
    assert found is not None
    assert not found.is_full_day


@pytest.mark.parametrize("year", [2012, 2031])
def test_a_year_beyond_the_tables_is_refused(year: int) -> None:
    with pytest.raises(UnusableArguments, match="unusable-arguments"):
        holiday(dt.date(year, 7, 4), calendar=JUDICIAL)
    with pytest.raises(UnusableArguments) as refused:
        holidays_in(year, calendar=PAID)
    assert "from 2013 to 2030" in refused.value.explain()
