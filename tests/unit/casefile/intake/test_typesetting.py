"""Text files are set as pages in every process, also in one that was forked from a process that set pages."""

from __future__ import annotations

import multiprocessing
import os
import sys
from multiprocessing.queues import SimpleQueue
from pathlib import Path

import pytest

from effort import HANG_SECONDS
from openimr.casefile.intake.typesetting import typeset_pages

PAGES = tuple(f"Page {number}\n" + "Low back pain, 5/10.\n" * 40 for number in range(12))


def _set_in_child(folder: str, told: SimpleQueue[int]) -> None:
    told.put(typeset_pages(PAGES, None, Path(folder) / "child.pdf"))


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux forks here.")
def test_pages_are_set_in_a_process_that_was_forked_from_one_that_set_pages(tmp_path: Path) -> None:
    assert typeset_pages(PAGES, None, tmp_path / "parent.pdf") == len(PAGES)
    context = multiprocessing.get_context("fork")
    told: SimpleQueue[int] = context.SimpleQueue()
    child = context.Process(target=_set_in_child, args=(os.fspath(tmp_path), told))
    child.start()
    child.join(HANG_SECONDS)
    assert child.exitcode == 0
    assert told.get() == len(PAGES)
