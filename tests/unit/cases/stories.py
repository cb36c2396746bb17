"""Invented cases for tests: events with defaults, and a case told up to any state."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from openimr.calendars.service import ServiceMethod
from openimr.cases import events as ev
from openimr.cases.application import Certification
from openimr.cases.case import Case
from openimr.cases.events import Event, Recipient, RecordsKind, Role, ScreeningResult
from openimr.cases.life_cycle import Applied, Refused, apply
from openimr.cases.parties import PersonName
from openimr.cases.terms import Outcome, Priority

PACIFIC = ZoneInfo("America/Los_Angeles")
DIGEST = "a" * 64
LETTER = "b" * 64
ALL_KINDS = tuple(kind for kind in RecordsKind if kind is not RecordsKind.OWN)


def at(day: str, hour: int = 9) -> dt.datetime:
    """An instant of that day in California."""
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), PACIFIC)


def event(what: ev.Happening, by: Role, day: str, who: str = "", *, hour: int = 9) -> Event:
    """An event of that day; without ``who`` by a person of that role."""
    return Event(by=by, who=who or f"{by.value}-1", at=at(day, hour), what=what)


def filed(*numbers: int, **given: Any) -> tuple[ev.FiledTreatment, ...]:
    return tuple(ev.FiledTreatment(number=number, **given) for number in numbers)


def received(**given: Any) -> ev.Received:
    words: dict[str, Any] = {
        "number": "CM24-0000001",
        "received_on": dt.date(2024, 3, 4),
        "priority": Priority.STANDARD,
        "treatments": filed(1, 2),
        "is_represented": True,
        "disputed_on": dt.date(2024, 2, 20),
    }
    return ev.Received(**{**words, **given})


def screened(*eligible: int, ineligible: tuple[int, ...] = (), deferred: tuple[int, ...] = ()) -> ev.Screened:
    results = {
        **dict.fromkeys(eligible, ScreeningResult.ELIGIBLE),
        **dict.fromkeys(ineligible, ScreeningResult.INELIGIBLE),
        **dict.fromkeys(deferred, ScreeningResult.DEFERRED),
    }
    return ev.Screened(
        results=tuple(
            ev.TreatmentResult(
                treatment=number, result=result, reasons=() if result is ScreeningResult.ELIGIBLE else ("a reason",)
            )
            for number, result in results.items()
        ),
        method=ServiceMethod.MAIL,
    )


def certification(**given: Any) -> Certification:
    words: dict[str, Any] = {
        "physician": PersonName(first="Paula", last="Quist"),
        "dated_on": dt.date(2024, 3, 5),
        "received_at": at("2024-03-05"),
        "has_documents": True,
        "states_threat": True,
        "is_treating_physician": True,
    }
    return Certification(**{**words, **given})


def designated(reviewer: str = "r1", **given: Any) -> ev.ReviewerDesignated:
    words: dict[str, Any] = {
        "qualification": ev.Verdict.CLEAR,
        "conflict": ev.Verdict.CLEAR,
        "attested_on": dt.date(2024, 3, 20),
    }
    return ev.ReviewerDesignated(reviewer=reviewer, **{**words, **given})


def signed(treatment: int, outcome: Outcome = Outcome.OVERTURNED, **given: Any) -> ev.ReviewSigned:
    words: dict[str, Any] = {"digest": DIGEST, "pins": 3, "rests_beyond_ur_decision": True}
    return ev.ReviewSigned(treatment=treatment, outcome=outcome, **{**words, **given})


def issued(case: Case, **given: Any) -> ev.DeterminationIssued:
    """The letter that says exactly what was signed, treatment by treatment, by the first reviewer's outcome."""
    open_reviews = [row for row in case.round.valid_reviews if row.treatment in case.open_numbers]
    outcomes = {row.treatment: row.outcome for row in reversed(open_reviews)}
    words: dict[str, Any] = {
        "digest": LETTER,
        "texts": tuple(
            ev.IssuedText(treatment=row.treatment, reviewer=row.reviewer, digest=row.digest) for row in open_reviews
        ),
        "outcomes": tuple(ev.StatedOutcome(treatment=key, outcome=value) for key, value in sorted(outcomes.items())),
    }
    return ev.DeterminationIssued(**{**words, **given})


def service(recipient: Recipient, day: str, method: ServiceMethod = ServiceMethod.MAIL, **given: Any) -> ev.ServiceOn:
    return ev.ServiceOn(recipient=recipient, method=method, served_on=dt.date.fromisoformat(day), **given)


def served(day: str, *, method: ServiceMethod = ServiceMethod.MAIL) -> ev.DeterminationServed:
    parties = (Recipient.EMPLOYEE, Recipient.ATTORNEY, Recipient.REQUESTING_PHYSICIAN, Recipient.CLAIMS_ADMINISTRATOR)
    return ev.DeterminationServed(services=tuple(service(party, day, method) for party in parties))


def happens(case: Case | None, happening: Event) -> Case:
    """The case after an event that must be possible."""
    return applied(case, happening).case


def applied(case: Case | None, happening: Event) -> Applied:
    result = apply(case, happening)
    assert isinstance(result, Applied), result.explain()
    return result


def refused(case: Case | None, happening: Event) -> Refused:
    result = apply(case, happening)
    assert isinstance(result, Refused)
    return result


COORDINATOR, DIRECTOR = Role.COORDINATOR, Role.MEDICAL_DIRECTOR


def new(**given: Any) -> Case:
    return happens(None, event(received(**given), Role.EMPLOYEE, "2024-03-04"))


def screening(**given: Any) -> Case:
    return happens(new(**given), event(ev.ScreeningBegun(), COORDINATOR, "2024-03-05"))


def eligible(**given: Any) -> Case:
    case = screening(**given)
    numbers = [row.number for row in case.treatments]
    return happens(case, event(screened(*numbers), COORDINATOR, "2024-03-06"))


def awaiting(method: ServiceMethod = ServiceMethod.MAIL, **given: Any) -> Case:
    return happens(eligible(**given), event(ev.Assigned(method=method), COORDINATOR, "2024-03-07"))


def all_records() -> ev.RecordsReceived:
    return ev.RecordsReceived(kinds=ALL_KINDS, is_complete=True)


def own_records() -> ev.RecordsReceived:
    return ev.RecordsReceived(kinds=(RecordsKind.OWN,), is_complete=False)


def with_records(**given: Any) -> Case:
    return happens(awaiting(**given), event(all_records(), Role.CLAIMS_ADMINISTRATOR, "2024-03-19"))


def overdue(**given: Any) -> Case:
    return happens(awaiting(**given), event(ev.RecordsOverdueNoted(), COORDINATOR, "2024-03-23"))


def reviewing(**given: Any) -> Case:
    return happens(with_records(**given), event(designated(), COORDINATOR, "2024-03-20"))


def all_signed(case: Case | None = None, outcome: Outcome = Outcome.OVERTURNED, day: str = "2024-03-25") -> Case:
    case = case or reviewing()
    for reviewer in case.round.active_reviewers:
        for number in case.open_numbers:
            case = happens(case, event(signed(number, outcome), Role.REVIEWER, day, reviewer))
    return case


def in_quality(case: Case | None = None, day: str = "2024-03-26") -> Case:
    return happens(case or all_signed(), event(ev.QualityBegun(), Role.QUALITY_REVIEWER, day))


def ready(case: Case | None = None, day: str = "2024-03-27") -> Case:
    return happens(case or in_quality(), event(ev.QualityPassed(), Role.QUALITY_REVIEWER, day))


def determined(case: Case | None = None, day: str = "2024-03-28") -> Case:
    case = case or ready()
    return happens(case, event(issued(case), COORDINATOR, day))


def delivered(case: Case | None = None, day: str = "2024-03-29") -> Case:
    return happens(case or determined(), event(served(day), COORDINATOR, day))


def appealed(case: Case | None = None, day: str = "2024-04-15") -> Case:
    what = ev.Appealed(grounds=(ev.AppealGround.PLAIN_ERROR_OF_FACT,), filed_on=dt.date.fromisoformat(day))
    return happens(case or delivered(), event(what, Role.EMPLOYEE, day))


def remand(**given: Any) -> ev.Remanded:
    words: dict[str, Any] = {"wrong_facts": ("the level of the spine",), "has_other_organization": False}
    return ev.Remanded(**{**words, **given})


def remanded(case: Case | None = None, day: str = "2024-06-03", **given: Any) -> Case:
    return happens(case or appealed(), event(remand(**given), Role.APPEALS_BOARD, day))
