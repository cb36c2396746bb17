"""Starts the command line and turns every end of a command into an exit code that scripts can rely on.

Exit codes: 0 fine, 1 findings, 2 unusable input or arguments, 3 our fault or an optional part that is not there.
"""

from __future__ import annotations

import os
import sys
from typing import TextIO, cast

from openimr.cli.messages import say
from openimr.errors import OpenIMRError, Unavailable
from openimr.version import VERSION

__all__ = ["FAULT", "FINDINGS", "FINE", "UNUSABLE", "main"]

FINE, FINDINGS, UNUSABLE, FAULT = 0, 1, 2, 3
_INTERRUPTED, _PIPE_CLOSED = 130, 141  # as shells count them: 128 and the number of the signal

_VERSION = ["--version"]


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; ``arguments`` stand for those of the process."""
    sys.exit(_code_of(arguments))


def _code_of(arguments: list[str] | None) -> int:
    _stand_in_for_closed_streams()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        say("Stopped.")
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone, which is no fault.
        _forget_output()
        return _PIPE_CLOSED
    except OpenIMRError as error:
        say(error.explain())
        return FAULT if isinstance(error, Unavailable) else UNUSABLE
    except Exception as error:
        if os.environ.get("OPENIMR_TRACEBACK"):
            raise
        return _code_of_unexpected(error)
    return code


def _stand_in_for_closed_streams() -> None:
    """Where a script closed a stream, put one there that has nothing to read, or fails when results are written."""
    if sys.stdin is None:
        sys.stdin = _nothing(os.O_RDONLY, "r")
    if sys.stdout is None:
        sys.stdout = _nothing(os.O_RDONLY, "w")
    if sys.stderr is None:
        sys.stderr = _nothing(os.O_WRONLY, "w")


def _nothing(rights: int, mode: str) -> TextIO:
    return cast("TextIO", os.fdopen(os.open(os.devnull, rights), mode, encoding="utf-8"))


def _forget_output() -> None:
    """Lead what cannot be written nowhere, so that Python does not stumble over it at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _code_of_unexpected(error: Exception) -> int:
    """Say what ended the command: the system, which names the file and the reason, or ourselves."""
    if isinstance(error, OSError) and error.strerror:
        if not error.filename:
            _forget_output()
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
    if (sys.argv[1:] if arguments is None else arguments) == _VERSION:
        sys.stdout.write(f"openimr {VERSION}\n")
        return FINE
    # Building the command line takes ten times as long as saying the version.
    from openimr.cli.commands import app  # noqa: PLC0415 - see the comment above

    try:
        app(args=arguments, prog_name="openimr")
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):
            raise stop.__context__ from None  # typer exits with 1, which means findings
        if stop.code == _INTERRUPTED:
            raise KeyboardInterrupt from None
        return stop.code if isinstance(stop.code, int) else FINE
    return FINE
