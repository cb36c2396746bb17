"""Puts messages on standard error, where they cannot mix with results, and shows how far long work has come."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import Progress

__all__ = ["Meter", "counted", "meter", "say"]

_SHOWN_AFTER_SECONDS = 1.0
_EVERY_SECONDS = 0.1
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(9), *range(11, 32), *range(127, 160))}


def say(message: str) -> None:
    """One message to the person at the terminal; codes that could steer a terminal are shown, not obeyed."""
    sys.stderr.write(f"openimr: {message.translate(_CONTROLS)}\n")


class Meter(Protocol):
    """Is told how many documents have been read so far."""

    def __call__(self, count: int) -> None:
        """Show ``count``, if it is time to."""


@contextmanager
def meter(doing: str) -> Iterator[Meter]:
    """A line on the terminal that says how far the work has come, from its second second on; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda count: None  # noqa: ARG005 - nobody watches
        return
    shown = _Shown(doing)
    try:
        yield shown
    finally:
        shown.stop()


class _Shown:
    """The line, which is there only once the work takes long enough for somebody to wonder."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._progress: Progress | None = None
        self._next = monotonic() + _SHOWN_AFTER_SECONDS

    def __call__(self, count: int) -> None:
        now = monotonic()
        if now < self._next:
            return
        self._next = now + _EVERY_SECONDS
        if self._progress is None:
            self._progress = _progress(self._doing)
            self._progress.start()
        self._progress.update(self._progress.task_ids[0], completed=count, refresh=True)

    def stop(self) -> None:
        """Take the line away."""
        if self._progress is not None:
            self._progress.stop()


def _progress(doing: str) -> Progress:
    # Most commands end before there is anything to show, and need not wait for rich to load.
    from rich.console import Console  # noqa: PLC0415 - see the comment above
    from rich.progress import (  # noqa: PLC0415 - see the comment above
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (SpinnerColumn(), TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # No thread of its own: worker processes are forked, which is safe only without threads.
    progress = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    progress.add_task(doing, total=None)
    return progress


def counted(count: int, what: str) -> str:
    """A number of things in words, thousands apart.

    >>> counted(1, "page"), counted(2000, "page")
    ('1 page', '2,000 pages')
    """
    return f"{count:,} {what}{'' if count == 1 else 's'}"
