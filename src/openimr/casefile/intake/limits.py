"""How much of an upload is taken in before a file is refused or kept apart.

Source: rulebook sheet ``casefile/intake_limits.yaml``; the figures are the project's own choice.
"""

from __future__ import annotations

from functools import cache

import msgspec

from openimr import rulebook
from openimr.citations import Value, Verification
from openimr.determinations.opening import Limits

__all__ = ["IntakeLimits", "intake_limits"]

_SHEET = "casefile/intake_limits.yaml"


class IntakeLimits(Value, frozen=True, kw_only=True):
    """The limits of one intake; each is explained, with its unit, by its row in the rulebook."""

    file_bytes: int
    text_bytes: int
    pages: int
    objects: int
    picture_pixels: int
    stream_bytes: int
    streams_bytes: int
    work_seconds: float
    work_bytes: int
    archive_members: int
    archive_bytes: int
    archive_ratio: int
    nested_bytes: int
    nested_archives: int
    archive_depth: int
    docx_bytes: int
    least_dpi: int
    most_dpi: int
    longest_points: int
    jpeg_quality: int

    def opening(self) -> Limits:
        """The limits for archives, as the opening of determinations takes them."""
        return Limits(
            document_bytes=self.file_bytes,
            archive_bytes=self.archive_bytes,
            nested_bytes=self.nested_bytes,
            archive_members=self.archive_members,
            archive_depth=self.archive_depth,
            nested_archives=self.nested_archives,
            archive_ratio=self.archive_ratio,
        )


class _Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    value: float
    unit: str
    source: str
    verification: Verification


@cache
def intake_limits() -> IntakeLimits:
    """The limits of the rulebook."""
    values = {row.name: row.value for row in rulebook.load(_SHEET, _Row)}
    return msgspec.convert(values, IntakeLimits, strict=False)
