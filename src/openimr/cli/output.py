"""Decides where results go, and keeps what is there safe: whole files only, and never over an input."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from openimr.errors import UnusableArguments

__all__ = ["naming", "refuse_to_overwrite", "whole_file"]

_DISK_FAILED = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS))


def refuse_to_overwrite(output: Path, inputs: Sequence[str]) -> None:
    """Make sure that ``output`` can be written and is none of the inputs.

    Raises:
        UnusableArguments: it is an input, a folder, a device or a pipe, may not be written, or lies in a folder that
            does not exist.
    """
    if output.is_dir():
        raise UnusableArguments("The output is a folder.", where=str(output), remedy="Give the name of a file.")
    if not output.parent.is_dir():
        raise UnusableArguments("Its folder does not exist.", where=str(output), remedy="Make the folder first.")
    if not output.exists():
        return
    _refuse_device(output)
    if not os.access(output, os.W_OK):
        raise UnusableArguments(
            "It is there, and may not be written.", where=str(output), remedy="Give another name, or change its rights."
        )
    for path in inputs:
        if Path(path).exists() and output.samefile(path):
            raise UnusableArguments(
                "It is an input, and would be overwritten.", where=str(output), remedy="Give another name after -o."
            )


def _refuse_device(output: Path) -> None:
    """Devices and pipes are used by other programs: a file in the place of one harms all of them.

    Raises:
        UnusableArguments: something is there that is no file.
    """
    if output.exists() and not output.is_file():
        raise UnusableArguments(
            "The output is no file.",
            where=str(output),
            why="A device or a pipe would be replaced by a file.",
            remedy="Leave out -o, and lead standard output there: > PATH.",
        )


@contextmanager
def naming(output: Path) -> Iterator[None]:
    """Name ``output`` in an error of its disk: the system does not say which file could not be written.

    Raises:
        OSError: the same that came, with the name.
    """
    try:
        yield
    except OSError as error:
        if error.filename is not None or error.errno not in _DISK_FAILED:
            raise
        raise OSError(error.errno, error.strerror, str(output)) from error


@contextmanager
def whole_file(output: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of ``output`` only when all is written; after an error the old one is still there.

    Where ``output`` is a link, the file that it leads to is replaced, and the link stays.

    Raises:
        UnusableArguments: it is a device or a pipe.
        OSError: the system does not let us write; it names ``output``.
    """
    _refuse_device(output)
    output = output.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(output)) from error
    try:
        with naming(output), os.fdopen(handle, "wb") as file:
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
