"""Finds the files in folders and zip archives, in sorted order, without ever unpacking anything to disk."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import IO

from openimr.determinations.opening.original import Limits, Unopened, unreadable

__all__ = [
    "TRUTH_FOLDER",
    "TRUTH_NOTE",
    "PackedFile",
    "archive_members",
    "folder_files",
    "is_leftover",
    "open_archive",
    "read_member",
    "shown",
]

PackedFile = zipfile.ZipInfo
TRUTH_FOLDER = "truth"
"""The folder that ``openimr sample`` puts beside its letters, with their true values: these are no letters."""
TRUTH_NOTE = "samples.json"
"""The file in that folder that says that it is ours."""
_LEFTOVERS = frozenset(("__MACOSX", "Thumbs.db", "desktop.ini"))
_NAMES_IN_A_RUN = 4096  # sorted at a time
_NAMES_IN_A_BLOCK = 64  # of each run, so many names are unpacked at a time
_BETWEEN_NAMES = "/"  # no name holds it
_ENCRYPTED = 0x1
_STEP = 1024 * 1024
_ABOVE = frozenset({".", ".."})  # Steps of a path, which hide nothing


def is_leftover(name: str) -> bool:
    """Whether a file or folder is one that systems leave behind and people do not see: hidden, or a known name."""
    return (name.startswith(".") and name not in _ABOVE) or name in _LEFTOVERS


def shown(path: str) -> str:
    """The path as text that can be shown and stored: bytes of a name that are no characters become marks."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def folder_files(folder: str) -> Iterator[str | Unopened]:
    """The paths of all files below ``folder``, each folder's entries sorted by name; links to folders are refused.

    The true values that lie beside invented letters are passed over, unless their folder itself is given. Memory stays
    flat: a folder of many files is held as its packed names.
    """
    pending: list[Iterator[str]] = [iter((folder,))]
    while pending:
        path = next(pending[-1], None)
        if path is None:
            pending.pop()
            continue
        try:
            mode = Path(path).stat().st_mode
            if not stat.S_ISDIR(mode):
                yield path
                continue
            if path != folder and Path(path).is_symlink():
                yield Unopened(where=shown(path), what="It is a link to a folder.", remedy="Give the folder itself.")
                continue
            if path != folder and Path(path).name == TRUTH_FOLDER and Path(path, TRUTH_NOTE).exists():
                continue
            with os.scandir(path) as entries:
                names = _sorted(entry.name for entry in entries if not is_leftover(entry.name))
        except OSError as error:
            yield Unopened(where=shown(path), what=f"It cannot be opened: {error.strerror}.")
            continue
        beginning = path if path.endswith(os.sep) else path + os.sep
        pending.append(map(beginning.__add__, names))


def _sorted(names: Iterator[str]) -> Iterator[str]:
    """The names in order. All are taken at once, but only a few are held as they are, the others packed."""
    runs: list[list[bytes]] = []
    while run := sorted(islice(names, _NAMES_IN_A_RUN)):
        runs.append([_packed(run[at : at + _NAMES_IN_A_BLOCK]) for at in range(0, len(run), _NAMES_IN_A_BLOCK)])
    return merge(*map(_unpacked, runs))


def _packed(names: list[str]) -> bytes:
    return zlib.compress(_BETWEEN_NAMES.join(names).encode("utf-8", "surrogatepass"), 1)


def _unpacked(blocks: list[bytes]) -> Iterator[str]:
    for block in blocks:
        yield from zlib.decompress(block).decode("utf-8", "surrogatepass").split(_BETWEEN_NAMES)


def open_archive(file: IO[bytes] | str, *, name: str) -> zipfile.ZipFile:
    """The archive, with its directory read.

    Raises:
        UnreadableFile: it is cut off or broken.
    """
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise unreadable(
            name,
            "It begins like a zip archive but is broken or cut off.",
            why="Its directory cannot be read.",
            remedy="Get the file again from where it came.",
        ) from error


def archive_members(archive: zipfile.ZipFile, *, name: str, limits: Limits) -> list[zipfile.ZipInfo]:
    """The files in the archive, sorted by name.

    Raises:
        UnreadableFile: it holds more, or claims to unpack to more, than the limits allow.
    """
    infos = archive.infolist()
    if len(infos) > limits.archive_members:
        raise unreadable(name, f"It holds {len(infos):,} files.", why=f"The limit is {limits.archive_members:,}.")
    members = [
        info for info in infos if not info.is_dir() and not any(is_leftover(part) for part in info.filename.split("/"))
    ]
    claimed = sum(info.file_size for info in members)
    if claimed > limits.archive_bytes:
        raise unreadable(
            name, f"It unpacks to {claimed:,} bytes.", why=f"The limit is {limits.archive_bytes:,}.",
            remedy="Give it in pieces.",
        )  # fmt: skip
    members.sort(key=lambda info: info.filename)
    return members


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, name: str, limits: Limits, most: int) -> bytes:
    """The bytes of one member, unpacked in memory; ``most`` is how many there may be.

    The member's name is never used as a path, so it cannot lead anywhere.

    Raises:
        UnreadableFile: it is encrypted, broken, packed in an unknown way, too large, or packed so tightly that it can
            only be meant to exhaust the computer.
    """
    if member.flag_bits & _ENCRYPTED:
        raise unreadable(
            name, "It is encrypted.", why="The archive has a password.", remedy="Pack it again without password."
        )
    if member.file_size > most:
        raise unreadable(name, f"It has {member.file_size:,} bytes.", why=f"The limit is {most:,}.")
    # Small members may be packed tightly by nature (blank lines); the ratio matters where the size does.
    if member.file_size > _STEP and member.file_size > limits.archive_ratio * max(member.compress_size, 1):
        raise unreadable(
            name,
            f"It is packed {member.file_size // max(member.compress_size, 1):,} times smaller than it is.",
            why=f"No letter packs like that; the limit is {limits.archive_ratio}.",
        )
    try:
        with archive.open(member) as file:
            return file.read(member.file_size)
    except NotImplementedError as error:
        raise unreadable(
            name, "It is packed in a way that we cannot unpack.", remedy="Pack the archive again as an ordinary zip."
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise unreadable(
            name, "It is broken in the archive.", why="Its checksum or its packing is wrong.", remedy="Pack it again."
        ) from error
