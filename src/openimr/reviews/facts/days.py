"""Takes days and lengths of time: the injury, the operation, the last treatment, the age, how long pain has lasted.

Source: ``casefile/fact_of_finding.yaml``; 8 CCR 9792.24.3 for the periods after a surgery, as the records hold them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from openimr.calendars.counting import DayCount, add
from openimr.casefile.model import Mode
from openimr.casefile.timeline.grounds import Seen
from openimr.guidelines.criteria.facts import Day, FactSource, Items, number
from openimr.guidelines.library import recommendations
from openimr.guidelines.recommendation import ClinicalPhase, PeriodUnit
from openimr.reviews.facts.material import Asking, Material, is_of_review, plain
from openimr.reviews.facts.said import Said, said
from openimr.reviews.facts.sheets import FactRow
from openimr.treatments.anatomy import are_related

__all__ = ["age", "injury", "last_day", "operation_day", "operations", "pain_length"]

_TOLD = (Mode.STATED, Mode.HISTORICAL)
_MONTHS = 12
_AGE = "age"


def injury(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """The day of injury by the application's form, and by each page that gives one."""
    del asking
    claimed = material.filing.application.injured_on
    for one in material.of(row):
        if one.finding.on is not None:
            yield said(Day(on=one.finding.on), one)
    yield Said(Day(on=claimed), FactSource.APPLICATION, material.day_on_application(claimed))


def last_day(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """The last day before the request on which a treating record says that the treatment requested was given."""
    given = [
        (day, one)
        for one in material.of(row, *_TOLD)
        if not is_of_review(one) and asking.is_of_request(one.finding) and (day := _given_on(row, one)) is not None
    ]
    days = [day for day, _ in given if day < asking.on]
    if days:
        last = max(days)
        yield said(Day(on=last), *(one for day, one in given if day == last))


def _given_on(row: FactRow, seen: Seen) -> dt.date | None:
    """The day that the words give, or that of a document which is the note of the treatment itself."""
    if seen.finding.on is not None:
        return seen.finding.on
    return seen.written_on if seen.kind in row.documents else None


class _Postsurgical(NamedTuple):
    """For how many months visits may follow one of these operations on one of these parts of the body."""

    surgeries: frozenset[str]
    parts: tuple[str, ...]
    months: int


@cache
def _periods() -> tuple[_Postsurgical, ...]:
    """The postsurgical periods of the records that have one."""
    return tuple(
        _Postsurgical(frozenset(record.conditions.surgery), record.conditions.body, int(ceiling.over.max))
        for record in recommendations()
        if record.conditions.phase == (ClinicalPhase.POSTSURGICAL,)
        for ceiling in record.maximum
        if ceiling.over is not None and ceiling.over.max is not None and ceiling.over.unit is PeriodUnit.MONTH
    )


def operations(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """The operations that a treating record dates, on a part requested, whose postsurgical period holds the request."""
    found = _operations(row, asking, material)
    if found:
        codes = tuple(dict.fromkeys(one.finding.code for _, one in found))
        yield said(Items(items=codes), *(one for _, one in found))


def operation_day(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """The days of those operations."""
    for day, one in _operations(row, asking, material):
        yield said(Day(on=day), one)


def _operations(row: FactRow, asking: Asking, material: Material) -> list[tuple[dt.date, Seen]]:
    return [
        (day, one)
        for one in material.of(row, *_TOLD)
        if not is_of_review(one)
        and (day := _given_on(row, one)) is not None
        and day <= asking.on
        and any(_holds(period, one, day, asking) for period in _periods())
    ]


def _holds(period: _Postsurgical, seen: Seen, day: dt.date, asking: Asking) -> bool:
    """Whether the period after this operation holds the day of the request, for a part of the body requested."""
    if seen.finding.code not in period.surgeries or asking.on > add(day, period.months, DayCount.MONTHS):
        return False
    own = (seen.finding.part,) if seen.finding.part else period.parts
    return not asking.parts or any(are_related(one, other) for one in own for other in asking.parts)


def age(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """The age on the day of the request by the day of birth, and by pages that contradict it.

    Without a day of birth it is what the last page before the request says, if that is less than a year old.
    """
    born = material.filing.parties.employee.born_on
    stated = [
        one
        for one in material.of(row)
        if one.finding.name == "age" and one.finding.value is not None and one.written_on
    ]
    if born is not None:
        years = number(_years(born, asking.on), "year")
        yield Said(years, FactSource.APPLICATION, material.day_on_application(born))
        for one in stated:
            if one.written_on and one.finding.value is not None and one.finding.value != _years(born, one.written_on):
                yield said(number(one.finding.value, "year"), one)
        return
    since = add(asking.on, -_MONTHS, DayCount.MONTHS)
    late = [one for one in stated if one.written_on and since < one.written_on <= asking.on]
    last = max(late, key=lambda one: one.written_on or since, default=None)
    if last is not None and last.finding.value is not None:
        yield said(number(last.finding.value, "year"), last)


def _years(born: dt.date, on: dt.date) -> int:
    return _months(born, on) // _MONTHS


def _months(first: dt.date, last: dt.date) -> int:
    """The whole months from one day to another."""
    return (last.year - first.year) * _MONTHS + last.month - first.month - (last.day < first.day)


def pain_length(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """The whole months from the injury to the request, where a page on the current condition still states pain.

    Without such a page nothing says that the pain lasts; that no later page rates it does not say that it ended.
    """
    injured = material.filing.application.injured_on
    felt = [
        (one.on, one)
        for one in material.of(row)
        if not is_of_review(one) and one.finding.value and one.on is not None and asking.is_current(one)
    ]
    if felt and injured <= asking.on:
        last = max(day for day, _ in felt)
        pins = tuple(plain(one.finding.pin) for day, one in felt if day == last)
        value = number(_months(injured, asking.on), "month")
        yield Said(value, FactSource.RECORD, (*pins, *material.day_on_application(injured)))
