"""Reads the folder of a case, which holds all that the whole way needs, as files that a person can open.

    CASE/
      case.yaml        application, parties and utilization review decision (openimr.cases.files)
      events.yaml      what the organization recorded, from the receipt on (:func:`read_events`)
      reviewers.yaml   the registry of reviewers, or reviewers.json (openimr.reviewers.files)
      records/         the files as they were uploaded
      casefile/        the case file made of them by ``openimr casefile index`` (openimr.casefile.store)
      review.yaml      the reviewer's review (openimr.reviews.review_files)
      determination/   what was issued

Only ``case.yaml`` must be there; what else is missing is told, and never taken for empty.

Source: docs/reference/case-folder.md.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec

from openimr.casefile.indexing import opened_index
from openimr.casefile.store import FolderStore, case_file
from openimr.cases.events import Event
from openimr.cases.files import CASE_FILE, read_filing
from openimr.citations import Value
from openimr.errors import NotFound, UnreadableFile
from openimr.reviewers.files import read_registry
from openimr.reviewers.registry import Registry
from openimr.reviews.whole_case import WholeCase
from openimr.rulebook.lines import read_lines, write_lines

__all__ = [
    "DETERMINATION",
    "EVENTS_FILE",
    "LARGEST_BYTES",
    "RECORDS",
    "REVIEWERS_FILES",
    "REVIEW_FILE",
    "STORE",
    "EventsFile",
    "events_schema",
    "read_events",
    "text_at",
    "whole_case",
    "write_events",
]

EVENTS_FILE = "events.yaml"
REVIEWERS_FILES = ("reviewers.yaml", "reviewers.json")
REVIEW_FILE = "review.yaml"
RECORDS = "records"
STORE = "casefile"
DETERMINATION = "determination"
LARGEST_BYTES = 200_000_000
"""How large a file of a case may be that is read whole; a registry of 10,000 reviewers has some 30 million bytes."""


class EventsFile(Value, frozen=True):
    """What ``events.yaml`` holds: the events of a case in the order in which they were recorded."""

    events: tuple[Event, ...]


def whole_case(folder: Path) -> WholeCase:
    """All that ``folder`` holds of its case.

    Raises:
        NotFound: there is no such folder, or it has no ``case.yaml``.
        UnreadableFile: a file cannot be opened or is not text.
        MalformedData: a file holds what cannot be used; every fault of that file is told with its line.
    """
    path = folder / CASE_FILE
    if not path.is_file():
        what = "There is no case in this folder." if folder.is_dir() else "There is no such folder."
        raise NotFound(
            what,
            where=str(folder),
            why=f"It has no {CASE_FILE}." if folder.is_dir() else "",
            remedy="Look at its name; openimr sample cases --whole -o FOLDER makes some.",
        )
    store = FolderStore(folder / STORE) if (folder / STORE / "manifest.json").is_file() else None
    return WholeCase(
        filing=read_filing(text_at(path), where=str(path)),
        events=_events(folder / EVENTS_FILE),
        registry=_registry(folder),
        case_file=case_file(store) if store else None,
        search_index=opened_index(store) if store else None,
    )


def _events(path: Path) -> tuple[Event, ...]:
    return read_events(text_at(path), where=str(path)) if path.is_file() else ()


def _registry(folder: Path) -> Registry | None:
    for name in REVIEWERS_FILES:
        path = folder / name
        if path.is_file():
            return read_registry(text_at(path), where=str(path))
    return None


def text_at(path: Path) -> str:
    """The text of the file at ``path``.

    Raises:
        UnreadableFile: it cannot be opened, is too large, or is not UTF-8 text.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
        if len(content) > LARGEST_BYTES:
            raise UnreadableFile("It is too large.", where=str(path), remedy="Look at what it is.")
        return content.decode("utf-8-sig")
    except OSError as error:
        why = f"It cannot be opened: {error.strerror}."
        raise UnreadableFile(why, where=str(path), remedy="Look at its name.") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile("It is not UTF-8 text.", where=str(path), remedy="Save it as UTF-8.") from error


def read_events(text: str, *, where: str) -> tuple[Event, ...]:
    """The events that ``text`` holds, as YAML or JSON, in their order; whether one may follow another is not asked.

    Raises:
        MalformedData: all that cannot be used, each with its line.
    """
    return read_lines(text, EventsFile, where=where).events


def write_events(events: tuple[Event, ...]) -> str:
    """The events as YAML; :func:`read_events` reads them back to equal ones."""
    plain: Any = msgspec.to_builtins(EventsFile(events), builtin_types=(dt.date, dt.datetime))
    return write_lines(plain)


def events_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file of events, made from the types."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Events of a case",
        **msgspec.json.schema(EventsFile),
    }
