"""Adds what came before to what is requested, and lays the sum beside the trial, the total and the ceiling.

An unknown number stays unknown: it is a range without an upper end, never zero. What utilization review certified is
not in dispute, but counts. Every sum is told in words, with the quantity that would be within.

Source: guidelines.md, sections J (consequences) and O (phases, maximum, words of results); each limit has the citation
of its recommendation.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Iterable
from typing import NamedTuple

from openimr.citations import Value
from openimr.guidelines.criteria.facts import Fact
from openimr.guidelines.criteria.truth import Truth
from openimr.guidelines.criteria.units import told_amount, told_number
from openimr.guidelines.recommendation import Period, PeriodUnit, Result

__all__ = [
    "NONE",
    "UNKNOWN",
    "Count",
    "Course",
    "Limit",
    "Range",
    "Sum",
    "earliest_again",
    "on_every_reading",
    "outcome",
    "reckon",
]


class Range(Value, frozen=True):
    """From ``min`` to ``max``, both included; without ``max`` there is no known upper end."""

    min: float = 0.0
    max: float | None = None

    @property
    def is_exact(self) -> bool:
        """Whether it is one number."""
        return self.min == self.max

    def plus(self, other: Range) -> Range:
        """The sum of two numbers that are known as ranges."""
        top = None if self.max is None or other.max is None else self.max + other.max
        return Range(min=self.min + other.min, max=top)

    def told(self) -> str:
        """The range in words.

        >>> Range(min=6, max=10).told(), Range(min=12).told(), Range().told()
        ('6 to 10', 'at least 12', 'an unknown number')
        """
        if self.max is None:
            return f"at least {told_number(self.min)}" if self.min else "an unknown number"
        return told_number(self.min) if self.is_exact else f"{told_number(self.min)} to {told_number(self.max)}"


UNKNOWN = Range()
"""A number that nobody has documented."""

OVER = frozenset((Result.EXCEEDS_MAX, Result.EXCEEDS_TOTAL, Result.EXCEEDS_TRIAL))
"""The results that say that a sum is over a limit."""

NONE = Range(min=0, max=0)
"""A documented zero."""


class Count(Value, frozen=True):
    """One reading of a number: how many, in words who says so, and the facts that say it.

    ``notes`` hold conversions and anything else that a reader must know about the number; ``is_silent`` says that this
    is the reading in which no source of its own gives the number.
    """

    range: Range
    place: str = ""
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    is_silent: bool = False


class Limit(Value, frozen=True):
    """How many a guideline gives: ``max`` counts, ``min`` is told with it; ``words`` add what belongs to it.

    ``is_excluded`` says that ``max`` itself is over already.
    """

    max: float
    min: float | None = None
    words: str = ""
    is_excluded: bool = False

    def is_over(self, amount: float) -> bool:
        """Whether ``amount`` is over the limit."""
        return amount >= self.max if self.is_excluded else amount > self.max

    def told(self, unit: str) -> str:
        """The limit in words.

        >>> Limit(min=6, max=10, words=", counting the trial").told("visit")
        '6 to 10 visits, counting the trial'
        """
        low = "" if self.min is None or self.min == self.max else f"{told_number(self.min)} to "
        below = "less than " if self.is_excluded else ""
        return f"{low}{below}{told_amount(self.max, unit)}{self.words}"


class Course(Value, frozen=True):
    """The limits of one course of treatment, in one unit.

    ``gate`` says whether what must be shown before going beyond the trial is met, and ``gate_words`` what that is.
    ``prior_words`` and ``requested_words`` name the two numbers in a sentence; without the first, nothing came before
    that counts.
    """

    unit: str
    trial: Limit | None = None
    total: Limit | None = None
    ceiling: Limit | None = None
    gate: Truth = Truth.NOT_DOCUMENTED
    gate_words: str = "documented functional improvement"
    prior_words: str = "prior"
    requested_words: str = "requested"
    giver: str = "guideline"

    def limits(self) -> tuple[tuple[Result, Limit], ...]:
        """The limits that hold, the widest first; the trial holds until its gate is met."""
        ceiling = None if self.ceiling and self.total and self.ceiling.max == self.total.max else self.ceiling
        trial = None if self.gate is Truth.MET else self.trial
        named = ((Result.EXCEEDS_MAX, ceiling), (Result.EXCEEDS_TOTAL, self.total), (Result.EXCEEDS_TRIAL, trial))
        return tuple((result, limit) for result, limit in named if limit is not None)


class Sum(Value, frozen=True):
    """One reading of the arithmetic.

    ``after`` is what would have been given in all; ``in_dispute`` what was requested less what was certified;
    ``within`` how many of those in dispute would be within all limits; ``exceeded`` all limits that ``after`` is over
    for certain, the widest first, and ``result`` the first of them. ``added`` is the part of ``sentence`` that gives
    the sum, ``compared`` the part that lays it beside the limits.
    """

    result: Result
    prior: Range
    requested: Range
    certified: Range
    in_dispute: Range
    after: Range
    within: Range
    unit: str
    sentence: str
    added: str = ""
    compared: str = ""
    exceeded: tuple[Result, ...] = ()
    facts: tuple[Fact, ...] = ()
    is_silent: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a number that is not known could change the result."""
        return self.result is Result.UNDETERMINED


class Outcome(NamedTuple):
    """The numbers of one reading, without words."""

    result: Result
    exceeded: tuple[Result, ...]
    after: Range
    in_dispute: Range
    within: Range


def outcome(*, prior: Range, requested: Range, certified: Range, course: Course) -> Outcome:
    """What the numbers come to: the sum, the limits that it is over, and how many would be within."""
    after = prior.plus(requested)
    limits = course.limits()
    exceeded = tuple(result for result, limit in limits if limit.is_over(after.min))
    in_dispute = _less(requested, certified)
    within = _within(prior.plus(certified), in_dispute, [limit for _, limit in limits])
    result = exceeded[0] if exceeded else _unexceeded(after, [limit for _, limit in limits])
    return Outcome(result, exceeded, after, in_dispute, within)


def reckon(*, prior: Count, requested: Count, certified: Count, course: Course) -> Sum:
    """The arithmetic of one reading of the three numbers, in words.

    >>> twelve, four = Count(range=Range(min=12, max=12)), Count(range=Range(min=4, max=4))
    >>> course = Course(unit="visit", total=Limit(min=6, max=10, words=", counting the trial"), gate=Truth.MET)
    >>> print(reckon(prior=twelve, requested=four, certified=Count(range=NONE), course=course).sentence)
    12 prior + 4 requested = 16. The guideline gives a total of 6 to 10 visits, counting the trial: 16 is 6 over. \
None of what is in dispute would be within.
    """
    made = outcome(prior=prior.range, requested=requested.range, certified=certified.range, course=course)
    added = _capital(_told_sum(prior, requested, certified, made, course))
    compared = (
        *(_told_limit(result, limit, made.after, course) for result, limit in reversed(course.limits())),
        _told_within(made.within, made.in_dispute, course),
    )
    notes = dict.fromkeys((*prior.notes, *requested.notes, *certified.notes))
    return Sum(
        result=made.result,
        prior=prior.range,
        requested=requested.range,
        certified=certified.range,
        in_dispute=made.in_dispute,
        after=made.after,
        within=made.within,
        unit=course.unit,
        sentence=" ".join((added, *compared, *notes)),
        added=added,
        compared=" ".join(compared),
        exceeded=made.exceeded,
        facts=tuple(dict.fromkeys((*prior.facts, *requested.facts, *certified.facts))),
        is_silent=prior.is_silent,
    )


def on_every_reading(sums: Iterable[Sum]) -> Result:
    """What holds whichever reading is right; "undetermined" where the readings agree on nothing.

    Where all readings are over some limit, it is the widest limit that all are over for which a number is stated; a
    reading without a number of its own cannot narrow the word, only take it back.
    """
    read = tuple(sums)
    stated = _shared([one for one in read if not one.is_silent])
    silent = _shared([one for one in read if one.is_silent])
    if stated is None or silent is None or stated is silent:
        return stated or silent or Result.UNDETERMINED
    return stated if {stated, silent} <= OVER else Result.UNDETERMINED


def _shared(sums: list[Sum]) -> Result | None:
    """What all of some readings agree on; ``None`` where there is no reading."""
    results = {one.result for one in sums}
    if len(results) <= 1:
        return next(iter(results), None)
    shared = [result for result in sums[0].exceeded if all(result in one.exceeded for one in sums)]
    return shared[0] if shared else Result.UNDETERMINED


def _less(whole: Range, part: Range) -> Range:
    low = 0.0 if part.max is None else max(0.0, whole.min - part.max)
    return Range(min=low, max=None if whole.max is None else max(0.0, whole.max - part.min))


def _unexceeded(after: Range, limits: list[Limit]) -> Result:
    if not limits:
        return Result.NOT_ADDRESSED
    is_below = after.max is not None and not any(limit.is_over(after.max) for limit in limits)
    return Result.WITHIN if is_below else Result.UNDETERMINED


def _within(used: Range, in_dispute: Range, limits: list[Limit]) -> Range:
    """How many of those in dispute fit below the narrowest limit, after what was used."""
    if not limits:
        return in_dispute
    lowest = min(limit.max for limit in limits)
    fewest = 0.0 if used.max is None else max(0.0, lowest - used.max)
    most = max(0.0, lowest - used.min)
    return Range(min=min(fewest, in_dispute.min), max=most if in_dispute.max is None else min(most, in_dispute.max))


def _told_sum(prior: Count, requested: Count, certified: Count, made: Outcome, course: Course) -> str:
    added = [_told_count(prior, course.prior_words)] if course.prior_words else []
    words = " + ".join([*added, _told_count(requested, course.requested_words)])
    words = f"{words} = {made.after.told()}" if added else words
    if certified.range == NONE and not certified.facts:
        return f"{words}."
    return (
        f"{words}; {_told_count(certified, 'certified')} of those requested leave {made.in_dispute.told()} in dispute."
    )


def _told_count(count: Count, words: str) -> str:
    return f"{count.range.told()} {words}{f' ({count.place})' if count.place else ''}"


_LIMIT_WORDS = {
    Result.EXCEEDS_MAX: "a ceiling of",
    Result.EXCEEDS_TOTAL: "a total of",
    Result.EXCEEDS_TRIAL: "a trial of",
}


def _told_limit(result: Result, limit: Limit, after: Range, course: Course) -> str:
    words = f"The {course.giver} gives {_LIMIT_WORDS[result]} {limit.told(course.unit)}"
    if result is Result.EXCEEDS_TRIAL:
        words += f", and more only with {course.gate_words}, which is {course.gate.words}"
    return f"{words}: {_told_excess(after, limit)}."


def _told_excess(after: Range, limit: Limit) -> str:
    told = after.told()
    over = Range(min=after.min - limit.max, max=None if after.max is None else after.max - limit.max)
    if limit.is_over(after.min):
        return f"{told} is {over.told()} over" if over.min else f"{told} is not below it"
    if after.max is not None and not limit.is_over(after.max):
        return f"{told} is within"
    return f"{told} may be over"


def _told_within(within: Range, in_dispute: Range, course: Course) -> str:
    if not course.limits():
        return "Beyond the trial the guideline gives no number." if course.trial else "The guideline gives no number."
    if in_dispute == NONE:
        return "Nothing of it is in dispute."
    if within.max == 0:
        return "None of what is in dispute would be within."
    if within == in_dispute and within.is_exact:
        return "All of what is in dispute would be within."
    whole = f" of the {in_dispute.told()} in dispute" if in_dispute.max is not None else ""
    doubt = "" if within.is_exact else ", depending on what is not known"
    return f"{_capital(within.told())}{whole} would be within{doubt}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def earliest_again(last: dt.date, interval: Period) -> dt.date | None:
    """The first day on which something may be given again, ``interval`` after it was last given.

    Months and years end on the same day of the month, or on its last where it has no such day. ``None`` where the
    interval has no shortest length or is counted in hours or in parts of months.

    >>> earliest_again(dt.date(2015, 1, 31), Period(unit=PeriodUnit.MONTH, min=1))
    datetime.date(2015, 2, 28)
    """
    length = interval.min if interval.min is not None else interval.max
    if length is None or interval.unit is PeriodUnit.HOUR:
        return None
    if interval.unit in _DAYS:
        return last + dt.timedelta(days=math.ceil(length * _DAYS[interval.unit]))
    months = length * _MONTHS[interval.unit]
    return None if months % 1 else _months_later(last, int(months))


_DAYS = {PeriodUnit.DAY: 1, PeriodUnit.WEEK: 7}
_MONTHS = {PeriodUnit.MONTH: 1, PeriodUnit.YEAR: 12}


def _months_later(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
