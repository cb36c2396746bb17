"""Renders our own layout, by the writer of determinations itself."""

from __future__ import annotations

from random import Random

from openimr.determinations.model import Determination
from openimr.determinations.writing.layouts.own import lay_out_own
from openimr.determinations.writing.plain import render_text

__all__ = ["render"]


def render(d: Determination, rng: Random) -> list[str]:
    """The letter of ``d`` as one paragraph, whose line ends are all forced."""
    del rng  # our own layout leaves nothing to chance
    return [render_text(lay_out_own(d))]
