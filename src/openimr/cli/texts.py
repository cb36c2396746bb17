"""Reads what several commands take: a text file, and a day."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from openimr.errors import UnreadableFile, UnusableArguments

__all__ = ["day_of", "text_given", "text_of"]


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
    return _decoded(_read(path, -1), str(path))


def text_given(name: str, *, largest: int) -> str:
    """The text of the file called ``name``, or of standard input where that is ``-``.

    Raises:
        UnreadableFile: it cannot be opened, holds more than ``largest`` bytes, or is not UTF-8 text.
    """
    data = sys.stdin.buffer.read(largest + 1) if name == "-" else _read(Path(name), largest + 1)
    if len(data) > largest:
        why = f"It is too large: it holds more than {largest} bytes."
        raise UnreadableFile(why, where=name, remedy="Give the file that this command asks for, and nothing else.")
    return _decoded(data, name)


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        why = f"It cannot be opened: {error.strerror}."
        raise UnreadableFile(why, where=str(path), remedy="Look at its name.") from error


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("It is not UTF-8 text.", where=name, remedy="Save it as UTF-8.") from error
