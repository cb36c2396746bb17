"""Where a case stands by what was recorded, and where its course stops."""

from __future__ import annotations

import datetime as dt

import msgspec
from hypothesis import given
from hypothesis import strategies as some

from openimr.calendars.instants import pacific_day
from openimr.cases.case import State
from openimr.reviews.course import course_of, receipt_of, went
from unit.reviews.scenes import whole, with_registry


def test_the_course_follows_what_was_recorded() -> None:
    course = course_of(whole())
    assert course.state == State.RECORDS_COMPLETE.words
    assert len(course.recorded) == len(whole().events)
    assert course.recorded[0].startswith(pacific_day(whole().events[0].at).isoformat())
    assert course.clocks
    assert course.letters
    assert course.refused is None


def test_without_records_of_it_the_case_is_received_and_nothing_is_told() -> None:
    course = course_of(with_registry(whole(), events=()))
    assert course.state == State.RECEIVED.words
    assert course.recorded == ()


def test_the_receipt_of_a_day_without_its_hour_is_the_first_of_the_day() -> None:
    event = receipt_of(whole())
    assert pacific_day(event.at) == whole().filing.application.received_on
    noon = dt.datetime(2014, 10, 14, 12, tzinfo=dt.timezone(-dt.timedelta(hours=7)))
    application = msgspec.structs.replace(whole().filing.application, received_at=noon)
    filing = msgspec.structs.replace(whole().filing, application=application)
    assert receipt_of(with_registry(whole(), filing=filing)).at == noon


@given(gone=some.integers(0, 4))
def test_what_the_life_cycle_does_not_allow_stops_the_course(gone: int) -> None:
    events = whole().events
    left = (*events[:gone], *events[gone + 1 :])
    way = went(left)
    if gone == len(events) - 1:
        assert way.refused is None
        return
    assert way.refused is not None
    assert way.refused.event == left[gone]
    assert len(way.recorded) == gone


def test_a_course_that_cannot_begin_says_so() -> None:
    course = course_of(with_registry(whole(), events=whole().events[1:]))
    assert course.state == "not recorded"
    assert course.clocks == ()
    assert course.refused is not None
