"""Draws a timeline as SVG: requests, decisions, visits and sessions in lanes, and a small chart for each score.

What tells things apart is shape and words, never colour alone, so that it reads in grey print; title and description
tell a screen reader what the picture shows, and the tables of the page hold every value again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from openimr.calendars.words import MONTHS
from openimr.casefile.model import FindingKind, Mode
from openimr.casefile.timeline.grounds import day, number
from openimr.casefile.timeline.model import Course, Event, Point, Timeline
from openimr.casefile.timeline.scale import Scale, scale_of

__all__ = ["as_svg"]

_WIDTH = 960
_LEFT = 190
_RIGHT = 30
_LANE = 46
_CHART = 104
_TOP = 64
_NEAREST = 26
"""Labels closer than this many points would print over each other; the later one is left to the table."""
_DRAWN = frozenset({FindingKind.VISIT, FindingKind.REQUEST, FindingKind.UR_ACTION, FindingKind.SESSIONS})
_LETTERS = {"denied": "D", "modified": "M", "approved": "A", "delayed": "W"}
_SIDE_BY_SIDE = frozenset({*_LETTERS.values(), "?"})
_BOX = 27
_LONGEST = 25
_INK = "#1a1a1a"
_FAINT = "#8a8a8a"
_BLUE = "#1f4e79"
_MOST_TICKS = 9
_NEAREST_TICK = 70
_BAND = "#efefef"


class _Lane(NamedTuple):
    """A lane: its name, and its marks, each with day, shape and words."""

    name: str
    marks: tuple[tuple[dt.date, str, str], ...]


def as_svg(timeline: Timeline, *, title: str = "Timeline of the case") -> str:
    """The picture, as an SVG that stands by itself or inside a page; one sentence where no event has a day."""
    lanes = list(_lanes(timeline))
    charts = [course for course in timeline.courses if any(point.on and point.is_possible for point in course.points)]
    days = [on for lane in lanes for on, _, _ in lane.marks]
    days += [point.on for course in charts for point in course.points if point.on]
    if not days:
        return _svg(60, title, "No event has a day.", [_text(20, 40, "No event has a day that could be drawn.")])
    scale = scale_of(days, _LEFT, _WIDTH - _RIGHT)
    height = _TOP + _LANE * len(lanes) + _CHART * len(charts) + 34
    body = [*_axis(scale, height - 30)]
    place = _TOP
    for lane in lanes:
        body += _lane(lane, scale, place)
        place += _LANE
    for course in charts:
        body += _chart(course, scale, place)
        place += _CHART
    body.append(_legend(height - 8))
    return _svg(height, title, _description(lanes, charts), body)


def _lanes(timeline: Timeline) -> Iterator[_Lane]:
    """The lanes that have marks: visits, requests, decisions, then sessions of each discipline."""
    drawn = [event for event in timeline.events if event.kind in _DRAWN and event.on is not None]
    for name, kind in (("Visits", FindingKind.VISIT), ("Requests", FindingKind.REQUEST)):
        marks = _marks(event for event in drawn if event.kind is kind)
        if marks:
            yield _Lane(name, marks)
    marks = _marks(event for event in drawn if event.kind is FindingKind.UR_ACTION)
    if marks:
        yield _Lane("Utilization review", marks)
    told = [event for event in drawn if event.kind is FindingKind.SESSIONS and event.mode is Mode.STATED]
    for count in timeline.sessions:
        marks = _marks(event for event in told if event.discipline == count.discipline)
        notes = tuple((on, "note", "") for on in count.note_days)
        if marks or notes:
            yield _Lane(f"Sessions: {count.discipline}", tuple(sorted((*marks, *notes))))


def _marks(events: Iterable[Event]) -> tuple[tuple[dt.date, str, str], ...]:
    """The day, shape and words of each event, of like ones of one day the first."""
    return tuple(sorted({(event.on, _shape(event), _words(event)) for event in events if event.on is not None}))


def _shape(event: Event) -> str:
    if event.kind is FindingKind.UR_ACTION:
        return _LETTERS.get(event.action, "?")
    return {FindingKind.VISIT: "visit", FindingKind.REQUEST: "request"}.get(event.kind, "sessions")


def _words(event: Event) -> str:
    if event.kind is FindingKind.VISIT:
        return ""
    return number(event.count) if event.count is not None else ""


def _svg(height: int, title: str, description: str, body: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img"'
        f' aria-labelledby="timeline-title timeline-description" font-family="sans-serif" font-size="13">'
        f'<title id="timeline-title">{escape(title)}</title>'
        f'<desc id="timeline-description">{escape(description)}</desc>'
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>{"".join(body)}</svg>'
    )


def _description(lanes: Iterable[_Lane], charts: Iterable[Course]) -> str:
    """What the picture shows, in sentences."""
    parts = [
        f"{lane.name}: {len(lane.marks)} marked, {day(lane.marks[0][0])} to {day(lane.marks[-1][0])}." for lane in lanes
    ]
    return " ".join([*parts, *(course.says for course in charts)])


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x}" y="{y}" fill="{_INK}"{more}>{escape(words)}</text>'


def _axis(scale: Scale, bottom: int) -> Iterator[str]:
    """Months or years along the top, with faint lines down; a band where no page tells of a long time."""
    for quiet in scale.quiet:
        width = round(quiet.right - quiet.left, 1)
        yield f'<rect x="{quiet.left:.1f}" y="40" width="{width}" height="{bottom - 40}" fill="{_BAND}"/>'
        middle = round((quiet.left + quiet.right) / 2, 1)
        yield _text(middle, 52, quiet.words, ' text-anchor="middle" font-size="10"')
    placed: list[float] = []
    for on, words in [*_anchors(scale), *_ticks(scale)]:
        x = scale.at(on)
        is_quiet = any(quiet.first < on < quiet.last for quiet in scale.quiet)
        if is_quiet or any(abs(x - other) < _NEAREST_TICK for other in placed):
            continue
        placed.append(x)
        yield f'<line x1="{x}" y1="40" x2="{x}" y2="{bottom}" stroke="#d5d5d5" stroke-width="1"/>'
        yield _text(x, 32, words, ' text-anchor="middle"')


def _anchors(scale: Scale) -> list[tuple[dt.date, str]]:
    """The month in which the pages begin to tell again after a quiet time, and that in which they begin at all."""
    days = [scale.first, *(quiet.last for quiet in scale.quiet)] if scale.quiet else []
    return [(on, _month(on)) for on in days]


def _month(on: dt.date) -> str:
    return f"{MONTHS[on.month - 1][:3]} {on.year}"


def _ticks(scale: Scale) -> Iterator[tuple[dt.date, str]]:
    """At most nine first days of months, at even steps; the only day itself where there is one."""
    first, last = scale.first, scale.last
    if first == last:
        yield first, day(first)
        return
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    told = max(1, months - sum(round((quiet.last - quiet.first).days / 30.4) for quiet in scale.quiet))
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if told <= step * _MOST_TICKS)
    for ahead in range(0, months + step, step):
        year, month = divmod(first.year * 12 + first.month - 1 + ahead, 12)
        on = dt.date(year, month + 1, 1)
        if first <= on <= last:
            yield on, _month(on)
    if months <= 1:
        yield first, day(first)


def _lane(lane: _Lane, scale: Scale, top: int) -> Iterator[str]:
    middle = top + _LANE // 2
    head, _, name = lane.name.rpartition(": ")
    if head:
        yield _text(12, middle - 5, f"{head}:", ' font-size="11"')
    short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}\u2026"
    yield _text(12, middle + (11 if head else 4), short)
    yield f'<line x1="{_LEFT}" y1="{middle}" x2="{_WIDTH - _RIGHT}" y2="{middle}" stroke="{_FAINT}" stroke-width="1"/>'
    beside = -1000.0
    labels: list[tuple[float, str]] = []
    for on, shape, words in lane.marks:
        x = scale.at(on)
        if shape in _SIDE_BY_SIDE:  # Two decisions of one day stand side by side, or one would hide the other.
            x = beside = max(x, beside + _BOX)
        yield _mark(shape, x, middle)
        labels += [(x, words)] if words else []
    for x, words in _apart(labels):
        yield _text(x, middle - 12, words, ' text-anchor="middle" font-weight="bold"')


def _apart(labels: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Those labels that do not print over each other: the last, where it came to, and others from the left."""
    kept: list[tuple[float, str]] = []
    for label in labels[:-1]:
        is_free = not kept or label[0] - kept[-1][0] >= _NEAREST
        if is_free and labels[-1][0] - label[0] >= _NEAREST:
            kept.append(label)
    return [*kept, *labels[-1:]]


def _mark(shape: str, x: float, y: float) -> str:
    """A tick for a visit, a triangle for a request, a bar for sessions, a small ring for a note, else a letter."""
    if shape == "visit":
        return f'<line x1="{x}" y1="{y - 7}" x2="{x}" y2="{y + 7}" stroke="{_INK}" stroke-width="2"/>'
    if shape == "request":
        points = f"{x},{y - 8} {x + 8},{y + 6} {x - 8},{y + 6}"
        return f'<polygon points="{points}" fill="#ffffff" stroke="{_BLUE}" stroke-width="2"/>'
    if shape == "sessions":
        return f'<rect x="{x - 4}" y="{y - 8}" width="8" height="16" fill="{_BLUE}"/>'
    if shape == "note":
        return f'<circle cx="{x}" cy="{y}" r="3.5" fill="#ffffff" stroke="{_BLUE}" stroke-width="1.5"/>'
    box = f'<rect x="{x - 9}" y="{y - 9}" width="18" height="18" fill="#ffffff" stroke="{_INK}" stroke-width="2"/>'
    return box + _text(x, y + 5, shape, ' text-anchor="middle" font-weight="bold"')


def _chart(course: Course, scale: Scale, top: int) -> Iterator[str]:
    """The scores of one instrument over its whole range, joined by a line, with their values."""
    points = [point for point in course.points if point.on is not None and point.is_possible]
    low = course.lowest if course.lowest is not None else min(point.value for point in points)
    high = course.highest if course.highest is not None else max(point.value for point in points)
    base, roof = top + _CHART - 16, top + 20
    yield _text(12, top + 40, course.name)
    if course.better:
        yield _text(12, top + 58, f"({course.better} is better)", ' font-size="11"')
    for value, edge in ((high, roof), (low, base)):
        yield f'<line x1="{_LEFT}" y1="{edge}" x2="{_WIDTH - _RIGHT}" y2="{edge}" stroke="#d5d5d5" stroke-width="1"/>'
        yield _text(_LEFT - 14, edge + 4, number(value), ' text-anchor="end" font-size="11"')
    places = [(scale.at(point.on), _height(point, low, high, (base, roof)), point) for point in points if point.on]
    for line in _lines(places, scale):
        yield f'<polyline points="{line}" fill="none" stroke="{_BLUE}" stroke-width="2"/>'
    for x, y, _ in places:
        yield f'<circle cx="{x}" cy="{y}" r="4" fill="{_BLUE}"/>'
    heights = {(x, number(point.value)): y for x, y, point in places}
    for x, words in _apart([(x, number(point.value)) for x, _, point in places]):
        yield _text(x, heights[x, words] - 8, words, ' text-anchor="middle" font-size="12"')


def _lines(places: list[tuple[float, float, Point]], scale: Scale) -> Iterator[str]:
    """The points that are joined: none over a long time in which nothing was measured."""
    line: list[str] = []
    for number_, (x, y, point) in enumerate(places):
        before = places[number_ - 1][2].on if number_ else None
        if before is not None and point.on is not None and scale.is_quiet(before, point.on):
            yield from [" ".join(line)] if len(line) > 1 else []
            line = []
        line.append(f"{x},{y}")
    yield from [" ".join(line)] if len(line) > 1 else []


def _height(point: Point, low: float, high: float, ends: tuple[int, int]) -> float:
    base, roof = ends
    share = (point.value - low) / (high - low) if high > low else 0.5
    return round(base - (base - roof) * share, 1)


def _legend(y: int) -> str:
    words = (
        "Tick: visit.  Triangle: request.  Box: utilization review, D denied, M modified, A approved, W delayed.  "
        "Bar: sessions told.  Ring: note of one session.  Grey: no page tells; drawn narrow."
    )
    return _text(12, y, words, ' font-size="11"')
