"""What each event writes into a case, apart from state and clocks: treatments, records, reviewers, signatures, issue.

These functions judge nothing; ``life_cycle.apply`` asks first whether the event may happen. They leave alone what the
event does not name.

Source: 8 CCR 9792.10.3 to 9792.10.9; Labor Code 4610.6; ``imr-process.md``, sections 2.4 to 2.10.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from openimr.cases.case import Amendment, Case, Designation, Issued, ReceivedRecords, Round, State, Treatment
from openimr.cases.case import SignedReview as Signed
from openimr.cases.case import TreatmentStanding as Standing
from openimr.cases.events import (
    Appealed,
    Assigned,
    Closed,
    Consolidated,
    DeterminationAmended,
    DeterminationIssued,
    DeterminationServed,
    Event,
    Expedited,
    ExtensionApproved,
    FiledTreatment,
    FurtherReviewersApproved,
    Implemented,
    LiabilityResolved,
    Published,
    QualityReturned,
    Received,
    RecordsReceived,
    Remanded,
    ReviewerDesignated,
    ReviewerWithdrew,
    ReviewSigned,
    Screened,
    TookIn,
    TreatmentsAuthorized,
    TreatmentsWithdrawn,
)
from openimr.cases.outcomes import decided
from openimr.cases.terms import Priority

__all__ = ["begun", "written"]

_Effect = Callable[[Case, Event, Any], Case]


def begun(event: Event, what: Received) -> Case:
    """The case that begins with this application."""
    return Case(
        number=what.number,
        state=State.RECEIVED,
        priority=what.priority,
        received_on=what.received_on,
        last_at=event.at,
        is_represented=what.is_represented,
        treatments=tuple(_treatment(row) for row in what.treatments),
        rounds=(Round(number=1),),
        disputed_on=what.disputed_on,
    )


def written(case: Case, event: Event) -> Case:
    """The case with what the event says written into it; its state and clocks are as before."""
    effect = _EFFECTS.get(type(event.what))
    return effect(case, event, event.what) if effect else case


def _treatment(row: FiledTreatment) -> Treatment:
    return Treatment(
        number=row.number, is_retrospective=row.is_retrospective, is_formulary_dispute=row.is_formulary_dispute
    )


def _standing(case: Case, numbers: Iterable[int], standing: Standing, *, was: Standing | None = None) -> Case:
    """The case with these treatments standing so; with ``was`` only those that stood like that."""
    named = set(numbers)
    rows = (
        replace(row, standing=standing) if row.number in named and was in {None, row.standing} else row
        for row in case.treatments
    )
    return replace(case, treatments=tuple(rows))


def _in_round(case: Case, **changes: Any) -> Case:
    return replace(case, rounds=(*case.rounds[:-1], replace(case.round, **changes)))


def _screened(case: Case, _event: Event, what: Screened) -> Case:
    for row in what.results:
        case = _standing(case, (row.treatment,), Standing.screened(row.result), was=Standing.UNSCREENED)
    return case


def _resolved(case: Case, _event: Event, what: LiabilityResolved) -> Case:
    return _standing(case, what.treatments, Standing.UNSCREENED, was=Standing.DEFERRED)


def _assigned(case: Case, event: Event, _what: object) -> Case:
    return _in_round(case, notified_at=event.at)


def _consolidated(case: Case, _event: Event, what: Consolidated) -> Case:
    return replace(_standing(case, case.open_numbers, Standing.SENT_AWAY), merged_into=what.parent)


def _took_in(case: Case, _event: Event, what: TookIn) -> Case:
    rows = (replace(_treatment(row), standing=Standing.ELIGIBLE, from_case=what.child) for row in what.treatments)
    return replace(case, treatments=(*case.treatments, *rows))


def _expedited(case: Case, _event: Event, _what: object) -> Case:
    return replace(case, priority=Priority.EXPEDITED)


def _recorded(case: Case, event: Event, what: RecordsReceived) -> Case:
    records = (*case.round.records, ReceivedRecords(by=event.by, at=event.at, what=what))
    return _in_round(case, records=records, has_complete_records=case.round.has_complete_records or what.is_complete)


def _designated(case: Case, event: Event, what: ReviewerDesignated) -> Case:
    row = Designation(
        reviewer=what.reviewer,
        designated_at=event.at,
        qualification=what.qualification,
        conflict=what.conflict,
        attested_on=what.attested_on,
    )
    return _in_round(case, designations=(*case.round.designations, row))


def _withdrew(case: Case, event: Event, what: ReviewerWithdrew) -> Case:
    rows = (
        replace(row, withdrew_at=event.at, reason=what.reason)
        if row.reviewer == what.reviewer and row.is_active
        else row
        for row in case.round.designations
    )
    reviews = (replace(row, is_void=True) if row.reviewer == what.reviewer else row for row in case.round.reviews)
    return _in_round(case, designations=tuple(rows), reviews=tuple(reviews))


def _approved(case: Case, _event: Event, what: FurtherReviewersApproved) -> Case:
    return _in_round(case, approved_reviewers=what.number)


def _signed(case: Case, event: Event, what: ReviewSigned) -> Case:
    row = Signed(
        reviewer=event.who,
        treatment=what.treatment,
        outcome=what.outcome,
        digest=what.digest,
        pins=what.pins,
        signed_at=event.at,
    )
    key = (row.reviewer, row.treatment)
    before = (replace(old, is_void=True) if (old.reviewer, old.treatment) == key else old for old in case.round.reviews)
    return _in_round(case, reviews=(*before, row))


def _returned(case: Case, _event: Event, what: QualityReturned) -> Case:
    reviews = (replace(row, is_void=True) if row.treatment in what.treatments else row for row in case.round.reviews)
    return _in_round(case, reviews=tuple(reviews))


def _extended(case: Case, _event: Event, _what: object) -> Case:
    return _in_round(case, is_extended=True)


def _issued(case: Case, event: Event, what: DeterminationIssued) -> Case:
    reached = decided(case)
    outcomes = {row.treatment: row.decision.outcome for row in reached}
    rows = (
        replace(row, standing=Standing.DECIDED, outcome=outcomes[row.number]) if row.number in outcomes else row
        for row in case.treatments
    )
    issued = Issued(at=event.at, letter=what, decided=reached)
    return replace(_in_round(case, issued=issued), treatments=tuple(rows))


def _in_issued(case: Case, number: int, **changes: Any) -> Case:
    """The case with something added to the determination of the round of this number, where there is one."""
    rounds = (
        replace(row, issued=replace(row.issued, **changes)) if row.issued and row.number == number else row
        for row in case.rounds
    )
    return replace(case, rounds=tuple(rounds))


def _served(case: Case, _event: Event, what: DeterminationServed) -> Case:
    return _in_issued(case, case.round.number, services=what.services)


def _amended(case: Case, event: Event, what: DeterminationAmended) -> Case:
    before = case.round.issued.amendments if case.round.issued else ()
    row = Amendment(digest=what.digest, reason=what.reason, at=event.at)
    return _in_issued(case, case.round.number, amendments=(*before, row))


def _published(case: Case, _event: Event, what: Published) -> Case:
    waiting = (row.number for row in case.rounds if row.issued and not row.issued.published)
    return _in_issued(case, next(waiting, 0), published=what.digest)


def _authorized(case: Case, _event: Event, what: TreatmentsAuthorized) -> Case:
    return _standing(case, what.treatments, Standing.AUTHORIZED)


def _withdrawn(case: Case, _event: Event, what: TreatmentsWithdrawn) -> Case:
    return _standing(case, what.treatments, Standing.WITHDRAWN)


def _appealed(case: Case, _event: Event, what: Appealed) -> Case:
    return _in_round(case, appeals=(*case.round.appeals, what))


def _remanded(case: Case, _event: Event, what: Remanded) -> Case:
    """A new round without those who decided; what came in stays in the file. Nothing issued is touched."""
    last = case.round
    if last.issued is None:
        found = case.numbers(Standing.INELIGIBLE)
        return _in_round(
            _standing(case, found, Standing.UNSCREENED), wrong_facts=(*last.wrong_facts, *what.wrong_facts)
        )
    numbers = what.treatments or case.numbers(Standing.DECIDED)
    to = Standing.SENT_AWAY if what.organization else Standing.ELIGIBLE
    rows = (
        replace(row, standing=to, outcome=None, implemented_on=None)
        if row.number in numbers and row.standing is Standing.DECIDED
        else row
        for row in case.treatments
    )
    after = Round(
        number=last.number + 1,
        wrong_facts=what.wrong_facts,
        excluded=tuple(dict.fromkeys((*last.excluded, *(row.reviewer for row in last.designations)))),
        records=last.records,
    )
    return replace(case, treatments=tuple(rows), rounds=(*case.rounds, after))


def _implemented(case: Case, _event: Event, what: Implemented) -> Case:
    rows = (
        replace(row, implemented_on=what.done_on) if row.number in what.treatments and row.is_owed else row
        for row in case.treatments
    )
    return replace(case, treatments=tuple(rows))


def _closed(case: Case, _event: Event, what: Closed) -> Case:
    return replace(case, continued_in=what.continued_in)


_EFFECTS: dict[type, _Effect] = {
    Expedited: _expedited,
    ExtensionApproved: _extended,
    Assigned: _assigned,
    Screened: _screened,
    LiabilityResolved: _resolved,
    Consolidated: _consolidated,
    TookIn: _took_in,
    RecordsReceived: _recorded,
    ReviewerDesignated: _designated,
    ReviewerWithdrew: _withdrew,
    FurtherReviewersApproved: _approved,
    ReviewSigned: _signed,
    QualityReturned: _returned,
    DeterminationIssued: _issued,
    DeterminationServed: _served,
    DeterminationAmended: _amended,
    TreatmentsAuthorized: _authorized,
    TreatmentsWithdrawn: _withdrawn,
    Appealed: _appealed,
    Remanded: _remanded,
    Implemented: _implemented,
    Published: _published,
    Closed: _closed,
}
