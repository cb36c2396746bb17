"""Reads the JSON of a determination, and names everything in it that is not what it must be, not one thing only."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from openimr.determinations.model import Determination
from openimr.errors import Fault, MalformedData

__all__ = ["is_another_thing", "read_json"]

_decoder = msgspec.json.Decoder(Determination)
_REMEDY = "See: openimr schema determination"


def read_json(text: str, *, name: str) -> Determination:
    """The determination in ``text``; ``name`` is that of the file.

    Raises:
        MalformedData: it is no JSON, or not that of a determination; holds a fault for each field.
    """
    try:
        return _decoder.decode(text)
    except msgspec.ValidationError as error:
        found = list(_faults(msgspec.json.decode(text), Determination, ""))
        raise MalformedData(found or [_fault("", str(error))], where=name) from error
    except msgspec.DecodeError as error:
        raise MalformedData([_fault("", str(error))], where=name) from error


def is_another_thing(text: str) -> bool:
    """Whether ``text`` is JSON of something else: no field in it is one of a determination.

    A determination that is damaged, or cut off, is none.

    >>> is_another_thing('{"seed": 1}'), is_another_thing('{"layout": 1}'), is_another_thing('{"seed"')
    (True, False, False)
    """
    try:
        value = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return False
    return not isinstance(value, dict) or value.keys().isdisjoint(_fields(Determination))


def _fault(where: str, what: str) -> Fault:
    return Fault(where or "the whole", f"{what.rstrip('.')}.", _REMEDY)


@cache
def _fields(struct: type[msgspec.Struct]) -> dict[str, tuple[Any, bool]]:
    """The type of each field, and whether it must be there."""
    hints = typing.get_type_hints(struct)
    return {field.encode_name: (hints[field.name], field.required) for field in msgspec.structs.fields(struct)}


def _faults(value: Any, wanted: Any, path: str) -> Iterator[Fault]:
    if typing.get_origin(wanted) is types.UnionType:
        wanted = (
            next(each for each in typing.get_args(wanted) if each is not types.NoneType) if value is not None else None
        )
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct) and isinstance(value, dict):
        yield from _faults_of_struct(value, wanted, path)
    elif typing.get_origin(wanted) is tuple and isinstance(value, list):
        for i, item in enumerate(value):
            yield from _faults(item, typing.get_args(wanted)[0], f"{path}[{i}]")
    else:
        try:
            msgspec.convert(value, wanted)
        except msgspec.ValidationError as error:
            yield _fault(path, str(error).partition(" - at ")[0])


def _faults_of_struct(value: dict[str, Any], wanted: type[msgspec.Struct], path: str) -> Iterator[Fault]:
    fields = _fields(wanted)
    for name, (kind, is_required) in fields.items():
        where = f"{path}.{name}" if path else name
        if name in value:
            yield from _faults(value[name], kind, where)
        elif is_required:
            yield _fault(where, "It is missing")
    for name in value:
        if name not in fields:
            yield _fault(f"{path}.{name}" if path else name, "There is no such field")
