"""Writes the records of a long run so that it can be stopped at any moment, even killed, and go on with nothing lost.

Beside the output stands a journal. Each of its lines says which files are finished, how long the output was then, and
what was refused. The output is written before the line, so what stands in the output behind the last whole line belongs
to files that are not finished: it is cut off on resuming, and these files are read again. While the journal is there,
the run is unfinished; it goes when the run ends.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from openimr.citations import Value
from openimr.determinations.opening import Unopened
from openimr.errors import UnreadableFile

__all__ = ["ResumableOutput", "journal_path"]


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


class ResumableOutput:
    """The output of a run, open for appending, with its journal.

    ``finished`` holds the keys of the pieces of work that need no reading any more, ``refusals`` what was refused and
    ``incomplete`` how many results were marked, before the run was stopped. ``is_complete`` says that there is nothing
    to resume, because the run had come to its end.
    """

    def __init__(self, output: Path, *, resume: bool) -> None:
        """Begin a new run that replaces ``output``, or go on with the one that was stopped.

        Raises:
            UnreadableFile: the journal is not one of ours, or the output is shorter than the journal knows it to be.
        """
        self.output = output
        self.journal = journal_path(output)
        self.finished: set[str] = set()
        self.refusals: list[Unopened] = []
        self.incomplete = 0
        self.is_complete = resume and output.exists() and not self.journal.exists()
        length = journal_length = 0
        if resume and self.journal.exists():
            length, journal_length = self._recall()
        if self.is_complete:
            return
        # The journal first: while it stands, nobody takes a cut output for a whole one.
        self._lines = self.journal.open("ab")
        self._lines.truncate(journal_length)
        self._records = output.open("ab")
        self._records.truncate(length)
        self._length = length

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close both files; the journal goes only if the run came to its end."""
        if self.is_complete:
            return
        self._records.close()
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
        entry = _Entry(length=self._length, keys=keys, refusals=refusals, incomplete=incomplete)
        self._lines.write(_encoder.encode(entry) + b"\n")
        self._lines.flush()

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
                self.finished.update(entry.keys)
                self.refusals.extend(entry.refusals)
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
