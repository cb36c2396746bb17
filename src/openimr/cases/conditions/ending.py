"""Conditions of issue, service, appeal, remand, implementation and closing: each says what is missing.

Source: Labor Code 4610.6; 8 CCR 9792.10.6, 9792.10.7, 10575; ``rulebook/law/life_cycle_conditions.yaml``.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

from openimr.calendars.instants import pacific_day
from openimr.cases.case import Case, TreatmentStanding
from openimr.cases.conditions.registry import clock_runs_yet, condition, not_standing, told
from openimr.cases.events import (
    Appealed,
    Closed,
    DeterminationAmended,
    DeterminationIssued,
    DeterminationServed,
    Event,
    Implemented,
    Recipient,
    Remanded,
    ServiceOn,
)
from openimr.cases.outcomes import decided

__all__: list[str] = []

_MUST_BE_SERVED = (Recipient.EMPLOYEE, Recipient.REQUESTING_PHYSICIAN, Recipient.CLAIMS_ADMINISTRATOR)


@condition
def texts_signed(case: Case, _event: Event, what: DeterminationIssued) -> tuple[str, ...]:
    """What is issued is exactly what was signed for the open treatments, each once."""
    signed = {
        (row.treatment, row.reviewer): row.digest
        for row in case.round.valid_reviews
        if row.treatment in case.open_numbers
    }
    issued = Counter((row.treatment, row.reviewer) for row in what.texts)
    digests = {(row.treatment, row.reviewer): row.digest for row in what.texts}
    return (
        *(f"{_text(key)} is missing in the letter" for key in signed if key not in issued),
        *(f"{_text(key)} is not signed" for key in issued if key not in signed),
        *(f"{_text(key)} stands there {times} times" for key, times in issued.items() if times > 1),
        *(f"{_text(key)} is not the text signed" for key in signed if digests.get(key, signed[key]) != signed[key]),
    )


def _text(key: tuple[int, str]) -> str:
    number, reviewer = key
    return f"the text of {reviewer} on treatment {number}"


@condition
def outcomes_signed(case: Case, _event: Event, what: DeterminationIssued) -> tuple[str, ...]:
    """The letter states, for each open treatment once, the outcome that the signed reviews lead to."""
    reached = {row.treatment: row.decision.outcome for row in decided(case)}
    stated = {row.treatment: row.outcome for row in what.outcomes}
    return (
        *(f"treatment {number} has no outcome in the letter" for number in case.open_numbers if number not in stated),
        *(f"the outcome of treatment {number} is not signed" for number in stated if number not in reached),
        *told((len(stated) < len(what.outcomes), "one outcome for each treatment")),
        *(
            f"treatment {number} is {outcome.value} by what was signed, not {stated[number].value}"
            for number, outcome in reached.items()
            if stated.get(number, outcome) is not outcome
        ),
    )


@condition
def everyone_served(case: Case, _event: Event, what: DeterminationServed) -> tuple[str, ...]:
    """The parties are served."""
    served = {row.recipient for row in what.services}
    wanted = (*_MUST_BE_SERVED, *((Recipient.ATTORNEY,) if case.is_represented else ()))
    return tuple(f"service on the {row.value.replace('_', ' ')}" for row in wanted if row not in served)


@condition
def served_by_then(case: Case, event: Event, what: DeterminationServed) -> tuple[str, ...]:
    """No service is after the event or before the issue, and nothing is received before it is served."""
    day = pacific_day(event.at)
    issued = case.round.issued
    first = pacific_day(issued.at) if issued else day
    return tuple(words for row in what.services for words in _wrong_days(row, first=first, last=day))


def _wrong_days(row: ServiceOn, *, first: dt.date, last: dt.date) -> tuple[str, ...]:
    name = f"service on the {row.recipient.value.replace('_', ' ')}"
    received_on = row.received_on or row.served_on
    return told(
        (not first <= row.served_on <= last, f"{name} lies not between issue and event"),
        (not row.served_on <= received_on <= max(row.served_on, last), f"{name} was received at no possible day"),
    )


@condition
def digest_new(case: Case, _event: Event, what: DeterminationAmended) -> tuple[str, ...]:
    """The second letter is another text than what was issued."""
    issued = case.round.issued
    known = {issued.letter.digest, *(row.digest for row in issued.amendments)} if issued else set()
    return told((what.digest in known, "a text other than what was issued"))


@condition
def found_ineligible(case: Case, _event: Event, _what: object) -> tuple[str, ...]:
    """A treatment was found ineligible."""
    return told((not case.numbers(TreatmentStanding.INELIGIBLE), "a treatment that is not eligible"))


@condition
def ground_stated(_case: Case, _event: Event, what: Appealed) -> tuple[str, ...]:
    """The petition states a ground."""
    return told((not what.grounds, "a ground of the petition"))


@condition
def petition_by_then(_case: Case, event: Event, what: Appealed) -> tuple[str, ...]:
    """The petition was not filed after the event."""
    return told((what.filed_on > pacific_day(event.at), f"{what.filed_on} is later than the event"))


@condition
def wrong_facts_named(_case: Case, _event: Event, what: Remanded) -> tuple[str, ...]:
    """Each wrong fact is named, and there is one at least."""
    return told((not what.wrong_facts or not all(words.strip() for words in what.wrong_facts), "the wrong fact"))


@condition
def remanded_were_decided(case: Case, _event: Event, what: Remanded) -> tuple[str, ...]:
    """The treatments sent back were decided."""
    numbers = what.treatments or case.numbers(TreatmentStanding.DECIDED)
    return not_standing(case, numbers, TreatmentStanding.DECIDED)


@condition
def no_other_organization(_case: Case, _event: Event, what: Remanded) -> tuple[str, ...]:
    """There is no other review organization."""
    if what.has_other_organization is None:
        return ("whether there is another organization is not documented",)
    return told((what.has_other_organization, "there is another organization"))


@condition
def treatments_owed(case: Case, _event: Event, what: Implemented) -> tuple[str, ...]:
    """The treatments named were overturned and are not implemented yet."""
    owed = {row.number for row in case.treatments if row.is_owed}
    wrong = (f"treatment {number} is not owed" for number in what.treatments if number not in owed)
    return (*told((not what.treatments, "no treatment is named")), *wrong)


@condition
def done_by_then(_case: Case, event: Event, what: Implemented) -> tuple[str, ...]:
    """It was not done after the event."""
    return told((what.done_on > pacific_day(event.at), f"{what.done_on} is later than the event"))


@condition
def issued_and_unpublished(case: Case, _event: Event, _what: object) -> tuple[str, ...]:
    """There is a determination that is not published."""
    waiting = [row for row in case.rounds if row.issued and not row.issued.published]
    return told((not waiting, "a determination that is not published"))


@condition
def appeal_time_passed(case: Case, event: Event, _what: object) -> tuple[str, ...]:
    """The time to appeal ran out."""
    return clock_runs_yet(case, event, "appeal", "ineligibility-appeal")


@condition
def nothing_owed(case: Case, _event: Event, _what: object) -> tuple[str, ...]:
    """What was overturned is implemented."""
    return tuple(f"treatment {row.number} is not implemented" for row in case.treatments if row.is_owed)


@condition
def deferred_go_on(case: Case, _event: Event, what: Closed) -> tuple[str, ...]:
    """Treatments still deferred go on in another case."""
    waiting = case.numbers(TreatmentStanding.DEFERRED)
    if what.continued_in.strip() and what.continued_in != case.number:
        return ()
    return tuple(f"the case in which treatment {number} goes on" for number in waiting)
