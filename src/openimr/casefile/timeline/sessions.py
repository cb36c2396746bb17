"""Adds up the sessions of each discipline, and says in words how; what no page tells stays unknown.

A number in a record may count a course or all courses, and nobody says which; so numbers are compared and not added.

Source: feature F27 of the plan; house rule that an unknown number of prior sessions is unknown, not zero.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise

from openimr.casefile.model import Document, DocumentKind, FindingKind, Mode
from openimr.casefile.timeline.grounds import (
    Grounds,
    Seen,
    day,
    discipline_of,
    discipline_of_service,
    note_discipline,
    number,
    where,
)
from openimr.casefile.timeline.model import Dating, SessionCount, Told
from openimr.treatments import find_services
from openimr.treatments.services import all_services

__all__ = ["count_sessions", "is_of_review"]

_COUNTED = frozenset({"session", "visit"})


def count_sessions(grounds: Grounds) -> tuple[SessionCount, ...]:
    """The sessions of each discipline that a page counts, denies, asks for, or is a note of; by name."""
    told: dict[str, list[Told]] = {}
    asked: set[str] = set()
    for seen in grounds.seen:
        discipline = discipline_of(seen.finding)
        if not discipline:
            continue
        if seen.finding.kind is FindingKind.REQUEST and _is_counted(seen):
            asked.add(discipline)
        one = _told(seen)
        if one is not None:
            told.setdefault(discipline, []).append(one)
    notes = _notes(grounds)
    names = sorted({*told, *asked, *notes})
    return tuple(_count(name, told.get(name, []), notes.get(name, ())) for name in names)


def is_of_review(told: Told) -> bool:
    """Whether utilization review tells it, and no treating record."""
    return told.by is DocumentKind.UR_DECISION


def _is_counted(seen: Seen) -> bool:
    code = seen.finding.code
    return seen.finding.unit == "session" or (code in all_services() and all_services()[code].unit in _COUNTED)


def _told(seen: Seen) -> Told | None:
    """The number that a finding tells: its count, or none where it denies that the treatment was given."""
    finding = seen.finding
    if finding.kind is FindingKind.SESSIONS and finding.mode is Mode.STATED and finding.count is not None:
        count = finding.count
    elif finding.kind is FindingKind.TREATMENT and finding.mode is Mode.DENIED and _is_counted(seen):
        count = 0.0
    else:
        return None
    return Told(
        count=count, says=f"{number(count)} ({seen.paper}, {where(finding.pin)})", pin=finding.pin,
        finding=finding.id, on=seen.on, dated=seen.dated, by=seen.kind,
    )  # fmt: skip


def _notes(grounds: Grounds) -> dict[str, tuple[dt.date, ...]]:
    """The days on which notes of single sessions prove that there was one, by discipline."""
    days: dict[str, set[dt.date]] = {}
    for document in grounds.documents:
        usual = note_discipline(document.kind)
        if not usual:
            continue
        inside = [seen for seen in grounds.seen if seen.document == document]
        given = [
            discipline_of(seen.finding)
            for seen in inside
            if seen.finding.kind in {FindingKind.SESSIONS, FindingKind.TREATMENT} and _is_counted(seen)
        ]
        # A page that repeats another has no findings of its own; the title of the note says what it is of.
        given = given or _of_title(document)
        name = usual if usual in given or not given else given[0]
        visits = {one.on for one in inside if one.finding.kind is FindingKind.VISIT and one.on}
        days.setdefault(name, set()).update(visits or ({document.dated_on} if document.dated_on else set()))
    return {name: tuple(sorted(found)) for name, found in days.items() if found}


def _of_title(document: Document) -> list[str]:
    """The disciplines that the title of a note names."""
    named = [mention for mention in find_services(document.title) if mention.drug is None]
    return [discipline_of_service(one.id) for one in named if all_services()[one.id].unit in _COUNTED]


def _count(discipline: str, told: list[Told], days: tuple[dt.date, ...]) -> SessionCount:
    ordered = tuple(sorted(told, key=lambda one: (one.on or dt.date.max, one.pin.page, one.pin.span.start)))
    records = [one for one in ordered if not is_of_review(one)]
    reviews = [one for one in ordered if is_of_review(one)]
    proved = [one.count for one in records] + ([float(len(days))] if days else [])
    at_least = max(proved, default=None)
    highest = max((one.count for one in ordered), default=None)
    to_date = _to_date(records, reviews, days)
    return SessionCount(
        discipline=discipline, told=ordered, note_days=days, to_date=to_date, at_least=at_least, at_most_told=highest,
        arithmetic=_arithmetic(discipline, records, reviews, days, to_date),
    )  # fmt: skip


def _to_date(records: list[Told], reviews: list[Told], days: tuple[dt.date, ...]) -> float | None:
    """The number to date where all pages agree on it, as far as one can tell; ``None`` otherwise.

    Counts that grow with time agree. Notes may be fewer than the sessions, since not every note is in a file.
    """
    if not records or any(one.count > two.count for one, two in pairwise(records) if _is_before(one, two)):
        return None
    if any(one.count != two.count for one, two in pairwise(records) if not _is_before(one, two)):
        return None
    last = records[-1].count
    if len(days) > last or any(review.count > last for review in reviews):
        return None
    return last


def _is_before(one: Told, two: Told) -> bool:
    return one.on is not None and two.on is not None and one.on < two.on


def _arithmetic(
    discipline: str, records: list[Told], reviews: list[Told], days: tuple[dt.date, ...], to_date: float | None
) -> str:
    """How the numbers were compared, in sentences."""
    parts = [_listed("Treating records", records), _listed("Utilization review", reviews), _of_notes(days)]
    highest = max([one.count for one in records] + [float(len(days))] * bool(days), default=None)
    review = max((one.count for one in reviews), default=None)
    if highest is not None and review is not None and review != highest:
        more, less = max(review, highest), min(review, highest)
        parts.append(f"Difference: {number(more)} - {number(less)} = {number(more - less)}.")
    if to_date is not None:
        when = f" as of {day(records[-1].on)}" if records[-1].on and records[-1].dated is not Dating.UNKNOWN else ""
        parts.append(f"To date: {number(to_date)}{when}.")
    elif highest is None and review is None:
        parts.append(f"To date: not known; no page that was read counts sessions of {discipline}. That is not none.")
    else:
        parts.append(f"To date: not known; the pages do not settle it.{_least(highest)}")
    return " ".join(part for part in parts if part)


def _least(highest: float | None) -> str:
    return f" At least {number(highest)} by the treating records." if highest else ""


def _listed(who: str, told: Iterable[Told]) -> str:
    listed = "; ".join(one.says for one in told)
    return f"{who}: {listed}." if listed else ""


def _of_notes(days: tuple[dt.date, ...]) -> str:
    if not days:
        return ""
    span = day(days[0]) if len(days) == 1 else f"{day(days[0])} to {day(days[-1])}"
    count = len(days)
    return f"Notes of single sessions: {count}, on {count} {'day' if count == 1 else 'days'} ({span})."
