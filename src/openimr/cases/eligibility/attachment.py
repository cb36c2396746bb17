"""NO_UR_DECISION_ATTACHED, NOT_UR_DECISION: the decision must come with the application, and be one.

Source: 8 CCR 9792.10.1(b)(1); the department's announcement of February 2014 (no reminder since 2014-04-01).
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.cases.application import Attachment
from openimr.cases.eligibility.look import Look
from openimr.cases.eligibility.reason import Reason, reason, rules

__all__ = ["find"]

_OTHER_PAPERS = {
    Attachment.EXPLANATION_OF_REVIEW: ("attached-bill-review", "an explanation of review of a bill"),
    Attachment.CLAIM_DENIAL: ("attached-claim-denial", "a denial of the claim"),
    Attachment.NETWORK_OPINION: ("attached-network-opinion", "an opinion of the medical provider network"),
}


def find(at: Look) -> Iterator[Reason]:
    """Whether the utilization review decision came with the application."""
    attached = at.application.attachment
    if attached is Attachment.UTILIZATION_REVIEW_DECISION:
        return
    if attached is Attachment.NONE:
        rule = next(
            name
            for name in ("decision-not-attached", "decision-not-attached-reminder")
            if rules()[name].is_in_force(at.application.received_on)
        )
        yield at.defect(rule, "The utilization review decision is not attached.")
    elif attached in _OTHER_PAPERS:
        rule, paper = _OTHER_PAPERS[attached]
        yield at.defect(rule, f"What is attached is {paper}, not a utilization review decision.")
    else:
        paper = attached.value.replace("_", " ")
        says = f"What is attached is no utilization review decision ({paper})."
        yield reason("attached-other", says, cure_by=at.window.last_day)
