"""Reads one YAML sheet of the rulebook into typed rows, and refuses a sheet that does not hold what it must.

Each sheet is a mapping with ``about`` (what it is for), ``source`` (where its facts come from) and ``rows``.
A good sheet is read in one pass; only a sheet that cannot be used is read again, by :mod:`openimr.rulebook.lines`,
which knows the line of everything that is wrong with it.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Annotated, Any, TypeVar

import msgspec
import yaml

from openimr.errors import Fault, MalformedData, NotFound
from openimr.rulebook.lines import Lined, by_line, parse_lines, unfitting

__all__ = ["Sheet", "line_in_row", "load"]

Row = TypeVar("Row", bound=msgspec.Struct)

_NotEmpty = Annotated[str, msgspec.Meta(pattern=r"\S")]


class Sheet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sheet as it lies on disk, before its rows are typed."""

    about: _NotEmpty
    source: _NotEmpty
    rows: Annotated[list[Any], msgspec.Meta(min_length=1)]


class _NoNameTwice(yaml.CSafeLoader):
    """Refuses a name that is given twice, of which YAML would keep the last without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - the signature of PyYAML
        """The mapping, once each of its names is found to stand once."""
        mapping = super().construct_mapping(node, deep)
        if len(mapping) != len(node.value):
            raise yaml.constructor.ConstructorError(problem="a name is given twice", problem_mark=node.start_mark)
        return mapping


@cache
def load(path: str, row: type[Row]) -> tuple[Row, ...]:
    """All rows of the sheet at ``path``, such as ``vocabulary/specialties.yaml``, typed as ``row``.

    Raises:
        NotFound: there is no such sheet.
        MalformedData: the sheet, or rows of it, are not what they must be; everything that is wrong is told with its
            line and remedy.
    """
    text = _text(path)
    try:
        tree = yaml.load(text, _NoNameTwice)  # noqa: S506 - a safe loader that refuses more
        sheet = msgspec.convert(tree, Sheet)
        return tuple(msgspec.convert(raw, row) for raw in sheet.rows)
    except (yaml.YAMLError, ValueError) as error:  # a day that is in no calendar is a ValueError, as is a wrong type
        raise MalformedData(_faults(text, path, row, error), where=path) from error


def line_in_row(path: str, number: int, *fields: str | int) -> int:
    """The line of row ``number`` (from 1) of the sheet at ``path``, or of one of its ``fields``; the nearest there is.

    Asked only where a row is at fault.

    Raises:
        NotFound: there is no such sheet.
    """
    return parse_lines(_text(path), where=path, may_refer=True).line(("rows", number - 1, *fields))


def _faults(text: str, path: str, row: type[msgspec.Struct], error: Exception) -> list[Fault]:
    """Everything that is wrong with a sheet which could not be used because of ``error``, in the order of its lines."""
    lined = parse_lines(text, where=path, may_refer=True)
    tree = lined.tree if isinstance(lined.tree, dict) else {}
    faults = [*lined.faults, *unfitting(lined, (), lined.tree, Sheet)]
    faults += [lined.fault((name,), "It is empty.", f"Say it in {name}.") for name in _empty(tree)]
    rows = tree.get("rows")
    for number, raw in enumerate(rows if isinstance(rows, list) else []):
        found = unfitting(lined, ("rows", number), raw, row)
        faults += found or _otherwise(lined, number, raw, row)
    return by_line(faults) or [Fault("sheet", f"It cannot be used: {error}.", "Compare it with others.")]


def _empty(tree: dict[str, Any]) -> list[str]:
    values = {name: tree[name] for name in ("about", "source", "rows") if name in tree}
    return [name for name, value in values.items() if value == [] or (isinstance(value, str) and not value.strip())]


def _otherwise(lined: Lined, number: int, raw: Any, row: type[msgspec.Struct]) -> list[Fault]:
    """What a row of the right shape is refused for all the same, in the words of the type."""
    try:
        msgspec.convert(raw, row)
    except msgspec.ValidationError as error:
        return [lined.fault(("rows", number), f"{error}.", "Compare it with its neighbours.")]
    return []


def _text(path: str) -> str:
    try:
        return resources.files(__package__).joinpath(path).read_text("utf-8")
    except FileNotFoundError as error:
        raise NotFound(f"The rulebook has no sheet {path}.", where=path) from error
