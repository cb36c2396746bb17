"""Takes an upload into a case file: each file kept as it came, copied clean, and numbered after all that came before.

A file goes one way: it is copied and hashed, asked about where a scanner is configured, kept, and copied clean by a
process of its own; then the manifest names it. A run that is stopped anywhere is taken up by giving the same upload
again: what the manifest names is read once more to be recognised, and not copied. A refusal is a value, and the rest of
the upload goes on.
Source: 8 CCR 9792.10.5(a)(1); features F16 and F32 of the plan.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import msgspec

from openimr.casefile.intake.arrivals import Arrival, arrivals
from openimr.casefile.intake.copies import Job, Made, make_copy, too_hungry
from openimr.casefile.intake.keeping import Keeper, alone, copy_part
from openimr.casefile.intake.kinds import kind_of, misnamed, wrong_kind
from openimr.casefile.intake.limits import IntakeLimits, intake_limits
from openimr.casefile.intake.receipt import Notice, Progress, Receipt, Scanner, ScanResult, Step
from openimr.casefile.intake.typesetting import typeset_pages
from openimr.casefile.model import FileKind, ReceivedFile, RefusedFile
from openimr.casefile.store import Manifest, Store
from openimr.determinations.opening import Unopened
from openimr.determinations.opening.original import unreadable
from openimr.determinations.workers import Lost, in_processes
from openimr.errors import UnreadableFile

__all__ = ["receive"]

_NOT_SCANNED = "Not scanned: no scanner for harmful programs is configured."


def receive(
    paths: Iterable[Path | str],
    store: Store,
    *,
    at: dt.datetime,
    progress: Progress | None = None,
    scanner: Scanner | None = None,
    limits: IntakeLimits | None = None,
    processes: int = 1,
    beside: Path | None = None,
) -> Receipt:
    """Take all files at ``paths`` (files, folders, zip archives) into the case file of ``store``, received ``at``.

    Files within the folder ``beside`` are named from there, so that the names still hold when that folder is moved.
    Without ``scanner`` the receipt says that nothing was scanned. ``processes`` make clean copies at the same time;
    running numbers follow the order of the upload all the same.

    Raises:
        Conflict: another upload into this case file is under way.
        MalformedData: its manifest is damaged.
        Unavailable: the scanner that is configured does not answer; what was received so far stays.
        OSError: the disk of the case file is full or fails.
    """
    limits = limits if limits is not None else intake_limits()
    with alone(store):
        desk = _Desk(store, at, limits, scanner, progress, beside=beside)
        jobs = desk.jobs(paths)
        for job, made in in_processes(jobs, make_copy, processes=processes, patience_seconds=limits.work_seconds):
            desk.finish(job, made)
    return desk.receipt()


class _Desk:
    """One upload in work: what the case file holds, and what became of each file so far."""

    def __init__(
        self,
        store: Store,
        at: dt.datetime,
        limits: IntakeLimits,
        scanner: Scanner | None,
        progress: Progress | None,
        *,
        beside: Path | None,
    ) -> None:
        self._beside = f"{beside}{os.sep}" if beside else ""
        self._store = store
        self._at = at
        self._limits = limits
        self._scanner = scanner
        self._progress = progress
        self._keeper = Keeper(store, limits)
        manifest = store.manifest()
        self._manifest = manifest
        self._files = {file.digest: file for file in manifest.files}
        self._sizes = {file.size_bytes for file in manifest.files}
        self._waiting: dict[str, list[str]] = {}
        self._touched: dict[str, None] = {}
        self._refused: list[RefusedFile] = []
        self._notices: list[Notice] = [Notice("", _NOT_SCANNED)] if scanner is None else []
        self._done = 0

    def receipt(self) -> Receipt:
        return Receipt(
            received=tuple(sorted(map(self._files.__getitem__, self._touched), key=lambda file: file.first_running)),
            refused=tuple(self._refused),
            notices=tuple(self._notices),
        )

    def jobs(self, paths: Iterable[Path | str]) -> Iterator[Job]:
        """Copy and keep each file of the upload; those that are new are to be copied clean."""
        for arrival in arrivals(paths, limits=self._limits, spool=self._keeper.spool):
            if isinstance(arrival, Unopened):
                self._refuse(_refused(msgspec.structs.replace(arrival, where=arrival.where.removeprefix(self._beside))))
                continue
            try:
                job = self._taken(replace(arrival, name=arrival.name.removeprefix(self._beside)))
            except UnreadableFile as error:
                self._refuse(_refused(Unopened.of(error, where=arrival.name)))
                continue
            if job is not None:
                yield job

    def _taken(self, arrival: Arrival) -> Job | None:
        """The work that a file makes; ``None`` where it is known already, or set apart.

        Raises:
            UnreadableFile: it is of a wrong kind, empty, too large, or cannot be read to its end.
        """
        kind = _kind(arrival, self._limits)
        counted = partial(self._tell, arrival.name, arrival.size_bytes)
        if arrival.size_bytes in self._sizes and self._is_known(self._keeper.digest_of(arrival, counted), arrival.name):
            return None
        digest = self._keeper.copied(arrival, counted)
        if self._is_known(digest, arrival.name):
            self._keeper.part.unlink()
            return None
        if not self._is_clean(arrival.name, digest):
            return None
        self._sizes.add(arrival.size_bytes)
        self._waiting[digest] = [arrival.name]
        original = self._keeper.accept(digest)
        if words := misnamed(arrival.name, kind):
            self._notices.append(Notice(arrival.name, words))
        return Job(
            name=arrival.name,
            digest=digest,
            size_bytes=original.stat().st_size,
            kind=kind,
            original=str(original),
            copy=str(copy_part(self._store.copy(digest))),
            limits=self._limits,
        )

    def _is_known(self, digest: str, name: str) -> bool:
        """Whether this very file is in the case file or on its way there; its other name is noted."""
        if digest in self._waiting:
            if name not in self._waiting[digest]:
                self._waiting[digest].append(name)
            return True
        known = self._files.get(digest)
        if known is None or not self._store.copy(digest).exists() or not self._store.original(digest).exists():
            return False
        self._touched[digest] = None
        if name not in known.names:
            self._notices.append(Notice(name, f"It is the same file as {known.names[0]}, and is kept once."))
            self._keep(msgspec.structs.replace(known, names=(*known.names, name)))
        self._count(name)
        return True

    def _is_clean(self, name: str, digest: str) -> bool:
        """Whether what was just copied may be opened; a file with a harmful program in it is set apart."""
        if self._scanner is None:
            return True
        verdict = self._scanner.scan(self._keeper.part)
        if verdict.result is ScanResult.NOT_SCANNED:
            self._notices.append(Notice(name, f"Not scanned: {verdict.says}"))
        if verdict.result is not ScanResult.INFECTED:
            return True
        self._keeper.set_apart(digest, self._keeper.part)
        infected = Unopened(
            where=name,
            what="It holds a harmful program.",
            why=f"The scanner names it {verdict.says}.",
            remedy="Do not open it; tell the sender, and ask for a clean copy.",
        )
        self._refuse(_refused(infected, digest=digest))
        return False

    def finish(self, job: Job, made: Made | Lost) -> None:
        """Put the clean copy in its place and name the file in the manifest, or set it apart."""
        if isinstance(made, Lost):
            made = Made(refusal=_lost(job, made))
        names = self._waiting.pop(job.digest)
        part = Path(job.copy)
        if made.refusal is not None:
            if job.digest not in self._files:
                self._keeper.set_apart(job.digest, Path(job.original))
            for name in names:
                self._refuse(_refused(made.refusal, digest=job.digest, name=name))
            return
        pages = made.pages
        if made.texts:
            pages = typeset_pages(made.texts, part if pages else None, part.with_name(f"{part.name}.set"))
            part.with_name(f"{part.name}.set").replace(part)
        part.replace(self._store.copy(job.digest))
        self._touched[job.digest] = None
        self._notices.extend(Notice(job.name, says) for says in made.notices)
        for other in names[1:]:
            self._notices.append(Notice(other, f"It is the same file as {job.name}, and is kept once."))
        self._keep(self._received(job, made, names, pages))
        self._store.quarantine(job.digest).unlink(missing_ok=True)
        self._count(job.name)

    def _received(self, job: Job, made: Made, names: list[str], pages: int) -> ReceivedFile:
        """The entry of the manifest; a file that was named there before keeps its running numbers and names."""
        known = self._files.get(job.digest)
        if known is not None:
            names = [*known.names, *(name for name in names if name not in known.names)]
        after = max((file.first_running + file.pages for file in self._files.values()), default=1)
        return ReceivedFile(
            digest=job.digest,
            names=tuple(names),
            kind=job.kind,
            size_bytes=job.size_bytes,
            received_at=self._at if known is None else known.received_at,
            pages=pages,
            first_running=after if known is None else known.first_running,
            removed=made.removed,
        )

    def _keep(self, file: ReceivedFile) -> None:
        self._files[file.digest] = file
        refused = tuple(one for one in self._manifest.refused if one.digest != file.digest)
        self._save(msgspec.structs.replace(self._manifest, files=tuple(self._files.values()), refused=refused))

    def _refuse(self, refused: RefusedFile) -> None:
        """Note a refusal; the same one of an earlier run is replaced."""
        self._refused.append(refused)
        others = (one for one in self._manifest.refused if (one.name, one.digest) != (refused.name, refused.digest))
        self._save(msgspec.structs.replace(self._manifest, refused=(*others, refused)))
        self._count(refused.name)

    def _save(self, manifest: Manifest) -> None:
        if manifest != self._manifest:
            self._manifest = manifest
            self._store.save_manifest(manifest)

    def _tell(self, name: str, size: int, copied: int) -> None:
        if self._progress is not None:
            self._progress(Step(name=name, copied_bytes=copied, size_bytes=size, files_done=self._done))

    def _count(self, name: str) -> None:
        self._done += 1
        self._tell(name, 0, 0)


def _kind(arrival: Arrival, limits: IntakeLimits) -> FileKind:
    """What the file is.

    Raises:
        UnreadableFile: it is nothing that we take, is empty, or states that it is too large.
    """
    if not arrival.head:
        raise unreadable(
            arrival.name, "It is empty.", why="It has no bytes.", remedy="Get the file again from where it came."
        )
    kind = FileKind.DOCX if arrival.is_docx else kind_of(arrival.head)
    if kind is None:
        raise unreadable(
            arrival.name,
            f"It is {wrong_kind(arrival.head)}.",
            why="Records are taken as PDF, TIFF, JPEG, PNG, DOCX or text, alone or in folders and zip archives.",
            remedy="Save or print it as PDF.",
        )
    if arrival.size_bytes > limits.file_bytes:
        raise unreadable(
            arrival.name,
            f"It has {arrival.size_bytes:,} bytes.",
            why=f"The limit is {limits.file_bytes:,}.",
            remedy="Give it in parts.",
        )
    return kind


def _lost(job: Job, how: Lost) -> Unopened:
    """The refusal of a file over which its process was lost."""
    if how is Lost.DIED:
        return too_hungry(job.name, job.limits)
    return Unopened(
        where=job.name,
        what="Opening it takes too long.",
        why=f"The limit is {job.limits.work_seconds:g} seconds; it was stopped then.",
        remedy="Ask the sender for a plain scan or print of the same pages.",
    )


def _refused(refusal: Unopened, *, digest: str = "", name: str = "") -> RefusedFile:
    """The refusal as the case file keeps it; what has a digest was set apart under it."""
    return RefusedFile(
        name=name or refusal.where,
        what=refusal.what,
        why=refusal.why,
        remedy=refusal.remedy,
        digest=digest,
        is_quarantined=bool(digest),
    )
