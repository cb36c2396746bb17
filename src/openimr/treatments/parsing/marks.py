"""What a wording was found to hold, mark by mark, before it is put together to requests.

Every mark knows the tokens that it was read from: ``start`` to before ``end``.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from enum import StrEnum

import msgspec

from openimr.treatments.anatomy import Side
from openimr.treatments.parsing.lexicon import Kind
from openimr.treatments.parsing.tokens import Tokens
from openimr.treatments.request import CodeSystem, Per

__all__ = [
    "CodeMark",
    "Count",
    "DateMark",
    "DoseMark",
    "Head",
    "LevelMark",
    "Mark",
    "Marks",
    "Part",
    "Rate",
    "SideMark",
    "Strength",
    "Stretch",
    "Via",
    "Word",
]


class Mark(msgspec.Struct):
    """A stretch of tokens."""

    start: int
    end: int


class Head(Mark):
    """A service or a drug: what a request is for."""

    service: str
    drug: str | None = None
    is_plural: bool = False
    name: str = ""


class Word(Mark):
    """A plain word of the vocabulary, such as a modifier or an accessory."""

    kind: Kind
    value: str


class Part(Mark):
    """A part of the body, and its side where one is known."""

    part: str
    side: Side | None = None
    is_plural: bool = False


class SideMark(Mark):
    """A side before it has been given to a part or a level."""

    side: Side


class LevelMark(Mark):
    """Spinal levels: segments, each with both vertebrae, or roots with one."""

    levels: tuple[tuple[str, str | None], ...]
    side: Side | None = None


class Via(StrEnum):
    """What makes a number a count."""

    UNIT = "unit"
    TIMES = "times"
    QUANTITY = "quantity"
    DISPENSED = "dispensed"
    TOTAL = "total"
    SERIES = "series"
    BRACKETS = "brackets"
    BARE = "bare"
    DAYS_SUPPLY = "days_supply"
    REFILLS = "refills"
    PRIOR = "prior"


class Count(Mark):
    """A number of something."""

    least: float
    most: float
    unit: str | None
    via: Via


class Rate(Mark):
    """So many times in a period; ``unit`` where what is counted is said ("hour")."""

    least: float
    most: float
    per: Per
    unit: str | None = None
    is_bare: bool = False
    is_ambiguous: bool = False


class Stretch(Mark):
    """A length of time; ``is_bare`` where the unit is not said but follows from "2 x 6"."""

    least: float
    most: float
    unit: Per
    is_bare: bool = False
    is_timing: bool = False


class Strength(Mark):
    """The strength of a drug, or how much a package holds."""

    words: str
    numbers: tuple[str, ...]
    unit: str
    is_amount: bool = False
    value: float = 0.0


class DoseMark(Mark):
    """How often a day a drug is taken, and how many at once."""

    least: float
    most: float
    is_known: bool = True


class DateMark(Mark):
    """One day; ``is_service`` where the words say that a service was given on it."""

    day: dt.date
    is_service: bool = False
    ends_range: bool = False


class CodeMark(Mark):
    """A billing, diagnosis or drug code."""

    system: CodeSystem
    code: str


class Marks:
    """All marks of one wording."""

    __slots__ = (
        "codes", "counts", "dates", "doses", "heads", "levels", "parts", "rates", "sides", "strengths", "stretches",
        "tokens", "unattested", "words",
    )  # fmt: skip

    def __init__(self, tokens: Tokens) -> None:
        """Begin with nothing found."""
        self.tokens = tokens
        self.heads: list[Head] = []
        self.words: list[Word] = []
        self.parts: list[Part] = []
        self.sides: list[SideMark] = []
        self.levels: list[LevelMark] = []
        self.counts: list[Count] = []
        self.rates: list[Rate] = []
        self.stretches: list[Stretch] = []
        self.strengths: list[Strength] = []
        self.doses: list[DoseMark] = []
        self.dates: list[DateMark] = []
        self.codes: list[CodeMark] = []
        # Words of the vocabulary that no source holds.
        self.unattested: list[Mark] = []

    def within(self, start: int, end: int) -> Marks:
        """The marks that begin between two tokens; all must be in order (see :meth:`sort`)."""
        inner = Marks(self.tokens)
        for name in _KINDS:
            found = getattr(self, name)
            if found:
                first = bisect_left(found, start, key=_start)
                setattr(inner, name, found[first : bisect_left(found, end, first, key=_start)])
        return inner

    def sort(self) -> None:
        """Put the marks of each kind in the order of the wording."""
        for name in _KINDS:
            found = getattr(self, name)
            if len(found) > 1:
                found.sort(key=_start)


_KINDS = tuple(name for name in Marks.__slots__ if name != "tokens")


def _start(mark: Mark) -> int:
    return mark.start
