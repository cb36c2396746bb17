"""The defects that are planted in invented filings: one for each rule of eligibility, with the standing it leads to.

Each takes a sound filing and gives one whose first disputed treatment, or all of them, stand otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any

import msgspec

from openimr.calendars.deadlines import due
from openimr.calendars.service import ServiceMethod
from openimr.cases.application import Attachment, Certification, InformationRequest, Signature, SignerRole
from openimr.cases.eligibility import Standing
from openimr.cases.filing import Authorization, EarlierFiling, Filing
from openimr.cases.parties import Designation, DesigneeRelation, PersonName, Physician
from openimr.cases.terms import Priority, UrAction
from openimr.cases.utilization import Amount, LiabilityDispute, Requested, UrDecision
from openimr.samples.filing_sample import FilingSample

__all__ = ["DEFECTS", "Defect"]

Defect = Callable[[Random, FilingSample], FilingSample]

_DAY = dt.timedelta(days=1)
_SOMEBODY = PersonName(first="Ines", last="Velbrook")
_ALL = 0
"""Stands for all treatments where a defect says which it touches."""


def _with(sample: FilingSample, rule: str, standing: Standing | None, number: int, **filing: Any) -> FilingSample:
    """The sample with fields of its filing changed, and the truth with them; without ``standing`` it stays."""
    changed = msgspec.structs.replace(sample.filing, **filing)
    standings = tuple(
        standing if standing is not None and number in {_ALL, place} else before
        for place, before in enumerate(sample.standings, start=1)
    )
    return msgspec.structs.replace(sample, filing=changed, planted=(*sample.planted, rule), standings=standings)


def _applying(rule: str, standing: Standing | None, **fields: Any) -> Defect:
    """A defect of the application alone."""

    def plant(_rng: Random, sample: FilingSample) -> FilingSample:
        application = msgspec.structs.replace(sample.filing.application, **fields)
        return _with(sample, rule, standing, _ALL, application=application)

    return plant


def _signed(rule: str, standing: Standing, role: SignerRole, designation: Callable[[UrDecision], Any] | None) -> Defect:
    """Somebody else signed; ``designation`` gives what names him, by the decision."""

    def plant(_rng: Random, sample: FilingSample) -> FilingSample:
        filing = sample.filing
        signature = Signature(by=role, name=_SOMEBODY, dated_on=filing.application.received_on)
        named = designation(_decision(filing)) if designation else None
        return _with(
            sample,
            rule,
            standing,
            _ALL,
            application=msgspec.structs.replace(filing.application, signature=signature),
            parties=msgspec.structs.replace(filing.parties, attorney=None, designation=named),
        )

    return plant


def _designated(dated_on: Callable[[UrDecision], dt.date | None]) -> Callable[[UrDecision], Designation]:
    def name(decision: UrDecision) -> Designation:
        return Designation(name=_SOMEBODY, relation=DesigneeRelation.RELATIVE, dated_on=dated_on(decision))

    return name


def _decision(filing: Filing) -> UrDecision:
    assert filing.ur_decision is not None, "a sound filing has its decision"  # noqa: S101 - invented here
    return filing.ur_decision


def _past_window(sample: FilingSample) -> FilingSample:
    """The same, screened after the window of the application has closed, so that a defect can no longer be mended."""
    decision = _decision(sample.filing)
    last = due("application", decision.decided_on, rules_on=decision.decided_on, service=ServiceMethod.MAIL).due_on
    return msgspec.structs.replace(sample, on=max(sample.on, last + _DAY))


def _too_late_to_mend(defect: Defect) -> Defect:
    def plant(rng: Random, sample: FilingSample) -> FilingSample:
        return _past_window(defect(rng, sample))

    return plant


def _deciding(rule: str, standing: Standing | None, **fields: Any) -> Defect:
    """A defect of the decision on the first treatment."""

    def plant(_rng: Random, sample: FilingSample) -> FilingSample:
        decision = _decision(sample.filing)
        first = msgspec.structs.replace(decision.treatments[0], **fields)
        changed = msgspec.structs.replace(decision, treatments=(first, *decision.treatments[1:]))
        return _with(sample, rule, standing, 1, ur_decision=changed)

    return plant


def _flagging(rule: str, standing: Standing, **fields: Any) -> Defect:
    """A flag of the form on the first treatment."""

    def plant(_rng: Random, sample: FilingSample) -> FilingSample:
        application = sample.filing.application
        first = msgspec.structs.replace(application.treatments[0], **fields)
        changed = msgspec.structs.replace(application, treatments=(first, *application.treatments[1:]))
        return _with(sample, rule, standing, 1, application=changed)

    return plant


def _late(_rng: Random, sample: FilingSample) -> FilingSample:
    """Received on the day after the last one, with the days for service by mail counted."""
    application = sample.filing.application
    decision = msgspec.structs.replace(_decision(sample.filing), served_by=ServiceMethod.MAIL)
    last = due("application", decision.decided_on, rules_on=application.received_on, service=ServiceMethod.MAIL).due_on
    changed = msgspec.structs.replace(application, received_on=last + _DAY)
    late = msgspec.structs.replace(sample, on=last + 2 * _DAY)
    return _with(late, "too-late", Standing.INELIGIBLE, _ALL, application=changed, ur_decision=decision)


def _early(_rng: Random, sample: FilingSample) -> FilingSample:
    received = sample.filing.application.received_on
    decision = msgspec.structs.replace(_decision(sample.filing), served_on=received + 2 * _DAY)
    return _with(sample, "too-early", Standing.TO_CONFIRM, _ALL, ur_decision=decision)


def _moved(sample: FilingSample, *, decided: dt.date, injured: dt.date) -> FilingSample:
    """The same filing at another time: the decision on ``decided``, everything else as many days from it as before."""
    filing, decision = sample.filing, _decision(sample.filing)
    by = decided - decision.decided_on
    application = filing.application
    received = application.received_on + by
    assert application.signature is not None, "a sound filing is signed"  # noqa: S101 - invented here
    employee = msgspec.structs.replace(filing.parties.employee, born_on=injured - dt.timedelta(days=15_000))
    moved = msgspec.structs.replace(
        filing,
        parties=msgspec.structs.replace(filing.parties, employee=employee),
        application=msgspec.structs.replace(
            application,
            received_on=received,
            injured_on=injured,
            ur_decided_on=decided,
            signature=msgspec.structs.replace(application.signature, dated_on=received),
        ),
        ur_decision=msgspec.structs.replace(
            decision,
            decided_on=decided,
            served_on=decided,
            requested_on=decided - _DAY,
            request_received_on=decided - _DAY,
        ),
    )
    return msgspec.structs.replace(sample, filing=moved, on=received)


def _out_of_scope(_rng: Random, sample: FilingSample) -> FilingSample:
    """An injury and a decision from before there was review for them."""
    moved = _moved(sample, decided=dt.date(2013, 6, 12), injured=dt.date(2011, 3, 8))
    return _with(moved, "date-out-of-scope", Standing.INELIGIBLE, _ALL)


def _reminded(_rng: Random, sample: FilingSample) -> FilingSample:
    """An application from the time of reminders that came without the decision."""
    moved = _moved(sample, decided=dt.date(2014, 2, 3), injured=dt.date(2012, 4, 2))
    application = msgspec.structs.replace(moved.filing.application, attachment=Attachment.NONE)
    return _with(moved, "decision-not-attached-reminder", Standing.WAITING, _ALL, application=application)


def _delayed(rng: Random, sample: FilingSample) -> FilingSample:
    """A delay from after the day on which delay ceased to be a decision."""
    moved = _moved(sample, decided=dt.date(2019, 5, 14), injured=dt.date(2017, 9, 5))
    delay = _deciding("delay-no-decision", Standing.TO_CONFIRM, action=UrAction.DELAYED, asked=None, certified=None)
    return delay(rng, moved)


def _unknown_decision(_rng: Random, sample: FilingSample) -> FilingSample:
    return _with(sample, "decision-not-known", Standing.WAITING, _ALL, ur_decision=None)


def _other_date(_rng: Random, sample: FilingSample) -> FilingSample:
    application = sample.filing.application
    day = _decision(sample.filing).decided_on - 3 * _DAY
    changed = msgspec.structs.replace(application, ur_decided_on=day)
    return _with(sample, "dates-differ", Standing.TO_CONFIRM, _ALL, application=changed)


def _not_decided(_rng: Random, sample: FilingSample) -> FilingSample:
    decision = _decision(sample.filing)
    changed = msgspec.structs.replace(decision, treatments=decision.treatments[1:])
    return _with(sample, "not-in-decision", Standing.WAITING, 1, ur_decision=changed)


def _authorized(_rng: Random, sample: FilingSample) -> FilingSample:
    notice = Authorization(treatment=1, noticed_on=sample.filing.application.received_on)
    return _with(sample, "authorized-later", Standing.INELIGIBLE, 1, authorizations=(notice,))


def _ur_late(_rng: Random, sample: FilingSample) -> FilingSample:
    """A request that was received long before the decision."""
    decision = _decision(sample.filing)
    asked = decision.decided_on - dt.timedelta(days=25)
    changed = msgspec.structs.replace(decision, requested_on=asked, request_received_on=asked)
    return _with(sample, "ur-late", Standing.TO_CONFIRM, _ALL, ur_decision=changed)


def _disputed(rule: str, standing: Standing, **fields: Any) -> Defect:
    """A dispute over liability that covers the first treatment."""

    def plant(_rng: Random, sample: FilingSample) -> FilingSample:
        decided = _decision(sample.filing).decided_on
        dispute = LiabilityDispute(about="the body part", raised_on=decided, treatments=(1,))
        days = {name: decided + _DAY if value is _NEXT else value for name, value in fields.items()}
        return _with(sample, rule, standing, 1, liability=(msgspec.structs.replace(dispute, **days),))

    return plant


_NEXT = object()
"""Stands for the day after the decision."""


def _twice(_rng: Random, sample: FilingSample) -> FilingSample:
    """The same application once more, by another way and a day earlier."""
    filing = sample.filing
    other = msgspec.structs.replace(
        filing.application,
        number=f"{filing.application.number}-F",
        received_on=filing.application.received_on - _DAY,
    )
    earlier = EarlierFiling(
        number=other.number, application=other, parties=filing.parties, ur_decision=filing.ur_decision
    )
    return _with(sample, "duplicate", Standing.TO_CONFIRM, _ALL, earlier=(earlier,))


def _determined(rng: Random, sample: FilingSample) -> FilingSample:
    """The same application once more, on which a determination has been issued."""
    numbers = tuple(listed.number for listed in sample.filing.application.treatments)
    again = _twice(rng, sample).filing.earlier[0]
    determined = msgspec.structs.replace(again, determined_on=sample.on, decided=numbers)
    return _with(sample, "already-determined", Standing.TO_CONFIRM, _ALL, earlier=(determined,))


def _within_a_year(_rng: Random, sample: FilingSample) -> FilingSample:
    """The same treatments, denied some months ago at the request of the same physician."""
    filing = sample.filing
    decision = _decision(filing)
    then = decision.decided_on - dt.timedelta(days=120)
    before = msgspec.structs.replace(
        decision, decided_on=then, served_on=then, requested_on=then - 3 * _DAY, request_received_on=then - 3 * _DAY
    )
    application = msgspec.structs.replace(
        filing.application,
        number=f"{filing.application.number}-E",
        received_on=then + 20 * _DAY,
        ur_decided_on=then,
    )
    earlier = EarlierFiling(
        number=application.number, application=application, parties=filing.parties, ur_decision=before
    )
    return _with(sample, "within-twelve-months", Standing.TO_CONFIRM, _ALL, earlier=(earlier,))


def _asked(rule: str, standing: Standing | None, days_before: int) -> Defect:
    """A question to the claims administrator that was not answered, asked so many days before the screening."""

    def plant(_rng: Random, sample: FilingSample) -> FilingSample:
        application = sample.filing.application
        asked = application.received_on
        query = InformationRequest(
            to=SignerRole.CLAIMS_ADMINISTRATOR, asked_on=asked, about="how the decision was served"
        )
        changed = msgspec.structs.replace(application, queries=(query,))
        later = msgspec.structs.replace(sample, on=asked + dt.timedelta(days=days_before))
        return _with(later, rule, standing, _ALL, application=changed)

    return plant


def _no_birth(_rng: Random, sample: FilingSample) -> FilingSample:
    parties = sample.filing.parties
    employee = msgspec.structs.replace(parties.employee, born_on=None)
    changed = msgspec.structs.replace(parties, employee=employee)
    return _with(sample, "incomplete", Standing.WAITING, _ALL, parties=changed)


def _emergency(_rng: Random, sample: FilingSample) -> FilingSample:
    filing = sample.filing
    provider = Physician(name=_SOMEBODY, specialty="Emergency Medicine")
    signature = Signature(by=SignerRole.EMERGENCY_PROVIDER, name=provider.name, dated_on=filing.application.received_on)
    return _with(
        sample,
        "applicant-emergency-provider",
        Standing.TO_CONFIRM,
        _ALL,
        application=msgspec.structs.replace(filing.application, signature=signature),
        parties=msgspec.structs.replace(filing.parties, emergency_provider=provider),
    )


def _undated(_rng: Random, sample: FilingSample) -> FilingSample:
    signature = sample.filing.application.signature
    assert signature is not None, "a sound filing is signed"  # noqa: S101 - invented here
    undated = msgspec.structs.replace(signature, dated_on=None)
    application = msgspec.structs.replace(sample.filing.application, signature=undated)
    return _with(sample, "signature-undated", None, _ALL, application=application)


def _uncertified(_rng: Random, sample: FilingSample) -> FilingSample:
    application = sample.filing.application
    certification = Certification(
        physician=sample.filing.parties.requesting_physician.name,
        dated_on=application.received_on,
        received_at=dt.datetime.combine(application.received_on, dt.time(18), tzinfo=dt.UTC),
        has_documents=False,
        states_threat=True,
        is_treating_physician=True,
    )
    changed = msgspec.structs.replace(application, review=Priority.EXPEDITED, certification=certification)
    return _with(sample, "expedited-without-certification", None, _ALL, application=changed)


def _given(rule: str, *, is_dated: bool) -> Defect:
    """Treatment that was already given; utilization review has thirty days for it."""

    def plant(rng: Random, sample: FilingSample) -> FilingSample:
        day = _decision(sample.filing).decided_on - dt.timedelta(days=9)
        return _deciding(rule, None, when=Requested.RETROSPECTIVE, served_on=(day,) if is_dated else ())(rng, sample)

    return plant


DEFECTS: dict[str, Defect] = {
    "no-signature": _too_late_to_mend(_applying("no-signature", Standing.INELIGIBLE, signature=None)),
    "signature-undated": _undated,
    "applicant-without-right": _too_late_to_mend(
        _signed("applicant-without-right", Standing.INELIGIBLE, SignerRole.OTHER, None)
    ),
    "applicant-physician": _signed("applicant-physician", Standing.TO_CONFIRM, SignerRole.REQUESTING_PHYSICIAN, None),
    "applicant-emergency-provider": _emergency,
    "attorney-not-of-record": _signed("attorney-not-of-record", Standing.TO_CONFIRM, SignerRole.ATTORNEY, None),
    "designation-missing": _too_late_to_mend(
        _signed("designation-missing", Standing.INELIGIBLE, SignerRole.DESIGNEE, None)
    ),
    "designation-too-early": _too_late_to_mend(
        _signed(
            "designation-too-early",
            Standing.INELIGIBLE,
            SignerRole.DESIGNEE,
            _designated(lambda decision: decision.decided_on),
        )
    ),
    "designation-undated": _signed(
        "designation-undated", Standing.TO_CONFIRM, SignerRole.DESIGNEE, _designated(lambda _decision: None)
    ),
    "incomplete": _no_birth,
    "consent-refused": _applying("consent-refused", Standing.WAITING, consents_to_records=False),
    "query-open": _asked("query-open", Standing.WAITING, 1),
    "query-unanswered": _asked("query-unanswered", None, 30),
    "decision-not-attached": _too_late_to_mend(
        _applying("decision-not-attached", Standing.INELIGIBLE, attachment=Attachment.NONE)
    ),
    "decision-not-attached-reminder": _reminded,
    "attached-bill-review": _too_late_to_mend(
        _applying("attached-bill-review", Standing.INELIGIBLE, attachment=Attachment.EXPLANATION_OF_REVIEW)
    ),
    "attached-claim-denial": _too_late_to_mend(
        _applying("attached-claim-denial", Standing.INELIGIBLE, attachment=Attachment.CLAIM_DENIAL)
    ),
    "attached-network-opinion": _too_late_to_mend(
        _applying("attached-network-opinion", Standing.INELIGIBLE, attachment=Attachment.NETWORK_OPINION)
    ),
    "attached-other": _applying("attached-other", Standing.TO_CONFIRM, attachment=Attachment.OTHER),
    "delay-no-decision": _delayed,
    "not-in-decision": _not_decided,
    "decision-not-known": _unknown_decision,
    "dates-differ": _other_date,
    "conditional-denial": _deciding("conditional-denial", Standing.INELIGIBLE, is_for_missing_information=True),
    "conditional-denial-disputed": _flagging(
        "conditional-denial-disputed", Standing.TO_CONFIRM, is_denied_for_information=True
    ),
    "approved": _deciding("approved", Standing.INELIGIBLE, action=UrAction.APPROVED, asked=None, certified=None),
    "authorized-later": _authorized,
    "certified-in-full": _deciding(
        "certified-in-full",
        Standing.TO_CONFIRM,
        action=UrAction.MODIFIED,
        asked=Amount(value=6, unit="visits"),
        certified=Amount(value=6, unit="visits"),
    ),
    "ur-late": _ur_late,
    "too-late": _late,
    "too-early": _early,
    "formulary-window": _deciding(
        "formulary-window", None, is_formulary_dispute=True, dispensed_on=dt.date(2018, 1, 2)
    ),
    "date-out-of-scope": _out_of_scope,
    "liability-disputed": _disputed("liability-disputed", Standing.DEFERRED),
    "liability-flagged": _flagging("liability-flagged", Standing.WAITING, is_liability_disputed=True),
    "not-liable": _disputed("not-liable", Standing.TO_CONFIRM, resolved_on=_NEXT, is_liable=False),
    "duplicate": _twice,
    "already-determined": _determined,
    "within-twelve-months": _within_a_year,
    "expedited-without-certification": _uncertified,
    "treatment-already-given": _given("treatment-already-given", is_dated=True),
    "days-of-service-missing": _given("days-of-service-missing", is_dated=False),
}
"""What is planted for each rule of ``rulebook/law/eligibility.yaml``, by the id of the rule."""
