"""Tells a screening in words: each disputed treatment with its standing and reasons, and what is missing.

Source: 8 CCR 9792.10.3(c): that an application is not eligible is told in writing, with reasons.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from openimr.cases.eligibility.reason import Cure, Effect, Reason
from openimr.cases.eligibility.screening import Missing, Screening, Verdict

__all__ = ["told"]

_WIDTH = 100
_MARKS = {Effect.REFUSES: "x", Effect.DEFERS: "=", Effect.HOLDS: "?", Effect.WAITS: "…", Effect.NOTES: "·"}
_LEGEND = "x refuses   = defers   ? for a person   … waits   · told only"


def told(screening: Screening) -> Iterator[str]:
    """The lines of a screening, for one screen."""
    yield f"Application {screening.application}, screened on {screening.on} by rule set {screening.rule_set}."
    for limit in screening.window:
        yield from _wrapped(f"Window until {limit.due_on}: {limit.arithmetic}.", 2)
        for doubt in limit.doubts:
            yield from _wrapped(doubt, 4)
    for verdict in screening.verdicts:
        yield ""
        yield from _treatment(verdict)
    if screening.missing:
        yield ""
        yield "What is missing:"
        for line in screening.missing:
            yield from _wrapped(_told_missing(line), 2)
    if any(verdict.reasons for verdict in screening.verdicts):
        yield ""
        yield _LEGEND
    yield "This is a proposal: eligibility is decided by a person."


def _treatment(verdict: Verdict) -> Iterator[str]:
    yield from _wrapped(f"{verdict.treatment}. {verdict.wording}: {verdict.standing.words}", 0)
    for found in verdict.reasons:
        yield from _wrapped(f"{_MARKS[found.effect]} {found.sentence()}", 4)
        for evidence in found.evidence:
            yield from _wrapped(evidence, 8)
        if cure := _told_cure(found):
            yield from _wrapped(cure, 8)


def _told_cure(found: Reason) -> str:
    if found.cure_by is None:
        return ""
    if found.curable is Cure.BY_ANOTHER_APPLICATION:
        return f"Only another application helps, received by {found.cure_by}."
    if found.effect is Effect.REFUSES:
        return f"It could be mended until {found.cure_by}."
    return f"It can be mended until {found.cure_by}."


def _told_missing(line: Missing) -> str:
    by = f", by {line.by}" if line.by else ""
    numbers = ", ".join(str(number) for number in line.treatments)
    return f"From the {line.ask.words}{by}: {line.what} (treatment {numbers})"


def _wrapped(line: str, indent: int) -> list[str]:
    return textwrap.wrap(line, _WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))
