"""Each limit of the guidelines is tried just under, at and over, each date on the day before, on and after.

The limits and dates are found in the records themselves, so that a new one without a case fails here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec
import pytest

from openimr.guidelines.catalogue import editions
from openimr.guidelines.formulary import OpioidFactor
from openimr.guidelines.library import recommendations
from openimr.guidelines.recommendation import Recommendation
from openimr.rulebook import load
from rules.guideline_edges import days_of, limits_of
from sheets import beside, sheet

Key = TypeVar("Key")
DAY = dt.timedelta(days=1)
RECORDS = recommendations()
FACTORS: tuple[OpioidFactor, ...] = load("guidelines/opioid_factors.yaml", OpioidFactor)


class Window(msgspec.Struct, frozen=True):
    """Days around an injury or an operation in which a drug may be dispensed."""

    id: str
    counted_from: str
    first_day: int
    last_day: int
    supply_days: int | None = None


WINDOWS: tuple[Window, ...] = load("guidelines/formulary_windows.yaml", Window)


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sheet(beside("guidelines") / f"{name}.yaml")["cases"]
    return found


def gathered(rows: Iterable[dict[str, Any]], key: Callable[[dict[str, Any]], Key]) -> dict[Key, list[dict[str, Any]]]:
    found: dict[Key, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def around(day: dt.date) -> set[dt.date]:
    return {day - DAY, day, day + DAY}


LIMITS = gathered(cases("limits"), lambda case: (case["input"]["record"], case["input"]["limit"]))
GOVERNED = gathered(cases("records"), lambda case: (case["input"]["record"], case["input"]["trigger"]))
CAPPED = cases("visit_cap")


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)
def test_each_limit_is_tried_just_under_at_and_just_over(record: Recommendation) -> None:
    for place, unit, edges in limits_of(record):
        tried = [case for case in LIMITS.get((record.id, place), []) if case["input"]["unit"] == unit]
        numbers = sorted(number for case in tried for number in case["input"]["numbers"])
        for edge in edges:
            assert edge in numbers, f"{record.id}: no case at {edge:g} in {place} ({unit})"
            # Nothing is counted below nothing.
            is_tried_under = edge == 0 or any(edge - 1 <= number < edge for number in numbers)
            assert is_tried_under, f"{record.id}: none under {edge:g} in {place}"
            assert any(edge < number <= edge + 1 for number in numbers), f"{record.id}: none over {edge:g} in {place}"


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)
def test_each_first_and_last_day_is_tried_with_the_day_before_and_after(record: Recommendation) -> None:
    for trigger, day in days_of(record):
        if trigger == "injury":
            tried = {dt.date.fromisoformat(case["input"]["injured_on"] or "0001-01-01") for case in CAPPED}
        else:
            tried = {day for case in GOVERNED.get((record.id, trigger), []) for day in case["input"]["days"]}
        assert around(day) <= tried, f"{record.id}: {sorted(around(day) - tried)} by {trigger} not tried"


def test_no_case_is_of_a_limit_or_record_that_there_is_no_more() -> None:
    places = {(record.id, edge.place) for record in RECORDS for edge in limits_of(record)}
    assert set(LIMITS) <= places
    assert {name for name, _ in GOVERNED} <= {record.id for record in RECORDS}


def test_each_edition_is_tried_around_its_first_and_last_day() -> None:
    tried: dict[tuple[str, str], set[dt.date]] = {}
    for case in cases("editions"):
        given = case["input"]
        for trigger in ("request", "service", "dispense", "review"):
            day = case["on"] if given.get("trigger") == trigger else given.get(trigger)
            if day is not None:
                day = dt.date.fromisoformat(day) if isinstance(day, str) else day
                tried.setdefault((given["guideline"], trigger), set()).add(day)
    missing = [
        (edition.id, trigger, str(day))
        for edition in editions()
        for trigger, edge in (
            (edition.trigger, edition.in_force_from),
            (edition.to_trigger or edition.trigger, edition.in_force_to),
        )
        if trigger is not None and edge is not None
        for day in sorted(around(edge) - tried.get((edition.guideline, trigger.value.removesuffix("_date")), set()))
    ]
    assert not missing, missing


@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: window.id)
def test_each_window_of_the_formulary_is_tried_around_its_first_and_last_day(window: Window) -> None:
    rule = {"special-fill": "special_fill", "perioperative-fill": "perioperative_fill"}.get(window.id)
    given = [case["input"] for case in cases("formulary")]
    chosen = [it for it in given if it["rule"] == (rule or "prospective_review")]
    shown = "prescribed_on" if rule else "dispensed_on"
    begun = "surgery_on" if window.counted_from == "surgery" else "injured_on"
    days = {
        (dt.date.fromisoformat(it[shown]) - dt.date.fromisoformat(it[begun])).days
        for it in chosen
        if it.get(shown) and it.get(begun)
    }
    for edge in (window.first_day, window.last_day):
        assert {edge - 1, edge, edge + 1} <= days, f"{window.id}: {sorted({edge - 1, edge, edge + 1} - days)} not tried"
    limit = window.supply_days or 4
    supplies = {it["supply_days"] for it in chosen if it.get("supply_days") and it.get("supply_limit_days", limit)}
    assert {limit - 1, limit, limit + 1} <= supplies


@pytest.mark.parametrize("factor", FACTORS, ids=lambda row: f"{row.drugs[0]}, {row.from_}, above {row.above:g}")
def test_each_factor_is_tried_around_its_first_day_and_its_dose(factor: OpioidFactor) -> None:
    tried = {
        (case["input"]["drug"], case["on"], case["input"]["mg_per_day"])
        for case in cases("opioid_doses")
        if case["input"].get("unit", "milligram_per_day") == factor.unit.value
    }
    for drug in factor.drugs:
        days = {on for named, on, _ in tried if named == drug}
        assert around(factor.from_) <= days, f"{drug}: {sorted(around(factor.from_) - days)} not tried"
    if factor.above:
        doses = {dose for named, on, dose in tried if named == factor.drugs[0] and on >= factor.from_}
        assert {factor.above - 1, factor.above, factor.above + 1} <= doses


@pytest.mark.parametrize("service", ["physical_therapy", "occupational_therapy", "chiropractic"])
def test_the_cap_of_each_discipline_is_tried_just_under_at_and_over(service: str) -> None:
    used = {
        case["input"]["prior"] + case["input"]["requested"]
        for case in CAPPED
        if case["input"]["service"] == service and case["input"]["prior"] is not None
    }
    assert {23, 24, 25} <= used
