"""Lists the commands, and loads each when it is asked for: most of the time of a short command is loading its modules.

``openimr --help`` loads all of them, for their help stands in their own modules and nowhere else.
"""

from __future__ import annotations

from collections import UserDict
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from openimr.version import VERSION

__all__ = ["COMMANDS", "app"]

COMMANDS = (
    "read",
    "check",
    "write",
    "guideline",
    "deadline",
    "case",
    "casefile",
    "match",
    "sample",
    "request",
    "schema",
    "demo",
)
"""The commands in the order of the help; each has a module of its name beside this one, with ``register(app)``."""


class _Loaded(UserDict[str, Any]):
    """The commands by name; one that was not asked for yet is only a name."""

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(COMMANDS))

    def __getitem__(self, name: str) -> Any:
        if self.data[name] is None:
            self.data[name] = _load(name)
        return self.data[name]


def _load(name: str) -> Any:
    """The command as its module registers it."""
    alone = typer.Typer()
    import_module(f"openimr.cli.{name}").register(alone)
    return typer.main.get_group(alone).commands[name]


class _Commands(TyperGroup):
    """The group of all commands."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _Loaded()

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the help."""
        del ctx
        return list(self.commands)


app = typer.Typer(
    name="openimr",
    cls=_Commands,
    help="Independent Medical Review: read, check and write Final Determinations.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _show_version(*, is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"openimr {VERSION}")
        raise typer.Exit


@app.callback()
def _openimr(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=lambda value: _show_version(is_wanted=value), is_eager=True)
    ] = False,
) -> None:
    """Independent Medical Review: read, check and write Final Determinations.

    OPENIMR_TRACEBACK=1 in the environment shows the traceback of an unexpected error.
    """
