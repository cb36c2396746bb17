"""What screening finds fits the life of a case: its proposals are applied, and what is undecided is never proposed."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.cases.application import Attachment
from openimr.cases.case import State
from openimr.cases.eligibility import Standing, screen
from openimr.cases.events import Role, ScreeningBegun
from openimr.cases.life_cycle import Applied, apply
from openimr.cases.proposing import proposed_question, proposed_receipt, proposed_results, undecided
from openimr.cases.terms import Priority
from openimr.cases.utilization import Requested
from openimr.samples.filings import sample_filings
from openimr.samples.planted_defects import DEFECTS
from unit.cases.factories import FILING, RECEIVED, applied, decided, replaced, screened, treated
from unit.cases.stories import certification, event

_STATES = {Standing.ELIGIBLE: State.ELIGIBLE, Standing.DEFERRED: State.DEFERRED, Standing.INELIGIBLE: State.INELIGIBLE}


@pytest.mark.parametrize("rule", DEFECTS)
def test_what_is_proposed_of_an_invented_filing_can_be_recorded(rule: str) -> None:
    for sample in sample_filings(count=3, seed=11, plant=(rule,)):
        screening = screen(sample.filing, on=sample.on)
        day, later = sample.filing.application.received_on.isoformat(), sample.on.isoformat()
        begun = apply(None, event(proposed_receipt(sample.filing, number="CM-1"), Role.COORDINATOR, day))
        assert isinstance(begun, Applied), begun
        looked = apply(begun.case, event(ScreeningBegun(), Role.COORDINATOR, later))
        assert isinstance(looked, Applied), looked
        results = proposed_results(screening)
        assert (results is None) is bool(undecided(screening))
        if results is None:
            continue
        done = apply(looked.case, event(results, Role.COORDINATOR, later))
        assert isinstance(done, Applied), done
        standings = {verdict.standing for verdict in screening.verdicts}
        best = next(standing for standing in _STATES if standing in standings)
        assert done.case.state is _STATES[best]


def test_a_receipt_tells_what_changes_the_way_of_a_treatment() -> None:
    filing = treated(when=Requested.RETROSPECTIVE, is_formulary_dispute=True, dispensed_on=dt.date(2025, 2, 1))
    receipt = proposed_receipt(filing, number="CM-1")

    assert receipt.disputed_on == dt.date(2025, 2, 1)
    assert (receipt.treatments[0].is_retrospective, receipt.treatments[0].is_formulary_dispute) == (True, True)


@pytest.mark.parametrize(
    ("review", "certified", "priority"),
    [
        (Priority.EXPEDITED, {}, Priority.EXPEDITED),
        (Priority.EXPEDITED, {"has_documents": False}, Priority.STANDARD),
        (Priority.EXPEDITED, None, Priority.STANDARD),
        (Priority.STANDARD, {}, Priority.STANDARD),
    ],
)
def test_an_expedited_review_that_is_not_certified_goes_on_as_a_regular_one(
    review: Priority, certified: dict[str, bool] | None, priority: Priority
) -> None:
    paper = None if certified is None else certification(**certified)
    receipt = proposed_receipt(applied(review=review, certification=paper), number="CM-1")

    assert receipt.priority is priority


def test_without_a_decision_the_day_on_the_form_counts() -> None:
    receipt = proposed_receipt(replaced(FILING, ur_decision=None), number="CM-1")

    assert receipt.disputed_on == FILING.application.ur_decided_on
    assert receipt.treatments[0].is_retrospective is False


def test_the_question_names_whom_it_asks_and_what_for() -> None:
    day = dt.date(2014, 3, 3)
    early = applied(received_on=day, ur_decided_on=day, injured_on=dt.date(2012, 5, 4), attachment=Attachment.NONE)
    asked = proposed_question(screened(decided(early, decided_on=day, served_on=day, requested_on=day)))

    assert asked is not None
    assert asked.is_for_missing_decision
    assert asked.missing == ("employee: A copy of the utilization review decision.",)


def test_since_april_2014_no_question_is_a_reminder_of_the_decision() -> None:
    assert proposed_question(screened(applied(attachment=Attachment.NONE))) is None
    asked = proposed_question(screened(applied(attachment=Attachment.NONE, claim_number="")))

    assert asked is not None
    assert not asked.is_for_missing_decision


def test_where_nothing_is_missing_nothing_is_asked() -> None:
    assert proposed_question(screened(FILING)) is None


def test_grounds_are_told_and_notes_are_not() -> None:
    filing = decided(treated(is_formulary_dispute=True))
    results = proposed_results(screened(filing, RECEIVED))

    assert results is not None
    assert results.results[0].reasons == ()
