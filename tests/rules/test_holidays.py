"""Our tables of holidays agree with an independent package, but for the differences listed beside the tables."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import holidays as package
import pytest
import yaml

from openimr.calendars.holidays import HolidayCalendar, holidays_in, years_of
from sheets import beside

SHEET = beside("law", "holidays") / "known_differences.yaml"
FRIDAY = 4


@cache
def ours(calendar: HolidayCalendar) -> dict[dt.date, str]:
    found = (row for year in years_of(calendar) for row in holidays_in(year, calendar=calendar))
    return {row.day: row.name for row in found if row.is_full_day and row.day.weekday() <= FRIDAY}


@cache
def theirs(calendar: HolidayCalendar) -> dict[dt.date, str]:
    years = years_of(calendar)
    found = package.country_holidays("US", subdiv="CA", years=years)
    return {day: name for day, name in found.items() if day.year in years and day.weekday() <= FRIDAY}


def known() -> list[dict[str, Any]]:
    differences: list[dict[str, Any]] = yaml.safe_load(SHEET.read_text("utf-8"))["differences"]
    return differences


def listed(calendar: HolidayCalendar, only_in: str) -> set[dt.date]:
    rows = (row for row in known() if row["calendar"] == calendar.value and row["only_in"] == only_in)
    return {day for row in rows for day in row["days"]}


@pytest.mark.parametrize("calendar", HolidayCalendar)
def test_every_difference_from_the_package_is_known(calendar: HolidayCalendar) -> None:
    mine, other = ours(calendar), theirs(calendar)
    assert mine.keys() - other.keys() == listed(calendar, "ours")
    assert other.keys() - mine.keys() == listed(calendar, "theirs")


def test_every_known_difference_says_why() -> None:
    assert all(len(row["why"]) > 20 and row["name"] for row in known())


def test_the_package_names_no_paid_holiday_of_the_state_less_than_we_do() -> None:
    assert ours(HolidayCalendar.PAID_STATE).keys() <= theirs(HolidayCalendar.PAID_STATE).keys()
