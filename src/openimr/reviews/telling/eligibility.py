"""Tells where each disputed treatment stands after screening, with every reason, and what must be sent by whom.

Source: 8 CCR 9792.10.3; ``rulebook/law/eligibility.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.cases.eligibility import Effect, Missing, Reason, Screening, Standing, Verdict
from openimr.reviews.overview import Overview
from openimr.reviews.telling.blocks import Block, Cell, Entry, Heading, Listing, Mark, Paragraph, Part, Tone, TwoWays
from openimr.reviews.telling.words import cells, day

__all__ = ["eligibility_part"]

_STANDINGS = {
    Standing.INELIGIBLE: Mark("✗", Standing.INELIGIBLE.words, Tone.STOP),
    Standing.DEFERRED: Mark("=", Standing.DEFERRED.words, Tone.CARE),
    Standing.TO_CONFIRM: Mark("?", Standing.TO_CONFIRM.words, Tone.CARE),
    Standing.WAITING: Mark("…", Standing.WAITING.words, Tone.CARE),
    Standing.ELIGIBLE: Mark("✓", Standing.ELIGIBLE.words, Tone.GOOD),
}
_EFFECTS = {
    Effect.REFUSES: Mark("✗", "refuses", Tone.STOP),
    Effect.DEFERS: Mark("=", "defers", Tone.CARE),
    Effect.HOLDS: Mark("?", "for a person", Tone.CARE),
    Effect.WAITS: Mark("…", "waits", Tone.CARE),
    Effect.NOTES: Mark("·", "told only"),
}


def eligibility_part(overview: Overview) -> Part:
    """The part of the page on eligibility."""
    return Part("eligibility", "Eligibility, by disputed treatment", tuple(_blocks(overview)))


def _blocks(overview: Overview) -> Iterator[Block]:
    screening = overview.screening
    yield Paragraph(
        f"Screened by rule set {screening.rule_set}. This is a proposal: a person decides on eligibility.",
        is_aside=True,
    )
    yield TwoWays(
        brief=tuple(_in_brief(screening)),
        whole=tuple(block for verdict in screening.verdicts for block in _verdict(verdict)),
    )
    if screening.missing or screening.window:
        yield TwoWays(brief=(), whole=(Heading("What must be sent, and by when the application was due"),))
    if screening.missing:
        yield Listing(tuple(Entry(_asked(line)) for line in screening.missing))
    for limit in screening.window:
        label, last = "Last day for the application", day(limit.due_on)
        yield TwoWays(
            brief=(Paragraph(f"{last}.", label=label),),
            whole=(Paragraph(f"{last}, counted: {limit.arithmetic}.", label=label),),
        )
        for doubted in limit.doubts:
            yield Paragraph(doubted, is_aside=True)


def _in_brief(screening: Screening) -> Iterator[Block]:
    """A line for each treatment, with its reasons."""
    yield Listing(
        tuple(
            Entry(
                f"{verdict.treatment}. {verdict.wording}",
                _STANDINGS[verdict.standing],
                tuple(Cell(found.sentence(), _EFFECTS[found.effect]) for found in verdict.reasons),
            )
            for verdict in screening.verdicts
        )
    )


def _verdict(verdict: Verdict) -> Iterator[Block]:
    yield Heading(f"{verdict.treatment}. {verdict.wording}", mark=_STANDINGS[verdict.standing])
    yield from _reasons(verdict)


def _reasons(verdict: Verdict) -> Iterator[Block]:
    if verdict.reasons:
        yield Listing(tuple(_reason(found) for found in verdict.reasons))
    else:
        yield Paragraph("Nothing was found that speaks against it.")


def _reason(found: Reason) -> Entry:
    notes = cells(*found.evidence, *_counted(found), *_cure(found))
    return Entry(found.sentence(), _EFFECTS[found.effect], notes)


def _counted(found: Reason) -> Iterator[str]:
    if found.deadline is not None:
        yield f"Counted: {found.deadline.arithmetic}"


def _cure(found: Reason) -> Iterator[str]:
    if found.cure_by is not None:
        verb = "could" if found.effect is Effect.REFUSES else "can"
        yield f"It {verb} be mended until {day(found.cure_by)}."


def _asked(line: Missing) -> str:
    by = f", by {day(line.by)}" if line.by else ""
    numbers = ", ".join(str(number) for number in line.treatments)
    return f"From the {line.ask.words}{by}: {line.what} (treatment {numbers})"
