"""Runs chunks of work in several processes, in order, and outlives any of them that dies or hangs.

The pool of the standard library ends as a whole when one of its processes dies, and does not say over which chunk. Here
each process has a line of its own, so that the chunk is known, the process is replaced, and all other work goes on.
"""

from __future__ import annotations

import pickle
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

__all__ = ["PATIENCE_SECONDS", "Lost", "in_processes"]

Chunk = TypeVar("Chunk")
Answer = TypeVar("Answer")

PATIENCE_SECONDS = 120.0
"""How long one chunk may take: some hundred times what the slowest honest one takes."""

_AHEAD = 2  # one chunk in work and one at hand, so that no process waits for us
_WINDOW = 4  # chunks given out for each process, finished ones that wait for their turn included
_SMALL_BYTES = 32 * 1024  # fits into the pipe beside another, so that sending it never waits for its reader


class Lost(Enum):
    """What became of the process that a chunk was given to; the value is said in messages."""

    DIED = "The process that read it ended."
    HUNG = "Reading it took too long."


@dataclass(slots=True, eq=False)
class _Task(Generic[Chunk, Answer]):
    """A chunk that was given out, and its answer once there is one."""

    chunk: Chunk
    packed: bytes
    answer: Answer | Lost | None = None
    is_done: bool = False


@dataclass(slots=True, eq=False)
class _Worker(Generic[Chunk, Answer]):
    """A process, our end of its line, the tasks given to it, and since when it works on the first of them."""

    process: BaseProcess
    line: Connection
    tasks: deque[_Task[Chunk, Answer]] = field(default_factory=deque)
    since: float = 0.0

    def give(self, task: _Task[Chunk, Answer]) -> None:
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        # Where it died just now, that is found out when its line is read.
        with suppress(OSError):
            self.line.send_bytes(task.packed)

    def can_take(self, task: _Task[Chunk, Answer]) -> bool:
        return not self.tasks or (len(self.tasks) < _AHEAD and len(task.packed) <= _SMALL_BYTES)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.line.close()


def in_processes(
    chunks: Iterator[Chunk],
    do: Callable[[Chunk], Answer],
    *,
    processes: int,
    patience_seconds: float = PATIENCE_SECONDS,
) -> Iterator[tuple[Chunk, Answer | Lost]]:
    """Each chunk with what ``do`` makes of it, in the order of the chunks; :class:`Lost` where its process was lost.

    ``chunks`` are taken only a few ahead of what is asked for, so memory stays flat. ``do`` and the chunks must be such
    that they can be pickled.
    """
    pool: _Pool[Chunk, Answer] = _Pool(do, processes, patience_seconds)
    try:
        yield from pool.run(chunks)
    finally:
        pool.close()


class _Pool(Generic[Chunk, Answer]):
    """The processes of one run and what they have in hand."""

    def __init__(self, do: Callable[[Chunk], Answer], processes: int, patience_seconds: float) -> None:
        self._do = do
        self._processes = processes
        self._patience_seconds = patience_seconds
        self._context = _context()
        self._workers: list[_Worker[Chunk, Answer]] = []
        self._held: _Task[Chunk, Answer] | None = None

    def run(self, chunks: Iterator[Chunk]) -> Iterator[tuple[Chunk, Answer | Lost]]:
        tasks: deque[_Task[Chunk, Answer]] = deque()
        while True:
            while len(tasks) < _WINDOW * self._processes and (task := self._give_next(chunks)):
                tasks.append(task)
            if not tasks:
                return
            while tasks and tasks[0].is_done:
                done = tasks.popleft()
                yield done.chunk, done.answer  # type: ignore[misc]  # it is done, so it has an answer
            if any(worker.tasks for worker in self._workers):
                self._gather()

    def close(self) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _give_next(self, chunks: Iterator[Chunk]) -> _Task[Chunk, Answer] | None:
        """Give the next chunk out; ``None`` when there is none, or nobody can take it now."""
        task = self._held
        if task is None:
            for chunk in chunks:
                task = _Task(chunk, pickle.dumps(chunk))
                break
        self._held = task
        if task is None:
            return None
        worker = min(self._workers, key=lambda each: len(each.tasks), default=None)
        if (worker is None or worker.tasks) and len(self._workers) < self._processes:
            worker = self._started()
        if worker is None or not worker.can_take(task):
            return None
        self._held = None
        worker.give(task)
        return task

    def _started(self) -> _Worker[Chunk, Answer]:
        ours, theirs = self._context.Pipe()
        # A forked process has our ends of all lines too, and would keep its own open when we are killed.
        inherited = (ours, *(each.line for each in self._workers)) if self._context.get_start_method() == "fork" else ()
        process = self._context.Process(target=_serve, args=(theirs, self._do, inherited), daemon=True)  # type: ignore[attr-defined]  # every context has it
        process.start()
        theirs.close()
        worker: _Worker[Chunk, Answer] = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _gather(self) -> None:
        """Wait until an answer, a death or the end of our patience, and note it."""
        busy = {worker.line: worker for worker in self._workers if worker.tasks}
        oldest = min(worker.since for worker in busy.values())
        ready = wait(list(busy), max(0.0, oldest + self._patience_seconds - time.monotonic()))
        for line in ready:
            worker = busy.pop(line)  # type: ignore[call-overload]  # what is ready is one of ours
            try:
                answer = worker.line.recv()
            except (EOFError, OSError):
                self._lose(worker, Lost.DIED)
            else:
                self._note(worker, answer)
        now = time.monotonic()
        for worker in busy.values():
            if now - worker.since >= self._patience_seconds:
                self._lose(worker, Lost.HUNG)

    def _note(self, worker: _Worker[Chunk, Answer], answer: Answer | Lost) -> None:
        task = worker.tasks.popleft()
        task.answer, task.is_done = answer, True
        worker.since = time.monotonic()

    def _lose(self, worker: _Worker[Chunk, Answer], how: Lost) -> None:
        """Put a new process in the place of one that was lost; the chunk in work bears the blame, the others go on."""
        self._note(worker, how)
        worker.end()
        self._workers.remove(worker)
        if worker.tasks:
            successor = self._started()
            for task in worker.tasks:
                successor.give(task)


def _context() -> BaseContext:
    """Forking is ten times faster than starting anew, but safe only where no other thread runs."""
    is_forking_safe = sys.platform == "linux" and threading.active_count() == 1
    return get_context("fork" if is_forking_safe else "spawn")


def _serve(line: Connection, do: Callable[[Chunk], Answer], inherited: tuple[Connection, ...]) -> None:
    """Work on what comes in until the line is closed, which it is also when the process that we work for is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that we work for
    for other in inherited:
        other.close()
    try:
        while True:
            line.send(do(pickle.loads(line.recv_bytes())))  # noqa: S301 - it comes from the process that started us
    except (EOFError, OSError):
        return
