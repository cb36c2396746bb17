"""Reads the pages of all files of a case file, in processes, and keeps them as it goes; reads one page again.

First all text layers are read, so that nearly everything can be searched within seconds; then OCR takes the pages that
are pictures. What is kept is never read twice: a run that was stopped goes on where it was, and pages that wait for OCR
are read once there is one.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from msgspec.structs import replace

from openimr.casefile.model import FileKind, Grade, Legibility, Page, ReceivedFile, TextSource
from openimr.casefile.pages.grading import BROKEN, NOT_READ
from openimr.casefile.pages.settings import Ocr
from openimr.casefile.pages.tesseract import command_of
from openimr.casefile.pages.words import load_words
from openimr.casefile.pages.work import LayerJob, LayerReader, PictureJob, broken, read_pictures
from openimr.casefile.store import PackedPage, Store, packed
from openimr.citations import Value
from openimr.determinations.workers import Lost, in_processes
from openimr.errors import NotFound, Unavailable

__all__ = ["Outcome", "Progress", "Stage", "read_pages", "redo"]

_FIRST_CHUNKS = (1, 7)  # the first page is shown at once
_CHUNK = 32
_LAYER_PATIENCE_SECONDS = 120.0
_READINGS_OF_A_PAGE = 3  # upright, turned, and by the second reader
_SAVED_EVERY = 0.25  # of what is kept already: what is written in all stays in proportion to the pages
_OCR = Ocr()
_WRITTEN = (FileKind.DOCX, FileKind.TEXT)


class Stage(StrEnum):
    """What is being done."""

    TEXT = "text"
    OCR = "ocr"


Progress = Callable[[Stage, int, int], None]
"""Told after each chunk: the stage, how many of its pages are done, and how many there are."""


class Outcome(Value, frozen=True, kw_only=True):
    """What was done: pages in all, read now by text layer and by OCR, still waiting for OCR; and what to tell."""

    pages: int
    read: int
    by_ocr: int
    waiting: int
    notes: tuple[str, ...] = ()


def read_pages(
    store: Store, *, processes: int = 1, ocr: Ocr | None = _OCR, progress: Progress | None = None
) -> Outcome:
    """Read all pages that were not read yet; ``ocr`` may be ``None``, and pages that are pictures then wait.

    Raises:
        NotFound: the copy of a file is missing in the store.
        Unavailable: tesseract is there, but does not know the language.
    """
    files = store.manifest().files
    has_ocr = ocr is not None and _has(ocr)
    told = progress or _silent
    read = _read_all_layers(store, files, processes, told)
    by_ocr = _read_all_pictures(store, files, ocr, processes, told) if ocr is not None and has_ocr else 0
    waiting = sum(1 for received in files for _ in _waiting(store, received))
    return Outcome(
        pages=sum(received.pages for received in files),
        read=read,
        by_ocr=by_ocr,
        waiting=waiting,
        notes=_notes(waiting, ocr, has_ocr=has_ocr),
    )


def redo(store: Store, running: int, *, ocr: Ocr = _OCR) -> Page:
    """Read the picture of the page with this running number again; the texts that it had stay before the new one.

    Raises:
        NotFound: there is no such page, or it was not read a first time.
        Unavailable: there is no OCR here.
    """
    if not _has(ocr):
        raise Unavailable("OCR is not there.", why=f"The command {ocr.command} is not found.", remedy=_INSTALL)
    received = next((each for each in store.manifest().files if 0 <= running - each.first_running < each.pages), None)
    pages = {page.running: page for page in store.pages(received.digest)} if received else {}
    if received is None or running not in pages:
        raise NotFound(
            f"There is no page {running} that was read.",
            where=f"page {running}",
            remedy="Give the running number of a page of the case file, and read the case file first.",
        )
    job = PictureJob(str(_copy(store, received)), (pages[running],), ocr)
    (again,) = _pictures(iter([job]), 1, ocr)
    store.save_pages(received.digest, tuple(again if page.running == running else page for page in pages.values()))
    return again


_INSTALL = "Install tesseract (Debian: apt-get install tesseract-ocr) and read the case file again."


def _silent(_stage: Stage, _done: int, _total: int) -> None:
    """Tell nobody."""


def _waiting(store: Store, received: ReceivedFile) -> Iterator[Page]:
    """The pages of a file that wait for OCR."""
    for page in store.each_page(received.digest):
        if page.grade is not None and page.grade.legibility is Legibility.NEEDS_OCR:
            yield page


def _notes(waiting: int, ocr: Ocr | None, *, has_ocr: bool) -> tuple[str, ...]:
    if not waiting:
        return ()
    pages = f"{waiting} page needs OCR." if waiting == 1 else f"{waiting} pages need OCR."
    if ocr is None:
        return (f"{pages} It was not asked for.",)
    return (pages,) if has_ocr else (f"{pages} The command {ocr.command} is not found. {_INSTALL}",)


def _has(ocr: Ocr) -> bool:
    """Whether there is OCR here.

    Raises:
        Unavailable: it does not know the language.
    """
    command = command_of(ocr)
    if command is None:
        return False
    listed = subprocess.run([command, "--list-langs"], capture_output=True, check=False, timeout=ocr.limit_seconds)  # noqa: S603 - a setting
    known = listed.stdout.decode("utf-8", "replace").split()
    if all(language in known for language in ocr.language.split("+")):
        return True
    raise Unavailable(
        f"OCR does not know the language {ocr.language}.",
        why=f"{ocr.command} --list-langs does not list it.",
        remedy="Install its data (Debian: apt-get install tesseract-ocr-LANGUAGE), or name another.",
    )


def _copy(store: Store, received: ReceivedFile) -> Path:
    path = store.copy(received.digest)
    if not path.is_file():
        raise NotFound(
            "The copy of a received file is missing.",
            where=str(path),
            why="Pages are read from the sanitised copy only.",
            remedy="Receive the file again.",
        )
    return path


class _Keeper:
    """The pages of one file as they come in, packed, and kept in the store now and then."""

    def __init__(self, store: Store, digest: str) -> None:
        self.digest = digest
        self._store = store
        self._pages = {page.number: packed(page) for page in store.each_page(digest)}
        self._unsaved = 0

    def missing(self, count: int) -> list[int]:
        """The numbers of pages that were not read yet, of ``count``."""
        return [number for number in range(1, count + 1) if number not in self._pages]

    def take(self, pages: Mapping[int, PackedPage]) -> None:
        """Keep these pages, by their numbers, at the latest with the next quarter."""
        saved = len(self._pages) - self._unsaved
        self._pages.update(pages)
        self._unsaved += len(pages)
        if self._unsaved >= _SAVED_EVERY * max(saved, 1):
            self.save()

    def save(self) -> None:
        """Keep all pages now."""
        if self._unsaved:
            self._store.save_pages(self.digest, tuple(page for _, page in sorted(self._pages.items())))
        self._unsaved = 0


def _read_all_layers(store: Store, files: Sequence[ReceivedFile], processes: int, told: Progress) -> int:
    total = sum(received.pages for received in files)
    jobs = (job for received in files for job in _layer_jobs(store, received))
    done = 0
    chunks = in_processes(jobs, LayerReader(), processes=processes, patience_seconds=_LAYER_PATIENCE_SECONDS)
    for digest, of_file in groupby(chunks, key=lambda chunk: chunk[0].digest):
        keeper = _Keeper(store, digest)
        try:
            for job, answer in of_file:
                pages = _layers_one_by_one(job) if isinstance(answer, Lost) else answer
                keeper.take({number: PackedPage(page) for number, page in zip(job.numbers, pages, strict=True)})
                done += len(pages)
                told(Stage.TEXT, done, total)
        finally:
            keeper.save()
    return done


def _layer_jobs(store: Store, received: ReceivedFile) -> Iterator[LayerJob]:
    """The pages of a file that were not read yet, in chunks, the first of them small."""
    missing = _Keeper(store, received.digest).missing(received.pages)
    if not missing:
        return
    load_words()  # here, so that not each process loads them by itself
    path = str(_copy(store, received))
    source = TextSource.WRITTEN if received.kind in _WRITTEN else TextSource.LAYER
    sizes = iter(_FIRST_CHUNKS)
    at = 0
    while at < len(missing):
        size = next(sizes, _CHUNK)
        numbers = tuple(missing[at : at + size])
        yield LayerJob(path, received.digest, received.first_running, numbers, source)
        at += size


def _layers_one_by_one(job: LayerJob) -> tuple[bytes, ...]:
    """The pages of a chunk whose process was lost: each by itself, so that only the one at fault is not read."""
    if len(job.numbers) == 1:
        return (_not_opened(job),)
    single = (job._replace(numbers=(number,)) for number in job.numbers)
    chunks = in_processes(single, LayerReader(), processes=1, patience_seconds=_LAYER_PATIENCE_SECONDS)
    return tuple(_not_opened(each) if isinstance(got, Lost) else got[0] for each, got in chunks)


def _not_opened(job: LayerJob) -> bytes:
    """The one page of ``job``, of which nothing could be read, as it is written."""
    return bytes(packed(broken(job, job.numbers[0])))


def _read_all_pictures(store: Store, files: Sequence[ReceivedFile], ocr: Ocr, processes: int, told: Progress) -> int:
    total = sum(1 for received in files for _ in _waiting(store, received))
    jobs = (job for received in files for job in _picture_jobs(store, received, ocr))
    done = 0
    for digest, pages in groupby(_pictures(jobs, processes, ocr), key=lambda page: page.file):
        keeper = _Keeper(store, digest)
        try:
            for page in pages:
                keeper.take({page.number: packed(page)})
                done += 1
                told(Stage.OCR, done, total)
        finally:
            keeper.save()
    return done


def _picture_jobs(store: Store, received: ReceivedFile, ocr: Ocr) -> Iterator[PictureJob]:
    waiting = list(_waiting(store, received))
    if not waiting:
        return
    load_words()
    path = str(_copy(store, received))
    # One by one, for a page takes a second or more: with larger chunks one process ends long before the other.
    for page in waiting:
        yield PictureJob(path, (page,), ocr)


def _pictures(jobs: Iterator[PictureJob], processes: int, ocr: Ocr) -> Iterator[Page]:
    """The pages of ``jobs`` with what OCR made of them, in their order."""
    patience = _READINGS_OF_A_PAGE * ocr.limit_seconds + _LAYER_PATIENCE_SECONDS
    for job, answer in in_processes(jobs, read_pictures, processes=processes, patience_seconds=patience):
        yield from [_not_read(page, answer) for page in job.pages] if isinstance(answer, Lost) else answer


def _not_read(page: Page, how: Lost) -> Page:
    why = NOT_READ if how is Lost.HUNG else BROKEN
    return replace(page, grade=Grade(legibility=Legibility.ILLEGIBLE, score=0.0, reasons=(why,)))
