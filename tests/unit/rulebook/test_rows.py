"""Rows of law: where they stand, and on which days they hold."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.citations import Verification
from openimr.rulebook.rows import DatedRow

DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(2014, 2, 12), dt.date(2020, 6, 30)
ROW = {"title": "8 CCR 1", "source": "the text of 2014", "verification": "partial", "from": str(FIRST)}


def row(**values: str) -> DatedRow:
    return msgspec.convert({**ROW, **values}, DatedRow)


@pytest.mark.parametrize(
    ("on", "holds"), [(FIRST - DAY, False), (FIRST, True), (FIRST + DAY, True), (LAST, True), (LAST + DAY, False)]
)
def test_a_row_holds_on_its_first_and_its_last_day_and_between(on: dt.date, holds: bool) -> None:
    assert row(until=str(LAST)).is_in_force(on) is holds


@given(st.dates(min_value=FIRST))
def test_a_row_without_a_last_day_holds_on_every_day_from_its_first(on: dt.date) -> None:
    assert row().is_in_force(on)


def test_the_days_of_a_row_are_told() -> None:
    assert row().time == "since 2014-02-12"
    assert row(until=str(LAST)).time == "2014-02-12 to 2020-06-30"


def test_a_row_is_cited_with_how_far_it_was_checked() -> None:
    citation = row().citation()
    assert citation.sentence() == "8 CCR 1 (partial)"
    assert citation.verification is Verification.PARTIAL


def test_a_row_without_its_source_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="source"):
        msgspec.convert({name: value for name, value in ROW.items() if name != "source"}, DatedRow)
