"""Reads YAML that a person wrote into typed values, and tells all of its faults at once, each with its line.

The rulebook's own sheets and the worksheets that a reviewer fills in are read by the same means. YAML takes a name
that is given twice without a word; here that is a fault, since one of the two values would be lost.
"""

from __future__ import annotations

import datetime as dt
import difflib
import enum
import re
import types
import typing
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, TypeVar

import msgspec
import yaml

from openimr.errors import Fault, MalformedData

__all__ = ["Lined", "Path", "by_line", "compose", "parse_lines", "read_lines", "typed", "unfitting", "write_lines"]

Path = tuple[str | int, ...]
Kind = TypeVar("Kind", bound=msgspec.Struct)

_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DEEPEST = 40  # a worksheet needs 6; a file nested without end would exhaust the stack
_KINDS: dict[Any, str] = {
    str: "words",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dt.date: "a day such as 2026-04-01",
    dt.datetime: "an instant with its offset, such as 2026-04-01T09:30:00-07:00",
}


class Lined(msgspec.Struct, frozen=True):
    """A file as plain values, and what is wrong with it already.

    ``lines`` has the line (from 1) of each value by its path, ``words`` a single value as it is written there.
    """

    where: str
    tree: Any
    lines: Mapping[Path, int]
    words: Mapping[Path, str]
    faults: tuple[Fault, ...] = ()

    def line(self, path: Path) -> int:
        """The line of a value; of the nearest thing that holds it where it is not there itself."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: Path, what: str, remedy: str) -> Fault:
        """A fault of the value at ``path``: line and field, what is wrong, what to do."""
        name = told_path(path)
        return Fault(f"line {self.line(path)}" + (f", {name}" if name else ""), what, remedy)


def told_path(path: Path) -> str:
    """The path in the words of the file, entries counted from 1.

    >>> told_path(("search", 0, "outcome"))
    'search 1, outcome'
    """
    words = ""
    for part in path:
        words += f" {part + 1}" if isinstance(part, int) else f"{', ' if words else ''}{part}"
    return words.strip()


def compose(
    text: str, *, where: str, remedy: str = "Mend that line or the one above.", may_refer: bool = False
) -> yaml.Node | None:
    """The file as nodes of YAML that know their lines, for readers that need more than :func:`read_lines` gives.

    ``remedy`` says what to do where it is not YAML. ``may_refer`` lets a value stand for one that is given elsewhere,
    as sheets of the rulebook do.

    Raises:
        MalformedData: it is not YAML, is nested too deep, or holds values that stand for others.
    """
    try:
        _refuse_unprintable(text, where, remedy)
        _refuse_hostile(text, where, may_refer=may_refer)
        return yaml.compose(text, yaml.CSafeLoader)
    except yaml.YAMLError as error:
        fault = Fault(_place_of(error), f"It is not YAML: {_problem_of(error)}.", remedy)
        raise MalformedData([fault], where=where) from error


def parse_lines(text: str, *, where: str, may_refer: bool = False) -> Lined:
    """A file as plain values and lines; names given twice are among its faults.

    Raises:
        MalformedData: as :func:`compose`.
    """
    node = compose(text, where=where, may_refer=may_refer)
    walk = _Walk()
    tree = None if node is None else walk.value(node, ())
    return Lined(where=where, tree=tree, lines=walk.lines, words=walk.words, faults=tuple(walk.faults))


def _refuse_unprintable(text: str, where: str, remedy: str) -> None:
    """Refuse characters that YAML has no place for, with their line, which libyaml does not tell."""
    found = _UNPRINTABLE.search(text)
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        fault = Fault(f"line {line}", f"It is not YAML: it holds the control character {found[0]!a}.", remedy)
        raise MalformedData([fault], where=where)


def _refuse_hostile(text: str, where: str, *, may_refer: bool) -> None:
    """Refuse what would cost more than it says: values nested without end, and values that stand for others."""
    depth = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = f"line {_number(event.start_mark)}"
        if depth > _DEEPEST:
            raise MalformedData([Fault(line, "It is nested too deep.", "Flatten it.")], where=where)
        if isinstance(event, yaml.AliasEvent) and not may_refer:
            fault = Fault(line, f"“*{event.anchor}” stands for a value given elsewhere.", "Write the value itself.")
            raise MalformedData([fault], where=where)


def read_lines(text: str, kind: type[Kind], *, where: str) -> Kind:
    """The whole file as ``kind``.

    Raises:
        MalformedData: it is not YAML, or fields are missing, unknown, given twice or not what they must be; all of
            them are told, in the order of their lines.
    """
    return typed(parse_lines(text, where=where), kind)


def typed(lined: Lined, kind: type[Kind]) -> Kind:
    """The values of a file as ``kind``.

    Raises:
        MalformedData: as :func:`read_lines`.
    """
    fitting = _Fitting(lined)
    tree = fitting.fit((), lined.tree, kind)
    faults = [*lined.faults, *fitting.faults]
    if faults:
        raise MalformedData(by_line(faults), where=lined.where)
    return msgspec.convert(tree, kind)


def by_line(faults: Iterable[Fault]) -> list[Fault]:
    """Faults of one file in the order of their lines."""
    return sorted(faults, key=lambda fault: int(fault.where.removeprefix("line ").split(",")[0]))


def unfitting(lined: Lined, path: Path, raw: Any, kind: Any) -> list[Fault]:
    """Everything that keeps the value ``raw``, which stands at ``path`` of a file, from being of a kind.

    Nothing is bent to fit: a number or a day where words are wanted is a fault, and is told to be put in quotes.
    """
    fitting = _Fitting(lined, is_strict=True)
    fitting.fit(path, raw, kind)
    return fitting.faults


class _Dumper(yaml.CSafeDumper):
    """Writes each value where it stands: a reader should not look for it elsewhere in the file."""

    def ignore_aliases(self, data: Any) -> bool:
        """Whether ``data`` is written out where it comes again: always."""
        del data
        return True


def write_lines(plain: Any) -> str:
    """Plain values as YAML that :func:`parse_lines` reads back to equal ones, in their order."""
    return str(yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110))


class _Walk:
    """One pass over the nodes of a file, that keeps lines and faults."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.faults: list[Fault] = []
        self.words: dict[Path, str] = {}
        self._plain = yaml.SafeLoader("")

    def value(self, node: yaml.Node, path: Path) -> Any:
        line = _number(node.start_mark)
        self.lines[path] = line
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, number)) for number, item in enumerate(node.value)]
        self.words[path] = node.value
        try:
            return self._plain.construct_object(node)
        except (yaml.YAMLError, ValueError):
            return node.value  # such as the day 2026-13-01: whoever needs a day here says so

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = _number(key.start_mark)
            if not isinstance(key, yaml.ScalarNode):
                self._fault(line, "A name must be a single word.", "Write name: value.")
                continue
            name = key.value
            if name in found:
                self._fault(line, f"“{name}” is given twice.", "Keep one of the two.")
            found[name] = self.value(value, (*path, name))
            self.lines[*path, name] = line
        return found

    def _fault(self, line: int, what: str, remedy: str) -> None:
        self.faults.append(Fault(f"line {line}", what, remedy))


class _Fitting:
    """One comparison of a file with the values that it must hold, which gathers every fault."""

    def __init__(self, lined: Lined, *, is_strict: bool = False) -> None:
        self._lined = lined
        self._is_strict = is_strict
        self.faults: list[Fault] = []

    def fit(self, path: Path, raw: Any, kind: Any) -> Any:
        """The value as ``kind`` takes it; words that YAML took for a number or a day are words again."""
        kind = typing.get_args(kind)[0] if typing.get_origin(kind) is Annotated else kind
        choices = typing.get_args(kind) if typing.get_origin(kind) in {typing.Union, types.UnionType} else (kind,)
        if raw is None and types.NoneType in choices:
            return None
        tagged = {_tag(choice): choice for choice in choices if _tag(choice)}
        if tagged:
            return self._tagged(path, raw, tagged)
        named = tuple(choice for choice in choices if choice is not types.NoneType)
        wanted = named[0] if len(named) == 1 else kind
        if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
            return self._mapping(path, raw, wanted)
        if typing.get_origin(wanted) in {tuple, list}:
            return self._items(path, raw, typing.get_args(wanted)[0])
        if wanted is str and path in self._lined.words:
            return self._as_words(path, raw)
        try:
            msgspec.convert(raw, wanted)
        except msgspec.ValidationError:
            self._refuse(path, f"It is {_told(raw)}.", f"Write {_wanted(wanted)}.")
        return raw

    def _as_words(self, path: Path, raw: Any) -> str:
        words = self._lined.words[path]
        if self._is_strict and not isinstance(raw, str):
            what = f"It is {_told(raw)}, which YAML does not take for words."
            self._refuse(path, what, f"Put it in quotes: '{words}'." if words else "Give the words.")
        return words

    def _mapping(self, path: Path, raw: Any, kind: type[msgspec.Struct]) -> Any:
        fields = _fields(kind)
        if not isinstance(raw, dict):
            self._refuse(path, f"Names with values are needed here, not {_told(raw)}.", f"Give {', '.join(fields)}.")
            return raw
        # A sheet is also read by those who ask for a few of its names only; they do not mind the others.
        for name in raw.keys() - fields.keys() if kind.__struct_config__.forbid_unknown_fields else ():
            self._refuse((*path, name), "There is no such name here.", _meant(name, fields))
        for name, field in fields.items():
            if field.required and name not in raw:
                self._refuse(path, f"“{name}” is missing.", f"Add {name}.")
        given = raw.keys() & fields.keys()
        return {name: self.fit((*path, name), raw[name], fields[name].type) for name in fields if name in given}

    def _tagged(self, path: Path, raw: Any, kinds: Mapping[str, type[msgspec.Struct]]) -> Any:
        """The value as the one of ``kinds`` that its tag names."""
        tag = str(next(iter(kinds.values())).__struct_config__.tag_field)
        name = str(raw.get(tag) or "") if isinstance(raw, dict) else ""
        if name not in kinds:
            remedy = _meant(name, kinds) if name else f"Give {tag}: one of {', '.join(kinds)}."
            told = f"“{name}” is no {tag} that is known here." if name else f"“{tag}” is missing."
            self._refuse((*path, tag), told, remedy)
            return raw
        rest = {field: value for field, value in raw.items() if field != tag}
        return {tag: name, **self._mapping(path, rest, kinds[name])}

    def _items(self, path: Path, raw: Any, kind: Any) -> Any:
        if not isinstance(raw, list):
            self._refuse(path, f"A list is needed here, not {_told(raw)}.", "Begin each entry with a dash.")
            return raw
        return [self.fit((*path, number), item, kind) for number, item in enumerate(raw)]

    def _refuse(self, path: Path, what: str, remedy: str) -> None:
        self.faults.append(self._lined.fault(path, what, remedy))


def _tag(kind: Any) -> str:
    """The word that names ``kind`` among others in a file; empty where it needs none."""
    if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
        return ""
    return str(kind.__struct_config__.tag or "")


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


def _wanted(kind: Any) -> str:
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return f"one of {', '.join(str(member.value) for member in kind)}"
    return _KINDS.get(kind, "another value")


def _told(raw: Any) -> str:
    if raw is None:
        return "empty"
    if isinstance(raw, dict | list):
        return "a list" if isinstance(raw, list) else "names with values"
    return f"“{raw}”"


def _meant(name: str, fields: Mapping[str, Any]) -> str:
    near = difflib.get_close_matches(name, fields, n=1)
    return f"Did you mean {near[0]}?" if near else f"The names are {', '.join(fields)}."


def _place_of(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {_number(mark)}" if mark else "file"


def _number(mark: Any) -> int:
    """The line of a mark as people count it; libyaml marks everything."""
    return int(mark.line) + 1


def _problem_of(error: Exception) -> str:
    return str(getattr(error, "problem", None) or "it cannot be read")
