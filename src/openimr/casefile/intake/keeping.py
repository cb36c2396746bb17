"""Puts the bytes of a file into the store as they came: hashed while they are copied, whole or not at all.

A file is copied beside its place first, written through to the disk and then renamed; what a stopped run leaves half
done bears a name by which the next run finds and removes it. One upload at a time works on a case file.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from openimr.casefile.intake.arrivals import BROKEN_MEMBER, STEP_BYTES, Arrival, broken_member
from openimr.casefile.intake.limits import IntakeLimits
from openimr.casefile.store import Store
from openimr.determinations.opening.original import unreadable
from openimr.errors import Conflict, UnreadableFile

if sys.platform != "win32":
    import fcntl

__all__ = ["Counted", "Keeper", "alone", "copy_part"]

_RECEIVING = ".receiving"
_READ_ONLY = 0o444

Counted = Callable[[int], None]
"""Told how many bytes of the file in hand were read so far."""


@contextmanager
def alone(store: Store) -> Iterator[None]:
    """Hold the case file for one upload; the system lets go of it even where the program is killed.

    Raises:
        Conflict: another upload works on it.
    """
    with store.quarantine(f"{_RECEIVING}.lock").open("ab") as lock:
        if sys.platform != "win32":
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Conflict(
                    "Another upload into this case file is under way.",
                    where=str(Path(lock.name).parent.parent),
                    why="Running numbers are given in one order only.",
                    remedy="Wait until it is done, and start again.",
                ) from error
        yield


def copy_part(copy: Path) -> Path:
    """Where a sanitised copy stands while it is made."""
    return copy.with_name(f".{copy.name}.part")


class Keeper:
    """Copies files into one store, and moves them to where they belong."""

    def __init__(self, store: Store, limits: IntakeLimits) -> None:
        """Keep files in ``store``; what an earlier run left half done is removed."""
        self._store = store
        self._limits = limits
        self.spool = store.quarantine(f"{_RECEIVING}.zip")
        self.part = store.quarantine(f"{_RECEIVING}.part")
        for left in (self.part, *self.spool.parent.glob(f"{self.spool.name}-*")):
            left.unlink(missing_ok=True)

    def digest_of(self, arrival: Arrival, counted: Counted) -> str:
        """The SHA-256 of a file, without copying it.

        Raises:
            UnreadableFile: it cannot be read to its end, or is too large.
        """
        return self._read(arrival, None, counted)

    def copied(self, arrival: Arrival, counted: Counted) -> str:
        """Copy a file to :attr:`part`; its SHA-256.

        Raises:
            UnreadableFile: it cannot be read to its end, or is too large.
        """
        with self.part.open("wb") as target:
            digest = self._read(arrival, target, counted)
            target.flush()
            os.fsync(target.fileno())
        return digest

    def accept(self, digest: str) -> Path:
        """Make what was copied the original of this digest; an original that is there already stays as it is."""
        original = self._store.original(digest)
        if original.exists():
            self.part.unlink()
        else:
            self.part.chmod(_READ_ONLY)
            self.part.replace(original)
        return original

    def set_apart(self, digest: str, path: Path) -> None:
        """Move the file at ``path`` into quarantine under its digest, and leave nothing of it in the case file."""
        path.replace(self._store.quarantine(digest))
        copy = self._store.copy(digest)
        for left in (copy, *copy.parent.glob(f"{copy_part(copy).name}*")):
            left.unlink(missing_ok=True)
        if copy.parent.is_dir() and not any(copy.parent.iterdir()):
            copy.parent.rmdir()

    def _read(self, arrival: Arrival, target: IO[bytes] | None, counted: Counted) -> str:
        hashed = hashlib.sha256()
        done = 0
        for piece in _pieces(arrival):
            done += len(piece)
            if done > self._limits.file_bytes:
                raise _too_large(arrival.name, self._limits.file_bytes)
            hashed.update(piece)
            if target is not None:
                target.write(piece)
            counted(done)
        return hashed.hexdigest()


def _pieces(arrival: Arrival) -> Iterator[bytes]:
    """The file piece by piece.

    Raises:
        UnreadableFile: it cannot be read to its end.
    """
    try:
        source = arrival.opened()
    except (*BROKEN_MEMBER, OSError, ValueError) as error:
        raise _unread(arrival.name, error) from error
    with source as file:
        while True:
            try:
                piece = file.read(STEP_BYTES)
            except (*BROKEN_MEMBER, OSError, ValueError) as error:
                raise _unread(arrival.name, error) from error
            if not piece:
                return
            yield piece


def _unread(name: str, error: Exception) -> UnreadableFile:
    if isinstance(error, OSError):
        return unreadable(
            name, "Reading it failed.", why=f"{error.strerror}.", remedy="Give it again, from another disk if need be."
        )
    return broken_member(name)


def _too_large(name: str, most: int) -> UnreadableFile:
    return unreadable(
        name, f"It has more than {most:,} bytes.", why="The rest was not read.", remedy="Give it in parts."
    )
