"""Reads the filters of a query: ``kind:imaging``, ``date>=2014-01-01``, ``page:10-20``, ``document:3``.

Source: feature F21 of the plan.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from rapidfuzz import process

from openimr.casefile.model import DocumentKind
from openimr.casefile.search.query import Dated, Filter, InDocument, OfKind, OnPages
from openimr.errors import UnusableArguments

__all__ = ["read_filter"]

_FILTER = re.compile(r"(kind|date|pages?|documents?)(:|>=|<=|=|>|<)(.*)", re.IGNORECASE | re.DOTALL)
_DAY = re.compile(r"((?:19|20|21)\d\d)(?:-(\d\d?)(?:-(\d\d?))?)?", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?", re.ASCII)


def read_filter(piece: str, where: str) -> Filter | None:
    """The filter that ``piece`` is; nothing where it is words. ``where`` is its place for messages.

    Raises:
        UnusableArguments: it begins as a filter and cannot be one; the message says how it is written.
    """
    found = _FILTER.fullmatch(piece)
    if found is None:
        return None
    field, sign, value = found[1].lower().rstrip("s"), found[2], found[3].strip()
    if field == "date":
        return _dated(sign, value, where)
    if sign not in {":", "="}:
        raise UnusableArguments(
            f"“{field}” cannot be compared with {sign}.", where=where, remedy=f"Write {field}: and its value."
        )
    if field == "kind":
        return OfKind(_kind(value, where))
    first, last = _numbers(field, value, where)
    return OnPages(first, last) if field == "page" else InDocument(first)


def _kind(value: str, where: str) -> DocumentKind:
    name = value.lower().replace("-", "_")
    kinds = [str(kind) for kind in DocumentKind]
    if name in kinds:
        return DocumentKind(name)
    nearest = process.extractOne(name, kinds, score_cutoff=60.0)
    guess = f"Did you mean kind:{nearest[0]}? " if nearest else ""
    raise UnusableArguments(
        f"“{value}” is no kind of document.", where=where, remedy=f"{guess}The kinds are {', '.join(kinds)}."
    )


def _numbers(field: str, value: str, where: str) -> tuple[int, int]:
    found = _NUMBERS.fullmatch(value)
    if found is None or (field == "document" and found[2]):
        raise UnusableArguments(
            f"“{value}” is no number of a {field}.", where=where, remedy="Write page:12, page:10-20 or document:3."
        )
    first = int(found[1])
    last = int(found[2]) if found[2] else first
    if last < first:
        raise UnusableArguments(
            f"Pages {first} to {last} run backwards.", where=where, remedy=f"Write page:{last}-{first}."
        )
    return first, last


def _dated(sign: str, value: str, where: str) -> Dated:
    first, last = _stretch(value, where)
    match sign:
        case ">=":
            return Dated(first, None)
        case "<=":
            return Dated(None, last)
        case ">":
            return Dated(last + dt.timedelta(days=1), None)
        case "<":
            return Dated(None, first - dt.timedelta(days=1))
        case _:
            return Dated(first, last)


def _stretch(value: str, where: str) -> tuple[dt.date, dt.date]:
    """The first and last day of a year, a month or a day."""
    found = _DAY.fullmatch(value)
    if found is None:
        raise UnusableArguments(
            f"“{value}” is no date.", where=where, remedy="Write date>=2014-03-05, date:2014-03 or date<2014."
        )
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = dt.date(year or 1, month or 1, day or 1)
    except ValueError as error:
        raise UnusableArguments(
            f"There is no day {value}.", where=where, remedy="Write year, month and day: 2014-03-05."
        ) from error
    if month is None:
        return first, first.replace(month=12, day=31)
    return first, first.replace(day=day or calendar.monthrange(first.year, month)[1])
