"""``openimr case``: what the law makes of a case: which disputed treatments are eligible, and what is missing.

The way from there on is in :mod:`openimr.cli.case_show` and :mod:`openimr.cli.case_issue`.
"""

from __future__ import annotations

import datetime as dt
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from openimr.cases.eligibility import Screening, Standing, screen, told
from openimr.cases.files import CASE_FILE, read_filing
from openimr.cli import case_issue, case_show
from openimr.cli.texts import day_of, text_of

__all__ = ["register"]

_NOT_ALL = 1


class Format(StrEnum):
    """How the result is written."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the group of commands to the command line."""
    group = typer.Typer(
        help="A case: screen it, show all that is known of it, review it, issue its determination.",
        no_args_is_help=True,
    )
    group.command("screen", epilog="Example: openimr case screen case.yaml --on 2026-03-02")(_screen)
    case_show.register(group)
    case_issue.register(group)
    app.add_typer(group, name="case")


def _screen(
    *,
    case: Annotated[Path, typer.Argument(metavar="CASE", help="The case: a YAML or JSON file, or its folder.")],
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day of the screening; else the day of receipt.")
    ] = "",
    form: Annotated[Format, typer.Option("--format", "-f", help="How the result is written.")] = Format.TEXT,
) -> None:
    """Screen an application: where each disputed treatment stands, with all reasons, and what must be asked for.

    Every reason has its citation; what rests on unverified law is left to a person. The exit code is 1 where not all
    disputed treatments are eligible.
    """
    path = case / CASE_FILE if case.is_dir() else case
    filing = read_filing(text_of(path), where=str(path))
    day = day_of(on, where="--on") if on else filing.application.received_on
    screening = screen(filing, on=day)
    if form is Format.JSON:
        plain = msgspec.json.encode(_plain(screening))
        sys.stdout.write(msgspec.json.format(plain, indent=2).decode() + "\n")
    else:
        typer.echo("\n".join(told(screening)))
    if any(verdict.standing is not Standing.ELIGIBLE for verdict in screening.verdicts):
        raise typer.Exit(_NOT_ALL)


def _plain(screening: Screening) -> dict[str, Any]:
    """The screening as JSON holds it; each time limit with its arithmetic in words."""
    built: dict[str, Any] = msgspec.to_builtins(screening, builtin_types=(dt.date,))
    for limit, plain in zip(screening.window, built["window"], strict=True):
        plain["arithmetic"] = limit.arithmetic
    return built
