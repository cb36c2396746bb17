"""The tables of the life cycle fit together: every name in one of them means something in another."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest

from openimr.calendars.deadline_rules import rules_named
from openimr.cases import clocks, letters, life_cycle_table
from openimr.cases.case import State
from openimr.cases.conditions import CONDITIONS
from openimr.cases.events import Happening, Role
from openimr.cases.guards import GUARDS
from openimr.cases.life_cycle_table import condition_rows, rows_of_event, state_rows, transitions

ROWS = transitions()
SELECTED = {
    clocks.SelectedBy.APPLICATION: "day on which the application was received",
    clocks.SelectedBy.DISPUTE: "day of the dispute",
    clocks.SelectedBy.DETERMINATION: "day of the determination",
    clocks.SelectedBy.ACT: "day of the act",
}


def test_every_kind_of_event_has_a_row_and_every_row_an_event() -> None:
    kinds = {kind.__struct_config__.tag for kind in get_args(Happening)}
    assert {row.event for row in ROWS} == kinds


def test_every_condition_is_a_function_and_is_asked_for() -> None:
    rows = condition_rows().values()
    assert {row.id for row in rows if not row.general} == set(CONDITIONS)
    assert {name for row in ROWS for name in row.needs} == set(CONDITIONS)
    assert all(row.citation().title == row.title for row in rows)


def test_every_guard_is_used_and_every_guard_used_is_a_function() -> None:
    used = {name for row in ROWS for name in row.when}
    used |= {name for row in clocks.clock_rows() for name in (*row.when, *row.stays_while)}
    used |= {name for letter in letters.letter_rows().values() for name in letter.when}
    assert used == set(GUARDS)


def test_every_clock_and_letter_of_a_row_is_in_its_table_and_the_other_way_round() -> None:
    started = {name for row in ROWS for name in row.starts}
    turned = started | {name for row in ROWS for name in (*row.stops, *row.settles, *row.changes)}
    assert turned - {"all"} == started == {row.id for row in clocks.clock_rows()}
    assert {name for row in ROWS for name in row.letters} == set(letters.letter_rows())


def test_every_clock_can_be_stopped() -> None:
    stopped = {name for row in ROWS for name in row.stops}
    assert {row.id for row in clocks.clock_rows()} <= stopped


@pytest.mark.parametrize("row", clocks.clock_rows(), ids=lambda row: f"{row.id}-{row.rule}")
def test_a_clock_is_counted_by_the_day_that_its_deadline_names(row: clocks.ClockRow) -> None:
    assert {rule.selected_by for rule in rules_named(row.rule)} == {SELECTED[row.selected_by]}
    assert row.source
    assert row.about


def test_rows_of_one_clock_are_settled_alike() -> None:
    by_name: dict[str, set[tuple[str, ...]]] = {}
    for row in clocks.clock_rows():
        by_name.setdefault(row.id, set()).add(row.stays_while)
    assert all(len(found) == 1 for found in by_name.values())


@pytest.mark.parametrize("state", State, ids=lambda state: state.value)
def test_of_the_rows_for_one_event_and_state_the_last_always_fits(state: State) -> None:
    for event in {row.event for row in ROWS}:
        rows = [row for row in rows_of_event(event) if state in row.from_]
        if rows:
            assert not rows[-1].when, (event, rows[-1].id)
            assert rows[-1].is_in_force(dt.date.min)
            assert rows[-1].is_in_force(dt.date.max)
            assert all(row.when for row in rows[:-1]), event


def test_every_state_is_told_reached_and_left_or_final() -> None:
    assert list(state_rows()) == list(State)
    reached = {row.to for row in ROWS}
    assert set(State) <= reached
    left = {state for row in ROWS if row.to is not None for state in row.from_}
    assert set(State) - left == {State.CLOSED}


def test_those_who_only_look_on_may_do_nothing() -> None:
    acting = {role for row in ROWS for role in row.who}
    assert set(Role) - acting == {Role.REGULATOR, Role.AUDITOR, Role.ADMINISTRATOR}


def test_no_outcome_comes_from_anybody_but_a_reviewer() -> None:
    assert [row.who for row in rows_of_event("review_signed")] == [(Role.REVIEWER,)]


def test_each_row_says_what_it_is_and_by_what_law() -> None:
    names = [row.id for row in ROWS]
    assert len(names) == len(set(names))
    for row in ROWS:
        assert row.about.endswith(".")
        assert row.citation().title == row.title
        assert row.who


def test_tables_are_read_once() -> None:
    assert life_cycle_table.transitions() is life_cycle_table.transitions()
