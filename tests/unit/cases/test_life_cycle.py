"""The life cycle lets happen what the law lets happen, refuses the rest with all reasons, and keeps what was issued."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from openimr.calendars.service import ServiceMethod
from openimr.cases import events as ev
from openimr.cases.case import Case, State, TreatmentStanding
from openimr.cases.deciding import Deciding
from openimr.cases.events import Event, RecordsKind, Role
from openimr.cases.life_cycle import Refused, apply
from openimr.cases.terms import Outcome, Priority
from openimr.citations import Verification
from rules.life_cycle.scenes import asked, deferred, ineligible, overdue, reviewing_without_records, upheld
from unit.cases import stories as st


def standings(case: Case) -> list[str]:
    return [row.standing.value for row in case.treatments]


def test_a_case_goes_from_application_to_service() -> None:
    case = st.delivered()
    assert case.state is State.SERVED
    assert [row.outcome for row in case.treatments] == [Outcome.OVERTURNED, Outcome.OVERTURNED]
    assert case.round.issued is not None
    assert case.round.issued.letter.digest == st.LETTER


def test_nothing_happens_to_a_case_that_has_not_begun() -> None:
    found = st.refused(None, st.event(ev.ScreeningBegun(), Role.COORDINATOR, "2024-03-04"))
    assert found.codes == ("begun",)


def test_a_case_begins_only_once() -> None:
    found = st.refused(st.new(), st.event(st.received(), Role.EMPLOYEE, "2024-03-05"))
    assert found.codes == ("begun",)


@pytest.mark.parametrize("instant", [dt.datetime(2024, 3, 5, 9), dt.datetime(1, 1, 1, tzinfo=dt.UTC)])  # noqa: DTZ001 - an instant without zone is the case
def test_an_instant_that_cannot_be_placed_in_california_is_refused(instant: dt.datetime) -> None:
    event = Event(by=Role.COORDINATOR, who="", at=instant, what=ev.ScreeningBegun())
    found = st.refused(st.new(), event)
    assert found.codes == ("instant",)
    assert found.reasons[0].missing[0] == "the id of who acts"


def test_an_event_earlier_than_the_last_is_refused_and_one_at_the_same_instant_is_not() -> None:
    case = st.new()
    before = replace(
        st.event(ev.ScreeningBegun(), Role.COORDINATOR, "2024-03-04"), at=case.last_at - dt.timedelta(seconds=1)
    )
    assert st.refused(case, before).codes == ("order",)
    assert st.happens(case, replace(before, at=case.last_at)).state is State.SCREENING


def test_a_refusal_tells_all_reasons_with_law_and_remedy_at_once() -> None:
    case = st.reviewing()
    event = st.event(st.issued(case), Role.REVIEWER, "2024-03-01")
    found = st.refused(case, event)
    assert set(found.codes) == {"order", "state", "role", "every-treatment-signed", "outcomes-signed"}
    lines = found.explain().splitlines()
    assert len(lines) == len(found.reasons)
    assert "the signature of r1 for treatment 2" in found.explain()
    assert "(partial)" in next(line for line in lines if "the signature of" in line)
    assert found.event == event


def test_a_clock_that_cannot_be_counted_refuses_the_event() -> None:
    case = replace(st.eligible(), last_at=st.at("2024-03-06"))
    found = st.refused(case, st.event(ev.Assigned(method=ServiceMethod.MAIL), Role.COORDINATOR, "2031-03-07"))
    assert found.codes == ("countable",)


def test_a_notice_received_at_an_instant_without_time_zone_is_refused() -> None:
    received_at = dt.datetime(2024, 3, 8, 9)  # noqa: DTZ001 - an instant without zone is the case
    what = ev.Assigned(method=ServiceMethod.ELECTRONIC, received_at=received_at)
    found = st.refused(st.eligible(), st.event(what, Role.COORDINATOR, "2024-03-07"))
    assert found.codes == ("notice-received-after",)


def test_treatments_stand_each_for_itself() -> None:
    case = st.screening(treatments=st.filed(1, 2, 3))
    what = st.screened(1, ineligible=(2,), deferred=(3,))
    done = st.applied(case, st.event(what, Role.COORDINATOR, "2024-03-06"))
    assert done.case.state is State.ELIGIBLE
    assert standings(done.case) == ["eligible", "ineligible", "deferred"]
    assert [letter.kind for letter in done.letters] == [
        "assignment-notice",
        "ineligibility-decision",
        "deferral-notice",
    ]


def test_a_deferred_treatment_is_screened_again_once_liability_is_resolved() -> None:
    case = st.happens(
        deferred(), st.event(ev.LiabilityResolved(treatments=(2,)), Role.CLAIMS_ADMINISTRATOR, "2024-05-06")
    )
    assert (case.state, standings(case)) == (State.SCREENING, ["deferred", "unscreened"])
    case = st.happens(case, st.event(st.screened(2), Role.COORDINATOR, "2024-05-07"))
    assert (case.state, standings(case)) == (State.ELIGIBLE, ["deferred", "eligible"])


def test_authorizing_some_treatments_ends_only_these_and_all_ends_the_review() -> None:
    some = ev.TreatmentsAuthorized(treatments=(1,))
    case = st.happens(st.reviewing(), st.event(some, Role.CLAIMS_ADMINISTRATOR, "2024-03-21"))
    assert (case.state, standings(case)) == (State.UNDER_REVIEW, ["authorized", "eligible"])
    rest = ev.TreatmentsAuthorized(treatments=(2,))
    done = st.applied(case, st.event(rest, Role.CLAIMS_ADMINISTRATOR, "2024-03-22"))
    assert done.case.state is State.TERMINATED
    assert not done.case.running
    assert [letter.kind for letter in done.letters] == ["termination-notice"]


def test_a_treatment_withdrawn_after_its_signature_is_not_issued() -> None:
    gone = ev.TreatmentsWithdrawn(treatments=(2,), is_in_writing=True)
    case = st.happens(st.ready(), st.event(gone, Role.EMPLOYEE, "2024-03-27", hour=15))
    with_both = st.issued(st.ready())
    assert "texts-signed" in st.refused(case, st.event(with_both, Role.COORDINATOR, "2024-03-28")).codes
    case = st.determined(case)
    assert standings(case) == ["decided", "withdrawn"]


def test_consolidation_takes_the_treatments_to_the_other_case() -> None:
    what = ev.Consolidated(parent="CM24-0000009", is_allowed=True)
    child = st.happens(st.awaiting(), st.event(what, Role.COORDINATOR, "2024-03-08"))
    assert (child.state, child.merged_into) == (State.CONSOLIDATED, "CM24-0000009")
    assert standings(child) == ["sent_away", "sent_away"]
    taken = ev.TookIn(child="CM24-0000008", treatments=st.filed(3, is_retrospective=True), is_allowed=True)
    parent = st.happens(st.awaiting(), st.event(taken, Role.COORDINATOR, "2024-03-08"))
    assert parent.open_numbers == (1, 2, 3)
    assert parent.treatments[2].from_case == "CM24-0000008"
    assert parent.treatments[2].is_retrospective


def test_no_review_begins_on_the_decision_under_review_alone() -> None:
    case = st.overdue()
    assert (
        "documents-beyond-decision" in st.refused(case, st.event(st.designated(), Role.COORDINATOR, "2024-03-25")).codes
    )
    only_the_form = ev.RecordsReceived(kinds=(RecordsKind.APPLICATION,), is_complete=False)
    case = st.happens(case, st.event(only_the_form, Role.CLAIMS_ADMINISTRATOR, "2024-03-25"))
    assert (
        "documents-beyond-decision" in st.refused(case, st.event(st.designated(), Role.COORDINATOR, "2024-03-25")).codes
    )


def test_a_review_without_the_administrators_records_can_be_issued_on_the_employees_own() -> None:
    case = st.determined(st.ready(st.in_quality(st.all_signed(reviewing_without_records()))))
    assert case.state is State.DETERMINED
    assert not case.round.has_complete_records


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"qualification": ev.Verdict.BARRED}, "reviewer-qualified"),
        ({"qualification": ev.Verdict.OPEN}, "reviewer-qualified"),
        ({"conflict": ev.Verdict.OPEN}, "reviewer-conflict-free"),
        ({"attested_on": None}, "reviewer-attested"),
        ({"attested_on": dt.date(2024, 3, 21)}, "reviewer-attested"),
    ],
)
def test_a_reviewer_who_is_not_cleared_is_not_designated(given: dict[str, Any], code: str) -> None:
    found = st.refused(st.with_records(), st.event(st.designated(**given), Role.COORDINATOR, "2024-03-20"))
    assert found.codes == (code,)


def test_a_reviewer_signs_only_for_himself() -> None:
    found = st.refused(st.reviewing(), st.event(st.signed(1), Role.REVIEWER, "2024-03-21", "r2"))
    assert found.codes == ("signer-designated",)


def test_the_text_signed_is_the_text_issued() -> None:
    case = st.ready()
    letter = st.issued(case)
    changed = tuple(replace(row, digest="d" * 64) for row in letter.texts)
    stranger = (*letter.texts, ev.IssuedText(treatment=1, reviewer="r9", digest=st.DIGEST))
    twice = (*letter.texts, letter.texts[0])
    for texts in (changed, stranger, twice, letter.texts[1:]):
        what = replace(letter, texts=texts)
        assert st.refused(case, st.event(what, Role.COORDINATOR, "2024-03-28")).codes == ("texts-signed",)


def test_the_outcome_issued_is_the_outcome_signed() -> None:
    case = st.ready()
    letter = st.issued(case)
    other = tuple(replace(row, outcome=Outcome.UPHELD) for row in letter.outcomes)
    more = (*letter.outcomes, ev.StatedOutcome(treatment=9, outcome=Outcome.UPHELD))
    twice = (*letter.outcomes, letter.outcomes[0])
    for outcomes in (other, more, twice, letter.outcomes[1:]):
        what = replace(letter, outcomes=outcomes)
        assert st.refused(case, st.event(what, Role.COORDINATOR, "2024-03-28")).codes == ("outcomes-signed",)


def test_a_new_signature_replaces_the_old_which_is_kept() -> None:
    case = st.all_signed(outcome=Outcome.UPHELD)
    case = st.happens(case, st.event(st.signed(1, digest="d" * 64), Role.REVIEWER, "2024-03-25", "r1"))
    assert len(case.round.reviews) == 3
    assert {row.treatment: row.outcome for row in case.round.valid_reviews} == {
        1: Outcome.OVERTURNED,
        2: Outcome.UPHELD,
    }


def test_what_the_second_look_returns_must_be_signed_again() -> None:
    what = ev.QualityReturned(treatments=(2,), reason="A count has no pin.")
    case = st.happens(st.in_quality(), st.event(what, Role.QUALITY_REVIEWER, "2024-03-26"))
    found = st.refused(case, st.event(ev.QualityBegun(), Role.COORDINATOR, "2024-03-26"))
    assert found.reasons[0].missing == ("the signature of r1 for treatment 2",)
    case = st.happens(case, st.event(st.signed(2), Role.REVIEWER, "2024-03-26", "r1"))
    assert st.in_quality(case).state is State.QUALITY_CHECK


def two(first: Outcome, second: Outcome) -> Case:
    """A determination by two reviewers whom the Administrative Director approved."""
    approval = ev.FurtherReviewersApproved(number=2, approved_on=dt.date(2024, 3, 20), reason="Two fields meet.")
    case = st.happens(st.with_records(), st.event(approval, Role.ADMINISTRATIVE_DIRECTOR, "2024-03-20"))
    for reviewer in ("r1", "r2"):
        case = st.happens(case, st.event(st.designated(reviewer), Role.COORDINATOR, "2024-03-20"))
    for reviewer, outcome in (("r1", first), ("r2", second)):
        for number in (1, 2):
            case = st.happens(case, st.event(st.signed(number, outcome), Role.REVIEWER, "2024-03-25", reviewer))
    return st.ready(st.in_quality(case))


def test_a_second_reviewer_needs_the_written_approval_of_the_administrative_director() -> None:
    found = st.refused(st.reviewing(), st.event(st.designated("r2"), Role.COORDINATOR, "2024-03-20"))
    assert found.codes == ("number-approved",)
    approval = ev.FurtherReviewersApproved(number=2, approved_on=dt.date(2024, 3, 21), reason="Two fields meet.")
    early = st.refused(st.with_records(), st.event(approval, Role.ADMINISTRATIVE_DIRECTOR, "2024-03-20"))
    assert early.codes == ("approved-in-writing",)


def test_an_even_split_is_for_the_treatment_and_marked_unverified() -> None:
    case = two(Outcome.UPHELD, Outcome.OVERTURNED)
    for_the_treatment = tuple(ev.StatedOutcome(treatment=number, outcome=Outcome.OVERTURNED) for number in (1, 2))
    case = st.happens(case, st.event(st.issued(case, outcomes=for_the_treatment), Role.COORDINATOR, "2024-03-28"))
    assert case.round.issued is not None
    decision = case.round.issued.decided[0].decision
    assert (decision.outcome, decision.rule) == (Outcome.OVERTURNED, Deciding.EVEN_SPLIT)
    assert decision.citation.verification is Verification.UNVERIFIED


def test_approved_reviewers_must_all_be_named_before_the_second_look() -> None:
    approval = ev.FurtherReviewersApproved(number=3, approved_on=dt.date(2024, 3, 20), reason="Two fields meet.")
    case = st.happens(st.all_signed(), st.event(approval, Role.ADMINISTRATIVE_DIRECTOR, "2024-03-25"))
    found = st.refused(case, st.event(ev.QualityBegun(), Role.COORDINATOR, "2024-03-25"))
    assert found.reasons[0].missing == ("2 more reviewers",)


@pytest.mark.parametrize(("gone", "state"), [("r1", State.RECORDS_COMPLETE), ("r2", State.UNDER_REVIEW)])
def test_a_case_whose_reviewer_withdraws_waits_for_another(gone: str, state: State) -> None:
    case = two(Outcome.UPHELD, Outcome.UPHELD) if gone == "r2" else st.ready()
    what = ev.ReviewerWithdrew(reviewer=gone, reason="A tie to the employer came to light.")
    case = st.happens(case, st.event(what, Role.REVIEWER, "2024-03-27", gone))
    assert case.state is state
    assert gone not in {row.reviewer for row in case.round.valid_reviews}
    assert gone in {row.reviewer for row in case.round.reviews}


def test_a_reviewer_withdraws_only_himself() -> None:
    what = ev.ReviewerWithdrew(reviewer="r1", reason="ill")
    case = two(Outcome.UPHELD, Outcome.UPHELD)
    found = st.refused(case, st.event(what, Role.REVIEWER, "2024-03-27", "r2"))
    assert found.reasons[0].missing == ("r2 cannot withdraw for r1",)


def test_nothing_issued_is_replaced_by_an_amendment() -> None:
    case = st.delivered()
    what = ev.DeterminationAmended(digest="d" * 64, reason="The date of injury was misprinted.")
    amended = st.happens(case, st.event(what, Role.MEDICAL_DIRECTOR, "2024-04-02"))
    assert amended.round.issued is not None
    assert case.round.issued is not None
    assert amended.round.issued.letter == case.round.issued.letter
    assert amended.round.issued.decided == case.round.issued.decided
    assert [row.reason for row in amended.round.issued.amendments] == ["The date of injury was misprinted."]
    again = st.refused(amended, st.event(what, Role.MEDICAL_DIRECTOR, "2024-04-03"))
    assert again.codes == ("digest-new",)


def test_a_remand_opens_a_round_for_another_reviewer_and_keeps_the_first() -> None:
    case = st.remanded()
    assert case.state is State.REMANDED
    assert case.rounds[0] == st.appealed().round
    assert case.round.wrong_facts == ("the level of the spine",)
    case = st.happens(case, st.event(ev.Assigned(method=ServiceMethod.MAIL), Role.COORDINATOR, "2024-06-04"))
    case = st.happens(case, st.event(st.all_records(), Role.CLAIMS_ADMINISTRATOR, "2024-06-10"))
    found = st.refused(case, st.event(st.designated("r1"), Role.COORDINATOR, "2024-06-10"))
    assert found.codes == ("reviewer-not-excluded",)
    case = st.happens(case, st.event(st.designated("r2"), Role.COORDINATOR, "2024-06-10"))
    case = st.all_signed(case, Outcome.UPHELD, "2024-06-11")
    case = st.delivered(
        st.determined(st.ready(st.in_quality(case, "2024-06-12"), "2024-06-12"), "2024-06-12"), "2024-06-13"
    )
    assert [row.outcome for row in case.treatments] == [Outcome.UPHELD, Outcome.UPHELD]
    assert case.rounds[0].issued is not None
    assert case.rounds[0].issued.decided[0].decision.outcome is Outcome.OVERTURNED


def test_only_the_treatments_sent_back_are_reviewed_again() -> None:
    case = st.remanded(treatments=(2,))
    assert standings(case) == ["decided", "eligible"]
    assert [clock.id for clock in case.running] == ["authorize"]


def test_another_organization_comes_before_another_reviewer() -> None:
    at_court = st.appealed()
    there_is = st.event(st.remand(has_other_organization=True), Role.APPEALS_BOARD, "2024-06-03")
    assert st.refused(at_court, there_is).codes == ("no-other-organization",)
    case = st.remanded(organization="Invented Review Partners", has_other_organization=True)
    assert (case.state, standings(case)) == (State.CLOSED, ["sent_away", "sent_away"])


def test_a_finding_of_ineligibility_can_be_appealed_and_decided_again() -> None:
    petition = ev.Appealed(grounds=(ev.AppealGround.BEYOND_POWERS,), filed_on=dt.date(2024, 3, 20))
    case = st.happens(ineligible(), st.event(petition, Role.EMPLOYEE, "2024-03-20"))
    case = st.happens(case, st.event(st.remand(), Role.APPEALS_BOARD, "2024-06-03"))
    assert (case.state, standings(case)) == (State.SCREENING, ["unscreened", "unscreened"])


def test_what_was_overturned_is_implemented_treatment_by_treatment() -> None:
    done = ev.Implemented(treatments=(1,), done_on=dt.date(2024, 4, 2))
    case = st.happens(st.delivered(), st.event(done, Role.CLAIMS_ADMINISTRATOR, "2024-04-02"))
    assert case.running_clock("authorize") is not None
    rest = ev.Implemented(treatments=(2,), done_on=dt.date(2024, 4, 3))
    case = st.happens(case, st.event(rest, Role.CLAIMS_ADMINISTRATOR, "2024-04-03"))
    assert case.running_clock("authorize") is None


def test_a_case_with_deferred_treatments_is_closed_only_into_another() -> None:
    case = upheld()
    waiting = replace(case.treatments[1], standing=TreatmentStanding.DEFERRED, outcome=None)
    case = replace(case, treatments=(case.treatments[0], waiting))
    itself = st.event(ev.Closed(continued_in=case.number), Role.COORDINATOR, "2024-06-03")
    assert st.refused(case, itself).codes == ("deferred-go-on",)
    case = st.happens(case, st.event(ev.Closed(continued_in="CM24-0000002"), Role.COORDINATOR, "2024-06-03"))
    assert case.continued_in == "CM24-0000002"


def test_publication_is_a_property_and_happens_once() -> None:
    what = ev.Published(digest="e" * 64)
    case = st.happens(st.delivered(), st.event(what, Role.COORDINATOR, "2024-04-02"))
    assert case.state is State.SERVED
    assert st.refused(case, st.event(what, Role.COORDINATOR, "2024-04-02")).codes == ("issued-and-unpublished",)


def test_each_party_must_be_served() -> None:
    case = st.determined()
    employee_only = ev.DeterminationServed(services=(st.service(ev.Recipient.EMPLOYEE, "2024-03-29"),))
    found = st.refused(case, st.event(employee_only, Role.COORDINATOR, "2024-03-29"))
    assert found.reasons[0].missing == (
        "service on the requesting physician",
        "service on the claims administrator",
        "service on the attorney",
    )
    alone = replace(case, is_represented=False)
    assert len(st.refused(alone, st.event(employee_only, Role.COORDINATOR, "2024-03-29")).reasons[0].missing) == 2


@pytest.mark.parametrize("given", [{"received_on": dt.date(2024, 3, 28)}, {"received_on": dt.date(2024, 4, 1)}])
def test_nothing_is_received_before_it_is_served_or_after_it_is_told(given: dict[str, dt.date]) -> None:
    whole = st.served("2024-03-29")
    rows = tuple(replace(row, **given) for row in whole.services)
    found = st.refused(st.determined(), st.event(replace(whole, services=rows), Role.COORDINATOR, "2024-03-29"))
    assert found.codes == ("served-by-then",)


def test_a_late_determination_is_issued_all_the_same() -> None:  # Margaris (2016)
    late = st.determined(day="2025-03-28")
    clock = next(clock for clock in late.clocks if clock.id == "determination")
    assert clock.has_passed(late.last_at)
    assert late.state is State.DETERMINED


@pytest.mark.parametrize(("received", "reminded"), [("2014-03-31", True), ("2014-04-01", False)])
def test_a_missing_decision_was_asked_for_until_march_2014(received: str, *, reminded: bool) -> None:
    on = dt.date.fromisoformat(received)
    case = st.happens(None, st.event(st.received(received_on=on), Role.EMPLOYEE, received))
    case = st.happens(case, st.event(ev.ScreeningBegun(), Role.COORDINATOR, "2014-04-02"))
    what = ev.InformationAsked(missing=("the decision",), is_for_missing_decision=True)
    result = apply(case, st.event(what, Role.COORDINATOR, "2014-04-02"))
    if reminded:
        assert not isinstance(result, Refused)
        assert result.case.running_clock("answer") is not None
        assert result.case.clocks[-1].rule == "missing-decision-reminder"
    else:
        assert isinstance(result, Refused)
        assert result.codes == ("not-for-missing-decision",)


@pytest.mark.parametrize(
    "case", [asked(), overdue(), st.remanded(), two(Outcome.UPHELD, Outcome.UPHELD)], ids=lambda case: case.state
)
def test_a_case_reads_back_from_its_json(case: Case) -> None:
    assert msgspec.json.decode(msgspec.json.encode(case), type=Case) == case


def test_an_expedited_application_is_not_converted_again() -> None:
    case = st.new(priority=Priority.EXPEDITED)
    found = st.refused(
        case, st.event(ev.Expedited(certification=st.certification()), Role.REQUESTING_PHYSICIAN, "2024-03-05")
    )
    assert found.codes == ("not-expedited-yet",)


@pytest.mark.parametrize(("received", "known"), [("2012-12-31", False), ("2013-01-01", True)])
def test_an_application_before_the_first_rules_is_refused_and_on_their_first_day_not(
    received: str, *, known: bool
) -> None:
    what = st.received(received_on=dt.date.fromisoformat(received))
    result = apply(None, st.event(what, Role.EMPLOYEE, "2013-01-02"))
    assert isinstance(result, Refused) is not known


def one_sent_back(**given: Any) -> Case:
    """Both treatments were overturned; the first is decided again, the second is owed."""
    return st.remanded(treatments=(1,), **given)


AUTHORIZED = st.event(ev.TreatmentsAuthorized(treatments=(1,)), Role.CLAIMS_ADMINISTRATOR, "2024-06-05")
WITHDRAWN = st.event(ev.TreatmentsWithdrawn(treatments=(1,), is_in_writing=True), Role.EMPLOYEE, "2024-06-05")


@pytest.mark.parametrize("ending", [AUTHORIZED, WITHDRAWN], ids=["terminated", "withdrawn"])
def test_what_an_earlier_round_overturned_is_owed_when_the_later_round_ends_early(ending: Event) -> None:
    case = st.happens(one_sent_back(), ending)
    assert [clock.id for clock in case.running] == ["authorize"]
    closing = st.event(ev.Closed(), Role.COORDINATOR, "2024-06-10")
    assert st.refused(case, closing).codes == ("nothing-owed",)
    done = ev.Implemented(treatments=(2,), done_on=dt.date(2024, 6, 7))
    case = st.happens(case, st.event(done, Role.CLAIMS_ADMINISTRATOR, "2024-06-07"))
    assert case.running == ()
    assert st.happens(case, closing).state is State.CLOSED


def test_what_is_not_sent_to_another_organization_is_owed_here() -> None:
    case = one_sent_back(organization="Invented Review Partners")
    assert (case.state, [clock.id for clock in case.running]) == (State.AFFIRMED, ["authorize"])
    done = ev.Implemented(treatments=(2,), done_on=dt.date(2024, 6, 7))
    case = st.happens(case, st.event(done, Role.CLAIMS_ADMINISTRATOR, "2024-06-07"))
    assert case.running == ()
    assert st.happens(case, st.event(ev.Closed(), Role.COORDINATOR, "2024-06-10")).state is State.CLOSED


def ended_beside_ineligible() -> Case:
    """The second treatment was found ineligible on 2024-03-06, the first was authorized the day after."""
    case = st.happens(st.screening(), st.event(st.screened(1, ineligible=(2,)), Role.COORDINATOR, "2024-03-06"))
    what = ev.TreatmentsAuthorized(treatments=(1,))
    return st.happens(case, st.event(what, Role.CLAIMS_ADMINISTRATOR, "2024-03-07"))


def test_an_early_end_leaves_the_time_to_appeal_a_finding_of_ineligibility_alone() -> None:
    case = ended_beside_ineligible()
    (clock,) = case.running
    assert (clock.id, clock.due_on) == ("ineligibility-appeal", dt.date(2024, 4, 10))
    closing = st.event(ev.Closed(), Role.COORDINATOR, "2024-04-10", hour=23)
    assert st.refused(case, closing).codes == ("appeal-time-passed",)
    assert st.happens(case, st.event(ev.Closed(), Role.COORDINATOR, "2024-04-11", hour=0)).state is State.CLOSED


def test_a_finding_of_ineligibility_is_appealed_and_decided_again_after_an_early_end() -> None:
    petition = ev.Appealed(grounds=(ev.AppealGround.BEYOND_POWERS,), filed_on=dt.date(2024, 4, 10))
    case = st.happens(ended_beside_ineligible(), st.event(petition, Role.EMPLOYEE, "2024-04-10"))
    assert (case.state, case.running) == (State.APPEALED, ())
    case = st.happens(case, st.event(st.remand(), Role.APPEALS_BOARD, "2024-06-03"))
    assert case.state is State.SCREENING
    assert standings(case) == ["authorized", "unscreened"]


def test_where_nothing_was_found_ineligible_there_is_nothing_to_appeal_after_an_early_end() -> None:
    what = ev.TreatmentsAuthorized(treatments=(1, 2))
    case = st.happens(st.eligible(), st.event(what, Role.CLAIMS_ADMINISTRATOR, "2024-03-07"))
    petition = ev.Appealed(grounds=(ev.AppealGround.BEYOND_POWERS,), filed_on=dt.date(2024, 4, 10))
    found = st.refused(case, st.event(petition, Role.EMPLOYEE, "2024-04-10"))
    assert found.codes == ("found-ineligible",)
