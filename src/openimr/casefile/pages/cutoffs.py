"""Holds the cut-offs by which pages are read and graded.

Source: the sheet ``casefile/legibility.yaml`` of the rulebook; all are choices of this project, measured on invented
pages.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = ["Cutoff", "Cutoffs", "cutoffs"]

_SHEET = "casefile/legibility.yaml"


class Cutoff(Value, frozen=True, kw_only=True):
    """One figure: a value, or the bounds ``low`` and ``high`` between which credit rises, in its unit."""

    name: str
    unit: str
    source: str
    verification: Verification
    value: float = 0.0
    low: float = 0.0
    high: float = 0.0

    def credit(self, measured: float) -> float:
        """From 0 at ``low`` or less to 1 at ``high`` or more."""
        return min(1.0, max(0.0, (measured - self.low) / (self.high - self.low)))


class Cutoffs(NamedTuple):
    """All cut-offs; each is named and explained in the sheet."""

    least_characters: Cutoff
    scan_share: Cutoff
    picture_share: Cutoff
    layer_words: Cutoff
    trace_of_ink: Cutoff
    most_characters: Cutoff
    most_pixels: Cutoff
    most_picture_pixels: Cutoff
    read_as_scanned: Cutoff
    unsure: Cutoff
    unsure_word: Cutoff
    wrong_way_up: Cutoff
    cleaned_noise: Cutoff
    middle_greys: Cutoff
    blank_ink: Cutoff
    readable: Cutoff
    doubtful: Cutoff
    confidence: Cutoff
    known_words: Cutoff
    sensible: Cutoff
    few_words: Cutoff
    penalty_contrast: Cutoff
    penalty_sharpness: Cutoff
    penalty_noise: Cutoff
    penalty_border: Cutoff
    penalty_resolution: Cutoff
    tilt_told: Cutoff


@cache
def cutoffs() -> Cutoffs:
    """The cut-offs in force."""
    return Cutoffs(**{row.name: row for row in load(_SHEET, Cutoff)})
