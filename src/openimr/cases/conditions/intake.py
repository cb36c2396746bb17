"""Conditions of receipt, screening, assignment, conversion and early end: each says what is missing.

Source: 8 CCR 9792.10.1, 9792.10.3, 9792.10.4, 9792.10.6(a); ``rulebook/law/life_cycle_conditions.yaml``.
"""

from __future__ import annotations

from collections import Counter

from openimr.calendars.instants import pacific_day
from openimr.calendars.rule_sets import jurisdiction_named, rule_set_on
from openimr.cases.case import Case, TreatmentStanding
from openimr.cases.conditions.registry import clock_runs_yet, condition, not_standing, told
from openimr.cases.events import (
    Assigned,
    Consolidated,
    Event,
    Expedited,
    InformationAsked,
    LiabilityResolved,
    MoreInformationAsked,
    Received,
    Screened,
    ScreeningResult,
    TookIn,
    TreatmentsAuthorized,
    TreatmentsWithdrawn,
)
from openimr.cases.terms import Priority
from openimr.errors import OpenIMRError

__all__: list[str] = []


@condition
def case_numbered(_case: Case, _event: Event, what: Received) -> tuple[str, ...]:
    """The case has a number."""
    return told((not what.number.strip(), "the number of the case"))


@condition
def treatments_numbered(_case: Case, _event: Event, what: Received) -> tuple[str, ...]:
    """There is a treatment, and each has its own number from 1 on."""
    counts = Counter(row.number for row in what.treatments)
    wrong = (f"treatment {number} stands there {times} times" for number, times in counts.items() if times > 1)
    low = (f"{number} is no number of a treatment" for number in counts if number < 1)
    return (*told((not counts, "a disputed treatment")), *wrong, *low)


@condition
def jurisdiction_known(_case: Case, _event: Event, what: Received) -> tuple[str, ...]:
    """The law of the place is known."""
    try:
        jurisdiction_named(what.jurisdiction)
    except OpenIMRError as error:
        return (error.what,)
    return ()


@condition
def rules_known(_case: Case, _event: Event, what: Received) -> tuple[str, ...]:
    """The day of receipt lies under rules."""
    try:
        rule_set_on(what.received_on)
    except OpenIMRError as error:
        return (error.what,)
    return ()


@condition
def received_by_then(_case: Case, event: Event, what: Received) -> tuple[str, ...]:
    """The day of receipt is not later than the event."""
    return told((what.received_on > pacific_day(event.at), f"{what.received_on} is later than the event"))


@condition
def missing_named(_case: Case, _event: Event, what: InformationAsked | MoreInformationAsked) -> tuple[str, ...]:
    """The question names what is missing."""
    return told((not any(words.strip() for words in what.missing), "what is missing"))


@condition
def not_for_missing_decision(_case: Case, _event: Event, what: InformationAsked) -> tuple[str, ...]:
    """The question is not for the utilization review decision."""
    return told((what.is_for_missing_decision, "the question is for the utilization review decision"))


@condition
def answer_time_passed(case: Case, event: Event, _what: object) -> tuple[str, ...]:
    """The time for the answer ran out."""
    return clock_runs_yet(case, event, "answer")


@condition
def every_treatment_screened(case: Case, _event: Event, what: Screened) -> tuple[str, ...]:
    """Each treatment that is not screened has one result, and no other has one."""
    counts = Counter(row.treatment for row in what.results)
    waiting = case.numbers(TreatmentStanding.UNSCREENED)
    return (
        *(f"treatment {number} has no result" for number in waiting if number not in counts),
        *(f"treatment {number} does not wait for a result" for number in counts if number not in waiting),
        *(f"treatment {number} has {times} results" for number, times in counts.items() if times > 1),
        *told((not counts, "a result")),
    )


@condition
def reasons_given(_case: Case, _event: Event, what: Screened) -> tuple[str, ...]:
    """What is not eligible is told with reasons."""
    return tuple(
        f"a reason why treatment {row.treatment} is {row.result.value}"
        for row in what.results
        if row.result is not ScreeningResult.ELIGIBLE and not any(words.strip() for words in row.reasons)
    )


@condition
def treatments_deferred(case: Case, _event: Event, what: LiabilityResolved) -> tuple[str, ...]:
    """The treatments named are deferred."""
    return not_standing(case, what.treatments, TreatmentStanding.DEFERRED)


@condition
def notice_received_after(_case: Case, event: Event, what: Assigned) -> tuple[str, ...]:
    """The notice was not received before it was sent."""
    if what.received_at is None:
        return ()
    if what.received_at.utcoffset() is None:
        return ("the time zone of the receipt of the notice",)
    return told((what.received_at < event.at, "the notice was received before it was sent"))


@condition
def merging_allowed(_case: Case, _event: Event, what: Consolidated | TookIn) -> tuple[str, ...]:
    """The test of consolidation found that the applications may be merged."""
    return told((not what.is_allowed, "one employee, one requesting physician and one date of injury"))


@condition
def parent_named(case: Case, _event: Event, what: Consolidated) -> tuple[str, ...]:
    """The other case is named, and is another one."""
    return told(
        (not what.parent.strip(), "the number of the other case"),
        (what.parent == case.number, "the case cannot be merged into itself"),
    )


@condition
def treatments_new(case: Case, _event: Event, what: TookIn) -> tuple[str, ...]:
    """The treatments taken in have numbers of their own."""
    used = {row.number for row in case.treatments}
    counts = Counter(row.number for row in what.treatments)
    return (
        *told((not what.child.strip() or what.child == case.number, "the number of the other case")),
        *told((not counts, "a treatment to take in")),
        *(f"the number {number} is used already" for number in counts if number in used or counts[number] > 1),
        *(f"{number} is no number of a treatment" for number in counts if number < 1),
    )


@condition
def threat_certified(_case: Case, event: Event, what: Expedited) -> tuple[str, ...]:
    """The treating physician certified an imminent and serious threat, with documents."""
    paper = what.certification
    return told(
        (not paper.is_treating_physician, "that the physician treats the employee"),
        (not paper.states_threat, "that the threat is imminent and serious"),
        (not paper.has_documents, "the documents that support it"),
        (paper.dated_on > pacific_day(event.at), "a certification not dated after the event"),
    )


@condition
def not_expedited_yet(case: Case, _event: Event, _what: object) -> tuple[str, ...]:
    """The review is not expedited already."""
    return told((case.priority is Priority.EXPEDITED, "the review is expedited already"))


@condition
def treatments_undecided(
    case: Case, _event: Event, what: TreatmentsAuthorized | TreatmentsWithdrawn
) -> tuple[str, ...]:
    """The treatments named are in dispute and still to be decided."""
    open_standings = TreatmentStanding.UNSCREENED, TreatmentStanding.ELIGIBLE, TreatmentStanding.DEFERRED
    return not_standing(case, what.treatments, *open_standings)


@condition
def withdrawn_in_writing(_case: Case, _event: Event, what: TreatmentsWithdrawn) -> tuple[str, ...]:
    """The withdrawal is in writing."""
    return told((not what.is_in_writing, "the withdrawal in writing"))
