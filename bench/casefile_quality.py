"""Indexes invented case files, typed and scanned, and tells precision and recall kind by kind, with a few faults each.

Faults are told of what is low only:

    .venv/bin/python -m bench.casefile_quality [TYPED [SCANNED]]
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from bench.casefile_peers import has_tesseract
from bench.casefile_truth import Measured, Tally, compare
from rich.console import Console
from rich.table import Table

from openimr.casefile.indexing import index_files
from openimr.casefile.pages import Ocr
from openimr.casefile.store import FolderStore, case_file
from openimr.samples.casefiles import Scans, sample_case_files

__all__ = ["quality"]

_AT = dt.datetime(2026, 3, 2, 18, tzinfo=dt.UTC)
_FIRST_SEED = 41_000  # far from the seeds that tests and pages use
_LOW = 0.9


def quality(console: Console, *, typed: int, scanned: int) -> None:
    """Print the tables of ``typed`` case files without pictures and of ``scanned`` ones with some pages as pictures."""
    if typed:
        _tell(console, measured(typed, Scans.NONE), "typed")
    if scanned and has_tesseract():
        _tell(console, measured(scanned, Scans.SOME), "with some pages scanned, faxed and written by hand, by OCR")
    elif scanned:
        console.print("tesseract is not installed: case files with scanned pages are left out.")


def measured(count: int, scans: Scans) -> Measured:
    """What is found in ``count`` case files, each of a seed of its own, as many at a time as there are cores."""
    total = Measured()
    # Started anew: a forked process would wait for threads of the typesetter that it does not have.
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        for one in pool.map(partial(_measured, scans=scans), range(_FIRST_SEED, _FIRST_SEED + count)):
            total.add(one)
    return total


def _measured(seed: int, *, scans: Scans) -> Measured:
    (sample,) = sample_case_files(count=1, seed=seed, scans=scans)
    one = Measured()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, content in sample.records.items():
            (folder / name).write_bytes(content)
        store = FolderStore(folder / "casefile")
        index_files(sorted(folder.glob("*.pdf")), store, at=_AT, ocr=None if scans is Scans.NONE else Ocr())
        compare(case_file(store), sample.truth, one)
    return one


def _tell(console: Console, total: Measured, what: str) -> None:
    table = Table(title=f"{total.files} invented case files, {total.pages:,} pages, {what}")
    for head in ("what", "true", "found", "right", "borne out", "precision", "recall", ""):
        table.add_column(head, justify="left" if head == "what" else "right")
    for name, tally in sorted(total.tallies.items()):
        cells = [f"{number:,}" for number in (tally.true, tally.found, tally.right, tally.like)]
        table.add_row(name, *cells, f"{tally.precision:.3f}", f"{tally.recall:.3f}", "low" if _is_low(tally) else "")
    console.print(table)
    for name, tally in sorted(total.tallies.items()):
        for line in _faults(tally) if _is_low(tally) else ():
            console.print(f"{name}: {line}", markup=False, highlight=False, soft_wrap=True)


def _is_low(tally: Tally) -> bool:
    return min(tally.precision, tally.recall) < _LOW


def _faults(tally: Tally) -> Iterator[str]:
    for word, faults in (("missed", tally.missed), ("wrong", tally.wrong)):
        yield from (f"{word} in {one.case}, page {one.page}: {one.what}" for one in faults)


def main() -> int:
    """Tell it for as many typed and scanned case files as asked for."""
    typed, scanned = (int(number) for number in [*sys.argv[1:], *("200", "8")[len(sys.argv) - 1 :]])
    quality(Console(width=140), typed=typed, scanned=scanned)
    return 0


if __name__ == "__main__":
    sys.exit(main())
