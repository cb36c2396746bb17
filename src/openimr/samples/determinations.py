"""Invents determinations: as many as wanted, of every layout, with their true values and errors planted on request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

import msgspec

from openimr.determinations.model import Determination, Layout
from openimr.determinations.wording.marks import MARK_OF_INVENTION
from openimr.samples.layouts import RENDERERS
from openimr.samples.letter import Letter
from openimr.samples.plant import plant_errors, plants_for
from openimr.samples.plants.plant import Plant
from openimr.samples.sample import Sample
from openimr.samples.textlayer import choose_setting, curled, lay

__all__ = ["sample_determinations"]

# How many of all letters are of each layout, out of 100.
_SHARES = {Layout.L4A: 34, Layout.L4B: 26, Layout.L5: 12, Layout.L1: 8, Layout.L2: 4, Layout.L3: 8, Layout.OPEN: 8}
_COUNTS = (1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 8, 12)


def sample_determinations(
    *, count: int, seed: int, layouts: Iterable[Layout] = (), plant: Iterable[str] = ()
) -> Iterator[Sample]:
    """``count`` invented determinations; number i of a seed is the same whatever the count.

    Each is of one of ``layouts`` (all, in the shares of real letters, where none is named) and has all errors whose
    codes are in ``plant``, each in a treatment of its own, except those that its layout cannot have.

    Raises:
        UnusableArguments: a code names no error that can be planted.
    """
    among = tuple(layouts) or tuple(_SHARES)
    plants = plants_for(tuple(plant))
    for number in range(1, count + 1):
        yield _sample(number, Random(f"{seed}:{number}"), among, plants)  # noqa: S311  # samples keep no secret


def _sample(number: int, rng: Random, among: tuple[Layout, ...], plants: tuple[Plant, ...]) -> Sample:
    layout = rng.choices(among, [_SHARES[layout] for layout in among])[0]
    count = 1 if layout is Layout.L2 else rng.choice(_COUNTS)
    letter, planted = plant_errors(rng, layout, plants, count=count)
    is_curly = letter.case.style.is_curly and layout is not Layout.OPEN
    if is_curly:
        _curl(letter)
    truth = msgspec.structs.replace(letter.truth(), invented=True)
    paragraphs = RENDERERS[layout](truth, rng)
    for words, erased in letter.erased:
        paragraphs = [paragraph.replace(words, erased) for paragraph in paragraphs]
    if is_curly:
        paragraphs = [curled(paragraph) for paragraph in paragraphs]
    text = _text(paragraphs, truth, rng)
    return Sample(number=number, text=text, truth=truth, planted=planted)


def _curl(letter: Letter) -> None:
    """Put typographic marks into the prose of ``letter``, where a reader keeps them as they stand."""
    for passage in (letter.summary, *(decision.rationale for decision in letter.decisions)):
        passage.sentences = [(role, curled(sentence)) for role, sentence in passage.sentences]


def _text(paragraphs: list[str], truth: Determination, rng: Random) -> str:
    """The text layer; that of our own layout is what our writer writes, with its own line ends and mark."""
    if truth.layout is Layout.OPEN:
        return paragraphs[0]
    setting = choose_setting(rng, has_front=truth.case_number is not None)
    return lay(paragraphs, setting, rng, number=truth.case_number or "", mark=MARK_OF_INVENTION)
