"""Indexes one file in a process of its own and prints, as JSON, what each step took: the process that is measured.

It is started anew for each file, so that neither memory nor time of the one that asks counts:

    .venv/bin/python -m bench.casefile_index FILE FOLDER [--ocr] [--processes N] [--until read]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from openimr.casefile import intake, pages, search
from openimr.casefile.indexing import refresh
from openimr.casefile.store import FolderStore, case_file

__all__ = ["Step", "measured_steps"]

_AT = dt.datetime(2026, 3, 2, 18, tzinfo=dt.UTC)
_MIB = 1024.0  # kilobytes, which is what Linux counts in


class Step(NamedTuple):
    """What one step took: seconds by the clock, seconds of all processors, and the peak in MiB up to its end.

    ``parent`` is the peak of the process itself, ``child`` that of the largest process that it started.
    """

    seconds: float
    processor: float
    parent: float
    child: float


def measured_steps(
    file: Path, folder: Path, *, processes: int = 1, has_ocr: bool = False, until: str = "refresh"
) -> dict[str, Step]:
    """Index ``file`` into ``folder`` in a new process: what "receive", "read", "search index" and "refresh" took.

    The search index that "refresh" makes is made once more by itself, so that its share is known.
    """
    command = [sys.executable, "-m", "bench.casefile_index", str(file), str(folder), "--processes", str(processes)]
    command += ["--until", until, *(["--ocr"] if has_ocr else [])]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    return {name: Step(*numbers) for name, numbers in json.loads(done.stdout).items()}


def _used() -> tuple[float, float]:
    """Seconds by the clock and of all processors up to now."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return time.perf_counter(), sum(used.ru_utime + used.ru_stime for used in both)


def _peak() -> float:
    """The peak of this process in MiB; the system's own count begins with what the process had that started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MIB
    (line,) = (line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / _MIB


def _measured(work: Callable[[], object]) -> Step:
    clock, processor = _used()
    work()
    after = _used()
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _MIB
    return Step(after[0] - clock, after[1] - processor, _peak(), children)


def main() -> int:
    """Do all steps up to the one named and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ocr", action="store_true")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--until", choices=("read", "refresh"), default="refresh")
    asked = parser.parse_args()
    store = FolderStore(asked.folder)
    ocr = pages.Ocr(second=pages.SecondReader.NEVER) if asked.ocr else None
    steps = {
        "receive": _measured(lambda: intake.receive([asked.file], store, at=_AT, processes=asked.processes)),
        "read": _measured(lambda: pages.read_pages(store, processes=asked.processes, ocr=ocr)),
    }
    if asked.until == "refresh":
        steps["refresh"] = _measured(lambda: refresh(store))
        whole = case_file(store)
        steps["search index"] = _measured(lambda: search.save(search.build(whole.pages)))
    print(json.dumps(steps))
    return 0


if __name__ == "__main__":
    sys.exit(main())
