"""Reads what a number in a request says: a count, how often, how long, so many times by so many weeks, or a strength.

Source: request-grammar.md, grammar sketch and parsing rules 2 to 6.
"""

from __future__ import annotations

from openimr.treatments.parsing.dispensing import (
    DOSE_UNITS,
    is_of_drug,
    read_reduction,
    read_refills,
    read_supply,
    read_supply_for_a_month,
)
from openimr.treatments.parsing.lexicon import Kind, lexicon
from openimr.treatments.parsing.marks import Count, DoseMark, Marks, Rate, Stretch, Via
from openimr.treatments.parsing.numbers import Number, read_number
from openimr.treatments.parsing.periods import PERIODS, after_period, period_at, rate_end
from openimr.treatments.parsing.strengths import HOURS, read_pair, read_single
from openimr.treatments.parsing.tokens import Tokens
from openimr.treatments.phrases import word_set
from openimr.treatments.request import Per
from openimr.treatments.services import all_services

__all__ = [
    "read_days",
    "read_every",
    "read_labelled",
    "read_one_period",
    "read_plan",
    "read_times",
    "read_uses",
]

_TIMES = frozenset({"x", "times", "time", "*"})
_AGO = frozenset({"ago", "apart", "old", "prior", "earlier", "later", "post", "after", "following", "status"})
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
        "trip",
    }
)
_SHARE = frozenset({"%", "percent"})
_AND = frozenset({"and", "&", "+"})
# A drug comes in these, and a word may stand between: "2 large tubes", "1 twin pack".
_PACKAGES = frozenset({"tube", "bottle", "box", "kit", "jar", "packet", "pen", "inhaler", "vial", "syringe"})
# Words for what a number counts that tell no unit: "thirty count".
_COUNTS = frozenset({"count", "ct", "cnt"})
_LABELS = {
    "quantity": Via.QUANTITY,
    "dispensed": Via.DISPENSED,
    "days_supply": Via.DAYS_SUPPLY,
    "refills": Via.REFILLS,
    "total": Via.TOTAL,
    "series": Via.SERIES,
}
_HOURS_IN_A_DAY = 24


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
    if tokens.word(number.end) in _SHARE:
        return read_reduction(marks, start, number) or read_single(marks, start, number)
    end = (
        read_single(marks, start, number)
        or (read_supply_for_a_month if is_of_drug(marks) else _read_course)(marks, at, number, via)
        or _rate(marks, at, number)
        or _stretch(marks, at, number)
        or read_refills(marks, at, number, via)
        or _counted(marks, at, number, via)
    )
    return end or _bare(marks, at, number, via)


def _read_course(marks: Marks, at: int, number: Number, via: Via | None) -> int | None:
    """What a number says of services that are given in sessions, visits or hours, and of no drug."""
    return (
        _session_length(marks, at, number)
        or _day_and_night(marks, at, number)
        or _times_by_weeks(marks, at, number, via)
        or _visits_at_intervals(marks, at, number)
    )


def read_times(marks: Marks, at: int) -> int | None:
    """Note what "x 6", "times 12" or "x 4 per year" says; return the token after it."""
    return read_plan(marks, at, Via.TIMES, number_at=at + 1)


def read_days(marks: Marks, at: int) -> int | None:
    """Note the days' supply behind a bare "Days:" of a drug; return the token after it."""
    tokens = marks.tokens
    if not is_of_drug(marks) or tokens.word(at + 1) != ":":
        return None
    return read_plan(marks, at, Via.DAYS_SUPPLY, number_at=at + 2)


def read_one_period(marks: Marks, at: int) -> int | None:
    """Note the length of one period without a number ("for a year", "over the next month"); return what follows it."""
    tokens = marks.tokens
    is_article = tokens.word(at) in {"a", "an"} and tokens.word(at - 1) in {"for", "over"}
    period = period_at(tokens, at + 1) if is_article or tokens.word(at) == "next" else None
    if period is None or period is Per.HOUR:
        return None
    end = after_period(tokens, at + 2)
    marks.stretches.append(Stretch(at, end, 1, 1, period))
    return end


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
    marks.rates.append(Rate(at, end, float(least), float(most or least), PERIODS[period], is_ambiguous=bool(most)))


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
    period = period_at(tokens, number.end)
    if period is None:
        return None
    if period is Per.DAY:
        marks.doses.append(DoseMark(at, number.end + 1, 1 / number.most, 1 / number.least))
    else:
        marks.rates.append(Rate(at, number.end + 1, 1 / number.most, 1 / number.least, period))
    return number.end + 1


def _day_and_night(marks: Marks, at: int, number: Number) -> int | None:
    """Care by day and night: "24-hour home care", where so many hours are those of each day."""
    tokens = marks.tokens
    step = number.end + (tokens.word(number.end) == "-")
    if number.most != _HOURS_IN_A_DAY or tokens.word(step) not in HOURS or step + 1 >= tokens.count:
        return None
    hit = lexicon().main.longest(tokens.words, step + 1)
    if hit is None or hit[1].kind is not Kind.SERVICE or all_services()[hit[1].value].category != "home_health":
        return None
    marks.rates.append(Rate(at, step + 1, number.least, number.most, Per.DAY, unit="hour"))
    return step + 1


def _visits_at_intervals(marks: Marks, at: int, number: Number) -> int | None:
    """So many visits, each after so long: "10 weekly visits", where no length follows of which the number is a part."""
    tokens = marks.tokens
    words = lexicon()
    # All such words end alike ("weekly", "monthly"), which is sooner seen than they are looked up.
    hit = words.main.longest(tokens.words, number.end) if tokens.word(number.end).endswith("ly") else None
    if hit is None or hit[1].kind is not Kind.EVERY or not hit[1].value.startswith("1 "):
        return None
    end = hit[0]
    unit = words.units.get(tokens.word(end))
    if unit not in _LASTING or tokens.word(at) in {"once", "twice", "thrice"}:
        return None
    after = end + 1 + (tokens.word(end + 1) in {"for", "x", "over", "times"})
    length = read_number(tokens, after)
    if length is not None and period_at(tokens, length.end) is not None:
        return None
    marks.counts.append(Count(at, number.end, number.least, number.most, unit, Via.UNIT))
    read_every(marks, number.end, end, hit[1].value)
    return end + 1


def _session_length(marks: Marks, at: int, number: Number) -> int | None:
    """How long one session is ("45 minute sessions"), which counts nothing but may say how often."""
    tokens = marks.tokens
    step = number.end + (tokens.word(number.end) == "-")
    if tokens.word(step) not in _LENGTHS or lexicon().units.get(tokens.word(step + 1)) not in _LASTING:
        return None
    rate = rate_end(tokens, step + 2)
    if rate is None:
        return step + 2
    marks.rates.append(Rate(at, rate[1], 1, 1, rate[0]))
    return rate[1]


def _times_by_weeks(marks: Marks, at: int, number: Number, via: Via | None) -> int | None:
    """So many times a week by so many weeks: "2x6", "2 x 6 weeks", "2-3 x 4-6"."""
    tokens = marks.tokens
    if via is not None or tokens.word(number.end) not in {"x", "*", "times"}:
        return None
    second = read_number(tokens, number.end + 1)
    if second is None or tokens.word(second.end) in {"mm", "cm", "in", "inch", "inches", "%"}:
        return None
    is_counted = lexicon().units.get(tokens.word(second.end), "each") != "each"
    if is_counted or tokens.word(second.end) in {"refill", "refills"} or rate_end(tokens, second.end):
        return None
    period = period_at(tokens, second.end)
    per = Per.MONTH if period is Per.MONTH else Per.WEEK
    end = after_period(tokens, second.end + 1) if period else second.end
    marks.rates.append(Rate(at, number.end, number.least, number.most, per, is_bare=period is None))
    marks.stretches.append(
        Stretch(number.end + 1, end, second.least, second.most, period or Per.WEEK, is_bare=period is None)
    )
    return end


def _rate(marks: Marks, at: int, number: Number) -> int | None:
    """So many times, visits, hours or days in a period."""
    tokens = marks.tokens
    step, unit = _what_recurs(tokens, number.end)
    period = period_at(tokens, step) if tokens.word(step - 1) == "x" else None
    if period is not None:
        marks.rates.append(Rate(at, step + 1, number.least, number.most, period))
        return after_period(tokens, step + 1)
    found = rate_end(tokens, step)
    if found is None and unit not in DOSE_UNITS:
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
    return (after_period(tokens, step + 1) if unit else step), unit


def _once_in_several(marks: Marks, at: int, number: Number, step: int) -> int | None:
    """So many times in several periods: "once every two weeks", "one visit every other month"."""
    tokens = marks.tokens
    if tokens.word(step) not in {"every", "each"}:
        return None
    hit = lexicon().main.longest(tokens.words, step)
    if hit is not None and hit[1].kind is Kind.EVERY:
        count, _, period = hit[1].value.partition(" ")
        times = float(count.partition("-")[0])
        number = _dose_aside(marks, at, step, number)
        marks.rates.append(Rate(at, hit[0], number.least * times, number.most * times, PERIODS[period]))
        return hit[0]
    several = read_number(tokens, step + 1)
    period_of = period_at(tokens, several.end) if several else None
    if several is None or period_of in {None, Per.HOUR} or not several.least:
        return None
    number = _dose_aside(marks, at, step, number)
    marks.rates.append(
        Rate(at, several.end + 1, number.least / several.most, number.most / several.least, period_of or Per.WEEK)
    )
    return several.end + 1


def _dose_aside(marks: Marks, at: int, step: int, number: Number) -> Number:
    """Once, where the number is that of the units given at once: "155 units every 12 weeks"."""
    if lexicon().units.get(marks.tokens.word(number.end)) != "unit":
        return number
    marks.counts.append(Count(at, step, number.least, number.most, "unit", Via.UNIT))
    return Number(1, 1, number.end)


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
    period = period_at(tokens, step)
    if period is None:
        return None
    end = after_period(tokens, step + 1)
    after = tokens.word(end)
    if after == ":" and tokens.word(end + 1).isdigit():
        return None  # "Refills: 5 Days: 30": the word is the label of the next number.
    if after in {"supply", "supplies"}:
        return read_supply(marks, at, number, period, end)
    if after in _AGO:
        return end
    is_timing = tokens.word(at - 1) in _IN
    marks.stretches.append(Stretch(at, end, number.least, number.most, period, is_timing=is_timing))
    return end


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
        end = after_period(tokens, step + 1)
        kind = Via.PRIOR if is_prior else via if via not in {None, Via.TIMES} else Via.UNIT
        marks.counts.append(Count(at, end, number.least, number.most, unit, kind or Via.UNIT))
        return end
    if via in {Via.REFILLS, Via.DAYS_SUPPLY}:
        return None
    is_drug = is_of_drug(marks)
    if is_drug and tokens.word(step) in _COUNTS:
        marks.counts.append(Count(at, step + 1, number.least, number.most, None, Via.QUANTITY))
        return step + 1
    for place in range(step, min(step + _FARTHEST_UNIT, tokens.count)):
        word = tokens.words[place]
        if word in _ENDS_UNIT or word[0].isdigit() or (is_drug and word in _AND):
            return None
        is_prior = is_prior or word in _PRIOR
        unit = units.get(word)
        if (unit in _APART or (is_drug and unit in _PACKAGES)) and not _goes_further(tokens, place):
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
