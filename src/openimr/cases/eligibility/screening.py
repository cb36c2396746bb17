"""Gathers all reasons for each disputed treatment into a verdict, and what is missing into a deficiency notice.

Source: 8 CCR 9792.10.3(a) to (d).
"""

from __future__ import annotations

import datetime as dt

from openimr.calendars.deadlines import Deadline
from openimr.calendars.rule_sets import jurisdiction_named, rule_set_on
from openimr.cases.eligibility import (
    applicant,
    attachment,
    completeness,
    decision,
    liability,
    manner,
    repeated,
    review_in_time,
    scope,
    signature,
    timeliness,
)
from openimr.cases.eligibility.look import Look
from openimr.cases.eligibility.reason import Ask, Effect, Reason, Standing
from openimr.cases.eligibility.window import Window
from openimr.cases.filing import Filing
from openimr.citations import Value
from openimr.errors import RuleBroken

__all__ = ["Missing", "Screening", "Verdict", "screen"]

_OF_APPLICATION = (
    scope.find,
    timeliness.find,
    signature.find,
    applicant.find,
    attachment.find,
    decision.find,
    completeness.find,
    manner.find,
)
_OF_TREATMENT = (
    decision.find_of_treatment,
    liability.find_of_treatment,
    timeliness.find_of_treatment,
    review_in_time.find_of_treatment,
    repeated.find_of_treatment,
    manner.find_of_treatment,
)
_GRAVEST_FIRST = tuple(Effect)
_STANDINGS = dict(zip(_GRAVEST_FIRST, Standing, strict=True))


class Missing(Value, frozen=True, kw_only=True):
    """One line of the deficiency notice: who must send what, for which treatments, and until when it helps."""

    ask: Ask
    what: str
    code: str
    treatments: tuple[int, ...]
    by: dt.date | None = None


class Verdict(Value, frozen=True, kw_only=True):
    """Where one disputed treatment stands, and every reason, the gravest first."""

    treatment: int
    wording: str
    standing: Standing
    reasons: tuple[Reason, ...]


class Screening(Value, frozen=True, kw_only=True):
    """The screening of an application on one day: by which rules, a verdict per treatment, and what is missing.

    ``window`` are the time limits of the application with their arithmetic, the ordinary one first.
    """

    application: str
    on: dt.date
    rule_set: str
    verdicts: tuple[Verdict, ...]
    missing: tuple[Missing, ...]
    window: tuple[Deadline, ...] = ()


def screen(filing: Filing, *, on: dt.date) -> Screening:
    """Where each disputed treatment of ``filing`` stands on the day ``on``.

    Raises:
        UnusableArguments: the jurisdiction is unknown.
        RuleBroken: the application was received before all rules, or ``on`` lies before its receipt.
    """
    jurisdiction_named(filing.jurisdiction)
    received = filing.application.received_on
    rule_set = rule_set_on(received)
    if on < received:
        raise RuleBroken(
            f"An application received on {received} cannot be screened on {on}.",
            where="on",
            why="That is before its receipt.",
            remedy="Give the day of the screening.",
        )
    window = Window(filing)
    at = Look(filing=filing, on=on, window=window)
    shared = [found for find in _OF_APPLICATION for found in find(at)]
    verdicts = tuple(
        _verdict(
            treatment.number,
            treatment.listed.wording,
            [*shared, *(found for find in _OF_TREATMENT for found in find(at, treatment))],
        )
        for treatment in filing.disputed_treatments
    )
    limits = tuple(limit for limit in (window.ordinary, *window.later) if limit is not None)
    return Screening(
        application=filing.application.number,
        on=on,
        rule_set=rule_set.id,
        verdicts=verdicts,
        missing=_missing(verdicts),
        window=limits,
    )


def _verdict(number: int, wording: str, reasons: list[Reason]) -> Verdict:
    ranked = sorted(reasons, key=lambda found: _GRAVEST_FIRST.index(found.effect))
    bearing = next((found for found in ranked if found.effect is not Effect.NOTES), None)
    standing = _STANDINGS[bearing.effect] if bearing else Standing.ELIGIBLE
    return Verdict(treatment=number, wording=wording, standing=standing, reasons=tuple(ranked))


def _missing(verdicts: tuple[Verdict, ...]) -> tuple[Missing, ...]:
    """What each party must send, once for all treatments that lack it; what no longer helps is left out."""
    lines: dict[tuple[Ask, str, str, dt.date | None], list[int]] = {}
    for verdict in verdicts:
        for found in verdict.reasons:
            if found.ask is not None and found.effect is not Effect.REFUSES:
                key = (found.ask, found.missing, found.code, found.cure_by)
                lines.setdefault(key, []).append(verdict.treatment)
    return tuple(
        Missing(ask=ask, what=what, code=code, treatments=tuple(dict.fromkeys(numbers)), by=by)
        for (ask, what, code, by), numbers in lines.items()
    )
