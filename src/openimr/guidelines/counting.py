"""Finds the numbers that the arithmetic adds: what was given before, what is requested, and what was certified.

Each number is given in every reading that the facts and the wording allow, side by side, because sources contradict
one another. Where the record gives no number, one reading always says so: a number known from the utilization review
decision alone never stands by itself.

Source: guidelines.md, sections A (cap counted for the injury) and J (consequences); design, section 4.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from openimr.guidelines.arithmetic import NONE, UNKNOWN, Count, Range
from openimr.guidelines.criteria.facts import Fact, Facts, FactSource, Number
from openimr.guidelines.criteria.units import convert, told_amount
from openimr.guidelines.dosing import requested_dose
from openimr.guidelines.recommendation import Per
from openimr.treatments.request import TreatmentRequest

__all__ = ["TIME_UNITS", "certified_counts", "prior_counts", "prior_name", "requested_counts", "requested_name"]

TIME_UNITS = frozenset(("hour", "day", "week", "month", "year"))
"""Units in which the length of a course is measured, and not the number of its visits."""

_PER_PART = frozenset((Per.BODY_PART, Per.REGION))
_PER_PERIOD = frozenset((Per.YEAR, Per.WEEK))
_OWN = frozenset((FactSource.RECORD, FactSource.REVIEWER_OPINION))
_OF_THE_COURSE = "prior_sessions"
_OF_THE_INJURY = "prior_sessions_for_the_injury"
_IN_THE_PERIOD = "prior_sessions_in_the_period"
_LENGTH = "prior_duration"
_DAILY = "other_daily_dose"
_WIDER = frozenset((_OF_THE_INJURY, _IN_THE_PERIOD))
_OF_A_SESSION = frozenset(("block", "procedure"))
"""Units of which one may be given at several levels and on both sides at once."""

_ENDLESS = float("inf")


def prior_name(per: Per, unit: str) -> str:
    """The name of the fact that holds what came before, by what a limit is counted over."""
    if per is Per.DAY:
        return _DAILY
    if per is Per.INJURY:
        return _OF_THE_INJURY
    if per in _PER_PERIOD:
        return _IN_THE_PERIOD
    return _LENGTH if unit in TIME_UNITS else _OF_THE_COURSE


def requested_name(per: Per, unit: str) -> str:
    """The name of the fact that holds what is requested, where the wording does not say it."""
    if per is Per.DAY:
        return "requested_daily_dose"
    return "requested_duration" if unit in TIME_UNITS and unit != "hour" else "requested_sessions"


def prior_counts(
    facts: Facts, *, per: Per, unit: str, services: Sequence[str], parts: Sequence[str] = ()
) -> tuple[Count, ...]:
    """All readings of what was given before, in ``unit``; ``parts`` are the parts of the body of the request."""
    name = prior_name(per, unit)
    counts = _stated(facts.of(name), per, unit, services, parts)
    if not counts and name in _WIDER:
        counts = [_widened(name, count) for count in _stated(facts.of(_OF_THE_COURSE), per, unit, services, parts)]
    if not any(fact.source in _OWN for count in counts for fact in count.facts):
        counts.append(_silent(facts.silent(name), is_alone=not counts))
    return tuple(counts)


def requested_counts(
    request: TreatmentRequest, facts: Facts, *, per: Per, unit: str, services: Sequence[str], on: dt.date
) -> tuple[Count, ...]:
    """All readings of what is requested, in ``unit``: as stated, as frequency times duration, and by the facts.

    A daily dose is worked out by the factors that were published up to the day ``on``.
    """
    stated = _grouped(facts.of(requested_name(per, unit)), unit, services)
    if per is Per.DAY:
        return _doses(requested_dose(request, unit=unit, on=on), stated)
    worded = _weekly(request) if per is Per.WEEK else _worded(request, unit)
    read = [_in_unit(it, unit, services) for it in worded]
    counts = _distinct([*read, *stated])
    return tuple(counts) or (Count(range=UNKNOWN, notes=(_not_said(request, unit),)),)


def _doses(worded: Count | None, stated: list[Count]) -> tuple[Count, ...]:
    """The daily dose as worded beside that of the facts; one that is not known from the wording only stands alone."""
    if worded is not None and worded.range != UNKNOWN:
        return tuple(_distinct([worded, *stated]))
    unknown = worded or Count(range=UNKNOWN, notes=("The daily dose requested is not documented.",))
    return tuple(stated) or (unknown,)


def certified_counts(facts: Facts, *, unit: str, services: Sequence[str]) -> tuple[Count, ...]:
    """All readings of what utilization review certified of this request; nothing is taken off where none is known."""
    return tuple(_grouped(facts.of("certified_sessions"), unit, services)) or (Count(range=NONE),)


def _silent(silent: tuple[Fact, ...], *, is_alone: bool) -> Count:
    places = "; ".join(fact.place() for fact in silent)
    words = "not documented" if is_alone else "not documented in the record"
    return Count(range=UNKNOWN, place=f"{words}: {places}" if places else words, is_silent=True)


def _widened(name: str, count: Count) -> Count:
    """A number of the course says only part of what was given for the whole injury, or in a period of time."""
    if name == _OF_THE_INJURY:
        note = "Visits of other courses for this injury count too, and are not documented."
        known = Range(min=count.range.min)
    else:
        note = "How many of them lie in the period that the guideline counts is not documented."
        known = Range(max=count.range.max)
    return Count(range=known, place=count.place, facts=count.facts, notes=(*count.notes, note))


def _stated(facts: tuple[Fact, ...], per: Per, unit: str, services: Sequence[str], parts: Sequence[str]) -> list[Count]:
    whole = _grouped([fact for fact in facts if fact.body is None], unit, services)
    by_part = [fact for fact in facts if fact.body is not None]
    if per in _PER_PART:
        of_parts = _grouped([fact for fact in by_part if not parts or fact.body in parts], unit, services)
        return [*of_parts, *(_shared(count) if len(parts) > 1 else count for count in whole)]
    return whole or ([_over_parts(by_part, unit, services)] if by_part else [])


def _shared(count: Count) -> Count:
    note = "How many of them were for each part of the body is not documented."
    return Count(range=Range(max=count.range.max), place=count.place, facts=count.facts, notes=(*count.notes, note))


def _over_parts(facts: list[Fact], unit: str, services: Sequence[str]) -> Count:
    """Counts for several parts together: at least the largest, because the same visits may have served all parts."""
    counts = _grouped(facts, unit, services)
    lows = {body: min(it.range.min for it in counts if it.facts[0].body == body) for body in _bodies(counts)}
    highs = [max(_top(it) for it in counts if it.facts[0].body == body) for body in _bodies(counts)]
    top = sum(highs)
    note = "Whether visits for several parts of the body were the same visits is not documented."
    return Count(
        range=Range(min=max(lows.values()), max=top if top < _ENDLESS else None),
        place="; ".join(count.place for count in counts),
        facts=tuple(facts),
        notes=(note,) if len(counts) > 1 else (),
    )


def _bodies(counts: list[Count]) -> tuple[str | None, ...]:
    return tuple(dict.fromkeys(count.facts[0].body for count in counts))


def _top(count: Count) -> float:
    return _ENDLESS if count.range.max is None else count.range.max


def _grouped(facts: Iterable[Fact], unit: str, services: Sequence[str]) -> list[Count]:
    """One count for each value; sources that give the same value stand together."""
    groups: dict[tuple[str | None, str], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.body, str(fact.value)), []).append(fact)
    return [_count_of(tuple(group), unit, services) for group in groups.values()]


def _count_of(facts: tuple[Fact, ...], unit: str, services: Sequence[str]) -> Count:
    place = "; ".join(fact.place() for fact in facts)
    body = facts[0].body
    place = f"{body.replace('_', ' ')}: {place}" if body else place
    match facts[0].value:
        case Number() as number:
            made = convert(number.amount, number.unit, unit, services=services)
            if made is not None:
                notes = (made.sentence,) if made.sentence else ()
                return Count(range=Range(min=made.amount, max=made.amount), place=place, facts=facts, notes=notes)
            told = told_amount(number.amount, number.unit)
        case _:
            told = facts[0].told()
    return Count(range=UNKNOWN, place=place, facts=facts, notes=(f"{told}: that is no number of {_plural(unit)}.",))


class _Worded(NamedTuple):
    """A number that the wording gives: lowest, highest, the unit as worded, and which reading it is."""

    low: float
    high: float | None
    unit: str
    place: str = ""


def _worded(request: TreatmentRequest, unit: str) -> Iterator[_Worded]:
    if unit == "level" and request.levels:
        yield _Worded(len(request.levels), len(request.levels), unit)
    elif unit in TIME_UNITS - {"hour"}:
        yield from _lengths(request)
    elif quantity := request.quantity:
        worded = quantity.unit or ""
        if unit in _OF_A_SESSION and request.levels and quantity.stated is None:
            yield _Worded(1, 1, unit, "all levels in one session")
        differ = quantity.stated is not None and quantity.derived not in {None, quantity.stated}
        if quantity.stated is not None:
            yield _Worded(quantity.stated, quantity.stated, worded, "as stated" if differ else "")
        if quantity.derived is not None and quantity.derived != quantity.stated:
            yield _Worded(quantity.derived, quantity.derived, worded, "frequency times duration" if differ else "")
        if quantity.stated is None and quantity.derived is None and quantity.min is not None:
            yield _Worded(quantity.min, quantity.max, worded)


def _weekly(request: TreatmentRequest) -> Iterator[_Worded]:
    """What a request comes to in a week, which is no part of its total."""
    if quantity := request.weekly:
        low = quantity.min if quantity.derived is None else quantity.derived
        high = quantity.max if quantity.derived is None else quantity.derived
        if low is not None:
            yield _Worded(low, high, quantity.unit or "", "a week")


def _lengths(request: TreatmentRequest) -> Iterator[_Worded]:
    quantity = request.quantity
    if quantity and quantity.stated is not None and quantity.unit in TIME_UNITS:
        yield _Worded(quantity.stated, quantity.stated, quantity.unit or "")
    elif request.duration:
        yield _Worded(request.duration.min, request.duration.max, request.duration.unit.value)
    elif request.drug and request.drug.days_supply is not None:
        yield _Worded(request.drug.days_supply, request.drug.days_supply, "day", "days' supply")


def _in_unit(worded: _Worded, unit: str, services: Sequence[str]) -> Count:
    if not worded.unit:
        note = f"The request does not say what is counted; it is taken as {_plural(unit)}."
        return Count(range=Range(min=worded.low, max=worded.high), place=worded.place, notes=(note,))
    lowest = convert(worded.low, worded.unit, unit, services=services)
    highest = None if worded.high is None else convert(worded.high, worded.unit, unit, services=services)
    if lowest is None:
        note = f"The request counts {_plural(worded.unit)}, and these are no number of {_plural(unit)}."
        return Count(range=UNKNOWN, place=worded.place, notes=(note,))
    notes = tuple(dict.fromkeys(made.sentence for made in (lowest, highest) if made and made.sentence))
    top = highest.amount if highest else None
    return Count(range=Range(min=lowest.amount, max=top), place=worded.place, notes=notes)


def _distinct(counts: Iterable[Count]) -> list[Count]:
    """One count for each number; where several give the same, the first."""
    first: dict[Range, Count] = {}
    for count in counts:
        first.setdefault(count.range, count)
    return list(first.values())


def _not_said(request: TreatmentRequest, unit: str) -> str:
    if unit not in TIME_UNITS and request.duration is not None:
        length = Range(min=request.duration.min, max=request.duration.max).told()
        units = _plural(request.duration.unit.value)
        return f"The request gives {length} {units}, and a length of time is no number of {_plural(unit)}."
    return f"The request does not say how many {_plural(unit)}."


def _plural(unit: str) -> str:
    return told_amount(2, unit).removeprefix("2 ")
