"""Sets statements that cannot both hold side by side, each with its pin; a person decides which holds.

Source: feature F28 of the plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations, pairwise

from openimr.casefile.model import DocumentKind, FindingKind, Mode
from openimr.casefile.timeline.grounds import Grounds, Seen, day, discipline_of, number
from openimr.casefile.timeline.model import (
    Contradiction,
    ContradictionKind,
    Dating,
    SessionCount,
    Statement,
    Told,
)
from openimr.casefile.timeline.places import level_contradictions, side_contradictions
from openimr.casefile.timeline.sessions import is_of_review
from openimr.casefile.timeline.statements import stated

__all__ = ["contradictions"]


def contradictions(grounds: Grounds, counts: Iterable[SessionCount]) -> tuple[Contradiction, ...]:
    """All contradictions: of counts, actions, days, sides, levels, ages and sexes, each once."""
    finders: tuple[Callable[[Grounds], Iterator[Contradiction]], ...] = (
        _requests, _actions, _injury_days, side_contradictions, level_contradictions, _ages, _sexes,
    )  # fmt: skip
    found = [one for count in counts for one in _counts(count)]
    found += [one for finder in finders for one in finder(grounds)]
    return tuple(dict.fromkeys(found))


def _counts(count: SessionCount) -> Iterator[Contradiction]:
    """Sessions that utilization review and the records count differently, that shrink, or that are said to be none."""
    records = [one for one in count.told if not is_of_review(one) and one.count > 0]
    reviews = [one for one in count.told if is_of_review(one) and one.count > 0]
    none = [one for one in count.told if one.count == 0]
    if reviews:
        yield from _of_review(count, max(reviews, key=lambda one: one.count), records)
    less = _less(records)
    if less is not None:
        same_day = less[0].on == less[1].on
        what = "two pages of one day count differently" if same_day else "a later page counts fewer than an earlier one"
        yield _of_told(ContradictionKind.COUNT, f"{count.discipline}: {what}.", *less)
    for zero in none:
        against = next((one for one in (*records, *reviews) if _is_not_after(one.on, zero.on)), None)
        if against is not None:
            what = f"{count.discipline}: said to have been given, and not to have been given."
            yield _of_told(ContradictionKind.GIVEN, what, against, zero)


def _less(records: list[Told]) -> tuple[Told, Told] | None:
    """The first two numbers, in the order of their days, of which the later is less; or that differ on one day."""
    highest: Told | None = None
    of_day: Told | None = None
    for told in (one for one in records if one.on is not None):
        if of_day is None or of_day.on != told.on:
            of_day = told
        elif of_day.count != told.count and of_day.pin.document != told.pin.document:
            return of_day, told
        if highest is not None and told.count < highest.count and highest.on != told.on:
            return highest, told
        if highest is None or told.count > highest.count:
            highest = told
    return None


def _is_not_after(one: dt.date | None, two: dt.date | None) -> bool:
    return one is None or two is None or one <= two


def _of_review(count: SessionCount, review: Told, records: list[Told]) -> Iterator[Contradiction]:
    name = count.discipline
    days = len(count.note_days)
    highest = max(records, key=lambda one: one.count, default=None)
    if highest is not None and highest.count != review.count:
        what = (
            f"{name}: utilization review counts {number(review.count)} sessions, the records {number(highest.count)}."
        )
        yield _of_told(ContradictionKind.COUNT, what, review, highest)
    elif highest is None:
        silence = (
            f"The treating records that were read count none; they hold {days} notes of single sessions."
            if days
            else "No treating record that was read counts sessions. That is silence, and not none."
        )
        what = f"{name}: {number(review.count)} sessions by utilization review, {days or 'none'} in the record."
        if days != review.count:
            other = Statement(says=silence)
            yield Contradiction(kind=ContradictionKind.COUNT, says=what, one=_of(review), other=other)


def _of(told: Told) -> Statement:
    return Statement(says=told.says, pin=told.pin, finding=told.finding)


def _of_told(kind: ContradictionKind, what: str, one: Told, two: Told) -> Contradiction:
    return Contradiction(kind=kind, says=what, one=_of(one), other=_of(two))


def _requests(grounds: Grounds) -> Iterator[Contradiction]:
    """A request that the provider and utilization review count differently."""
    asked: dict[str, list[Seen]] = {}
    for seen in grounds.seen:
        finding = seen.finding
        is_request = finding.kind is FindingKind.REQUEST and finding.count is not None
        if is_request and discipline_of(finding):
            asked.setdefault(discipline_of(finding), []).append(seen)
    for name, group in asked.items():
        reviews = [one for one in group if one.kind is DocumentKind.UR_DECISION]
        others = [one for one in group if one.kind is not DocumentKind.UR_DECISION]
        counts = {one.finding.count for one in others}
        for review in reviews:
            if counts and review.finding.count not in counts:
                other = max(others, key=lambda one: one.on or dt.date.min)
                what = f"{name}: the provider and utilization review state different numbers for the request."
                yield stated(ContradictionKind.COUNT, what, other, review)
                break


def _actions(grounds: Grounds) -> Iterator[Contradiction]:
    """One request that is said to be denied here and modified or approved there."""
    acted = _first_of_each(
        (one for one in grounds.seen if one.finding.kind is FindingKind.UR_ACTION),
        lambda one: (one.finding.name, discipline_of(one.finding), one.on, one.dated, one.kind),
    )
    told: set[tuple[str, frozenset[str]]] = set()
    for one, two in combinations(acted, 2):
        name = discipline_of(one.finding)
        key = (name, frozenset({one.finding.name, two.finding.name}))
        if one.finding.name == two.finding.name or key in told or not _is_one_request(one, two):
            continue
        told.add(key)
        of = f" ({name})" if name else ""
        what = f"Utilization review: {one.finding.name} by one page, {two.finding.name} by another{of}."
        yield stated(ContradictionKind.ACTION, what, one, two)


def _is_one_request(one: Seen, two: Seen) -> bool:
    """Whether two actions are told of one request: the same service, and days that do not differ."""
    first, second = discipline_of(one.finding), discipline_of(two.finding)
    if first and second and first != second:
        return False
    # A day in the words is the day of the decision; so is the day of the letter itself, and of no other paper.
    days = {seen.on for seen in (one, two) if seen.dated is Dating.WORDS or seen.kind is DocumentKind.UR_DECISION}
    days.discard(None)
    if len(days) > 1:
        return False
    return bool(first and second) or (len(days) == 1 and _has_own_day(one) and _has_own_day(two))


def _has_own_day(seen: Seen) -> bool:
    return seen.dated is Dating.WORDS or seen.kind is DocumentKind.UR_DECISION


def _injury_days(grounds: Grounds) -> Iterator[Contradiction]:
    """Different days of injury, each pair of neighbours once."""
    first: dict[dt.date, Seen] = {}
    for seen in grounds.seen:
        finding = seen.finding
        if finding.kind is FindingKind.INJURY and finding.mode is Mode.STATED and finding.on is not None:
            first.setdefault(finding.on, seen)
    days = sorted(first)
    for one, two in pairwise(days):
        what = f"Day of injury: {day(one)} by one page, {day(two)} by another."
        yield stated(ContradictionKind.DATE, what, first[one], first[two])


def _ages(grounds: Grounds) -> Iterator[Contradiction]:
    """Ages that no one birthday explains, reckoned from the days of the papers that state them."""
    aged = _first_of_each(
        (one for one in grounds.seen if one.finding.name == "age" and one.finding.value and one.written_on),
        lambda one: (one.finding.value, one.written_on),
    )
    for one, two in combinations(aged, 2):
        if not _overlap(_born(one), _born(two)):
            what = f"Age: {number(one.finding.value or 0)} and {number(two.finding.value or 0)} fit no one birthday."
            yield stated(ContradictionKind.AGE, what, one, two)
            return


def _first_of_each(seen: Iterable[Seen], key: Callable[[Seen], Hashable]) -> list[Seen]:
    """The first of all that say the same, so that a long file is compared as fast as a short one."""
    first: dict[Hashable, Seen] = {}
    for one in seen:
        first.setdefault(key(one), one)
    return list(first.values())


def _born(seen: Seen) -> tuple[dt.date, dt.date]:
    """The first and last day on which someone of this age on the day of the paper may have been born."""
    written = seen.written_on or dt.date.min
    years = int(seen.finding.value or 0)
    return _years_before(written, years + 1) + dt.timedelta(days=1), _years_before(written, years)


def _years_before(on: dt.date, years: int) -> dt.date:
    year = max(1, on.year - years)
    try:
        return on.replace(year=year)
    except ValueError:  # 29 February has no counterpart in most years.
        return on.replace(year=year, day=28)


def _overlap(one: tuple[dt.date, dt.date], two: tuple[dt.date, dt.date]) -> bool:
    return one[0] <= two[1] and two[0] <= one[1]


def _sexes(grounds: Grounds) -> Iterator[Contradiction]:
    """A worker who is male by one page and female by another."""
    first: dict[str, Seen] = {}
    for seen in grounds.seen:
        if seen.finding.kind is FindingKind.PERSON and seen.finding.name == "sex":
            first.setdefault(seen.finding.code, seen)
    if len(first) > 1:
        one, two = list(first.values())[:2]
        yield stated(ContradictionKind.SEX, "Sex: the pages do not agree.", one, two)
