"""NOT_AUTHORIZED_APPLICANT: only the worker's side may start a review, and a designee only when named in time.

Source: Labor Code 4610.5(d), (h), (j); 8 CCR 9792.10.1(b)(2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from openimr.cases.application import Signature, SignerRole
from openimr.cases.eligibility.look import Look
from openimr.cases.eligibility.reason import Reason, reason

__all__ = ["find"]


def find(at: Look) -> Iterator[Reason]:
    """Whether whoever signed may apply; an application without a signature has no applicant to judge."""
    signature = at.application.signature
    if signature is not None and signature.by in _BY_ROLE:
        yield from _BY_ROLE[signature.by](at, signature)


def _attorney(at: Look, signature: Signature) -> Iterator[Reason]:
    if at.parties.attorney is None:
        says = f"{signature.name.whole} signed as attorney, but no attorney of the employee is documented."
        yield reason("attorney-not-of-record", says, cure_by=at.window.last_day)


def _designee(at: Look, signature: Signature) -> Iterator[Reason]:
    designation = at.parties.designation
    if designation is None:
        says = f"{signature.name.whole} signed as designee, but no designation is there."
        yield at.defect("designation-missing", says)
    elif designation.dated_on is None:
        yield reason("designation-undated", "The designation bears no date.", cure_by=at.window.last_day)
    elif at.decision is not None and designation.dated_on <= at.decision.decided_on:
        says = (
            f"The designation is dated {designation.dated_on}, not after the utilization review decision of"
            f" {at.decision.decided_on}."
        )
        yield at.defect("designation-too-early", says)


def _physician(at: Look, signature: Signature) -> Iterator[Reason]:
    says = f"{signature.name.whole} signed as requesting physician, and nobody of the worker's side did."
    yield reason("applicant-physician", says, cure_by=at.window.last_day)


def _emergency_provider(at: Look, signature: Signature) -> Iterator[Reason]:
    if at.parties.emergency_provider is None:
        says = f"{signature.name.whole} signed as provider of emergency care, but no such care is documented."
    else:
        says = f"{signature.name.whole} applies as provider of emergency care; the conditions are for a person."
    yield reason("applicant-emergency-provider", says, cure_by=at.window.last_day)


def _without_right(at: Look, signature: Signature) -> Iterator[Reason]:
    role = signature.by.value.replace("_", " ")
    said = "a person who is not of the worker's side" if signature.by is SignerRole.OTHER else f"the {role}"
    yield at.defect("applicant-without-right", f"The application is signed by {said}.")


_BY_ROLE: dict[SignerRole, Callable[[Look, Signature], Iterator[Reason]]] = {
    SignerRole.ATTORNEY: _attorney,
    SignerRole.DESIGNEE: _designee,
    SignerRole.REQUESTING_PHYSICIAN: _physician,
    SignerRole.EMERGENCY_PROVIDER: _emergency_provider,
    SignerRole.CLAIMS_ADMINISTRATOR: _without_right,
    SignerRole.OTHER: _without_right,
}
