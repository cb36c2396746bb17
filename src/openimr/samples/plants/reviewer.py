"""Plants errors of the fourth group: what the determination says of its reviewer (D401 to D403)."""

from __future__ import annotations

from random import Random

import msgspec

from openimr.determinations.model import Layout
from openimr.samples.layouts.process import describe
from openimr.samples.letter import Letter
from openimr.samples.plants.plant import Plant, path_of
from openimr.samples.sample import PlantedError

__all__ = ["PLANTS"]

_UNFIT = ("Ophthalmology", "Dermatology")
_NAMES = ("Rosalind Achterberg", "Tobias Merriweather", "Imogen Vandersloot", "Caspar Lindqvist")


def _qualification_incomplete(letter: Letter, number: int, rng: Random) -> PlantedError:
    del number
    reviewer = letter.reviewer
    gap = rng.choice(("licence", "years", "affiliation"))
    if gap == "licence":
        reviewer = msgspec.structs.replace(reviewer, licence_states=())
    elif gap == "years":
        reviewer = msgspec.structs.replace(
            reviewer, active_practice_years_over=None, active_practice_hours_per_week=None
        )
    else:
        reviewer = msgspec.structs.replace(reviewer, no_affiliation_with=reviewer.no_affiliation_with[:2])
    letter.reviewer = reviewer
    return PlantedError(code="D401", where="reviewer")


def _specialty_does_not_fit(letter: Letter, number: int, rng: Random) -> PlantedError:
    unfit = rng.choice(_UNFIT)
    field = "specialties" if letter.layout is Layout.L4B else "board_certifications"
    letter.reviewer = msgspec.structs.replace(letter.reviewer, subspecialties=(), **{field: (unfit,)})
    return PlantedError(code="D402", where=path_of(number, "heading"), quote=letter.decisions[number].heading)


def _reviewer_named(letter: Letter, number: int, rng: Random) -> PlantedError:
    del number
    name = rng.choice(_NAMES)
    statement = f"{describe(letter.reviewer, letter.layout)} This review was performed by {name}, M.D."
    letter.reviewer = msgspec.structs.replace(letter.reviewer, statement=statement)
    return PlantedError(code="D403", where="reviewer.statement", quote=name)


PLANTS = (
    Plant("D401", _qualification_incomplete),
    Plant("D402", _specialty_does_not_fit, wants="physical-therapy|acupuncture|cbt|fusion|knee-scope"),
    Plant("D403", _reviewer_named),
)
