"""Where a case keeps its records and its case file."""

from __future__ import annotations

from pathlib import Path

from openimr.casefile.store import FolderStore
from openimr.cases.files import CASE_FILE
from openimr.errors import NotFound

__all__ = ["STORE", "opened", "records"]

STORE = "casefile"
"""The folder of the case file in the folder of its case."""
_RECORDS = "records"
_NO_RECORDS = frozenset({STORE, CASE_FILE, "truth.json"})


def opened(folder: Path) -> FolderStore:
    """The case file of a case; ``folder`` may be the case file itself.

    Raises:
        NotFound: there is none.
    """
    inner = folder / STORE
    return FolderStore.opened(inner if inner.is_dir() else folder)


def records(folder: Path) -> list[Path]:
    """What lies in the folder of records, or else beside the case file.

    Raises:
        NotFound: there is no such folder.
    """
    if not folder.is_dir():
        raise NotFound("There is no such folder.", where=str(folder), remedy="Look at its name.")
    if (folder / _RECORDS).is_dir():
        return [folder / _RECORDS]
    return sorted(path for path in folder.iterdir() if path.name not in _NO_RECORDS and not path.name.startswith("."))
