"""Writes the records of a long run so that it can be stopped at any moment, even killed, and go on with nothing lost.

Beside the output stands a journal. Each of its lines says which files are finished, how long the output was then, and
what was refused. The output is written before the line, so what stands in the output behind the last whole line belongs
to files that are not finished: it is cut off on resuming, and these files are read again. While the journal is there,
the run is unfinished; it goes when the run ends.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from openimr.citations import Value
from openimr.determinations.opening import Unopened
from openimr.errors import UnreadableFile

__all__ = ["Keys", "ResumableOutput", "journal_path"]

_KEY_BYTES = 16  # so many that two keys of one run are never taken for one another
_HEAPS = 4096
_NO_CHARACTERS = "\0"


class _Entry(Value, frozen=True):
    """One line of the journal: what was finished, and the length in bytes of the output up to there."""

    length: int
    keys: tuple[str, ...] = ()
    refusals: tuple[Unopened, ...] = ()
    incomplete: int = 0


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(_Entry)


def journal_path(output: Path) -> Path:
    """Where the journal of a run that writes to ``output`` stands."""
    return output.with_name(output.name + ".progress")


def _stored(key: str) -> str:
    """The key as JSON can hold it: names that are no characters in hexadecimal, behind a zero, which no name has."""
    try:
        key.encode("utf-8")
    except UnicodeEncodeError:
        return _NO_CHARACTERS + key.encode("utf-8", "surrogatepass").hex()
    return key


def _restored(key: str) -> str:
    if not key.startswith(_NO_CHARACTERS):
        return key
    return bytes.fromhex(key.removeprefix(_NO_CHARACTERS)).decode("utf-8", "surrogatepass")


class Keys:
    """A set of keys that holds 16 bytes of each, however long they are, so that a million take 16 MB."""

    def __init__(self) -> None:
        """Begin with none."""
        self._heaps: dict[int, bytearray] = {}

    def update(self, keys: Iterable[str]) -> None:
        """Put in all of ``keys``."""
        for key in keys:
            mark = _mark(key)
            self._heaps.setdefault(_heap_of(mark), bytearray()).extend(mark)

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, str):
            return False
        mark = _mark(key)
        heap = self._heaps.get(_heap_of(mark), b"")
        at = heap.find(mark)
        while at % _KEY_BYTES and at >= 0:  # the end of one mark and the beginning of the next are none
            at = heap.find(mark, at + 1)
        return at >= 0


def _mark(key: str) -> bytes:
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).digest()


def _heap_of(mark: bytes) -> int:
    return int.from_bytes(mark[:2], "little") % _HEAPS


class ResumableOutput:
    """The output of a run, open for appending, with its journal.

    ``finished`` holds the keys of the pieces of work that need no reading any more, and ``incomplete`` is how many
    results were marked, before the run was stopped. ``is_complete`` says that there is nothing to resume, because the
    run had come to its end.
    """

    def __init__(self, output: Path, *, resume: bool) -> None:
        """Begin a new run that replaces ``output``, or go on with the one that was stopped.

        Raises:
            UnreadableFile: the journal is not one of ours, or the output is shorter than the journal knows it to be.
        """
        self.output = output
        self.journal = journal_path(output)
        self.finished = Keys()
        self.incomplete = 0
        self.is_complete = resume and output.exists() and not self.journal.exists()
        length = journal_length = 0
        if resume and self.journal.exists():
            length, journal_length = self._recall()
        if self.is_complete:
            return
        # The journal first: while it stands, nobody takes a cut output for a whole one.
        is_new = not self.journal.exists()
        self._lines = self.journal.open("ab")
        try:
            self._records = output.open("ab")
        except OSError:
            self._lines.close()
            if is_new:
                self.journal.unlink()
            raise
        self._lines.truncate(journal_length)
        self._records.truncate(length)
        self._length = length
        self._recalled = journal_length

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close both files; the journal goes only if the run came to its end."""
        if self.is_complete:
            return
        try:
            self._records.close()
        finally:
            self._lines.close()
        if kind is None:
            self.journal.unlink()

    def append(
        self,
        records: Sequence[bytes],
        *,
        keys: tuple[str, ...],
        refusals: tuple[Unopened, ...] = (),
        incomplete: int = 0,
    ) -> None:
        """Write what came of the pieces of work ``keys``, one record a line, and note them finished."""
        data = b"".join(piece for record in records for piece in (record, b"\n"))
        self._records.write(data)
        self._records.flush()
        os.fsync(self._records.fileno())
        self._length += len(data)
        entry = _Entry(length=self._length, keys=tuple(map(_stored, keys)), refusals=refusals, incomplete=incomplete)
        self._lines.write(_encoder.encode(entry) + b"\n")
        self._lines.flush()

    def refusals(self) -> Iterator[Unopened]:
        """What was refused before the run was stopped, from the journal itself, so that it need not be held."""
        left = self._recalled
        with self.journal.open("rb") as lines:
            while left > 0:
                line = lines.readline()
                left -= len(line)
                yield from self._entry(line).refusals

    def _recall(self) -> tuple[int, int]:
        """Learn from the journal what is finished; the lengths of the output and of the journal up to there."""
        length = journal_length = 0
        held = self.output.stat().st_size if self.output.exists() else 0
        with self.journal.open("rb") as lines:
            for line in lines:
                if not line.endswith(b"\n"):
                    break  # It was being written when the run was stopped.
                entry = self._entry(line)
                if entry.length > held:
                    raise UnreadableFile(
                        f"It has {held:,} bytes, but its journal knows of {entry.length:,}.",
                        where=str(self.output),
                        why="It was changed after the run was stopped, so the run cannot go on with it.",
                        remedy="Leave out --resume to read everything again.",
                    )
                self.finished.update(map(_restored, entry.keys))
                self.incomplete += entry.incomplete
                length, journal_length = entry.length, journal_length + len(line)
        return length, journal_length

    def _entry(self, line: bytes) -> _Entry:
        try:
            return _decoder.decode(line)
        except msgspec.DecodeError as error:
            raise UnreadableFile(
                "It is not the journal of a stopped run.",
                where=str(self.journal),
                why=f"One of its lines is none of ours: {error}.",
                remedy="Leave out --resume to read everything again.",
            ) from error
