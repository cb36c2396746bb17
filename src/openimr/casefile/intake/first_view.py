"""Shows one page of a PDF that was just received, clean, while the copy of the whole is still made.

Source: feature F16 of the plan (the first of 2,000 pages is seen within two seconds of the upload).
"""

from __future__ import annotations

from pathlib import Path

from openimr.casefile.intake.cleansing import clean_page
from openimr.casefile.intake.copies import BROKEN, hold_memory, too_hungry
from openimr.casefile.intake.limits import IntakeLimits, intake_limits
from openimr.citations import Value
from openimr.determinations.opening import Unopened
from openimr.determinations.workers import Lost, in_processes
from openimr.errors import UnreadableFile

__all__ = ["page_alone"]


class _Wish(Value, frozen=True, kw_only=True):
    """A page that somebody wants to see."""

    original: str
    number: int
    name: str
    limits: IntakeLimits


def page_alone(original: Path, number: int, *, name: str, limits: IntakeLimits | None = None) -> bytes:
    """Page ``number``, from 1, of the PDF at ``original``, alone and clean, as a PDF.

    Raises:
        UnreadableFile: the file cannot be opened within the limits, or has no such page.
    """
    limits = limits if limits is not None else intake_limits()
    wish = _Wish(original=str(original), number=number, name=name, limits=limits)
    ((_, made),) = in_processes(iter((wish,)), _made, processes=1, patience_seconds=limits.work_seconds)
    if isinstance(made, bytes):
        return made
    raise (too_hungry(name, limits) if isinstance(made, Lost) else made).error()


def _made(wish: _Wish) -> bytes | Unopened:
    hold_memory(wish.limits.work_bytes)
    try:
        return clean_page(Path(wish.original), wish.number, name=wish.name, limits=wish.limits)
    except UnreadableFile as error:
        return Unopened.of(error)
    except MemoryError:
        return too_hungry(wish.name, wish.limits)
    except BROKEN:
        return Unopened(where=wish.name, what="It cannot be opened.", why="It is encrypted or broken.")
