"""Tells what the records say in the order of time: the picture, sessions with their arithmetic, what does not agree.

Source: :mod:`openimr.casefile.timeline`, whose picture and values it shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.casefile.model import FindingKind, FindingState
from openimr.casefile.timeline import Contradiction, Course, Event, Timeline, as_svg
from openimr.casefile.timeline.model import Dating, SessionCount
from openimr.reviews.overview import Overview
from openimr.reviews.telling.blocks import (
    Block,
    Cell,
    Entry,
    Listing,
    Mark,
    Paragraph,
    Part,
    Picture,
    Table,
    Tone,
    TwoWays,
)
from openimr.reviews.telling.words import cells, counted, day, pin_words, spaced

__all__ = ["STATES", "timeline_part"]

STATES = {
    FindingState.PROPOSED: Mark("?", "proposed", Tone.CARE),
    FindingState.CONFIRMED: Mark("✓", "confirmed", Tone.GOOD),
    FindingState.REFUSED: Mark("✗", "refused", Tone.STOP),
}
"""What a person made of a finding that the program proposes."""
_CONTRADICTS = Mark("!", "does not agree", Tone.CARE)
_DATED = {Dating.DOCUMENT: " (of the paper)", Dating.DOUBTFUL: " (of the paper, uncertain)"}
_TURNS = frozenset({FindingKind.REQUEST, FindingKind.UR_ACTION, FindingKind.INJURY})
_HEADS = ("Date", "Kind", "What", "Page", "State")
_MOST = 4
_MOST_TURNS = 5
_MORE = "told by: openimr casefile timeline FOLDER"


def timeline_part(overview: Overview) -> Part:
    """The part of the page on the timeline."""
    timeline = overview.timeline
    blocks = _blocks(timeline) if timeline else [Paragraph("There is no case file, so that there is no timeline.")]
    return Part("timeline", "Timeline of the records", tuple(blocks))


def _blocks(timeline: Timeline) -> Iterator[Block]:
    yield Paragraph(
        "Read from the pages. What is proposed was found by the program; nobody has confirmed it yet.",
        is_aside=True,
    )
    yield Picture(as_svg(timeline, title="Timeline of the records"), "Picture of the timeline")
    if timeline.contradictions:
        entries = tuple(_contradiction(one) for one in timeline.contradictions)
        title = "What does not agree"
        yield TwoWays(
            brief=(Listing(tuple(Entry(it.text, it.mark) for it in entries), title=title, most=_MOST, more=_MORE),),
            whole=(Listing(entries, title=title, most=_MOST, more=_MORE),),
        )
    else:
        yield Paragraph("No contradiction was found in the pages that were read.")
    if timeline.sessions:
        entries = tuple(Entry(f"{count.discipline}: {count.arithmetic}") for count in timeline.sessions)
        yield TwoWays(
            brief=(Paragraph(f"{'; '.join(map(_sessions, timeline.sessions))}.", label="Sessions to date"),),
            whole=(Listing(entries, title="Sessions to date"),),
        )
    else:
        yield Paragraph("No page that was read names any sessions. That is silence, and not none.")
    if timeline.courses:
        yield TwoWays(
            brief=(Paragraph(" ".join(course.says for course in timeline.courses), label="Scores over time"),),
            whole=(
                Listing(tuple(Entry(course.says) for course in timeline.courses), title="Scores over time"),
                _scores(timeline.courses),
            ),
        )
    if timeline.events:
        yield TwoWays(
            brief=(
                *_turns(timeline.events),
                Paragraph(f"{counted(len(timeline.events), 'event')} in the order of time, {_MORE}"),
            ),
            whole=tuple(_events(timeline.events)),
        )


def _sessions(count: SessionCount) -> str:
    """How many of one discipline, in brief; what is not known is no number."""
    if count.to_date is not None:
        return f"{count.discipline} {count.to_date:g}"
    least = f", at least {count.at_least:g}" if count.at_least else ""
    return f"{count.discipline} not known{least}"


def _contradiction(one: Contradiction) -> Entry:
    return Entry(one.says, _CONTRADICTS, cells(one.one.says, one.other.says))


def _scores(courses: tuple[Course, ...]) -> Table:
    rows = tuple(
        cells(
            course.name,
            day(point.on),
            f"{point.value:g}{'' if point.is_possible else ' (outside its range)'}",
            "; ".join(pin_words([point.pin])),
        )
        for course in courses
        for point in course.points
    )
    return Table("Every score with its page", ("Score of", "Date", "Value", "Page"), rows, most=0, more=_MORE)


def _events(events: tuple[Event, ...]) -> Iterator[Block]:
    """What turned the case first, then all events; a date of the paper is marked so."""
    yield from _turns(events)
    yield Table("All events", _HEADS, tuple(_event(event) for event in events), most=0, more=_MORE)


def _turns(events: tuple[Event, ...]) -> Iterator[Block]:
    turns = tuple(_event(event) for event in events if event.kind in _TURNS)
    if turns:
        yield Table("Injury, requests and decisions", _HEADS, turns, most=_MOST_TURNS, more=_MORE)


def _event(event: Event) -> tuple[Cell, ...]:
    on = day(event.on) + _DATED.get(event.dated, "")
    pages = dict.fromkeys(str(pin.page) for pin in event.pins)
    return cells(on, spaced(event.kind), event.what, ", ".join(pages), Cell("", STATES[event.state]))
