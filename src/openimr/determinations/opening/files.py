"""Opens files, folders, archives and bytes: decides by content who reads a file, and how much of it is read at most."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO
from zipfile import ZipFile

import msgspec

from openimr.citations import Value
from openimr.determinations.opening.containers import (
    PackedFile,
    archive_members,
    folder_files,
    open_archive,
    read_member,
    shown,
)
from openimr.determinations.opening.original import LIMITS, Limits, MediaType, Original, Unopened, unreadable
from openimr.determinations.opening.sniffing import HEAD_BYTES, Kind, sniff
from openimr.determinations.opening.text import decode
from openimr.errors import UnreadableFile

__all__ = ["Piece", "open_bytes", "open_path", "open_piece", "open_stream", "pieces"]

_MEMBERS_IN_A_PIECE = 64
_STANDARD_INPUT = "-"
_REMEDIES = {
    Kind.PICTURE: "Run it through OCR first, and give the PDF or text that comes out.",
    Kind.OLD_WORD: "Save it as PDF, DOCX or text.",
    Kind.RTF: "Save it as PDF, DOCX or text.",
    Kind.ARCHIVE: "Unpack it, and give the folder.",
    Kind.PROGRAM: "Give the determination as PDF, DOCX, HTML or text.",
}


class Piece(Value, frozen=True):
    """A piece of work: one file, or the members ``first`` to before ``last`` of one archive, or bytes at hand.

    ``is_risky`` says that reading it runs through large programs written by others (PDF) that can fail as a whole.
    """

    path: str
    first: int = 0
    last: int = 0
    is_risky: bool = False
    data: bytes | None = None

    @property
    def key(self) -> str:
        """What tells this piece from all others of a run."""
        return f"{self.path}#{self.first}-{self.last}" if self.last else self.path

    def singles(self) -> tuple[Piece, ...]:
        """The same work in pieces of one member each; of a single file, the piece itself."""
        if self.last - self.first <= 1:
            return (self,)
        return tuple(msgspec.structs.replace(self, first=i, last=i + 1) for i in range(self.first, self.last))


@dataclass(slots=True)
class _Room:
    """What may still come out of archives that lie in archives, how deep we are in them, and how many were met."""

    left: int
    depth: int = 0
    archives: int = 0

    def is_full(self, limits: Limits) -> bool:
        """Whether more archives were met than a heap of letters has: copies of copies grow without end."""
        return self.archives > limits.nested_archives


def open_path(
    path: Path | str, *, limits: Limits = LIMITS, stdin: IO[bytes] | None = None
) -> Iterator[Original | Unopened]:
    """All originals at ``path``: one file, a folder with all below it, a zip archive, or ``-`` for ``stdin``."""
    for piece in pieces([path], limits=limits, stdin=stdin):
        if isinstance(piece, Unopened):
            yield piece
        else:
            yield from open_piece(piece, limits=limits)


def pieces(
    paths: Iterable[Path | str], *, limits: Limits = LIMITS, stdin: IO[bytes] | None = None
) -> Iterator[Piece | Unopened]:
    """The work that lies at ``paths``, found as it is asked for, in the order given and sorted within folders."""
    for given in paths:
        path = str(given)
        if path == _STANDARD_INPUT and stdin is not None:
            try:
                yield Piece(path=path, data=_read_stream(stdin, name=path, limits=limits), is_risky=True)
            except UnreadableFile as error:
                yield Unopened.of(error)
        elif stat.S_ISDIR(_mode(path)):
            for found in folder_files(path):
                yield from _file_pieces(found, limits, is_given=False) if isinstance(found, str) else (found,)
        else:
            yield from _file_pieces(path, limits, is_given=True)


def _file_pieces(path: str, limits: Limits, *, is_given: bool) -> Iterator[Piece | Unopened]:
    try:
        if is_given and stat.S_ISFIFO(_mode(path)):
            # A pipe can be read only once, by whoever works on it.
            yield Piece(path=path, is_risky=True)
            return
        with _opened(path, is_given=is_given) as file:
            kind = sniff(file.read(HEAD_BYTES))
        if kind is not Kind.ZIP:
            yield Piece(path=path, is_risky=kind is Kind.PDF)
            return
        archive, members = _shared_archive(path, limits)
    except UnreadableFile as error:
        yield Unopened.of(error)
        return
    if _document_type(archive) is not None:
        yield Piece(path=path, is_risky=True)
        return
    if not members:
        yield Unopened(where=shown(path), what="The archive is empty.")
    for first in range(0, len(members), _MEMBERS_IN_A_PIECE):
        last = min(first + _MEMBERS_IN_A_PIECE, len(members))
        yield Piece(path=path, first=first, last=last, is_risky=True)


def open_piece(piece: Piece, *, limits: Limits = LIMITS) -> Iterator[Original | Unopened]:
    """The originals in one piece of work."""
    try:
        if piece.data is not None:
            yield from open_bytes(piece.data, name=piece.path, limits=limits)
        elif piece.last:
            archive, members = _shared_archive(piece.path, limits)
            yield from _members(archive, members[piece.first : piece.last], piece.path, limits, None)
        else:
            with _opened(piece.path, is_given=True) as file:
                data = _read_stream(file, name=piece.path, limits=limits)
            yield from open_bytes(data, name=piece.path, limits=limits)
    except UnreadableFile as error:
        yield Unopened.of(error)


def open_stream(stream: IO[bytes], *, name: str, limits: Limits = LIMITS) -> Iterator[Original | Unopened]:
    """The originals in a stream of bytes, of which no more is read than the limits allow."""
    try:
        data = _read_stream(stream, name=name, limits=limits)
    except UnreadableFile as error:
        yield Unopened.of(error)
        return
    yield from open_bytes(data, name=name, limits=limits)


def open_bytes(data: bytes, *, name: str, limits: Limits = LIMITS) -> Iterator[Original | Unopened]:
    """The originals in the bytes of one file; an archive has several."""
    yield from _open_bytes(data, shown(name), limits, None)


def _opened(path: str, *, is_given: bool) -> IO[bytes]:
    """The file, open for reading. Found in a folder it must be a regular file; a pipe would keep us waiting there.

    Raises:
        UnreadableFile: it is missing, may not be read, or is no file.
    """
    name = shown(path)
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISREG(mode) or (is_given and stat.S_ISFIFO(mode)):
            return Path(path).open("rb")
    except FileNotFoundError as error:
        raise unreadable(name, "There is no such file.", remedy="Check the path.") from error
    except (OSError, ValueError) as error:
        why = f"{getattr(error, 'strerror', None) or 'No file can have such a name'}."
        raise unreadable(name, "It cannot be opened.", why=why, remedy="Check the path and who may read it.") from error
    raise unreadable(name, "It is no file.", why="It is a device, a socket or a pipe.", remedy="Give a file.")


def _mode(path: str) -> int:
    """What the system says that stands at ``path``; 0 where nothing does, which is told when it is opened."""
    try:
        return Path(path).stat().st_mode
    except (OSError, ValueError):
        return 0


def _read_stream(stream: IO[bytes], *, name: str, limits: Limits) -> bytes:
    head = _read_whole(stream, HEAD_BYTES)
    kind = sniff(head)
    most = {Kind.TEXT: limits.text_bytes, Kind.JSON: limits.json_bytes}.get(kind, limits.document_bytes)
    rest = _read_whole(stream, most + 1 - len(head)) if len(head) == HEAD_BYTES else b""
    if len(head) + len(rest) > most:
        what = "It is no letter" if kind is Kind.TEXT else f"It is too large for {kind.value}"
        raise unreadable(
            shown(name),
            f"{what}: it has more than {most:,} bytes.",
            why="A letter has a few thousand; the rest was not read.",
            remedy="Give each determination as a file of its own.",
        )
    return head + rest


def _read_whole(stream: IO[bytes], most: int) -> bytes:
    """Up to ``most`` bytes; a pipe may hand them out in small pieces.

    Raises:
        UnreadableFile: the disk or the network fails while reading.
    """
    got: list[bytes] = []
    try:
        while most > 0 and (data := stream.read(most)):
            got.append(data)
            most -= len(data)
    except OSError as error:
        raise unreadable(str(getattr(stream, "name", "")), f"Reading it failed: {error.strerror}.") from error
    return b"".join(got)


def _open_bytes(data: bytes, name: str, limits: Limits, room: _Room | None) -> Iterator[Original | Unopened]:
    try:
        yield from _by_kind(data, name, limits, room)
    except UnreadableFile as error:
        yield Unopened.of(error)


def _by_kind(data: bytes, name: str, limits: Limits, room: _Room | None) -> Iterator[Original | Unopened]:
    if not data:
        raise unreadable(name, "It is empty.", why="It has no bytes.", remedy="Get the file again from where it came.")
    kind = sniff(data)
    if kind is Kind.ZIP:
        yield from _zip(data, name, limits, room)
    elif kind is Kind.JSON:
        yield from _json(data, name)
    elif kind is Kind.PDF:
        from openimr.determinations.opening.pdf import read_pdf  # noqa: PLC0415 - loading PDFium takes 50 ms

        read = read_pdf(data, name=name, limits=limits)
        yield _original(
            name,
            MediaType.PDF,
            data,
            read.text,
            page_starts=read.page_starts,
            pages_without_text=read.pages_without_text,
        )
    elif kind is Kind.HTML:
        from openimr.determinations.opening.html import read_html  # noqa: PLC0415 - 10 ms that text does not need

        yield _original(name, MediaType.HTML, data, read_html(data, name=name, limits=limits))
    elif kind is Kind.TEXT:
        if len(data) > limits.text_bytes:
            raise unreadable(
                name, f"It is no letter: it has {len(data):,} bytes.", why=f"The limit is {limits.text_bytes:,}."
            )
        text = decode(data, name=name)
        yield _original(name, MediaType.TEXT, data, text, page_starts=_page_starts(text))
    else:
        raise unreadable(name, f"It is {kind.value}, not text.", remedy=_REMEDIES[kind])


def _original(
    name: str,
    media_type: MediaType,
    data: bytes,
    text: str,
    *,
    page_starts: tuple[int, ...] = (),
    pages_without_text: tuple[int, ...] = (),
) -> Original:
    if not text or text.isspace():
        raise unreadable(name, "It is empty.", why="It shows no word.", remedy="Get the file again from where it came.")
    return Original(
        name=name,
        media_type=media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        page_starts=page_starts,
        pages_without_text=pages_without_text,
    )


def _page_starts(text: str) -> tuple[int, ...]:
    """Where pages begin in a text with form feeds; a text without any has no pages."""
    if "\f" not in text:
        return ()
    starts = [0]
    while (at := text.find("\f", starts[-1])) >= 0:
        starts.append(at + 1)
    return tuple(starts)


def _json(data: bytes, name: str) -> Iterator[Original | Unopened]:
    """Each determination in a JSON file of one, in a list, or in JSON Lines."""
    lines = decode(data, name=name).strip()
    if lines.startswith("["):
        elements = _elements(lines, name)
        for i, element in enumerate(elements):
            yield _element(f"{name}[{i}]", element)
        return
    try:
        msgspec.json.decode(lines, type=msgspec.Raw)
    except msgspec.DecodeError as error:
        if "\n" not in lines or "trailing characters" not in str(error):
            raise _no_json(name, error) from error
    else:
        yield _element(name, lines)
        return
    for i, line in enumerate(lines.split("\n"), start=1):
        if line.strip():
            yield _element(f"{name}:{i}", line)


def _elements(lines: str, name: str) -> list[str]:
    """The elements of a JSON list, each as it is written."""
    try:
        return [bytes(raw).decode("utf-8") for raw in msgspec.json.decode(lines, type=list[msgspec.Raw])]
    except msgspec.DecodeError as error:
        raise _no_json(name, error) from error


def _element(name: str, words: str) -> Original | Unopened:
    try:
        msgspec.json.decode(words, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        return Unopened.of(_no_json(name, error))
    return _original(name, MediaType.JSON, words.encode("utf-8"), words)


def _no_json(name: str, error: Exception) -> UnreadableFile:
    return unreadable(
        name,
        "It begins like the JSON of a determination but is cut off or broken.",
        why=f"{str(error).removesuffix('.')}.",
        remedy="Write it again with: openimr read LETTER -o FILE.json",
    )


def _zip(data: bytes, name: str, limits: Limits, room: _Room | None) -> Iterator[Original | Unopened]:
    room = room or _Room(limits.nested_bytes)
    with open_archive(io.BytesIO(data), name=name) as archive:
        members = archive_members(archive, name=name, limits=limits)
        kind = _document_type(archive)
        if kind is MediaType.DOCX:
            yield _docx(data, members, name, limits)
            return
        if kind is not None:
            raise unreadable(name, "It is an office document, but no letter.", remedy=_REMEDIES[Kind.OLD_WORD])
        if not members:
            raise unreadable(name, "The archive is empty.")
        room.archives += 1
        if room.is_full(limits):
            raise unreadable(
                name,
                f"It holds more than {limits.nested_archives:,} archives within archives.",
                why="The rest of them was not opened.",
                remedy="Unpack them, and give the folder.",
            )
        if room.depth >= limits.archive_depth:
            raise unreadable(
                name,
                "It is an archive too deep within archives.",
                why=f"The limit is {limits.archive_depth}.",
                remedy="Unpack it, and give the folder.",
            )
        room.depth += 1
        yield from _members(archive, members, name, limits, room)
        room.depth -= 1


def _docx(data: bytes, members: list[PackedFile], name: str, limits: Limits) -> Original:
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.document_bytes:
        raise unreadable(name, f"It unpacks to {unpacked:,} bytes.", why=f"The limit is {limits.document_bytes:,}.")
    from openimr.determinations.opening.docx import read_docx  # noqa: PLC0415 - loading python-docx takes 100 ms

    return _original(name, MediaType.DOCX, data, read_docx(data, name=name))


def _document_type(archive: ZipFile) -> MediaType | str | None:
    """What single document the archive is: DOCX, another kind by name, or ``None`` where it is a heap of files."""
    names = archive.NameToInfo
    if "[Content_Types].xml" in names:
        return MediaType.DOCX if "word/document.xml" in names else "office"
    return "office" if "mimetype" in names and "META-INF/manifest.xml" in names else None


def _members(
    archive: ZipFile, members: list[PackedFile], name: str, limits: Limits, room: _Room | None
) -> Iterator[Original | Unopened]:
    """The originals among the members; ``room`` is set where the archive itself was unpacked from one."""
    for member in members:
        place = f"{shown(name)}/{shown(member.filename)}"
        try:
            most = limits.document_bytes if room is None else min(limits.document_bytes, room.left)
            data = read_member(archive, member, name=place, limits=limits, most=most)
        except UnreadableFile as error:
            yield Unopened.of(error)
            continue
        if room is not None:
            room.left -= len(data)
        yield from _open_bytes(data, place, limits, room or _Room(limits.nested_bytes))
        if room is not None and room.is_full(limits):
            return


def _shared_archive(path: str, limits: Limits) -> tuple[ZipFile, list[PackedFile]]:
    """The archive at ``path``, kept open from one piece of it to the next: its directory may list many files."""
    try:
        info = Path(path).stat()
    except OSError as error:
        raise unreadable(shown(path), "It cannot be opened.", why=f"{error.strerror}.") from error
    if info.st_size > limits.archive_file_bytes:
        raise unreadable(
            shown(path), f"It has {info.st_size:,} bytes.", why=f"The limit is {limits.archive_file_bytes:,}."
        )
    return _archive_once(path, info.st_mtime_ns, info.st_size, os.getpid(), limits)


@lru_cache(maxsize=1)
def _archive_once(
    path: str, changed_ns: int, size: int, process: int, limits: Limits
) -> tuple[ZipFile, list[PackedFile]]:
    """Asked for once for each state of the file and each process: two processes must not share one open file."""
    del changed_ns, size, process
    archive = open_archive(path, name=shown(path))
    return archive, archive_members(archive, name=shown(path), limits=limits)
