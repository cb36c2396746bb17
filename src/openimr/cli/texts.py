"""Reads what several commands take: a text file, and a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from openimr.errors import UnreadableFile, UnusableArguments

__all__ = ["day_of", "text_of"]


def day_of(words: str, *, where: str) -> dt.date:
    """The day that ``words`` name, given with the option ``where``.

    Raises:
        UnusableArguments: it is not a day.
    """
    try:
        return dt.date.fromisoformat(words)
    except ValueError as error:
        raise UnusableArguments(
            f"“{words}” is not a day.", where=where, remedy="Write it as year, month and day: 2026-03-02."
        ) from error


def text_of(path: Path) -> str:
    """The text of a file.

    Raises:
        UnreadableFile: it cannot be opened, or is not UTF-8 text.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        why = f"It cannot be opened: {error.strerror}."
        raise UnreadableFile(why, where=str(path), remedy="Look at its name.") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile("It is not UTF-8 text.", where=str(path), remedy="Save it as UTF-8.") from error
