"""Holds every time limit of utilization review and Independent Medical Review, and finds the one in force on a day.

Source: ``rulebook/law/deadlines.yaml``; each row carries its citation and how far it was verified.
"""

from __future__ import annotations

import datetime as dt
import difflib
from enum import StrEnum
from functools import cache

from openimr.calendars.counting import DayCount, Roll
from openimr.calendars.service import ServiceBasis
from openimr.citations import Citation, CitationKind, Verification
from openimr.errors import NotFound, RuleBroken
from openimr.rulebook import load
from openimr.rulebook.rows import DatedRow

__all__ = ["DeadlineRule", "Force", "Side", "deadline_rules", "rule_in_force", "rules_named", "weakest"]

_ORDER = (Verification.VERIFIED, Verification.PARTIAL, Verification.UNVERIFIED, Verification.DRAFT)


def weakest(*statuses: Verification) -> Verification:
    """How far a statement is verified that rests on all of these.

    >>> weakest(Verification.VERIFIED, Verification.UNVERIFIED, Verification.PARTIAL)
    <Verification.UNVERIFIED: 'unverified'>
    """
    return max(statuses, key=_ORDER.index)


class Side(StrEnum):
    """Who must act."""

    WORKER = "worker"
    PHYSICIAN = "physician"
    CLAIMS_ADMINISTRATOR = "claims_administrator"
    REVIEW_ORGANIZATION = "review_organization"
    ANY_PARTY = "any_party"

    @property
    def words(self) -> str:
        """The side as it is said."""
        return self.value.replace("_", " ")


class Force(StrEnum):
    """What it means that a deadline has passed."""

    GUARD = "guard"
    ALARM = "alarm"
    SAFE_DATE = "safe_date"
    PERIOD = "period"

    @property
    def words(self) -> str:
        """The force in plain words."""
        return _FORCES[self]


_FORCES = {
    Force.GUARD: "hard guard: one day late is late",
    Force.ALARM: "alarm: passing it ends no right of the worker",
    Force.SAFE_DATE: "safe date: the day to keep; nobody is refused by it alone",
    Force.PERIOD: "period: it runs by itself",
}


class DeadlineRule(DatedRow, frozen=True, kw_only=True):
    """One time limit as it stood from one day to another; a negative ``length`` reaches back."""

    id: str
    act: str
    side: Side
    force: Force
    anchor: str
    counted_from: str
    length: int
    unit: DayCount
    roll: Roll
    selected_by: str
    follows: str
    service: ServiceBasis = ServiceBasis.NONE
    confirm_from: dt.date | None = None
    has_cut_off: bool = False
    doubt: str = ""

    def is_confirmed(self, on: dt.date) -> bool:
        """Whether no amendment lies between the text that was read and the day ``on``."""
        return self.confirm_from is None or on < self.confirm_from

    def citation(self, on: dt.date = dt.date.max) -> Citation:
        """Where the rule stands; after an amendment that was not read it is partial at most, as without a day."""
        status = self.verification if self.is_confirmed(on) else weakest(self.verification, Verification.PARTIAL)
        return Citation(kind=CitationKind.LAW, title=self.title, verification=status)

    @property
    def takes_service(self) -> bool:
        """Whether the manner of service can add days to it."""
        return self.service not in {ServiceBasis.NONE, ServiceBasis.BUILT_IN}

    @property
    def measure(self) -> str:
        """The length in words.

        >>> rule_in_force("assignment-notice", dt.date(2026, 1, 2)).measure
        '1 business day'
        """
        length = abs(self.length)
        return f"{length} {self.unit.words if length != 1 else self.unit.words.removesuffix('s')}"


@cache
def deadline_rules() -> tuple[DeadlineRule, ...]:
    """All rules with their versions, in the order of the process."""
    return load("law/deadlines.yaml", DeadlineRule)


@cache
def rules_named(rule: str) -> tuple[DeadlineRule, ...]:
    """All versions of one rule.

    Raises:
        NotFound: there is no rule of that name; near names are told.
    """
    found = tuple(row for row in deadline_rules() if row.id == rule)
    if not found:
        names = list(dict.fromkeys(row.id for row in deadline_rules()))
        near = difflib.get_close_matches(rule, names, n=3, cutoff=0.5)
        raise NotFound(
            f"There is no deadline “{rule}”.",
            where="law/deadlines.yaml",
            remedy=f"Did you mean {' or '.join(near)}?" if near else f"The names are {', '.join(names)}.",
        )
    return found


def rule_in_force(rule: str, on: dt.date) -> DeadlineRule:
    """The version of a rule that was in force on the day that selects it.

    Raises:
        NotFound: there is no rule of that name.
        RuleBroken: the rule was not in force on that day.

    >>> rule_in_force("eligibility-answer", dt.date(2014, 2, 11)).measure
    '15 calendar days'
    >>> rule_in_force("eligibility-answer", dt.date(2014, 2, 12)).measure
    '5 business days'
    """
    versions = rules_named(rule)
    for row in versions:
        if row.is_in_force(on):
            return row
    times = " and ".join(f"from {row.from_}" + (f" until {row.until}" if row.until else " on") for row in versions)
    raise RuleBroken(
        f"The deadline {rule} was not in force on {on}.",
        where=rule,
        why=f"It is in force {times}, selected by: {versions[0].selected_by}.",
        remedy="Check the day, or give the day whose rules apply.",
    )
