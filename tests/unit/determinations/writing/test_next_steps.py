from __future__ import annotations

import datetime as dt

import pytest

from openimr.determinations.model import Dates, Outcome
from openimr.determinations.writing.next_steps import next_steps
from unit.determinations.writing.letters import a_letter, a_treatment


def steps(issued: dt.date | None, *outcomes: Outcome | None) -> dict[str, str]:
    treatments = tuple(a_treatment(outcome=outcome) for outcome in outcomes)
    found = next_steps(a_letter(dates=Dates(issued=issued), disputed_treatments=treatments))
    return {entry.label: entry.text for entry in found}


def test_the_last_day_to_appeal_is_shown_with_its_arithmetic() -> None:
    last = steps(dt.date(2015, 3, 25), Outcome.UPHELD)["Last day to appeal:"]
    assert last.startswith("March 25, 2015 + 30 days = Friday, April 24, 2015, if it was mailed on the day")
    assert "+ 5 days = Wednesday, April 29, 2015" in last


@pytest.mark.parametrize("issued", [None, dt.date(9999, 12, 31)])
def test_without_a_day_of_issue_nothing_is_counted(issued: dt.date | None) -> None:
    assert "count 30 days from it" in steps(issued, Outcome.UPHELD)["Last day to appeal:"]


@pytest.mark.parametrize("outcome", [Outcome.OVERTURNED, Outcome.PARTIALLY_OVERTURNED])
def test_what_was_overturned_must_be_authorized_or_paid(outcome: Outcome) -> None:
    found = steps(None, Outcome.UPHELD, outcome)
    assert "within 5 working days" in found["To get the treatment:"]
    assert "within 20 days" in found["To be paid for treatment already given:"]
    assert found["To get the treatment:"].endswith("[8 CCR 9792.10.7(a)(2)]")


@pytest.mark.parametrize("outcome", [Outcome.UPHELD, None])
def test_nothing_need_be_authorized_where_nothing_was_overturned(outcome: Outcome | None) -> None:
    assert list(steps(None, outcome)) == ["To appeal:", "Last day to appeal:"]


def test_what_was_not_read_in_the_law_itself_is_marked() -> None:
    found = steps(None)
    assert found["To appeal:"].endswith("[Labor Code 4610.6(h) (partial)]")
    assert "(unverified)]" in found["Last day to appeal:"]
