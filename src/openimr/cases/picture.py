"""Draws the life cycle from its table, for ``docs/pictures/life-cycle.svg``: states, arrows, and who may.

What leads from three states or more to another is told in words below the drawing, so that the main way stays clear.

Source: ``rulebook/law/life_cycle.yaml``. Where a box stands and how an arrow bends is this project's choice.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from html import escape

from openimr.cases.case import State
from openimr.cases.life_cycle_table import Phase, Transition, state_rows, transitions
from openimr.citations import Value

__all__ = ["PLACES", "ROUTES", "arrows", "picture", "told_in_words"]

_WIDTH, _BOX_WIDTH, _BOX_HEIGHT, _TOP, _STEP = 1200, 196, 44, 74, 84
_LEFT, _MIDDLE, _RIGHT = 272, 630, 990
_MANY = 3  # from so many states on, a row is told in words
_LINE = 20  # characters on one line of the words of an arrow

_INK, _QUIET, _PAPER = "#1b2733", "#4a5a68", "#ffffff"
_BANDS = {
    Phase.INTAKE: ("Intake", "#e8f1fa", -0.6, 2.5),
    Phase.RECORDS: ("Records", "#e9f5ec", 2.5, 4.5),
    Phase.REVIEW: ("Review", "#fff5e0", 4.5, 7.5),
    Phase.DETERMINATION: ("Determination", "#fbeaea", 7.5, 9.5),
    Phase.APPEAL: ("Appeal", "#f1ebf8", 9.5, 11.6),
}

# Column and row of each state; rows may be fractions.
PLACES: dict[State, tuple[int, float]] = {
    State.RECEIVED: (_MIDDLE, 0),
    State.SCREENING: (_MIDDLE, 1),
    State.INFORMATION_REQUESTED: (_LEFT, 0),
    State.DEFERRED: (_LEFT, 2),
    State.ELIGIBLE: (_MIDDLE, 2),
    State.AWAITING_RECORDS: (_MIDDLE, 3),
    State.RECORDS_COMPLETE: (_MIDDLE, 4),
    State.RECORDS_OVERDUE: (_LEFT, 3.5),
    State.UNDER_REVIEW: (_MIDDLE, 5),
    State.MORE_INFORMATION_REQUESTED: (_LEFT, 6.2),
    State.QUALITY_CHECK: (_MIDDLE, 6),
    State.READY_TO_ISSUE: (_MIDDLE, 7),
    State.DETERMINED: (_MIDDLE, 8),
    State.SERVED: (_MIDDLE, 9),
    State.APPEALED: (_MIDDLE, 10),
    State.REMANDED: (_LEFT, 10.5),
    State.AFFIRMED: (_MIDDLE, 11),
    State.INELIGIBLE: (_RIGHT, 1),
    State.CONSOLIDATED: (_RIGHT, 3),
    State.TERMINATED: (_RIGHT, 5),
    State.WITHDRAWN: (_RIGHT, 6),
    State.CLOSED: (_RIGHT, 9),
}

Point = tuple[float, float]


class Arrow(Value, frozen=True):
    """One arrow from a state to another, with the words on it."""

    from_: State
    to: State
    words: str


class _Route(Value, frozen=True):
    """The bends of an arrow as column and row, and where its words stand."""

    points: tuple[Point, ...]
    words_at: Point
    anchor: str = "middle"


_SIDE = _BOX_WIDTH / 2

# Arrows that do not run straight from box to box.
ROUTES: dict[tuple[State, State], _Route] = {
    (State.READY_TO_ISSUE, State.UNDER_REVIEW): _Route(
        ((_MIDDLE + _SIDE, 7), (_MIDDLE + 138, 7), (_MIDDLE + 138, 5), (_MIDDLE + _SIDE, 5)),
        (_MIDDLE + 144, 6.5),
        "start",
    ),
    (State.REMANDED, State.AWAITING_RECORDS): _Route(
        ((_LEFT - _SIDE, 10.5), (_LEFT - 114, 10.5), (_LEFT - 114, 2.8), (_MIDDLE - _SIDE, 2.8)),
        (_LEFT - 108, 7.1),
        "start",
    ),
    (State.APPEALED, State.SCREENING): _Route(
        ((_MIDDLE - _SIDE, 9.85), (_LEFT - 140, 9.85), (_LEFT - 140, 1), (_MIDDLE - _SIDE, 1)),
        (_LEFT - 134, 8.4),
        "start",
    ),
    (State.INELIGIBLE, State.CLOSED): _Route(
        ((_RIGHT + _SIDE, 1), (_RIGHT + 140, 1), (_RIGHT + 140, 9.12), (_RIGHT + _SIDE, 9.12)),
        (_RIGHT + 134, 3.9),
        "end",
    ),
    (State.INELIGIBLE, State.APPEALED): _Route(
        ((_RIGHT + _SIDE, 0.85), (_RIGHT + 164, 0.85), (_RIGHT + 164, 10.15), (_MIDDLE + _SIDE, 10.15)),
        (_RIGHT + 100, 10.05),
    ),
    (State.TERMINATED, State.CLOSED): _Route(
        ((_RIGHT + _SIDE, 5), (_RIGHT + 116, 5), (_RIGHT + 116, 8.88), (_RIGHT + _SIDE, 8.88)),
        (_RIGHT + 110, 7.2),
        "end",
    ),
    (State.APPEALED, State.CLOSED): _Route(
        ((_MIDDLE + _SIDE, 9.85), (_RIGHT - 40, 9.85), (_RIGHT - 40, 9.27)), (_MIDDLE + 106, 9.78), "start"
    ),
    (State.AFFIRMED, State.CLOSED): _Route(
        ((_MIDDLE + _SIDE, 11), (_RIGHT + 40, 11), (_RIGHT + 40, 9.27)), (_RIGHT - 60, 10.92)
    ),
}


def arrows(rows: Iterable[Transition] = ()) -> tuple[Arrow, ...]:
    """All arrows of the drawing: each change of state by a row that leads from few states."""
    words: dict[tuple[State, State], dict[str, None]] = {}
    for row in rows or transitions():
        if row.to is None or len(row.from_) >= _MANY:
            continue
        for state in row.from_:
            words.setdefault((state, row.to), {})[_words(row)] = None
    return tuple(Arrow(*pair, " / ".join(found)) for pair, found in words.items())


def told_in_words() -> tuple[str, ...]:
    """What leads from many states to another, one sentence for each row."""
    rows = (row for row in transitions() if row.to is not None and len(row.from_) >= _MANY)
    return tuple(
        f"{_words(row).capitalize()}, {_from(row)} → {row.to.words if row.to else ''}: {row.about}" for row in rows
    )


def _from(row: Transition) -> str:
    names = [state.words for state in row.from_]
    return f"in {len(names)} states before issue" if len(names) > 6 else f"in {', '.join(names)}"


def _words(row: Transition) -> str:
    return row.event.replace("_", " ")


def picture() -> str:
    """The whole drawing as SVG, with a title and a description for those who do not see it."""
    below = told_in_words()
    height = _y(11.6) + 62 + 22 * len(below)
    return "\n".join((*_opening(height), *_lanes(), *_all_arrows(), *_boxes(), *_panel(below), "</svg>")) + "\n"


def _y(row: float) -> int:
    return round(_TOP + row * _STEP)


def _opening(height: int) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img"'
        ' aria-labelledby="title desc" font-family="Helvetica, Arial, sans-serif" font-size="12">'
    )
    yield '<title id="title">The life cycle of a case of Independent Medical Review</title>'
    told = (f"{arrow.from_.words} to {arrow.to.words} by {arrow.words}" for arrow in arrows())
    yield f'<desc id="desc">{escape("; ".join((*told, *told_in_words())))}</desc>'
    yield (
        '<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 0 10 5 0 10z" fill="{_QUIET}"/></marker></defs>'
    )
    yield f'<rect width="{_WIDTH}" height="{height}" fill="{_PAPER}"/>'


def _lanes() -> Iterator[str]:
    for name, colour, start, end in _BANDS.values():
        top, bottom = _y(start) + 4, _y(end) - 4
        yield f'<rect x="12" y="{top}" width="{_RIGHT - 150}" height="{bottom - top}" rx="8" fill="{colour}"/>'
        yield _text(24, top + 20, name, weight="bold", size=14)
    top, bottom = _y(-0.6) + 4, _y(11.6) - 4
    yield f'<rect x="{_RIGHT - 132}" y="{top}" width="332" height="{bottom - top}" rx="8" fill="#eef0f2"/>'
    yield _text(_RIGHT - 118, top + 20, "Ended, or decided elsewhere", weight="bold", size=14)


def _boxes() -> Iterator[str]:
    for state, (x, row) in PLACES.items():
        is_end = state_rows()[state].phase is Phase.ENDED
        corner = 22 if is_end else 6
        left, top = x - _BOX_WIDTH // 2, _y(row) - _BOX_HEIGHT // 2
        yield (
            f'<rect x="{left}" y="{top}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="{corner}"'
            f' fill="{_PAPER}" stroke="{_INK}" stroke-width="1.5"/>'
        )
        yield _text(x, _y(row) + 5, state.words, anchor="middle", size=13, weight="bold")


def _all_arrows() -> Iterator[str]:
    x, y = PLACES[State.RECEIVED][0], _y(0) - _BOX_HEIGHT // 2
    yield _line(((x, y - 30), (x, y)))
    yield _text(x + 8, y - 14, "received")
    both_ways = {(arrow.to, arrow.from_) for arrow in arrows()}
    for arrow in arrows():
        pair = (arrow.from_, arrow.to)
        route = ROUTES.get(pair)
        if route is not None:
            yield _line(tuple((x, _y(row)) for x, row in route.points))
            yield _text(route.words_at[0], _y(route.words_at[1]), arrow.words, anchor=route.anchor)
        else:
            yield from _straight(arrow, has_return=pair in both_ways and (arrow.to, arrow.from_) not in ROUTES)


def _straight(arrow: Arrow, *, has_return: bool) -> Iterator[str]:
    """From the side of one box to the side of the other that face each other; two ways lie side by side."""
    (x1, row1), (x2, row2) = PLACES[arrow.from_], PLACES[arrow.to]
    if x1 == x2:
        yield from _upright(arrow, x1, (row1, row2), has_return=has_return)
        return
    right = 1 if x2 > x1 else -1
    lean = (row2 > row1) - (row2 < row1)
    aside = 6 * right * has_return
    start = (x1 + right * _SIDE, _y(row1) + 11 * lean + aside)
    end = (x2 - right * _SIDE, _y(row2) - 11 * lean + aside)
    yield _line((start, end))
    # The words stand nearer to the left box, where two ways lie further apart.
    left, other = (start, end) if right > 0 else (end, start)
    x, y = left[0] + (other[0] - left[0]) * 0.4, left[1] + (other[1] - left[1]) * 0.4
    lines = len(textwrap.wrap(arrow.words, _LINE))
    away = 12 + 7 * lines if right > 0 and has_return else -1 - 7 * lines
    yield _text(x, y + away, arrow.words, anchor="middle")


def _upright(arrow: Arrow, x: int, rows: tuple[float, float], *, has_return: bool) -> Iterator[str]:
    """Up or down in one column, the words to the right, or to the left of the first of two ways."""
    down = 1 if rows[1] > rows[0] else -1
    x -= 40 * down * has_return
    start, end = _y(rows[0]) + down * _BOX_HEIGHT // 2, _y(rows[1]) - down * _BOX_HEIGHT // 2
    yield _line(((x, start), (x, end)))
    is_left = has_return and down > 0
    yield _text(x - 7 if is_left else x + 7, (start + end) // 2 + 4, arrow.words, anchor="end" if is_left else "start")


def _line(points: tuple[Point, ...]) -> str:
    path = "M" + " L".join(f"{x:g} {y:g}" for x, y in points)
    return f'<path d="{path}" fill="none" stroke="{_QUIET}" stroke-width="1.5" marker-end="url(#head)"/>'


def _text(x: float, y: float, words: str, *, anchor: str = "start", size: int = 12, weight: str = "normal") -> str:
    halo = f' paint-order="stroke" stroke="{_PAPER}" stroke-width="3"' if size == 12 else ""
    lines = textwrap.wrap(words, _LINE) if size == 12 else [words]
    spans = (
        f'<tspan x="{x:g}" dy="{13 if number else -13 * (len(lines) - 1) / 2:g}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}"'
        f' fill="{_INK}"{halo}>{"".join(spans)}</text>'
    )


def _panel(lines: Iterable[str]) -> Iterator[str]:
    top = _y(11.6) + 30
    yield _text(24, top, "From several states", weight="bold", size=14)
    for number, line in enumerate(lines, start=1):
        yield _text(24, top + 22 * number, line, size=13)
