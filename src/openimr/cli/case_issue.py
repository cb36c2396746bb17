"""``openimr case review`` and ``openimr case issue``: a reviewer's form, and the determination that comes of it."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from openimr.casefile.redaction import Judgments
from openimr.cli.messages import say
from openimr.cli.output import refuse_to_overwrite, whole_file
from openimr.cli.texts import day_of
from openimr.errors import Conflict
from openimr.reviews.building import overview_of
from openimr.reviews.folder import DETERMINATION, REVIEW_FILE, text_at, whole_case
from openimr.reviews.form import empty_form
from openimr.reviews.issuing import Issue, NotIssued, issue
from openimr.reviews.outputs import copy_files, issue_files
from openimr.reviews.publishing import copy_of
from openimr.reviews.review_files import read_review
from openimr.rulebook.lines import read_lines

__all__ = ["register"]

_REFUSED = 1
_WIDTH = 110
_Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of the case.")]


def register(group: typer.Typer) -> None:
    """Add the commands to the group ``openimr case``."""
    group.command("review", epilog="Example: openimr case review case --on 2014-11-03 -o case/review.yaml")(_review)
    group.command("issue", epilog="Example: openimr case issue case --review case/review.yaml")(_issue)


def _review(
    *,
    folder: _Folder,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day on which candidates and clocks are told.")
    ] = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write; else the terminal.")] = None,
) -> None:
    """Write the empty form of a review, with all that is known of the case beside it.

    It decides nothing: outcomes, guidelines and sentences are left to the reviewer. A form that is there already is
    never written over.
    """
    whole = whole_case(folder)
    day = day_of(on, where="--on") if on else whole.last_on
    form = empty_form(whole, overview_of(whole, on=day))
    if output is None:
        sys.stdout.write(form)
        return
    if output.exists():
        raise Conflict(
            "There is a file already.",
            where=str(output),
            why="What a reviewer entered is not to be lost.",
            remedy="Give another name after -o.",
        )
    refuse_to_overwrite(output, [])
    with whole_file(output) as file:
        file.write(form.encode())
    say(f"The form is in {output}. When it is filled in: openimr case issue {folder} --review {output}")


def _issue(
    *,
    folder: _Folder,
    review: Annotated[
        Path | None, typer.Option("--review", metavar="FILE", help=f"The review; else {REVIEW_FILE} in the folder.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=f"A new folder; else {DETERMINATION} in that of the case.")
    ] = None,
    texts: Annotated[
        Path | None, typer.Option("--texts", metavar="FOLDER", help="Write the exact texts to be signed there.")
    ] = None,
    judgments: Annotated[
        Path | None, typer.Option("--judgments", metavar="FILE", help="What a person said of the public copy.")
    ] = None,
) -> None:
    """Issue the determination that a signed review comes to, or refuse with all reasons.

    It writes the letter as PDF, HTML, text and JSON, a record of the issue, and a copy without identifiers. What was
    issued is never changed: the folder must be new. The exit code is 1 where it is refused.
    """
    path = review or folder / REVIEW_FILE
    target = output or folder / DETERMINATION
    if target.exists():
        raise Conflict(
            "A determination was issued there already.",
            where=str(target),
            why="Nothing that was issued changes.",
            remedy="Give another folder after -o.",
        )
    whole = whole_case(folder)
    result = issue(whole, read_review(text_at(path), where=str(path)))
    if isinstance(result, NotIssued):
        _write_texts(result, texts)
        typer.echo("\n".join(_told(result, texts)))
        raise typer.Exit(_REFUSED)
    said = read_lines(text_at(judgments), Judgments, where=str(judgments)).judgments if judgments else ()
    copy = copy_of(result.determination, whole.filing, judgments=said)
    _write(target, {**issue_files(result), **copy_files(copy)})
    typer.echo("\n".join(_issued(result, target, len(copy.waiting))))


def _write_texts(result: NotIssued, folder: Path | None) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for text in result.to_sign:
            (folder / f"treatment-{text.treatment}.txt").write_bytes(text.text.encode())


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """All files, or none: they are written beside the folder first."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.with_name(f".{folder.name}.partly")
    shutil.rmtree(beside, ignore_errors=True)  # what a run that broke off left is no part of this one
    beside.mkdir()
    for name, content in files.items():
        with whole_file(beside / name) as file:
            file.write(content)
    beside.rename(folder)


def _told(result: NotIssued, texts: Path | None) -> Iterator[str]:
    count = len(result.reasons)
    yield f"Not issued, for {count} {'reason' if count == 1 else 'reasons'}:"
    for reason in result.reasons:
        yield from _wrapped(f"x {reason.code}: {reason.says} [{reason.citation.sentence()}]", 2)
        for missing in reason.missing:
            yield from _wrapped(f"- {missing}", 6)
        yield from _wrapped(f"> {reason.remedy}", 6)
    for note in result.notes:
        yield from _wrapped(f"· {note}", 2)
    if result.to_sign:
        yield "The exact texts that are signed, and their digests (SHA-256):"
        for text in result.to_sign:
            where = f"  {texts / f'treatment-{text.treatment}.txt'}" if texts else ""
            yield f"  treatment {text.treatment}  {text.digest}{where}"
        if texts is None:
            yield "  --texts FOLDER writes them there, to be read before they are signed."


def _issued(result: Issue, folder: Path, waiting: int) -> Iterator[str]:
    yield f"Issued: case {result.determination.case_number}, digest {result.digest}."
    for treatment in result.determination.disputed_treatments:
        outcome = treatment.outcome.value.replace("_", " ") if treatment.outcome else "not documented"
        yield from _wrapped(f"{outcome}: {treatment.heading}", 2)
    for finding in result.findings:
        yield from _wrapped(f"{finding.code} {finding.severity.value}, {finding.where}: {finding.message}", 2)
    for note in result.notes:
        yield from _wrapped(f"· {note}", 2)
    yield f"The letter and its record are in {folder}."
    if waiting:
        yield from _wrapped(
            f"The public copy waits: a person must judge {waiting} stretches in public-to-release.yaml first.", 0
        )


def _wrapped(line: str, indent: int) -> list[str]:
    return textwrap.wrap(
        line, _WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2), break_on_hyphens=False
    )
