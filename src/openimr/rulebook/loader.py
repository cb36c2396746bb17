"""Reads one YAML sheet of the rulebook into typed rows, and refuses a sheet that does not hold what it must.

Each sheet is a mapping with ``about`` (what it is for), ``source`` (where its facts come from) and ``rows``.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any, TypeVar, cast

import msgspec
import yaml

from openimr.errors import Fault, MalformedData, NotFound

__all__ = ["Sheet", "line_of_row", "load"]

Row = TypeVar("Row", bound=msgspec.Struct)


class Sheet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sheet as it lies on disk, before its rows are typed."""

    about: str
    source: str
    rows: list[Any]


@cache
def load(path: str, row: type[Row]) -> tuple[Row, ...]:
    """All rows of the sheet at ``path``, such as ``vocabulary/specialties.yaml``, typed as ``row``.

    Raises:
        NotFound: there is no such sheet.
        MalformedData: the sheet, or rows of it, are not what they must be; every bad row is named.
    """
    text = _text(path)
    try:
        sheet = msgspec.convert(yaml.load(text, yaml.CSafeLoader), Sheet)
    except yaml.YAMLError as error:
        raise MalformedData([Fault(_line(error), "It is not YAML.", "Mend the line named.")], where=path) from error
    except msgspec.ValidationError as error:
        raise MalformedData([Fault("sheet", str(error), "Give about, source and rows.")], where=path) from error
    return _typed(sheet, path, row)


def line_of_row(path: str, number: int) -> int:
    """The line on which row ``number`` (from 1) of the sheet at ``path`` begins; asked only where a row is at fault.

    Raises:
        NotFound: there is no such sheet.
    """
    sheet = cast("yaml.MappingNode", yaml.compose(_text(path), yaml.CSafeLoader))
    rows = next(value for key, value in sheet.value if key.value == "rows")
    return int(rows.value[number - 1].start_mark.line) + 1


def _typed(sheet: Sheet, path: str, row: type[Row]) -> tuple[Row, ...]:
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, raw in enumerate(sheet.rows, start=1):
        try:
            rows.append(msgspec.convert(raw, row))
        except msgspec.ValidationError as error:
            faults.append(Fault(f"row {number}", str(error), "Compare it with its neighbours."))
    if faults:
        raise MalformedData(faults, where=path)
    return tuple(rows)


def _text(path: str) -> str:
    try:
        return resources.files(__package__).joinpath(path).read_text("utf-8")
    except FileNotFoundError as error:
        raise NotFound(f"The rulebook has no sheet {path}.", where=path) from error


def _line(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}" if mark else "sheet"
