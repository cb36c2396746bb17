"""Turns places in a PDF page's own space into boxes on the page as it is shown upright.

A PDF counts upwards from the lower left corner and before the page is rotated; a reader sees it cropped and rotated.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from openimr.casefile.model import Box

__all__ = ["Geometry", "around", "turned"]


class Geometry(NamedTuple):
    """What of a page's own space is shown, in points upwards, and by how many degrees clockwise it is rotated."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown, in points."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def shown(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Where a rectangle of the page's own space stands on the page as shown."""
        if self.rotation == 90:
            return Box(bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        if self.rotation == 180:
            return Box(self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        if self.rotation == 270:
            return Box(self.top - top, self.right - right, self.top - bottom, self.right - left)
        return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)


def turned(box: Box, degrees: int, width: float, height: float) -> Box:
    """Where ``box`` of a page of this size stands after the page was turned clockwise by 0, 90, 180 or 270 degrees."""
    if degrees == 90:
        return Box(height - box.bottom, box.left, height - box.top, box.right)
    if degrees == 180:
        return Box(width - box.right, height - box.bottom, width - box.left, height - box.top)
    if degrees == 270:
        return Box(box.top, width - box.right, box.bottom, width - box.left)
    return box


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around ``boxes``, of which there is at least one."""
    each = tuple(boxes)
    if len(each) == 1:
        return each[0]
    return Box(
        min(box.left for box in each),
        min(box.top for box in each),
        max(box.right for box in each),
        max(box.bottom for box in each),
    )
