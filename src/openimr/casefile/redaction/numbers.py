"""Decides whether a number that was found answers the check digit or the ranges of its kind.

Source: each check names its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from openimr.casefile.redaction.folding import digits_of
from openimr.reviewers.npi import is_npi

__all__ = ["CHECKS", "Check", "is_card", "is_dea", "is_ip", "is_phone", "is_ssn", "is_vin"]

_VIN_VALUES = {
    letter: int(value)
    for letters, values in (
        ("ABCDEFGH", "12345678"),
        ("JKLMN", "12345"),
        ("PR", "79"),
        ("STUVWXYZ", "23456789"),
        ("0123456789", "0123456789"),
    )
    for letter, value in zip(letters, values, strict=True)
}
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_MONTHS = 12
_DAYS = 31


class Check(StrEnum):
    """What a number that was found must answer."""

    NONE = "none"
    DIGITS = "digits"
    NO_DAY = "no_day"
    SSN = "ssn"
    NPI = "npi"
    DEA = "dea"
    VIN = "vin"
    CARD = "card"
    PHONE = "phone"
    PHONE_LABELLED = "phone_labelled"
    IP = "ip"
    DATE = "date"
    DATE_WORDS = "date_words"
    NUMBER = "number"
    PLACE = "place"


def is_ssn(number: str) -> bool:
    """Whether ``number`` is in a range that social security numbers have (SSA, recalled: unverified).

    >>> is_ssn("123-45-6789"), is_ssn("000-12-3456")
    (True, False)
    """
    figures = digits_of(number)
    return (
        len(figures) == 9
        and _real(number) >= 5
        and figures[:3] not in {"000", "666"}
        and figures[0] != "9"
        and figures[3:5] != "00"
        and figures[5:] != "0000"
    )


def is_dea(number: str) -> bool:
    """Whether two letters and seven figures have the check digit of a DEA registration (21 CFR 1301, recalled).

    >>> is_dea("AB1234563"), is_dea("AB1234560")
    (True, False)
    """
    figures = [int(figure) for figure in number[2:] if figure.isdigit()]
    if len(figures) != 7:
        return False
    return (sum(figures[0:6:2]) + 2 * sum(figures[1:6:2])) % 10 == figures[6]


def is_vin(number: str) -> bool:
    """Whether 17 letters and figures have the check digit of a vehicle (49 CFR 565.15, recalled: unverified).

    >>> is_vin("1M8GDM9AXKP042788"), is_vin("1M8GDM9A1KP042788")
    (True, False)
    """
    if len(number) != len(_VIN_WEIGHTS) or not all(letter in _VIN_VALUES for letter in number):
        return False
    rest = sum(_VIN_VALUES[letter] * weight for letter, weight in zip(number, _VIN_WEIGHTS, strict=True)) % 11
    return number[8] == ("X" if rest == 10 else str(rest))


def is_card(number: str) -> bool:
    """Whether 13 to 19 figures have the check digit of Luhn (ISO/IEC 7812, recalled: unverified).

    >>> is_card("4111 1111 1111 1111"), is_card("4111 1111 1111 1112")
    (True, False)
    """
    figures = [int(figure) for figure in number if figure.isdigit()]
    if not 13 <= len(figures) <= 19:
        return False
    total = 0
    for place, figure in enumerate(reversed(figures)):
        value = figure * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_phone(number: str) -> bool:
    """Whether ``number`` holds ten figures of a telephone number, with or without a 1 before them.

    >>> is_phone("(805) 555-0143"), is_phone("123-4567")
    (True, False)
    """
    figures = digits_of(number.lower().partition("x")[0].partition("e")[0]).removeprefix("1")
    return len(figures) == 10 and _real(number) >= 6 and figures[0] != "0"


def is_ip(number: str) -> bool:
    """Whether ``number`` is an address of the internet protocol, version 4 or 6; a time of day is none.

    >>> is_ip("192.168.0.1"), is_ip("1.2.3.400"), is_ip("fe80::1"), is_ip("10:30:15")
    (True, False, True, False)
    """
    if ":" in number:
        return "::" in number or number.count(":") >= 5
    parts = number.split(".")
    return len(parts) == 4 and all(int(part) <= 255 for part in parts)


def _is_date(words: str) -> bool:
    """Whether the first two figures can be month and day; "4/5/6" is, "120/80/60" is none."""
    parts = [digits_of(part) for part in _split(words)]
    if len(parts) != 3 or _real(words) * 2 < sum(map(len, parts)) or not all(parts):
        return False
    first, second = int(parts[0]), int(parts[1])
    if len(parts[0]) == 4:
        return 1 <= second <= _MONTHS and 1 <= int(parts[2]) <= _DAYS
    return 1 <= min(first, second) <= _MONTHS and 1 <= max(first, second) <= _DAYS


def _split(words: str) -> list[str]:
    for mark in "/.–":
        words = words.replace(mark, "-")
    return words.split("-")


def _real(number: str) -> int:
    return sum(letter.isdigit() for letter in number)


def _is_number(number: str) -> bool:
    """Whether a number without a label is long enough to be one person's: six figures, and not a day."""
    return _real(number) >= 6 and not _is_date(number)


def _has_figures(number: str) -> bool:
    return _real(number) >= 2 or (_real(number) == 1 and len(digits_of(number)) >= 4)


def _is_written_day(words: str) -> bool:
    """Whether the words are a day such as 3/4/2014: behind "visit" or "exam" it is its day, and no number of it."""
    return re.fullmatch(r"(?:0?[1-9]|1[0-2])([/.-])(?:0?[1-9]|[12]\d|3[01])\1(?:\d{4}|\d\d)", words) is not None


CHECKS: dict[Check, Callable[[str], bool]] = {
    Check.NONE: lambda _: True,
    Check.DIGITS: _has_figures,
    Check.NO_DAY: lambda number: _has_figures(number) and not _is_written_day(number),
    Check.SSN: is_ssn,
    Check.NPI: is_npi,
    Check.DEA: is_dea,
    Check.VIN: is_vin,
    Check.CARD: is_card,
    Check.PHONE: is_phone,
    Check.PHONE_LABELLED: lambda number: len(digits_of(number)) >= 7 and _real(number) >= 4,
    Check.IP: is_ip,
    Check.DATE: _is_date,
    Check.DATE_WORDS: lambda words: any(letter.isdigit() for letter in words),
    Check.NUMBER: _is_number,
    Check.PLACE: lambda words: bool(words.strip()),
}
"""What each check asks of the words found."""
