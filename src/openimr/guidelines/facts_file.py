"""Reads a file of facts about a case, and names every fault of it at once, each with its line.

A fault is a name that nobody knows, a value of the wrong kind or unit, a day that cannot be, or two values that stand
in the same place and contradict one another. Contradictions between sources, or between pages, are no faults: they are
kept side by side.

Source: format in docs/reference/facts-file.md.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml
from rapidfuzz import fuzz, process

from openimr.citations import Pin, Span
from openimr.errors import Fault, MalformedData
from openimr.guidelines.criteria.facts import (
    Day,
    Fact,
    Facts,
    FactSource,
    FactValue,
    Items,
    NotDocumented,
    Number,
    Text,
    YesNo,
    told_value,
)
from openimr.guidelines.criteria.known import FactKind, FactName
from openimr.guidelines.criteria.units import convert, unit_named, units
from openimr.guidelines.criteria.vocabulary import Among, meant, words_among
from openimr.guidelines.fact_names import all_fact_names
from openimr.rulebook.lines import compose

__all__ = ["LARGEST", "read_facts"]

LARGEST = 1_000_000
"""How many characters a file of facts may hold; a larger one is no file of facts."""

_KEYS = ("name", "value", "source", "body", "pin", "pins")
_PIN_KEYS = ("document", "page", "quote")
_NUMBER = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*(.*)", re.DOTALL)
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_NOT_DOCUMENTED = "not documented"
_FIRST_YEAR = 1900
_NEAR = 3
_FEW = 6
_WHERE_NAMES_ARE = "docs/reference/facts-file.md tells where all names are."
_WHAT_A_FILE_IS = "Mend this line or the one above; docs/reference/facts-file.md shows the format."
_ALIKE = 60  # of 100: "prior_sesions" is prior_sessions, "shoe_size" is nothing
_TOLD_BY = tuple(source for source in FactSource if source is not FactSource.REQUEST)
"""Who may say a fact; what the wording of the request says is taken from the wording."""

_SOURCES = ", ".join(source.value for source in _TOLD_BY)
_DIGIT = re.compile(r"\d")


class _Placed(NamedTuple):
    """A fact and the line that it begins on."""

    fact: Fact
    line: int


@dataclass(slots=True)
class _Reading:
    """One reading of a file: what is known, and what was found to be wrong so far."""

    on: dt.date | None
    known: Mapping[str, FactName]
    faults: list[Fault] = field(default_factory=list)

    def fault(self, node: yaml.Node, what: str, remedy: str) -> None:
        """Note one fault with the line of its node."""
        self.faults.append(Fault(f"line {node.start_mark.line + 1}", what, remedy))


def read_facts(
    text: str, *, name: str = "", on: dt.date | None = None, known: Mapping[str, FactName] | None = None
) -> Facts:
    """The facts of a file with this ``text``; ``name`` is told in messages.

    ``on`` is the day of the request: a day of a fact that lies after it cannot be. ``known`` are the names that facts
    may have, all of the rulebook where it is not given.

    Raises:
        MalformedData: something in it cannot be used; every fault is named with its line.
    """
    reading = _Reading(on=on, known=all_fact_names() if known is None else known)
    placed = list(_facts(_root(text, name), reading))
    _contradictions(placed, reading)
    if reading.faults:
        reading.faults.sort(key=lambda fault: int(fault.where.removeprefix("line ")))
        raise MalformedData(reading.faults, where=name)
    return Facts(facts=tuple(it.fact for it in placed))


def _root(text: str, name: str) -> yaml.Node:
    if len(text) > LARGEST:
        fault = Fault("", f"It holds {len(text)} characters.", f"A file of facts has at most {LARGEST}.")
        raise MalformedData([fault], where=name)
    root = compose(text, where=name, remedy=_WHAT_A_FILE_IS)
    if root is None:
        raise MalformedData([Fault("line 1", "It is empty.", "Give a list under facts.")], where=name)
    return root


def _facts(root: yaml.Node, reading: _Reading) -> Iterator[_Placed]:
    entries = _entries(root, reading, ("facts",), "The file")
    listed = entries.get("facts")
    if not isinstance(listed, yaml.SequenceNode):
        reading.fault(listed or root, "There is no list of facts.", "Write facts: and below it one item for each fact.")
        return
    for item in listed.value:
        fact = _fact(item, reading)
        if fact is not None:
            yield _Placed(fact, item.start_mark.line + 1)


def _entries(node: yaml.Node, reading: _Reading, keys: tuple[str, ...], what: str) -> dict[str, yaml.Node]:
    """The entries of a mapping; keys that are unknown or stand twice are faults."""
    if not isinstance(node, yaml.MappingNode):
        reading.fault(node, f"{what} is no mapping.", f"It has the keys {', '.join(keys)}.")
        return {}
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        word = str(key.value)
        if word not in keys:
            reading.fault(key, f"{what} has no key {word!r}.", f"It has the keys {', '.join(keys)}.")
        elif word in found:
            reading.fault(key, f"The key {word!r} stands twice.", "Keep one.")
        else:
            found[word] = value
    return found


def _fact(item: yaml.Node, reading: _Reading) -> Fact | None:
    entries = _entries(item, reading, _KEYS, "A fact")
    if not isinstance(item, yaml.MappingNode):
        return None
    for key in ("name", "value", "source"):
        if key not in entries:
            reading.fault(item, f"The fact has no {key}.", f"Give {key}: it is never taken for granted.")
    row = _row(entries.get("name"), reading)
    value = _value(entries.get("value"), row, reading)
    source = _source(entries.get("source"), reading)
    pins = tuple(_pins(entries, reading))
    body = _words(entries.get("body"), reading, "The part of the body")
    part = _meant(entries["body"], body, Among.PARTS, reading) if body else None
    if row is None or value is None or source is None:
        return None
    return Fact(name=row.name, value=value, source=source, pins=pins, body=part)


def _meant(node: yaml.Node, words: str, among: Among, reading: _Reading) -> str | None:
    """The id that words mean in their vocabulary; words that mean none, or several, are a fault."""
    found = meant(words, among)
    if found is None:
        names = sorted(words_among(among))
        near = process.extract(words, names, scorer=fuzz.ratio, limit=_NEAR, score_cutoff=_ALIKE)
        if len(names) <= _FEW:
            remedy = f"It is one of {', '.join(names)}."
        else:
            remedy = f"Near it are: {', '.join(it[0] for it in near)}." if near else "Write one, by its usual name."
        reading.fault(node, f"{words!r} is no {among.words}, or not one alone.", remedy)
    return found


def _words(node: yaml.Node | None, reading: _Reading, what: str) -> str | None:
    """The words of a plain value; ``None`` where there is none, or where it is something else, which is a fault."""
    if node is None:
        return None
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        reading.fault(node, f"{what} is no plain value.", "Write one word or number.")
        return None
    return str(node.value).strip()


def _row(node: yaml.Node | None, reading: _Reading) -> FactName | None:
    name = _words(node, reading, "The name")
    if node is None or name is None:
        return None
    row = reading.known.get(name)
    if row is None:
        near = _near(name, reading.known)
        remedy = f"Near it are: {', '.join(near)}." if near else _WHERE_NAMES_ARE
        reading.fault(node, f"No fact is called {name!r}.", remedy)
    return row


def _near(name: str, known: Mapping[str, FactName]) -> list[str]:
    found = process.extract(name, list(known), scorer=fuzz.WRatio, limit=_NEAR, score_cutoff=_ALIKE)
    return [word for word, _, _ in found]


def _source(node: yaml.Node | None, reading: _Reading) -> FactSource | None:
    word = _words(node, reading, "The source")
    if node is None or word is None:
        return None
    found = next((source for source in _TOLD_BY if source.value == word.lower().replace(" ", "_")), None)
    if found is None:
        reading.fault(node, f"{word!r} is no source.", f"It is one of {_SOURCES}.")
    return found


def _value(node: yaml.Node | None, row: FactName | None, reading: _Reading) -> FactValue | None:
    if node is None or row is None:
        return None
    if isinstance(node, yaml.ScalarNode) and node.value.strip().lower() == _NOT_DOCUMENTED:
        return NotDocumented()
    if row.kind is FactKind.LIST:
        return _items(node, row, reading)
    if row.kind is FactKind.NUMBER and isinstance(node, yaml.MappingNode):
        return _number_of(node, row, reading)
    words = _words(node, reading, f"The value of {row.name}")
    return None if words is None else _PLAIN[row.kind](node, words, row, reading)


def _items(node: yaml.Node, row: FactName, reading: _Reading) -> FactValue | None:
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    items = [_words(it, reading, f"An item of {row.name}") for it in nodes]
    if row.among is not None:
        named = zip(nodes, items, strict=True)
        items = [None if it is None else _meant(one, it, row.among, reading) for one, it in named]
    told = tuple(it for it in items if it is not None)
    if not items:
        reading.fault(node, f"The list of {row.name} is empty.", "Leave the fact out: absent is not documented.")
    return Items(items=told) if told and len(told) == len(items) else None


def _number_of(node: yaml.MappingNode, row: FactName, reading: _Reading) -> FactValue | None:
    entries = _entries(node, reading, ("amount", "unit"), f"The value of {row.name}")
    parts = [_words(entries.get(key), reading, f"The {key}") for key in ("amount", "unit")]
    if parts[0] is None:
        if "amount" not in entries:
            reading.fault(node, f"The value of {row.name} has no amount.", "Give amount and unit.")
        return None
    return _number(node, " ".join(part for part in parts if part), row, reading)


def _number(node: yaml.Node, words: str, row: FactName, reading: _Reading) -> FactValue | None:
    found = _NUMBER.fullmatch(words)
    if found is None:
        remedy = "Write a number and its unit, such as 12 sessions; what is not counted is not documented."
        reading.fault(node, f"The value of {row.name}, {words!r}, is no number.", remedy)
        return None
    amount, told = float(found[1]), found[2].strip()
    if amount < 0 or not math.isfinite(amount):
        reading.fault(node, f"The value of {row.name}, {words!r}, is no possible number.", "Write it from zero up.")
        return None
    unit = _unit(node, told, words, row, reading)
    if unit is None:
        return None
    if row.unit is not None and convert(amount, unit, row.unit) is None and unit not in row.also:
        reading.fault(node, f"{row.name} is counted in {_plural(row)}, not in {told}.", f"Write it in {_plural(row)}.")
        return None
    if row.most is not None and unit == row.unit and amount > row.most:
        most = told_value(Number(amount=row.most, unit=unit))
        reading.fault(node, f"{row.name}: {words} cannot be.", f"It is at most {most}.")
        return None
    return Number(amount=amount, unit=unit)


def _unit(node: yaml.Node, told: str, words: str, row: FactName, reading: _Reading) -> str | None:
    """The unit that follows a number; that of the fact where nothing does."""
    unit = unit_named(told) if told else row.unit
    if unit is not None:
        return unit
    if _DIGIT.search(told):
        remedy = "Write one number and its unit; two sources that differ are two facts."
        reading.fault(node, f"The value of {row.name}, {words!r}, is not one number.", remedy)
    else:
        remedy = f"Write it in {_plural(row)}." if row.unit else f"Units are {', '.join(units())}."
        reading.fault(node, f"{told!r} is no unit." if told else f"{row.name} has no unit.", remedy)
    return None


def _plural(row: FactName) -> str:
    return units()[row.unit].plural if row.unit in units() else "its unit"


def _day(node: yaml.Node, words: str, row: FactName, reading: _Reading) -> FactValue | None:
    try:
        day = dt.date.fromisoformat(words)
    except ValueError:
        reading.fault(node, f"{row.name}: {words!r} is no day.", "Write year, month and day, such as 2014-09-30.")
        return None
    if day.year < _FIRST_YEAR:
        reading.fault(node, f"{row.name}: {words} is too long ago.", "Write the year with four digits.")
        return None
    if reading.on is not None and day > reading.on:
        told = f"{row.name}: {words} lies after the day of the request, {reading.on.isoformat()}."
        reading.fault(node, told, "Mend one of the two days.")
        return None
    return Day(on=day)


def _yes_no(node: yaml.Node, words: str, row: FactName, reading: _Reading) -> FactValue | None:
    if words.lower() not in _YES_NO:
        remedy = "Write yes or no, or leave the fact out where it is not documented."
        reading.fault(node, f"The value of {row.name}, {words!r}, is neither yes nor no.", remedy)
        return None
    return YesNo(is_so=_YES_NO[words.lower()])


def _text(node: yaml.Node, words: str, row: FactName, reading: _Reading) -> FactValue | None:
    if row.among is None:
        return Text(words=words)
    found = _meant(node, words, row.among, reading)
    return None if found is None else Text(words=found)


_PLAIN = {FactKind.NUMBER: _number, FactKind.DAY: _day, FactKind.YES_NO: _yes_no, FactKind.TEXT: _text}


def _pins(entries: Mapping[str, yaml.Node], reading: _Reading) -> Iterator[Pin]:
    """The places that a fact stands on: one under ``pin``, or several under ``pins``."""
    nodes = [entries["pin"]] if "pin" in entries else []
    listed = entries.get("pins")
    if isinstance(listed, yaml.SequenceNode):
        nodes += listed.value
    elif listed is not None:
        reading.fault(listed, "The pins are no list.", "Write pin: for one place, pins: and a list for several.")
    for node in nodes:
        pin = _pin(node, reading)
        if pin is not None:
            yield pin


def _pin(node: yaml.Node, reading: _Reading) -> Pin | None:
    entries = _entries(node, reading, _PIN_KEYS, "A pin")
    if not isinstance(node, yaml.MappingNode):
        return None
    document = _words(entries.get("document"), reading, "The document")
    page = _words(entries.get("page"), reading, "The page")
    quote = _words(entries.get("quote"), reading, "The quote") or ""
    for key in ("document", "page"):
        if key not in entries:
            reading.fault(node, f"The pin has no {key}.", "Give document and page, so that the place can be found.")
    if document is None or page is None:
        return None
    if not page.isdecimal() or int(page) < 1:
        reading.fault(entries["page"], f"{page!r} is no page.", "Pages are counted from 1.")
        return None
    return Pin(document=document, page=int(page), span=Span(start=0, end=len(quote)), quote=quote)


def _contradictions(placed: list[_Placed], reading: _Reading) -> None:
    """Two different values in one place; where pages or sources differ, both are kept."""
    first: dict[tuple[object, ...], _Placed] = {}
    for it in placed:
        fact = it.fact
        places = tuple((pin.document, pin.page, pin.quote) for pin in fact.pins)
        earlier = first.setdefault((fact.name, fact.body, fact.source, places), it)
        if earlier is it:
            continue
        if earlier.fact.value == fact.value:
            what, remedy = f"{fact.name} stands already on line {earlier.line}.", "Keep one."
        else:
            told = f"{told_value(fact.value)} contradicts {told_value(earlier.fact.value)} on line {earlier.line}"
            what = f"{fact.name}: {told}, by the same source and in the same place."
            remedy = "Keep one, or say with a pin where each stands: both are then shown side by side."
        reading.faults.append(Fault(f"line {it.line}", what, remedy))
