"""Invents determinations: as many as wanted, of every layout, with their true values and errors planted on request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

import msgspec

from openimr.determinations.model import Layout
from openimr.determinations.reading import MARK_OF_INVENTION
from openimr.samples.layouts import RENDERERS
from openimr.samples.letter import invent_letter
from openimr.samples.sample import Sample
from openimr.samples.textlayer import choose_setting, lay

__all__ = ["sample_determinations"]

# How many of all letters are of each layout, out of 100.
_SHARES = {Layout.L4A: 34, Layout.L4B: 26, Layout.L5: 12, Layout.L1: 8, Layout.L2: 4, Layout.L3: 8, Layout.OPEN: 8}
_COUNTS = (1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 8, 12)


def sample_determinations(
    *, count: int, seed: int, layouts: Iterable[Layout] = (), plant: Iterable[str] = ()
) -> Iterator[Sample]:
    """``count`` invented determinations; number i of a seed is the same whatever the count."""
    among = tuple(layouts) or tuple(_SHARES)
    codes = tuple(plant)
    for number in range(1, count + 1):
        yield _sample(number, Random(f"{seed}:{number}"), among, codes)  # noqa: S311  # samples keep no secret


def _sample(number: int, rng: Random, among: tuple[Layout, ...], codes: tuple[str, ...]) -> Sample:
    layout = rng.choices(among, [_SHARES[layout] for layout in among])[0]
    letter = invent_letter(rng, layout, count=rng.choice(_COUNTS))
    truth = msgspec.structs.replace(letter.truth(), invented=True)
    paragraphs = RENDERERS[layout](truth, rng)
    setting = choose_setting(rng, has_front=letter.has_front)
    text = lay(paragraphs, setting, rng, number=truth.case_number or "", mark=MARK_OF_INVENTION)
    return Sample(number=number, text=text, truth=truth)
