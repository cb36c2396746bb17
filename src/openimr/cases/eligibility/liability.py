"""LIABILITY_DEFERRED: while liability is disputed the review is deferred, unless the claims administrator agrees.

Source: 8 CCR 9792.10.3(d); Labor Code 4610(l), 4610.5(h)(2), 4610.5(k).
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.cases.eligibility.look import Look
from openimr.cases.eligibility.reason import Reason, reason
from openimr.cases.filing import DisputedTreatment
from openimr.cases.utilization import LiabilityDispute

__all__ = ["find_of_treatment"]


def find_of_treatment(at: Look, treatment: DisputedTreatment) -> Iterator[Reason]:
    """Whether liability for this treatment is disputed on the day ``at.on``."""
    covering = [dispute for dispute in at.filing.liability if dispute.covers(treatment.number)]
    for dispute in covering:
        yield from _of(dispute, at)
    if treatment.listed.is_liability_disputed and not covering:
        yield reason("liability-flagged", "The form says that liability is disputed; nothing more is documented.")


def _of(dispute: LiabilityDispute, at: Look) -> Iterator[Reason]:
    if dispute.raised_on > at.on:
        return
    if dispute.resolved_on is not None and dispute.resolved_on <= at.on:
        if dispute.is_liable is False:
            says = f"The dispute over {dispute.about} was resolved on {dispute.resolved_on}: no liability was found."
            yield reason("not-liable", says)
    elif dispute.agreed_eligible_on is None or dispute.agreed_eligible_on > at.on:
        says = f"Liability is disputed since {dispute.raised_on}: {dispute.about}."
        yield reason("liability-disputed", says)
