"""Decides whether a stated total is what its own frequency and duration come to.

Source: request-grammar.md, parsing rule 5 (QTY_CONFLICT).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.checking.requests_told import services_of
from openimr.treatments.phrases import places_of
from openimr.treatments.quantities import Quantity, Range, find_quantities
from openimr.treatments.services import are_alike, find_services

__all__ = ["CHECK"]

# A total of tablets also depends on how many are taken each time, so it cannot be worked out here.
_COUNTED = frozenset({None, "session", "visit", "treatment", "hour", "day", "injection"})
_SHARED = re.compile(r"\b(?:each|per body part|apiece|respectively)\b", re.IGNORECASE)
_NEAR = 20
_SERVICE_BEFORE, _SERVICE_AFTER = 120, 60
# Prose that names no stretch of time, or says nowhere how often in it, has nothing to work out.
_SPREAD = ("week", "month", "year", "wk", "daily", " day")
_HOW_OFTEN = ("weekly", "monthly", "daily", "yearly", "annually", " x", ")x", "\u00d7", "*")
_PERIODS = ("day", "week", "month", "year", "wk", "mo", "yr", "x")
_EACH = (
    *(f"{each}{gap}" for each in ("a", "per", "each", "every", "/", "x") for gap in ("", " ", "-", "\t", "\n")),
    *"0123456789",
)


def _look(context: Context) -> Iterator[Hit]:
    for path, text in context.prose.items():
        if path.endswith(".heading") or (path in context.narrative and _names_time(text)):
            for quantity in find_quantities(text):
                hit = _contradiction(path, text, quantity)
                if hit is not None:
                    yield hit
    for path, treatment in context.numbered():
        yield from _apart(f"{path}.heading", treatment.heading)


def _names_time(text: str) -> bool:
    low = text.lower()
    return any(word in low for word in _SPREAD) and (
        any(words in low for words in _HOW_OFTEN)
        or any(low.endswith(_EACH, 0, place) for place in places_of(_PERIODS, low))
    )


def _contradiction(path: str, text: str, quantity: Quantity) -> Hit | None:
    """One wording that states a total and comes to another."""
    total, computed = quantity.total, quantity.computed
    if total is None or computed is None or quantity.unit not in _COUNTED or total.meets(computed):
        return None
    if _SHARED.search(text, quantity.span.start, quantity.span.end + _NEAR) or _is_of_two_requests(text, quantity):
        return None
    return _hit(path, quantity.span.quote(text), quantity.span.start, total, computed)


def _is_of_two_requests(text: str, quantity: Quantity) -> bool:
    """Whether the total belongs to the next request: "yoga once a week for 3 weeks, 12 sessions of acupuncture"."""
    start, end = quantity.span.start, quantity.span.end
    before = find_services(text[max(0, start - _SERVICE_BEFORE) : start])
    after = find_services(text[start : end + _SERVICE_AFTER])
    return bool(before and after) and not are_alike(before[-1].id, after[0].id)


def _apart(path: str, heading: str) -> Iterator[Hit]:
    """A heading of one service whose total stands apart from its frequency and duration."""
    found = find_quantities(heading)
    sums = [(one, one.computed) for one in found if one.computed is not None and one.total is None]
    totals = [
        (one, one.total) for one in found if one.total is not None and one.computed is None and one.unit in _COUNTED
    ]
    if len(sums) != 1 or len(totals) != 1 or len(services_of(heading)) > 1 or _SHARED.search(heading):
        return
    (spread, computed), (stated, total) = sums[0], totals[0]
    if not total.meets(computed) and (spread.unit or "session") != "hour":
        start = min(spread.span.start, stated.span.start)
        end = max(spread.span.end, stated.span.end)
        yield _hit(path, heading[start:end], start, total, computed)


def _hit(path: str, words: str, at: int, total: Range, computed: Range) -> Hit:
    return Hit(
        where=path,
        message=f"“{words}” states {total.words()}, but its frequency and duration come to {computed.words()}.",
        quote=words,
        at=at,
    )


CHECK = Check(
    code="D102",
    name="quantity-arithmetic",
    severity=Severity.ERROR,
    what="A stated total is not what its own frequency and duration come to.",
    why="Two numbers for one request leave open how many sessions were decided on, and the claims administrator has to "
    "carry out the decision.",
    mend="Look up the request and state the total, the frequency and the duration so that they agree.",
    sources=duties("contents"),
    look=_look,
)
