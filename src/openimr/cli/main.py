"""Starts the command line and turns every end of a command into an exit code that scripts can rely on.

Exit codes: 0 fine, 1 findings, 2 unusable input or arguments, 3 our fault or an optional part that is not there.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from openimr import __version__
from openimr.cli import check, deadline, demo, guideline, match, read, request, sample, schema, write
from openimr.cli.messages import say
from openimr.errors import OpenIMRError, Unavailable

__all__ = ["FAULT", "FINDINGS", "FINE", "UNUSABLE", "app", "main"]

FINE, FINDINGS, UNUSABLE, FAULT = 0, 1, 2, 3
_INTERRUPTED, _PIPE_CLOSED = 130, 141  # as shells count them: 128 and the number of the signal

COMMANDS = (read, check, write, guideline, deadline, match, sample, request, schema, demo)
"""The modules of the commands, in the order of the help; each has ``register(app)``."""

app = typer.Typer(
    name="openimr",
    help="Independent Medical Review: read, check and write Final Determinations.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for _command in COMMANDS:
    _command.register(app)


def _show_version(*, is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"openimr {__version__}")
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


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; ``arguments`` stand for those of the process."""
    sys.exit(_code_of(arguments))


def _code_of(arguments: list[str] | None) -> int:
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        say("Stopped.")
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone, which is no fault; Python must not stumble over it again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except OpenIMRError as error:
        say(error.explain())
        return FAULT if isinstance(error, Unavailable) else UNUSABLE
    except Exception as error:
        if os.environ.get("OPENIMR_TRACEBACK"):
            raise
        return _code_of_unexpected(error)
    return code


def _code_of_unexpected(error: Exception) -> int:
    """Say what ended the command: the system, which names the file and the reason, or ourselves."""
    if isinstance(error, OSError) and error.strerror:
        say(
            f"{error.filename or 'standard output'}: {error.strerror}. "
            "Check the path, who may write there, and the room on the disk."
        )
        return UNUSABLE
    say(
        f"This is a fault of openimr ({type(error).__name__}), not of your input. "
        "OPENIMR_TRACEBACK=1 shows where it happened; the traceback may hold words of the input."
    )
    return FAULT


def _run(arguments: list[str] | None) -> int:
    """Run the command; what it exits with is its code. Wrong arguments are explained by typer, which exits with 2."""
    try:
        app(args=arguments, prog_name="openimr")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else FINE
    return FINE
