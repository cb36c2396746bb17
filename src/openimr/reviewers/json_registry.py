"""Reads a registry that is JSON, as fast as its size asks for, and finds the line of what cannot be used in it.

Lines are worked out for faults alone: a large registry with few faults is told of as soon as it is read. A name that is
given twice is a fault here as it is in YAML, since one of the two values would be lost.
"""

from __future__ import annotations

import bisect
import itertools
import json
import re
from collections.abc import Iterator
from functools import cache, cached_property
from json import JSONDecodeError
from typing import Any, NamedTuple

import msgspec

from openimr.errors import Fault, MalformedData
from openimr.reviewers.registry import Registry, Reviewer
from openimr.rulebook.lines import Lined, Path, told_path, typed

__all__ = ["JsonText", "read_json_registry"]

_SPACE = re.compile(r"[ \t\n\r]*")
# A name without escapes and its colon, and what stands after a value: nearly all of a text, each in one step.
_PLAIN_NAME = re.compile(r'"([^"\\\x00-\x1f]*)"[ \t\n\r]*:[ \t\n\r]*')
_AFTER_VALUE = re.compile(r"[ \t\n\r]*([,}\]])[ \t\n\r]*")
_LIST = "reviewers"
_MOST_LATELY = 64


class _Twice(dict[str, Any]):
    """Names with values, of which one name at least was given twice."""


class _Child(NamedTuple):
    """One value inside another: its name or place, where it is told (at its name, if it has one), and the value."""

    key: str | int
    told_at: int
    begins: int
    value: Any


class JsonText:
    """A text that is JSON, with the way from a path to the line where it stands.

    Raises:
        JSONDecodeError: it is no JSON.
        RecursionError: it is nested without end.
    """

    def __init__(self, text: str) -> None:
        """Read the text; the entries of the list of reviewers are read one by one, so that each is found again."""
        self._text = text
        self._has_twice = False
        self._decoder = json.JSONDecoder(object_pairs_hook=self._paired)
        self._inside: dict[int, tuple[_Child, ...]] = {}  # of the text itself and of the list of reviewers
        self._lately: dict[int, tuple[_Child, ...]] = {}  # of what was asked for last
        self._top = self._after_space(0)
        children, end = self._children(self._top, is_top=True)
        end = self._after_space(end)
        if end != len(text):
            raise JSONDecodeError("Extra data", text, end)
        self._inside[self._top] = tuple(children)
        self.tree = self._paired([(str(child.key), child.value) for child in children])
        if not self._has_twice:  # What is read again for its lines is known to have no name twice.
            self._decoder = json.JSONDecoder()

    def _paired(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        self._has_twice = True
        return _Twice(found)

    def line(self, path: Path) -> int:
        """The line of a value; of the nearest thing that holds it where it is not there itself."""
        told_at = begins = self._top
        for part in path:
            child = self._child(begins, part)
            if child is None:
                break
            told_at, begins = child.told_at, child.begins
        return self._line_at(told_at)

    def _child(self, begins: int, key: str | int) -> _Child | None:
        parts = self._parts(begins)
        if isinstance(key, int):
            return parts[key] if key < len(parts) else None
        return next((it for it in reversed(parts) if it.key == key), None)

    def twice(self) -> Iterator[tuple[Path, int]]:
        """The path and the line of each name that was given before in the same place."""
        return self._twice(self.tree, (), self._top) if self._has_twice else iter(())

    def _twice(self, value: Any, path: Path, begins: int) -> Iterator[tuple[Path, int]]:
        if not _has_twice(value):
            return
        seen: set[str | int] = set()
        for child in self._parts(begins):
            if child.key in seen:
                yield (*path, child.key), self._line_at(child.told_at)
            seen.add(child.key)
            yield from self._twice(child.value, (*path, child.key), child.begins)

    def _parts(self, begins: int) -> tuple[_Child, ...]:
        parts = self._inside.get(begins, self._lately.get(begins))
        if parts is None:
            parts = tuple(self._children(begins)[0]) if self._text[begins] in "{[" else ()
            # Kept for all of a large registry, they would cost more than reading them again: the collector of garbage
            # walks through whatever is kept.
            if len(self._lately) >= _MOST_LATELY:
                self._lately.clear()
            self._lately[begins] = parts
        return parts

    def _children(self, begins: int, *, is_top: bool = False) -> tuple[list[_Child], int]:
        """The values inside the one that begins here, and where it ends."""
        text, found = self._text, list[_Child]()
        closing = "}" if text[begins] == "{" else "]"
        place = self._after_space(begins + 1)
        if text[place : place + 1] == closing:
            return found, place + 1
        while True:
            key: str | int = len(found)
            told_at = value_at = place
            if closing == "}":
                key, value_at = self._name(place)
            value, place = self._value(value_at, is_list=is_top and key == _LIST)
            found.append(_Child(key, told_at, value_at, value))
            after = _AFTER_VALUE.match(text, place)
            if after is not None and after[1] == closing:
                return found, after.end(1)
            if after is None or after[1] != ",":
                raise JSONDecodeError("Expecting ',' delimiter", text, self._after_space(place))
            place = after.end()

    def _name(self, place: int) -> tuple[str, int]:
        """A name, and where its value begins."""
        plain = _PLAIN_NAME.match(self._text, place)
        if plain is not None:
            return plain[1], plain.end()
        if self._text[place : place + 1] != '"':
            raise JSONDecodeError("Expecting property name enclosed in double quotes", self._text, place)
        name, place = self._decoder.raw_decode(self._text, place)
        place = self._after_space(place)
        if self._text[place : place + 1] != ":":
            raise JSONDecodeError("Expecting ':' delimiter", self._text, place)
        return name, self._after_space(place + 1)

    def _value(self, begins: int, *, is_list: bool) -> tuple[Any, int]:
        if is_list and self._text[begins : begins + 1] == "[":
            children, end = self._children(begins)
            self._inside[begins] = tuple(children)
            return [child.value for child in children], end
        return self._decoder.raw_decode(self._text, begins)

    def _after_space(self, place: int) -> int:
        found = _SPACE.match(self._text, place)
        return found.end() if found else place

    def _line_at(self, place: int) -> int:
        """The line of a place, counted from the last reviewer that begins before it: a large text is walked once."""
        begins, lines = self._steps
        step = bisect.bisect_right(begins, place) - 1
        return lines[step] + self._text.count("\n", begins[step], place)

    @cached_property
    def _steps(self) -> tuple[list[int], list[int]]:
        """Where the text and each reviewer begin, and on which line."""
        of_list = next((it for it in self._inside[self._top] if it.key == _LIST), None)
        entries = self._parts(of_list.begins) if of_list is not None else ()
        begins = [0, *(entry.begins for entry in entries)]
        counts = (self._text.count("\n", *pair) for pair in itertools.pairwise(begins))
        return begins, list(itertools.accumulate(counts, initial=1))


def _has_twice(value: Any) -> bool:
    if isinstance(value, _Twice):
        return True
    if isinstance(value, dict):
        return any(map(_has_twice, value.values()))
    return isinstance(value, list) and any(map(_has_twice, value))


class _Part(Lined, frozen=True):
    """One value of the text, whose faults are told with its place in the whole."""

    text: JsonText | None = None
    base: Path = ()

    def line(self, path: Path) -> int:
        """The line of a value, by its path inside this part."""
        return self.text.line((*self.base, *path)) if self.text is not None else 1

    def fault(self, path: Path, what: str, remedy: str) -> Fault:
        """A fault of the value at ``path``: line and field of the whole, what is wrong, what to do."""
        name = told_path((*self.base, *path))
        return Fault(f"line {self.line(path)}" + (f", {name}" if name else ""), what, remedy)


def read_json_registry(text: str, *, where: str) -> tuple[Registry, Lined]:
    """The registry, and the way to the lines of its values.

    Raises:
        JSONDecodeError: it is no JSON.
        MalformedData: it is nested without end, or fields are missing, unknown, given twice or not what they must be.
    """
    try:
        read = JsonText(text)
    except RecursionError as error:
        raise MalformedData([Fault("line 1", "It is nested too deep.", "Flatten it.")], where=where) from error
    whole = _Part(where=where, tree=read.tree, lines={}, words={}, text=read)
    faults = [_told_twice(path, line) for path, line in read.twice()]
    entries = read.tree.get(_LIST)
    if not isinstance(entries, list):
        return _typed(whole, Registry, faults), whole
    values = [_entry(entry, place, whole, faults) for place, entry in enumerate(entries)]
    rest = msgspec.structs.replace(whole, tree={**read.tree, _LIST: []})
    registry = _typed(rest, Registry, faults)
    return msgspec.structs.replace(registry, reviewers=tuple(it for it in values if it is not None)), whole


def _told_twice(path: Path, line: int) -> Fault:
    return Fault(f"line {line}, {told_path(path)}", f"“{path[-1]}” is given twice.", "Keep one of the two.")


def _entry(entry: Any, place: int, whole: _Part, faults: list[Fault]) -> Reviewer | None:
    """One reviewer; where it cannot be used, its faults are added and the reading goes on."""
    try:
        return msgspec.convert(entry, Reviewer)
    except msgspec.ValidationError:
        part = msgspec.structs.replace(whole, tree=_doubtful(entry), base=(_LIST, place))
        try:
            typed(msgspec.structs.replace(part, words=dict(_numbers(part.tree, ()))), Reviewer)
        except MalformedData as error:
            faults.extend(error.faults)
            return None
        return typed(msgspec.structs.replace(part, tree=entry, words=dict(_numbers(entry, ()))), Reviewer)


def _doubtful(entry: Any) -> Any:
    """A reviewer without what is optional and can be used: little is left to look through one by one."""
    if not isinstance(entry, dict):
        return entry
    kept = {}
    for name, value in entry.items():
        field = _fields().get(name)
        if field is None or field.required or not _is_usable(value, field.type):
            kept[name] = value
    return kept


@cache
def _fields() -> dict[str, msgspec.structs.FieldInfo]:
    return {field.encode_name: field for field in msgspec.structs.fields(Reviewer)}


def _is_usable(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _numbers(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """The numbers in a value as they are written: where words are needed, a number is taken as words, as in YAML."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield path, json.dumps(value)
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from _numbers(child, (*path, key))


def _typed(part: Lined, kind: type[Registry], faults: list[Fault]) -> Registry:
    """The value of a part, or all faults, its own with those that were found before, in the order of their lines."""
    try:
        registry = typed(part, kind)
    except MalformedData as error:
        faults = [*faults, *error.faults]
    else:
        if not faults:
            return registry
    raise MalformedData(sorted(faults, key=_line_of), where=part.where)


def _line_of(fault: Fault) -> int:
    return int(fault.where.removeprefix("line ").split(",")[0])
