"""The published tables of the life cycle say what ``apply`` does: each row, state, role and condition, all of them.

``life_cycle.csv`` has a line for each row of the table, each state that it leads from, and each of its conditions, once
with all holding and once with that one taken away; a column for each role says what comes of it. In
``life_cycle_states.csv`` each state has a line and each event a column; "-" has no place there. `make golden` does not
write them: they are for people to sign.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator

import pytest

from openimr.cases.case import State
from openimr.cases.conditions import CONDITIONS
from openimr.cases.events import Event, Role
from openimr.cases.life_cycle import Applied, apply
from openimr.cases.life_cycle_table import Transition, rows_of_event, transitions
from rules.life_cycle.broken import BROKEN
from rules.life_cycle.scenes import HAPPENINGS, Scene, in_state, scene
from sheets import beside

FOLDER = beside("law")
HOLDING = "all hold"
STATES = tuple(State)
ROWS = transitions()


def result(found: Scene) -> str:
    """The state that follows, or why there is none."""
    outcome = apply(found.case, found.event)
    return outcome.case.state.value if isinstance(outcome, Applied) else f"no: {' '.join(outcome.codes)}"


def places(row: Transition) -> tuple[State | None, ...]:
    return row.from_ or (None,)


def variants(row: Transition, state: State | None) -> Iterator[tuple[str, Scene]]:
    whole = scene(row, state)
    yield HOLDING, whole
    for name in row.needs:
        yield name, BROKEN[name](whole)


def lines(row: Transition) -> Iterator[list[str]]:
    for state in places(row):
        for name, found in variants(row, state):
            cells = [result(found.with_event(by=role)) for role in Role]
            yield [row.id, state.value if state else "", name, *cells]


def header() -> list[str]:
    return ["transition", "state", "condition taken away", *(role.value for role in Role)]


def published(name: str) -> list[list[str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def compared(name: str, actual: list[list[str]]) -> None:
    """Compare with the table on disk; OPENIMR_TABLES=write writes it anew, for people to read the difference."""
    if os.environ.get("OPENIMR_TABLES") == "write":
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(actual)
        (FOLDER / name).write_text(text.getvalue(), "utf-8")
    assert published(name) == actual


def test_the_published_table_of_transitions_roles_and_conditions_is_what_happens() -> None:
    compared("life_cycle.csv", [header(), *(line for row in ROWS for line in lines(row))])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_lets_its_roles_pass_where_all_holds_and_nobody_where_something_is_missing(row: Transition) -> None:
    for state in places(row):
        for name, found in variants(row, state):
            for role in Role:
                said = result(found.with_event(by=role))
                codes = set(said.removeprefix("no: ").split()) if said.startswith("no: ") else set()
                assert ("role" in codes) is (role not in row.who), (state, name, role, said)
                assert (name in codes) is (name != HOLDING), (state, name, role, said)
                expected = (row.to or state) if name == HOLDING and role in row.who else None
                assert expected is None or said == expected.value, (state, role, said)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_where_all_holds_the_row_itself_is_recorded(row: Transition) -> None:
    for state in places(row):
        found = scene(row, state)
        outcome = apply(found.case, found.event)
        assert isinstance(outcome, Applied), outcome.explain()
        assert [recorded.transition for recorded in outcome.events] == [row.id]
        assert outcome.events[0].citation.title == row.title


def led_to(state: State, kind: str) -> str:
    """Which states an event of this kind can lead to from this one, with everything that its rows ask for."""
    found = [scene(row, state) for row in rows_of_event(kind) if state in row.from_]
    if found:
        return " or ".join(dict.fromkeys(result(one) for one in found))
    refused = result(Scene(in_state(state), misplaced(state, kind)))
    return "-" if refused.startswith("no: ") else refused


def misplaced(state: State, kind: str) -> Event:
    """An event of this kind, taken from a row where it belongs, at a time that suits this state."""
    row = rows_of_event(kind)[0]
    event = scene(row, places(row)[0]).event
    case = in_state(state)
    return Scene(case, event).with_event(at=max(event.at, case.last_at)).event


def test_the_published_table_of_states_and_events_is_what_happens() -> None:
    kinds = tuple(dict.fromkeys(row.event for row in ROWS))
    actual = [["state", *kinds], *([state.value, *(led_to(state, kind) for kind in kinds)] for state in STATES)]
    compared("life_cycle_states.csv", actual)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.value)
def test_what_has_no_place_in_a_state_is_refused_there(state: State) -> None:
    for kind in dict.fromkeys(row.event for row in ROWS):
        if not any(state in row.from_ for row in rows_of_event(kind)):
            case = in_state(state)
            outcome = apply(case, misplaced(state, kind))
            assert not isinstance(outcome, Applied), kind
            assert {"state", "begun"} & set(outcome.codes), kind


def test_every_condition_and_every_row_has_a_scene() -> None:
    assert set(BROKEN) == set(CONDITIONS)
    assert {*HAPPENINGS, "receive"} == {row.id for row in ROWS}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.value)
def test_a_story_leads_to_every_state(state: State) -> None:
    assert in_state(state).state is state
