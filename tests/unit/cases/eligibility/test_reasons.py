"""What a defect asks for, until when it can be mended, and what does not refuse."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from openimr.calendars.service import ServiceMethod
from openimr.cases.application import Attachment, InformationRequest, Signature, SignerRole
from openimr.cases.eligibility import Ask, Cure, Effect, Standing, rules, told
from openimr.cases.filing import Authorization, Filing
from openimr.cases.parties import Attorney, Designation, DesigneeRelation, Employee
from openimr.cases.terms import Priority, UrAction
from openimr.cases.utilization import Amount, LiabilityDispute, Requested
from openimr.citations import Verification
from openimr.errors import UnusableArguments
from unit.cases.factories import (
    DECIDED,
    FILING,
    LAST,
    OTHER,
    RECEIVED,
    WORKER,
    applied,
    decided,
    earlier,
    partied,
    replaced,
    rules_found,
    screened,
    treated,
    verdict,
)

DAY = dt.timedelta(days=1)
TWO = applied(
    treatments=(
        *FILING.application.treatments,
        replaced(FILING.application.treatments[0], number=2, wording="MRI of the lumbar spine"),
    )
)


def signed(role: SignerRole) -> Filing:
    """The filing signed by somebody else."""
    return applied(signature=Signature(by=role, name=OTHER, dated_on=RECEIVED))


def designated(on: dt.date | None) -> Filing:
    """The filing signed by a designee who was named on a day."""
    named = Designation(name=OTHER, relation=DesigneeRelation.RELATIVE, dated_on=on)
    return partied(signed(SignerRole.DESIGNEE), designation=named)


def test_a_sound_filing_is_eligible_without_a_reason() -> None:
    assert verdict(FILING).standing is Standing.ELIGIBLE
    assert verdict(FILING).reasons == ()


def test_all_reasons_are_told_and_the_gravest_first() -> None:
    filing = treated(applied(signature=None, attachment=Attachment.OTHER), is_for_missing_information=True)

    assert [reason.effect for reason in verdict(filing).reasons] == [Effect.REFUSES, Effect.HOLDS, Effect.WAITS]
    assert verdict(filing).standing is Standing.INELIGIBLE


def test_each_treatment_stands_for_itself() -> None:
    assert [verdict.standing for verdict in screened(TWO).verdicts] == [Standing.ELIGIBLE, Standing.WAITING]


@pytest.mark.parametrize(("on", "effect"), [(LAST, Effect.WAITS), (LAST + DAY, Effect.REFUSES)])
def test_a_missing_signature_can_be_given_until_the_window_closes(on: dt.date, effect: Effect) -> None:
    (found,) = verdict(applied(signature=None), on).reasons

    assert (found.effect, found.cure_by) == (effect, LAST)


def test_where_no_decision_is_known_a_missing_signature_waits_without_a_last_day() -> None:
    filing = replaced(applied(signature=None), ur_decision=None)
    found = next(reason for reason in verdict(filing).reasons if reason.code == "NO_SIGNATURE")

    assert (found.effect, found.cure_by) == (Effect.WAITS, None)


def test_the_deficiency_notice_names_what_is_missing_once_for_all_treatments() -> None:
    lines = screened(applied(TWO, signature=None)).missing

    signature = next(line for line in lines if line.code == "NO_SIGNATURE")
    assert (signature.ask, signature.treatments, signature.by) == (Ask.EMPLOYEE, (1, 2), LAST)
    assert "signature of the employee" in signature.what


def test_what_can_no_longer_be_mended_is_not_asked_for() -> None:
    assert screened(applied(signature=None), LAST + DAY).missing == ()


@pytest.mark.parametrize(
    ("on", "found"),
    [(DECIDED - DAY, ["designation-too-early"]), (DECIDED, ["designation-too-early"]), (DECIDED + DAY, [])],
)
def test_a_designee_must_be_named_after_the_decision(on: dt.date, found: list[str]) -> None:
    assert rules_found(designated(on)) == found


def test_a_designation_without_a_date_is_for_a_person() -> None:
    assert verdict(designated(None)).standing is Standing.TO_CONFIRM


def test_where_no_decision_is_known_a_designation_cannot_be_too_early() -> None:
    filing = replaced(designated(DECIDED), ur_decision=None)

    assert "designation-too-early" not in rules_found(filing)


def test_the_attorney_of_record_may_apply() -> None:
    filing = partied(signed(SignerRole.ATTORNEY), attorney=Attorney(name=OTHER))

    assert verdict(filing).standing is Standing.ELIGIBLE


@pytest.mark.parametrize("role", [SignerRole.CLAIMS_ADMINISTRATOR, SignerRole.OTHER])
def test_nobody_but_the_workers_side_may_apply(role: SignerRole) -> None:
    assert verdict(signed(role), LAST + DAY).standing is Standing.INELIGIBLE


def test_that_the_physician_alone_cannot_apply_is_unverified_and_refuses_nobody() -> None:
    filing = signed(SignerRole.REQUESTING_PHYSICIAN)

    assert verdict(filing, LAST + DAY).standing is Standing.TO_CONFIRM


def test_an_emergency_provider_without_documented_care_is_for_a_person() -> None:
    (found,) = verdict(signed(SignerRole.EMERGENCY_PROVIDER)).reasons

    assert "no such care is documented" in found.says


def test_no_unverified_rule_refuses() -> None:
    unverified = [row for row in rules().values() if row.verification is Verification.UNVERIFIED]

    assert {row.id for row in unverified if row.effect is Effect.REFUSES} == {"applicant-physician"}


def test_a_rule_that_can_be_mended_by_somebody_says_by_whom_and_by_what() -> None:
    for row in rules().values():
        assert bool(row.missing) is (row.ask is not None) is (row.curable is not Cure.NEVER), row.id


@pytest.mark.parametrize(
    ("received", "found"),
    [
        (dt.date(2014, 3, 31), "decision-not-attached-reminder"),
        (dt.date(2014, 4, 1), "decision-not-attached"),
    ],
)
def test_since_april_2014_there_is_no_reminder(received: dt.date, found: str) -> None:
    day = received - 5 * DAY
    filing = decided(
        applied(received_on=received, ur_decided_on=day, injured_on=dt.date(2012, 5, 4), attachment=Attachment.NONE),
        decided_on=day,
        served_on=day,
        requested_on=day,
    )

    assert rules_found(filing) == [found]


def reminded(*asked: tuple[SignerRole, dt.date]) -> Filing:
    """An application of 2014-03-03 without the decision, with questions asked."""
    received, day = dt.date(2014, 3, 3), dt.date(2014, 2, 20)
    queries = tuple(InformationRequest(to=to, asked_on=on, about="the decision") for to, on in asked)
    without = applied(
        received_on=received,
        ur_decided_on=day,
        injured_on=dt.date(2012, 5, 4),
        attachment=Attachment.NONE,
        queries=queries,
    )
    return decided(without, decided_on=day, served_on=day, requested_on=day)


@pytest.mark.parametrize(
    ("on", "effect"),
    [
        (dt.date(2014, 3, 24), Effect.WAITS),
        (dt.date(2014, 3, 25), Effect.WAITS),
        (dt.date(2014, 3, 26), Effect.REFUSES),
    ],
)
def test_a_reminder_gives_fifteen_days_from_the_reminder(on: dt.date, effect: Effect) -> None:
    filing = reminded((SignerRole.EMPLOYEE, dt.date(2014, 3, 10)))

    found = next(reason for reason in verdict(filing, on).reasons if reason.code == "NO_UR_DECISION_ATTACHED")
    assert (found.effect, found.cure_by) == (effect, dt.date(2014, 3, 25))


@pytest.mark.parametrize("asked", [(), ((SignerRole.CLAIMS_ADMINISTRATOR, dt.date(2014, 3, 4)),)])
def test_before_the_reminder_a_missing_decision_waits(asked: tuple[tuple[SignerRole, dt.date], ...]) -> None:
    reasons = verdict(reminded(*asked), dt.date(2014, 3, 31)).reasons

    found = next(reason for reason in reasons if reason.code == "NO_UR_DECISION_ATTACHED")
    assert (found.effect, found.cure_by) == (Effect.WAITS, None)


def test_since_april_2014_a_missing_decision_refuses_at_once_and_only_another_application_helps() -> None:
    filing = applied(attachment=Attachment.NONE)
    (found,) = verdict(filing).reasons

    assert (found.effect, found.curable, found.cure_by) == (Effect.REFUSES, Cure.BY_ANOTHER_APPLICATION, LAST)
    assert screened(filing).missing == ()
    assert "Only another application helps, received by 2025-04-07." in "\n".join(told(screened(filing)))


def test_a_copy_without_the_decision_is_not_refused_where_the_first_filing_was_in_time() -> None:
    copy = applied(number="A-2", attachment=Attachment.NONE)
    found = verdict(replaced(copy, earlier=(earlier(FILING),))).reasons[0]

    assert (found.rule, found.effect) == ("decision-not-attached", Effect.HOLDS)
    assert found.evidence == ("It may repeat A-0; merged, the receipt of 2025-03-24 counts, which was in time.",)


def test_the_date_of_a_decision_that_was_replaced_is_told_as_such() -> None:
    filing = decided(applied(ur_decided_on=DECIDED - DAY), replaces=DECIDED - DAY)

    (found,) = verdict(filing).reasons
    assert "replaced after an internal appeal" in found.says


def test_form_and_decision_that_differ_over_missing_information_are_for_a_person() -> None:
    flagged = replaced(FILING.application.treatments[0], is_denied_for_information=False)
    filing = treated(applied(treatments=(flagged,)), is_for_missing_information=True)

    (found,) = verdict(filing).reasons
    assert (found.code, found.effect) == ("CNC_UR", Effect.HOLDS)


def test_a_notice_of_authorization_after_the_screening_does_not_count_yet() -> None:
    filing = replaced(FILING, authorizations=(Authorization(treatment=1, noticed_on=RECEIVED + DAY),))

    assert verdict(filing).standing is Standing.ELIGIBLE
    assert verdict(filing, RECEIVED + DAY).standing is Standing.INELIGIBLE


def test_an_authorization_of_another_treatment_does_not_count() -> None:
    filing = replaced(FILING, authorizations=(Authorization(treatment=2, noticed_on=RECEIVED),))

    assert verdict(filing).standing is Standing.ELIGIBLE


@pytest.mark.parametrize(
    ("certified", "found"),
    [(5.0, []), (6.0, ["certified-in-full"])],
)
def test_a_modification_that_certifies_all_leaves_nothing_to_review(certified: float, found: list[str]) -> None:
    filing = treated(
        action=UrAction.MODIFIED,
        asked=Amount(value=6, unit="visits"),
        certified=Amount(value=certified, unit="visits"),
    )

    assert rules_found(filing) == found


def test_a_modification_whose_amounts_are_not_documented_is_eligible() -> None:
    assert rules_found(treated(action=UrAction.MODIFIED)) == []


def test_a_delay_before_2018_was_a_decision() -> None:
    day = dt.date(2016, 3, 7)
    filing = decided(
        applied(received_on=day + DAY, ur_decided_on=day, signature=FILING.application.signature),
        decided_on=day,
        served_on=day,
        requested_on=day,
    )

    assert rules_found(treated(filing, action=UrAction.DELAYED)) == []


def dispute(**fields: object) -> LiabilityDispute:
    """A dispute raised with the decision."""
    return replaced(LiabilityDispute(about="the knee", raised_on=DECIDED), **fields)


@pytest.mark.parametrize(
    ("liability", "standing"),
    [
        (dispute(), Standing.DEFERRED),
        (dispute(treatments=(2,)), Standing.ELIGIBLE),
        (dispute(raised_on=RECEIVED + DAY), Standing.ELIGIBLE),
        (dispute(agreed_eligible_on=RECEIVED), Standing.ELIGIBLE),
        (dispute(agreed_eligible_on=RECEIVED + DAY), Standing.DEFERRED),
        (dispute(resolved_on=RECEIVED, is_liable=True), Standing.ELIGIBLE),
        (dispute(resolved_on=RECEIVED + DAY, is_liable=True), Standing.DEFERRED),
        (dispute(resolved_on=RECEIVED, is_liable=False), Standing.TO_CONFIRM),
    ],
)
def test_a_dispute_over_liability_defers_until_it_is_resolved_or_agreed(
    liability: LiabilityDispute, standing: Standing
) -> None:
    assert verdict(replaced(FILING, liability=(liability,))).standing is standing


def test_a_flag_for_liability_with_the_dispute_documented_asks_for_nothing() -> None:
    flagged = replaced(FILING.application.treatments[0], is_liability_disputed=True)
    filing = replaced(applied(treatments=(flagged,)), liability=(dispute(),))

    assert rules_found(filing) == ["liability-disputed"]


@pytest.mark.parametrize(
    ("fields", "is_late"),
    [
        ({"request_received_on": dt.date(2025, 2, 24)}, False),
        ({"request_received_on": dt.date(2025, 2, 21)}, True),
        ({"request_received_on": dt.date(2025, 2, 21), "information_received_on": dt.date(2025, 2, 24)}, False),
        ({"request_received_on": dt.date(2025, 2, 24), "information_received_on": dt.date(2025, 2, 20)}, False),
        ({"request_received_on": dt.date(2025, 2, 19), "request_received_by": ServiceMethod.MAIL}, False),
        ({"request_received_at": dt.datetime(2025, 2, 21, 18, tzinfo=dt.UTC)}, True),
        ({"review": Priority.EXPEDITED, "request_received_on": dt.date(2025, 2, 3)}, False),
        ({"review": Priority.EXPEDITED, "request_received_at": dt.datetime(2025, 2, 21, 18, tzinfo=dt.UTC)}, True),
        ({"review": Priority.EXPEDITED, "request_received_at": dt.datetime(2025, 3, 3, 18, tzinfo=dt.UTC)}, False),
        ({"requested_on": dt.date(2025, 2, 17)}, False),  # day 14, whatever information is missing
        ({"requested_on": dt.date(2025, 2, 14)}, True),  # day 14 is Friday 2025-02-28, a working day
        ({"requested_on": dt.date(2025, 2, 10), "information_received_on": dt.date(2025, 2, 26)}, True),
        ({"requested_on": dt.date(2025, 2, 10), "review": Priority.EXPEDITED}, False),
        ({"requested_on": dt.date(2012, 12, 31)}, False),
        ({"request_received_on": dt.date(2012, 12, 31)}, False),
    ],
)
def test_whether_utilization_review_was_late_is_shown_with_its_arithmetic_and_left_to_a_person(
    fields: dict[str, Any], *, is_late: bool
) -> None:
    filing = decided(**{"requested_on": None, **fields})

    assert rules_found(filing) == (["ur-late"] if is_late else [])
    assert verdict(filing).standing is (Standing.TO_CONFIRM if is_late else Standing.ELIGIBLE)


@pytest.mark.parametrize(
    ("when", "hour", "is_late"),
    [
        (Requested.RETROSPECTIVE, 17, True),  # received on Friday 2025-01-24, 30 days end on Monday 2025-02-24
        (Requested.RETROSPECTIVE, 18, False),  # received on Monday 2025-01-27, 30 days end on 2025-02-26
        (Requested.CONCURRENT, 18, True),
    ],
)
def test_a_fax_after_hours_is_received_on_the_next_business_day_unless_it_is_concurrent(
    when: Requested, hour: int, *, is_late: bool
) -> None:
    day = dt.date(2025, 2, 26)
    instant = dt.datetime(2025, 1, 24, hour, tzinfo=dt.timezone(dt.timedelta(hours=-8)))
    filing = decided(
        applied(ur_decided_on=day),
        decided_on=day,
        served_on=day,
        requested_on=None,
        request_received_at=instant,
        request_received_by=ServiceMethod.FAX,
    )

    assert ("ur-late" in rules_found(treated(filing, when=when))) is is_late


def test_a_decision_that_is_one_day_late_is_told_as_one() -> None:
    filing = decided(requested_on=dt.date(2025, 2, 14), decided_on=dt.date(2025, 3, 1), served_on=DECIDED)
    found = next(reason for reason in verdict(filing).reasons if reason.rule == "ur-late")

    assert "seems 1 day late; its last day was 2025-02-28" in found.says
    assert found.evidence[-1] == "The day of the request stands for the physician's recommendation."


@pytest.mark.parametrize("injured", [dt.date(2012, 3, 4), dt.date(2013, 1, 1)])
def test_a_decision_from_before_all_rules_is_out_of_scope(injured: dt.date) -> None:
    day = dt.date(2012, 12, 31)
    filing = decided(
        applied(received_on=dt.date(2013, 1, 7), ur_decided_on=day, injured_on=injured, signature=None),
        decided_on=day,
        served_on=day,
        requested_on=day,
        had_form=False,
        form_served_on=day,
    )

    first = verdict(treated(filing, is_formulary_dispute=True)).reasons[0]
    assert (first.rule, first.effect) == ("date-out-of-scope", Effect.REFUSES)


def test_an_injury_before_2013_is_in_scope_once_the_decision_is_of_july_2013() -> None:
    day = dt.date(2013, 7, 1)
    filing = decided(
        applied(received_on=day + DAY, ur_decided_on=day, injured_on=dt.date(2012, 12, 31)),
        decided_on=day,
        served_on=day,
        requested_on=day,
    )

    assert rules_found(filing) == []
    before = decided(applied(filing, ur_decided_on=day - DAY), decided_on=day - DAY, served_on=day - DAY)
    assert verdict(before).standing is Standing.INELIGIBLE
    unknown = decided(before, served_on=None)
    assert verdict(unknown).standing is Standing.TO_CONFIRM


def test_without_a_decision_an_old_injury_is_not_judged() -> None:
    filing = replaced(applied(injured_on=dt.date(2012, 12, 31)), ur_decision=None)

    assert "date-out-of-scope" not in rules_found(filing)


def test_empty_fields_are_named_and_asked_for() -> None:
    filing = partied(applied(claim_number=""), employee=Employee(name=WORKER))
    line = next(line for line in screened(filing).missing if line.code == "INCOMPLETE")

    assert line.what == "On DWC Form IMR: claim number, date of birth of the employee, address of the employee."


@pytest.mark.parametrize(("on", "found"), [(0, "query-open"), (8, "query-open"), (9, "query-unanswered")])
def test_a_question_waits_until_its_answer_is_due_over_a_weekend_and_a_state_holiday(on: int, found: str) -> None:
    query = InformationRequest(to=SignerRole.EMPLOYEE, asked_on=RECEIVED, about="the attorney")

    assert rules_found(applied(queries=(query,)), RECEIVED + on * DAY) == [found]


def test_a_question_that_was_answered_is_no_reason() -> None:
    query = InformationRequest(to=SignerRole.EMPLOYEE, asked_on=RECEIVED, about="x", answered_on=RECEIVED)

    assert rules_found(applied(queries=(query,))) == []


def test_treatment_not_yet_given_has_no_note() -> None:
    assert rules_found(treated(when=Requested.CONCURRENT)) == []


def test_an_expedited_application_says_what_its_certification_lacks() -> None:
    (found,) = verdict(applied(review=Priority.EXPEDITED)).reasons

    assert "no physician certified the threat" in found.says
    assert verdict(applied(review=Priority.EXPEDITED)).standing is Standing.ELIGIBLE


def test_a_screening_is_told_in_lines_with_window_reasons_and_what_is_missing() -> None:
    lines = "\n".join(told(screened(applied(signature=None))))

    assert "1. Physical therapy 2x6 lumbar spine: waiting for what is missing" in lines
    assert "… NO_SIGNATURE: The application bears no signature." in lines
    assert "It can be mended until 2025-04-07." in lines
    assert "From the employee, by 2025-04-07: The signature of the employee" in lines
    assert lines.endswith("This is a proposal: eligibility is decided by a person.")


def test_what_can_no_longer_be_mended_is_told_as_past() -> None:
    lines = "\n".join(told(screened(applied(signature=None), LAST + DAY)))

    assert "It could be mended until 2025-04-07." in lines
    assert "What is missing" not in lines


def test_a_sound_filing_is_told_without_a_legend_and_with_doubts_of_its_window() -> None:
    lines = "\n".join(told(screened(decided(served_by=None))))

    assert "How it was served is not said" in lines
    assert "refuses" not in lines


def test_the_evidence_of_a_reason_is_told_below_it() -> None:
    lines = "\n".join(told(screened(applied(received_on=LAST + DAY))))

    assert "        30 calendar days from service on 2025-03-03" in lines


def test_a_day_of_a_case_that_is_unknown_is_told_without_an_end() -> None:
    lines = "\n".join(told(screened(replaced(FILING, ur_decision=None))))

    assert "From the claims administrator: The utilization review decision" in lines


def test_a_jurisdiction_is_named_in_the_error() -> None:
    with pytest.raises(UnusableArguments) as error:
        screened(replaced(FILING, jurisdiction="atlantis"))

    assert "atlantis" in error.value.explain()
