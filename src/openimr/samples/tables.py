"""The tables that invented cases are drawn from, read once from ``samples/data``, each row typed."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib import resources
from typing import TypeVar

import msgspec
import yaml

from openimr.citations import Value

__all__ = [
    "Document",
    "FamilySentences",
    "Guideline",
    "Instrument",
    "Region",
    "Service",
    "Specialty",
    "Wording",
    "families",
    "guidelines",
    "instruments",
    "kinds_of_document",
    "mechanisms",
    "regions",
    "sentences",
    "services",
    "specialties",
    "states",
    "wordings",
]

Row = TypeVar("Row", bound=msgspec.Struct)


class Region(Value, frozen=True):
    """A part of the body that a case is about. ``{side}`` in its words stands for right or left."""

    id: str
    site: str
    also: str
    is_sided: bool
    chapter: str
    diagnoses: tuple[str, ...]
    complaints: tuple[str, ...]
    findings: tuple[str, ...]
    levels: tuple[str, ...] = ()


class Service(Value, frozen=True):
    """A treatment that can be asked for; ``plan`` names what its request counts, ``regions`` where it is given.

    ``decided_by`` is the family that its reviewer must know where that is another; ``part`` the part of a chapter on a
    part of the body that speaks of it.
    """

    id: str
    family: str
    name: str
    plan: str
    regions: tuple[str, ...] = ()
    needs: str = ""
    decided_by: str = ""
    part: str = ""
    cites: tuple[str, ...] = ()
    odg: str = ""
    trial: int = 0
    total: int = 0
    measure: str = ""
    drug_class: str = msgspec.field(default="", name="class")
    strengths: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    of: bool = False


class Guideline(Value, frozen=True):
    """A guideline that a sample cites, and the days between which it does."""

    id: str
    family: str
    guideline: str = ""
    chapter: str = ""
    section: str = ""
    pages: tuple[int, ...] = ()
    edition: str = ""
    since: dt.date = dt.date.min
    until: dt.date = dt.date.max
    facts: str = ""
    region: str = ""

    @property
    def is_general(self) -> bool:
        """Whether it speaks of many kinds of treatment, so that a citation names the part of it."""
        return self.chapter.startswith("Chapter") or bool(self.edition)


class Wording(Value, frozen=True):
    """How requests that count the same thing are worded in headings and in running text."""

    plan: str
    heading: tuple[str, ...]
    phrase: tuple[str, ...]


class FamilySentence(Value, frozen=True):
    """A sentence of a rationale, and the kind of request that it fits."""

    text: str
    when: str = ""
    drug_class: str = msgspec.field(default="", name="class")


class FamilySentences(Value, frozen=True):
    """The sentences of rationales on one kind of treatment."""

    family: str
    guideline: tuple[FamilySentence, ...]
    upheld: tuple[FamilySentence, ...]
    overturned: tuple[FamilySentence, ...]


class Specialty(Value, frozen=True):
    """A reviewer's specialty, and the kinds of treatment that it decides."""

    name: str
    subspecialties: tuple[str, ...]
    families: tuple[str, ...]


class Instrument(Value, frozen=True):
    """A score that behavioural cases report."""

    name: str
    long: str
    low: int
    high: int


class Document(Value, frozen=True):
    """A kind of document in a case file."""

    title: str
    author: str


class _State(Value, frozen=True):
    code: str
    name: str


class _Mechanism(Value, frozen=True):
    text: str


class _Sentences(Value, frozen=True):
    role: str
    sentences: tuple[str, ...]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    source: str
    rows: list[object]


@cache
def _rows(name: str, row: type[Row]) -> tuple[Row, ...]:
    text = resources.files(__package__).joinpath("data", name).read_text("utf-8")
    table = msgspec.convert(yaml.load(text, yaml.CSafeLoader), _Table)
    return tuple(msgspec.convert(raw, row) for raw in table.rows)


def regions() -> tuple[Region, ...]:
    """All parts of the body that cases are about."""
    return _rows("regions.yaml", Region)


@cache
def services() -> tuple[Service, ...]:
    """All treatments that can be asked for."""
    return _rows("services.yaml", Service)


@cache
def guidelines() -> dict[str, Guideline]:
    """All guidelines that samples cite, by id."""
    return {row.id: row for row in _rows("citations.yaml", Guideline)}


@cache
def wordings() -> dict[str, Wording]:
    """How requests are worded, by what they count."""
    return {row.plan: row for row in _rows("headings.yaml", Wording)}


@cache
def families() -> dict[str, FamilySentences]:
    """Sentences of rationales by the kind of treatment."""
    return {row.family: row for row in _rows("families.yaml", FamilySentences)}


@cache
def sentences(table: str) -> dict[str, tuple[str, ...]]:
    """Sentences of a table ("rationales", "summaries") by what they do."""
    return {row.role: row.sentences for row in _rows(f"{table}.yaml", _Sentences)}


def specialties() -> tuple[Specialty, ...]:
    """Specialties of reviewers."""
    return _rows("reviewers.yaml", Specialty)


def instruments() -> tuple[Instrument, ...]:
    """Scores of behavioural cases."""
    return _rows("instruments.yaml", Instrument)


def kinds_of_document() -> tuple[Document, ...]:
    """Kinds of documents in case files."""
    return _rows("documents.yaml", Document)


@cache
def mechanisms() -> tuple[str, ...]:
    """How injuries happened, as what the worker was doing."""
    return tuple(row.text for row in _rows("mechanisms.yaml", _Mechanism))


@cache
def states() -> dict[str, str]:
    """Names of states by their two letters."""
    return {row.code: row.name for row in _rows("states.yaml", _State)}
