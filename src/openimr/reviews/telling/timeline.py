"""Tells what the records say in the order of time: the picture, sessions with their arithmetic, what does not agree.

Source: :mod:`openimr.casefile.timeline`, whose picture and values it shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.casefile.model import FindingKind, FindingState
from openimr.casefile.timeline import Contradiction, Course, Event, Timeline, as_svg
from openimr.casefile.timeline.model import Dating
from openimr.reviews.overview import Overview
from openimr.reviews.telling.blocks import Block, Cell, Entry, Listing, Mark, Paragraph, Part, Picture, Table, Tone
from openimr.reviews.telling.words import cells, day, pin_words, spaced

__all__ = ["STATES", "timeline_part"]

STATES = {
    FindingState.PROPOSED: Mark("?", "proposed", Tone.CARE),
    FindingState.CONFIRMED: Mark("✓", "confirmed", Tone.GOOD),
    FindingState.REFUSED: Mark("✗", "refused", Tone.STOP),
}
"""What a person made of a finding that the program proposes."""
_CONTRADICTS = Mark("!", "does not agree", Tone.CARE)
_TURNS = frozenset({FindingKind.REQUEST, FindingKind.UR_ACTION, FindingKind.INJURY})
_MOST = 4
_MORE = "told by: openimr casefile timeline FOLDER"


def timeline_part(overview: Overview) -> Part:
    """The part of the page on the timeline."""
    timeline = overview.timeline
    blocks = _blocks(timeline) if timeline else [Paragraph("There is no case file, so that there is no timeline.")]
    return Part("timeline", "Timeline of the records", tuple(blocks))


def _blocks(timeline: Timeline) -> Iterator[Block]:
    yield Paragraph(
        "Read from the pages named. What is proposed was found by the program, and nobody has confirmed it yet.",
        is_aside=True,
    )
    yield Picture(as_svg(timeline, title="Timeline of the records"), "Picture of the timeline")
    if timeline.contradictions:
        entries = tuple(_contradiction(one) for one in timeline.contradictions)
        yield Listing(entries, title="What does not agree", most=_MOST, more=_MORE)
    else:
        yield Paragraph("No contradiction was found in the pages that were read.")
    if timeline.sessions:
        entries = tuple(Entry(f"{count.discipline}: {count.arithmetic}") for count in timeline.sessions)
        yield Listing(entries, title="Sessions to date")
    else:
        yield Paragraph("No page that was read names any sessions. That is silence, and not none.")
    if timeline.courses:
        yield Listing(tuple(Entry(course.says) for course in timeline.courses), title="Scores over time")
        yield _scores(timeline.courses)
    yield from _events(timeline.events)


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
    heads = ("Date", "Kind", "What", "Page", "State")
    turns = tuple(_event(event) for event in events if event.kind in _TURNS)
    if turns:
        yield Table("Injury, requests and decisions", heads, turns, most=_MOST, more=_MORE)
    if events:
        rows = tuple(_event(event) for event in events)
        yield Table("All events", heads, rows, most=0, more=_MORE)


def _event(event: Event) -> tuple[Cell, ...]:
    on = day(event.on) + (" (of the paper)" if event.dated is Dating.DOCUMENT else "")
    pages = dict.fromkeys(str(pin.page) for pin in event.pins)
    return cells(on, spaced(event.kind), event.what, ", ".join(pages), Cell("", STATES[event.state]))
