"""Says how pictures of pages are read: by which command, in which language, how finely, for how long."""

from __future__ import annotations

from enum import StrEnum

from openimr.citations import Value

__all__ = ["Ocr", "SecondReader"]


class SecondReader(StrEnum):
    """When a page is read by rapidocr too."""

    WHERE_UNSURE = "where_unsure"
    NEVER = "never"


class Ocr(Value, frozen=True, kw_only=True):
    """How pictures of pages are read.

    ``command`` is tesseract, by name or path; ``language`` one that it has; ``dpi`` the dots an inch at which a page is
    drawn for it, unless it is a scan of fewer that are enough; ``limit_seconds`` how long it may take for one page.
    ``second`` says when rapidocr, where it is installed, reads a page as well.
    """

    command: str = "tesseract"
    language: str = "eng"
    dpi: int = 300
    limit_seconds: float = 90.0
    second: SecondReader = SecondReader.WHERE_UNSURE
