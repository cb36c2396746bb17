"""The clocks of a case: each by the rules of its own day, on the right anchor, and never run backwards."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from openimr.calendars.deadlines import Standing
from openimr.calendars.instants import pacific
from openimr.calendars.service import Place, ServiceMethod
from openimr.cases import events as ev
from openimr.cases.case import Case, State
from openimr.cases.clock import Clock
from openimr.cases.events import Recipient, Role
from openimr.cases.terms import Priority
from openimr.citations import Verification
from rules.life_cycle.scenes import asked, asked_for_more, overdue, reviewing_without_records
from unit.cases import stories as st

DAY = dt.timedelta(days=1)


def clock(case: Case, name: str) -> Clock:
    found = case.running_clock(name)
    assert found is not None, [running.id for running in case.running]
    return found


def day(words: str) -> dt.date:
    return dt.date.fromisoformat(words)


@pytest.mark.parametrize(
    ("method", "rule", "due_on"),
    [
        (ServiceMethod.MAIL, "records", "2024-03-22"),  # 15 days from 2024-03-07, 8 CCR 9792.10.5(a)(1)
        (ServiceMethod.ELECTRONIC, "records-electronic-notice", "2024-03-19"),  # 12 days
        (ServiceMethod.FAX, "records", "2024-03-22"),
    ],
)
def test_records_are_due_by_the_manner_of_the_notice(method: ServiceMethod, rule: str, due_on: str) -> None:
    found = clock(st.awaiting(method), "records")
    assert (found.rule, found.due_on) == (rule, day(due_on))
    assert any("hand or fax" in words for words in found.doubts) is (method is ServiceMethod.FAX)


def test_records_of_an_expedited_review_are_due_24_hours_after_receipt_over_the_change_of_clocks() -> None:
    case = st.eligible(priority=Priority.EXPEDITED)
    received_at = st.at("2024-03-09", 14)  # clocks go forward on 2024-03-10
    what = ev.Assigned(method=ServiceMethod.ELECTRONIC, received_at=received_at)
    case = st.happens(case, st.event(what, Role.COORDINATOR, "2024-03-09"))
    found = clock(case, "records")
    assert found.due_at is not None
    assert f"{pacific(found.due_at):%Y-%m-%d %H:%M}" == "2024-03-10 15:00"
    assert found.standing(found.due_at) is Standing.LAST_DAY
    assert found.has_passed(found.due_at + dt.timedelta(seconds=1))
    assert found.end == "2024-03-10 15:00 PDT"


def test_without_a_documented_receipt_24_hours_run_from_sending_and_say_so() -> None:
    case = st.awaiting(priority=Priority.EXPEDITED)
    assert any("not documented" in words for words in clock(case, "records").doubts)


def test_the_determination_is_due_30_days_after_the_documents_came() -> None:
    found = clock(st.with_records(), "determination")
    assert (found.anchored_on, found.due_on) == (day("2024-03-19"), day("2024-04-18"))
    assert found.verification is Verification.VERIFIED
    assert found.standing(st.at("2024-04-17")) is Standing.OPEN


def test_without_the_administrators_records_the_time_runs_from_the_last_documents_and_says_so() -> None:
    found = clock(reviewing_without_records(), "determination")
    assert found.anchored_on == day("2024-03-24")
    assert any("was not read" in words for words in found.doubts)


def test_an_expedited_determination_is_due_in_three_days() -> None:
    found = clock(st.with_records(priority=Priority.EXPEDITED), "determination")
    assert (found.rule, found.due_on) == ("determination-expedited", day("2024-03-22"))
    assert found.verification is Verification.UNVERIFIED


@pytest.mark.parametrize(("disputed", "runs"), [("2017-12-31", False), ("2018-01-01", True)])
def test_a_drug_of_the_formulary_is_due_in_five_working_days_since_2018(disputed: str, *, runs: bool) -> None:
    treatments = st.filed(1, is_formulary_dispute=True)
    case = st.with_records(treatments=treatments, disputed_on=day(disputed))
    assert (case.running_clock("determination-formulary") is not None) is runs
    if runs:  # 2024-03-19 is a Tuesday
        assert clock(case, "determination-formulary").due_on == day("2024-03-26")


def test_where_the_day_of_the_dispute_is_not_documented_the_day_of_receipt_stands_for_it_and_says_so() -> None:
    case = st.with_records(treatments=st.filed(1, is_formulary_dispute=True), disputed_on=None)
    found = clock(case, "determination-formulary")
    assert found.rules_on == case.received_on
    assert any("day of the dispute is not documented" in words for words in found.doubts)


@pytest.mark.parametrize(
    ("received", "due_on"),
    [
        ("2014-02-11", "2014-03-18"),  # 15 calendar days from 2014-03-03, by the rules of 2013
        ("2014-02-12", "2014-03-08"),  # 5 business days, Saturday counting until 2019; a closed last day rolls
    ],
)
def test_a_case_stays_on_the_rules_of_its_receipt(received: str, due_on: str) -> None:
    case = st.happens(None, st.event(st.received(received_on=day(received)), Role.EMPLOYEE, received))
    case = st.happens(case, st.event(ev.ScreeningBegun(), Role.COORDINATOR, "2014-03-03"))
    what = ev.InformationAsked(missing=("the signature",), received_on=day("2014-03-03"))
    case = st.happens(case, st.event(what, Role.COORDINATOR, "2014-03-03"))
    found = clock(case, "answer")
    assert found.rules_on == day(received)
    assert found.safe_on == day(due_on)


def test_a_question_whose_receipt_is_not_documented_counts_from_sending_and_says_so() -> None:
    what = ev.InformationAsked(missing=("the signature",))
    case = st.happens(st.screening(), st.event(what, Role.COORDINATOR, "2024-03-06"))
    assert any("not documented" in words for words in clock(case, "answer").doubts)


def test_on_its_last_day_an_answer_is_still_awaited_and_the_day_after_not() -> None:
    case = asked()
    last = clock(case, "answer").due_on
    lapsed = st.event(ev.InformationLapsed(), Role.COORDINATOR, last.isoformat(), hour=23)
    assert st.refused(case, lapsed).reasons[0].missing == (f"answer runs until {last}",)
    after = st.happens(case, st.event(ev.InformationLapsed(), Role.COORDINATOR, (last + DAY).isoformat(), hour=0))
    assert after.state is State.SCREENING


def test_on_their_last_day_records_are_not_overdue_and_the_day_after_they_are() -> None:
    case = st.awaiting()
    last = clock(case, "records").due_on
    assert st.refused(case, st.event(ev.RecordsOverdueNoted(), Role.COORDINATOR, last.isoformat(), hour=23)).codes == (
        "records-time-passed",
    )
    after = st.happens(case, st.event(ev.RecordsOverdueNoted(), Role.COORDINATOR, (last + DAY).isoformat(), hour=0))
    assert after.state is State.RECORDS_OVERDUE


def converted(case: Case, on: str) -> Case:
    what = ev.Expedited(certification=st.certification())
    return st.happens(case, st.event(what, Role.REQUESTING_PHYSICIAN, on, hour=10))


def test_conversion_gives_24_hours_for_records_and_stops_what_ran_before() -> None:
    case = converted(st.awaiting(), "2024-03-11")
    found = clock(case, "records")
    assert found.rule == "records-expedited"
    assert found.due_at == st.at("2024-03-12", 10)
    old = next(row for row in case.clocks if row.rule == "records")
    assert (old.ended_by, old.is_running) == ("convert", False)
    assert case.running_clock("determination-from-assignment") is None


def test_conversion_gives_three_days_for_the_determination() -> None:
    case = converted(st.reviewing(), "2024-03-25")
    found = clock(case, "determination")
    assert (found.rule, found.due_on) == ("determination-expedited", day("2024-03-28"))
    assert found.verification is Verification.UNVERIFIED


def test_conversion_shortens_the_time_for_more_information() -> None:
    case = converted(asked_for_more(), "2024-03-27")
    assert clock(case, "more-information").due_on == day("2024-03-28")


@pytest.mark.parametrize(("on", "rule"), [("2024-03-21", "records-expedited"), ("2024-03-22", "records")])
def test_conversion_gives_no_more_time_for_records_than_there_was(on: str, rule: str) -> None:
    case = converted(st.awaiting(), on)  # due on 2024-03-22

    assert (clock(case, "records").rule, clock(case, "records").due_on) == (rule, day("2024-03-22"))
    assert [row.id for row in case.clocks].count("records") == (1 if rule == "records" else 2)


@pytest.mark.parametrize(
    ("on", "rule", "due_on"),
    [
        ("2024-04-14", "determination-expedited", "2024-04-17"),
        ("2024-04-15", "determination", "2024-04-18"),
        ("2024-04-17", "determination", "2024-04-18"),
        ("2024-04-19", "determination", "2024-04-18"),
    ],
)
def test_conversion_gives_no_more_time_for_the_determination_than_there_was(on: str, rule: str, due_on: str) -> None:
    found = clock(converted(st.reviewing(), on), "determination")

    assert (found.rule, found.due_on) == (rule, day(due_on))


def test_conversion_gives_no_new_time_for_records_that_are_overdue() -> None:
    found = clock(converted(overdue(), "2024-03-25"), "records")

    assert (found.rule, found.due_on) == ("records", day("2024-03-22"))


def test_conversion_before_assignment_starts_no_clock() -> None:
    case = converted(st.screening(), "2024-03-06")
    assert case.priority is Priority.EXPEDITED
    assert not case.clocks


def extended(case: Case, on: str = "2024-03-25") -> Case:
    what = ev.ExtensionApproved(reason="Good cause.")
    return st.happens(case, st.event(what, Role.ADMINISTRATIVE_DIRECTOR, on))


def test_an_extension_runs_from_the_last_day_of_what_it_extends() -> None:
    case = extended(st.reviewing())
    found = clock(case, "extension")
    assert (found.anchored_on, found.due_on) == (day("2024-04-18"), day("2024-04-22"))  # the 21st is a Sunday
    assert case.running_clock("determination") is None
    again = st.event(ev.ExtensionApproved(reason="Again."), Role.ADMINISTRATIVE_DIRECTOR, "2024-03-26")
    assert set(st.refused(case, again).codes) == {"determination-running", "not-extended-yet"}


def test_an_extended_review_that_becomes_expedited_has_three_days() -> None:
    case = converted(extended(st.reviewing()), "2024-03-26")
    assert clock(case, "extension").due_on == day("2024-03-29")


def test_a_reviewer_who_withdraws_does_not_start_the_determination_anew() -> None:
    case = reviewing_without_records()
    what = ev.ReviewerWithdrew(reviewer="r1", reason="ill")
    case = st.happens(case, st.event(what, Role.COORDINATOR, "2024-03-26"))
    case = st.happens(case, st.event(st.designated("r2"), Role.COORDINATOR, "2024-03-27"))
    assert [row.id for row in case.clocks].count("determination") == 1


@pytest.mark.parametrize(
    ("method", "place", "due_on"),
    [
        (ServiceMethod.HAND, None, "2024-04-29"),  # 30 days end on Sunday 2024-04-28
        (ServiceMethod.MAIL, None, "2024-05-03"),
        (ServiceMethod.MAIL, Place.UNITED_STATES, "2024-05-08"),
    ],
)
def test_the_time_to_appeal_is_that_of_the_party_that_has_longest(
    method: ServiceMethod, place: Place | None, due_on: str
) -> None:
    rows = list(st.served("2024-03-29", method=ServiceMethod.HAND).services)
    rows[0] = st.service(Recipient.EMPLOYEE, "2024-03-29", method, place=place)
    what = ev.DeterminationServed(services=tuple(rows))
    case = st.happens(st.determined(), st.event(what, Role.COORDINATOR, "2024-03-29"))
    assert clock(case, "appeal").due_on == day(due_on)


def test_what_was_overturned_is_authorized_in_five_working_days_of_receipt_and_paid_in_twenty() -> None:
    case = st.determined(
        st.ready(
            st.in_quality(st.all_signed(st.reviewing(treatments=(*st.filed(1), *st.filed(2, is_retrospective=True)))))
        )
    )
    whole = st.served("2024-03-28", method=ServiceMethod.ELECTRONIC)
    rows = tuple(
        replace(row, received_on=day("2024-03-29")) if row.recipient is Recipient.CLAIMS_ADMINISTRATOR else row
        for row in whole.services
    )
    case = st.happens(case, st.event(replace(whole, services=rows), Role.COORDINATOR, "2024-03-29"))
    assert clock(case, "authorize").due_on == day("2024-04-08")  # César Chávez Day, Monday 2024-04-01 by the calendar
    assert clock(case, "pay").due_on == day("2024-04-18")
    assert clock(case, "pay").rules_on == day("2024-03-28")


def test_implementation_waits_while_an_appeal_lasts_and_runs_again_under_a_new_clock() -> None:
    case = st.appealed()
    assert not case.running
    case = st.happens(case, st.event(ev.Affirmed(), Role.APPEALS_BOARD, "2024-06-03"))
    found = clock(case, "authorize")
    assert found.anchored_on == day("2024-06-03")
    assert [row.is_running for row in case.clocks if row.id == "authorize"] == [False, True]
    assert found.verification is Verification.UNVERIFIED


@pytest.mark.parametrize(
    ("method", "due_on"),
    [(ServiceMethod.HAND, "2024-04-05"), (ServiceMethod.MAIL, "2024-04-10"), (None, "2024-04-10")],
)
def test_where_the_manner_of_service_is_not_documented_the_time_to_appeal_runs_as_if_mailed(
    method: ServiceMethod | None, due_on: str
) -> None:
    what = replace(st.screened(ineligible=(1, 2)), method=method)
    case = st.happens(st.screening(), st.event(what, Role.COORDINATOR, "2024-03-06"))
    found = clock(case, "ineligibility-appeal")
    assert (found.safe_on, found.due_on) == (day("2024-04-05"), day(due_on))
    assert any("is not documented" in words for words in found.doubts) is (method is None)


def test_a_case_is_closed_the_day_after_the_last_day_to_appeal() -> None:
    case = st.screening()
    case = st.happens(case, st.event(st.screened(ineligible=(1, 2)), Role.COORDINATOR, "2024-03-06"))
    last = clock(case, "ineligibility-appeal").due_on
    assert last == day("2024-04-10")  # 30 days and 5 for mail
    assert st.refused(case, st.event(ev.Closed(), Role.COORDINATOR, last.isoformat())).codes == ("appeal-time-passed",)
    assert not st.happens(case, st.event(ev.Closed(), Role.COORDINATOR, (last + DAY).isoformat())).running


def test_documents_before_a_remand_do_not_begin_the_new_time() -> None:
    case = st.happens(st.remanded(), st.event(ev.Assigned(method=ServiceMethod.MAIL), Role.COORDINATOR, "2024-06-04"))
    last = clock(case, "records").due_on + DAY
    case = st.happens(case, st.event(ev.RecordsOverdueNoted(), Role.COORDINATOR, last.isoformat()))
    case = st.happens(case, st.event(st.designated("r2"), Role.COORDINATOR, last.isoformat()))
    assert clock(case, "determination").anchored_on == day("2024-06-04")
    assert clock(case, "determination").round == 2


def test_a_stopped_clock_keeps_the_standing_it_had() -> None:
    case = st.happens(overdue(), st.event(st.all_records(), Role.CLAIMS_ADMINISTRATOR, "2024-04-01"))
    found = next(row for row in case.clocks if row.id == "records")
    assert found.has_passed(st.at("2024-03-20"))
