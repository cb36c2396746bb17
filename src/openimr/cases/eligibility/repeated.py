"""DUPLICATE, ALREADY_DETERMINED, TWELVE_MONTHS: that a filing repeats another is suggested, and a person decides.

Source: 8 CCR 9792.10.3(a)(2); Labor Code 4610(k); :mod:`openimr.cases.repetition`.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.cases.eligibility.look import Look
from openimr.cases.eligibility.reason import Reason, reason
from openimr.cases.filing import DisputedTreatment
from openimr.cases.repetition import Repetition, RepetitionKind, repetitions

__all__ = ["find_of_treatment"]

_RULES = {
    RepetitionKind.DUPLICATE: "duplicate",
    RepetitionKind.ALREADY_DETERMINED: "already-determined",
    RepetitionKind.TWELVE_MONTHS: "within-twelve-months",
}


def find_of_treatment(at: Look, treatment: DisputedTreatment) -> Iterator[Reason]:
    """Each earlier filing that the treatment may repeat, with the evidence for it."""
    for repetition in repetitions(at.filing, treatment):
        yield reason(_RULES[repetition.kind], _says(repetition), evidence=repetition.evidence)


def _says(repetition: Repetition) -> str:
    other = f"treatment {repetition.other} of {repetition.number}"
    if repetition.kind is RepetitionKind.DUPLICATE:
        return f"It may be {other}, filed twice; merged, the receipt of {repetition.received_on} counts."
    if repetition.kind is RepetitionKind.ALREADY_DETERMINED:
        return f"It may be {other}, on which a determination has been issued."
    change = f" A change is documented: {repetition.change}." if repetition.change else " No change is documented."
    return f"The decision on {other} may still stand for twelve months.{change}"
