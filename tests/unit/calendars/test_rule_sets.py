from __future__ import annotations

import datetime as dt

import pytest

from openimr.calendars.rule_sets import jurisdiction_named, rule_set_on, rule_sets
from openimr.errors import RuleBroken, UnusableArguments

DAY = dt.timedelta(days=1)


def test_the_sets_are_v0_to_v6_in_their_order() -> None:
    assert [row.id for row in rule_sets()] == [f"V{number}" for number in range(7)]


@pytest.mark.parametrize("number", range(1, 7))
def test_a_set_begins_on_its_day(number: int) -> None:
    begins = rule_sets()[number].from_
    found = [rule_set_on(begins + step * DAY).id for step in (-1, 0, 1)]
    assert found == [f"V{number - 1}", f"V{number}", f"V{number}"]


def test_a_day_before_the_first_set_is_refused() -> None:
    assert rule_set_on(dt.date(2013, 1, 1)).id == "V0"
    with pytest.raises(RuleBroken) as refused:
        rule_set_on(dt.date(2012, 12, 31))
    assert "They begin on 2013-01-01" in refused.value.explain()


def test_each_set_has_a_citation() -> None:
    assert all(row.citation().title for row in rule_sets())


@pytest.mark.parametrize("words", ["nevada", "CA", "", "californien"])
def test_an_unknown_jurisdiction_is_refused(words: str) -> None:
    with pytest.raises(UnusableArguments) as refused:
        jurisdiction_named(words)
    assert "Known is: california" in refused.value.explain()


def test_a_jurisdiction_is_known_however_its_letters_are_set() -> None:
    assert jurisdiction_named(" CALIFORNIA ") == "california"
