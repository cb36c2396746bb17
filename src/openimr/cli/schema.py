"""``openimr schema``: prints the JSON Schema of what the other commands write and read."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec
import typer

from openimr.determinations import model

__all__ = ["register"]


class Schema(StrEnum):
    """What there is a schema of."""

    DETERMINATION = "determination"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("schema", epilog="Example: openimr schema determination > determination.schema.json")(_schema)


def _schema(of: Annotated[Schema, typer.Argument(help="What to show the schema of.", show_default=False)]) -> None:
    """Print the JSON Schema (2020-12) of a determination."""
    shown = {Schema.DETERMINATION: model.schema}[of]()
    typer.echo(msgspec.json.format(msgspec.json.encode(shown), indent=2))
