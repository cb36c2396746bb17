"""Which letters a step makes due: to whom, by when, and by what law."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.calendars.service import ServiceMethod
from openimr.cases import events as ev
from openimr.cases.case import Case
from openimr.cases.events import Event, Recipient, Role
from openimr.cases.letters import LetterDue, letter_rows
from rules.life_cycle.scenes import asked_for_more, overdue
from unit.cases import stories as st


def test_the_notice_of_assignment_is_due_one_business_day_after_the_finding() -> None:
    done = st.applied(st.screening(), st.event(st.screened(1, 2), Role.COORDINATOR, "2024-03-08"))  # a Friday
    (letter,) = done.letters
    assert letter.kind == "assignment-notice"
    assert (letter.due_on, letter.is_at_once) == (dt.date(2024, 3, 11), False)
    assert "by when they must be received" in " ".join(letter.contains)


@pytest.mark.parametrize("represented", [True, False])
def test_the_attorney_is_written_to_where_the_employee_has_one(*, represented: bool) -> None:
    case = st.screening(is_represented=represented)
    done = st.applied(case, st.event(st.screened(1, 2), Role.COORDINATOR, "2024-03-06"))
    assert (Recipient.ATTORNEY in done.letters[0].recipients) is represented
    assert Recipient.CLAIMS_ADMINISTRATOR in done.letters[0].recipients


def only(case: Case, event: Event) -> LetterDue:
    (letter,) = st.applied(case, event).letters
    return letter


def test_a_conversion_is_told_to_all_parties_at_once() -> None:
    what = ev.Expedited(certification=st.certification())
    letter = only(st.awaiting(), st.event(what, Role.REQUESTING_PHYSICIAN, "2024-03-08"))
    assert (letter.kind, letter.due_on, letter.is_at_once) == ("conversion-notice", dt.date(2024, 3, 8), True)
    assert len(letter.recipients) == 4


def test_request_and_answer_of_more_information_are_copied_to_all_parties() -> None:
    what = ev.MoreInformationAsked(missing=("the operative report",))
    asked = only(st.reviewing(), st.event(what, Role.COORDINATOR, "2024-03-21"))
    answered = only(asked_for_more(), st.event(ev.MoreInformationReceived(), Role.EMPLOYEE, "2024-03-28"))
    assert asked.recipients == answered.recipients
    assert len(asked.recipients) == 4


def test_where_nothing_is_ineligible_no_such_decision_is_due() -> None:
    done = st.applied(st.screening(), st.event(st.screened(1, deferred=(2,)), Role.COORDINATOR, "2024-03-06"))
    assert [letter.kind for letter in done.letters] == ["assignment-notice", "deferral-notice"]


def test_sending_the_notice_makes_no_further_letter_due() -> None:
    what = ev.Assigned(method=ServiceMethod.MAIL)
    assert not st.applied(st.eligible(), st.event(what, Role.COORDINATOR, "2024-03-07")).letters


def test_overdue_records_are_told_to_the_claims_administrator() -> None:
    letter = only(st.awaiting(), st.event(ev.RecordsOverdueNoted(), Role.COORDINATOR, "2024-03-25"))
    assert letter.recipients == (Recipient.CLAIMS_ADMINISTRATOR, Recipient.ADMINISTRATIVE_DIRECTOR)
    assert overdue().clocks


def test_each_kind_of_letter_says_what_it_must_contain_and_by_what_law() -> None:
    for row in letter_rows().values():
        assert row.contains
        assert row.recipients
        assert row.citation().title == row.title
