"""A ruling names the facts that could still change it."""

from __future__ import annotations

import pytest

from openimr.guidelines.criteria.truth import Truth
from openimr.guidelines.ruling import Point, from_fact, missing_of

POINTS = tuple(
    Point(fact=name, truth=truth, sentence="")
    for name, truth in (("a", Truth.NOT_DOCUMENTED), ("b", Truth.MET), ("a", Truth.NOT_DOCUMENTED))
)


@pytest.mark.parametrize(("value", "truth"), [(True, Truth.MET), (False, Truth.NOT_MET), (None, Truth.NOT_DOCUMENTED)])
def test_a_fact_that_is_absent_is_not_documented(*, value: bool | None, truth: Truth) -> None:
    assert from_fact(value) is truth


def test_what_is_settled_misses_nothing() -> None:
    assert missing_of(Truth.MET, POINTS) == ()
    assert missing_of(Truth.NOT_MET, POINTS) == ()


def test_a_missing_fact_is_named_once() -> None:
    assert missing_of(Truth.NOT_DOCUMENTED, POINTS) == ("a",)
