"""Follows pain and the scores of each instrument over time, and says in words which way they went.

Source: ``casefile/instruments.yaml`` for what is better; a score outside its range is shown and not reckoned with.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cache

from openimr.casefile.model import Finding, FindingKind, Mode
from openimr.casefile.timeline.grounds import Grounds, Seen, day, number
from openimr.casefile.timeline.model import Course, Point
from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = ["courses"]


class _Better(StrEnum):
    LOWER = "lower"
    HIGHER = "higher"


class _InstrumentRow(Value, frozen=True):
    names: tuple[str, ...]
    better: _Better
    unit: str
    source: str
    verification: Verification


def courses(grounds: Grounds) -> tuple[Course, ...]:
    """The course of pain first, then of each instrument by name; goals are none of it."""
    groups: dict[str, list[Seen]] = {}
    for seen in grounds.seen:
        finding = seen.finding
        is_score = finding.kind in {FindingKind.PAIN, FindingKind.SCORE} and finding.value is not None
        if is_score and finding.mode is Mode.STATED:
            name = "pain" if finding.kind is FindingKind.PAIN else finding.name
            groups.setdefault(name, []).append(seen)
    return tuple(_course(name, groups[name]) for name in sorted(groups, key=lambda name: (name != "pain", name)))


@cache
def _better() -> dict[str, str]:
    rows = load("casefile/instruments.yaml", _InstrumentRow)
    return {name: row.better.value for row in rows for name in row.names}


def _course(name: str, group: list[Seen]) -> Course:
    points = tuple(sorted((_point(seen) for seen in group), key=_place))
    first = group[0].finding
    better = _better().get(name, "")
    return Course(
        name=name, points=points, better=better, lowest=first.lowest, highest=first.highest,
        says=_says(name, points, better),
    )  # fmt: skip


def _place(point: Point) -> tuple[dt.date, int, int]:
    return point.on or dt.date.max, point.pin.page, point.pin.span.start


def _point(seen: Seen) -> Point:
    finding = seen.finding
    return Point(
        value=finding.value or 0.0, pin=finding.pin, finding=finding.id, on=seen.on, dated=seen.dated,
        is_possible=_is_possible(finding),
    )  # fmt: skip


def _is_possible(finding: Finding) -> bool:
    if finding.lowest is None or finding.highest is None or finding.value is None:
        return True
    return finding.lowest <= finding.value <= finding.highest


def _says(name: str, points: tuple[Point, ...], better: str) -> str:
    """The course in a sentence: the first and the last day with a score, and which way it went between them."""
    dated = [point for point in points if point.on is not None and point.is_possible]
    impossible = sum(not point.is_possible for point in points)
    undated = sum(point.on is None for point in points)
    parts = [_way(name, dated, better)]
    if impossible:
        parts.append(f"{impossible} outside the range of the instrument, left out of the reckoning.")
    if undated:
        parts.append(f"{undated} without a day.")
    return " ".join(part for part in parts if part)


def _way(name: str, dated: list[Point], better: str) -> str:
    if not dated:
        return f"{name}: no score that can be placed in time."
    one, two = dated[0], dated[-1]
    if one.on == two.on:
        values = ", ".join(number(point.value) for point in dated)
        return f"{name}: {values} on {day(one.on)}."
    change = two.value - one.value
    way = "unchanged" if change == 0 else f"{'up' if change > 0 else 'down'} {number(abs(change))}"
    judged = ""
    if change and better:
        judged = ", better" if (change < 0) == (better == "lower") else ", worse"
    return f"{name}: {number(one.value)} on {day(one.on)}, {number(two.value)} on {day(two.on)}: {way}{judged}."
