"""Tells where the case stands: its state, its clocks with their arithmetic, letters that are due, what was recorded.

Source: ``rulebook/law/case_clocks.yaml`` and ``life_cycle.yaml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.calendars.deadline_rules import Force, rule_in_force
from openimr.calendars.instants import pacific_day
from openimr.cases.clock import Clock
from openimr.cases.letters import LetterDue
from openimr.cases.life_cycle import Refused
from openimr.cases.life_cycle_table import transitions
from openimr.citations import Verification
from openimr.reviews.overview import Course, Overview
from openimr.reviews.telling.blocks import Block, Entry, Listing, Mark, Paragraph, Part, Tone, TwoWays
from openimr.reviews.telling.words import IN_ORDER, LOOK, cells, day, spaced

__all__ = ["SOON_DAYS", "act_of", "clocks_part", "days_left", "left_words", "mark_of", "next_clock", "running"]

SOON_DAYS = 3
"""A clock that ends within so many days is told as one that needs a hand; a choice of the house, no rule of law."""
_STOPPED = Mark("–", "stopped")
_RUNS = Mark("·", "runs")
_MOST_CLOCKS = 3
_MOST_RECORDED = 2


def clocks_part(overview: Overview) -> Part:
    """The part of the page on state and clocks."""
    return Part("clocks", "State and clocks", tuple(_blocks(overview.course, overview.on)))


def running(course: Course) -> tuple[Clock, ...]:
    """The clocks that run, the first to end first."""
    return tuple(sorted((clock for clock in course.clocks if clock.is_running), key=lambda clock: clock.due_on))


def next_clock(course: Course) -> Clock | None:
    """The running clock that someone must act by first; one that runs by itself only where there is no other."""
    clocks = running(course)
    return next((clock for clock in clocks if clock.force is not Force.PERIOD), clocks[0] if clocks else None)


def act_of(clock: Clock) -> str:
    """What must be done by its end, as its rule words it."""
    return rule_in_force(clock.rule, clock.rules_on).act


def days_left(clock: Clock, on: dt.date) -> int:
    """The calendar days from ``on`` to its last day; below 0 where that is past."""
    return (clock.due_on - on).days


def left_words(clock: Clock, on: dt.date) -> str:
    """The days left in words."""
    left = days_left(clock, on)
    if left == 0:
        return "last day"
    return (
        f"{left} day{'s' if left != 1 else ''} left"
        if left > 0
        else f"passed {-left} day{'s' if left != -1 else ''} ago"
    )


def mark_of(clock: Clock, on: dt.date) -> Mark:
    """Whether it needs a hand: where its time is short or over, unless it is a period that runs by itself."""
    if clock.force is Force.PERIOD:
        return _RUNS
    return LOOK if days_left(clock, on) <= SOON_DAYS else IN_ORDER


def _blocks(course: Course, on: dt.date) -> Iterator[Block]:
    yield Paragraph(f"{course.state}.", label="State")
    if course.refused is not None:
        yield from _refused(course.refused)
    clocks = running(course)
    if clocks:
        entries = tuple(_running(clock, on) for clock in clocks)
        title = f"Clocks that run, counted on {day(on)}"
        yield TwoWays(
            brief=(Listing(entries, title=title, most=_MOST_CLOCKS, more="told with --details"),),
            whole=(Listing(entries, title=title),),
        )
    else:
        yield Paragraph("No clock runs.")
    yield TwoWays(brief=tuple(_events_in_brief(course)), whole=tuple(_events(course)))


def _events_in_brief(course: Course) -> Iterator[Block]:
    if course.letters:
        told = (f"{letter.name}, {_by(letter)}" for letter in course.letters)
        yield Paragraph(f"{'; '.join(told)}.", label="Letters that the events made due")


def _events(course: Course) -> Iterator[Block]:
    stopped = tuple(_stopped(clock) for clock in course.clocks if not clock.is_running)
    if stopped:
        yield Listing(stopped, title="Clocks that were stopped", most=0, more="told in HTML and JSON")
    if course.letters:
        yield Listing(tuple(_letter(letter) for letter in course.letters), title="Letters that the events made due")
    if course.recorded:
        entries = tuple(Entry(words) for words in reversed(course.recorded))
        yield Listing(entries, title="Recorded, the last first", most=_MOST_RECORDED, more="told in events.yaml")


def _running(clock: Clock, on: dt.date) -> Entry:
    checked = "" if clock.verification is Verification.VERIFIED else f"; its law is {clock.verification}"
    words = f"{act_of(clock)}: by {clock.end}, {left_words(clock, on)}{checked}."
    notes = cells(f"Counted: {clock.arithmetic}.", *clock.doubts)
    return Entry(words, mark_of(clock, on), notes, more=f"{clock.force.words.capitalize()}.")


def _stopped(clock: Clock) -> Entry:
    ended = pacific_day(clock.ended_at) if clock.ended_at else clock.due_on
    late = " after its end" if ended > clock.due_on else ""
    by = {row.id: row.about for row in transitions()}.get(clock.ended_by, clock.ended_by)
    text = f"{act_of(clock)}: by {clock.end}; stopped on {day(ended)}{late}, by: {by}"
    return Entry(text, _STOPPED, cells(f"Counted: {clock.arithmetic}.", *clock.doubts))


def _letter(letter: LetterDue) -> Entry:
    to = ", ".join(spaced(recipient) for recipient in letter.recipients)
    return Entry(f"{letter.name} to {to}: {_by(letter)} [{letter.citation.sentence()}].")


def _by(letter: LetterDue) -> str:
    return "at once" if letter.is_at_once else f"by {day(letter.due_on)}"


def _refused(refused: Refused) -> Iterator[Block]:
    event = refused.event
    words = f"{spaced(event.kind)} of {day(pacific_day(event.at))} is not allowed; what comes after it was not applied."
    yield Paragraph(words, label="An event is refused", mark=Mark("✗", "refused", Tone.STOP))
    yield Listing(tuple(Entry(reason.sentence()) for reason in refused.reasons))
