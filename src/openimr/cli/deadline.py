"""``openimr deadline``: says by when something must be done, how the day was counted, and what follows."""

from __future__ import annotations

import datetime as dt
import json
import sys
from enum import StrEnum
from typing import Annotated

import msgspec
import typer

from openimr.calendars import Place, ServiceMethod, Standing, deadline_rules, due
from openimr.calendars.telling import as_values, told, told_rule
from openimr.errors import UnusableArguments

__all__ = ["register"]

_FINDINGS = 1
_LIST = "list"


class Format(StrEnum):
    """How the deadline is written."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        "deadline",
        epilog="Examples: openimr deadline application --from 2013-12-24 --service mail --on 2014-01-29 · "
        "openimr deadline ur-expedited --from 2026-03-06T16:00-08:00 · openimr deadline list",
    )(_deadline)


def _deadline(
    rule: Annotated[str, typer.Argument(help="The name of a deadline, or list for all of them.", show_default=False)],
    *,
    anchor: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The day of the event that starts it; hours need an instant.")
    ] = "",
    service: Annotated[
        ServiceMethod | None, typer.Option("--service", help="How the paper that starts it was served.")
    ] = None,
    place: Annotated[
        Place | None, typer.Option("--address", help="Where the address of the party served lies; California if not.")
    ] = None,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="Tell where this day or instant stands against the deadline.")
    ] = "",
    rules_on: Annotated[
        str,
        typer.Option("--rules-on", metavar="DATE", help="The day that selects the rules, if not the day of the event."),
    ] = "",
    jurisdiction: Annotated[str, typer.Option("--jurisdiction", help="Whose law to count by.")] = "california",
    form: Annotated[Format, typer.Option("--format", "-f", help="How the deadline is written.")] = Format.TEXT,
) -> None:
    """Say by when something must be done, with the arithmetic, its law, and what follows when the day passes.

    The exit code is 1 where the day given with --on lies after the deadline.
    """
    if rule == _LIST:
        if any((anchor, service, place, on, rules_on)):
            raise UnusableArguments("The list takes no days.", remedy="Give openimr deadline list alone.")
        _list(form)
        return
    if not anchor:
        raise UnusableArguments(
            "The day of the event is missing.", where="--from", remedy="Give it, such as --from 2026-03-02."
        )
    found = due(
        rule,
        _moment(anchor, "--from"),
        rules_on=_day(rules_on) if rules_on else None,
        service=service,
        place=place,
        jurisdiction=jurisdiction,
    )
    against = _moment(on, "--on") if on else None
    if form is Format.TEXT:
        typer.echo(told(found, on=against), nl=False)
    else:
        _print_json(as_values(found, on=against))
    if against is not None and found.standing(against) is Standing.PASSED:
        raise typer.Exit(_FINDINGS)


def _list(form: Format) -> None:
    if form is Format.JSON:
        _print_json(msgspec.to_builtins(deadline_rules()))
    else:
        typer.echo("\n".join(told_rule(rule) for rule in deadline_rules()))


def _moment(words: str, option: str) -> dt.date | dt.datetime:
    """A day such as 2026-03-02, or an instant such as 2026-03-02T09:30-08:00."""
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        pass
    try:
        return dt.datetime.fromisoformat(words)
    except ValueError as error:
        raise _no_day(words, option) from error


def _day(words: str) -> dt.date:
    try:
        return dt.date.fromisoformat(words)
    except ValueError as error:
        raise _no_day(words, "--rules-on") from error


def _no_day(words: str, option: str) -> UnusableArguments:
    return UnusableArguments(
        f"“{words}” is no day.", where=option, remedy="Write 2026-03-02, or with the time 2026-03-02T09:30-08:00."
    )


def _print_json(content: object) -> None:
    sys.stdout.write(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
