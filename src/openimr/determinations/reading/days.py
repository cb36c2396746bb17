"""Reads a day as letters write it, and refuses a day that no calendar has.

``DAY`` finds whole days; ``DAY_LIKE`` finds also what is written like a day but is none: impossible days, a month with
a year, a day of a month without its year.

Source: ``determination-formats.md`` section 3 (row "dates"); docs/reference/layouts.md.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

__all__ = ["DAY", "DAY_LIKE", "read_day"]

_MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
# In small letters "may" and "march" are other words.
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar|(?-i:March|MARCH|May|MAY)|Apr(?:il)?|June?|July?|Aug(?:ust)?"
    r"|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_ORDINAL = r"(?:\s?(?:st|nd|rd|th))?"
# A fraction (1/2), a level (L4/5), a decimal or a longer chain of numbers is no day.
_ALONE = r"(?<![\w/.\-])(?<!\d,)"
_END = r"(?![\w]|[/\-]\d|[.,]\d|\s?(?:days|weeks|months|years|visits|sessions|mg)\b)"
_YEAR = r"(?:19|20)\d\d"

DAY = re.compile(
    rf"{_ALONE}(?:"
    rf"(?P<month>\d{{1,2}})(?P<mark>[/\-.])(?P<day>\d{{1,2}})(?P=mark)(?P<year>{_YEAR}|\d\d)"
    rf"|(?P<iso_year>{_YEAR})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)"
    rf"|(?P<name_first>{_MONTH})\s?(?P<day_second>\d{{1,2}}){_ORDINAL}(?:\s?,\s?|\s(?:of\s)?)(?P<year_last>{_YEAR})"
    rf"|(?P<day_first>\d{{1,2}}){_ORDINAL}\s(?:of\s)?(?P<name_second>{_MONTH}),?\s?(?P<year_end>{_YEAR})"
    rf"){_END}",
    re.IGNORECASE,
)
"""A day with its year, such as ``07/10/2014``, ``7/10/14``, ``July 10, 2014``, ``10 July 2014`` or ``2014-07-10``.

The numbers may name a day that no calendar has; :func:`read_day` tells.
"""

_WITHOUT_DAY = (
    r"(?:of\s(?:this|that|last|the\s(?:same|previous|following|current))\s+year"
    r"|(?:this|that|last)\s+year)\b"
)
DAY_LIKE = re.compile(
    rf"{DAY.pattern}"
    rf"|{_ALONE}\d{{1,2}}/\d{{1,2}}\s{_WITHOUT_DAY}"  # 8/5 of this year
    rf"|{_ALONE}(?:0?[1-9]|1[0-2])/{_YEAR}{_END}"  # 09/2007
    rf"|\b{_MONTH}\s?\d{{1,2}}{_ORDINAL}"  # March 3
    rf"(?:,?\s{_WITHOUT_DAY}|(?![\w/%]|[.:\-]\d|,\s?\d|\s?(?:{_YEAR}|mg|to\b)))"
    rf"|\b\d{{1,2}}{_ORDINAL}\s(?:of\s)?(?!May\s(?:be|have|not)){_MONTH}(?:\s{_WITHOUT_DAY}|(?!,?\s?{_YEAR}))"
    rf"|\b{_MONTH}(?:,?\s(?:of\s)?){_YEAR}{_END}"  # September of 2007
    rf"|\b(?!May\b|March\b){_MONTH},?\s{_WITHOUT_DAY}",
    re.IGNORECASE,
)
"""All that :data:`DAY` finds, and what is written like a day without being whole or possible."""


@lru_cache(maxsize=4096)
def read_day(text: str) -> dt.date | None:
    """The day that ``text`` is, or ``None`` where it is not one whole day of the calendar.

    A year of two digits is of this century below 50, of the last one from 50 on. Month comes before day in numbers, as
    American letters have it.

    >>> read_day("Sept. 3rd, 2013")
    datetime.date(2013, 9, 3)
    >>> read_day("02/30/2014") is None
    True
    """
    match = DAY.fullmatch(text.strip())
    if match is None:
        return None
    part = match.groupdict()
    year = part["year"] or part["iso_year"] or part["year_last"] or part["year_end"]
    month = (
        part["month"]
        or part["iso_month"]
        or _MONTH_NUMBERS[(part["name_first"] or part["name_second"]).rstrip(".").lower()]
    )
    day = part["day"] or part["iso_day"] or part["day_second"] or part["day_first"]
    try:
        return dt.date(_whole_year(year), int(month), int(day))
    except ValueError:
        return None


def _whole_year(year: str) -> int:
    number = int(year)
    return number if len(year) > 2 else number + (2000 if number < 50 else 1900)
