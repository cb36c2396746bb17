from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from openimr.calendars.counting import DayCount, is_open
from openimr.calendars.instants import pacific, pacific_day
from openimr.cases.case import Case, State
from openimr.cases.events import Event, RecordsReceived, Role
from openimr.cases.life_cycle import Refused, apply
from openimr.cases.utilization import LiabilityDispute
from openimr.reviews.folder import read_events, write_events
from openimr.samples.whole_cases import WholeCaseSample
from openimr.samples.whole_cases.recording import next_open_day, recorded_events


def went(events: tuple[Event, ...]) -> Case:
    """The case after the events, each of which the life cycle must allow."""
    case: Case | None = None
    for event in events:
        result = apply(case, event)
        assert not isinstance(result, Refused), result.explain()
        case = result.case
    assert case is not None
    return case


def kinds(events: tuple[Event, ...]) -> list[str]:
    return [event.kind for event in events]


def test_the_life_cycle_allows_each_event_and_the_records_are_complete_at_the_end(
    cases: tuple[WholeCaseSample, ...],
) -> None:
    for sample in cases:
        case = went(sample.events)
        assert case.state is State.RECORDS_COMPLETE
        assert case.open_numbers == tuple(row.number for row in sample.filing.disputed_treatments)


def test_every_step_lies_on_a_working_day_in_the_hours_of_an_office(cases: tuple[WholeCaseSample, ...]) -> None:
    for event in (event for sample in cases for event in sample.events):
        at = pacific(event.at)
        assert is_open(at.date(), DayCount.WORKING_DAYS)
        assert 8 <= at.hour < 17


def test_no_clock_of_the_organization_or_the_claims_administrator_ran_out(cases: tuple[WholeCaseSample, ...]) -> None:
    for sample in cases:
        case: Case | None = None
        for event in sample.events:
            late = [clock.id for clock in case.clocks if clock.has_passed(event.at)] if case else []
            assert late == []
            result = apply(case, event)
            assert not isinstance(result, Refused)
            case = result.case


def test_nobody_is_named_in_what_was_recorded(cases: tuple[WholeCaseSample, ...]) -> None:
    for sample in cases:
        names = {sample.filing.parties.employee.name.last, sample.filing.parties.requesting_physician.name.last}
        assert not any(name in write_events(sample.events) for name in names)


def test_the_events_are_read_back_as_they_were_written(followed: dict[str, WholeCaseSample]) -> None:
    events = followed["004"].events

    assert read_events(write_events(events), where="events.yaml") == events


def test_each_kind_of_records_came_or_is_said_not_to_exist(followed: dict[str, WholeCaseSample]) -> None:
    (what,) = (event.what for event in followed["003"].events if isinstance(event.what, RecordsReceived))

    assert [kind.value[0] for kind in what.kinds] == ["a", "b", "c", "d", "e"]
    assert what.absent == ()
    reports = replace(
        followed["003"].truth,
        documents=tuple(one for one in followed["003"].truth.documents if one.kind == "progress_report"),
    )
    (fewer,) = (
        event.what
        for event in recorded_events(followed["003"].filing, reports)
        if isinstance(event.what, RecordsReceived)
    )
    assert [kind.value[0] for kind in fewer.kinds] == ["a"]
    assert [kind.value[0] for kind in fewer.absent] == ["b", "c", "d", "e"]


def test_the_side_that_signed_sends_the_application(followed: dict[str, WholeCaseSample]) -> None:
    assert followed["000"].events[0].by is Role.EMPLOYEE
    assert followed["001"].events[0].by is Role.ATTORNEY
    sample = followed["001"]
    unsigned = replace(sample.filing, application=replace(sample.filing.application, signature=None))
    assert recorded_events(unsigned, sample.truth)[0].by is Role.COORDINATOR


def test_a_case_with_nothing_eligible_is_not_assigned(followed: dict[str, WholeCaseSample]) -> None:
    sample = followed["000"]
    late = replace(sample.filing.application, received_on=sample.filing.application.received_on + dt.timedelta(200))
    events = recorded_events(replace(sample.filing, application=late), sample.truth)

    assert kinds(events) == ["received", "screening_begun", "screened"]
    assert went(events).state is State.INELIGIBLE


def test_a_case_with_a_dispute_over_liability_waits(followed: dict[str, WholeCaseSample]) -> None:
    sample = followed["000"]
    dispute = LiabilityDispute(about="the injury", raised_on=sample.filing.application.received_on)
    events = recorded_events(replace(sample.filing, liability=(dispute,)), sample.truth)

    assert went(events).state is State.DEFERRED


def test_a_case_on_which_a_person_must_decide_is_not_screened(followed: dict[str, WholeCaseSample]) -> None:
    sample = followed["000"]
    signed = replace(sample.filing.application, signature=None)
    events = recorded_events(replace(sample.filing, application=signed), sample.truth)

    assert kinds(events) == ["received", "screening_begun"]


def test_an_application_that_came_on_a_closed_day_is_recorded_on_the_next_open_one() -> None:
    saturday = dt.date(2014, 9, 20)

    assert next_open_day(saturday) == dt.date(2014, 9, 22)
    assert next_open_day(dt.date(2014, 9, 22)) == dt.date(2014, 9, 22)


def test_the_reviewer_is_named_after_the_records_and_the_determination_is_in_time(
    followed: dict[str, WholeCaseSample],
) -> None:
    for sample in followed.values():
        assert sample.review is not None
        assert sample.review.designated is not None
        assert sample.review.issued is not None
        case = went(sample.events)
        (clock,) = (clock for clock in case.clocks if clock.id == "determination")
        assert sample.events[-1].at < sample.review.designated.at < sample.review.issued.at
        assert not clock.has_passed(sample.review.issued.at)
        assert pacific_day(sample.review.designated.at) == sample.review.attestation.attested_on
