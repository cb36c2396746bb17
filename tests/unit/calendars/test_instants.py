from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.calendars import instants
from openimr.calendars.instants import add_hours, pacific, pacific_day, received_on
from openimr.calendars.service import ServiceMethod
from openimr.errors import Unavailable, UnusableArguments

PACIFIC = ZoneInfo("America/Los_Angeles")
INSTANTS = st.datetimes(dt.datetime(2014, 1, 1), dt.datetime(2029, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001 - hypothesis adds the zone


def at(words: str) -> dt.datetime:
    return dt.datetime.fromisoformat(words)


@given(INSTANTS, st.integers(0, 200))
def test_hours_are_absolute(instant: dt.datetime, hours: int) -> None:
    assert add_hours(instant, hours) - pacific(instant).astimezone(dt.UTC) == dt.timedelta(hours=hours)


@given(INSTANTS, st.integers(0, 200), st.timedeltas(dt.timedelta(0), dt.timedelta(days=5)))
def test_a_later_event_never_ends_sooner(instant: dt.datetime, hours: int, later: dt.timedelta) -> None:
    assert add_hours(instant + later, hours) >= add_hours(instant, hours)
    assert add_hours(instant, hours + 1) > add_hours(instant, hours)


@given(INSTANTS, st.timedeltas(dt.timedelta(0), dt.timedelta(days=5)), st.sampled_from(ServiceMethod))
def test_what_comes_later_is_never_received_sooner(
    instant: dt.datetime, later: dt.timedelta, method: ServiceMethod
) -> None:
    assert received_on(instant + later, method=method) >= received_on(instant, method=method)


@pytest.mark.parametrize(
    ("sent", "method", "day"),
    [
        ("2026-03-06T17:29:59-08:00", ServiceMethod.FAX, "2026-03-06"),
        ("2026-03-06T17:30:00-08:00", ServiceMethod.FAX, "2026-03-06"),
        ("2026-03-06T17:30:01-08:00", ServiceMethod.FAX, "2026-03-09"),
        ("2026-03-30T18:00:00-07:00", ServiceMethod.FAX, "2026-04-01"),
        ("2018-03-16T18:00:00-07:00", ServiceMethod.FAX, "2018-03-17"),
        ("2026-03-07T01:31:00+00:00", ServiceMethod.FAX, "2026-03-09"),
        ("2026-03-06T23:59:00-08:00", ServiceMethod.ELECTRONIC, "2026-03-06"),
        ("2026-03-07T12:00:00-08:00", ServiceMethod.FAX, "2026-03-07"),
    ],
)
def test_a_fax_after_half_past_five_is_received_on_the_next_business_day(
    sent: str, method: ServiceMethod, day: str
) -> None:
    assert received_on(at(sent), method=method) == dt.date.fromisoformat(day)


def test_an_hour_that_clocks_show_twice_is_two_instants() -> None:
    first = dt.datetime(2025, 11, 2, 1, 30, tzinfo=PACIFIC, fold=0)
    second = dt.datetime(2025, 11, 2, 1, 30, tzinfo=PACIFIC, fold=1)
    assert add_hours(second, 0).astimezone(dt.UTC) - add_hours(first, 0).astimezone(dt.UTC) == dt.timedelta(hours=1)


def test_the_day_is_that_of_california() -> None:
    assert pacific_day(at("2026-01-01T07:59+00:00")) == dt.date(2025, 12, 31)
    assert pacific_day(at("2026-01-01T08:00+00:00")) == dt.date(2026, 1, 1)


def test_an_instant_without_its_zone_is_refused() -> None:
    with pytest.raises(UnusableArguments) as refused:
        pacific(dt.datetime(2026, 3, 2, 9, 30))  # noqa: DTZ001 - the fault is the point
    assert "time zone" in refused.value.explain()


def test_an_instant_in_no_calendar_is_refused() -> None:
    with pytest.raises(UnusableArguments):
        pacific(dt.datetime.min.replace(tzinfo=dt.UTC))
    with pytest.raises(UnusableArguments):
        add_hours(dt.datetime(9999, 12, 30, tzinfo=dt.UTC), 72)


def test_without_a_zone_database_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> ZoneInfo:
        raise ZoneInfoNotFoundError

    monkeypatch.setattr(instants, "ZoneInfo", missing)
    instants._zone.cache_clear()
    try:
        with pytest.raises(Unavailable) as error:
            pacific(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC))
    finally:
        instants._zone.cache_clear()

    assert "pip install tzdata" in error.value.explain()
