"""Writes determinations as JSON, JSON Lines, CSV, Parquet or a table for people.

A format has two halves: a function that runs where the reading runs and makes of a determination what travels, and a
sink that takes what has travelled, in order.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable
from enum import StrEnum
from types import ModuleType
from typing import IO, Any, Protocol

import msgspec

from openimr.citations import Value
from openimr.determinations.model import Determination, Outcome, ProblemKind
from openimr.determinations.rows import Row, rows_of
from openimr.errors import Unavailable

__all__ = ["Format", "Made", "Sink", "maker", "sink"]

_json = msgspec.json.Encoder()
_HEADING_WIDTH = 60
_PIPE_WIDTH = 160
_UNUSABLE = frozenset((ProblemKind.UNKNOWN_LAYOUT, ProblemKind.EMPTY, ProblemKind.INCOMPLETE))


class Format(StrEnum):
    """How determinations are written."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    TABLE = "table"


class Made(Value, frozen=True):
    """What a format made of one determination: JSON or rows; and what its reader has to say about it."""

    json: bytes = b""
    rows: tuple[Row, ...] = ()
    complaints: tuple[str, ...] = ()
    is_unusable: bool = False


class Sink(Protocol):
    """Takes what was made of each determination, in order."""

    def add(self, made: Made) -> None:
        """Write one more."""

    def close(self) -> None:
        """Write what stands at the end; without it the output is not whole."""


def maker(form: Format) -> Callable[[Determination], Made]:
    """The half of a format that runs where the reading runs."""
    return _made_json if form in {Format.JSON, Format.JSONL} else _made_rows


def sink(form: Format, file: IO[bytes], *, is_single: bool) -> Sink:
    """The half of a format that writes to ``file``; ``is_single`` asks for one JSON object in place of a list.

    Raises:
        Unavailable: Parquet was asked for, and pyarrow is not installed.
    """
    if form is Format.JSON:
        return _JsonSink(file, is_single=is_single)
    if form is Format.JSONL:
        return _JsonLinesSink(file)
    if form is Format.CSV:
        return _CsvSink(file)
    return _ParquetSink(file) if form is Format.PARQUET else _TableSink(file)


def _made_json(determination: Determination) -> Made:
    complaints, is_unusable = _complaints(determination)
    return Made(json=_json.encode(determination), complaints=complaints, is_unusable=is_unusable)


def _made_rows(determination: Determination) -> Made:
    complaints, is_unusable = _complaints(determination)
    return Made(rows=tuple(rows_of(determination)), complaints=complaints, is_unusable=is_unusable)


def _complaints(determination: Determination) -> tuple[tuple[str, ...], bool]:
    """What the reader could not read, a sentence each, and whether any of it makes the reading unusable as a whole."""
    problems = determination.problems
    name = determination.source.name if determination.source else ""
    words = tuple(" ".join(part for part in (f"{name}:", it.message, it.remedy) if part) for it in problems)
    return words, any(it.kind in _UNUSABLE for it in problems)


class _JsonSink:
    """A list, or one object where one file was asked for and turned out to hold one determination."""

    def __init__(self, file: IO[bytes], *, is_single: bool) -> None:
        self._file = file
        self._is_single = is_single
        self._held: bytes | None = None
        self._count = 0

    def add(self, made: Made) -> None:
        pretty = msgspec.json.format(made.json, indent=2)
        if self._is_single and self._held is None:
            self._held = pretty
            return
        if self._is_single and self._held is not None:
            self._is_single = False
            self._write(self._held)
        self._write(pretty)

    def close(self) -> None:
        if not self._is_single:
            self._file.write(b"\n]\n" if self._count else b"[]\n")
        elif self._held is not None:
            self._file.write(self._held + b"\n")

    def _write(self, pretty: bytes) -> None:
        self._file.write(b",\n" if self._count else b"[\n")
        self._file.write(pretty)
        self._count += 1


class _JsonLinesSink:
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def add(self, made: Made) -> None:
        self._file.write(made.json)
        self._file.write(b"\n")

    def close(self) -> None:
        """Nothing stands at the end of JSON Lines."""


class _CsvSink:
    """UTF-8 without a mark, which programs would take for part of a name; semicolons part the values of one cell."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._write([Row.__struct_fields__])

    def add(self, made: Made) -> None:
        self._write(map(_cells, made.rows))

    def close(self) -> None:
        """Nothing stands at the end of CSV."""

    def _write(self, rows: Iterable[Iterable[object]]) -> None:
        lines = io.StringIO(newline="")
        csv.writer(lines).writerows(rows)
        self._file.write(lines.getvalue().encode("utf-8"))


def _cells(row: Row) -> Iterable[object]:
    for value in msgspec.structs.astuple(row):
        if isinstance(value, tuple):
            yield "; ".join(value)
        elif isinstance(value, bool):
            yield str(value).lower()
        else:
            yield value


class _ParquetSink:
    """Row groups of some thousand rows, so that memory stays flat."""

    _ROWS_IN_A_GROUP = 1024

    def __init__(self, file: IO[bytes]) -> None:
        self._arrow, parquet = _pyarrow()
        self._schema = _parquet_schema(self._arrow)
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[Row] = []

    def add(self, made: Made) -> None:
        self._rows.extend(made.rows)
        if len(self._rows) >= self._ROWS_IN_A_GROUP:
            self._write()

    def close(self) -> None:
        if self._rows:
            self._write()
        self._writer.close()

    def _write(self) -> None:
        table = self._arrow.Table.from_pylist([msgspec.structs.asdict(row) for row in self._rows], schema=self._schema)
        self._writer.write_table(table)
        self._rows.clear()


def _pyarrow() -> tuple[ModuleType, ModuleType]:
    try:
        # An extra that need not be installed, and half a second that other formats need not wait.
        import pyarrow as pa  # noqa: PLC0415 - see the comment above
        from pyarrow import parquet  # noqa: PLC0415 - see the comment above
    except ImportError as error:
        raise Unavailable(
            "Parquet needs pyarrow, which is not installed.", remedy="Run: pip install 'openimr[parquet]'"
        ) from error
    return pa, parquet


def _parquet_schema(arrow: Any) -> Any:
    types = {
        str: arrow.string(),
        int: arrow.int32(),
        bool: arrow.bool_(),
        dt.date: arrow.date32(),
        tuple[str, ...]: arrow.list_(arrow.string()),
    }
    columns = []
    for column in msgspec.structs.fields(Row):
        options = {column.type} if column.type in types else set(column.type.__args__)
        plain = next(option for option in options if option in types)
        columns.append(arrow.field(column.name, types[plain], nullable=type(None) in options))
    return arrow.schema(columns)


class _TableSink:
    """A table for people: a line for each disputed treatment, with its outcome in words and colour."""

    _HEADINGS = ("Case number", "Layout", "Outcome", "Disputed treatment", "File")
    _COLOURS = {Outcome.UPHELD: "yellow", Outcome.OVERTURNED: "green", Outcome.PARTIALLY_OVERTURNED: "cyan"}  # noqa: RUF012 - a constant

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._lines: list[tuple[tuple[str, ...], str]] = []

    def add(self, made: Made) -> None:
        for row in made.rows:
            is_first = row.treatment_number in {None, 1}
            outcome = (row.outcome or "not stated").replace("_", " ") if row.treatment_number else "-"
            cells = (
                row.case_number or "-" if is_first else "",
                row.layout if is_first else "",
                outcome,
                _short(row.treatment_heading or "-"),
                row.file if is_first else "",
            )
            self._lines.append((cells, self._COLOURS.get(Outcome(row.outcome), "") if row.outcome else ""))

    def close(self) -> None:
        if not self._lines:
            return
        # The other formats need not wait a tenth of a second for rich, nor hold it in each process.
        from rich.console import Console  # noqa: PLC0415 - see the comment above
        from rich.table import Table  # noqa: PLC0415 - see the comment above
        from rich.text import Text  # noqa: PLC0415 - see the comment above

        table = Table(*self._HEADINGS, highlight=False)
        for (number, layout, outcome, heading, file), colour in self._lines:
            table.add_row(
                Text(number), Text(layout), Text(outcome, style=colour), Text(heading), Text(file, overflow="fold")
            )
        is_terminal = self._file.isatty()
        console = Console(file=io.StringIO(), force_terminal=is_terminal, width=None if is_terminal else _PIPE_WIDTH)
        with console.capture() as shown:
            console.print(table)
        self._file.write(shown.get().encode("utf-8"))


def _short(heading: str) -> str:
    """The heading, cut between words where it is long."""
    return heading if len(heading) <= _HEADING_WIDTH else heading[:_HEADING_WIDTH].rsplit(" ", 1)[0] + " …"
