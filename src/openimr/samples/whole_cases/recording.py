"""Invents what the organization recorded of a case, from the receipt of the application to complete records.

Each step lies on a business day and within its time limit; what screening finds is found here too, so a filing with a
defect gets no further than its defect allows.

Source: 8 CCR 9792.10.3 to 9792.10.5; ``rulebook/law/life_cycle.yaml`` (who records what), ``deadlines.yaml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache

from openimr.calendars.counting import DayCount, add, is_open
from openimr.calendars.instants import pacific_start
from openimr.calendars.service import ServiceMethod
from openimr.casefile.model import DocumentKind
from openimr.cases.application import SignerRole
from openimr.cases.eligibility import screen
from openimr.cases.events import (
    Assigned,
    Event,
    Happening,
    RecordsKind,
    RecordsReceived,
    Role,
    Screened,
    ScreeningBegun,
    ScreeningResult,
)
from openimr.cases.filing import Filing
from openimr.cases.proposing import proposed_receipt, proposed_results
from openimr.citations import Value, Verification
from openimr.rulebook import load
from openimr.samples.casefiles import CaseFileTruth

__all__ = ["at_office", "next_open_day", "recorded_events"]

_MORNING, _NOON, _AFTERNOON = dt.time(9, 30), dt.time(12, 0), dt.time(15, 15)
_APPLICANTS = {
    SignerRole.EMPLOYEE: Role.EMPLOYEE,
    SignerRole.ATTORNEY: Role.ATTORNEY,
    SignerRole.DESIGNEE: Role.DESIGNEE,
    SignerRole.REQUESTING_PHYSICIAN: Role.REQUESTING_PHYSICIAN,
}
_DAYS_UNTIL_RECORDS = 9  # well within the days that the claims administrator has after a notice by mail


class _RequiredRecords(Value, frozen=True):
    """An item of the required records, of which samples need the letter and the kinds of documents."""

    id: str
    what: str
    asked: str
    title: str
    kinds: tuple[DocumentKind, ...]
    tells: str
    source: str
    verification: Verification


def at_office(day: dt.date, time: dt.time = _MORNING) -> dt.datetime:
    """The instant of a time of day in California."""
    return dt.datetime.combine(day, time, tzinfo=pacific_start(day).tzinfo)


def next_open_day(day: dt.date) -> dt.date:
    """The day itself where it is a business day, else the next one."""
    return day if is_open(day, DayCount.WORKING_DAYS) else add(day, 1, DayCount.WORKING_DAYS)


def recorded_events(filing: Filing, truth: CaseFileTruth) -> tuple[Event, ...]:
    """What was recorded of the case whose records are those of ``truth``.

    It ends with the result of screening where nothing is eligible, and before it where a person must decide first.
    """
    received_on = next_open_day(filing.application.received_on)
    screened_on = add(received_on, 2, DayCount.WORKING_DAYS)
    receipt = proposed_receipt(filing, number=filing.application.number)
    begun = [
        _event(_applicant(filing), at_office(received_on), receipt),
        _event(Role.COORDINATOR, at_office(add(received_on, 1, DayCount.WORKING_DAYS), _NOON), ScreeningBegun()),
    ]
    results = proposed_results(screen(filing, on=screened_on))
    if results is None:
        return tuple(begun)
    begun.append(_event(Role.COORDINATOR, at_office(screened_on, _AFTERNOON), results))
    return (*begun, *_assigned(screened_on, truth)) if _goes_on(results) else tuple(begun)


def _goes_on(screened: Screened) -> bool:
    return any(row.result is ScreeningResult.ELIGIBLE for row in screened.results)


def _assigned(screened_on: dt.date, truth: CaseFileTruth) -> Iterable[Event]:
    """The notice of assignment, and the delivery with which the records are complete."""
    assigned_on = add(screened_on, 1, DayCount.WORKING_DAYS)
    came_on = next_open_day(assigned_on + dt.timedelta(days=_DAYS_UNTIL_RECORDS))
    yield _event(Role.COORDINATOR, at_office(assigned_on), Assigned(method=ServiceMethod.MAIL))
    yield _event(Role.CLAIMS_ADMINISTRATOR, at_office(came_on, _NOON), _records(truth))


def _records(truth: CaseFileTruth) -> RecordsReceived:
    """All kinds that the case file holds; of the others the claims administrator says that there are none."""
    held = {document.kind for document in truth.documents}
    came = tuple(kind for kind, kinds in _required().items() if held & kinds)
    absent = tuple(kind for kind in _required() if kind not in came)
    return RecordsReceived(kinds=came, is_complete=True, absent=absent)


@cache
def _required() -> dict[RecordsKind, frozenset[DocumentKind]]:
    """Which kinds of documents each item of the required records is shown by."""
    rows = {row.id.lower(): frozenset(row.kinds) for row in load("casefile/required_records.yaml", _RequiredRecords)}
    return {kind: rows[kind.value[0]] for kind in RecordsKind if kind is not RecordsKind.OWN}


def _applicant(filing: Filing) -> Role:
    """As what the applicant's side sent the application; a coordinator records one that nobody of it signed."""
    signature = filing.application.signature
    return _APPLICANTS.get(signature.by, Role.COORDINATOR) if signature else Role.COORDINATOR


def _event(by: Role, at: dt.datetime, what: Happening) -> Event:
    """An event by somebody with an id that is no name."""
    return Event(by=by, who=f"{by.value.replace('_', '-')}-1", at=at, what=what)
