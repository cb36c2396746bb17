"""The rules of the guideline library keep every case of the sheets beside the rules; each case names its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from openimr.guidelines import cross_cutting, formulary
from openimr.guidelines.criteria.truth import Truth
from openimr.guidelines.library import applies, dates_on, governing_edition, recommendation
from openimr.guidelines.recommendation import TriggerDates
from rules.guideline_edges import held
from sheets import beside, sheet

SHEETS = beside("guidelines")
EARLY = dt.date(2012, 1, 1)


def day(value: str | dt.date | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def dates_of(given: dict[str, Any], on: dt.date) -> TriggerDates:
    """The days of a case; where it names one trigger only, nothing else is known of the request but that day."""
    if "trigger" in given:
        return TriggerDates(**{given["trigger"]: on})
    return TriggerDates(**{name: day(value) for name, value in given.items() if name in {"request", "service"}})


def edition(given: dict[str, Any], on: dt.date) -> dict[str, Any]:
    # A case on one trigger keeps the other days on the same day, as for a request that is made and served at once.
    found = governing_edition(given["guideline"], dates_on(on, dates_of(given, on)))
    return {"edition": found.id if found else None}


def record(given: dict[str, Any], on: dt.date) -> dict[str, Any]:
    del on
    found = recommendation(given["record"])
    return {"governs": [applies(found, dates_on(day, dates_of(given, day))) for day in given["days"]]}


def limit(given: dict[str, Any], on: dt.date) -> dict[str, Any]:
    del on
    found = recommendation(given["record"])
    return {"holds": held(found, given["limit"], given["unit"], given["numbers"])}


def cap(given: dict[str, Any], on: dt.date) -> dict[str, Any]:
    del on
    ruling = cross_cutting.visit_cap(
        given["service"],
        injured_on=day(given["injured_on"]),
        prior=given["prior"],
        requested=given["requested"],
        is_postsurgical=given["is_postsurgical"],
        authorized_beyond=given.get("authorized_beyond", 0),
    )
    return {"result": ruling.result, "within": ruling.within, "missing": list(ruling.missing)}


def improvement(given: dict[str, Any], on: dt.date) -> dict[str, Any]:
    del on
    return {"truth": cross_cutting.functional_improvement(**{name: Truth(word) for name, word in given.items()}).truth}


def fill(given: dict[str, Any], on: dt.date) -> dict[str, Any]:
    del on
    values = {name: value for name, value in given.items() if name != "rule"}
    ruling = getattr(formulary, given["rule"])(msgspec.convert(values, formulary.Fill))
    return {"truth": ruling.truth, "missing": list(ruling.missing)}


def dose(given: dict[str, Any], on: dt.date) -> dict[str, Any]:
    unit = formulary.DoseUnit(given.get("unit", "milligram_per_day"))
    found = formulary.morphine_equivalent(given["drug"], given["mg_per_day"], on, unit=unit)
    return {"milligrams_per_day": found.milligrams_per_day if found else None}


RULES: dict[str, Callable[[dict[str, Any], dt.date], dict[str, Any]]] = {
    "editions": edition,
    "records": record,
    "limits": limit,
    "visit_cap": cap,
    "functional_improvement": improvement,
    "formulary": fill,
    "opioid_doses": dose,
}
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
    for path in sorted(SHEETS.glob("*.yaml"))
    if path.stem in RULES
    for case in sheet(path)["cases"]
]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_rule_keeps_its_case(rule: str, case: dict[str, Any]) -> None:
    given = RULES[rule](case["input"], case["on"] or EARLY)
    assert {name: given[name] for name in case["output"]} == case["output"], case["source"]


def test_every_case_names_its_source_and_no_name_stands_twice() -> None:
    cases = [case.values[1] for case in CASES]
    assert all(isinstance(case, dict) and case["source"] for case in cases)
    names = [case.id for case in CASES]
    assert len(names) == len(set(names))
