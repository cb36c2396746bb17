"""The values of a timeline: events, sessions with their arithmetic, contradictions, and courses of scores.

Source: features F27 and F28 of the plan; house rule that what is not documented is unknown, and never none.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from openimr.casefile.model import DocumentKind, FindingKind, FindingState, Mode, PagePin
from openimr.citations import Value

__all__ = [
    "Contradiction", "ContradictionKind", "Course", "Dating", "Event", "Point", "SessionCount", "Statement", "Timeline",
    "Told",
]  # fmt: skip


class Dating(StrEnum):
    """Where the day of an event comes from; ``doubtful`` is the day of a document whose date is uncertain."""

    WORDS = "words"
    DOCUMENT = "document"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"


class Event(Value, frozen=True, kw_only=True):
    """One row of the timeline: what happened, when, who says so where; ``findings`` are the ids of its findings.

    ``state`` is confirmed where a person confirmed one of its findings. ``dated`` says whether the words name the day,
    or the day is that of the document.
    """

    kind: FindingKind
    what: str
    pins: tuple[PagePin, ...]
    findings: tuple[str, ...]
    on: dt.date | None = None
    dated: Dating = Dating.UNKNOWN
    mode: Mode = Mode.STATED
    state: FindingState = FindingState.PROPOSED
    action: str = ""
    discipline: str = ""
    count: float | None = None


class Told(Value, frozen=True, kw_only=True):
    """A number of sessions that one page tells; 0 where it denies that there were any. ``by`` is the kind of paper."""

    count: float
    says: str
    pin: PagePin
    finding: str
    on: dt.date | None = None
    dated: Dating = Dating.UNKNOWN
    by: DocumentKind | None = None


class SessionCount(Value, frozen=True, kw_only=True):
    """Sessions of one discipline to date, and the arithmetic in words.

    ``to_date`` is absent where the pages do not agree or say nothing: unknown, and not none. ``at_least`` is the
    highest number that a treating record tells, or that dated notes of single sessions prove. ``note_days`` are those.
    """

    discipline: str
    told: tuple[Told, ...]
    note_days: tuple[dt.date, ...]
    arithmetic: str
    to_date: float | None = None
    at_least: float | None = None
    at_most_told: float | None = None


class ContradictionKind(StrEnum):
    """In what two pages contradict each other."""

    SIDE = "side"
    LEVEL = "level"
    DATE = "date"
    ACTION = "action"
    COUNT = "count"
    GIVEN = "given"
    AGE = "age"
    SEX = "sex"


class Statement(Value, frozen=True, kw_only=True):
    """One side of a contradiction: what it says and where; no pin where it is the silence of all that was read."""

    says: str
    pin: PagePin | None = None
    finding: str = ""


class Contradiction(Value, frozen=True, kw_only=True):
    """Two statements that cannot both hold, or not without more words; which of them holds, a person decides."""

    kind: ContradictionKind
    says: str
    one: Statement
    other: Statement


class Point(Value, frozen=True, kw_only=True):
    """One score of a course. ``is_possible`` is false for one outside the range of its instrument."""

    value: float
    pin: PagePin
    finding: str
    on: dt.date | None = None
    dated: Dating = Dating.UNKNOWN
    is_possible: bool = True


class Course(Value, frozen=True, kw_only=True):
    """The scores of one instrument in their order, and their course in words. ``better`` is "lower", "higher" or ""."""

    name: str
    points: tuple[Point, ...]
    says: str
    better: str = ""
    lowest: float | None = None
    highest: float | None = None


class Timeline(Value, frozen=True, kw_only=True):
    """All that the findings say, in the order of time."""

    events: tuple[Event, ...] = ()
    sessions: tuple[SessionCount, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    courses: tuple[Course, ...] = ()
