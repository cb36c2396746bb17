"""Says what the heading of a treatment asks for in the form in which checks compare it with the prose.

Quantities, parts of the body, sides and levels come from the requests that the heading was read as; the prose is looked
at with the finders of :mod:`openimr.treatments`, since it words much else than requests.

Source: request-grammar.md, parsing rules 2 to 8 and 12.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import ceil, floor

from openimr.citations import Span, Value
from openimr.determinations.checking.framework import Context
from openimr.treatments.anatomy import Side
from openimr.treatments.quantities import Period, Range
from openimr.treatments.request import Per, Quantity, Region, TimeSpan, TreatmentRequest

__all__ = ["Asked", "AskedQuantity", "AskedSide", "asked", "counted_as", "numbers_of", "whole"]

# What is counted, so that like is compared with like; all that a drug is dispensed in is one.
_SAME = {
    "visit": "session", "treatment": "session", "evaluation": "session", "consultation": "session",
    "tablet": "dispensed", "capsule": "dispensed", "patch": "dispensed", "block": "injection",
}  # fmt: skip
# A level of the spine names its region as well as the word does.
_REGIONS = {
    Region.CERVICAL: "neck",
    Region.THORACIC: "thoracic_spine",
    Region.LUMBAR: "lumbar_spine",
    Region.SACRAL: "lumbar_spine",
}
_PERIODS = {Per.DAY: Period.DAY, Per.WEEK: Period.WEEK, Per.MONTH: Period.MONTH, Per.YEAR: Period.YEAR}
_DAYS = {"day": Period.DAY, "week": Period.WEEK, "month": Period.MONTH}
# Between these two statements of one quantity stands no more than a comma or a bracket.
_LONGEST_GAP = 5


class AskedQuantity(Value, frozen=True):
    """How much one request asks for: the words that say it, and what they count.

    ``counts`` are all numbers that mean the same ("2 times a week for 6 weeks (12 sessions)" says 12 twice), of what is
    counted as ``unit``; ``duration`` counts ``duration_in``.
    """

    words: str
    unit: str
    counts: tuple[Range, ...] = ()
    duration: Range | None = None
    duration_in: Period | None = None


class AskedSide(Value, frozen=True):
    """A side that is asked for, with its part of the body."""

    side: Side
    part: str


class Asked(Value, frozen=True):
    """What one heading asks for, of all its requests together.

    ``parts`` are ids of parts of the body, also those that a level lies in; ``named`` the words in small letters that
    name them in the heading; ``levels`` are segments ("L4-L5") or single vertebrae ("L5").
    """

    quantities: tuple[AskedQuantity, ...] = ()
    parts: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    sides: tuple[AskedSide, ...] = ()
    levels: frozenset[str] = frozenset()


class _Key:
    """Requests as a key of memory: by what they are and not by what they hold, which cannot be hashed."""

    __slots__ = ("heading", "requests")

    def __init__(self, heading: str, requests: tuple[TreatmentRequest, ...]) -> None:
        self.heading = heading
        self.requests = requests

    def __hash__(self) -> int:
        return id(self.requests)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.requests is other.requests and self.heading == other.heading


def asked(context: Context, number: int) -> Asked:
    """What the heading of treatment ``number`` (from 0) asks for."""
    return context.once(_of_treatment, number)


def _of_treatment(context: Context, number: int) -> Asked:
    return _asked(_Key(context.d.disputed_treatments[number].heading, context.requests(number)))


@lru_cache(maxsize=4096)
def _asked(key: _Key) -> Asked:
    heading, requests = key.heading, key.requests
    sites = [site for request in requests for site in request.body]
    levels = [level for request in requests for level in request.levels]
    return Asked(
        quantities=tuple(quantity for request in requests for quantity in _quantities(heading, request)),
        parts=frozenset([site.part for site in sites] + [_REGIONS[level.region] for level in levels]),
        named=frozenset(site.span.quote(heading).lower() for site in sites if site.span is not None),
        sides=tuple(AskedSide(side=Side(site.side), part=site.part) for site in sites if site.side is not None),
        levels=frozenset(f"{level.from_}-{level.to}" if level.to else level.from_ for level in levels),
    )


def _quantities(heading: str, request: TreatmentRequest) -> Iterator[AskedQuantity]:
    """How much one request asks for, in so many words."""
    quantity, drug = request.quantity, request.drug
    counts = () if quantity is None or _is_only_inferred(quantity, request) else numbers_of(quantity)
    # Whoever writes the refills out counts what is dispensed with them.
    if drug is not None and drug.total is not None:
        counts = tuple(dict.fromkeys((*counts, whole(drug.total))))
    duration = request.duration or request.acquisition_duration
    if counts or duration is not None:
        yield _of_one(heading, request, counts, duration)
    if drug is not None and drug.content is not None and drug.content_unit is not None:
        # "120 gm, #2" may be told as what one tube holds, or both.
        packages = {whole(drug.content), whole(drug.content / (drug.dispensed or 1))}
        yield AskedQuantity(words=request.raw, unit=drug.content_unit, counts=tuple(packages))


def _of_one(
    heading: str, request: TreatmentRequest, counts: tuple[Range, ...], duration: TimeSpan | None
) -> AskedQuantity:
    quantity = request.quantity
    said = (quantity if counts else None, request.frequency, duration)
    unit = counted_as(quantity.unit if quantity else None, is_drug=request.drug is not None)
    length, period = (None, None) if duration is None else (_length(duration), _PERIODS.get(duration.unit))
    if length is None and unit in _DAYS and counts:
        # "A program of 10 days" counts days, and lasts as long.
        length, period = counts[0], _DAYS[unit]
    return AskedQuantity(
        words=_joined(heading, [one.span for one in said if one is not None and one.span is not None], request),
        unit=unit,
        counts=counts,
        duration=length if period is not None else None,
        duration_in=period,
    )


def counted_as(unit: str | None, *, is_drug: bool = False) -> str:
    """What ``unit`` counts, so that like is compared with like; a number without a unit counts sessions.

    >>> counted_as("visit"), counted_as("tablet"), counted_as("hour"), counted_as(None)
    ('session', 'dispensed', 'hour', 'session')
    """
    if is_drug:
        return "dispensed"
    return _SAME.get(unit, unit) if unit else "session"


def numbers_of(quantity: Quantity) -> tuple[Range, ...]:
    """All numbers that a request counts with, each once: stated, computed, and the range of either.

    >>> [count.words() for count in numbers_of(Quantity(stated=10, derived=12))]
    ['10', '12']
    """
    exact = [whole(number) for number in (quantity.stated, quantity.derived) if number is not None]
    if quantity.min is not None and quantity.max is not None:
        exact.append(Range(least=floor(quantity.min), most=ceil(quantity.max)))
    return tuple(dict.fromkeys(exact))


def whole(number: float) -> Range:
    """The whole numbers that ``number`` may be rounded to.

    >>> whole(12.0).words(), whole(2.5).words()
    ('12', '2 to 3')
    """
    return Range(least=floor(number), most=ceil(number))


def _length(duration: TimeSpan) -> Range:
    return Range(least=floor(duration.min), most=ceil(duration.max))


def _is_only_inferred(quantity: Quantity, request: TreatmentRequest) -> bool:
    """Whether the heading itself names no number: one was assumed, or levels were counted."""
    return quantity.span is None and (request.frequency is None or request.duration is None)


def _joined(heading: str, spans: list[Span], request: TreatmentRequest) -> str:
    """The words at ``spans``, those that stand together as one; a bare number with what it counts."""
    if len(spans) == 1 and spans[0].quote(heading).isalnum() and not spans[0].quote(heading)[-1].isdigit():
        return request.raw
    groups: list[tuple[int, int]] = []
    for span in sorted(spans, key=_start):
        if groups and span.start - groups[-1][1] <= _LONGEST_GAP:
            groups[-1] = (groups[-1][0], max(span.end, groups[-1][1]))
        else:
            groups.append((span.start, span.end))
    return "” and “".join(heading[start:end] for start, end in groups)


def _start(span: Span) -> int:
    return span.start
