"""What planting one error is: the code of its check, the treatment that it needs, and the change to the letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from openimr.determinations.model import Layout, Outcome
from openimr.samples.letter import Decision, Letter
from openimr.samples.sample import PlantedError

__all__ = ["ALL_LAYOUTS", "WITH_DOCUMENTS", "Plant", "conclude", "path_of"]

ALL_LAYOUTS = frozenset(Layout) - {Layout.UNKNOWN}
WITH_DOCUMENTS = frozenset({Layout.L1, Layout.L2, Layout.L3, Layout.OPEN})


@dataclass(frozen=True, slots=True)
class Plant:
    """How one kind of error is planted.

    ``plant`` changes the letter and says where; its number is that of the treatment to change. ``wants`` names
    families, services or plans of that treatment, with bars between them; it is empty where the error is in the case
    as a whole. ``beside`` names another treatment that must stand beside it.
    """

    code: str
    plant: Callable[[Letter, int, Random], PlantedError]
    wants: str = ""
    beside: str = ""
    layouts: frozenset[Layout] = ALL_LAYOUTS


def path_of(number: int, name: str) -> str:
    """The path of a value of the treatment ``number``."""
    return f"disputed_treatments[{number}].{name}"


def conclude(decision: Decision, phrase: str) -> str:
    """Exchange the conclusion for one on ``phrase`` that agrees with the outcome; return it."""
    verdict = (
        "is medically necessary" if decision.request.outcome is Outcome.OVERTURNED else "is not medically necessary"
    )
    sentence = f"Therefore, the request for {phrase} {verdict}."
    decision.rationale.drop("conclusion")
    decision.rationale.put("conclusion", sentence)
    return sentence
