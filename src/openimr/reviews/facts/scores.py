"""Takes scores and work status: what was measured before and after, the last value, and how the worker works.

Which way is better, and whether it is enough, is not said here: that is for the reviewer.

Source: ``casefile/fact_of_finding.yaml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.casefile.timeline.grounds import day
from openimr.casefile.timeline.model import Course, Point
from openimr.citations import Pin
from openimr.guidelines.criteria.facts import FactSource, Text
from openimr.reviews.facts.material import Asking, Material, is_of_review, plain
from openimr.reviews.facts.said import Said, said
from openimr.reviews.facts.sheets import FactRow

__all__ = ["course_of_scores", "last_scores", "work"]

_PAIN = "pain"
_RESTRICTION = "restriction"


def course_of_scores(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """The first and last value of each instrument that was given on two days or more; how strong pain is, is none."""
    del row
    told: list[str] = []
    pins: list[Pin] = []
    for course in material.courses:
        points = _dated(course, asking.on)
        if course.name != _PAIN and len({point.on for point in points}) > 1:
            told.append(f"{_point(course, points[0])}, {_point(course, points[-1])}")
            pins += [plain(points[0].pin), plain(points[-1].pin)]
    if told:
        yield Said(Text(words="; ".join(told)), FactSource.RECORD, tuple(pins))


def last_scores(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """The last value of pain and of each instrument."""
    del row
    last = [(course, points[-1]) for course in material.courses if (points := _dated(course, asking.on))]
    if last:
        words = "; ".join(_point(course, point) for course, point in last)
        yield Said(Text(words=words), FactSource.RECORD, tuple(plain(point.pin) for _, point in last))


def _dated(course: Course, until: dt.date) -> list[Point]:
    """The values that can be placed in time, up to the request, and that the instrument can give."""
    return [point for point in course.points if point.is_possible and point.on is not None and point.on <= until]


def _point(course: Course, point: Point) -> str:
    return f"{course.name} {point.value:g} on {day(point.on)}"


def work(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """The work status of the last page before the request that gives one, with its restrictions."""
    stated = [
        one
        for one in material.of(row)
        if not is_of_review(one) and one.written_on is not None and one.written_on <= asking.on
    ]
    days = [one.written_on for one in stated if one.written_on and one.finding.name != _RESTRICTION]
    if days:
        last = [one for one in stated if one.written_on == max(days)]
        words = dict.fromkeys(one.finding.says.lower() for one in last)
        yield said(Text(words="; ".join(words)), *last)
