"""Turns what screening found into the events that a person may record: receipt, question, and result.

The program proposes; whoever records an event decides. What waits for a person or an answer is never proposed as a
result.

Source: 8 CCR 9792.10.3(a) to (d).
"""

from __future__ import annotations

from openimr.cases.eligibility.manner import is_certified
from openimr.cases.eligibility.reason import Effect, Standing, rules
from openimr.cases.eligibility.screening import Screening, Verdict
from openimr.cases.events import (
    FiledTreatment,
    InformationAsked,
    Received,
    Screened,
    ScreeningResult,
    TreatmentResult,
)
from openimr.cases.filing import DisputedTreatment, Filing
from openimr.cases.terms import Priority
from openimr.cases.utilization import Requested

__all__ = ["proposed_question", "proposed_receipt", "proposed_results", "undecided"]

_RESULTS = {
    Standing.ELIGIBLE: ScreeningResult.ELIGIBLE,
    Standing.INELIGIBLE: ScreeningResult.INELIGIBLE,
    Standing.DEFERRED: ScreeningResult.DEFERRED,
}
_GROUNDS = {Effect.REFUSES, Effect.DEFERS}


def proposed_receipt(filing: Filing, *, number: str) -> Received:
    """The receipt of this application as the case ``number``; expedited only where a physician certified the threat."""
    decision, application = filing.ur_decision, filing.application
    is_expedited = application.review is Priority.EXPEDITED and is_certified(application.certification)
    dispensed = [row.dispensed_on for row in decision.treatments if row.dispensed_on] if decision else []
    decided = decision.decided_on if decision else application.ur_decided_on
    return Received(
        number=number,
        received_on=application.received_on,
        priority=Priority.EXPEDITED if is_expedited else Priority.STANDARD,
        treatments=tuple(_filed(treatment) for treatment in filing.disputed_treatments),
        is_represented=filing.parties.attorney is not None,
        disputed_on=min(dispensed, default=decided),
        jurisdiction=filing.jurisdiction,
    )


def _filed(treatment: DisputedTreatment) -> FiledTreatment:
    ur = treatment.ur
    return FiledTreatment(
        number=treatment.number,
        is_retrospective=ur is not None and ur.when is Requested.RETROSPECTIVE,
        is_formulary_dispute=ur is not None and ur.is_formulary_dispute,
    )


def undecided(screening: Screening) -> tuple[Verdict, ...]:
    """The treatments on which a person must decide, or an answer is awaited, before the case can be screened."""
    return tuple(verdict for verdict in screening.verdicts if verdict.standing not in _RESULTS)


def proposed_results(screening: Screening) -> Screened | None:
    """The result for each treatment with its grounds; none while something is undecided."""
    if undecided(screening):
        return None
    return Screened(results=tuple(_result(verdict) for verdict in screening.verdicts))


def _result(verdict: Verdict) -> TreatmentResult:
    grounds = tuple(found.sentence() for found in verdict.reasons if found.effect in _GROUNDS)
    return TreatmentResult(treatment=verdict.treatment, result=_RESULTS[verdict.standing], reasons=grounds)


def proposed_question(screening: Screening) -> InformationAsked | None:
    """The question about all that is missing; none where nothing is."""
    if not screening.missing:
        return None
    reminder = rules()["decision-not-attached-reminder"].code
    return InformationAsked(
        missing=tuple(f"{line.ask.words}: {line.what}" for line in screening.missing),
        is_for_missing_decision=any(line.code == reminder for line in screening.missing),
    )
