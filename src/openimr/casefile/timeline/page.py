"""Writes a timeline as one HTML page: the picture, then every value in tables that a screen reader walks through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from openimr.casefile.model import FindingState
from openimr.casefile.timeline.grounds import day, number, where
from openimr.casefile.timeline.model import Contradiction, Course, Event, Statement, Timeline
from openimr.casefile.timeline.picture import as_svg
from openimr.casefile.timeline.text import dated_words, pinned

__all__ = ["as_html"]

_STYLE = """
body { font: 16px/1.45 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 62rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
svg { width: 100%; height: auto; border: 1px solid #bbb; }
.picture { overflow-x: auto; } .picture svg { min-width: 44rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; font-weight: bold; padding: .4rem 0; }
th, td { border: 1px solid #bbb; padding: .35rem .5rem; text-align: left; vertical-align: top; }
* { box-sizing: border-box; overflow-wrap: break-word; }
thead th { background: #f0f0f0; } .wide { overflow-x: auto; }
@media print { body { max-width: none; margin: 0; font-size: 10pt; } tr, svg { break-inside: avoid; }
  thead { display: table-header-group; } .picture svg { min-width: 0; } }
"""
_LEAD = (
    "<p>Everything here is read from the pages named beside it. What is marked as proposed was found by the program,"
    " and nobody has confirmed it yet.</p>"
)
_PICTURE = '<div class="picture" tabindex="0" role="region" aria-label="Picture of the timeline">'


def as_html(timeline: Timeline, *, title: str = "Timeline of the case") -> str:
    """The whole page, which needs nothing from elsewhere."""
    body = "".join(
        [
            f"<h1>{escape(title)}</h1>",
            _LEAD,
            # The picture can be wider than a small screen; whoever has no mouse must be able to move it too.
            f"{_PICTURE}{as_svg(timeline, title=title)}</div>",
            *_sessions(timeline),
            *_contradictions(timeline.contradictions),
            *_courses(timeline.courses),
            *_events(timeline.events),
        ]
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body><main>{body}</main></body></html>\n"
    )


def _sessions(timeline: Timeline) -> Iterator[str]:
    yield "<h2>Sessions to date</h2>"
    rows = (
        (count.discipline, number(count.to_date) if count.to_date is not None else "not known", count.arithmetic)
        for count in timeline.sessions
    )
    yield _table("Sessions by discipline, and how they were compared", ("Discipline", "To date", "Arithmetic"), rows)


def _contradictions(found: Iterable[Contradiction]) -> Iterator[str]:
    yield "<h2>Contradictions</h2>"
    rows = ((one.says, _side(one.one), _side(one.other)) for one in found)
    yield _table("Statements that do not agree, side by side", ("What", "One page", "The other"), rows)


def _side(statement: Statement) -> str:
    return statement.says


def _courses(found: Iterable[Course]) -> Iterator[str]:
    yield "<h2>Scores</h2>"
    listed = tuple(found)
    for course in listed:
        rows = (
            (
                day(point.on),
                number(point.value) + ("" if point.is_possible else " (not possible)"),
                where(point.pin),
            )
            for point in course.points
        )
        yield _table(course.says, ("Day", "Score", "Page"), rows)
    if not listed:
        yield "<p>No page that was read gives any.</p>"


def _events(found: Iterable[Event]) -> Iterator[str]:
    yield "<h2>Events</h2>"
    rows = (
        (
            dated_words(event),
            event.kind.value.replace("_", " "),
            event.what,
            pinned(event.pins),
            "confirmed" if event.state is FindingState.CONFIRMED else "proposed",
        )
        for event in found
    )
    yield _table(
        "One row for each event; (paper) marks the day of the paper", ("Day", "Kind", "What", "Pages", "State"), rows
    )


def _table(caption: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table whose first cells name their rows; a sentence where there are no rows."""
    listed = list(rows)
    if not listed:
        return "<p>None was found in the pages that were read.</p>"
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
        for row in listed
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
