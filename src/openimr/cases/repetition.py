"""Suggests, with evidence, that a filing repeats another: a duplicate, a determined dispute, or the 12-month rule.

Nothing is merged or refused here: a person decides. Merged filings keep the earliest day of receipt.

Source: 8 CCR 9792.10.3(a)(2); Labor Code 4610(k), before 2018 4610(g)(6); Holguin (panel); ``imr-process.md``, 2.2 and
2.11; ``rulebook/law/twelve_months.yaml``.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from openimr.calendars.deadlines import due
from openimr.cases.filing import DisputedTreatment, EarlierFiling, Filing
from openimr.cases.reach import has_rules
from openimr.cases.sameness import (
    Likeness,
    Sameness,
    same_day,
    same_employee,
    same_group,
    same_physician,
    same_treatment,
)
from openimr.cases.terms import UrAction
from openimr.citations import Value
from openimr.rulebook import load
from openimr.rulebook.rows import DatedRow

__all__ = ["Repetition", "RepetitionKind", "repetitions"]


class Requester(StrEnum):
    """Whose new request for the same treatment the 12-month rule covers."""

    PHYSICIAN = "physician"
    PRACTICE_GROUP = "practice_group"


class TwelveMonths(DatedRow, frozen=True, kw_only=True):
    """The 12-month rule as it stood for decisions made from one day to another."""

    id: str
    requesters: frozenset[Requester]


class RepetitionKind(StrEnum):
    """How a disputed treatment repeats another filing."""

    DUPLICATE = "duplicate"
    ALREADY_DETERMINED = "already_determined"
    TWELVE_MONTHS = "twelve_months"


class Repetition(Value, frozen=True, kw_only=True):
    """A suggestion that ``treatment`` repeats treatment ``other`` of the filing ``number``.

    ``evidence`` holds what is the same and what is unclear; ``change`` the documented change that may speak against
    the 12-month rule; ``received_on`` the earlier day of receipt of both filings, which a merged one keeps.
    """

    kind: RepetitionKind
    treatment: int
    number: str
    other: int
    evidence: tuple[str, ...]
    received_on: dt.date
    change: str = ""


def repetitions(filing: Filing, treatment: DisputedTreatment) -> list[Repetition]:
    """All earlier filings that this treatment may repeat, in the order in which they are given."""
    found = []
    for other in filing.earlier:
        person = same_employee(filing.parties.employee, other.parties.employee)
        if person.sameness is Sameness.DIFFERENT:
            continue
        for listed in other.application.treatments:
            likeness = same_treatment(treatment.listed.wording, listed.wording)
            if likeness.sameness is not Sameness.DIFFERENT:
                found += _compared(filing, treatment, other, listed.number, [person, likeness])
    return found


def _compared(
    filing: Filing, treatment: DisputedTreatment, other: EarlierFiling, listed: int, evidence: list[Likeness]
) -> list[Repetition]:
    """What one like treatment of another filing comes to: the same decision, or one that still stands."""
    decided = same_day(_decided_on(filing), _decided_on(other))
    injured = same_day(filing.application.injured_on, other.application.injured_on)
    if injured.sameness is Sameness.DIFFERENT:
        return []
    told = tuple(likeness.evidence for likeness in evidence)
    earliest = min(filing.application.received_on, other.application.received_on)
    if decided.sameness is not Sameness.DIFFERENT:
        is_determined = other.determined_on is not None and listed in other.decided
        day = f"utilization review decision: {decided.evidence}"
        return [
            Repetition(
                kind=RepetitionKind.ALREADY_DETERMINED if is_determined else RepetitionKind.DUPLICATE,
                treatment=treatment.number,
                number=other.number,
                other=listed,
                evidence=(*told, day, *([f"determined on {other.determined_on}"] if is_determined else [])),
                received_on=earliest,
            )
        ]
    standing = _still_stands(filing, other, listed)
    if standing is None:
        return []
    changes = [change for change in filing.changes if change.treatment == treatment.number]
    return [
        Repetition(
            kind=RepetitionKind.TWELVE_MONTHS,
            treatment=treatment.number,
            number=other.number,
            other=listed,
            evidence=(*told, *standing),
            received_on=earliest,
            change="; ".join(f"{change.what} ({change.documented_in})" for change in changes),
        )
    ]


def _decided_on(filing: Filing | EarlierFiling) -> dt.date | None:
    return filing.ur_decision.decided_on if filing.ur_decision else filing.application.ur_decided_on


def _still_stands(filing: Filing, other: EarlierFiling, listed: int) -> tuple[str, ...] | None:
    """Why an earlier decision still stands against this request, by the 12-month rule; none where it does not."""
    before, now = other.ur_decision, filing.ur_decision
    if before is None or now is None or now.decided_on < before.decided_on:
        return None
    row = next((row for row in before.treatments if row.number == listed), None)
    if row is None or row.action not in {UrAction.MODIFIED, UrAction.DENIED} or not has_rules(before.decided_on):
        return None
    limit = due("ur-decision-stands", before.decided_on)
    asked_on = now.requested_on or now.decided_on
    if asked_on > limit.due_on:
        return None
    who = _same_requester(filing, other, before.decided_on)
    return None if who is None else (who.evidence, f"requested on {asked_on}; {limit.arithmetic}")


def _same_requester(filing: Filing, other: EarlierFiling, on: dt.date) -> Likeness | None:
    """The same physician, or since 2018 another of the same practice group; none where surely neither."""
    ours, theirs = filing.parties.requesting_physician, other.parties.requesting_physician
    person = same_physician(ours, theirs)
    if person.sameness is not Sameness.DIFFERENT:
        return person
    group = same_group(ours, theirs)
    if group.sameness is Sameness.DIFFERENT or Requester.PRACTICE_GROUP not in _requesters(on):
        return None
    return Likeness(group.sameness, f"{person.evidence}, {group.evidence}")


def _requesters(on: dt.date) -> frozenset[Requester]:
    """Whom the rule covered on the day of the earlier decision."""
    rows = load("law/twelve_months.yaml", TwelveMonths)
    return frozenset(who for row in rows if row.is_in_force(on) for who in row.requesters)
