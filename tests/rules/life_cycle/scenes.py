"""For every row of the life cycle and every state it leads from: a case and an event that follows the row.

All people are invented.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from msgspec.structs import replace

from openimr.calendars.service import ServiceMethod
from openimr.cases import events as ev
from openimr.cases.case import Case, State, Treatment, TreatmentStanding
from openimr.cases.events import Event, Role
from openimr.cases.life_cycle_table import Transition
from openimr.cases.terms import Outcome
from unit.cases import stories as st

LATER = dt.timedelta(days=60)  # after every time limit that starts before it, except those of hours
FUTURE = dt.date(2029, 12, 3)
OTHER_DIGEST = "c" * 64


@dataclass(frozen=True)
class Scene:
    """A case, none where it begins, and an event."""

    case: Case | None
    event: Event

    def with_event(self, **changes: Any) -> Scene:
        return Scene(self.case, replace(self.event, **changes))

    def saying(self, **changes: Any) -> Scene:
        return self.with_event(what=replace(self.event.what, **changes))

    def with_case(self, **changes: Any) -> Scene:
        assert self.case is not None
        return Scene(replace(self.case, **changes), self.event)

    def in_round(self, **changes: Any) -> Scene:
        assert self.case is not None
        return self.with_case(rounds=(*self.case.rounds[:-1], replace(self.case.round, **changes)))


def asked() -> Case:
    what = ev.InformationAsked(missing=("the signature",), received_on=dt.date(2024, 3, 7))
    return st.happens(st.screening(), st.event(what, Role.COORDINATOR, "2024-03-06"))


def deferred() -> Case:
    return st.happens(st.screening(), st.event(st.screened(deferred=(1, 2)), Role.COORDINATOR, "2024-03-06"))


def ineligible() -> Case:
    return st.happens(st.screening(), st.event(st.screened(ineligible=(1, 2)), Role.COORDINATOR, "2024-03-06"))


def overdue() -> Case:
    return st.happens(st.overdue(), st.event(st.own_records(), Role.EMPLOYEE, "2024-03-24"))


def reviewing_without_records() -> Case:
    return st.happens(overdue(), st.event(st.designated(), Role.COORDINATOR, "2024-03-25"))


def asked_for_more(case: Case | None = None) -> Case:
    what = ev.MoreInformationAsked(missing=("the operative report",), received_on=dt.date(2024, 3, 27))
    return st.happens(case or st.reviewing(), st.event(what, Role.COORDINATOR, "2024-03-26"))


def affirmed() -> Case:
    return st.happens(st.appealed(), st.event(ev.Affirmed(), Role.APPEALS_BOARD, "2024-06-03"))


def consolidated() -> Case:
    what = ev.Consolidated(parent="CM24-0000009", is_allowed=True)
    return st.happens(st.eligible(), st.event(what, Role.COORDINATOR, "2024-03-07"))


def terminated() -> Case:
    what = ev.TreatmentsAuthorized(treatments=(1, 2))
    return st.happens(st.eligible(), st.event(what, Role.CLAIMS_ADMINISTRATOR, "2024-03-07"))


def withdrawn() -> Case:
    what = ev.TreatmentsWithdrawn(treatments=(1, 2), is_in_writing=True)
    return st.happens(st.eligible(), st.event(what, Role.EMPLOYEE, "2024-03-07"))


def ended_beside_ineligible(case: Case) -> Case:
    """Ended early in the state of ``case``, with a treatment that was found ineligible shortly before."""
    partly = st.happens(st.screening(), st.event(st.screened(1, ineligible=(2,)), Role.COORDINATOR, "2024-03-06"))
    if case.state is State.TERMINATED:
        what = ev.TreatmentsAuthorized(treatments=(1,))
        return st.happens(partly, st.event(what, Role.CLAIMS_ADMINISTRATOR, "2024-03-07"))
    withdrawal = ev.TreatmentsWithdrawn(treatments=(1,), is_in_writing=True)
    return st.happens(partly, st.event(withdrawal, Role.EMPLOYEE, "2024-03-07"))


def upheld() -> Case:
    """Served, with nothing to implement."""
    return st.delivered(st.determined(st.ready(st.in_quality(st.all_signed(outcome=Outcome.UPHELD)))))


def closed() -> Case:
    return st.happens(upheld(), st.event(ev.Closed(), Role.COORDINATOR, "2024-06-03"))


IN_STATE: dict[State, Callable[[], Case]] = {
    State.RECEIVED: st.new,
    State.SCREENING: st.screening,
    State.INFORMATION_REQUESTED: asked,
    State.DEFERRED: deferred,
    State.INELIGIBLE: ineligible,
    State.ELIGIBLE: st.eligible,
    State.AWAITING_RECORDS: st.awaiting,
    State.RECORDS_COMPLETE: st.with_records,
    State.RECORDS_OVERDUE: overdue,
    State.UNDER_REVIEW: st.reviewing,
    State.MORE_INFORMATION_REQUESTED: asked_for_more,
    State.QUALITY_CHECK: st.in_quality,
    State.READY_TO_ISSUE: st.ready,
    State.DETERMINED: st.determined,
    State.SERVED: st.delivered,
    State.APPEALED: st.appealed,
    State.AFFIRMED: affirmed,
    State.REMANDED: st.remanded,
    State.CONSOLIDATED: consolidated,
    State.TERMINATED: terminated,
    State.WITHDRAWN: withdrawn,
    State.CLOSED: closed,
}


@cache
def in_state(state: State) -> Case:
    """A case that stands so; cases are values, so that one serves all tests."""
    return IN_STATE[state]()


def also(case: Case, **given: Any) -> Case:
    """The case with one treatment more."""
    return replace(case, treatments=(*case.treatments, Treatment(number=9, **given)))


def two_reviewers(case: Case) -> Case:
    """The case with a second reviewer beside the first."""
    first = case.round.designations[-1]
    second = replace(first, reviewer="r2")
    changed = replace(case.round, approved_reviewers=2, designations=(*case.round.designations, second))
    return replace(case, rounds=(*case.rounds[:-1], changed))


def without_complete_records(case: Case) -> Case:
    return replace(case, rounds=(*case.rounds[:-1], replace(case.round, has_complete_records=False)))


def owing(case: Case) -> Case:
    return also(case, standing=TreatmentStanding.DECIDED, outcome=Outcome.OVERTURNED)


def one_deferred(case: Case) -> Case:
    return also(case, standing=TreatmentStanding.DEFERRED)


def one_unscreened(case: Case) -> Case:
    return also(case, standing=TreatmentStanding.UNSCREENED)


def remanded_ineligibility() -> Case:
    what = ev.Appealed(grounds=(ev.AppealGround.BEYOND_POWERS,), filed_on=dt.date(2024, 3, 20))
    return st.happens(ineligible(), st.event(what, Role.EMPLOYEE, "2024-03-20"))


def approved_for_two(case: Case) -> Case:
    return replace(case, rounds=(*case.rounds[:-1], replace(case.round, approved_reviewers=2)))


# What a row asks of a case beyond its state.
PREPARED: dict[str, Callable[[Case], Case]] = {
    "resolve-liability-meanwhile": one_deferred,
    "screen-meanwhile": one_unscreened,
    "authorize-all-but-deferred": one_deferred,
    "withdraw-all-but-deferred": one_deferred,
    "designate-another": approved_for_two,
    "lose-one-reviewer": two_reviewers,
    "lose-reviewer-without-records": without_complete_records,
    "begin-quality-check": st.all_signed,
    "remind-of-decision": lambda case: replace(case, received_on=dt.date(2014, 3, 31)),
    "appeal-ineligibility-after-end": lambda case: also(case, standing=TreatmentStanding.INELIGIBLE),
    "close-ended": ended_beside_ineligible,
    "remand-ineligibility": lambda _case: remanded_ineligibility(),
    "implement": owing,
    "close-decided": lambda _case: upheld(),
    "close-affirmed": lambda _case: st.happens(
        st.appealed(upheld()), st.event(ev.Affirmed(), Role.APPEALS_BOARD, "2024-06-03")
    ),
}


def _numbers(case: Case, *standings: TreatmentStanding) -> tuple[int, ...]:
    return case.numbers(*standings)


OPEN = (TreatmentStanding.UNSCREENED, TreatmentStanding.ELIGIBLE)

# What happens in a row, made from the case and the day.
HAPPENINGS: dict[str, Callable[[Case, dt.date], ev.Happening]] = {
    "begin-screening": lambda *_: ev.ScreeningBegun(),
    "remind-of-decision": lambda *_: ev.InformationAsked(missing=("the decision",), is_for_missing_decision=True),
    "ask-about-eligibility": lambda *_: ev.InformationAsked(missing=("the signature",)),
    "answer-about-eligibility": lambda *_: ev.InformationAnswered(),
    "go-on-without-answer": lambda *_: ev.InformationLapsed(),
    "find-eligible": lambda *_: st.screened(1, ineligible=(2,)),
    "defer": lambda *_: st.screened(deferred=(1,), ineligible=(2,)),
    "find-ineligible": lambda *_: st.screened(ineligible=(1, 2)),
    "resolve-liability": lambda *_: ev.LiabilityResolved(treatments=(1,)),
    "resolve-liability-meanwhile": lambda *_: ev.LiabilityResolved(treatments=(9,)),
    "screen-meanwhile": lambda *_: st.screened(ineligible=(9,)),
    "assign": lambda *_: ev.Assigned(method=ServiceMethod.MAIL),
    "consolidate": lambda *_: ev.Consolidated(parent="CM24-0000009", is_allowed=True),
    "take-in": lambda *_: ev.TookIn(child="CM24-0000009", treatments=st.filed(3), is_allowed=True),
    "convert": lambda *_: ev.Expedited(certification=st.certification()),
    "complete-records": lambda *_: st.all_records(),
    "complete-records-late": lambda *_: st.all_records(),
    "reopen-for-complete-records": lambda *_: st.all_records(),
    "receive-records": lambda *_: st.own_records(),
    "receive-records-late": lambda *_: st.own_records(),
    "reopen-for-records": lambda *_: st.own_records(),
    "note-records-overdue": lambda *_: ev.RecordsOverdueNoted(),
    "designate-reviewer": lambda *_: st.designated("r5"),
    "designate-without-records": lambda *_: st.designated("r5"),
    "designate-another": lambda *_: st.designated("r5"),
    "approve-further-reviewers": lambda _case, day: ev.FurtherReviewersApproved(
        number=3, approved_on=day, reason="Two bodies of knowledge are needed."
    ),
    "lose-one-reviewer": lambda *_: ev.ReviewerWithdrew(reviewer="r2", reason="ill"),
    "lose-reviewer": lambda *_: ev.ReviewerWithdrew(reviewer="r1", reason="ill"),
    "lose-reviewer-without-records": lambda *_: ev.ReviewerWithdrew(reviewer="r1", reason="ill"),
    "ask-for-more": lambda *_: ev.MoreInformationAsked(missing=("the operative report",)),
    "receive-more": lambda *_: ev.MoreInformationReceived(),
    "go-on-without-more": lambda *_: ev.MoreInformationLapsed(),
    "sign": lambda *_: st.signed(1),
    "begin-quality-check": lambda *_: ev.QualityBegun(),
    "return-to-reviewer": lambda *_: ev.QualityReturned(treatments=(1,), reason="A count has no pin."),
    "pass-quality-check": lambda *_: ev.QualityPassed(),
    "extend": lambda *_: ev.ExtensionApproved(reason="The operative report is in a foreign language."),
    "issue": lambda case, _day: st.issued(case),
    "serve": lambda _case, day: st.served(day.isoformat()),
    "amend": lambda *_: ev.DeterminationAmended(digest=OTHER_DIGEST, reason="The date of injury was misprinted."),
    "authorize-some": lambda *_: ev.TreatmentsAuthorized(treatments=(1,)),
    "authorize-all-but-deferred": lambda *_: ev.TreatmentsAuthorized(treatments=(1, 2)),
    "terminate": lambda *_: ev.TreatmentsAuthorized(treatments=(1, 2)),
    "withdraw-some": lambda *_: ev.TreatmentsWithdrawn(treatments=(1,), is_in_writing=True),
    "withdraw-all-but-deferred": lambda *_: ev.TreatmentsWithdrawn(treatments=(1, 2), is_in_writing=True),
    "withdraw": lambda *_: ev.TreatmentsWithdrawn(treatments=(1, 2), is_in_writing=True),
    "appeal-ineligibility": lambda _case, day: ev.Appealed(grounds=(ev.AppealGround.BIAS,), filed_on=day),
    "appeal-ineligibility-after-end": lambda _case, day: ev.Appealed(grounds=(ev.AppealGround.BIAS,), filed_on=day),
    "appeal": lambda _case, day: ev.Appealed(grounds=(ev.AppealGround.BIAS,), filed_on=day),
    "affirm": lambda *_: ev.Affirmed(),
    "remand-ineligibility": lambda *_: st.remand(),
    "remand-some-to-organization": lambda *_: st.remand(
        treatments=(1,), organization="Invented Review Partners", has_other_organization=True
    ),
    "remand-to-organization": lambda *_: st.remand(
        organization="Invented Review Partners", has_other_organization=True
    ),
    "remand-to-reviewer": lambda *_: st.remand(),
    "implement": lambda _case, day: ev.Implemented(treatments=(9,), done_on=day),
    "publish": lambda *_: ev.Published(digest=OTHER_DIGEST),
    "close-ineligible": lambda *_: ev.Closed(),
    "close-ended": lambda *_: ev.Closed(),
    "close-decided": lambda *_: ev.Closed(),
    "close-affirmed": lambda *_: ev.Closed(),
}


@cache
def scene(row: Transition, state: State | None) -> Scene:
    """A case in this state and an event by which it follows the row, by the first role that may."""
    if state is None:
        return Scene(None, st.event(st.received(), row.who[0], "2024-03-04"))
    prepare = PREPARED.get(row.id)
    case = prepare(in_state(state)) if prepare else in_state(state)
    when = case.last_at + LATER
    what = HAPPENINGS[row.id](case, when.date())
    who = case.round.active_reviewers[0] if row.event == "review_signed" else getattr(what, "reviewer", "person-1")
    return Scene(case, Event(by=row.who[0], who=who, at=when, what=what))
