"""Reads one determination, and says plainly where what was handed in is none, or several."""

from __future__ import annotations

from pathlib import Path

from openimr.determinations.bulk import read_original
from openimr.determinations.model import Determination
from openimr.determinations.opening import Unopened, open_path
from openimr.determinations.reading import read_text
from openimr.determinations.requesting import with_requests
from openimr.errors import UnusableArguments

__all__ = ["read_single"]


def read_single(path_or_text: Path | str, *, is_text: bool) -> Determination:
    """The determination in a text, or in the file at a path.

    Raises:
        UnreadableFile: there is no such file, or it cannot be opened.
        UnusableArguments: several determinations lie there.
        MalformedData: it is JSON, but not of a determination.
    """
    if is_text:
        return with_requests(read_text(str(path_or_text)))
    originals = open_path(path_or_text)
    first = next(originals, None)
    if first is None:
        raise UnusableArguments("The folder is empty.", where=str(path_or_text), remedy="Give a file.")
    if next(originals, None) is not None:
        raise UnusableArguments(
            "It holds several determinations.", where=str(path_or_text), remedy="Use openimr.read_all to read them all."
        )
    if isinstance(first, Unopened):
        raise first.error()
    return read_original(first)
