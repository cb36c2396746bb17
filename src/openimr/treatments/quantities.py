"""Finds how much a wording asks for: stated totals, frequencies, durations, and what these come to.

Source: request-grammar.md, grammar sketch and parsing rules 2 to 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from math import ceil

import msgspec

from openimr.citations import Span, Value
from openimr.treatments.number_words import NUMBER_PATTERN, NUMBER_WORDS, number_of_words
from openimr.treatments.phrases import lowered, words_in

__all__ = ["Period", "Quantity", "QuantityKind", "Range", "count_numbers", "find_quantities", "first_quantity"]


class QuantityKind(StrEnum):
    """How a quantity is said."""

    STATED_TOTAL = "stated_total"
    FREQUENCY_AND_DURATION = "frequency_and_duration"
    FREQUENCY = "frequency"
    DURATION = "duration"


class Period(StrEnum):
    """A stretch of time that a frequency or a duration is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Range(Value, frozen=True):
    """A number, or a range of numbers with both ends in it."""

    least: int
    most: int

    def meets(self, other: Range) -> bool:
        """Whether the two have a number in common.

        >>> Range(least=8, most=12).meets(Range(least=12, most=12))
        True
        """
        return self.least <= other.most and other.least <= self.most

    def words(self) -> str:
        """The range as a person writes it.

        >>> Range(least=8, most=12).words(), Range(least=6, most=6).words()
        ('8 to 12', '6')
        """
        return str(self.least) if self.least == self.most else f"{self.least} to {self.most}"


class Quantity(Value, frozen=True):
    """One statement of how much, with the stretch of the text that makes it.

    ``total`` is the number of units where it is stated; ``computed`` what frequency and duration come to. ``unit`` is
    what is counted ("session", "visit", "tablet"), where the text says so. ``frequency`` is per ``per``;
    ``duration`` counts ``duration_in``.
    """

    kind: QuantityKind
    span: Span
    total: Range | None = None
    computed: Range | None = None
    unit: str | None = None
    frequency: Range | None = None
    per: Period | None = None
    duration: Range | None = None
    duration_in: Period | None = None


class _Atom(msgspec.Struct, frozen=True):
    """A quantity as found, before it is joined with its neighbours; one that is ``tentative`` counts only if joined."""

    quantity: Quantity
    tentative: bool = False


_NUMBER = rf"(?:\d{{1,4}}|{NUMBER_PATTERN})(?:\s?\(\s?\d{{1,3}}\s?\))?(?![\w%]|[./]\d)"
_RANGE_PATTERN = rf"({_NUMBER}|\d{{1,3}}(?=x))(?:\s?(?:-|\u2013|to|or)\s?({_NUMBER}|\d{{1,3}}(?=x)))?"
_A_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_DIGITS = re.compile(r"\d+")
_FIRST_WORDS = {word: re.compile(rf"\b{word}\b") for word in NUMBER_WORDS}
_RANGE = re.compile(_RANGE_PATTERN)

_TIME = r"(?:days?|weeks?|months?|years?|(?:wks?|mos?|yrs?)\b\.?)(?![a-z])"
_FREQUENCY = re.compile(
    r"\s?-?(?:(?:x|times?|time\(s\)|(?P<unit>visits?|sessions?|treatments?|days?|hours?|hrs?))\s?)?"
    rf"(?:-?(?:a|per|each|every|/|x)[\s-]?(?P<per>{_TIME})|(?P<ly>weekly|monthly|daily|yearly|annually)\b)"
)
_TIMES = re.compile(
    rf"\s?[x\u00d7*]\s?{_RANGE_PATTERN}(?!\s?(?:mm|cm|mg|ml|inch|in\b|\"|ft|feet|per\b|/|a\s|times))\s?(?P<in>{_TIME})?"
)
_DURATION = re.compile(rf"[\s-]?(?:(?:more|additional|consecutive|full|calendar)\s)?(?P<in>{_TIME})")
_NOT_REQUESTED_TIME = re.compile(
    r"[\s-]*(?:old\b|of age|ago\b|later\b|prior\b|post\b|status\b|after\b|following\b|s/p|history|since\b|before\b"
    r"|earlier\b|male\b|female\b)"
)
_PAST_BEFORE = re.compile(
    r"\b(?:past|last|previous|prior|every|in|after|age|aged|than|since|at|approximately|about|nearly|almost|first)\s*$"
)

_SESSION_WORDS = "session|visit|treatment|appointment|injection|evaluation|consultation|class|follow[ -]?up"
_OTHER_WORDS = (
    "unit|hour|hr|block|test|study|studie|tablet|tab|capsule|cap|patch|patche"
    "|pill|tube|bottle|box|boxe|screen|gram|gm|ml"
)
_STOP = (
    "is|are|was|were|be|been|has|have|had|that|which|who|the|of|for|with|in|on|at|to|per|from|by|as|if|when|while|not|"
    "this|these|his|her|it|he|she|weeks?|wks?|months?|mos?|days?|years?|hours?|times?|mg|mcg|ml|x|than|then|after|"
    "before|during|over|each|a|an|week|every|were|does|did|do|but|because|so|until|without|out|between|since"
)
_UNIT = re.compile(
    rf"(?:\s?-?(?P<other>{_OTHER_WORDS})(?:e?s|\(s\))?\b"
    rf"|[\s-](?:(?!(?:{_STOP})\b)[a-z][a-z/&-]*[,]?\s){{0,6}}?(?P<session>{_SESSION_WORDS})(?:es|s|\(s\))?\b)"
)
_UNITS = {
    "appointment": "visit", "consultation": "visit", "class": "session", "hr": "hour", "block": "injection",
    "studie": "study", "tab": "tablet", "cap": "capsule", "patche": "patch", "pill": "tablet", "boxe": "box",
    "screen": "test", "gm": "gram", "follow up": "visit", "follow-up": "visit", "followup": "visit",
}  # fmt: skip
_DOSES = frozenset({"tablet", "capsule", "patch"})
_AS_DIRECTED = re.compile(
    r"\s*(?:/|(?:by mouth|orally|p\.?o\.?|q\.?\d|q[a-z]{1,3}\b|b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|daily|every|per\b|a day"
    r"|once|twice"
    r"|three times|four times|at (?:bed|night)|each|prn|nightly|as needed|before|with (?:food|meals)))"
)

_LABEL = re.compile(
    r"(?:(?P<count>(?:\bx|\btimes|\u00d7)\s?)|(?P<dispensed>(?:\bqty|\bquantity|#)[\s.:=#]*(?:of\s)?)"
    r"|(?P<sum>\b(?:total(?:l?ing|s)?|series|totall?ed)\s(?:of\s)?(?:up to\s)?))$"
)
_LABEL_WORDS = ("x", "times", "\u00d7", "qty", "quantity", "#", "total", "series")
_AFTER_LABEL = re.compile(
    rf"\s?-?(?:mg|mcg|refill|{_TIME}|/|per\b|%|cm|mm|ml|gm|gram|inch|day|hour|days|hours|a\s(?:day|week|month))"
)
# A number that follows one of these at once is a piece of something else: a date, a level, a price, a code.
_GLUED = frozenset("abcdefghijklmnopqrstuvwyz0123456789_/.$%-")
# A number before one of these, with no label before it, counts nothing; so most ages, dates and pages are soon passed.
_ENDS_WORDING = frozenset({"", ".", ",", ";", ":", ")", "]"})
# So is the number of a dose, of which letters about medication are full.
_DOSED = (" mg",)
_LONGEST_DOSED = 3
_LABELS = re.compile(r"[x\u00d7#(:]|times|qty|quantity|total|series|up to")
_BRACKETED = re.compile(r"\s?\)")
_NOT_A_COUNT = re.compile(
    r"(?:\wx|(?:\bpages?|\bpages?\(s\)|\bchapters?|\blevels?|\bphase|\bgrade|\btype|\bstage|\bsection|\btable|\bpart"
    r"|\bstep|\btier|\bversion|\bcode|\bage|\bnumber|\bitem|\bclass|\bpp?\.|\bclaim|\bcase|\btylenol|\bcodeine"
    r"|\brequest"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?)\s?#?\s?"
    r"|\bpages?(?:\(s\))?:?\s[\d\s,-]+(?:and\s)?)$"
)
# How the last word looks where this can match at all.
_NOT_COUNTED = (
    "x", "page", "pages", "page(s)", "pages(s)", "chapter", "chapters", "level", "levels", "phase", "grade", "type",
    "stage", "section", "table", "part", "step", "tier", "version", "code", "age", "number", "item", "class", "p.",
    "claim", "case", "tylenol", "codeine", "request",
)  # fmt: skip
_MONTH_LIKE = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")

# How many of the one period go into the other: from, to. A month is 4 to 4.35 weeks; letters mean 5 to 7 days a week.
_IN = {
    (Period.WEEK, Period.MONTH): (4, 4.35),
    (Period.WEEK, Period.YEAR): (52, 52),
    (Period.MONTH, Period.YEAR): (12, 12),
    (Period.DAY, Period.WEEK): (5, 7),
    (Period.DAY, Period.MONTH): (20, 31),
    (Period.DAY, Period.YEAR): (250, 366),
}

_JOIN_DURATION = re.compile(
    r"[\s,;(]*(?:(?!and\b|but\b|then\b)[a-z]+ ){0,4}?(?:(?:of )?(?:x|for|over|times|during|within|in|\*|\u00d7"
    r"|a duration of|duration|duration of))?[\s,:]*"
    r"(?:a (?:total|period|duration|course) of |the next |up to |another |an additional |the course of )?$"
)
_JOIN_FREQUENCY = re.compile(
    r"[\s,;(]*(?:of (?:[a-z]+ ){1,3}(?=at))?(?:at|of|with|to be done|at a frequency of|at a rate of|frequency"
    r"|frequency:|given|performed|attended|scheduled)?[\s,;:(]*$"
)
_JOIN_TOTAL = re.compile(
    r"[\s,;:()\[\]=-]*(?:for |in |i\.e\.,? |equals |equal to |which is )?(?:a )?"
    r"(?:total(?:l?ing|s)?(?: of)? |(?:quantity|qty)[:.\s]*)?[\s(]*$"
)


@lru_cache(maxsize=64)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every number of sessions, visits or other units that ``text`` states or that can be computed from it, in order.

    Ages, dates, spinal levels, doses and page numbers are none.

    >>> [(q.total, q.computed.words()) for q in find_quantities("physical therapy two times per week for six weeks")]
    [(None, '12')]
    """
    return tuple(_quantities(lowered(text)))


def first_quantity(text: str) -> Quantity | None:
    """The first of :func:`find_quantities`; ``None`` where there is none. What follows it is not worked out.

    >>> first_quantity("12 sessions of therapy, of which 6 visits are done").total.words()
    '12'
    """
    return next(_quantities(lowered(text)), None)


def _quantities(low: str) -> Iterator[Quantity]:
    """The quantities of ``low``, each joined of all that says it."""
    named = words_in(low).intersection(_FIRST_WORDS)
    if not named and _DIGITS.search(low) is None:
        return
    last: _Atom | None = None
    for atom in _atoms(low, named):
        both = _joined(last, atom, low) if last is not None else None
        if both is None and last is not None and not last.tentative:
            yield last.quantity
        last = both or atom
    if last is not None and not last.tentative:
        yield last.quantity


def count_numbers(text: str) -> int:
    """How many numbers ``text`` holds, in figures or words, whatever they count.

    >>> count_numbers("2 times a week for six (6) weeks")
    3
    """
    low = lowered(text)
    in_words = words_in(low).intersection(_FIRST_WORDS)
    return len(_DIGITS.findall(low)) + sum(len(_FIRST_WORDS[word].findall(low)) for word in in_words)


def _atoms(low: str, named: frozenset[str]) -> Iterator[_Atom]:
    """The quantities of ``low`` one by one, not yet joined; ``named`` are the numbers that it has in words."""
    found: Iterable[_Atom] = _numbered(low, named)
    # Those that hold a number come in their order.
    if any(word in low for word in _EVERY):
        found = sorted((*found, *_weekly(low)), key=_place)
    end = 0
    for atom in found:
        if atom.quantity.span.start >= end:
            yield atom
            end = atom.quantity.span.end


def _place(atom: _Atom) -> tuple[int, int]:
    return (atom.quantity.span.start, -atom.quantity.span.end)


def _numbered(low: str, named: frozenset[str]) -> Iterator[_Atom]:
    """The quantities that hold a number, in figures or one of ``named``."""
    places = [match.start() for match in _DIGITS.finditer(low)]
    if named:
        places += [match.start() for word in named for match in _FIRST_WORDS[word].finditer(low)]
        places.sort()
    end = 0
    for place in places:
        if place >= end and not (place and low[place - 1] in _GLUED):
            atom = _at(low, place)
            if atom is not None:
                yield atom
                end = atom.quantity.span.end


_EVERY = ("weekly", "monthly", "daily")


def _weekly(low: str) -> Iterator[_Atom]:
    """Each "weekly" by itself: once a week, if a duration or a total follows."""
    for word in _EVERY:
        if word in low:
            for match in re.finditer(rf"(?<![a-z-]){word}\b", low):
                yield _Atom(
                    Quantity(
                        kind=QuantityKind.FREQUENCY,
                        span=Span(start=match.start(), end=match.end()),
                        frequency=Range(least=1, most=1),
                        per=_period(word),
                    ),
                    tentative=True,
                )


def _at(low: str, start: int) -> _Atom | None:
    """The quantity that the number at ``start`` belongs to, if it is one."""
    number = _RANGE.match(low, start)
    if number is None or _A_YEAR.match(low, start):
        return None
    end = number.end()
    if low[end : end + 1] in _ENDS_WORDING:
        if not _LABELS.search(low, max(0, start - 12), start):
            return None
    elif low.startswith(_DOSED, end) and not low[end + _LONGEST_DOSED : end + _LONGEST_DOSED + 1].isalpha():
        return None
    atom = (
        _times(low, number)
        or _frequency(low, number)
        or _duration(low, number)
        or _total(low, number)
        or _labelled(low, number)
    )
    return atom if atom and not _is_no_count(low, start) else None


def _times(low: str, number: re.Match[str]) -> _Atom | None:
    """So many times a week by so many weeks: "2x6", "2 x 6 weeks"."""
    start = number.start()
    match = _TIMES.match(low, number.end())
    if match is None or _LABEL.search(low, max(0, start - 12), start):
        return None
    count = _range(number[1], number[2])
    duration = _range(match[1], match[2])
    per = Period.MONTH if match["in"] and _period(match["in"]) is Period.MONTH else Period.WEEK
    confidence = 1.0 if match["in"] else 0.6
    return _Atom(
        Quantity(
            kind=QuantityKind.FREQUENCY_AND_DURATION,
            span=Span(start=start, end=len(low[: match.end()].rstrip()), confidence=confidence),
            frequency=count,
            per=per,
            duration=duration,
            duration_in=per,
            computed=Range(least=count.least * duration.least, most=count.most * duration.most),
        )
    )


def _frequency(low: str, number: re.Match[str]) -> _Atom | None:
    """So many times in each stretch of time: "2 times a week", "3x/wk", "twice weekly"."""
    match = _FREQUENCY.match(low, number.end())
    if match is None:
        return None
    unit = (match["unit"] or "").removesuffix("s") or None
    return _Atom(
        Quantity(
            kind=QuantityKind.FREQUENCY,
            span=Span(start=number.start(), end=match.end()),
            frequency=_range(number[1], number[2]),
            per=_period(match["per"] or match["ly"]),
            unit=_UNITS.get(unit, unit) if unit else None,
        )
    )


def _duration(low: str, number: re.Match[str]) -> _Atom | None:
    """A stretch of time: "6 weeks". Ages, and times in the past, are none."""
    start = number.start()
    match = _DURATION.match(low, number.end())
    if (
        match is None
        or _NOT_REQUESTED_TIME.match(low, match.end())
        or _PAST_BEFORE.search(low, max(0, start - 16), start)
    ):
        return None
    return _Atom(
        Quantity(
            kind=QuantityKind.DURATION,
            span=Span(start=start, end=match.end()),
            duration=_range(number[1], number[2]),
            duration_in=_period(match["in"]),
        )
    )


def _total(low: str, number: re.Match[str]) -> _Atom | None:
    """A number of units: "12 sessions", "ten individual psychotherapy sessions", "60 tablets"."""
    match = _UNIT.match(low, number.end())
    if match is None:
        return None
    word = match["session"] or match["other"]
    unit = _UNITS.get(word, word)
    if unit in _DOSES and _AS_DIRECTED.match(low, match.end()):
        return None
    return _Atom(_stated(number.start(), match.end(), _range(number[1], number[2]), unit))


def _labelled(low: str, number: re.Match[str]) -> _Atom | None:
    """A number whose label says that it counts: "(x4)", "times 12", "qty 60", "#60", "a total of 12"."""
    start, end = number.span()
    if _AFTER_LABEL.match(low, end):
        return None
    label = _label(low, start)
    if label is None:
        bare = low[max(0, start - 2) : start].strip() == "(" and _BRACKETED.match(low, end)
        return _Atom(_stated(start, end, _range(number[1], number[2]), None), tentative=True) if bare else None
    count = _range(number[1], number[2])
    return _Atom(_stated(label.start(), end, count, "dispensed" if label["dispensed"] else None))


def _label(low: str, start: int) -> re.Match[str] | None:
    """The label right before a number; a search backwards is dear, so it is made only where a word of a label is."""
    tail = low[max(0, start - 24) : start]
    if not any(word in tail for word in _LABEL_WORDS):
        return None
    return _LABEL.search(low, max(0, start - 24), start)


def _is_no_count(low: str, start: int) -> bool:
    """Whether the word before the number says that it counts nothing: a page, a level, a day of a month."""
    tail = low[max(0, start - 28) : start]
    last = tail.rstrip(" #\t\n").rpartition(" ")[2]
    may_be = last.endswith(_NOT_COUNTED) or "page" in tail or _MONTH_LIKE.search(last)
    return bool(may_be) and _NOT_A_COUNT.search(low, max(0, start - 28), start) is not None


def _stated(start: int, end: int, count: Range, unit: str | None) -> Quantity:
    return Quantity(kind=QuantityKind.STATED_TOTAL, span=Span(start=start, end=end), total=count, unit=unit)


def _joined(before: _Atom, after: _Atom, low: str) -> _Atom | None:
    """The two as one quantity, where the second completes the first; ``None`` where they stand each for itself."""
    one, two = before.quantity, after.quantity
    if not _completes(one, two, low[one.span.end : two.span.start]):
        return None
    frequency, per = (one.frequency, one.per) if one.frequency else (two.frequency, two.per)
    duration, unit_of_time = (one.duration, one.duration_in) if one.duration else (two.duration, two.duration_in)
    total = one.total or two.total
    computed = one.computed or two.computed or _product(frequency, per, duration, unit_of_time)
    return _Atom(
        Quantity(
            kind=QuantityKind.FREQUENCY_AND_DURATION if frequency and duration else QuantityKind.STATED_TOTAL,
            span=Span(start=one.span.start, end=two.span.end, confidence=min(one.span.confidence, two.span.confidence)),
            total=total,
            computed=computed,
            unit=one.unit or two.unit,
            frequency=frequency,
            per=per,
            duration=duration,
            duration_in=unit_of_time,
        )
    )


def _completes(one: Quantity, two: Quantity, gap: str) -> bool:
    """Whether ``two`` adds to ``one`` what it lacks, and the words between them join them."""
    if (one.total and two.total) or (one.frequency and two.frequency) or (one.duration and two.duration):
        return False
    if one.unit and two.unit and _counted(one.unit) != _counted(two.unit):
        return False
    if two.total:
        return bool(_JOIN_TOTAL.match(gap)) and one.frequency is not None
    if two.frequency:
        return bool(_JOIN_FREQUENCY.match(gap))
    return bool(_JOIN_DURATION.match(gap)) and gap.strip() != ""


def _counted(unit: str) -> str:
    """What a unit counts: sessions, visits and treatments are three words for one thing."""
    return "session" if unit in {"session", "visit", "treatment"} else unit


def _product(
    frequency: Range | None, per: Period | None, duration: Range | None, counted: Period | None
) -> Range | None:
    """What a frequency and a duration come to; ``None`` where one of them is missing or they do not go together."""
    if frequency is None or per is None or duration is None or counted is None:
        return None
    low, high = (1.0, 1.0) if per is counted else _IN.get((per, counted), (0.0, 0.0))
    if not low:
        return None
    return Range(least=int(frequency.least * duration.least * low), most=ceil(frequency.most * duration.most * high))


def _range(first: str, second: str | None) -> Range:
    """The number or range that the words say, the smaller first."""
    numbers = sorted(_value(words) for words in (first, second) if words)
    return Range(least=numbers[0], most=numbers[-1])


def _value(words: str) -> int:
    word = words.partition("(")[0].strip()
    return number_of_words(word) or int(word)


def _period(word: str) -> Period:
    """The period that a word such as "wks", "weekly" or "mo." stands for."""
    if word.startswith("w"):
        return Period.WEEK
    if word.startswith("m"):
        return Period.MONTH
    return Period.DAY if word.startswith("d") else Period.YEAR
