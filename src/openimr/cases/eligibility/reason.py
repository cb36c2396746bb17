"""What a verdict on a disputed treatment consists of: a reason, what it does, its citation, and what would mend it.

A reason never refuses by law that is unverified, nor by a time limit that cannot refuse: it then holds for a person.

Source: 8 CCR 9792.10.3; ``rulebook/law/eligibility.yaml``.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cache

import msgspec

from openimr.calendars.deadlines import Deadline
from openimr.citations import Citation, Value, Verification
from openimr.rulebook import load
from openimr.rulebook.rows import DatedRow

__all__ = ["Ask", "Cure", "Effect", "Reason", "Rule", "Standing", "reason", "rules"]


class Effect(StrEnum):
    """What a reason does to the treatment, the gravest first; a note does nothing."""

    REFUSES = "refuses"
    DEFERS = "defers"
    HOLDS = "holds"
    WAITS = "waits"
    NOTES = "notes"


class Standing(StrEnum):
    """Where a disputed treatment stands after screening; the order is that of :class:`Effect`."""

    INELIGIBLE = "ineligible"
    DEFERRED = "deferred"
    TO_CONFIRM = "to_confirm"
    WAITING = "waiting"
    ELIGIBLE = "eligible"

    @property
    def words(self) -> str:
        """The standing in plain words."""
        return _STANDINGS[self]


_STANDINGS = {
    Standing.INELIGIBLE: "not eligible",
    Standing.DEFERRED: "deferred until liability is settled",
    Standing.TO_CONFIRM: "to be decided by a person",
    Standing.WAITING: "waiting for what is missing",
    Standing.ELIGIBLE: "eligible",
}


class Cure(StrEnum):
    """Whether a defect can be mended, and until when."""

    NEVER = "never"
    WITHIN_WINDOW = "within_window"
    BY_ANOTHER_APPLICATION = "by_another_application"
    BY_REMINDER = "by_reminder"
    BY_ANSWER = "by_answer"


class Ask(StrEnum):
    """Who must send what is missing."""

    EMPLOYEE = "employee"
    CLAIMS_ADMINISTRATOR = "claims_administrator"
    REQUESTING_PHYSICIAN = "requesting_physician"

    @property
    def words(self) -> str:
        """The party as it is said."""
        return self.value.replace("_", " ")


class Rule(DatedRow, frozen=True, kw_only=True):
    """One row of the sheet: a reason as the law has it, in force from one day to another."""

    id: str
    code: str
    effect: Effect
    curable: Cure
    ask: Ask | None = None
    missing: str = ""
    from_: dt.date = msgspec.field(name="from", default=dt.date.min)


@cache
def rules() -> dict[str, Rule]:
    """All rows by their ids, in the order of the sheet."""
    return {row.id: row for row in load("law/eligibility.yaml", Rule)}


class Reason(Value, frozen=True, kw_only=True):
    """One reason of a verdict.

    ``says`` is a sentence with the days and values it rests on; ``missing`` the exact thing to send, ``cure_by`` the
    last day on which that mends it; both absent where nothing does. ``deadline`` is the time limit behind it.
    """

    rule: str
    code: str
    effect: Effect
    says: str
    citation: Citation
    curable: Cure
    cure_by: dt.date | None = None
    ask: Ask | None = None
    missing: str = ""
    evidence: tuple[str, ...] = ()
    deadline: Deadline | None = None

    def sentence(self) -> str:
        """The reason in one line, with its code and citation."""
        return f"{self.code}: {self.says} [{self.citation.sentence()}]"


def reason(
    rule: str,
    says: str,
    *,
    cure_by: dt.date | None = None,
    evidence: tuple[str, ...] = (),
    deadline: Deadline | None = None,
    missing: str = "",
    ask: Ask | None = None,
) -> Reason:
    """The reason of this row; what would refuse by unverified law, or a limit that cannot refuse, holds instead.

    Raises:
        KeyError: there is no such row; ids are written in this package, so this is a fault of ours.
    """
    row = rules()[rule]
    may_refuse = row.verification is not Verification.UNVERIFIED and (deadline is None or deadline.can_refuse)
    effect = Effect.HOLDS if row.effect is Effect.REFUSES and not may_refuse else row.effect
    return Reason(
        rule=row.id,
        code=row.code,
        effect=effect,
        says=says,
        citation=row.citation(),
        curable=row.curable,
        cure_by=cure_by,
        ask=ask or row.ask,
        missing=missing or row.missing,
        evidence=evidence,
        deadline=deadline,
    )
