"""Measures what one case costs: screening with every time limit, and each event of its life with its clocks.

Each figure is over many invented cases, in processor time: the median and the slowest of twenty; the goal is less than
a millisecond. A wording that is compared with an earlier one is read first, which is in the figure.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import time
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from openimr.cases.eligibility import screen
from openimr.cases.events import Event, Happening, Role, ScreeningBegun
from openimr.cases.life_cycle import Applied, apply
from openimr.cases.proposing import proposed_receipt, proposed_results
from openimr.samples.filing_sample import FilingSample
from openimr.samples.filings import sample_filings

COUNT, GOAL_MS = 2000, 1.0


def took_ms(work: Callable[[], object]) -> float:
    """Processor time in milliseconds."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def event(what: Happening, day: dt.date) -> Event:
    """Something that the coordinator records at noon of a day."""
    return Event(by=Role.COORDINATOR, who="C-1", at=dt.datetime.combine(day, dt.time(20), dt.UTC), what=what)


def lived_ms(sample: FilingSample) -> list[float]:
    """What receipt, screening and its result cost, with all clocks that they start."""
    results = proposed_results(screen(sample.filing, on=sample.on))
    case, times = None, []
    days = (sample.filing.application.received_on, sample.on, sample.on)
    for what, day in zip(
        (proposed_receipt(sample.filing, number="CM-1"), ScreeningBegun(), results), days, strict=True
    ):
        if what is None:
            break
        start = time.process_time()
        applied = apply(case, event(what, day))
        times.append((time.process_time() - start) * 1000)
        assert isinstance(applied, Applied)
        case = applied.case
    return times


def main() -> int:
    """Print the figures; 1 where a goal is missed."""
    samples = list(sample_filings(count=COUNT, seed=1))
    for sample in samples[:50]:
        screen(sample.filing, on=sample.on)
    figures = {
        "eligibility of a case, all reasons": [
            took_ms(lambda one=one: screen(one.filing, on=one.on))  # type: ignore[misc]  # mypy infers no default here
            for one in samples
        ],
        "an event of its life, with its clocks": [ms for sample in samples for ms in lived_ms(sample)],
    }
    table = Table("what", "median", "slowest of 20", "goal", "met")
    is_fast = True
    for name, found in figures.items():
        median, slow = statistics.median(found), statistics.quantiles(found, n=20)[-1]
        is_fast &= slow < GOAL_MS
        table.add_row(
            name, f"{median:.3f} ms", f"{slow:.3f} ms", f"< {GOAL_MS:g} ms", "yes" if slow < GOAL_MS else "NO"
        )
    Console(width=110).print(table)
    return 0 if is_fast else 1


if __name__ == "__main__":
    sys.exit(main())
