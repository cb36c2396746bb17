"""``openimr guideline apply``: lays a request and the facts of a case beside the guidelines that govern it."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated, Any

import msgspec
import typer

from openimr.cli.texts import day_of, text_given
from openimr.guidelines.application import Answer, Application
from openimr.guidelines.applied_text import application_text
from openimr.guidelines.applying import apply
from openimr.guidelines.criteria import Facts
from openimr.guidelines.facts_file import LARGEST, read_facts
from openimr.guidelines.library import recommendations
from openimr.guidelines.recommendation import TriggerDates
from openimr.treatments import parse

__all__ = ["register"]

_NOT_ADDRESSED = 1


class Format(StrEnum):
    """How the answers are written."""

    TEXT = "text"
    JSON = "json"


def register(group: typer.Typer) -> None:
    """Add the command to the group ``openimr guideline``."""
    group.command(
        "apply",
        epilog='Example: openimr guideline apply --request "acupuncture x12" --facts facts.yaml --on 2015-01-20',
    )(_apply)


def _apply(
    *,
    request: Annotated[str, typer.Option("--request", "-r", metavar="WORDING", help="The request as worded.")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the request, as 2014-09-30.")],
    facts: Annotated[
        str, typer.Option("--facts", metavar="FILE", help="The facts of the case as YAML; - for standard input.")
    ] = "",
    reviewed_on: Annotated[
        str, typer.Option("--reviewed-on", metavar="DATE", help="The day of review, where it is another.")
    ] = "",
    served_on: Annotated[
        str, typer.Option("--served-on", metavar="DATE", help="The day of service or dispensing, where it is another.")
    ] = "",
    form: Annotated[Format, typer.Option("--format", "-f", help="How the answers are written.")] = Format.TEXT,
    is_whole: Annotated[bool, typer.Option("--all", help="Tell later steps of the search in full too.")] = False,
    has_drafts: Annotated[
        bool, typer.Option("--drafts", help="Use drafts too, which are from memory and off.")
    ] = False,
) -> None:
    """Lay a request beside the guidelines that govern it: arithmetic, criteria, and what is missing.

    Without facts everything is not documented. The exit code is 1 where no recommendation governs. It says nothing of
    what is to be decided.
    """
    day = day_of(on, where="--on")
    served = day_of(served_on, where="--served-on") if served_on else None
    reviewed = day_of(reviewed_on, where="--reviewed-on") if reviewed_on else None
    dates = TriggerDates(request=day, service=served, dispense=served, review=reviewed)
    known = read_facts(text_given(facts, largest=LARGEST), name=facts, on=reviewed or day) if facts else Facts()
    applied = [
        apply(it, known, on=day, dates=dates, recommendations=recommendations(), has_drafts=has_drafts)
        for it in parse(request)
    ]
    if form is Format.JSON:
        shown = [_plain(application) for application in applied]
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(shown), indent=2).decode() + "\n")
    else:
        typer.echo("\n".join(application_text(it, is_whole=is_whole) for it in applied), nl=False)
    if not any(application.is_addressed for application in applied):
        raise typer.Exit(_NOT_ADDRESSED)


def _plain(application: Application) -> dict[str, Any]:
    """An application as JSON holds it, with the sentences that say how each answer stands."""
    built: dict[str, Any] = msgspec.to_builtins(application)
    built["answers"] = [_plain_answer(answer) for answer in application.answers]
    return {**built, "is_addressed": application.is_addressed}


def _plain_answer(answer: Answer) -> dict[str, Any]:
    built: dict[str, Any] = msgspec.to_builtins(answer)
    return {**built, "sentence": answer.sentence(), "citation_sentence": answer.citation.sentence()}
