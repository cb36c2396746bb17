"""How much work a piece of code does, told in calls, which are the same on every machine however slow or busy.

Work inside one call of the interpreter (a regular expression, ``list.index``) makes no further calls; where it could
run away, :func:`assert_grows_evenly` compares the time of a small input with that of a large one in the same process.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

__all__ = ["HANG_SECONDS", "assert_grows_evenly", "calls", "growth"]

HANG_SECONDS = 120.0
"""What is not over by then runs away; some hundred times what the slowest honest work takes on a slow machine."""

_TIMES_AS_LONG = 4
# Even growth takes four times as long, quadratic growth sixteen times; between them lies what a busy machine adds.
_UNEVEN = 10.0
# What is over sooner is too short to be compared.
_COMPARABLE_SECONDS = 2.0
_RUNS = 3


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, our own and those of the interpreter, while ``work`` is done."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def growth(work: Callable[[int], object], size: int) -> float:
    """How many times as many calls an input of four times the size takes.

    That is about 4 where growth is even, and 16 where it is quadratic. What is built once and kept is built before, so
    that it counts for neither.
    """
    work(size)
    few = calls(lambda: work(size))
    return calls(lambda: work(_TIMES_AS_LONG * size)) / few


def assert_grows_evenly(work: Callable[[int], object], size: int) -> None:
    """Fail where an input of four times the size takes ten times as long, and so long that noise cannot be the reason.

    How fast the machine is does not matter: both are measured in this process, and the best of several runs counts.
    """
    long = _seconds(work, _TIMES_AS_LONG * size)
    if long < _COMPARABLE_SECONDS:
        return
    long = min(long, *(_seconds(work, _TIMES_AS_LONG * size) for _ in range(_RUNS - 1)))
    short = min(_seconds(work, size) for _ in range(_RUNS))
    assert long < _UNEVEN * short, f"Four times the size takes {long / short:.0f} times as long."


def _seconds(work: Callable[[int], object], size: int) -> float:
    began = time.process_time()
    work(size)
    return time.process_time() - began
