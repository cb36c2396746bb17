"""One day late is late, where the days are documented; what is in doubt is for a person, and never refused."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.calendars.service import Place, ServiceMethod
from openimr.cases.application import Attachment, Signature, SignerRole
from openimr.cases.eligibility import Effect, Standing
from openimr.cases.filing import Filing
from openimr.cases.parties import Address, Contact
from openimr.cases.utilization import LiabilityDispute
from openimr.errors import RuleBroken, UnusableArguments
from unit.cases.factories import (
    DECIDED,
    FILING,
    LAST,
    PARTIES,
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


def received(on: dt.date, filing: Filing = FILING) -> Filing:
    """The filing received on a day, and signed before."""
    return applied(filing, received_on=on)


@pytest.mark.parametrize(
    ("on", "standing"),
    [(LAST - DAY, Standing.ELIGIBLE), (LAST, Standing.ELIGIBLE), (LAST + DAY, Standing.INELIGIBLE)],
)
def test_an_application_is_in_time_on_the_last_day_and_refused_one_day_later(on: dt.date, standing: Standing) -> None:
    assert verdict(received(on)).standing is standing


def test_the_refusal_tells_its_arithmetic() -> None:
    (found,) = verdict(received(LAST + DAY)).reasons

    assert found.code == "UNTIMELY"
    assert "1 day after the last day, 2025-04-07" in found.says
    assert "5 calendar days for service by mail in California" in found.evidence[0]


def test_two_days_late_are_told_as_days() -> None:
    (found,) = verdict(received(LAST + 2 * DAY)).reasons

    assert "2 days after" in found.says


@pytest.mark.parametrize(
    ("filing", "doubt"),
    [
        (decided(served_on=None, served_by=None), "On which day the decision was served is not documented"),
        (decided(served_by=None), "How the decision was served is not documented"),
        (partied(employee=replaced(PARTIES.employee, contact=Contact())), "To what address it was mailed"),
        (decided(had_form=False), "no time may run until it is"),
    ],
)
def test_a_late_application_in_doubt_is_for_a_person(filing: Filing, doubt: str) -> None:
    late = verdict(received(LAST + DAY, filing))

    reason = next(reason for reason in late.reasons if reason.code == "UNTIMELY")
    assert reason.effect is Effect.HOLDS
    assert any(doubt in words for words in reason.evidence)
    assert late.standing is Standing.TO_CONFIRM


def test_an_address_in_another_state_adds_ten_days() -> None:
    home = Contact(address=Address(lines=("2 Oak Street",), state="NV"))
    filing = partied(employee=replaced(PARTIES.employee, contact=home))

    assert screened(filing).window[0].due_on == dt.date(2025, 4, 14)  # day 40 is a Saturday


def test_where_the_decision_says_where_it_was_served_that_counts() -> None:
    filing = decided(served_in=Place.ABROAD)

    assert screened(filing).window[0].due_on == dt.date(2025, 4, 22)


@pytest.mark.parametrize(("country", "place"), [("Mexico", Place.ABROAD), ("USA", Place.CALIFORNIA)])
def test_an_address_tells_where_it_lies(country: str, place: Place) -> None:
    assert Address(lines=("x",), state="CA", country=country).place is place


def test_an_address_without_state_tells_no_place() -> None:
    assert Address(lines=("x",)).place is None


def test_an_unverified_later_window_keeps_a_late_application_alive() -> None:
    filing = decided(had_form=False, form_served_on=DECIDED + 20 * DAY)
    late = verdict(received(LAST + DAY, filing))

    assert late.standing is Standing.TO_CONFIRM
    assert any("would be in time until" in words for words in late.reasons[0].evidence)


def test_a_window_after_a_resolved_dispute_is_told_beside_the_ordinary_one() -> None:
    dispute = LiabilityDispute(
        about="the knee",
        raised_on=DECIDED,
        resolved_on=DECIDED + 60 * DAY,
        resolution_served_on=DECIDED + 61 * DAY,
        is_liable=True,
    )
    filing = replaced(received(DECIDED + 70 * DAY), liability=(dispute,))

    limits = screened(filing).window
    assert [limit.rule.id for limit in limits] == ["application", "application-after-liability"]
    assert verdict(filing).standing is Standing.TO_CONFIRM


def test_a_dispute_raised_after_the_decision_opens_no_later_window() -> None:
    dispute = LiabilityDispute(about="x", raised_on=DECIDED + DAY, resolved_on=LAST, resolution_served_on=LAST)
    filing = replaced(received(LAST + DAY), liability=(dispute,))

    assert [limit.rule.id for limit in screened(filing).window] == ["application"]


def test_the_window_of_an_emergency_provider_refuses_nobody() -> None:
    signature = Signature(by=SignerRole.EMERGENCY_PROVIDER, name=WORKER, dated_on=DECIDED)
    late = applied(received(LAST + DAY), signature=signature)

    assert {reason.effect for reason in verdict(late).reasons} == {Effect.HOLDS}


def test_fax_adds_no_days_and_that_it_adds_none_is_unverified_so_a_person_decides() -> None:
    late = decided(received(dt.date(2025, 4, 3)), served_by=ServiceMethod.FAX)

    assert verdict(late).standing is Standing.TO_CONFIRM


def test_the_short_window_of_a_formulary_dispute_is_a_note() -> None:
    filing = treated(is_formulary_dispute=True)

    (found,) = verdict(filing).reasons
    assert found.effect is Effect.NOTES
    assert "after the safe date of a formulary dispute" in found.says
    assert verdict(filing).standing is Standing.ELIGIBLE


def test_a_formulary_dispute_in_time_says_so() -> None:
    (found,) = verdict(received(DECIDED + 5 * DAY, treated(is_formulary_dispute=True))).reasons

    assert "within the safe date" in found.says


def test_a_drug_dispensed_before_the_formulary_has_no_short_window() -> None:
    assert rules_found(treated(is_formulary_dispute=True, dispensed_on=dt.date(2017, 12, 31))) == []


def test_before_its_receipt_an_application_cannot_be_screened() -> None:
    with pytest.raises(RuleBroken, match="rule-broken"):
        screened(FILING, DECIDED)


def test_an_unknown_jurisdiction_is_refused() -> None:
    with pytest.raises(UnusableArguments):
        screened(replaced(FILING, jurisdiction="nevada"))


def test_an_application_before_all_rules_is_refused() -> None:
    with pytest.raises(RuleBroken):
        screened(received(dt.date(2012, 12, 31)))


OUT = LAST + DAY


@pytest.mark.parametrize(
    ("filing", "on", "effect"),
    [
        (decided(served_by=None), DECIDED + 30 * DAY, Effect.WAITS),
        (decided(served_by=None), DECIDED + 31 * DAY, Effect.HOLDS),
        (decided(served_by=None), DECIDED + 35 * DAY, Effect.HOLDS),
        (decided(served_by=None), DECIDED + 36 * DAY, Effect.REFUSES),
        (decided(served_by=ServiceMethod.HAND), DECIDED + 31 * DAY, Effect.REFUSES),
        (decided(served_by=ServiceMethod.FAX), DECIDED + 31 * DAY, Effect.HOLDS),
        (decided(served_by=ServiceMethod.FAX), DECIDED + 36 * DAY, Effect.REFUSES),
        (decided(served_by=None, served_on=None), DECIDED + 90 * DAY, Effect.HOLDS),
        (partied(employee=replaced(PARTIES.employee, contact=Contact())), DECIDED + 36 * DAY, Effect.HOLDS),
        (partied(employee=replaced(PARTIES.employee, contact=Contact())), DECIDED + 51 * DAY, Effect.REFUSES),
    ],
)
def test_a_defect_refuses_only_once_the_window_has_closed_however_the_decision_was_served(
    filing: Filing, on: dt.date, effect: Effect
) -> None:
    found = next(reason for reason in verdict(applied(filing, signature=None), on).reasons if reason.ask is not None)

    assert (found.rule, found.effect) == ("no-signature", effect)
    assert (found.cure_by is None) is (effect is Effect.HOLDS)


def test_a_defect_held_for_a_person_tells_the_day_that_was_counted_and_the_doubt() -> None:
    (found,) = verdict(applied(decided(served_by=None), signature=None), DECIDED + 31 * DAY).reasons

    assert found.evidence[0] == "As far as it can be counted, it could be mended until 2025-04-02."
    assert "How the decision was served" in found.evidence[1]


def test_a_defect_of_what_an_emergency_provider_signed_is_never_refused_by_its_unverified_window() -> None:
    signature = Signature(by=SignerRole.EMERGENCY_PROVIDER, name=WORKER, dated_on=DECIDED)
    filing = applied(signature=signature, attachment=Attachment.CLAIM_DENIAL)

    assert {reason.effect for reason in verdict(filing, DECIDED + 90 * DAY).reasons} == {Effect.HOLDS}


def disputed(**fields: object) -> Filing:
    """The filing with liability in dispute when utilization review decided."""
    return replaced(FILING, liability=(replaced(LiabilityDispute(about="the knee", raised_on=DECIDED), **fields),))


@pytest.mark.parametrize(
    ("filing", "standing"),
    [
        (disputed(), Standing.DEFERRED),
        (disputed(resolved_on=LAST, is_liable=True), Standing.TO_CONFIRM),
        (disputed(raised_on=DECIDED + DAY), Standing.INELIGIBLE),
        (disputed(raised_on=DECIDED - 9 * DAY, resolved_on=DECIDED), Standing.TO_CONFIRM),
        (disputed(raised_on=DECIDED - 9 * DAY, resolved_on=DECIDED - DAY), Standing.INELIGIBLE),
        (
            applied(treatments=(replaced(FILING.application.treatments[0], is_liability_disputed=True),)),
            Standing.TO_CONFIRM,
        ),
    ],
)
def test_while_liability_may_be_in_dispute_since_the_decision_nobody_is_too_late_beyond_doubt(
    filing: Filing, standing: Standing
) -> None:
    assert verdict(received(OUT, filing)).standing is standing


def test_a_defect_waits_while_liability_is_disputed_since_the_decision() -> None:
    found = next(reason for reason in verdict(applied(disputed(), signature=None), OUT).reasons if reason.ask)

    assert (found.rule, found.effect, found.cure_by) == ("no-signature", Effect.WAITS, None)


@pytest.mark.parametrize(
    ("days", "words"), [(50, "it would be in time until"), (51, "it may be in time until"), (56, "it may be in time")]
)
def test_a_form_given_late_may_have_come_by_mail(days: int, words: str) -> None:
    filing = decided(had_form=False, form_served_on=DECIDED + 20 * DAY)
    (found,) = verdict(received(DECIDED + days * DAY, filing)).reasons

    assert found.effect is Effect.HOLDS
    assert any(words in told for told in found.evidence)


def test_after_the_longest_window_of_a_form_given_late_an_application_is_refused() -> None:
    """Day 55 is Sunday 2025-04-27."""
    filing = decided(had_form=False, form_served_on=DECIDED + 20 * DAY)

    assert verdict(received(DECIDED + 57 * DAY, filing)).standing is Standing.INELIGIBLE


@pytest.mark.parametrize(
    ("received_on", "standing"),
    [
        (dt.date(2014, 1, 27), Standing.ELIGIBLE),
        (dt.date(2014, 1, 28), Standing.ELIGIBLE),
        (dt.date(2014, 1, 29), Standing.INELIGIBLE),
    ],
)
def test_avila_was_one_day_late(received_on: dt.date, standing: Standing) -> None:
    """Avila v. UC Irvine (2015 panel): the last day was 2014-01-28, 35 days from service by mail."""
    day = dt.date(2013, 12, 24)
    filing = decided(received(received_on), decided_on=day, served_on=day, requested_on=day)

    assert verdict(applied(filing, ur_decided_on=day)).standing is standing


@pytest.mark.parametrize(
    ("first", "standing"),
    [(LAST - DAY, Standing.TO_CONFIRM), (LAST, Standing.TO_CONFIRM), (LAST + DAY, Standing.INELIGIBLE)],
)
@pytest.mark.parametrize("signature", [FILING.application.signature, None])
def test_a_late_copy_of_a_filing_is_not_refused_where_that_filing_was_in_time(
    first: dt.date, standing: Standing, signature: Signature | None
) -> None:
    """By mail and by fax is common; merged, the earliest receipt counts."""
    copy = applied(received(LAST + 2 * DAY), number="A-2", signature=signature)
    filing = replaced(copy, earlier=(earlier(received(first)),))

    assert verdict(filing).standing is standing


def test_a_late_filing_of_another_treatment_gains_nothing_from_one_in_time() -> None:
    other = applied(treatments=(replaced(FILING.application.treatments[0], wording="Acupuncture 2x6"),))
    filing = replaced(received(OUT), earlier=(earlier(other),))

    assert verdict(filing).standing is Standing.INELIGIBLE


@pytest.mark.parametrize(
    ("served", "effect"), [(dt.date(2025, 12, 1), Effect.REFUSES), (dt.date(2026, 4, 6), Effect.HOLDS)]
)
def test_a_limit_whose_law_was_amended_unread_refuses_nobody(served: dt.date, effect: Effect) -> None:
    # The rules of 2026-04-01 touched the form's instructions on the deadline; their text was not seen.
    filing = decided(decided(), decided_on=served, served_on=served, requested_on=served - 5 * DAY, had_form=True)
    late = received(served + 60 * DAY, applied(filing, ur_decided_on=served))
    (reason,) = (one for one in verdict(late).reasons if one.rule == "too-late")
    assert reason.effect is effect
