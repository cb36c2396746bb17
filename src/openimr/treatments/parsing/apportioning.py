"""Tells one service apart by the places that it is asked for with a number each: "8 visits neck, 6 visits low back".

Source: request-grammar.md, parsing rule 10: a request of its own is what has a quantity of its own.
"""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from openimr.treatments.parsing.lexicon import Kind
from openimr.treatments.parsing.marks import Mark, Marks, Via
from openimr.treatments.parsing.owning import separators_in
from openimr.treatments.parsing.splitting import Segment

__all__ = ["by_place"]

_NO_PLAN = frozenset({Via.PRIOR, Via.REFILLS, Via.DAYS_SUPPLY})
_REVIEWED = frozenset({"certified", "approved", "authorized", "authorised", "allowed", "vs", "versus"})


def by_place(marks: Marks, segment: Segment) -> list[Segment]:
    """The segment for each place with a number of its own; the segment itself where there are not several."""
    # Most wordings hold one number or one place, and are done with here.
    if len(marks.counts) + len(marks.rates) < 2 or len(marks.parts) + len(marks.levels) < 2:
        return [segment]
    if len(segment.heads) != 1 or segment.heads[0].drug is not None:
        return [segment]
    inner = marks.within(segment.start, segment.end)
    plans = _plans(inner)
    places = [*inner.parts, *inner.levels]
    if len(plans) < 2 or len(places) < 2 or not _REVIEWED.isdisjoint(marks.tokens.words):
        return [segment]
    starts = _starts(inner, segment, plans, places)
    if len(starts) < 2:
        return [segment]
    lead = [word for word in inner.words if word.kind is Kind.MODIFIER and word.end <= starts[1]]
    ends = [*starts[1:], segment.end]
    return [
        msgspec.structs.replace(
            segment, start=start, end=end, is_split=True, shared=[*segment.shared, *(lead if number else ())]
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]


def _plans(marks: Marks) -> list[Mark]:
    """What says how many or how often."""
    counts: list[Mark] = [count for count in marks.counts if count.via not in _NO_PLAN and count.unit != "level"]
    return [*counts, *marks.rates]


def _starts(marks: Marks, segment: Segment, plans: list[Mark], places: list[Mark]) -> list[int]:
    """The tokens at which the stretch of each place begins: each holds a number and a place."""
    pieces = [segment.start, *(at + 1 for at in separators_in(marks, segment.start, segment.end))]
    planned = {bisect_right(pieces, mark.start) - 1 for mark in plans}
    placed = {bisect_right(pieces, mark.start) - 1 for mark in places}
    goes_on = _with_place(len(pieces), planned, placed)
    starts = [segment.start]
    has_plan = has_place = False
    for number, piece in enumerate(pieces):
        if has_plan and has_place and number in goes_on:
            starts.append(piece)
            has_plan = has_place = False
        has_plan, has_place = has_plan or number in planned, has_place or number in placed
    return starts


def _with_place(count: int, planned: set[int], placed: set[int]) -> set[int]:
    """The pieces with a number that a place belongs to: one in the piece, or in those before the next number."""
    found: set[int] = set()
    is_open = False
    for number in reversed(range(count)):
        is_open = is_open or number in placed
        if number in planned:
            if is_open:
                found.add(number)
            is_open = False
    return found
