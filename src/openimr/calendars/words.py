"""Writes days in the words of letters: "March 2, 2026", in English whatever the language of the machine.

``strftime`` follows the locale of the program that uses this one.
"""

from __future__ import annotations

import datetime as dt

__all__ = ["MONTHS", "WEEKDAYS", "day_in_words", "weekday_and_day"]

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The months by name, in their order."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The days of the week by name, from Monday on."""


def day_in_words(day: dt.date) -> str:
    """The day as a letter gives it.

    >>> day_in_words(dt.date(2026, 3, 2))
    'March 2, 2026'
    """
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def weekday_and_day(day: dt.date) -> str:
    """The day with its day of the week.

    >>> weekday_and_day(dt.date(2026, 3, 2))
    'Monday, March 2, 2026'
    """
    return f"{WEEKDAYS[day.weekday()]}, {day_in_words(day)}"
