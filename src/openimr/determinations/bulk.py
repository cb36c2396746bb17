"""Reads many determinations: in order, in as many processes as wanted, in flat memory, whatever the files are like."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, Generic, TypeVar

import msgspec

from openimr.determinations.model import Determination, Problem, ProblemKind, Source
from openimr.determinations.opening import (
    LIMITS,
    Limits,
    MediaType,
    Original,
    Piece,
    Unopened,
    open_piece,
    pieces,
)
from openimr.determinations.opening.containers import shown
from openimr.determinations.own_json import read_json
from openimr.determinations.reading import read_text
from openimr.determinations.requesting import with_requests
from openimr.determinations.workers import PATIENCE_SECONDS, Lost, in_processes
from openimr.errors import UnusableInput

__all__ = ["Batch", "read_batches", "read_many", "read_original"]

T = TypeVar("T")

_FILES_IN_A_CHUNK = 64
_NAMES_IN_A_CHUNK = 16 * 1024  # characters; chunks must stay small enough to be sent without waiting
_packer = msgspec.msgpack.Encoder()
_unpacker = msgspec.msgpack.Decoder(Determination)

_Chunk = tuple[Piece | Unopened, ...]


@dataclass(frozen=True, slots=True)
class Batch(Generic[T]):
    """What came of a chunk of files, in their order. ``keys`` tell the pieces of work from all others of the run."""

    keys: tuple[str, ...]
    results: tuple[T | Unopened, ...]


def read_original(original: Original) -> Determination:
    """The determination in an original; pages that need OCR become a problem of it.

    Raises:
        MalformedData: the original is JSON, but not of a determination.
    """
    if original.media_type is MediaType.JSON:
        return _from_our_json(original)
    determination = read_text(
        original.text,
        name=original.name,
        media_type=original.media_type.value,
        sha256=original.sha256,
        page_starts=original.page_starts,
    )
    determination = with_requests(determination)
    if not original.pages_without_text:
        return determination
    numbers = ", ".join(map(str, original.pages_without_text))
    problem = Problem(
        kind=ProblemKind.INCOMPLETE,
        message=f"Pages that show pictures without text were not read: {numbers}.",
        remedy="Run the file through OCR first.",
    )
    return msgspec.structs.replace(determination, problems=(*determination.problems, problem))


def _from_our_json(original: Original) -> Determination:
    determination = read_json(original.text, name=original.name)
    if determination.source is not None:
        return determination
    source = Source(name=original.name, media_type=original.media_type.value, sha256=original.sha256, text="")
    return msgspec.structs.replace(determination, source=source)


def read_many(
    paths: Iterable[Path | str],
    *,
    processes: int = 1,
    on_progress: Callable[[int], None] | None = None,
    limits: Limits = LIMITS,
    stdin: IO[bytes] | None = None,
) -> Iterator[Determination | Unopened]:
    """Every determination at ``paths`` (files, folders, zip archives), in order; a refusal for each unusable input.

    ``processes`` is how many work at a time; with 1 the work is done in this process. ``on_progress`` is told how many
    results there are so far.
    """
    count = 0
    # Packed, a determination travels between processes four times as fast.
    batches: Iterator[Batch[Determination] | Batch[bytes]] = (
        read_batches(paths, _packer.encode, processes=processes, limits=limits, stdin=stdin)
        if processes > 1
        else read_batches(paths, _itself, limits=limits, stdin=stdin)
    )
    for batch in batches:
        for result in batch.results:
            count += 1
            yield _unpacker.decode(result) if isinstance(result, bytes) else result
        if on_progress is not None:
            on_progress(count)


def _itself(determination: Determination) -> Determination:
    return determination


def read_batches(
    paths: Iterable[Path | str],
    work: Callable[[Determination], T],
    *,
    processes: int = 1,
    finished: Container[str] = frozenset(),
    limits: Limits = LIMITS,
    patience_seconds: float = PATIENCE_SECONDS,
    stdin: IO[bytes] | None = None,
) -> Iterator[Batch[T]]:
    """Read everything at ``paths`` and hand on what ``work`` makes of each determination, in chunks and in order.

    ``work`` runs where the reading runs, so that only what it returns has to travel; it must be a function of a module.
    Pieces of work whose key is in ``finished`` are left out. With two processes or more, a file that kills or hangs its
    process is refused, and the rest goes on.
    """
    chunks = _chunks(pieces(paths, limits=limits, stdin=stdin), finished)
    do: Callable[[_Chunk], list[T | Unopened]] = partial(_read_chunk, work, limits)
    first = next(chunks, None)
    if first is None:
        return
    second = next(chunks, None)
    chunks = chain((first,) if second is None else (first, second), chunks)
    if processes < 2 or (second is None and not _is_risky(first)):
        # Starting processes takes longer than reading a few letters, and letters as text cannot do any harm.
        for chunk in chunks:
            yield Batch(_keys(chunk), tuple(do(chunk)))
        return
    for chunk, answer in in_processes(chunks, do, processes=processes, patience_seconds=patience_seconds):
        results = _one_by_one(chunk, do, patience_seconds) if isinstance(answer, Lost) else answer
        yield Batch(_keys(chunk), tuple(results))


def _chunks(found: Iterator[Piece | Unopened], finished: Container[str]) -> Iterator[_Chunk]:
    chunk: list[Piece | Unopened] = []
    files = names = 0
    for piece in found:
        key = _key(piece)
        if key in finished:
            continue
        chunk.append(piece)
        files += 1 if isinstance(piece, Unopened) else max(1, piece.last - piece.first)
        names += len(key)
        if files >= _FILES_IN_A_CHUNK or names >= _NAMES_IN_A_CHUNK:
            yield tuple(chunk)
            chunk, files, names = [], 0, 0
    if chunk:
        yield tuple(chunk)


def _key(piece: Piece | Unopened) -> str:
    return piece.where if isinstance(piece, Unopened) else piece.key


def _keys(chunk: _Chunk) -> tuple[str, ...]:
    return tuple(map(_key, chunk))


def _is_risky(chunk: _Chunk) -> bool:
    return any(isinstance(piece, Piece) and piece.is_risky for piece in chunk)


def _one_by_one(
    chunk: _Chunk, do: Callable[[_Chunk], list[T | Unopened]], patience_seconds: float
) -> Iterator[T | Unopened]:
    """Read the files of a chunk over which a process was lost, each by itself, to find the one that is to blame."""
    singles = ((single,) for piece in chunk for single in _singles(piece))
    for (single,), answer in in_processes(singles, do, processes=1, patience_seconds=patience_seconds):
        if isinstance(answer, Lost):
            yield Unopened(
                where=shown(_key(single)),
                what="It cannot be read.",
                why=answer.value,
                remedy="It may be made to do harm; get the file again from where it came.",
            )
        else:
            yield from answer


def _singles(piece: Piece | Unopened) -> tuple[Piece | Unopened, ...]:
    return (piece,) if isinstance(piece, Unopened) else piece.singles()


def _read_chunk(work: Callable[[Determination], T], limits: Limits, chunk: _Chunk) -> list[T | Unopened]:
    return [result for piece in chunk for result in _read_piece(piece, work, limits)]


def _read_piece(piece: Piece | Unopened, work: Callable[[Determination], T], limits: Limits) -> list[T | Unopened]:
    if isinstance(piece, Unopened):
        return [piece]
    try:
        return [_read_one(original, work) for original in open_piece(piece, limits=limits)]
    except Exception as error:  # noqa: BLE001 - one record of a bulk run must not stop the others
        singles = piece.singles()
        if len(singles) > 1:
            return [result for single in singles for result in _read_piece(single, work, limits)]
        return [_failed(piece.key, error)]


def _read_one(original: Original | Unopened, work: Callable[[Determination], T]) -> T | Unopened:
    if isinstance(original, Unopened):
        return original
    try:
        return work(read_original(original))
    except UnusableInput as error:
        return Unopened.of(error, where=original.name)
    except Exception as error:  # noqa: BLE001 - one record of a bulk run must not stop the others
        return _failed(original.name, error)


def _failed(where: str, error: Exception) -> Unopened:
    """The refusal of a file over which we failed: it names the kind of error but none of the file's words."""
    return Unopened(
        where=shown(where),
        what=f"Reading it failed with {type(error).__name__}.",
        why="This is a fault of OpenIMR, not of the file.",
        remedy="Please report it, with a made-up file that shows it.",
    )
