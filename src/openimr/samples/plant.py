"""Plants errors on request, so that exactly the named checks should find something, and knows what no letter can avoid.

Source: codes of the checks in docs/reference/checks.
"""

from __future__ import annotations

from random import Random

from openimr.determinations.model import Layout
from openimr.errors import UnusableArguments
from openimr.samples.letter import Letter, invent_letter
from openimr.samples.plants import consistency, guidelines, publication, record, reviewer
from openimr.samples.plants.plant import Plant
from openimr.samples.sample import PlantedError

__all__ = ["PLANTS", "UNAVOIDABLE", "plant_errors", "plants_for"]

PLANTS: dict[str, Plant] = {
    one.code: one for group in (consistency, guidelines, record, reviewer, publication) for one in group.PLANTS
}
"""Every error that can be planted, by the code of its check."""

_NO_LIST = "Letters of this layout have no list of documents."
_NO_EDITION = "Letters of this layout name neither the edition of a guideline nor, for some, a section and pages."
UNAVOIDABLE: dict[Layout, dict[str, str]] = {
    Layout.L1: {"D204": _NO_EDITION},
    Layout.L2: {"D204": _NO_EDITION},
    Layout.L3: {"D204": _NO_EDITION},
    Layout.L4A: {"D302": _NO_LIST, "D204": _NO_EDITION},
    Layout.L4B: {"D302": _NO_LIST, "D204": _NO_EDITION},
    Layout.L5: {"D302": _NO_LIST, "D204": _NO_EDITION},
    Layout.OPEN: {"D204": "The guidelines of 2017 on are cited without pages, which are not known."},
}
"""What checks rightly find in a letter without planted errors, by layout, with the reason why it cannot be avoided."""


def plants_for(codes: tuple[str, ...]) -> tuple[Plant, ...]:
    """The plants of ``codes``.

    Raises:
        UnusableArguments: there is no such error to plant.
    """
    unknown = [code for code in codes if code not in PLANTS]
    if unknown:
        raise UnusableArguments(
            f"No error {', '.join(unknown)} can be planted.", remedy=f"Those that can are {', '.join(PLANTS)}."
        )
    return tuple(PLANTS[code] for code in codes)


def plant_errors(
    rng: Random, layout: Layout, plants: tuple[Plant, ...], *, count: int
) -> tuple[Letter, tuple[PlantedError, ...]]:
    """A letter of ``layout`` with all of ``plants`` that its layout can have, each in a treatment of its own.

    The letter has ``count`` treatments, or as many as the errors need.
    """
    able = [plant for plant in plants if layout in plant.layouts]
    first = tuple(wanted for plant in able for wanted in (plant.wants, plant.beside) if wanted)
    letter = invent_letter(rng, layout, count=max(count, len(first)), first=first)
    planted: list[PlantedError] = []
    free = list(range(len(letter.decisions)))
    for plant in able:
        number = _place(letter, plant, free)
        if number is not None:
            planted.append(plant.plant(letter, number, rng))
    return letter, tuple(planted)


def _place(letter: Letter, plant: Plant, free: list[int]) -> int | None:
    """The number of a treatment that ``plant`` can change, taken from the free ones; ``None`` where there is none."""
    if not plant.wants:
        return 0
    requests = [decision.request for decision in letter.decisions]
    fitting = [number for number in free if requests[number].fits(plant.wants)]
    if not fitting or (plant.beside and not any(request.fits(plant.beside) for request in requests)):
        return None
    free.remove(fitting[0])
    return fitting[0]
