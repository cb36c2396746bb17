"""How many, how often, how long."""

from __future__ import annotations

from typing import Any

import pytest

from openimr.treatments import parse
from openimr.treatments.request import FlagKind


def plan(wording: str) -> tuple[Any, ...]:
    (request,) = parse(wording)
    quantity, frequency, duration = request.quantity, request.frequency, request.duration
    return (
        quantity and (quantity.stated or quantity.derived or (quantity.min, quantity.max)),
        frequency and (frequency.min, frequency.max, frequency.per.value),
        duration and (duration.min, duration.max, duration.unit.value),
    )


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("PT 2 time(s) per week x 6 week(s)", (12, (2, 2, "week"), (6, 6, "week"))),
        ("PT 2-x per week for 6 wks.", (12, (2, 2, "week"), (6, 6, "week"))),
        ("PT 2x per a week x 6 weeks", (12, (2, 2, "week"), (6, 6, "week"))),
        ("PT 2 -per week x 6 weeks", (12, (2, 2, "week"), (6, 6, "week"))),
        ("PT 2x-a week for 6 weeks", (12, (2, 2, "week"), (6, 6, "week"))),
        ("PT 3x2 months", (6, (3, 3, "month"), (2, 2, "month"))),
        ("PT once every 2 weeks for 8 weeks", (4, (0.5, 0.5, "week"), (8, 8, "week"))),
        ("PT one visit every 4 weeks for 8 weeks", (2, (0.25, 0.25, "week"), (8, 8, "week"))),
        ("PT every 4 weeks for 8 weeks", (2, (0.25, 0.25, "week"), (8, 8, "week"))),
        ("PT once every other week for 8 weeks", (4, (0.5, 0.5, "week"), (8, 8, "week"))),
        ("PT twice per month for 1 year", (24, (2, 2, "month"), (1, 1, "year"))),
        ("PT once a week for 1 year", (52, (1, 1, "week"), (1, 1, "year"))),
        ("PT 2 times a year for 2 weeks", (None, (2, 2, "year"), (2, 2, "week"))),
        ("PT 12-visit course", (12, None, None)),
        ("PT 10 weekly visits", (10, (1, 1, "week"), (10, 10, "week"))),
        ("PT 2 weekly visits for 6 weeks", (12, (2, 2, "week"), (6, 6, "week"))),
        ("PT twice weekly visits", (None, (2, 2, "week"), None)),
        ("PT once a week for a year", (52, (1, 1, "week"), (1, 1, "year"))),
        ("PT once a week over the next month", (4, (1, 1, "week"), (1, 1, "month"))),
        ("PT 12 visits next door", (12, None, None)),
        ("Botox 155 units every 12 weeks x 2", (2, (1 / 12, 1 / 12, "week"), (24, 24, "week"))),
        ("Botox 155 units every other month x 2", (2, (0.5, 0.5, "month"), (4, 4, "month"))),
        ("PT twice a day for 5 days", (10, (2, 2, "day"), (5, 5, "day"))),
        ("PT 2 x 6 visits", (6, None, None)),
        ("PT x 6 additional weeks", (None, None, (6, 6, "week"))),
        ("PT 12 visits for pain of 6 years ago", (12, None, None)),
        ("PT 2 days per day", (None, None, (2, 2, "day"))),
        ("FRP 6 weeks x 2 hours a day", (84, (2, 2, "day"), (6, 6, "week"))),
        ("PT 6 visits or 8 visits", (6, None, None)),
        ("PT 4 to 6 visits", ((4, 6), None, None)),
        ("PT 4 to 6 visits, once a week for 4 weeks", (4, (1, 1, "week"), (4, 4, "week"))),
        ("Psychotherapy once every 0 weeks", (1, None, (0, 0, "week"))),
        ("UDS q 6 months", (None, (2, 2, "year"), None)),
        ("UDS q 5 months", (None, (1 / 5, 1 / 5, "month"), None)),
    ],
)
def test_a_plan_is_read(wording: str, found: tuple[Any, ...]) -> None:
    assert plan(wording) == found


@pytest.mark.parametrize(
    "wording",
    ["Gauze pad 4 x 4 inch", "TENS unit 2 x 3 cm", "Norco 2 x 3 refills"],
)
def test_a_size_is_no_plan(wording: str) -> None:
    assert parse(wording)[0].frequency is None


def test_two_numbers_that_nothing_explains_are_flagged_with_both_readings() -> None:
    (request,) = parse("TENS unit 2 x 6")
    (flag,) = [flag for flag in request.flags if flag.kind is FlagKind.AMBIGUOUS_NXM]
    assert flag.readings == ("2 per week for 6 weeks", "2 of 6")


def test_hours_a_day_without_days_a_week_are_flagged() -> None:
    (request,) = parse("Home health care 4-6 hours a day for 2 weeks")
    assert FlagKind.ASSUMED_7_DAYS in {flag.kind for flag in request.flags}
    assert request.weekly is not None
    assert (request.weekly.min, request.weekly.max) == (28, 42)
    assert request.quantity is not None
    assert (request.quantity.min, request.quantity.max) == (56, 84)


def test_a_frequency_without_end_is_flagged_once() -> None:
    kinds = [flag.kind for flag in parse("PT twice a week")[0].flags]
    assert kinds == [FlagKind.DURATION_MISSING]


def test_a_month_is_four_weeks_or_a_little_more() -> None:
    (request,) = parse("PT 3 times per week for 2 months")
    assert request.quantity is not None
    assert (request.quantity.min, request.quantity.max, request.quantity.derived) == (24, 26, 26)


def test_plans_in_turn_that_do_not_go_together_are_not_summed() -> None:
    (request,) = parse("PT 2 times a year for 2 weeks, then 3 times a week for 1 week")
    assert request.quantity is None
