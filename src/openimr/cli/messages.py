"""Puts messages on standard error, where they cannot mix with results, and shows how far long work has come."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

__all__ = ["Meter", "meter", "say"]

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
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda count: None  # noqa: ARG005 - nobody watches
        return
    columns = (SpinnerColumn(), TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # No thread of its own: worker processes are forked, which is safe only without threads.
    progress = Progress(*columns, console=console, transient=True, auto_refresh=False)
    task = progress.add_task(doing, total=None)
    began = shown = time.monotonic()

    def show(count: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - began < _SHOWN_AFTER_SECONDS or now - shown < _EVERY_SECONDS:
            return
        shown = now
        progress.start()
        progress.update(task, completed=count, refresh=True)

    try:
        yield show
    finally:
        progress.stop()
