"""Checks that each pin still stands on the words that it quotes; a broken one is reported, and never moved.

Where the words stand elsewhere on the page, or nearly so, that place is suggested; a person moves the pin or not.

Source: features F20 and F23 of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from rapidfuzz import fuzz

from openimr.casefile.findings.passages import box_of
from openimr.casefile.model import Finding, Page, PagePin
from openimr.citations import Span, Value

__all__ = ["BrokenPin", "check_pins"]

_ALIKE = 88.0
"""From 0 to 100, how alike words must be to be suggested; the project's choice."""


class BrokenPin(Value, frozen=True, kw_only=True):
    """A pin that no longer stands on its words: of which finding, why, and where they may stand now.

    ``suggestion`` is only that; nothing uses it until a person moves the pin. ``likeness`` is from 0 to 1.
    """

    finding: str
    pin: PagePin
    why: str
    suggestion: PagePin | None = None
    likeness: float = 0.0


def check_pins(findings: Iterable[Finding], pages: Sequence[Page]) -> tuple[BrokenPin, ...]:
    """All pins of ``findings`` that do not stand on the words that they quote, in the order of the findings."""
    by_running = {page.running: page for page in pages}
    broken: list[BrokenPin] = []
    for finding in findings:
        page = by_running.get(finding.pin.page)
        if page is None:
            why = f"The case file has no page {finding.pin.page} now."
            broken.append(BrokenPin(finding=finding.id, pin=finding.pin, why=why))
        elif finding.pin.span.quote(page.text) != finding.pin.quote or not finding.pin.quote:
            broken.append(_broken(finding, page))
    return tuple(broken)


def _broken(finding: Finding, page: Page) -> BrokenPin:
    pin = finding.pin
    if not page.text:
        why = f"Page {pin.page} has no text now."
        return BrokenPin(finding=finding.id, pin=pin, why=why)
    place, likeness = _nearest(pin, page.text)
    why = f"The text of page {pin.page} has changed, and the words no longer stand where the pin points."
    if place is None:
        return BrokenPin(finding=finding.id, pin=pin, why=why, likeness=likeness)
    start, end = place
    suggestion = msgspec.structs.replace(
        pin, span=Span(start, end, pin.span.confidence), quote=page.text[start:end], box=box_of(page, start, end)
    )
    return BrokenPin(finding=finding.id, pin=pin, why=why, suggestion=suggestion, likeness=likeness)


def _nearest(pin: PagePin, text: str) -> tuple[tuple[int, int] | None, float]:
    """Where the words stand now, the nearest of equal places first; else where words like them stand."""
    if not pin.quote:
        return None, 0.0
    places: list[int] = []
    place = text.find(pin.quote)
    while place >= 0:
        places.append(place)
        place = text.find(pin.quote, place + 1)
    if places:
        start = min(places, key=lambda at: abs(at - pin.span.start))
        return (start, start + len(pin.quote)), 1.0
    alike = fuzz.partial_ratio_alignment(pin.quote.lower(), text.lower()) if len(text) == len(text.lower()) else None
    if alike is None or alike.dest_end <= alike.dest_start:
        return None, 0.0
    likeness = round(alike.score / 100, 3)
    return ((alike.dest_start, alike.dest_end) if alike.score >= _ALIKE else None), likeness
