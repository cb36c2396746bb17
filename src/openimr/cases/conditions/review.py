"""Conditions of records, reviewers, signatures and the second look: each says what is missing.

Source: 8 CCR 9792.10.5, 9792.10.6; Labor Code 139.5(d), 4610.6; ``rulebook/law/life_cycle_conditions.yaml``.
"""

from __future__ import annotations

import re

from openimr.calendars.instants import pacific_day
from openimr.cases.case import Case, Designation, TreatmentStanding
from openimr.cases.conditions.registry import clock_runs_yet, condition, not_standing, told
from openimr.cases.events import (
    DeterminationAmended,
    DeterminationIssued,
    Event,
    ExtensionApproved,
    FurtherReviewersApproved,
    Published,
    QualityReturned,
    RecordsKind,
    RecordsReceived,
    ReviewerDesignated,
    ReviewerWithdrew,
    ReviewSigned,
    Role,
    Verdict,
)

__all__: list[str] = []

_MUST_BE_SENT = tuple(kind for kind in RecordsKind if kind is not RecordsKind.OWN)
# The application and what was told to the employee about the decision say nothing beyond it.
_BEYOND_DECISION = {RecordsKind.REPORTS, RecordsKind.GIVEN_IN_SUPPORT, RecordsKind.OTHERS_USED, RecordsKind.OWN}


@condition
def records_named(_case: Case, _event: Event, what: RecordsReceived) -> tuple[str, ...]:
    """The delivery says what it holds, or that there is none of a kind."""
    return told((not what.kinds and not what.absent, "what came"))


@condition
def records_accounted_for(case: Case, _event: Event, what: RecordsReceived) -> tuple[str, ...]:
    """Where the records are called complete, each kind has come or there is none of it."""
    rows = (*(row.what for row in case.round.records), what)
    known = {kind for row in rows for kind in (*row.kinds, *row.absent)}
    return tuple(f"records of kind {kind.value}" for kind in _MUST_BE_SENT if what.is_complete and kind not in known)


@condition
def records_time_passed(case: Case, event: Event, _what: object) -> tuple[str, ...]:
    """The time for the records ran out."""
    return clock_runs_yet(case, event, "records")


@condition
def documents_beyond_decision(case: Case, _event: Event, _what: object) -> tuple[str, ...]:
    """There are documents beyond the utilization review decision."""
    kinds = {kind for row in case.round.records for kind in row.what.kinds}
    return told((not kinds & _BEYOND_DECISION, "a document beyond the utilization review decision"))


@condition
def eligible_treatment(case: Case, _event: Event, _what: object) -> tuple[str, ...]:
    """A treatment is eligible and still to be decided."""
    return told((not case.open_numbers, "an eligible treatment"))


@condition
def nothing_unscreened(case: Case, _event: Event, _what: object) -> tuple[str, ...]:
    """No treatment waits to be screened."""
    waiting = case.numbers(TreatmentStanding.UNSCREENED)
    return tuple(f"treatment {number} is not screened" for number in waiting)


@condition
def reviewer_qualified(_case: Case, _event: Event, what: ReviewerDesignated) -> tuple[str, ...]:
    """The reviewer was found qualified."""
    return _not_clear(what.qualification, "qualification")


@condition
def reviewer_conflict_free(_case: Case, _event: Event, what: ReviewerDesignated) -> tuple[str, ...]:
    """The reviewer was found free of conflicts."""
    return _not_clear(what.conflict, "conflict")


def _not_clear(verdict: Verdict, name: str) -> tuple[str, ...]:
    return told((verdict is not Verdict.CLEAR, f"the verdict on {name} is {verdict.value}"))


@condition
def reviewer_attested(_case: Case, event: Event, what: ReviewerDesignated) -> tuple[str, ...]:
    """The reviewer attested by the day of the event."""
    if what.attested_on is None:
        return ("the attestation",)
    return told((what.attested_on > pacific_day(event.at), "an attestation not dated after the event"))


@condition
def reviewer_not_excluded(case: Case, _event: Event, what: ReviewerDesignated) -> tuple[str, ...]:
    """The reviewer was not a reviewer of this dispute before."""
    return told((what.reviewer in case.round.excluded, f"{what.reviewer} was a reviewer of this dispute before"))


@condition
def reviewer_new(case: Case, _event: Event, what: ReviewerDesignated) -> tuple[str, ...]:
    """The reviewer has an id and is not named already."""
    return told(
        (not what.reviewer.strip(), "the id of the reviewer"),
        (what.reviewer in case.round.active_reviewers, f"{what.reviewer} is named already"),
    )


@condition
def number_approved(case: Case, _event: Event, _what: object) -> tuple[str, ...]:
    """One more reviewer is within the approved number."""
    approved = case.round.approved_reviewers
    words = f"the written approval of more reviewers than {approved}"
    return told((len(case.round.active_reviewers) >= approved, words))


@condition
def approved_in_writing(_case: Case, event: Event, what: FurtherReviewersApproved) -> tuple[str, ...]:
    """The approval is in writing and bears a day not after the event."""
    if what.approved_on is None:
        return ("the day of the written approval",)
    return told((what.approved_on > pacific_day(event.at), "an approval not dated after the event"))


@condition
def more_than_one(case: Case, _event: Event, what: FurtherReviewersApproved) -> tuple[str, ...]:
    """More reviewers are approved than before."""
    before = case.round.approved_reviewers
    return told((what.number <= before, f"a number above {before}"))


@condition
def reviewer_active(case: Case, event: Event, what: ReviewerWithdrew) -> tuple[str, ...]:
    """The reviewer named decides in this case; a reviewer withdraws only himself."""
    is_of_another = event.by is Role.REVIEWER and event.who != what.reviewer
    return told(
        (what.reviewer not in case.round.active_reviewers, f"{what.reviewer} is no reviewer of this case"),
        (is_of_another, f"{event.who} cannot withdraw for {what.reviewer}"),
    )


@condition
def reason_given(
    _case: Case,
    _event: Event,
    what: ReviewerWithdrew | FurtherReviewersApproved | QualityReturned | ExtensionApproved | DeterminationAmended,
) -> tuple[str, ...]:
    """The reason is stated."""
    return told((not what.reason.strip(), "the reason"))


@condition
def more_time_passed(case: Case, event: Event, _what: object) -> tuple[str, ...]:
    """The time for more information ran out."""
    return clock_runs_yet(case, event, "more-information")


@condition
def signer_designated(case: Case, event: Event, _what: object) -> tuple[str, ...]:
    """Who signs is a reviewer named for this case."""
    return told((event.who not in case.round.active_reviewers, f"{event.who} is no reviewer of this case"))


@condition
def treatment_open(case: Case, _event: Event, what: ReviewSigned) -> tuple[str, ...]:
    """The treatment is eligible and still to be decided."""
    return not_standing(case, (what.treatment,), TreatmentStanding.ELIGIBLE)


@condition
def digest_given(
    _case: Case, _event: Event, what: ReviewSigned | DeterminationIssued | DeterminationAmended | Published
) -> tuple[str, ...]:
    """The exact text is bound by its SHA-256."""
    return told((not re.fullmatch(r"[0-9a-f]{64}", what.digest), "the SHA-256 of the exact text"))


@condition
def pins_given(_case: Case, _event: Event, what: ReviewSigned) -> tuple[str, ...]:
    """The decision points at one place in the records at least."""
    return told((what.pins < 1, "a pin"))


@condition
def rests_beyond_decision(_case: Case, _event: Event, what: ReviewSigned) -> tuple[str, ...]:
    """The decision does not rest on the utilization review decision alone."""
    return told((not what.rests_beyond_ur_decision, "a ground beyond the utilization review decision"))


@condition
def panel_complete(case: Case, _event: Event, _what: object) -> tuple[str, ...]:
    """As many reviewers decide as were approved."""
    missing = case.round.approved_reviewers - len(case.round.active_reviewers)
    return told((missing > 0, f"{missing} more reviewer{'s' if missing > 1 else ''}"))


@condition
def every_treatment_signed(case: Case, _event: Event, _what: object) -> tuple[str, ...]:
    """Each reviewer signed for each eligible treatment."""
    signed = {(row.treatment, row.reviewer) for row in case.round.valid_reviews}
    return tuple(
        f"the signature of {reviewer} for treatment {number}"
        for number in case.open_numbers
        for reviewer in case.round.active_reviewers
        if (number, reviewer) not in signed
    )


@condition
def treatments_open(case: Case, _event: Event, what: QualityReturned) -> tuple[str, ...]:
    """The treatments named are under review."""
    return not_standing(case, what.treatments, TreatmentStanding.ELIGIBLE)


@condition
def not_own_review(case: Case, event: Event, _what: object) -> tuple[str, ...]:
    """Nobody passes his own review."""
    return told((event.who in case.round.active_reviewers, f"{event.who} is a reviewer of this case"))


@condition
def determination_running(case: Case, _event: Event, _what: object) -> tuple[str, ...]:
    """The time for the determination runs."""
    is_running = case.running_clock("determination", "determination-formulary")
    return told((is_running is None, "a running time for the determination"))


@condition
def not_extended_yet(case: Case, _event: Event, _what: object) -> tuple[str, ...]:
    """The time was not extended before."""
    return told((case.round.is_extended, "the time was extended already"))


@condition
def reviewers_fit(case: Case, _event: Event, _what: object) -> tuple[str, ...]:
    """Each reviewer was found qualified and free of conflicts, attested so, and is new to the dispute."""
    active = tuple(row for row in case.round.designations if row.is_active)
    unfit = (words for row in active for words in _unfit(case, row))
    return (*told((not active, "a reviewer")), *unfit)


def _unfit(case: Case, row: Designation) -> tuple[str, ...]:
    return told(
        (row.qualification is not Verdict.CLEAR, f"{row.reviewer} is not found qualified"),
        (row.conflict is not Verdict.CLEAR, f"{row.reviewer} is not found free of conflicts"),
        (row.attested_on is None, f"{row.reviewer} has not attested"),
        (row.reviewer in case.round.excluded, f"{row.reviewer} was a reviewer of this dispute before"),
    )
