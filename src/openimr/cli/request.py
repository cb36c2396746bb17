"""The command that reads the wording of a requested treatment and says what is asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from openimr.cli.messages import say
from openimr.errors import UnusableArguments
from openimr.treatments import parse
from openimr.treatments.request import TreatmentRequest
from openimr.treatments.telling import flag_words, level_words, quantity_words, request_rows, site_words

__all__ = ["register"]

_LABEL_WIDTH = 17
_COLUMNS = ("request", "service", "quantity", "body", "flags")
_WIDEST = 44


class RequestFormat(StrEnum):
    """How the requests are shown."""

    TEXT = "text"
    JSON = "json"
    TABLE = "table"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        "request",
        epilog='Examples: openimr request "Physical therapy 2x6, lumbar spine" · '
        "openimr request wordings.txt --format table",
    )(request)


def request(
    wordings: Annotated[
        list[str], typer.Argument(metavar="WORDING...", help="Wordings; files with one on each line; - for input.")
    ],
    *,
    form: Annotated[
        RequestFormat, typer.Option("--format", "-f", help="text for people, json for programs, table for many.")
    ] = RequestFormat.TEXT,
) -> None:
    """Read the wording of a requested treatment: service, quantity, part of the body, drug, codes and days.

    One wording can hold several requests. What is ambiguous is flagged with all its readings; what cannot be read is
    shown as an empty request with the reason.
    """
    requests = [each for wording in _wordings(wordings) for each in parse(wording)]
    if form is RequestFormat.JSON:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(requests), indent=2) + b"\n")
        sys.stdout.flush()
    elif form is RequestFormat.TABLE:
        typer.echo(_table(requests))
    else:
        typer.echo("\n\n".join(_block(each) for each in requests))


def _wordings(arguments: list[str]) -> Iterator[str]:
    """The wordings themselves, those in files line by line, and those that come in."""
    for argument in arguments:
        if argument == "-":
            yield from _lines(sys.stdin.buffer.read(), "-")
        elif _is_file(argument):
            yield from _lines(Path(argument).read_bytes(), argument)
        else:
            yield argument


def _is_file(argument: str) -> bool:
    """Whether the argument is the name of a file; a wording may be too long or too odd for any name."""
    try:
        return Path(argument).is_file()
    except (OSError, ValueError):
        return False


def _lines(data: bytes, where: str) -> Iterator[str]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableArguments(
            "It is no text in UTF-8.", where=where, remedy="Give a text file with one wording on each line."
        ) from error
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        say(f"{where}: It holds no wording.")
    yield from lines


def _block(each: TreatmentRequest) -> str:
    """One request, a line for each thing said."""
    rows = [
        *request_rows(each),
        *(("Look at", f"{flag_words(flag)} ({flag.kind})") for flag in each.flags),
        ("Confidence", f"{each.confidence:.2f}"),
    ]
    return "\n".join([each.raw or "(nothing)", *(f"  {label:<{_LABEL_WIDTH}}{words}" for label, words in rows)])


def _table(requests: list[TreatmentRequest]) -> str:
    """All requests below one another, one line for each."""
    rows = [_COLUMNS, *(_row(each) for each in requests)]
    widths = [min(_WIDEST, max(len(row[column]) for row in rows)) for column in range(len(_COLUMNS))]
    return "\n".join(
        "  ".join(_cut(cell, width).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _row(each: TreatmentRequest) -> tuple[str, ...]:
    places = "; ".join([*(site_words(site) for site in each.body), *(level_words(level) for level in each.levels)])
    flags = " ".join(flag.kind.value for flag in each.flags)
    service = " + ".join(each.service.combined) or each.service.code or "-"
    return (" ".join(each.raw.split()), service, quantity_words(each.quantity), places, flags)


def _cut(cell: str, width: int) -> str:
    return cell if len(cell) <= width else f"{cell[: width - 1]}…"
