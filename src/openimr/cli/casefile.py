"""``openimr casefile``: from a pile of records to pages that can be found, counted and pinned."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
import textwrap
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from openimr.casefile.documents import Checklist, IndexRow, checklist, index
from openimr.casefile.findings import check_pins
from openimr.casefile.indexing import Indexed, index_files, opened_index
from openimr.casefile.intake.clamd import ClamdScanner
from openimr.casefile.model import CaseFile
from openimr.casefile.pages import Cure, Ocr, cure_list
from openimr.casefile.search import Hits, absence, search
from openimr.casefile.store import FolderStore, case_file
from openimr.cli import casefile_judging, casefile_told
from openimr.cli.casefile_folders import STORE, opened, records
from openimr.cli.messages import counted, meter
from openimr.cli.texts import day_of

__all__ = ["register"]

_FINDINGS = 1
_WIDTH = 110
_CHUNK_BYTES = 1 << 20


class Format(StrEnum):
    """How the result is written."""

    TEXT = "text"
    JSON = "json"


class Reading(StrEnum):
    """What is done with pages that are pictures."""

    TESSERACT = "tesseract"
    NONE = "none"


_Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of the case, or its records.")]
_Form = Annotated[Format, typer.Option("--format", "-f", help="How the result is written.")]


def register(app: typer.Typer) -> None:
    """Add the group of commands to the command line."""
    group = typer.Typer(help="Index, search and check the records of a case.", no_args_is_help=True)
    group.command("index", epilog="Example: openimr casefile index case-1")(_index)
    group.command(
        "search",
        epilog="Example: openimr casefile search case-1 '\"physical therapy\" NEAR/5 sessions'",
        context_settings={"ignore_unknown_options": True},  # A query may begin with a word to leave out: -knee
    )(_search)
    group.command("documents", epilog="Example: openimr casefile documents case-1")(_documents)
    group.command("missing", epilog="Example: openimr casefile missing case-1 --requested-on 2026-01-12")(_missing)
    group.command("verify", epilog="Example: openimr casefile verify case-1")(_verify)
    casefile_judging.register(group)
    casefile_told.register(group)
    app.add_typer(group, name="casefile")


def _index(
    *,
    folder: _Folder,
    files: Annotated[list[Path] | None, typer.Argument(metavar="[FILE]...", help="Files to take in.")] = None,
    reading: Annotated[
        Reading, typer.Option("--ocr", help="How pages that are pictures are read.")
    ] = Reading.TESSERACT,
    clamd: Annotated[
        str,
        typer.Option(
            "--clamd",
            envvar="OPENIMR_CLAMD",
            metavar="SOCKET|HOST:PORT",
            help="Where ClamAV's daemon answers; each file is shown to it first.",
        ),
    ] = "",
    processes: Annotated[
        int, typer.Option("--processes", "-p", min=1, help="How many processes read at the same time.")
    ] = os.cpu_count() or 1,
) -> None:
    """Take records in and index them: pages with text, documents with kind, date and author, copies, and findings.

    Without files, all that lies in FOLDER/records, or else in FOLDER, is taken in. The case file is kept in
    FOLDER/casefile; originals stay untouched. A run that is stopped goes on where it was. The exit code is 1 where a
    file was refused.
    """
    paths = list(files or ()) or records(folder)
    store = FolderStore(folder / STORE)
    ocr = Ocr() if reading is Reading.TESSERACT else None
    with meter("Receiving") as received, meter("Reading") as read:
        indexed = index_files(
            paths,
            store,
            at=dt.datetime.now(tz=dt.UTC),
            processes=processes,
            ocr=ocr,
            scanner=ClamdScanner.at(clamd) if clamd else None,
            received=lambda step: received(step.files_done),
            read=lambda _stage, done, _all: read(done),
            beside=folder,
        )
    whole = case_file(store)
    typer.echo("\n".join(_told_run(indexed, whole)))
    if indexed.receipt.refused:
        raise typer.Exit(_FINDINGS)


def _told_run(indexed: Indexed, whole: CaseFile) -> Iterator[str]:
    receipt, outcome = indexed.receipt, indexed.outcome
    copies = sum(page.duplicate_of is not None for page in whole.pages)
    yield (
        f"{counted(len(receipt.received), 'file')} received, {len(receipt.refused)} refused;"
        f" {counted(outcome.pages, 'page')}, {outcome.by_ocr} by OCR, {outcome.waiting} waiting for OCR,"
        f" {copies} copies of others."
    )
    yield f"{counted(len(whole.documents), 'document')}, {counted(len(whole.findings), 'finding')} proposed."
    for refused in receipt.refused:
        where = " It was kept apart." if refused.is_quarantined else ""
        yield from _wrapped(f"{refused.name}: {refused.what} {refused.why} {refused.remedy}{where}", 2)
    for notice in receipt.notices:
        yield from _wrapped(f"{notice.name}: {notice.says}" if notice.name else notice.says, 2)
    for note in outcome.notes:
        yield from _wrapped(note, 2)


def _search(
    *,
    folder: _Folder,
    query: Annotated[str, typer.Argument(help='Words, "phrases", OR, -without, NEAR/5, kind:imaging, page:10-20.')],
    form: _Form = Format.TEXT,
    most: Annotated[int, typer.Option("--most", min=1, help="How many pages are shown.")] = 20,
) -> None:
    """Search all pages: sure hits first, then what may be misread; each with page, document and the words around it.

    Where nothing is found it is told how many pages were searched and which could not be read, so that "not
    documented" can be checked. The exit code is 1 where nothing is found.
    """
    store = opened(folder)
    kept = opened_index(store)
    documents = store.manifest().documents
    hits = search(kept, query, documents=documents, pages=most)
    nothing = absence(kept, query, documents=documents) if not hits.found_pages else None
    if form is Format.JSON:
        _put_json({"hits": hits, "absence": nothing})
    else:
        typer.echo("\n".join([nothing.says] if nothing else _told_hits(hits)))
    if nothing is not None:
        raise typer.Exit(_FINDINGS)


def _told_hits(hits: Hits) -> Iterator[str]:
    yield (
        f"{counted(hits.found_pages, 'page')} of {hits.searched}, {hits.sure_pages} surely;"
        f" {hits.exact} exact and {hits.tolerant} perhaps misread."
    )
    for page in hits.pages:
        doubt = f" ({', '.join(reason.value.replace('_', ' ') for reason in page.reasons)})" if page.reasons else ""
        copy = f", a copy of page {page.duplicate_of}" if page.duplicate_of else ""
        place = f"document {page.document}" if page.document else "no document"
        then = page.places[0].then if page.places else None
        onward = f" to {then.pin.page}" if then else ""
        yield f"page {page.running}{onward}, {place}{copy}{doubt}"
        if page.snippet is not None:
            yield from _wrapped(f"{page.snippet.before} [{page.snippet.quote}] {page.snippet.after}", 4)
    if len(hits.pages) < hits.found_pages:
        yield f"{hits.found_pages - len(hits.pages)} more pages; --most shows more."
    if hits.unread:
        yield f"{counted(len(hits.unread), 'page')} could not be read and were not searched."


def _documents(*, folder: _Folder, form: _Form = Format.TEXT) -> None:
    """List the documents of a case file: pages, kind, date, author, and which are copies."""
    rows = index(case_file(opened(folder)))
    if form is Format.JSON:
        _put_json(rows)
    else:
        typer.echo("\n".join(_told_rows(rows)))


def _told_rows(rows: tuple[IndexRow, ...]) -> Iterator[str]:
    yield f"{'no.':>4}  {'pages':<11}  {'date':<14}  {'kind':<26}  author"
    for row in rows:
        pages = f"{row.first}" if row.first == row.last else f"{row.first}-{row.last}"
        date = f"{row.dated_on}{' ?' if row.date_doubts else ''}" if row.dated_on else "not documented"
        repeats = f"  (repeats document {row.repeats})" if row.repeats else ""
        kind = row.kind.value.replace("_", " ")
        yield f"{row.number:>4}  {pages:<11}  {date:<14}  {kind:<26}  {row.author or 'not documented'}{repeats}"


def _missing(
    *,
    folder: _Folder,
    requested_on: Annotated[
        str, typer.Option("--requested-on", metavar="DATE", help="The date of the request for authorization.")
    ] = "",
    form: _Form = Format.TEXT,
) -> None:
    """Compare the records with those that the claims administrator must send, and list pages to ask for again.

    The exit code is 1 where something is to be asked for.
    """
    whole = case_file(opened(folder))
    compared = checklist(whole, request_on=day_of(requested_on, where="--requested-on") if requested_on else None)
    cures = cure_list(whole)
    if form is Format.JSON:
        _put_json({"checklist": compared, "unreadable": cures})
    else:
        typer.echo("\n".join(_told_missing(compared, cures)))
    if compared.letter() or cures:
        raise typer.Exit(_FINDINGS)


def _told_missing(compared: Checklist, cures: tuple[Cure, ...]) -> Iterator[str]:
    if compared.reach_back is not None:
        yield from _wrapped(
            f"Reports are required since {compared.reach_back.due_on}: {compared.reach_back.arithmetic}", 0
        )
    for item in compared.items:
        yield from _wrapped(f"{item.receipt.value.replace('_', ' ')}: {item.what} [{item.citation.sentence()}]", 0)
        yield from _wrapped(item.reason, 4)
        for doubt in item.doubts:
            yield from _wrapped(doubt, 4)
    for cure in cures:
        yield from _wrapped(cure.says, 0)


def _verify(*, folder: _Folder, form: _Form = Format.TEXT) -> None:
    """Check that each original is the file that was received, and that every pin stands on the words it quotes.

    The exit code is 1 where one of them does not hold.
    """
    store = opened(folder)
    whole = case_file(store)
    changed = [
        received.digest for received in whole.files if _digest(store.original(received.digest)) != received.digest
    ]
    broken = check_pins(whole.findings, whole.pages)
    if form is Format.JSON:
        _put_json({"files": len(whole.files), "changed": changed, "pins": len(whole.findings), "broken": broken})
    else:
        typer.echo(
            f"{len(whole.files) - len(changed)} of {counted(len(whole.files), 'original')} are as received;"
            f" {len(whole.findings) - len(broken)} of {counted(len(whole.findings), 'pin')} stand on their words."
        )
        for digest in changed:
            typer.echo(f"  The original {digest} is missing or was changed.")
        for pin in broken:
            typer.echo("\n".join(_wrapped(f"{pin.finding}: {pin.why}", 2)))
    if changed or broken:
        raise typer.Exit(_FINDINGS)


def _digest(path: Path) -> str:
    """The SHA-256 of a file; empty where it is not there."""
    if not path.is_file():
        return ""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK_BYTES):
            found.update(piece)
    return found.hexdigest()


def _put_json(value: Any) -> None:
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def _wrapped(line: str, indent: int) -> list[str]:
    return textwrap.wrap(
        " ".join(line.split()), _WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2)
    )
