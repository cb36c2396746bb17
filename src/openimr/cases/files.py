"""Reads a case from a file (YAML or JSON) and writes it; all faults are told at once, with line, field and remedy.

That an application is late, or unsigned, is no fault of the file: it is a reason of the verdict.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import msgspec

from openimr.cases.contradictions import contradictions
from openimr.cases.filing import Filing
from openimr.errors import MalformedData
from openimr.rulebook.lines import parse_lines, typed, write_lines

__all__ = ["CASE_FILE", "is_filing", "read_filing", "schema", "write_filing"]

_EMPTY: tuple[object, ...] = (None, "", [], {})


CASE_FILE = "case.yaml"
"""The name of the file of a filing in the folder of its case."""

_APPLICATION = re.compile(r"""^[{ ]?["']?application["']?\s*:""", re.MULTILINE)


def is_filing(text: str) -> bool:
    """Whether ``text`` looks like a filing: it tells of an application at its top level.

    >>> is_filing("application: {number: A-1}"), is_filing("number: CM26-1")
    (True, False)
    """
    return _APPLICATION.search(text) is not None


def read_filing(text: str, *, where: str) -> Filing:
    """The filing that ``text`` holds.

    Raises:
        MalformedData: all that cannot be used or contradicts itself, each with its line.
    """
    lined = parse_lines(text, where=where)
    filing = typed(lined, Filing)
    found = sorted(contradictions(filing), key=lambda it: lined.line(it.path))
    if found:
        raise MalformedData([lined.fault(*it) for it in found], where=where)
    return filing


def write_filing(filing: Filing) -> str:
    """The filing as YAML, without the fields that say nothing; :func:`read_filing` reads it back to an equal one."""
    plain = _pruned(msgspec.to_builtins(filing, builtin_types=(dt.date, dt.datetime)))
    return write_lines(plain)


def _pruned(value: Any) -> Any:
    """The value without fields that are empty; an entry of a list stays, since its place may count."""
    if isinstance(value, dict):
        kept = {name: _pruned(inner) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if not _is_empty(inner)}
    if isinstance(value, list | tuple):
        return [_pruned(inner) for inner in value]
    return value


def _is_empty(value: Any) -> bool:
    return any(value == empty for empty in _EMPTY)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a filing, made from the types."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Filing",
        **msgspec.json.schema(Filing),
    }
