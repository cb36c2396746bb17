from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.reviewers.npi import is_npi


@pytest.mark.parametrize("number", ["1234567893", "1245319599", "1000000004"])
def test_a_right_check_digit_is_taken(number: str) -> None:
    assert is_npi(number)


@pytest.mark.parametrize(
    "number", ["1234567890", "123456789", "12345678933", "", "123456789x", "3234567891", "١234567893"]
)
def test_other_numbers_are_not(number: str) -> None:
    assert not is_npi(number)


@given(st.integers(min_value=0, max_value=10**8 - 1))
def test_exactly_one_of_ten_last_digits_is_right(number: int) -> None:
    assert sum(is_npi(f"1{number:08d}{digit}") for digit in range(10)) == 1
