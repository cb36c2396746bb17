"""Where a case file is kept: the protocol that every store answers, and a folder on disk with a manifest.

The folder holds ``manifest.json`` (files received and refused, documents), ``files/<digest>/original`` and
``files/<digest>/copy.pdf`` (sanitised), ``pages/<digest>.msgpack`` (the pages of one file with text and boxes),
``findings.json``, ``search.index``, and ``quarantine/<digest>``. Each is written under another name first and then
renamed, so that a run that is stopped leaves the last whole state.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from openimr.casefile.model import CaseFile, Document, Finding, Page, ReceivedFile, RefusedFile
from openimr.citations import Value
from openimr.errors import Fault, MalformedData, NotFound

__all__ = ["FolderStore", "Manifest", "PackedPage", "Store", "case_file", "packed"]

VERSION = 1
"""The version of this layout on disk."""

Kept = TypeVar("Kept")

PackedPage = msgspec.Raw
"""A page as it is written, in a third of the memory of a page at hand; those that only wait to be kept are held so."""


def packed(page: Page) -> PackedPage:
    """The page as it is written."""
    return PackedPage(msgspec.msgpack.encode(page))


_unpack = msgspec.msgpack.Decoder(Page).decode


class Manifest(Value, frozen=True, kw_only=True):
    """What a case file consists of, without its pages and findings; ``version`` is that of the layout on disk."""

    version: int = VERSION
    files: tuple[ReceivedFile, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    documents: tuple[Document, ...] = ()


class Store(Protocol):
    """Keeps the parts of one case file. A web site keeps them in its own way; nothing here asks for a folder."""

    def manifest(self) -> Manifest:
        """What the case file consists of; empty where nothing was received yet."""

    def save_manifest(self, manifest: Manifest) -> None:
        """Keep ``manifest`` in the place of the last one."""

    def pages(self, digest: str) -> tuple[Page, ...]:
        """The pages of one file; empty where they were not read yet."""

    def each_page(self, digest: str) -> Iterator[Page]:
        """The same pages one after the other, for those who need not hold all of them at a time."""

    def save_pages(self, digest: str, pages: Sequence[Page | PackedPage]) -> None:
        """Keep the pages of one file, at hand or packed, in the place of the last ones."""

    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order in which they were kept."""

    def save_findings(self, findings: tuple[Finding, ...]) -> None:
        """Keep ``findings`` in the place of the last ones."""

    def search_index(self) -> bytes:
        """The search index as it was kept; empty where there is none."""

    def save_search_index(self, content: bytes) -> None:
        """Keep ``content`` in the place of the last search index."""

    def original(self, digest: str) -> Path:
        """Where the untouched bytes of a file are, or are to be put."""

    def copy(self, digest: str) -> Path:
        """Where the sanitised copy of a file is, or is to be put, as PDF."""

    def quarantine(self, digest: str) -> Path:
        """Where a file that is not to be opened is kept apart."""


def case_file(store: Store) -> CaseFile:
    """The whole case file, pages in their running order."""
    manifest = store.manifest()
    pages = [page for received in manifest.files for page in store.pages(received.digest)]
    return CaseFile(
        files=manifest.files,
        refused=manifest.refused,
        pages=tuple(sorted(pages, key=lambda page: page.running)),
        documents=manifest.documents,
        findings=store.findings(),
    )


class FolderStore:
    """A case file in a folder on disk."""

    def __init__(self, folder: Path) -> None:
        """Keep the case file in ``folder``, which is made where it does not exist yet."""
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)

    @classmethod
    def opened(cls, folder: Path) -> FolderStore:
        """The case file that is in ``folder`` already.

        Raises:
            NotFound: there is none.
        """
        if not (folder / "manifest.json").is_file():
            raise NotFound(
                "There is no case file in this folder.",
                where=str(folder),
                why="It has no manifest.json.",
                remedy="Make one first: openimr casefile index FOLDER.",
            )
        return cls(folder)

    def manifest(self) -> Manifest:
        """What the case file consists of; empty where nothing was received yet.

        Raises:
            MalformedData: the manifest is damaged, or of a later version.
        """
        path = self.folder / "manifest.json"
        manifest = self._kept(path, Manifest, Manifest())
        if manifest.version > VERSION:
            fault = Fault("version", f"It is of version {manifest.version}; this program knows {VERSION}.")
            raise MalformedData([fault], where=str(path))
        return manifest

    def save_manifest(self, manifest: Manifest) -> None:
        """Keep ``manifest`` in the place of the last one."""
        content = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        _replace(self.folder / "manifest.json", content)

    def pages(self, digest: str) -> tuple[Page, ...]:
        """The pages of one file; empty where they were not read yet.

        Raises:
            MalformedData: the file of the pages is damaged.
        """
        return tuple(self.each_page(digest))

    def each_page(self, digest: str) -> Iterator[Page]:
        """The same pages one after the other, for those who need not hold all of them at a time.

        Raises:
            MalformedData: the file of the pages is damaged.
        """
        path = self.folder / "pages" / f"{digest}.msgpack"
        if not path.exists():
            return
        try:
            for page in msgspec.msgpack.decode(path.read_bytes(), type=list[PackedPage]):
                yield _unpack(page)
        except msgspec.DecodeError as error:
            raise _damaged(path, error) from error

    def save_pages(self, digest: str, pages: Sequence[Page | PackedPage]) -> None:
        """Keep the pages of one file, at hand or packed, in the place of the last ones."""
        _replace(self.folder / "pages" / f"{digest}.msgpack", msgspec.msgpack.encode(pages))

    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order in which they were kept.

        Raises:
            MalformedData: the file of the findings is damaged.
        """
        return self._kept(self.folder / "findings.json", tuple[Finding, ...], ())

    def save_findings(self, findings: tuple[Finding, ...]) -> None:
        """Keep ``findings`` in the place of the last ones."""
        _replace(self.folder / "findings.json", msgspec.json.format(msgspec.json.encode(findings), indent=1))

    def search_index(self) -> bytes:
        """The search index as it was kept; empty where there is none."""
        path = self.folder / "search.index"
        return path.read_bytes() if path.exists() else b""

    def save_search_index(self, content: bytes) -> None:
        """Keep ``content`` in the place of the last search index."""
        _replace(self.folder / "search.index", content)

    def original(self, digest: str) -> Path:
        """Where the untouched bytes of a file are, or are to be put."""
        return self._placed("files", digest) / "original"

    def copy(self, digest: str) -> Path:
        """Where the sanitised copy of a file is, or is to be put, as PDF."""
        return self._placed("files", digest) / "copy.pdf"

    def quarantine(self, digest: str) -> Path:
        """Where a file that is not to be opened is kept apart."""
        return self._placed("quarantine") / digest

    def _placed(self, *parts: str) -> Path:
        path = self.folder.joinpath(*parts)
        path.mkdir(parents=True, exist_ok=True)
        return path

    @staticmethod
    def _kept(path: Path, kind: type[Kept], empty: Kept) -> Kept:
        if not path.exists():
            return empty
        try:
            return msgspec.json.decode(path.read_bytes(), type=kind)
        except msgspec.DecodeError as error:
            raise _damaged(path, error) from error


def _damaged(path: Path, error: msgspec.DecodeError) -> MalformedData:
    fault = Fault("file", f"It is damaged: {error}.", "Restore it, or index the case file again.")
    return MalformedData([fault], where=str(path))


def _replace(path: Path, content: bytes) -> None:
    """Write under another name, onto the disk, and rename: a reader sees the old or the new content, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
