"""``openimr case show``: all that is known of a case, on one page."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from openimr.cli.output import refuse_to_overwrite, whole_file
from openimr.cli.texts import day_of
from openimr.reviews.building import MOST_CANDIDATES, overview_of
from openimr.reviews.folder import whole_case
from openimr.reviews.telling import Depth, as_html, as_json, as_text

__all__ = ["register"]

_WIDTH = 100


class Format(StrEnum):
    """How the page is written."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"


def register(group: typer.Typer) -> None:
    """Add the command to the group ``openimr case``."""
    group.command("show", epilog="Example: openimr case show case --on 2014-11-03 --format html -o case.html")(_show)


def _show(
    *,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of the case.")],
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day on which it is looked at; else that of the last event.")
    ] = "",
    form: Annotated[Format, typer.Option("--format", "-f", help="How the page is written.")] = Format.TEXT,
    details: Annotated[
        bool,
        typer.Option("--details", help="Text with all criteria, every clock and what was found, as HTML has it."),
    ] = False,
    candidates: Annotated[int, typer.Option("--candidates", min=1, help="How many are told.")] = MOST_CANDIDATES,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write; else the terminal.")] = None,
) -> None:
    """Show a case on one page: eligibility, clocks, records, timeline, candidates, and each treatment in dispute.

    Reviewers are told by their numbers. It says nothing of what is to be decided. Text is told in brief; HTML and JSON
    are whole.
    """
    depth = Depth.WHOLE if details else Depth.BRIEF
    whole = whole_case(folder)
    overview = overview_of(whole, on=day_of(on, where="--on") if on else whole.last_on, most=candidates)
    content = {
        Format.TEXT: lambda: as_text(overview, depth=depth, width=_WIDTH).encode(),
        Format.HTML: lambda: as_html(overview).encode(),
        Format.JSON: lambda: as_json(overview),
    }[form]()
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    refuse_to_overwrite(output, [])
    with whole_file(output) as file:
        file.write(content)
