"""One thing that a page, or the filing, says of a fact; things that say the same are joined into one fact.

Source: design, section 4; several values of one fact are kept side by side.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from openimr.casefile.timeline.grounds import Seen
from openimr.citations import Pin
from openimr.guidelines.criteria.facts import Fact, FactSource, FactValue
from openimr.reviews.facts.material import is_of_review, plain

__all__ = ["MOST_PINS", "Said", "joined", "said"]

MOST_PINS = 5
"""So many pages are named for one value; what more pages repeat needs no more pins."""

_ORDER = tuple(FactSource)


class Said(NamedTuple):
    """A value, who says it and where; ``body`` narrows it to a part of the body."""

    value: FactValue
    source: FactSource
    pins: tuple[Pin, ...]
    body: str | None = None


def said(value: FactValue, *seen: Seen, body: str | None = None) -> Said:
    """A value that findings say; at least one, and all of one source."""
    source = FactSource.UR_DECISION if is_of_review(seen[0]) else FactSource.RECORD
    return Said(value, source, tuple(plain(one.finding.pin) for one in seen), body)


def joined(name: str, sayings: Iterable[Said]) -> tuple[Fact, ...]:
    """The facts of one name: one for each value, source and part of the body, the record's before all others."""
    groups: dict[tuple[FactSource, str | None, FactValue], list[Pin]] = {}
    for one in sayings:
        groups.setdefault((one.source, one.body, one.value), []).extend(one.pins)
    ordered = sorted(groups.items(), key=lambda group: _ORDER.index(group[0][0]))
    return tuple(
        Fact(name=name, value=value, source=source, pins=tuple(dict.fromkeys(pins))[:MOST_PINS], body=body)
        for (source, body, value), pins in ordered
    )
