"""Compares findings with what a person wrote down as true of a note, kind by kind."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import msgspec
import yaml

from openimr.casefile.findings import find
from openimr.casefile.model import Document, DocumentKind, Finding, Mode, Page, PageText, TextSource

NOTES = Path(__file__).parent / "notes"


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A note, what document it is, and what it says: "kind mode n= v= code= on= until= side= name~"."""

    kind: DocumentKind
    text: str
    truth: tuple[str, ...]


class Score(NamedTuple):
    """How many findings of a kind were right, wrong, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def notes(name: str) -> list[Note]:
    """All notes of one sheet."""
    return msgspec.convert(yaml.safe_load((NOTES / f"{name}.yaml").read_text("utf-8")), list[Note])


def a_page(text: str, running: int = 1, duplicate_of: int | None = None) -> Page:
    """A page of this text."""
    texts = (PageText(source=TextSource.LAYER, text=text),)
    return Page(
        file="f", number=running, running=running, width=612, height=792, texts=texts, duplicate_of=duplicate_of
    )


def found_in(note: Note) -> tuple[Finding, ...]:
    """What the program finds in one note."""
    document = Document(number=1, first=1, last=1, kind=note.kind, confidence=1.0)
    return find([a_page(note.text)], [document])


def is_met(line: str, finding: Finding) -> bool:
    """Whether ``finding`` is what the line says."""
    kind, _, rest = line.partition(" ")
    mode, _, more = rest.partition(" ")
    if mode in set(Mode):
        rest = more
    else:
        mode = Mode.STATED
    if finding.kind != kind or finding.mode != mode:
        return False
    name = ""
    if "name~" in rest:
        before, _, name = rest.partition("name~")
        marks = (" n=", " v=", " code=", " on=", " until=", " side=")
        cut = [place for mark in marks if (place := name.find(mark)) > 0]
        end = min(cut, default=len(name))
        rest, name = before + name[end:], name[:end]
    shown = {
        "n": f"{finding.count:g}" if finding.count is not None else "",
        "v": f"{finding.value:g}" if finding.value is not None else "",
        "code": finding.code, "on": str(finding.on or ""), "until": str(finding.until or ""), "side": finding.side,
    }  # fmt: skip
    wanted = dict(part.split("=") for part in rest.split())
    return name.lower() in finding.name.lower() and all(shown[key] == value for key, value in wanted.items())


def compare(note: Note) -> tuple[list[Finding], list[str], list[Finding]]:
    """The findings that are right, the lines that were missed, and the findings that are wrong."""
    rest = list(found_in(note))
    right: list[Finding] = []
    missed: list[str] = []
    for line in note.truth:
        met = next((finding for finding in rest if is_met(line, finding)), None)
        if met is None:
            missed.append(line)
        else:
            rest.remove(met)
            right.append(met)
    return right, missed, rest


def scores(name: str) -> dict[str, Score]:
    """The scores of each kind, and of all together, over one sheet of notes."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for note in notes(name):
        good, lost, bad = compare(note)
        right.update(finding.kind.value for finding in good)
        wrong.update(finding.kind.value for finding in bad)
        missed.update(line.split()[0] for line in lost)
    for counter in (right, wrong, missed):
        counter["all"] = counter.total()
    return {kind: Score(right[kind], wrong[kind], missed[kind]) for kind in sorted(right | wrong | missed)}
