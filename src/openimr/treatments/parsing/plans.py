"""Reads what a number in a request says: a count, how often, how long, so many times by so many weeks, or a strength.

Source: request-grammar.md, grammar sketch and parsing rules 2 to 6.
"""

from __future__ import annotations

from openimr.treatments.parsing.lexicon import Kind, lexicon
from openimr.treatments.parsing.marks import Count, DoseMark, Marks, Rate, Stretch, Via, Word
from openimr.treatments.parsing.numbers import Number, read_number
from openimr.treatments.parsing.strengths import HOURS, read_pair, read_single
from openimr.treatments.parsing.tokens import Tokens
from openimr.treatments.phrases import word_set
from openimr.treatments.request import Per

__all__ = ["read_every", "read_labelled", "read_plan", "read_times", "read_uses"]

_PER = frozenset({"a", "an", "per", "/", "each", "every", "x", "p"})
_TIMES = frozenset({"x", "times", "time", "*"})
_AGO = frozenset({"ago", "old", "prior", "earlier", "later", "post", "after", "following", "status"})
_IN = frozenset({"in", "within"})
_OPENS = frozenset({"(", "["})
_CLOSES = frozenset({")", "]"})
_PRIOR = frozenset({"prior", "previous", "completed", "past", "earlier"})
_LENGTHS = frozenset({"hour", "hr", "minute", "minutes", "min", "hours"})
_LASTING = frozenset({"session", "visit", "treatment"})
_BEFORE_LABELLED = frozenset({".", ":", "=", "#", "of", "(", "x", "-", "is"})
# How far after its number the word may stand that says what is counted: "ten individual psychotherapy sessions".
_FARTHEST_UNIT = 8
_ENDS_UNIT = word_set(
    "of for with to at per from by on in over x , ; ( ) : [ ] # without under during times as plus mg mcg then",
    "day days week weeks month months year years",
)
# These may stand apart from their number; others only next to it.
_APART = frozenset(
    {
        "session",
        "visit",
        "treatment",
        "injection",
        "block",
        "test",
        "study",
        "evaluation",
        "consultation",
        "tablet",
        "capsule",
        "patch",
    }
)
_DOSE_UNITS = frozenset({"tablet", "capsule", "patch", "spray", "dose"})
_LABELS = {
    "quantity": Via.QUANTITY,
    "dispensed": Via.DISPENSED,
    "days_supply": Via.DAYS_SUPPLY,
    "refills": Via.REFILLS,
    "total": Via.TOTAL,
    "series": Via.SERIES,
}
_PERIODS = {period.value: period for period in Per}


def read_plan(marks: Marks, at: int, via: Via | None = None, *, number_at: int | None = None) -> int | None:
    """Note what the number that begins at a token says; return the token after it, or ``None`` if it is no number.

    ``via`` is what a label before it makes of a bare number; ``number_at`` where the number begins after its label.
    """
    tokens = marks.tokens
    start = at if number_at is None else number_at
    strength = read_pair(marks, start)
    if strength is not None:
        return strength
    number = read_number(tokens, start)
    if number is None:
        return None
    end = (
        read_single(marks, start, number)
        or _session_length(marks, at, number)
        or _times_by_weeks(marks, at, number, via)
        or _rate(marks, at, number)
        or _stretch(marks, at, number)
        or _refills(marks, at, number, via)
        or _counted(marks, at, number, via)
    )
    return end or _bare(marks, at, number, via)


def read_times(marks: Marks, at: int) -> int | None:
    """Note what "x 6", "times 12" or "x 4 per year" says; return the token after it."""
    return read_plan(marks, at, Via.TIMES, number_at=at + 1)


def read_labelled(marks: Marks, at: int, end: int, label: str) -> int | None:
    """Note the number after a label such as "Qty:", "DS:" or "series of"; return the token after it."""
    tokens = marks.tokens
    after = end
    while tokens.word(after) in _BEFORE_LABELLED:
        after += 1
    return read_plan(marks, at, _LABELS[label], number_at=after)


def read_every(marks: Marks, at: int, end: int, value: str) -> None:
    """Note a frequency without a number, such as "weekly", "every other week" or "biweekly"."""
    count, _, period = value.partition(" ")
    least, _, most = count.partition("-")
    marks.rates.append(Rate(at, end, float(least), float(most or least), _PERIODS[period], is_ambiguous=bool(most)))


def read_uses(marks: Marks, at: int) -> int | None:
    """Note how often a drug is taken from "q6h", "q 4-6 hours" or "every 8 hours"; return the token after it."""
    tokens = marks.tokens
    number = read_number(tokens, at + 1)
    if number is None or not number.least:
        return None
    unit = tokens.word(number.end)
    if unit in HOURS:
        marks.doses.append(DoseMark(at, number.end + 1, 24 / number.most, 24 / number.least))
        return number.end + 1
    period = _period(tokens, number.end)
    if period is None:
        return None
    if period is Per.DAY:
        marks.doses.append(DoseMark(at, number.end + 1, 1 / number.most, 1 / number.least))
    else:
        marks.rates.append(Rate(at, number.end + 1, 1 / number.most, 1 / number.least, period))
    return number.end + 1


def _period(tokens: Tokens, at: int) -> Per | None:
    value = lexicon().periods.get(tokens.word(at))
    return _PERIODS[value] if value else None


def _after_period(tokens: Tokens, end: int) -> int:
    """The token after a period, past the dot of its abbreviation and the bracket of its plural."""
    if tokens.word(end) == "." and len(tokens.word(end - 1)) <= 3:
        end += 1
    if tokens.word(end) == "(" and tokens.word(end + 1) == "s":
        end += 3
    return end


def _session_length(marks: Marks, at: int, number: Number) -> int | None:
    """How long one session is ("45 minute sessions"), which counts nothing but may say how often."""
    tokens = marks.tokens
    step = number.end + (tokens.word(number.end) == "-")
    if tokens.word(step) not in _LENGTHS or lexicon().units.get(tokens.word(step + 1)) not in _LASTING:
        return None
    rate = _rate_end(tokens, step + 2)
    if rate is None:
        return step + 2
    marks.rates.append(Rate(at, rate[1], 1, 1, rate[0]))
    return rate[1]


def _times_by_weeks(marks: Marks, at: int, number: Number, via: Via | None) -> int | None:
    """So many times a week by so many weeks: "2x6", "2 x 6 weeks", "2-3 x 4-6"."""
    tokens = marks.tokens
    if via is not None or tokens.word(number.end) not in {"x", "*"} or (marks.heads and _is_drug(marks)):
        return None
    second = read_number(tokens, number.end + 1)
    if second is None or tokens.word(second.end) in {"mm", "cm", "in", "inch", "inches", "%"}:
        return None
    if tokens.word(second.end) in {*lexicon().units, "refill", "refills"} or _rate_end(tokens, second.end):
        return None
    period = _period(tokens, second.end)
    per = Per.MONTH if period is Per.MONTH else Per.WEEK
    end = _after_period(tokens, second.end + 1) if period else second.end
    marks.rates.append(Rate(at, number.end, number.least, number.most, per, is_bare=period is None))
    marks.stretches.append(
        Stretch(number.end + 1, end, second.least, second.most, period or Per.WEEK, is_bare=period is None)
    )
    return end


def _is_drug(marks: Marks) -> bool:
    return marks.heads[-1].drug is not None


def _rate_end(tokens: Tokens, at: int) -> tuple[Per, int] | None:
    """The period after "a", "per" or "/", or the word "weekly", and the token after it."""
    word = tokens.word(at)
    if word in _PER:
        step = at + 1
        while tokens.word(step) in {"-", "per", "a"}:
            step += 1
        period = _period(tokens, step)
        if period is not None:
            return period, _after_period(tokens, step + 1)
        at, word = step, tokens.word(step)
    elif word == "-" and tokens.word(at + 1) in _PER:
        return _rate_end(tokens, at + 1)
    hit = lexicon().main.longest(tokens.words, at) if word else None
    if hit is not None and hit[1].kind is Kind.EVERY and hit[1].value.startswith("1 "):
        return _PERIODS[hit[1].value.partition(" ")[2]], hit[0]
    return None


def _rate(marks: Marks, at: int, number: Number) -> int | None:
    """So many times, visits, hours or days in a period."""
    tokens = marks.tokens
    step, unit = _what_recurs(tokens, number.end)
    period = _period(tokens, step) if tokens.word(step - 1) == "x" else None
    if period is not None:
        marks.rates.append(Rate(at, step + 1, number.least, number.most, period))
        return _after_period(tokens, step + 1)
    found = _rate_end(tokens, step)
    if found is None and unit not in _DOSE_UNITS:
        end = _once_in_several(marks, at, number, step)
        if end is not None:
            return end
    if found is None and unit is None:
        found = _round_the_clock(tokens, step)
        unit = "hour" if found else None
    if found is None:
        return None
    per, end = found
    if unit == per.value:
        return None
    marks.rates.append(Rate(at, end, number.least, number.most, per, unit=unit))
    return end


def _what_recurs(tokens: Tokens, step: int) -> tuple[int, str | None]:
    """The token after "times", "x", "visits" or "hours", and the unit where it is said."""
    if tokens.word(step) == "-" and tokens.word(step + 1) in _TIMES:
        step += 1
    if tokens.word(step) in _TIMES:
        step += 1
        return (step + 3 if tokens.word(step) == "(" and tokens.word(step + 1) == "s" else step), None
    words = lexicon()
    unit = words.units.get(tokens.word(step)) or words.periods.get(tokens.word(step))
    return (_after_period(tokens, step + 1) if unit else step), unit


def _once_in_several(marks: Marks, at: int, number: Number, step: int) -> int | None:
    """So many times in several periods: "once every two weeks", "one visit every other month"."""
    tokens = marks.tokens
    if tokens.word(step) not in {"every", "each"}:
        return None
    hit = lexicon().main.longest(tokens.words, step)
    if hit is not None and hit[1].kind is Kind.EVERY:
        count, _, period = hit[1].value.partition(" ")
        times = float(count.partition("-")[0])
        marks.rates.append(Rate(at, hit[0], number.least * times, number.most * times, _PERIODS[period]))
        return hit[0]
    several = read_number(tokens, step + 1)
    period_of = _period(tokens, several.end) if several else None
    if several is None or period_of in {None, Per.HOUR} or not several.least:
        return None
    marks.rates.append(
        Rate(at, several.end + 1, number.least / several.most, number.most / several.least, period_of or Per.WEEK)
    )
    return several.end + 1


def _round_the_clock(tokens: Tokens, at: int) -> tuple[Per, int] | None:
    """The rest of "24/7"."""
    if tokens.word(at - 1) == "24" and tokens.word(at) == "/" and tokens.word(at + 1) == "7":
        return Per.DAY, at + 2
    return None


def _stretch(marks: Marks, at: int, number: Number) -> int | None:
    """A length of time; none where it lies in the past or says how old someone is."""
    tokens = marks.tokens
    step = number.end
    if tokens.word(step) == "-":
        step += 1
    while tokens.word(step) in {"additional", "more", "consecutive", "full", "calendar", "continuous"}:
        step += 1
    period = _period(tokens, step)
    if period is None:
        return None
    end = _after_period(tokens, step + 1)
    after = tokens.word(end)
    if after in {"supply", "supplies"}:
        return _supply(marks, at, number, period, end)
    if after in _AGO:
        return end
    is_timing = tokens.word(at - 1) in _IN
    marks.stretches.append(Stretch(at, end, number.least, number.most, period, is_timing=is_timing))
    return end


def _supply(marks: Marks, at: int, number: Number, period: Per, end: int) -> int:
    """So many days of supply of a drug, or so many months of supplies of a device."""
    tokens = marks.tokens
    if tokens.word(end) == "supply" and (not marks.heads or _is_drug(marks)):
        days = {Per.DAY: 1, Per.WEEK: 7, Per.MONTH: 30, Per.YEAR: 365, Per.HOUR: 0}[period]
        marks.counts.append(Count(at, end + 1, number.least * days, number.most * days, "day", Via.DAYS_SUPPLY))
    else:
        marks.words.append(Word(at, end + 1, Kind.ACCESSORY, "supplies"))
    return end + 1


def _refills(marks: Marks, at: int, number: Number, via: Via | None) -> int | None:
    """So many refills; a number that has its own label is none: "#30 refills: 2"."""
    tokens = marks.tokens
    if via not in {None, Via.TIMES, Via.REFILLS}:
        return None
    hit = lexicon().main.longest(tokens.words, number.end) if number.end < tokens.count else None
    if hit is None or (hit[1].kind, hit[1].value) != (Kind.LABEL, "refills"):
        return None
    marks.counts.append(Count(at, hit[0], number.least, number.most, None, Via.REFILLS))
    return hit[0]


def _counted(marks: Marks, at: int, number: Number, via: Via | None) -> int | None:
    """So many of something that is named, at once or some words later."""
    tokens = marks.tokens
    units = lexicon().units
    step = number.end
    if tokens.word(step) == "-":
        step += 1
    unit = units.get(tokens.word(step))
    is_prior = tokens.word(at - 1) in _PRIOR
    if unit is not None:
        end = _after_period(tokens, step + 1)
        kind = Via.PRIOR if is_prior else via if via not in {None, Via.TIMES} else Via.UNIT
        marks.counts.append(Count(at, end, number.least, number.most, unit, kind or Via.UNIT))
        return end
    if via in {Via.REFILLS, Via.DAYS_SUPPLY}:
        return None
    for place in range(step, min(step + _FARTHEST_UNIT, tokens.count)):
        word = tokens.words[place]
        if word in _ENDS_UNIT or word[0].isdigit():
            return None
        is_prior = is_prior or word in _PRIOR
        unit = units.get(word)
        if unit in _APART and not _goes_further(tokens, place):
            kind = Via.PRIOR if is_prior else via if via not in {None, Via.TIMES} else Via.UNIT
            # What stands between is read on its own.
            marks.counts.append(Count(at, number.end, number.least, number.most, unit, kind or Via.UNIT))
            return number.end
    return None


def _goes_further(tokens: Tokens, at: int) -> bool:
    """Whether the word is not yet what is counted: "injection therapy sessions"."""
    units = lexicon().units
    return any(units.get(tokens.word(at + step)) in _APART for step in (1, 2))


def _bare(marks: Marks, at: int, number: Number, via: Via | None) -> int:
    """A number that nothing explains but a label, a bracket or its place."""
    tokens = marks.tokens
    if via is None:
        in_brackets = tokens.word(at - 1) in _OPENS and tokens.word(number.end) in _CLOSES
        via = Via.BRACKETS if in_brackets else Via.BARE
    marks.counts.append(Count(at, number.end, number.least, number.most, None, via))
    return number.end
