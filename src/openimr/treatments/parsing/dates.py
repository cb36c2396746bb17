"""Reads days as requests write them: 1/2/2014 with the month first, July 1, 2011, or 2014-01-02."""

from __future__ import annotations

import datetime as dt

from openimr.treatments.parsing.lexicon import lexicon
from openimr.treatments.parsing.marks import DateMark, Marks
from openimr.treatments.parsing.tokens import Tokens

__all__ = ["is_of_document", "read_date"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_TO = frozenset({"-", "to", "through", "thru", "until"})
_CENTURY_TURNS = 60
_FIRST_YEAR, _LAST_YEAR = 1950, 2099


def read_date(marks: Marks, at: int) -> int | None:
    """Note the day that begins at a token and return the token after it, or ``None`` where there is none."""
    tokens = marks.tokens
    found = _in_words(tokens, at) if tokens.words[at] in _MONTHS else _in_digits(tokens, at)
    if found is None:
        return None
    day, end = found
    ends_range = bool(marks.dates) and marks.dates[-1].end == at - 1 and tokens.word(at - 1) in _TO
    marks.dates.append(DateMark(at, end, day, ends_range=ends_range))
    return end


def is_of_document(tokens: Tokens, mark: DateMark) -> bool:
    """Whether a day is that of a paper and of no service: "per 08/12/2025 prescription", "the 3/1/14 report"."""
    return tokens.word(mark.start - 1) == "per" or tokens.word(mark.end) in lexicon().documents


def _in_digits(tokens: Tokens, at: int) -> tuple[dt.date, int] | None:
    """Month, day and year between slashes or hyphens, or year, month and day."""
    mark = tokens.word(at + 1)
    if mark not in {"/", "-"} or tokens.word(at + 3) != mark:
        return None
    numbers = [tokens.word(at), tokens.word(at + 2), tokens.word(at + 4)]
    if not all(number.isdigit() for number in numbers) or not all(tokens.joined(at + step) for step in range(4)):
        return None
    first, second, third = numbers
    if len(first) == 4:
        day = _day(int(first), int(second), int(third))
    elif len(third) == 4 or (len(third) == 2 and mark == "/"):
        day = _day(_year(third), int(first), int(second))
    else:
        return None
    return (day, at + 5) if day else None


def _in_words(tokens: Tokens, at: int) -> tuple[dt.date, int] | None:
    """The name of a month, the day and the year."""
    month = _MONTHS[tokens.words[at]]
    day_at = at + 2 if tokens.word(at + 1) == "." else at + 1
    day = tokens.word(day_at)
    year_at = day_at + 2 if tokens.word(day_at + 1) in {",", "th", "st", "nd", "rd"} else day_at + 1
    if tokens.word(year_at) == ",":
        year_at += 1
    year = tokens.word(year_at)
    if not day.isdigit() or not year.isdigit() or len(year) != 4:
        return None
    found = _day(int(year), month, int(day))
    return (found, year_at + 1) if found else None


def _year(digits: str) -> int:
    """The year of four digits, or of two: 60 to 99 belong to the last century."""
    year = int(digits)
    if len(digits) == 2:
        return year + (1900 if year >= _CENTURY_TURNS else 2000)
    return year


def _day(year: int, month: int, day: int) -> dt.date | None:
    """The day, unless there is no such day."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
