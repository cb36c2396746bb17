"""EXPEDITED_NOT_CERTIFIED, RETROSPECTIVE: what does not bar a review but changes how it goes on.

Source: 8 CCR 9792.10.4(c), 9792.10.7(a)(1).
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.cases.application import Certification
from openimr.cases.eligibility.look import Look
from openimr.cases.eligibility.reason import Reason, reason
from openimr.cases.filing import DisputedTreatment
from openimr.cases.terms import Priority
from openimr.cases.utilization import Requested

__all__ = ["find", "find_of_treatment", "is_certified"]


def find(at: Look) -> Iterator[Reason]:
    """Whether an expedited review is certified; without that it goes on as a regular one."""
    certification = at.application.certification
    if at.application.review is Priority.EXPEDITED and not is_certified(certification):
        lacks = _lacking(certification)
        yield reason("expedited-without-certification", f"Expedited review was asked for, but {lacks}.")


def is_certified(certification: Certification | None) -> bool:
    """Whether the certification is by the treating physician, with documents, and names the threat."""
    return certification is not None and not _lacks(certification)


def _lacking(certification: Certification | None) -> str:
    return " and ".join(_lacks(certification)) if certification else "no physician certified the threat"


def _lacks(certification: Certification) -> list[str]:
    tests = {
        "the certification is not by the treating physician": certification.is_treating_physician,
        "it comes without documents": certification.has_documents,
        "it names no imminent and serious threat": certification.states_threat,
    }
    return [words for words, holds in tests.items() if not holds]


def find_of_treatment(_at: Look, treatment: DisputedTreatment) -> Iterator[Reason]:
    """Treatment already given: success brings payment, not authorization."""
    ur = treatment.ur
    if ur is None or ur.when is not Requested.RETROSPECTIVE:
        return
    days = ", ".join(str(day) for day in ur.served_on)
    if days:
        yield reason("treatment-already-given", f"The treatment was given on {days}; success brings payment.")
    else:
        yield reason("days-of-service-missing", "The treatment was given, but on which days is not documented.")
