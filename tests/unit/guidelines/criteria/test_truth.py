import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.guidelines.criteria.truth import Truth, all_of, any_of, at_least, negated

MET, NOT_MET, UNKNOWN = Truth.MET, Truth.NOT_MET, Truth.NOT_DOCUMENTED
TO_SQL = {MET: "1", NOT_MET: "0", UNKNOWN: "NULL"}
FROM_SQL = {1: MET, 0: NOT_MET, None: UNKNOWN}
values = st.sampled_from(list(Truth))
several = st.lists(values, min_size=1, max_size=6)


def in_sql(expression: str) -> Truth:
    """What SQL makes of an expression."""
    connection = sqlite3.connect(":memory:")
    try:
        return FROM_SQL[connection.execute(f"SELECT {expression}").fetchone()[0]]
    finally:
        connection.close()


@given(several)
def test_all_of_is_the_and_of_sql(listed: list[Truth]) -> None:
    assert all_of(listed) is in_sql(" AND ".join(TO_SQL[it] for it in listed))


@given(several)
def test_any_of_is_the_or_of_sql(listed: list[Truth]) -> None:
    assert any_of(listed) is in_sql(" OR ".join(TO_SQL[it] for it in listed))


@pytest.mark.parametrize("value", list(Truth))
def test_negated_is_the_not_of_sql(value: Truth) -> None:
    assert negated(value) is in_sql(f"NOT {TO_SQL[value]}")


@given(several, st.integers(0, 7))
def test_at_least_is_any_choice_of_so_many_in_sql(listed: list[Truth], count: int) -> None:
    met = "+".join(f"COALESCE({TO_SQL[it]}, 0)" for it in listed)
    possible = "+".join(f"COALESCE({TO_SQL[it]}, 1)" for it in listed)
    sql = f"CASE WHEN {met} >= {count} THEN 1 WHEN {possible} >= {count} THEN NULL ELSE 0 END"
    assert at_least(count, listed) is in_sql(sql)


def test_nothing_at_all_is_met_by_all_and_by_none() -> None:
    assert all_of([]) is MET
    assert any_of([]) is NOT_MET
    assert at_least(0, []) is MET


def test_the_words_have_no_underscore() -> None:
    assert [value.words for value in Truth] == ["met", "not met", "not documented"]
