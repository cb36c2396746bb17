"""Decides whether a National Provider Identifier has the right check digit.

Source: 45 CFR 162.406 (unverified); the check is that of Luhn over the prefix 80840 and the number.
"""

from __future__ import annotations

__all__ = ["is_npi"]

_PREFIX = "80840"
_LENGTH = 10


def is_npi(number: str) -> bool:
    """Whether ``number`` is ten digits with the right check digit.

    >>> is_npi("1234567893"), is_npi("1234567890")
    (True, False)
    """
    if len(number) != _LENGTH or not (number.isascii() and number.isdigit()) or number[0] not in "12":
        return False
    total = 0
    for place, digit in enumerate(reversed(_PREFIX + number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
