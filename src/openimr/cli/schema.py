"""``openimr schema``: prints the JSON Schema of what the other commands write and read."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

import msgspec
import typer

from openimr.determinations import model
from openimr.reviewers import match_case, registry

__all__ = ["register"]


class Schema(StrEnum):
    """What there is a schema of."""

    DETERMINATION = "determination"
    REVIEWERS = "reviewers"
    MATCH_CASE = "match-case"


_SCHEMAS: dict[Schema, Callable[[], dict[str, Any]]] = {
    Schema.DETERMINATION: model.schema,
    Schema.REVIEWERS: registry.schema,
    Schema.MATCH_CASE: match_case.schema,
}


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("schema", epilog="Example: openimr schema determination > determination.schema.json")(_schema)


def _schema(of: Annotated[Schema, typer.Argument(help="What to show the schema of.", show_default=False)]) -> None:
    """Print the JSON Schema (2020-12) of a determination, a registry of reviewers, or a case for matching."""
    shown = _SCHEMAS[of]()
    typer.echo(msgspec.json.format(msgspec.json.encode(shown), indent=2))
