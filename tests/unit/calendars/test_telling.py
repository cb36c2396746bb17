from __future__ import annotations

import datetime as dt

import pytest

from openimr.calendars import ServiceMethod, deadline_rules, due
from openimr.calendars.telling import as_values, told, told_rule, told_standing

AVILA = """\
application: DWC Form IMR is received.
  Last day: Tuesday, 2014-01-28
  Safe day: Thursday, 2014-01-23, without days for service and without rolling
  Counted: 30 calendar days from service on 2013-12-24 = 2014-01-23, Labor Code 4610.5(h)(1); 8 CCR 9792.10.1(b)(1); \
+ 5 calendar days for service by mail in California = 2014-01-28, Code of Civil Procedure 1013(a); \
Avila v. UC Irvine (2015 panel) (partial)
  Kind: hard guard: one day late is late (worker)
  After it: The application is untimely and not eligible, even one day late (Avila); \
a defect mended later does not help.
  Rules: V1, as of 2013-12-24; the law selects them by the day on which the application was received
  Verification: partial
  On 2014-01-29: passed, 1 day after.
"""


def test_a_deadline_is_told_with_everything_that_it_rests_on() -> None:
    found = due("application", dt.date(2013, 12, 24), service=ServiceMethod.MAIL)
    assert told(found, on=dt.date(2014, 1, 29)) == AVILA


def test_a_day_that_selects_the_rules_is_told() -> None:
    found = due("application", dt.date(2014, 1, 20), rules_on=dt.date(2014, 2, 14), service=ServiceMethod.HAND)
    assert "  Rules: V2, selected by 2014-02-14, day on which the application was received" in told(found)


def test_a_guard_that_is_in_doubt_says_that_it_refuses_nobody() -> None:
    assert "not to refuse anybody by until confirmed" in told(due("application", dt.date(2024, 5, 1)))


def test_an_instant_is_told_with_its_clock() -> None:
    found = due("ur-expedited", dt.datetime.fromisoformat("2026-03-06T16:00-08:00"))
    assert "  Last day: Monday, 2026-03-09, 17:00 PDT" in told(found)
    assert "2026-03-06 16:00 PST = 2026-03-09 17:00 PDT" in told(found)


@pytest.mark.parametrize(
    ("rule", "anchor", "on", "words"),
    [
        ("pay", "2014-06-13", "2014-07-02", "On 2014-07-02: open."),
        ("pay", "2014-06-13", "2014-07-03", "On 2014-07-03: the last day."),
        ("pay", "2014-06-13", "2014-07-05", "On 2014-07-05: passed, 2 days after."),
        ("ur-decision-stands", "2016-02-29", "2017-02-28", "On 2017-02-28: the last day."),
        ("records-reach-back", "2015-03-31", "2014-09-30", "On 2014-09-30: the first day."),
        ("records-reach-back", "2015-03-31", "2014-09-29", "On 2014-09-29: passed."),
        ("records-reach-back", "2015-03-31", "2014-10-01", "On 2014-10-01: within it."),
    ],
)
def test_where_a_day_stands_is_one_sentence(rule: str, anchor: str, on: str, words: str) -> None:
    found = due(rule, dt.date.fromisoformat(anchor))
    assert told_standing(found, dt.date.fromisoformat(on)) == words


def test_an_instant_later_on_the_last_day_has_passed() -> None:
    found = due("records-expedited", dt.datetime.fromisoformat("2026-05-05T12:00-07:00"))
    assert told_standing(found, dt.datetime.fromisoformat("2026-05-06T12:01-07:00")).endswith(": passed.")


def test_periods_have_their_own_words() -> None:
    assert "  Ends on: Tuesday, 2017-02-28" in told(due("ur-decision-stands", dt.date(2016, 2, 29)))
    assert "  First day: Tuesday, 2014-09-30" in told(due("records-reach-back", dt.date(2015, 3, 31)))


def test_a_rule_is_told_in_one_line() -> None:
    lines = [told_rule(rule) for rule in deadline_rules()]
    assert all("\n" not in line and line.endswith(")") for line in lines)
    assert any("12 months back from date of the request" in line and "until 2014-02-11" in line for line in lines)


def test_values_hold_the_words_and_the_standing() -> None:
    found = due("pay", dt.date(2014, 6, 13))
    assert "standing" not in as_values(found)
    values = as_values(found, on=dt.date(2014, 7, 5))
    assert (values["due_on"], values["standing"], values["days_late"]) == ("2014-07-03", "passed", 2)
    assert values["arithmetic"] == found.arithmetic
    assert values["rule"]["from"] == "2013-01-01"
