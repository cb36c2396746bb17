"""Events for the random lives of a case: what makes sense where it stands, and what belongs there but is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from openimr.calendars.instants import pacific_day
from openimr.calendars.service import ServiceMethod
from openimr.cases import events as ev
from openimr.cases.case import Case, TreatmentStanding
from openimr.cases.events import RecordsKind, Verdict
from openimr.cases.outcomes import decided
from openimr.cases.terms import Outcome
from unit.cases import stories as st

DIGESTS = ("a" * 64, "c" * 64)
START = st.at("2017-11-20")  # runs over the rules of 2018 and 2020
BEYOND = {RecordsKind.REPORTS, RecordsKind.GIVEN_IN_SUPPORT, RecordsKind.OTHERS_USED, RecordsKind.OWN}


def named(case: Case) -> tuple[int, ...]:
    """The treatments that are still in dispute."""
    return case.numbers(TreatmentStanding.UNSCREENED, TreatmentStanding.ELIGIBLE, TreatmentStanding.DEFERRED)


def ended_by(kind: type[ev.TreatmentsAuthorized | ev.TreatmentsWithdrawn], **given: Any) -> Sensible:
    """One treatment, all but the deferred, or all."""

    def happenings(case: Case, _day: dt.date) -> tuple[ev.Happening, ...]:
        open_now = case.numbers(TreatmentStanding.UNSCREENED, TreatmentStanding.ELIGIBLE)
        return tuple(kind(treatments=rows, **given) for rows in (named(case)[:1], open_now, named(case)))

    return happenings


Sensible = Callable[[Case, dt.date], tuple[ev.Happening, ...]]

SENSIBLE: dict[str, Sensible] = {
    "screening_begun": lambda *_: (ev.ScreeningBegun(),),
    "information_asked": lambda *_: (ev.InformationAsked(missing=("the signature",)),),
    "information_answered": lambda *_: (ev.InformationAnswered(),),
    "information_lapsed": lambda *_: (ev.InformationLapsed(),),
    "liability_resolved": lambda case, _: (
        ev.LiabilityResolved(treatments=case.numbers(TreatmentStanding.DEFERRED)[:1]),
    ),
    "assigned": lambda *_: tuple(ev.Assigned(method=method) for method in ServiceMethod),
    "consolidated": lambda *_: (ev.Consolidated(parent="CM24-0000009", is_allowed=True),),
    "took_in": lambda case, _: (
        ev.TookIn(child="CM24-0000009", treatments=st.filed(len(case.treatments) + 1), is_allowed=True),
    ),
    "expedited": lambda *_: (ev.Expedited(certification=st.certification(dated_on=START.date())),),
    "records_received": lambda *_: (st.all_records(), st.own_records()),
    "records_overdue_noted": lambda *_: (ev.RecordsOverdueNoted(),),
    "reviewer_withdrew": lambda case, _: tuple(
        ev.ReviewerWithdrew(reviewer=reviewer, reason="ill") for reviewer in case.round.active_reviewers or ("r1",)
    ),
    "further_reviewers_approved": lambda case, day: (
        ev.FurtherReviewersApproved(number=case.round.approved_reviewers + 1, approved_on=day, reason="complex"),
    ),
    "more_information_asked": lambda *_: (ev.MoreInformationAsked(missing=("the report",)),),
    "more_information_received": lambda *_: (ev.MoreInformationReceived(),),
    "more_information_lapsed": lambda *_: (ev.MoreInformationLapsed(),),
    "quality_returned": lambda case, _: (ev.QualityReturned(treatments=case.open_numbers, reason="no pin"),),
    "quality_passed": lambda *_: (ev.QualityPassed(),),
    "extension_approved": lambda *_: (ev.ExtensionApproved(reason="good cause"),),
    "determination_issued": lambda case, _: (
        st.issued(case, outcomes=tuple(stated(case))),
        st.issued(case, outcomes=tuple(stated(case))),
    ),
    "determination_served": lambda _, day: (st.served(day.isoformat()),),
    "determination_amended": lambda *_: (ev.DeterminationAmended(digest="e" * 64, reason="a slip"),),
    "treatments_authorized": ended_by(ev.TreatmentsAuthorized),
    "treatments_withdrawn": ended_by(ev.TreatmentsWithdrawn, is_in_writing=True),
    "appealed": lambda _, day: (ev.Appealed(grounds=(ev.AppealGround.FRAUD,), filed_on=day),),
    "affirmed": lambda *_: (ev.Affirmed(),),
    "remanded": lambda case, _: (
        st.remand(),
        st.remand(treatments=case.numbers(TreatmentStanding.DECIDED)[:1]),
        st.remand(organization="Invented Review Partners"),
        st.remand(treatments=case.numbers(TreatmentStanding.DECIDED)[:1], organization="Invented Review Partners"),
    ),
    "implemented": lambda case, day: (
        ev.Implemented(treatments=tuple(row.number for row in case.treatments if row.is_owed), done_on=day),
    ),
    "published": lambda *_: (ev.Published(digest="d" * 64),),
    "closed": lambda *_: (ev.Closed(continued_in="CM24-0000002"),),
}


Tempting = Callable[[Case, dt.datetime], list[tuple[ev.Happening, str]]]


def wrong_designations(case: Case, now: dt.datetime) -> list[tuple[ev.Happening, str]]:
    fine = st.designated("r7", attested_on=pacific_day(now))
    earlier = case.round.excluded[:1]
    wrong = [
        msgspec.structs.replace(fine, qualification=Verdict.OPEN),
        msgspec.structs.replace(fine, conflict=Verdict.BARRED),
        msgspec.structs.replace(fine, attested_on=None),
        *(msgspec.structs.replace(fine, reviewer=reviewer) for reviewer in earlier * 3),
    ]
    return [(what, "person-1") for what in wrong]


def wrong_letters(case: Case, _now: dt.datetime) -> list[tuple[ev.Happening, str]]:
    """A letter that is altered, that leaves out what was signed, or that states another outcome."""
    fine = st.issued(case, outcomes=tuple(stated(case)))
    altered = tuple(msgspec.structs.replace(row, digest="f" * 64) for row in fine.texts)
    other = tuple(
        msgspec.structs.replace(row, outcome=next(one for one in Outcome if one is not row.outcome))
        for row in fine.outcomes
    )
    wrong = [
        msgspec.structs.replace(fine, texts=altered),
        msgspec.structs.replace(fine, texts=fine.texts[1:]),
        msgspec.structs.replace(fine, outcomes=other),
        msgspec.structs.replace(fine, outcomes=fine.outcomes[1:]),
    ]
    return [(what, "person-1") for what in wrong]


def wrong_signatures(case: Case, _now: dt.datetime) -> list[tuple[ev.Happening, str]]:
    reviewer = case.round.active_reviewers[0]
    closed_to_review = [row.number for row in case.treatments if row.number not in case.open_numbers]
    return [
        (st.signed(case.open_numbers[0]), "stranger"),
        *((st.signed(number), reviewer) for number in (*closed_to_review, 99)),
    ]


NOTHING_OF_USE = ev.RecordsReceived(
    kinds=(RecordsKind.APPLICATION,),
    absent=tuple(kind for kind in RecordsKind if kind is not RecordsKind.APPLICATION),
    is_complete=True,
)

# What is tried in the states where it belongs, though it is wrong in one thing.
TEMPTING: dict[str, Tempting] = {
    "records_received": lambda case, _: [] if case.round.records else [(NOTHING_OF_USE, "person-1")],
    "reviewer_designated": wrong_designations,
    "review_signed": wrong_signatures,
    "quality_begun": lambda *_: [(ev.QualityBegun(), "person-1")],
    "determination_issued": wrong_letters,
}


def stated(case: Case) -> Iterator[ev.StatedOutcome]:
    """The outcomes that the signed reviews lead to."""
    for found in decided(case):
        yield ev.StatedOutcome(treatment=found.treatment, outcome=found.decision.outcome)
