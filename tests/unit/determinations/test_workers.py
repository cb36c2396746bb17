from __future__ import annotations

import os
import pickle
import signal
import threading
import time
from collections.abc import Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from types import SimpleNamespace

import pytest

from openimr.determinations import workers
from openimr.determinations.workers import Lost, in_processes


def double(number: int) -> int:
    time.sleep(0.002 * (number % 3))
    return number * 2


def perilous(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 5:
        time.sleep(600)
    return number


def length(data: bytes) -> bytes:
    return data * 2


def test_answers_come_in_the_order_of_the_chunks() -> None:
    found = list(in_processes(iter(range(40)), double, processes=2))
    assert found == [(number, number * 2) for number in range(40)]


def test_chunks_are_taken_only_a_few_ahead() -> None:
    taken = 0

    def numbers() -> Iterator[int]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield number

    next(in_processes(numbers(), double, processes=2))
    assert taken < 20


def test_large_chunks_and_answers_do_not_block_one_another() -> None:
    chunks = [bytes([i]) * 300_000 for i in range(6)]
    assert [answer for _, answer in in_processes(iter(chunks), length, processes=2)] == [it * 2 for it in chunks]


def test_a_process_that_dies_costs_its_own_chunk_only() -> None:
    found = dict(in_processes(iter(range(5)), perilous, processes=1))
    assert found == {0: 0, 1: 1, 2: 2, 3: Lost.DIED, 4: 4}


def test_a_process_that_hangs_costs_its_own_chunk_only(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = 0.0

    def wait_or_let_an_hour_pass(lines: list[Connection], seconds: float) -> list[object]:
        """When nobody else has work left, an hour passes at once."""
        nonlocal ahead
        if len(lines) == 1 and not ahead:
            ahead = 3600.0
            return []
        return list(wait(lines, seconds))

    monkeypatch.setattr(workers, "wait", wait_or_let_an_hour_pass)
    monkeypatch.setattr(workers, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + ahead))
    found = dict(in_processes(iter([4, 5, 6, 7, 8]), perilous, processes=2, patience_seconds=1800.0))
    assert ahead
    assert found == {4: 4, 5: Lost.HUNG, 6: 6, 7: 7, 8: 8}


def test_nothing_to_do_starts_nothing() -> None:
    assert list(in_processes(iter(()), double, processes=2)) == []


def test_processes_end_when_their_line_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    ours, theirs = Pipe()
    ours.send_bytes(pickle.dumps(4))
    server = threading.Thread(target=workers._serve, args=(theirs, double, ()))
    server.start()
    assert ours.recv() == 8
    ours.close()
    server.join(5)
    assert not server.is_alive()


def test_a_process_gives_up_the_ends_of_lines_that_are_not_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    ours, theirs = Pipe()
    inherited, others = Pipe()
    ours.close()
    workers._serve(theirs, double, (inherited,))
    assert inherited.closed
    others.close()


def test_processes_are_forked_only_where_no_thread_runs() -> None:
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        assert workers._context().get_start_method() == "spawn"
    finally:
        stop.set()
        other.join()
