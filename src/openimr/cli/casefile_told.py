"""``openimr casefile timeline``, ``summary``, ``bundle`` and ``redact``: what the records say, and what is shown."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from openimr.casefile.bundle import write_bundle
from openimr.casefile.model import CaseFile
from openimr.casefile.redaction import (
    Judgment,
    Judgments,
    Kind,
    Profile,
    Redaction,
    Released,
    differences_page,
    judgments_to_complete,
    open_proposals,
    propose,
    redact_pdf,
    release,
    share_for_a_person,
)
from openimr.casefile.store import FolderStore, case_file
from openimr.casefile.timeline import as_html, as_svg, as_text, summary, summary_text, timeline
from openimr.cases.files import CASE_FILE, read_filing
from openimr.cases.filing import Filing
from openimr.cli.casefile_folders import opened
from openimr.cli.messages import counted, meter, say
from openimr.cli.output import refuse_to_overwrite, whole_file
from openimr.cli.texts import text_of
from openimr.rulebook.lines import read_lines

__all__ = ["register"]

_OPEN = 1

_Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of the case, or its case file.")]


class Format(StrEnum):
    """How the timeline is written."""

    TEXT = "text"
    JSON = "json"
    SVG = "svg"
    HTML = "html"


class Plain(StrEnum):
    """How the other results are written."""

    TEXT = "text"
    JSON = "json"


def register(group: typer.Typer) -> None:
    """Add the commands to the group ``openimr casefile``."""
    group.command("timeline", epilog="Example: openimr casefile timeline case-1 --format html > timeline.html")(
        _timeline
    )
    group.command("summary", epilog="Example: openimr casefile summary case-1")(_summary)
    group.command("bundle", epilog="Example: openimr casefile bundle case-1 -o records.pdf")(_bundle)
    group.command(
        "redact",
        epilog="Examples: openimr casefile redact case-1 --to-judge judge.yaml · openimr casefile redact case-1"
        " --judgments judge.yaml -o public.pdf --differences differences.html",
    )(_redact)


def _timeline(
    *,
    folder: _Folder,
    form: Annotated[Format, typer.Option("--format", "-f", help="How the timeline is written.")] = Format.TEXT,
) -> None:
    """Set what the records say in the order of time: sessions to date, scores, requests, and every contradiction."""
    whole = case_file(opened(folder))
    told = timeline(whole.findings, whole.documents)
    if form is Format.JSON:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(told), indent=2).decode() + "\n")
    else:
        typer.echo({Format.TEXT: as_text, Format.SVG: as_svg, Format.HTML: as_html}[form](told))


def _summary(
    *,
    folder: _Folder,
    form: Annotated[Plain, typer.Option("--format", "-f", help="How the draft is written.")] = Plain.TEXT,
) -> None:
    """Draft a clinical case summary out of findings only; each sentence carries its pins."""
    whole = case_file(opened(folder))
    draft = summary(whole.findings, whole.documents)
    if form is Plain.JSON:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(draft), indent=2).decode() + "\n")
    else:
        typer.echo(summary_text(draft))


def _redact(
    *,
    folder: _Folder,
    profile: Annotated[Profile, typer.Option("--profile", help="What is taken out.")] = Profile.STATE,
    judgments: Annotated[
        Path | None, typer.Option("--judgments", help="What a person said: a YAML file with judgments.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The PDF to release; else proposals only.")
    ] = None,
    to_judge: Annotated[
        Path | None, typer.Option("--to-judge", help="Write what waits as a file of judgments, to be completed.")
    ] = None,
    differences: Annotated[
        Path | None, typer.Option("--differences", help="With -o: write an HTML page of what was taken out and kept.")
    ] = None,
    form: Annotated[Plain, typer.Option("--format", "-f", help="How the proposals are written.")] = Plain.TEXT,
) -> None:
    """Propose what to take out of the records, and with -o release a PDF of them without it.

    Nothing is released while a proposal waits for a person. The exit code is 1 where one does. The page of differences
    shows what was taken out: it is for the person who releases, and is never published.
    """
    store = opened(folder)
    whole = case_file(store)
    filing = _filing(folder)
    proposals = propose(whole.pages, filing.parties, profile, numbers=_numbers(filing))
    said = _judged(judgments)
    waiting = open_proposals(proposals, said)
    if to_judge is not None:
        _write_new(to_judge, judgments_to_complete({page.running: page.text for page in whole.pages}, waiting))
    if output is not None:
        released = _release(whole, store, proposals, said, output)
        if differences is not None:
            texts = (page.text for page in whole.pages)
            _write_new(differences, differences_page(zip(texts, released, strict=True)))
        return
    if form is Plain.JSON:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(proposals), indent=2).decode() + "\n")
    else:
        typer.echo("\n".join(_told(proposals, waiting)))
    if waiting:
        raise typer.Exit(_OPEN)


def _bundle(
    *,
    folder: _Folder,
    output: Annotated[Path, typer.Option("--output", "-o", help="The PDF to write.")],
) -> None:
    """Write all pages as one PDF: each with the numbers by which it is cited at its foot, each document a bookmark.

    The numbers stand below the page and cover nothing of it. Nothing is taken out: it is for those who may see the
    case.
    """
    store = opened(folder)
    whole = case_file(store)
    with meter("Writing") as done, _made_first(output) as made:
        write_bundle(whole, _copies(whole, store), made, progress=done)
    say(f"{counted(len(whole.pages), 'page')} of {counted(len(whole.documents), 'document')}, in {output}.")


def _copies(whole: CaseFile, store: FolderStore) -> dict[str, Path]:
    return {file.digest: store.copy(file.digest) for file in whole.files}


@contextmanager
def _made_first(output: Path) -> Iterator[Path]:
    """Where a PDF is made, beside ``output``; it gets there only when it is whole."""
    refuse_to_overwrite(output, ())
    with tempfile.TemporaryDirectory(dir=output.resolve().parent) as within:
        made = Path(within) / "made.pdf"
        yield made
        with whole_file(output) as file, made.open("rb") as content:
            shutil.copyfileobj(content, file)


def _filing(folder: Path) -> Filing:
    path = folder / CASE_FILE
    return read_filing(text_of(path), where=str(path))


def _numbers(filing: Filing) -> tuple[tuple[Kind, str], ...]:
    """The numbers of the case that its parties do not hold."""
    application = filing.application
    given = (application.claim_number, application.eams_number, application.wcis_number)
    return tuple((Kind.CLAIM_NUMBER, number) for number in given if number)


def _judged(path: Path | None) -> tuple[Judgment, ...]:
    return read_lines(text_of(path), Judgments, where=str(path)).judgments if path else ()


def _release(
    whole: CaseFile,
    store: FolderStore,
    proposals: tuple[Redaction, ...],
    judgments: tuple[Judgment, ...],
    output: Path,
) -> tuple[Released, ...]:
    released = release(whole.pages, proposals, judgments)
    with _made_first(output) as made:
        redact_pdf(_copies(whole, store), whole.pages, released, made)
    taken = sum(len(page.redactions) for page in released)
    say(f"{taken} stretches were taken out of {len(whole.pages)} pages; the PDF is in {output}.")
    return released


def _write_new(path: Path, content: str) -> None:
    refuse_to_overwrite(path, ())
    with whole_file(path) as file:
        file.write(content.encode())
    say(f"Written: {path}.")


def _told(proposals: tuple[Redaction, ...], waiting: tuple[Redaction, ...]) -> list[str]:
    """What waits for a person, with its place, as a judgment names it; the rest is counted."""
    share = share_for_a_person(proposals)
    lines = [f"{len(proposals)} stretches to take out; {len(waiting)} wait for a person ({share:.0%} of all proposed)."]
    lines += [
        f"  page {one.page}, {one.span.start} to {one.span.end}: “{one.quote}” as {one.token} ({one.reason})"
        for one in waiting
    ]
    return lines
