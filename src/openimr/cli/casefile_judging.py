"""``openimr casefile findings`` and ``correct``: what the program proposes, and what a person makes of it."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from openimr.casefile.corrections import Corrections, keep_corrections
from openimr.casefile.model import Finding, FindingKind, FindingState, Mode
from openimr.casefile.store import case_file
from openimr.cli.casefile_folders import opened
from openimr.cli.messages import counted, say
from openimr.cli.texts import text_of
from openimr.rulebook.lines import read_lines

__all__ = ["register"]

_WIDTH = 110

_Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of the case, or its case file.")]


class Format(StrEnum):
    """How the findings are written."""

    TEXT = "text"
    JSON = "json"


def register(group: typer.Typer) -> None:
    """Add the commands to the group ``openimr casefile``."""
    group.command("findings", epilog="Example: openimr casefile findings case-1 --kind diagnosis")(_findings)
    group.command("correct", epilog="Example: openimr casefile correct case-1 corrections.yaml")(_correct)


def _findings(
    *,
    folder: _Folder,
    kind: Annotated[
        list[FindingKind] | None, typer.Option("--kind", help="Only of this kind; may be repeated.")
    ] = None,
    page: Annotated[list[int] | None, typer.Option("--page", help="Only of this page; may be repeated.")] = None,
    state: Annotated[
        list[FindingState] | None, typer.Option("--state", help="Only in this state; may be repeated.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="How the findings are written.")] = Format.TEXT,
) -> None:
    """List what the records say, each with its page, its words, and the id by which a person confirms or refuses it."""
    chosen = [
        finding
        for finding in case_file(opened(folder)).findings
        if (not kind or finding.kind in kind)
        and (not page or finding.pin.page in page)
        and (not state or finding.state in state)
    ]
    if form is Format.JSON:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(chosen), indent=2).decode() + "\n")
    else:
        typer.echo("\n".join(_told(chosen)))


def _told(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        kind = finding.kind.value.replace("_", " ")
        mode = "" if finding.mode is Mode.STATED else f", {finding.mode}"
        by = f" by {finding.by}" if finding.by else ""
        yield f"{finding.id}  page {finding.pin.page}, {kind}{mode}; {finding.state}{by}"
        yield from _wrapped(finding.says)
        yield from _wrapped(f"“{finding.pin.quote}”")
    yield f"{counted(len(findings), 'finding')}."


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(
        " ".join(words.split()), _WIDTH, initial_indent=" " * 4, subsequent_indent=" " * 6, break_on_hyphens=False
    )


def _correct(
    *,
    folder: _Folder,
    corrections: Annotated[Path, typer.Argument(metavar="FILE", help="What a person says, as YAML.")],
) -> None:
    """Put documents right, and confirm or refuse findings; what a person said stays when the records are indexed again.

    FILE names the person (by), documents by their numbers (kind, first, last, title, dated_on, author), and findings by
    their ids (state: confirmed, refused or proposed). All faults are told at once, and then nothing is changed.
    """
    said = read_lines(text_of(corrections), Corrections, where=str(corrections))
    keep_corrections(opened(folder), said)
    say(
        f"{counted(len(said.documents), 'document')} corrected and {counted(len(said.findings), 'finding')} judged,"
        f" as {said.by} says."
    )
