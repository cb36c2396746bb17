"""Decides whether a stated total is what its own frequency and duration come to.

Source: request-grammar.md, parsing rule 5 (QTY_CONFLICT).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from math import ceil, floor

import msgspec

from openimr.citations import Span
from openimr.determinations.checking.asked import whole
from openimr.determinations.checking.cues import SPREAD
from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.treatments.phrases import lowered, places_of
from openimr.treatments.quantities import Quantity, Range, count_numbers, find_quantities
from openimr.treatments.request import Quantity as RequestQuantity
from openimr.treatments.request import TreatmentRequest
from openimr.treatments.services import are_alike, find_services

__all__ = ["CHECK"]

# A total of tablets also depends on how many are taken each time, so it cannot be worked out here.
_COUNTED = frozenset({None, "session", "visit", "treatment", "hour", "day", "injection"})
_COUNTED_IN_HEADINGS = _COUNTED | {"evaluation", "consultation"}
_SHARED = re.compile(r"\b(?:each|per body part|apiece|respectively)\b", re.IGNORECASE)
_NEAR = 20
_SERVICE_BEFORE, _SERVICE_AFTER = 120, 60
_ALL_SPREAD = frozenset(SPREAD.values())
# How often something is done is said before a stretch of time, or in one word.
_IN_ONE_WORD = ("weekly", "monthly", "daily", "yearly", "annually")
_GAPS = " -\t\n"
_EACH = tuple(f"{each}{gap}" for each in ("a", "per", "each", "every", "/", "x") for gap in ("", *_GAPS))
_EACH_ENDS = frozenset("arhy/x")
# "2x6", "2 x six".
_BY_SIGNS = ("x", "\u00d7", "*")
_BY = re.compile(r".(?<=[\w)\s].)\s?(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)")
# All words of one quantity stand within so many characters of the words that say how often, and in one sentence.
_REACH = 200
_NUMBERS_THAT_CONTRADICT = 3
_SENTENCE = re.compile(r"\.(?<!wk\.)(?<!wks\.)(?<!mo\.)(?<!mos\.)(?<!yr\.)(?<!yrs\.)(?<!i\.e\.)\s")


def _look(context: Context) -> Iterator[Hit]:
    # Prose that names no stretch of time has nothing to work out.
    spread = {SPREAD[word] for word in context.told_words & SPREAD.keys()}
    # Few say how often and how long and how much in one sentence, which one look at all of the prose tells.
    is_said = bool(spread) and any(True for _ in _worked_out(context.told_low, spread))
    for path, text in context.narrative.items() if is_said else ():
        for quantity in _quantities(text, spread):
            hit = _contradiction(path, text, quantity)
            if hit is not None:
                yield hit
    for number, (path, treatment) in enumerate(context.numbered()):
        for request in context.requests(number):
            hit = _of_request(f"{path}.heading", treatment.heading, request)
            if hit is not None and not _SHARED.search(treatment.heading):
                yield hit


def _quantities(text: str, spread: Collection[str] = _ALL_SPREAD) -> Iterator[Quantity]:
    """The quantities of prose that say how often, each once; what stands elsewhere is not looked at.

    ``spread`` is how the stretches of time begin that the text names.
    """
    low = lowered(text)
    end = 0
    for place, start, stop in _worked_out(low, spread):
        if place < end:
            continue
        for quantity in find_quantities(text[start:stop]):
            span = quantity.span
            if start + span.start <= place < start + span.end:
                end = start + span.end
                moved = Span(start=start + span.start, end=end, confidence=span.confidence)
                yield msgspec.structs.replace(quantity, span=moved)


def _worked_out(low: str, spread: Collection[str]) -> Iterator[tuple[int, int, int]]:
    """Where in ``low`` it is said how often, with the start and the end of a sentence that may state a total, too."""
    for place in _how_often(low, spread):
        start, stop = _sentence(low, place)
        # A total, a frequency and a duration are three numbers, of which one may be said as "weekly".
        if count_numbers(low[start:stop]) + low.startswith(_IN_ONE_WORD, place) >= _NUMBERS_THAT_CONTRADICT:
            yield place, start, stop


def _how_often(low: str, spread: Collection[str]) -> list[int]:
    """Where in ``low`` it may be said how often something is done."""
    often = {
        place
        for place in places_of(spread, low)
        if low.startswith(_IN_ONE_WORD, place)
        or (low[max(place - 2, 0) : place].rstrip(_GAPS)[-1:] in _EACH_ENDS and low.endswith(_EACH, 0, place))
    }
    return sorted(often.union(place for place in places_of(_BY_SIGNS, low) if _BY.match(low, place)))


def _sentence(low: str, place: int) -> tuple[int, int]:
    """The stretch around ``place`` that no quantity goes beyond."""
    start, stop = low.rfind(" ", 0, max(place - _REACH, 0)) + 1, min(place + _REACH, len(low))
    for match in _SENTENCE.finditer(low, start, stop):
        if match.end() > place:
            return start, match.start() + 1
        start = match.end()
    return start, stop


def _contradiction(path: str, text: str, quantity: Quantity) -> Hit | None:
    """One wording of prose that states a total and comes to another."""
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


def _of_request(path: str, heading: str, request: TreatmentRequest) -> Hit | None:
    """One request of a heading that states a total, and whose frequency and duration come to another."""
    quantity, frequency, duration = request.quantity, request.frequency, request.duration
    if quantity is None or frequency is None or duration is None or request.drug is not None:
        return None
    # "4 hours a day for 2 weeks, 3 visits" counts two things.
    if quantity.unit not in _COUNTED_IN_HEADINGS or frequency.unit not in {None, quantity.unit}:
        return None
    stated, computed = _stated_and_computed(quantity)
    spans = [span for span in (quantity.span, frequency.span, duration.span) if span is not None]
    if stated is None or computed is None or stated.meets(computed) or not spans:
        return None
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return _hit(path, heading[start:end], start, stated, computed)


def _stated_and_computed(quantity: RequestQuantity) -> tuple[Range | None, Range | None]:
    """The number that a heading states and the one that it comes to; a range is of whichever is no single number."""
    low, high = quantity.min, quantity.max
    spread = Range(least=floor(low), most=ceil(high)) if low is not None and high is not None else None
    stated = None if quantity.stated is None else whole(quantity.stated)
    derived = None if quantity.derived is None else whole(quantity.derived)
    return stated or spread, derived or (spread if stated is not None else None)


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
