"""Plants errors of the fifth group: what a published text must not hold or must not look like (D501 to D503)."""

from __future__ import annotations

from random import Random

from openimr.determinations.model import Layout
from openimr.samples.letter import Letter
from openimr.samples.plants.plant import Plant, path_of
from openimr.samples.sample import PlantedError

__all__ = ["PLANTS"]

_SUMMARY = "clinical_case_summary"
# Invented persons and numbers that nobody can have.
_IDENTIFIERS = (
    ("The treating physician is Dr. {}.", "Rosalind Achterberg"),
    ("{} was seen by the treating physician.", "Mr. Tobias Merriweather"),
    ("The claim number is {}.", "0012345678"),
    ("The social security number is {}.", "123-45-6789"),
    ("The date of birth is {}.", "01/02/1970"),
    ("The telephone number is {}.", "(555) 555-0142"),
)
_BROKEN = (
    ("The listed diagnoses per are as above.", "per are", "per  are"),
    ("An evaluation was performed by on that date.", "by on", "by  on"),
    ("According to , the pain has not changed.", "According to ,", "According to  ,"),
)
_HARD = (
    "Notwithstanding the aforementioned considerations, the requested intervention demonstrates insufficient "
    "evidentiary substantiation regarding anticipated functional rehabilitation outcomes under applicable utilization "
    "methodologies."
)


def _identifier_left(letter: Letter, number: int, rng: Random) -> PlantedError:
    del number
    sentence, quote = rng.choice(_IDENTIFIERS)
    letter.summary.put("identifier", sentence.format(quote), before="treatment")
    return PlantedError(code="D501", where=_SUMMARY, quote=quote.removeprefix("Mr. "))


def _sentence_broken(letter: Letter, number: int, rng: Random) -> PlantedError:
    del number
    sentence, quote, erased = rng.choice(_BROKEN)
    letter.summary.put("broken", sentence, before="treatment")
    letter.erased.append((quote, erased))
    return PlantedError(code="D502", where=_SUMMARY, quote=quote)


def _hard_to_read(letter: Letter, number: int, rng: Random) -> PlantedError:
    del rng
    letter.decisions[number].plain_reason = _HARD
    return PlantedError(code="D503", where=path_of(number, "plain_reason"), quote=_HARD)


PLANTS = (
    Plant("D501", _identifier_left),
    Plant("D502", _sentence_broken),
    Plant("D503", _hard_to_read, wants="therapy|medication|testing", layouts=frozenset({Layout.OPEN})),
)
