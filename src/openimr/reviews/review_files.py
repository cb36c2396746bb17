"""Reads ``review.yaml`` and writes a review as YAML; all faults of a file are told at once, each with its line.

That something is undecided, unpinned or unsigned is no fault of the file: it is a reason not to issue (``laws``).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from openimr.errors import Fault, MalformedData
from openimr.reviews.review import Review
from openimr.rulebook.lines import Lined, parse_lines, typed, write_lines

__all__ = ["read_review", "review_schema", "write_review"]

_INSTANTS = frozenset({"at", "signed_at"})


def read_review(text: str, *, where: str) -> Review:
    """The review that ``text`` holds, as YAML or JSON.

    Raises:
        MalformedData: all that cannot be used, each with its line.
    """
    lined = parse_lines(text, where=where)
    review = typed(lined, Review)
    faults = [*_twice(review, lined), *_timeless(lined)]
    if faults:
        raise MalformedData(faults, where=where)
    return review


def _twice(review: Review, lined: Lined) -> Iterator[Fault]:
    counts = Counter(row.number for row in review.treatments)
    for place, row in enumerate(review.treatments):
        if counts[row.number] > 1:
            path = ("treatments", place, "number")
            yield lined.fault(path, f"Treatment {row.number} stands there {counts[row.number]} times.", "Keep one.")


def _timeless(lined: Lined) -> Iterator[Fault]:
    """Each instant that does not say its time zone: of such a one nobody knows which day it was."""
    yield from _instants(lined, lined.tree, ())


def _instants(lined: Lined, value: Any, path: tuple[str | int, ...]) -> Iterator[Fault]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _instants(lined, inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _instants(lined, inner, (*path, place))
    elif path and str(path[-1]) in _INSTANTS and _is_naive(value):
        yield lined.fault(path, "The instant does not say its time zone.", "Write it as 2026-03-02T09:30:00-08:00.")


def _is_naive(value: Any) -> bool:
    if isinstance(value, str):
        try:
            value = msgspec.convert(value, dt.datetime)
        except msgspec.ValidationError:
            return False
    return isinstance(value, dt.datetime) and value.utcoffset() is None


def write_review(review: Review) -> str:
    """The review as YAML; :func:`read_review` reads it back to an equal one."""
    plain: Any = msgspec.to_builtins(review, builtin_types=(dt.date,))
    return write_lines(plain)


def review_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a review, made from the types."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Review of a case",
        **msgspec.json.schema(Review),
    }
