"""Turns days into places from left to right: a long time of which no page tells takes little room, and is shown so.

Care is often told in the last months of many years. Drawn to one scale its visits would lie on one another, and a line
from the first report to the last year would show a course that nobody measured.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Quiet", "Scale", "scale_of"]

_LEAST_DAYS = 150
_LEAST_SHARE = 0.12
"""A time without any mark is drawn narrow where it has so many days, and is such a share of all."""
_NARROW = 72.0


class Quiet(NamedTuple):
    """A time of which no page tells: its bounds, and where it is drawn."""

    first: dt.date
    last: dt.date
    left: float
    right: float

    @property
    def words(self) -> str:
        """How long it is."""
        months = round((self.last - self.first).days / 30.4)
        return f"{months} months" if months < 24 else f"{months / 12:.1f} years".replace(".0 ", " ")


class Scale(NamedTuple):
    """The first and the last day, the places of the days between which the scale is even, and the quiet times."""

    first: dt.date
    last: dt.date
    knots: tuple[tuple[dt.date, float], ...]
    quiet: tuple[Quiet, ...]

    def at(self, on: dt.date) -> float:
        """Where a day stands."""
        for (first, left), (last, right) in pairwise(self.knots):
            if on <= last:
                return round(left + (right - left) * (on - first).days / max(1, (last - first).days), 1)
        return self.knots[-1][1]

    def is_quiet(self, one: dt.date, other: dt.date) -> bool:
        """Whether a quiet time lies between two days."""
        return any(min(one, other) <= quiet.first and quiet.last <= max(one, other) for quiet in self.quiet)


def scale_of(days: Iterable[dt.date], left: float, right: float) -> Scale:
    """The scale on which ``days``, of which there is at least one, stand between ``left`` and ``right``.

    >>> made = scale_of([dt.date(2010, 1, 1), dt.date(2014, 1, 1), dt.date(2014, 3, 1)], 0.0, 100.0)
    >>> made.at(dt.date(2014, 1, 1)), made.at(dt.date(2014, 3, 1)), made.quiet[0].words
    (72.0, 100.0, '4 years')
    """
    listed = sorted(set(days))
    first, last = listed[0], listed[-1]
    least = max(_LEAST_DAYS, _LEAST_SHARE * (last - first).days)
    gaps = [(one, two) for one, two in pairwise(listed) if (two - one).days >= least]
    told = (last - first).days - sum((two - one).days for one, two in gaps)
    # Where all that there is are single days, these share the room evenly.
    narrow = _NARROW if told else (right - left) / max(1, len(gaps))
    room = right - left - narrow * len(gaps)
    knots, quiet, place, on = [(first, left)], [], left, first
    for one, two in gaps:
        place += room * (one - on).days / max(1, told)
        quiet.append(Quiet(one, two, place, place + narrow))
        knots += [(one, place), (two, place + narrow)]
        place, on = place + narrow, two
    knots.append((last, right))
    return Scale(first, last, tuple(knots), tuple(quiet))
