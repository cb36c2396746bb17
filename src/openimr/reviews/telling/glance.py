"""The strip at the top of the page: where the case stands, and what needs a hand, to be seen in five seconds."""

from __future__ import annotations

from collections.abc import Iterator

from openimr.casefile.documents import Receipt
from openimr.cases.eligibility import Standing
from openimr.reviews.overview import Overview
from openimr.reviews.telling.blocks import Block, Entry, Figure, Listing, Mark, Part, Strip
from openimr.reviews.telling.clocks import act_of, left_words, mark_of, next_clock
from openimr.reviews.telling.records import doubtful, unreadable
from openimr.reviews.telling.words import IN_ORDER, LOOK, NOT_KNOWN, counted

__all__ = ["figures", "glance_part"]


def glance_part(overview: Overview) -> Part:
    """The first part of the page."""
    return Part("glance", "At a glance", tuple(_blocks(overview)))


def _blocks(overview: Overview) -> Iterator[Block]:
    yield Strip(figures(overview))
    if overview.absent:
        yield Listing(tuple(Entry(words, LOOK) for words in overview.absent), title="What the folder lacks")


def figures(overview: Overview) -> tuple[Figure, ...]:
    """The figures in their order."""
    return (
        _state(overview),
        _clock(overview),
        _eligible(overview),
        _pages(overview),
        _required(overview),
        _agreement(overview),
        _candidates(overview),
        _missing(overview),
    )


def _marked(*, needs_hand: bool) -> Mark:
    return LOOK if needs_hand else IN_ORDER


def _state(overview: Overview) -> Figure:
    """Where the case stands; without events nobody knows, since only the receipt is on file."""
    course = overview.course
    if course.refused is not None:
        return Figure("State", course.state, "a recorded event is refused", LOOK, "clocks")
    if not course.recorded:
        return Figure("State", course.state, "by its receipt alone; nothing is recorded", NOT_KNOWN, "clocks")
    return Figure("State", course.state, f"{counted(len(course.recorded), 'event')} recorded", IN_ORDER, "clocks")


def _clock(overview: Overview) -> Figure:
    clock = next_clock(overview.course)
    if clock is None:
        return Figure(
            "Next clock", "none", "no clock runs", IN_ORDER if overview.course.recorded else NOT_KNOWN, "clocks"
        )
    left = left_words(clock, overview.on)
    return Figure("Next clock", left, f"by {clock.end}: {act_of(clock)}", mark_of(clock, overview.on), "clocks")


def _eligible(overview: Overview) -> Figure:
    verdicts = overview.screening.verdicts
    eligible = sum(verdict.standing is Standing.ELIGIBLE for verdict in verdicts)
    note = "disputed treatment" if len(verdicts) == 1 else "disputed treatments"
    return Figure(
        "Eligible",
        f"{eligible} of {len(verdicts)}",
        note,
        _marked(needs_hand=eligible < len(verdicts)),
        "eligibility",
    )


def _pages(overview: Overview) -> Figure:
    records = overview.records
    if records is None:
        return Figure("Pages", "not known", "there is no case file", NOT_KNOWN, "records")
    bad, poor = unreadable(records), doubtful(records)
    needs = bool(bad or poor or records.cures or records.refused_files or not records.pages)
    refused = f", {counted(len(records.refused_files), 'file')} refused" if records.refused_files else ""
    note = f"received; {bad} cannot be read, {poor} only in part{refused}"
    return Figure("Pages", str(records.pages), note, _marked(needs_hand=needs), "records")


def _required(overview: Overview) -> Figure:
    records = overview.records
    if records is None:
        return Figure("Required records", "not known", "there is no case file", NOT_KNOWN, "records")
    items = records.checklist.items
    receipts = [item.receipt for item in items]
    got, missing, open_ = (receipts.count(it) for it in (Receipt.RECEIVED, Receipt.MISSING, Receipt.NOT_KNOWN))
    mark = LOOK if missing else NOT_KNOWN if open_ else IN_ORDER
    note = f"received; {missing} missing, {open_} not known"
    return Figure("Required records", f"{got} of {len(items)}", note, mark, "records")


def _agreement(overview: Overview) -> Figure:
    timeline = overview.timeline
    if timeline is None:
        return Figure("Contradictions", "not known", "there is no case file", NOT_KNOWN, "timeline")
    found = len(timeline.contradictions)
    return Figure("Contradictions", str(found), "in the pages read", _marked(needs_hand=bool(found)), "timeline")


def _candidates(overview: Overview) -> Figure:
    panelists = overview.panelists
    if panelists is None:
        return Figure("Candidates", "not known", "there is no registry", NOT_KNOWN, "candidates")
    count = panelists.eligible_count + panelists.others_count
    return Figure(
        "Candidates",
        str(panelists.eligible_count),
        f"of {counted(count, 'reviewer')} may be assigned",
        _marked(needs_hand=not panelists.eligible_count),
        "candidates",
    )


def _missing(overview: Overview) -> Figure:
    """The missing facts of all treatments; where no guideline of the library governs, that is what needs a hand."""
    facts = {(dispute.number, missing.fact) for dispute in overview.disputes for missing in dispute.missing}
    silent = sum(not any(it.is_addressed for it in dispute.applications) for dispute in overview.disputes)
    unaddressed = f"; no guideline here for {counted(silent, 'treatment')}" if silent else ""
    note = f"that could change an answer{unaddressed}"
    return Figure("Missing facts", str(len(facts)), note, _marked(needs_hand=bool(facts or silent)), "disputes")
