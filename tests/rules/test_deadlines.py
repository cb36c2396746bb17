"""Deadlines keep every case of the sheets beside the rules; each case names its source."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from openimr.calendars import Deadline, Place, ServiceMethod, Standing, deadline_rules, due, service_days
from openimr.calendars.deadline_rules import Force, rule_in_force
from openimr.calendars.service import ServiceBasis
from openimr.citations import Value, Verification
from openimr.errors import OpenIMRError
from openimr.rulebook import load
from sheets import beside
from sheets import sheet as read

SHEETS = beside("law")
DAY = dt.timedelta(days=1)


def cases(*names: str) -> list[Any]:
    sheets = ((name, read(SHEETS / f"{name}.yaml")) for name in names)
    return [
        pytest.param(case, id=f"{name}-{number}-{case['rule']}")
        for name, sheet in sheets
        for number, case in enumerate(sheet["cases"], start=1)
    ]


def moment(value: str | dt.date) -> dt.date | dt.datetime:
    return dt.datetime.fromisoformat(value) if isinstance(value, str) else value


def counted(case: dict[str, Any]) -> Deadline:
    return due(
        case["rule"],
        moment(case["from"]),
        rules_on=case.get("rules_on"),
        service=ServiceMethod(case["service"]) if "service" in case else None,
        place=Place(case["place"]) if "place" in case else None,
        jurisdiction=case.get("jurisdiction", "california"),
    )


@pytest.mark.parametrize("case", cases("case_law", "calendar_edges", "each_rule", "instants"))
def test_a_deadline_falls_on_its_day(case: dict[str, Any]) -> None:
    found, expected = counted(case), moment(case["due"])
    assert (found.due_at if isinstance(expected, dt.datetime) else found.due_on) == expected
    assert isinstance(expected, dt.datetime) or found.safe_on == case.get("safe", expected)
    assert all(found.standing(day) == word for day, word in case.get("stands", {}).items())
    assert case["source"]


@pytest.mark.parametrize("case", cases("case_law", "calendar_edges", "each_rule", "instants"))
def test_a_day_before_is_open_the_day_is_the_last_and_a_day_after_has_passed(case: dict[str, Any]) -> None:
    found = counted(case)
    around = [found.standing(found.due_on + number * DAY) for number in (-1, 0, 1)]
    expected = [Standing.OPEN, Standing.LAST_DAY, Standing.PASSED]
    assert around == (expected if found.rule.length > 0 else expected[::-1])


@pytest.mark.parametrize("case", cases("case_law", "calendar_edges", "each_rule", "instants"))
def test_the_arithmetic_ends_on_the_day_and_cites_the_law(case: dict[str, Any]) -> None:
    found = counted(case)
    assert found.steps[-1].day == found.due_on
    assert str(found.due_on) in found.arithmetic
    assert found.rule.title in found.arithmetic


@pytest.mark.parametrize("case", cases("refused"))
def test_what_is_not_known_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(OpenIMRError) as refused:
        counted(case)
    assert refused.value.code == case["error"]
    assert case["says"] in refused.value.explain()


def test_every_rule_has_a_case() -> None:
    known = {param.values[0]["rule"] for param in cases("case_law", "calendar_edges", "each_rule", "instants")}
    assert known == {rule.id for rule in deadline_rules()}


@pytest.mark.parametrize("rule", deadline_rules(), ids=lambda rule: f"{rule.id}-{rule.from_}")
def test_a_rule_is_in_force_on_its_first_and_its_last_day_and_not_beside_them(rule: Any) -> None:
    assert rule_in_force(rule.id, rule.from_) is rule
    assert not rule.is_in_force(rule.from_ - DAY)
    if rule.until:
        assert rule_in_force(rule.id, rule.until) is rule
        assert not rule.is_in_force(rule.until + DAY)


def test_an_application_one_day_late_is_late_and_may_be_refused() -> None:  # Avila v. UC Irvine (2015 panel)
    found = due("application", dt.date(2013, 12, 24), service=ServiceMethod.MAIL)
    assert found.rule.force is Force.GUARD
    assert found.can_refuse
    assert found.days_late(dt.date(2014, 1, 28)) == 0
    assert found.days_late(dt.date(2014, 1, 29)) == 1


@pytest.mark.parametrize("days", [0, 1, 200])
def test_a_late_determination_still_binds(days: int) -> None:  # California Highway Patrol v. WCAB (Margaris) (2016)
    found = due("determination", dt.date(2015, 3, 2))
    assert found.standing(found.due_on + days * DAY) is (Standing.PASSED if days else Standing.LAST_DAY)
    assert found.rule.force is Force.ALARM
    assert not found.can_refuse
    assert "valid and binding" in found.rule.follows


def test_only_hard_guards_refuse_and_never_on_unverified_law() -> None:
    for rule in deadline_rules():
        if rule.unit == "hours":
            continue
        method = ServiceMethod.HAND if rule.takes_service else None
        found = due(rule.id, dt.date(2020, 1, 2) if rule.until is None else rule.from_, service=method)
        assert found.can_refuse == (rule.force is Force.GUARD and rule.verification != "unverified")


class Said(Value, frozen=True):
    """What a letter says of a time limit."""

    id: str
    value: int | None
    unit: str | None
    says: str
    title: str
    source: str
    verification: Verification


def test_the_letters_say_the_same_lengths_as_the_deadlines() -> None:
    said = {row.id: (row.value, row.unit) for row in load("law/after_determination.yaml", Said)}
    for name in ("appeal", "authorize", "pay"):
        rule = rule_in_force(name, dt.date(2026, 4, 1))
        assert said[name] == (rule.length, rule.unit.words.removeprefix("calendar "))
    by_mail = service_days(
        ServiceBasis.DETERMINATION, ServiceMethod.MAIL, place=Place.CALIFORNIA, on=dt.date(2026, 4, 1)
    )
    assert said["appeal-by-mail"] == (by_mail.days, "days")
