"""Finds the files of an upload in files, folders and zip archives, archives within archives included.

Nothing is unpacked by the name of a member, so a name cannot lead anywhere. Files are handed on as something that can
be opened and read piece by piece; only an archive within an archive is copied first, because it is read from its end.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from openimr.casefile.intake.kinds import HEAD_BYTES, is_zip
from openimr.casefile.intake.limits import IntakeLimits
from openimr.determinations.opening import Unopened
from openimr.determinations.opening.containers import archive_members, folder_files, open_archive, shown
from openimr.determinations.opening.original import unreadable
from openimr.errors import UnreadableFile

__all__ = ["BROKEN_MEMBER", "STEP_BYTES", "Arrival", "arrivals", "broken_member"]

STEP_BYTES = 1024 * 1024
"""How much of a file is held in memory at a time."""

BROKEN_MEMBER = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What reading a member of an archive raises where it is damaged or packed in an unknown way."""

_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file of the upload: its name, its size as stated, its first bytes, and how it is opened.

    ``is_docx`` says that it is a zip archive that holds a Word document.
    """

    name: str
    size_bytes: int
    head: bytes
    is_docx: bool
    opened: Callable[[], AbstractContextManager[IO[bytes]]]


@dataclass(slots=True)
class _Room:
    """What may still come out of archives within archives, and how many of them were met."""

    limits: IntakeLimits
    spool: Path
    left: int = field(init=False)
    archives: int = 0

    def __post_init__(self) -> None:
        self.left = self.limits.nested_bytes


def arrivals(paths: Iterable[Path | str], *, limits: IntakeLimits, spool: Path) -> Iterator[Arrival | Unopened]:
    """All files at ``paths``, in the order given and sorted within folders and archives; refusals stand in their place.

    ``spool`` is where archives within archives are put while they are read; each arrival must be used before the next
    one is asked for.
    """
    for given in paths:
        path = str(given)
        for found in folder_files(path) if Path(path).is_dir() else (path,):
            if not isinstance(found, str):
                yield found
            elif _leads_out(found, path):
                what = "It is a link to a file outside of the folder."
                yield Unopened(where=shown(found), what=what, remedy="Give the file itself.")
            else:
                yield from _at(found, limits, spool)


def _leads_out(found: str, folder: str) -> bool:
    """Whether a file of a folder is a link out of it: a folder that was sent in must not name files of this machine."""
    if found == folder or not Path(found).is_symlink():
        return False
    return not Path(found).resolve().is_relative_to(Path(folder).resolve())


def _at(path: str, limits: IntakeLimits, spool: Path) -> Iterator[Arrival | Unopened]:
    name = shown(path)
    try:
        info = Path(path).stat()
        if not stat.S_ISREG(info.st_mode):
            raise unreadable(name, "It is no file.", why="It is a device, a socket or a pipe.", remedy="Give a file.")
        opened = partial(_bytes_of, Path(path))
        with opened() as file:
            head = file.read(HEAD_BYTES)
        if is_zip(head):
            yield from _zip(Path(path), name, info.st_size, head, _Room(limits, spool), depth=1)
        else:
            yield Arrival(name, info.st_size, head, is_docx=False, opened=opened)
    except UnreadableFile as error:
        yield Unopened.of(error)
    except FileNotFoundError:
        yield Unopened(where=name, what="There is no such file.", remedy="Check the path.")
    except (OSError, ValueError) as error:
        why = f"{getattr(error, 'strerror', None) or 'No file can have such a name'}."
        yield Unopened(where=name, what="It cannot be opened.", why=why, remedy="Check the path and who may read it.")


def _bytes_of(path: Path) -> IO[bytes]:
    return path.open("rb")


def _zip(path: Path, name: str, size: int, head: bytes, room: _Room, *, depth: int) -> Iterator[Arrival | Unopened]:
    """The files in the archive at ``path``, or the one Word document that it is.

    Raises:
        UnreadableFile: it is broken, holds too much, or is another office document.
    """
    with open_archive(str(path), name=name) as archive:
        names = archive.NameToInfo
        if "word/document.xml" in names and "[Content_Types].xml" in names:
            yield Arrival(name, size, head, is_docx=True, opened=partial(_bytes_of, path))
            return
        if "[Content_Types].xml" in names or ("mimetype" in names and "META-INF/manifest.xml" in names):
            raise unreadable(name, "It is an office document, but no Word document.", remedy="Save it as PDF.")
        members = archive_members(archive, name=name, limits=room.limits.opening())
        if not members:
            raise unreadable(name, "The archive is empty.", remedy="Give the files themselves.")
        _refuse_depth(name, room, depth)
        for member in members:
            try:
                yield from _member(archive, member, f"{name}/{shown(member.filename)}", room, depth=depth)
            except UnreadableFile as error:
                yield Unopened.of(error)


def _refuse_depth(name: str, room: _Room, depth: int) -> None:
    if depth > room.limits.archive_depth:
        raise unreadable(
            name,
            "It is an archive too deep within archives.",
            why=f"The limit is {room.limits.archive_depth}.",
            remedy="Unpack it, and give the folder.",
        )
    room.archives += depth > 1
    if room.archives > room.limits.nested_archives:
        raise unreadable(
            name,
            f"It comes after {room.limits.nested_archives:,} archives within the same archive.",
            why="Archives that multiply are made to exhaust the computer, so it was not opened.",
            remedy="Unpack it, and give the folder.",
        )


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, room: _Room, *, depth: int
) -> Iterator[Arrival | Unopened]:
    _refuse_member(member, name, room.limits)
    opened = partial(archive.open, member)
    try:
        with opened() as file:
            head = file.read(HEAD_BYTES)
    except (*BROKEN_MEMBER, OSError, ValueError) as error:
        raise broken_member(name) from error
    if not is_zip(head):
        yield Arrival(name, member.file_size, head, is_docx=False, opened=opened)
        return
    spooled = room.spool.with_name(f"{room.spool.name}-{depth}")
    try:
        _spool(opened, spooled, name, room)
        yield from _zip(spooled, name, member.file_size, head, room, depth=depth + 1)
    finally:
        spooled.unlink(missing_ok=True)


def _refuse_member(member: zipfile.ZipInfo, name: str, limits: IntakeLimits) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise unreadable(
            name, "It is encrypted.", why="The archive has a password.", remedy="Pack it again without password."
        )
    if member.file_size > STEP_BYTES and member.file_size > limits.archive_ratio * max(member.compress_size, 1):
        raise unreadable(
            name,
            f"It is packed {member.file_size // max(member.compress_size, 1):,} times smaller than it is.",
            why=f"No record packs like that; the limit is {limits.archive_ratio:,}.",
            remedy="Give the file itself.",
        )


def _spool(opened: Callable[[], IO[bytes]], spooled: Path, name: str, room: _Room) -> None:
    try:
        with opened() as source, spooled.open("wb") as target:
            while piece := source.read(STEP_BYTES):
                room.left -= len(piece)
                if room.left < 0:
                    raise unreadable(
                        name,
                        f"Archives within this archive unpack to more than {room.limits.nested_bytes:,} bytes.",
                        why="The rest of them was not opened.",
                        remedy="Unpack them, and give the folder.",
                    )
                target.write(piece)
    except (*BROKEN_MEMBER, ValueError) as error:
        raise broken_member(name) from error


def broken_member(name: str) -> UnreadableFile:
    """The refusal of a member of an archive that cannot be unpacked."""
    return unreadable(
        name,
        "It is broken in the archive.",
        why="Its checksum or its packing is wrong, or it is packed in a way that we cannot unpack.",
        remedy="Pack it again as an ordinary zip, or give the file itself.",
    )
