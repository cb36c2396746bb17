from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.calendars import Deadline, Place, ServiceMethod, Standing, deadline_rules, due
from openimr.calendars.deadline_rules import DeadlineRule
from openimr.citations import Verification

DAY = dt.timedelta(days=1)
BY_DAYS = [rule for rule in deadline_rules() if rule.unit != "hours"]
DAYS = st.dates(dt.date(2013, 1, 1), dt.date(2029, 6, 1))
MAIL = ServiceMethod.MAIL


def counted(rule: DeadlineRule, day: dt.date, service: ServiceMethod | None = None) -> Deadline:
    return due(rule.id, day, rules_on=rule.from_, service=service if rule.takes_service else None)


@given(st.sampled_from(BY_DAYS), DAYS, st.integers(0, 40), st.sampled_from([None, *ServiceMethod]))
def test_a_later_event_never_brings_the_day_back(
    rule: DeadlineRule, day: dt.date, later: int, service: ServiceMethod | None
) -> None:
    sooner, after = counted(rule, day, service), counted(rule, day + later * DAY, service)
    assert after.due_on >= sooner.due_on
    assert after.safe_on >= sooner.safe_on


@given(st.sampled_from([rule for rule in BY_DAYS if rule.takes_service]), DAYS)
def test_the_farther_the_address_the_later_the_day(rule: DeadlineRule, day: dt.date) -> None:
    near, far, abroad = (due(rule.id, day, rules_on=rule.from_, service=MAIL, place=place).due_on for place in Place)
    assert counted(rule, day, ServiceMethod.HAND).due_on <= near <= far <= abroad


@given(st.sampled_from(BY_DAYS), DAYS, st.sampled_from([None, *ServiceMethod]))
def test_the_safe_day_is_never_after_the_last_day(
    rule: DeadlineRule, day: dt.date, service: ServiceMethod | None
) -> None:
    found = counted(rule, day, service)
    assert found.safe_on <= found.due_on
    assert found.steps[-1].day == found.due_on
    assert found.standing(found.due_on) is Standing.LAST_DAY


def test_an_instant_stands_against_an_instant() -> None:
    found = due("records-expedited", dt.datetime.fromisoformat("2026-03-07T12:00-08:00"))
    end = found.due_at
    assert end is not None
    assert found.standing(end) is Standing.LAST_DAY
    assert found.standing(end + dt.timedelta(seconds=1)) is Standing.PASSED
    assert found.standing(end - dt.timedelta(days=1)) is Standing.OPEN
    assert found.standing(found.due_on) is Standing.LAST_DAY
    assert found.days_late(end + dt.timedelta(days=2)) == 2


def test_an_instant_stands_against_a_day_by_its_day_in_california() -> None:
    found = due("pay", dt.date(2014, 6, 13))  # until 2014-07-03
    assert found.standing(dt.datetime.fromisoformat("2014-07-04T06:59+00:00")) is Standing.LAST_DAY
    assert found.standing(dt.datetime.fromisoformat("2014-07-04T07:00+00:00")) is Standing.PASSED


def test_days_beyond_a_period_that_reaches_back_are_before_its_first_day() -> None:
    found = due("records-reach-back", dt.date(2015, 3, 31))
    assert found.due_on == dt.date(2014, 9, 30)
    assert found.standing(dt.date(2014, 9, 29)) is Standing.PASSED
    assert found.standing(dt.date(2014, 10, 1)) is Standing.OPEN
    assert "back from request" in found.arithmetic


def test_the_words_are_those_of_the_plan() -> None:
    words = "15 calendar days from mailing on 2026-03-02 = 2026-03-17, 8 CCR 9792.10.5(a)(1)"
    found = due("records", dt.date(2026, 3, 2))
    assert found.arithmetic == words
    assert found.verification is Verification.VERIFIED
    assert found.doubts == ()


def test_the_day_that_selects_the_rules_may_be_another_than_the_event() -> None:
    event = dt.date(2014, 2, 20)
    assert due("eligibility-answer", event, rules_on=dt.date(2014, 2, 11)).rule.length == 15
    assert due("eligibility-answer", event, rules_on=dt.date(2014, 2, 12)).rule.length == 5
    assert due("eligibility-answer", event).rule_set == "V2"


def test_holidays_that_were_passed_over_are_named() -> None:
    found = due("authorize", dt.date(2014, 12, 22))
    assert "(not counted: Christmas Day 2014-12-25)" in found.arithmetic


def test_a_closed_last_day_is_named_with_all_that_follow() -> None:
    found = due("pay", dt.date(2014, 6, 14))
    assert "closed: 2014-07-04 Independence Day, 2014-07-05 Saturday, 2014-07-06 Sunday" in found.arithmetic
    assert found.verification is Verification.UNVERIFIED  # that the roll covers this rule is inferred


def test_without_the_manner_of_service_no_days_are_added_and_nobody_is_refused() -> None:
    found = due("application", dt.date(2014, 5, 1))
    assert found.due_on == dt.date(2014, 6, 2)  # 2014-05-31 is a Saturday
    assert not found.can_refuse
    assert "by mail in California it would be 5 more, 2014-06-05" in found.doubts[-1]


@pytest.mark.parametrize(
    ("rule", "service"),
    [("application", ServiceMethod.HAND), ("application", ServiceMethod.MAIL), ("appeal", ServiceMethod.MAIL)],
)
def test_a_hard_guard_whose_length_is_known_may_refuse(rule: str, service: ServiceMethod) -> None:
    assert due(rule, dt.date(2024, 5, 1), service=service).can_refuse


@pytest.mark.parametrize(
    ("rule", "service"),
    [
        ("application", ServiceMethod.ELECTRONIC),
        ("application", ServiceMethod.FAX),
        ("application", None),
        ("application-after-liability", ServiceMethod.HAND),
        ("application-formulary", ServiceMethod.HAND),
        ("pay", None),
    ],
)
def test_nothing_else_may_refuse(rule: str, service: ServiceMethod | None) -> None:
    assert not due(rule, dt.date(2024, 5, 1), service=service).can_refuse


def test_a_hard_guard_that_takes_no_service_may_refuse() -> None:
    assert due("missing-decision-reminder", dt.date(2014, 3, 3)).can_refuse


def test_what_is_unverified_is_marked_in_the_words() -> None:
    found = due("application-formulary", dt.date(2024, 5, 1), service=ServiceMethod.HAND)
    assert "(unverified)" in found.arithmetic
    assert found.doubts[0].startswith("The rule is unverified")


def test_rules_after_the_amendments_of_2026_are_in_doubt() -> None:
    before, after = (due("records", day) for day in (dt.date(2026, 3, 31), dt.date(2026, 4, 1)))
    assert before.doubts == ()
    assert "amended from 2026-04-01" in after.doubts[0]
    assert after.verification is Verification.PARTIAL


def test_the_first_half_of_2013_is_for_new_injuries_only() -> None:
    assert "injuries on or after 2013-01-01" in due("records", dt.date(2013, 6, 28)).doubts[0]
    assert due("records", dt.date(2013, 7, 1)).doubts == ()


def test_a_fax_that_came_late_begins_on_the_next_business_day_and_says_so() -> None:
    found = due("ur-prospective", dt.datetime.fromisoformat("2026-03-06T18:00-08:00"), service=ServiceMethod.FAX)
    assert found.anchored_on == dt.date(2026, 3, 9)
    assert found.arithmetic.startswith("fax at 2026-03-06 18:00 PST is received on 2026-03-09, 8 CCR 9792.9.1(a)(1)")
