"""Decides where results go, and keeps what is there safe: whole files only, and never over an input."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from openimr.errors import UnusableArguments

__all__ = ["refuse_to_overwrite", "whole_file"]


def refuse_to_overwrite(output: Path, inputs: Sequence[str]) -> None:
    """Make sure that ``output`` can be written and is none of the inputs.

    Raises:
        UnusableArguments: it is an input, a folder, or lies in a folder that does not exist.
    """
    if output.is_dir():
        raise UnusableArguments("The output is a folder.", where=str(output), remedy="Give the name of a file.")
    if not output.parent.is_dir():
        raise UnusableArguments("Its folder does not exist.", where=str(output), remedy="Make the folder first.")
    if not output.exists():
        return
    for path in inputs:
        if Path(path).exists() and output.samefile(path):
            raise UnusableArguments(
                "It is an input, and would be overwritten.", where=str(output), remedy="Give another name after -o."
            )


@contextmanager
def whole_file(output: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of ``output`` only when all is written; after an error the old one is still there."""
    handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        # Temporary files are for their owner only; results have the rights that any new file has.
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(output.stat().st_mode & 0o777 if output.exists() else 0o666 & ~mask)
        Path(name).replace(output)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
