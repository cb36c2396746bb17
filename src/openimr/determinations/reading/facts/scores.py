"""Finds scores of instruments with the day that they belong to: "BDI scores have decreased from 22 in April to 10".

A score outside its instrument's range is reported as doubtful, never dropped: the reader must see it.

Source: ``rulebook/vocabulary/instruments.yaml``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from openimr.determinations.model import Fact, FactKind
from openimr.determinations.reading.days import DAY_LIKE, read_day
from openimr.determinations.reading.facts.prose import DOUBTFUL, INFERRED, STATED, Prose
from openimr.determinations.reading.facts.vocabulary import Instrument, instruments, places_of

__all__ = ["score_facts", "score_gates"]

_VALUE = re.compile(
    r"(?P<value>\d{1,3}(?:\.\d{1,2})?)(?:\s?(?:-|to)\s?(?P<upper>\d{1,3}(?:\.\d)?)(?=\s?/|\s?out|\b))?(?![\d])"
    r"(?:\s?(?:/|out\sof|of\sa\spossible)\s?(?P<whole>\d{1,3})\b)?(?:\s?(?:%|percent\b|points?\b))?"
    r"(?!\w|/\d|\s?-?(?:weeks?|wks?|months?|years?|days?|hours?|sessions?|visits?|times|mg|minutes|items?|levels?)\b)"
)
_FILLER = re.compile(
    r"(?:[\s:=(,~-]|(?:scores?|scored|scoring|scale|index|inventory|questionnaire|survey|test|levels?|ratings?|results?|value"
    r"|total|overall|current|raw|self|was|is|of|at|has|have|had|are|were|been|be|a|an|the|in|his|her|today|currently|now"
    r"|decreased|decreasing|increased|improved|improving|worsened|reduced|dropped|declined|fell|rose|risen|gone|went|down|up|from|reported|"
    r"recorded|measured|noted|rated|as|pain|showed|shows|revealed|approximately|about|still|remains|remained|to|ranges"
    r"|ranging|ranged|between|on|dated|s|low|back|neck|best|worst|average|least|with|without|medications?|meds|after|before|treatment)\b)*+"
)
_LEAD = re.compile(r"\s?[(,]?\s?(?:(?:on|in|dated|from|as\sof|during|since)\s)?")
_MONTH = re.compile(
    r"(?:early\s|late\s|mid-?\s?)?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"(?:,?\s(?:of\s)?(?:\d{4}|this\syear|last\syear))?"
)
_WHEN = re.compile(
    r"\s?[(,]?\s?(?:(?:on|in|as\sof|from|dated|during|since)\s)?"
    r"(?P<words>(?:at\s)?(?:the\s(?:time|date|day)\sof\s[^.,;)\d]{1,60}|(?:the\s)?(?:initial|first|last|previous|prior|current|most\srecent)"
    r"\s(?:visit|evaluation|examination|exam|assessment|session|intake|testing)|baseline|intake|discharge|admission)|today)\b"
)
_CHAIN = re.compile(
    r"[\s,;)]*(?:(?:and|then|but|which|has|have|had|it|is|now|currently|later|subsequently|decreased|decreasing|improved|improving|down"
    r"|increased|reduced|dropped|fell|rose|declined|worsened|changed|went|up|was|with\smedications?|without\smedications?)\b[\s,;]*)*"
    r"\b(?:to|from)\s(?:an?\s)?"
)
_TENTHS_BEFORE = re.compile(
    r"(?<![\w./-])(?P<value>\d{1,2}(?:\.\d)?)(?:\s?(?:-|to)\s?(?P<upper>\d{1,2}(?:\.\d)?))?\s?$"
)
_TENTHS = re.compile(r"(?:/\s?10|out\sof\s(?:10|ten))\b(?![/.]\d|\sof\s(?:this|last)|-\d)")
_OF_PAIN = re.compile(
    r"\b(?:pain|pains|ache|aches|aching|discomfort|severity|intensity|vas|nrs|headaches?|soreness|symptoms?|rated|scale)\b"
)
_NOT_PAIN = re.compile(r"\b(?:on|dated|visit|since|until|strength|power|motor|grade|page)\s$")
_MEANT = re.compile(
    r"\s?(?:indicates?|suggests?|represents?|means?|denotes?|is\sconsidered|are\sconsidered|corresponds?)\b"
)
_MOST = 6


class _Reading(NamedTuple):
    """One score: where it stands, and its values (two for "6-7/10"), and the place of its day."""

    start: int
    end: int
    values: tuple[float, ...]
    whole: float | None
    when: tuple[int, int] | None


def score_gates() -> frozenset[str]:
    """The words that names of instruments hold."""
    return instruments().words


def score_facts(prose: Prose) -> list[Fact]:
    """All scores that ``prose`` reports, each with its instrument, value and day."""
    known = instruments()
    facts: list[Fact] = []
    taken = 0
    named = [gate for gate in known.gates.keys() & prose.words if _may_go_on(known.gates[gate], prose.words)]
    for place in places_of(named, prose.lower) if named else ():
        # A place is where the first word of a name begins, so a pattern is there for its first letters.
        match = known.by_start[prose.lower[place : place + 2]].match(prose.lower, place) if place >= taken else None
        if match is None:
            continue
        instrument = known.by_alias[match[0]]
        for number, reading in enumerate(_readings(prose, match.end())):
            start = place if number == 0 else reading.start
            facts += [_fact(prose, instrument, reading, value, start) for value in reading.values]
            taken = reading.end
    return facts + _tenths(prose, facts)


def _may_go_on(rests: tuple[frozenset[str], ...], words: frozenset[str]) -> bool:
    """Whether all other words of one of the names that begin alike are there."""
    return any(rest <= words for rest in rests)


def _fact(prose: Prose, instrument: Instrument, reading: _Reading, value: float, start: int) -> Fact:
    is_possible = instrument.low <= value <= (reading.whole or instrument.high)
    words = prose.text[reading.when[0] : reading.when[1]] if reading.when else None
    on = read_day(words) if words else None
    return prose.fact(
        FactKind.SCORE, start, reading.end, STATED if is_possible else DOUBTFUL,
        name=instrument.name, value=value, on=on, on_text=None if on else words,
    )  # fmt: skip


def _readings(prose: Prose, place: int) -> list[_Reading]:
    """The scores after the name of an instrument, as far as they follow one another."""
    when, place = _day_first(prose, _FILLER.match(prose.lower, place).end())  # type: ignore[union-attr]  # matches always
    readings: list[_Reading] = []
    while len(readings) < _MOST:
        reading = _reading(prose, place, when)
        if reading is None:
            break
        readings.append(reading)
        chain = _CHAIN.match(prose.lower, reading.end)
        if chain is None:
            break
        place, when = chain.end(), None
    return readings


def _day_first(prose: Prose, place: int) -> tuple[tuple[int, int] | None, int]:
    """A day between the instrument and its score ("BDI on 3/4/2014 was 24"), and where the words go on after it."""
    day = DAY_LIKE.match(prose.text, place)
    if day is None:
        return None, place
    return day.span(), _FILLER.match(prose.lower, day.end()).end()  # type: ignore[union-attr]  # matches always


def _reading(prose: Prose, place: int, when: tuple[int, int] | None) -> _Reading | None:
    if DAY_LIKE.match(prose.text, place):
        return None
    match = _VALUE.match(prose.lower, place)
    if match is None or (match["upper"] and _MEANT.match(prose.lower, match.end())):
        return None
    values = (float(match["value"]), float(match["upper"])) if match["upper"] else (float(match["value"]),)
    end = match.end()
    if when is None:
        when = _when(prose, end)
        end = when[1] if when else end
    return _Reading(match.start(), end, values, float(match["whole"]) if match["whole"] else None, when)


def _when(prose: Prose, place: int) -> tuple[int, int] | None:
    """Where the day stands that a score is told with."""
    at = _LEAD.match(prose.lower, place).end()  # type: ignore[union-attr]  # matches always
    day = DAY_LIKE.match(prose.text, at) or _MONTH.match(prose.lower, at)
    if day:
        return day.span()
    words = _WHEN.match(prose.lower, place)
    return words.span("words") if words else None


def _tenths(prose: Prose, known: list[Fact]) -> list[Fact]:
    """Pain told in tenths with no instrument beside it: "pain 8/10, decreased to 5/10 with medication"."""
    if "/10" not in prose.lower and "out of " not in prose.lower and "/ 10" not in prose.lower:
        return []
    facts: list[Fact] = []
    for place in places_of(("/10", "/ 10", "out of 10", "out of ten"), prose.lower):
        at = prose.origin(place) if known else 0
        if any(fact.span.start <= at < fact.span.end for fact in known) or not _TENTHS.match(prose.lower, place):
            continue
        facts += _tenth(prose, place)
    return facts


def _tenth(prose: Prose, place: int) -> list[Fact]:
    before = _TENTHS_BEFORE.search(prose.lower, max(0, place - 12), place)
    sentence = prose.sentence_at(place)
    if before is None or not _OF_PAIN.search(sentence.words):
        return []
    if _NOT_PAIN.search(prose.lower, max(0, before.start() - 12), before.start()):
        return []
    end = place + len(_TENTHS.match(prose.lower, place)[0])  # type: ignore[index]  # its caller has matched it
    values = [float(before[group]) for group in ("value", "upper") if before[group]]
    when = _when(prose, end)
    words = prose.text[when[0] : when[1]] if when else None
    on = read_day(words) if words else None
    return [
        prose.fact(
            FactKind.SCORE, before.start(), end, INFERRED if value <= 10 else DOUBTFUL,
            name="pain", value=value, on=on, on_text=None if on else words,
        )
        for value in values
    ]  # fmt: skip
