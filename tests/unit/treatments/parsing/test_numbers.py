"""Numbers in digits and in words."""

from __future__ import annotations

import pytest

from openimr.treatments.parsing.numbers import read_number
from openimr.treatments.parsing.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("12", 12, 12),
        ("7.5", 7.5, 7.5),
        ("six (6) visits", 6, 6),
        ("six (7) visits", 6, 6),
        ("twenty-four", 24, 24),
        ("twenty four", 24, 24),
        ("twenty visits", 20, 20),
        ("one hundred", 100, 100),
        ("one hundred and twenty", 120, 120),
        ("one hundred and twenty five", 125, 125),
        ("two hundred", 200, 200),
        ("hundred fifteen", 115, 115),
        ("hundred twenty-five", 125, 125),
        ("four to six", 4, 6),
        ("4-6", 4, 6),
        ("4 or 5", 4, 5),
        ("6-4", 6, 6),
        ("twenty once", 20, 20),
    ],
)
def test_a_number_is_read(text: str, least: float, most: float) -> None:
    number = read_number(tokenize(text), 0)
    assert number is not None
    assert (number.least, number.most) == (least, most)


@pytest.mark.parametrize("text", ["knee", "", "-", "(6)"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(tokenize(text), 0) is None


def test_a_date_is_no_range() -> None:
    number = read_number(tokenize("3-15/2014"), 0)
    assert number is not None
    assert (number.least, number.most) == (3, 3)
