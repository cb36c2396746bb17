"""The tables that invented case files are drawn from, read once from ``samples/data/casefiles``, each row typed."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any, TypeVar

import msgspec
import yaml

from openimr.casefile.model import DocumentKind
from openimr.citations import Value

__all__ = ["Drug", "Frame", "Score", "codes", "data", "drugs", "frames", "scores", "wording"]

Row = TypeVar("Row")


class Frame(Value, frozen=True, kw_only=True):
    """What stands around a kind of paper: line above the title, titles, label of the date, fields, last line."""

    kind: DocumentKind
    titles: tuple[str, ...]
    closing: str
    above: str = ""
    foot: str = ""
    date: str = ""
    fields: tuple[str, ...] = ()
    has_letterhead: bool = True


class Drug(Value, frozen=True, kw_only=True):
    """A drug that invented patients take: its strength, how it is taken, tablets a month, and what screens call it."""

    name: str
    strength: str
    taking: str
    count: int
    screened_as: str = ""


class Score(Value, frozen=True, kw_only=True):
    """An instrument, the range that it can have, and the range that invented values are drawn from."""

    name: str
    long: str
    lowest: int
    highest: int
    low: int
    high: int


class _Code(Value, frozen=True):
    diagnosis: str
    icd9: str
    icd10: str


class _Wording(Value, frozen=True):
    role: str
    sentences: tuple[str, ...]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    source: str
    rows: list[Any]


def data(name: str) -> str:
    """The text of one file of ``samples/data/casefiles``."""
    return resources.files("openimr.samples").joinpath("data", "casefiles", name).read_text("utf-8")


def _rows(name: str, row: type[Row]) -> tuple[Row, ...]:
    table = msgspec.convert(yaml.load(data(name), yaml.CSafeLoader), _Table)
    return tuple(msgspec.convert(raw, row) for raw in table.rows)


@cache
def frames() -> dict[DocumentKind, Frame]:
    """What stands around each kind of paper."""
    return {row.kind: row for row in _rows("frames.yaml", Frame)}


@cache
def drugs() -> tuple[Drug, ...]:
    """The drugs that invented patients take."""
    return _rows("drugs.yaml", Drug)


@cache
def scores() -> tuple[Score, ...]:
    """The instruments of invented records."""
    return _rows("scores.yaml", Score)


@cache
def codes() -> dict[str, tuple[str, str]]:
    """Codes of ICD-9-CM and ICD-10-CM by the diagnosis in words, without its side."""
    return {row.diagnosis: (row.icd9, row.icd10) for row in _rows("codes.yaml", _Code)}


@cache
def wording() -> dict[str, tuple[str, ...]]:
    """Sentences of papers by what they do."""
    return {row.role: row.sentences for row in _rows("wording.yaml", _Wording)}
