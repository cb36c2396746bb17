"""Decisions with a known outcome in public articles find the recommendation that governs them.

The table stands in ``published_decisions.yaml``; what cannot be found stands there too, with the reason.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path

import pytest

from openimr.citations import Value
from openimr.guidelines.library import for_service, recommendation, search
from openimr.rulebook.lines import read_lines
from openimr.treatments.services import find_services

TABLE = Path(__file__).with_name("published_decisions.yaml")


class Looks(StrEnum):
    """Where a record is looked for."""

    IN_FORCE = "in_force"
    ANY_TIME = "any_time"
    DRAFTS = "drafts"
    SEARCH = "search"
    NONE = "none"


class Row(Value, frozen=True):
    """One published decision."""

    id: str
    decision: str
    wording: str
    on: dt.date
    day: str
    looks: Looks
    finds: tuple[str, ...]
    outcome: str
    source: str
    why: str = ""


class Table(Value, frozen=True):
    """The table of published decisions."""

    about: str
    source: str
    rows: tuple[Row, ...]


ROWS = read_lines(TABLE.read_text("utf-8"), Table, where=TABLE.name).rows
FOUND = [row for row in ROWS if row.finds]
NOT_FOUND = [row for row in ROWS if not row.finds]


def _found(row: Row) -> set[str]:
    if row.looks is Looks.SEARCH:
        return {found.recommendation.id for found in search(row.wording)}
    records = (
        record
        for service in {mention.id for mention in find_services(row.wording)}
        for record in for_service(
            service,
            on=row.on,
            is_any_time=row.looks is Looks.ANY_TIME,
            has_drafts=row.looks is Looks.DRAFTS,
        )
    )
    return {record.id for record in records}


@pytest.mark.parametrize("row", FOUND, ids=lambda row: row.id)
def test_a_published_decision_finds_its_guideline(row: Row) -> None:
    assert set(row.finds) <= _found(row)


@pytest.mark.parametrize("row", NOT_FOUND, ids=lambda row: row.id)
def test_what_is_not_found_says_why(row: Row) -> None:
    """No verified record before the third step is found; once there is one, its row belongs to the others."""
    assert len(row.why) > 20
    steps = {"law", "mtus", "second_step"}
    verified = {name for name in _found(row) if recommendation(name).may_decide and recommendation(name).scope in steps}
    assert verified == set()


def test_a_record_that_is_found_by_drafts_or_words_only_says_why() -> None:
    assert all(row.why for row in FOUND if row.looks in {Looks.DRAFTS, Looks.SEARCH})


def test_every_row_is_there_once_with_its_source() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS)
    assert all(row.source and row.outcome and row.decision for row in ROWS)
    assert all(row.wording or row.looks is Looks.NONE for row in ROWS)


def test_the_invalid_part_of_the_home_care_text_is_marked() -> None:
    (invalidation,) = recommendation("CP09-HHC").invalidated_by
    assert invalidation.authority.startswith("Stevens v. Outspoken Enterprises")
