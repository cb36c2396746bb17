"""Tells which reviewers may be assigned, in what order and why, and what bars or holds the others.

A reviewer is told by the registry number, never by name: the name stays inside the organization.

Source: Labor Code 139.5(d)(4) and (5), 4610.6(i); design, section 4.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.reviewers.matching import Candidate, Standing
from openimr.reviewers.reasons import Effect, Reason
from openimr.reviews.overview import Overview, Panelists
from openimr.reviews.telling.blocks import Block, Cell, Entry, Listing, Mark, Paragraph, Part, Tone, TwoWays
from openimr.reviews.telling.words import counted, day

__all__ = ["candidates_part"]

_EFFECTS = {
    Effect.BARS: Mark("✗", "bars", Tone.STOP),
    Effect.HOLDS: Mark("?", "waits for a person", Tone.CARE),
    Effect.AGAINST: Mark("-", "against"),
    Effect.FOR: Mark("+", "for"),
    Effect.NOTE: Mark("·", "told only"),
}
_STANDINGS = {
    Standing.ELIGIBLE: Mark("✓", "may be assigned", Tone.GOOD),
    Standing.HELD: Mark("?", "waits for a person", Tone.CARE),
    Standing.REFUSED: Mark("✗", "may not be assigned", Tone.STOP),
}
_WEIGHTY = frozenset({Effect.BARS, Effect.HOLDS})
_MOST = 2
_MOST_OTHERS = 2
_MOST_REASONS = 2
_MOST_HINDRANCES = 5


def candidates_part(overview: Overview) -> Part:
    """The part of the page on reviewers."""
    panelists = overview.panelists
    blocks = (
        _blocks(panelists, overview.on)
        if panelists
        else [Paragraph("There is no registry of reviewers, so that nobody is matched.")]
    )
    return Part("candidates", "Reviewers who may be assigned, and who may not", tuple(blocks))


def _blocks(panelists: Panelists, on: dt.date) -> Iterator[Block]:
    more = f"told by: openimr match --case FOLDER --reviewers FOLDER/reviewers.yaml --on {day(on)}"
    count = panelists.eligible_count + panelists.others_count
    yield Paragraph(
        f"{panelists.eligible_count} of {counted(count, 'reviewer')} may be assigned. They are told by number; points"
        " order them, and judge no case."
    )
    if panelists.organization:
        yield Listing(
            tuple(Entry(words) for words in panelists.organization), title="Of the review organization itself"
        )
    if panelists.hindrances:
        entries = tuple(Entry(words) for words in panelists.hindrances)
        title = "Why nobody may be assigned, and of how many it is true"
        yield Listing(entries, title=title, most=_MOST_HINDRANCES, more=more)
    yield TwoWays(brief=tuple(_in_brief(panelists, more)), whole=tuple(_whole(panelists, more)))


def _in_brief(panelists: Panelists, more: str) -> Iterator[Block]:
    if panelists.eligible:
        told = "; ".join(f"{it.reviewer}{_points(it)}" for it in panelists.eligible)
        beyond = panelists.eligible_count - len(panelists.eligible)
        more_words = f"; and {beyond} more" if beyond > 0 else ""
        yield Paragraph(f"{told}{more_words}.", label="May be assigned, in their order")
    if panelists.others:
        title = "May not be assigned, or wait for a person"
        yield Listing(tuple(_alike(panelists.others)), title=title, most=_MOST_OTHERS, more=more)


def _alike(others: tuple[Candidate, ...]) -> Iterator[Entry]:
    """Those who are barred or held by the same first reason, together."""
    by_reason: dict[tuple[Standing, str], list[str]] = {}
    for candidate in others:
        first = next((reason.text for reason in _reasons(candidate)), "")
        by_reason.setdefault((candidate.standing, first), []).append(candidate.reviewer)
    for (standing, reason), reviewers in by_reason.items():
        yield Entry(": ".join(part for part in (", ".join(reviewers), reason) if part), _STANDINGS[standing])


def _whole(panelists: Panelists, more: str) -> Iterator[Block]:
    if panelists.eligible:
        yield Listing(
            tuple(_candidate(candidate) for candidate in panelists.eligible),
            title="May be assigned, in their order",
            most=_MOST,
            more=more,
            most_notes=_MOST_REASONS,
        )
    yield from _beyond(len(panelists.eligible), panelists.eligible_count, "who may be assigned", more)
    if panelists.others:
        yield Listing(
            tuple(_candidate(candidate) for candidate in panelists.others),
            title="May not be assigned, or wait for a person",
            most=_MOST_OTHERS,
            more=more,
            most_notes=1,
        )
    yield from _beyond(len(panelists.others), panelists.others_count, "who may not", more)


def _beyond(shown: int, count: int, who: str, more: str) -> Iterator[Block]:
    if count > shown:
        yield Paragraph(f"{count - shown} more {who}, {more}", is_aside=True)


def _candidate(candidate: Candidate) -> Entry:
    place = f", place {candidate.rank}" if candidate.rank is not None else ""
    points = _points(candidate)
    return Entry(f"Reviewer {candidate.reviewer}{place}{points}", _STANDINGS[candidate.standing], _reasons(candidate))


def _reasons(candidate: Candidate) -> tuple[Cell, ...]:
    """What bars or holds says why; what speaks for or against matters only where nothing does."""
    weighty = tuple(reason for reason in candidate.reasons if reason.effect in _WEIGHTY)
    return tuple(_reason(reason) for reason in weighty or candidate.reasons)


def _points(candidate: Candidate) -> str:
    return f", {counted(candidate.points, 'point')}" if candidate.points is not None else ""


def _reason(reason: Reason) -> Cell:
    points = f"{reason.points:+d}: " if reason.points else ""
    evidence = (f"Evidence: {words}." for words in reason.evidence)
    more = " ".join((*evidence, *([reason.remedy] if reason.remedy else [])))
    return Cell(f"{points}{reason.sentence()}", _EFFECTS[reason.effect], more)
