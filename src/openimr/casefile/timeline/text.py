"""Writes a timeline as plain text: sessions with their arithmetic, contradictions, courses, then every event."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from openimr.casefile.model import FindingState, PagePin
from openimr.casefile.timeline.grounds import day, where
from openimr.casefile.timeline.model import Contradiction, Dating, Event, Statement, Timeline

__all__ = ["as_text", "dated_words", "pinned"]

_WIDTH = 100
_MOST_PINS = 4


def as_text(timeline: Timeline) -> str:
    """The timeline in lines of at most 100 characters, with its pins."""
    return "\n".join(_lines(timeline)) + "\n"


def _lines(timeline: Timeline) -> Iterator[str]:
    yield "SESSIONS TO DATE"
    for count in timeline.sessions:
        yield _filled(f"{count.discipline}: {count.arithmetic}", "  ")
    if not timeline.sessions:
        yield "  No page that was read names any."
    yield ""
    yield f"CONTRADICTIONS ({len(timeline.contradictions)})"
    for number, contradiction in enumerate(timeline.contradictions, start=1):
        yield from _contradiction(number, contradiction)
    if not timeline.contradictions:
        yield "  None was found in the findings."
    yield ""
    yield "SCORES"
    for course in timeline.courses:
        yield _filled(course.says, "  ")
    if not timeline.courses:
        yield "  No page that was read gives any."
    yield ""
    yield f"EVENTS ({len(timeline.events)})"
    for event in timeline.events:
        yield _event(event)


def _contradiction(number: int, contradiction: Contradiction) -> Iterator[str]:
    yield _filled(f"{number}. {contradiction.says}", "  ")
    for statement in (contradiction.one, contradiction.other):
        yield _filled(f"- {_side(statement)}", "     ")


def _side(statement: Statement) -> str:
    return statement.says


def _event(event: Event) -> str:
    head = f"  {dated_words(event):<22}"
    words = f"{event.kind.value.replace('_', ' ')}: {event.what} [{pinned(event.pins)}]{_mark(event)}"
    return fill(words, _WIDTH, initial_indent=head, subsequent_indent=" " * 24, break_on_hyphens=False)


def _mark(event: Event) -> str:
    return "" if event.state is FindingState.CONFIRMED else " (proposed)"


def dated_words(event: Event) -> str:
    """The day of an event, marked where it is that of the paper and not of its words."""
    if event.on is None:
        return "no day given"
    told = {Dating.DOCUMENT: " (paper)", Dating.DOUBTFUL: " (paper, uncertain)"}
    return day(event.on) + told.get(event.dated, "")


def pinned(pins: tuple[PagePin, ...]) -> str:
    """The places of pins in words; of many the first few, and how many more.

    >>> pinned(())
    ''
    """
    places = list(dict.fromkeys(where(pin) for pin in pins))
    more = f" and {len(places) - _MOST_PINS} more" if len(places) > _MOST_PINS else ""
    return "; ".join(places[:_MOST_PINS]) + more


def _filled(words: str, indent: str) -> str:
    return fill(
        words, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False,
        break_long_words=False,
    )  # fmt: skip
