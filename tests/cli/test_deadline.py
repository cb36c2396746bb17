from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from openimr.calendars import deadline_rules

AVILA = ("deadline", "application", "--from", "2013-12-24", "--service", "mail")


def test_a_deadline_is_told_with_its_arithmetic(run: Callable[..., Any]) -> None:
    ended = run("deadline", "records", "--from", "2026-03-02")
    assert ended.code == 0
    assert "15 calendar days from mailing on 2026-03-02 = 2026-03-17, 8 CCR 9792.10.5(a)(1)" in ended.out


@pytest.mark.parametrize(("on", "code"), [("2014-01-27", 0), ("2014-01-28", 0), ("2014-01-29", 1)])
def test_the_exit_code_says_whether_the_day_has_passed(run: Callable[..., Any], on: str, code: int) -> None:
    ended = run(*AVILA, "--on", on)
    assert ended.code == code
    assert f"On {on}" in ended.out


def test_json_holds_the_same(run: Callable[..., Any]) -> None:
    ended = run(*AVILA, "--on", "2014-01-29", "--format", "json")
    found = json.loads(ended.out)
    assert ended.code == 1
    assert (found["due_on"], found["safe_on"], found["standing"]) == ("2014-01-28", "2014-01-23", "passed")
    assert found["can_refuse"]


def test_an_instant_an_address_and_a_day_of_rules_can_be_given(run: Callable[..., Any]) -> None:
    hours = run("deadline", "ur-expedited", "--from", "2026-03-06T16:00-08:00", "--on", "2026-03-09T17:01-07:00")
    assert (hours.code, "17:00 PDT" in hours.out) == (1, True)
    abroad = run("deadline", "appeal", "--from", "2024-05-01", "--service", "mail", "--address", "abroad")
    assert "2024-06-20" in abroad.out
    early = run("deadline", "eligibility-answer", "--from", "2014-02-20", "--rules-on", "2014-02-11")
    assert "15 calendar days" in early.out


def test_the_list_has_every_rule(run: Callable[..., Any]) -> None:
    text = run("deadline", "list")
    assert len(text.out.splitlines()) == len(deadline_rules())
    found = json.loads(run("deadline", "list", "--format", "json").out)
    assert [row["id"] for row in found] == [rule.id for rule in deadline_rules()]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("records",), "--from: The day of the event is missing"),
        (("list", "--from", "2026-03-02"), "The list takes no days"),
        (("records", "--from", "tomorrow"), "“tomorrow” is no day"),
        (("records", "--from", "2026-02-30"), "“2026-02-30” is no day"),
        (("records", "--from", "2026-03-02", "--on", "soon"), "--on: “soon” is no day"),
        (("records", "--from", "2026-03-02", "--rules-on", "2026-03-02T10:00"), "--rules-on: "),
        (("records", "--from", "2012-03-02"), "There were no rules"),
        (("recrods", "--from", "2026-03-02"), "Did you mean records"),
        (("records", "--from", "2026-03-02", "--service", "mail"), "built into its length"),
        (("records", "--from", "2026-03-02", "--jurisdiction", "texas"), "“texas” is not known"),
        (("ur-expedited", "--from", "2026-03-02"), "Give the time of day"),
        (("records", "--from", "2026-03-02T10:00"), "time zone"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_reason_and_remedy(
    run: Callable[..., Any], arguments: tuple[str, ...], words: str
) -> None:
    ended = run("deadline", *arguments)
    assert ended.code == 2
    assert words in ended.err
    assert "Traceback" not in ended.err
