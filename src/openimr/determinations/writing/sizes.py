"""The sizes of print that a letter can be had in."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["PrintSize"]


class PrintSize(StrEnum):
    """Standard print, or large print for readers who need it: 18 points, the size that low-vision guidance names."""

    STANDARD = "standard"
    LARGE = "large"

    @property
    def points(self) -> float:
        """The size of the text in points."""
        return 18 if self is PrintSize.LARGE else 11
