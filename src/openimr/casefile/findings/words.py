"""Holds the words that findings are known by: headings, phrases, and words that say "not", "earlier" or "planned".

Source: the sheets ``casefile/findings_sections.yaml``, ``findings_phrases.yaml`` and ``negation.yaml`` of the rulebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from openimr.casefile.model import Mode
from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = ["Cues", "Phrase", "Phrases", "Section", "Tells", "cues", "phrases", "section_mode", "section_of"]


class Section(StrEnum):
    """A part of a note, by its heading."""

    DIAGNOSES = "diagnoses"
    FAMILY = "family"
    PAST = "past"
    CARE = "care"
    GIVEN = "given"
    PLAN = "plan"
    MEDICATIONS = "medications"
    ALLERGIES = "allergies"
    WORK = "work"
    GUIDELINE = "guideline"
    DECISION = "decision"
    BODY = "body"


class Tells(StrEnum):
    """What a phrase tells of."""

    WORK_STATUS = "work_status"
    RESTRICTION = "restriction"
    RESPONSE = "response"
    COURSE = "course"
    GENERAL_TREATMENT = "general_treatment"
    DONE = "done"
    MECHANISM = "mechanism"
    VISIT = "visit"
    SESSION_LABEL = "session_label"
    UR_DENIED = "ur_denied"
    UR_MODIFIED = "ur_modified"
    UR_APPROVED = "ur_approved"
    UR_DELAYED = "ur_delayed"


class _Does(StrEnum):
    DENIED = "denied"
    FAMILY = "family"
    HISTORICAL = "historical"
    PLANNED = "planned"
    STOP = "stop"
    NOTHING = "nothing"
    EARLIER = "earlier"
    PAPER = "paper"


class _Place(StrEnum):
    BEFORE = "before"
    AFTER = "after"


class _SectionRow(Value, frozen=True):
    section: Section
    mode: Mode
    headings: tuple[str, ...]
    source: str
    verification: Verification


class _PhraseRow(Value, frozen=True):
    tells: Tells
    name: str
    words: tuple[str, ...]
    source: str
    verification: Verification


class _CueRow(Value, frozen=True):
    does: _Does
    place: _Place
    words: tuple[str, ...]
    source: str
    verification: Verification


class Phrase(NamedTuple):
    """A phrase that was found: where it stands, and the name that its row gives."""

    start: int
    end: int
    name: str


class Phrases(NamedTuple):
    """All phrases that tell of one thing: ``pattern`` finds them, ``names`` names each."""

    pattern: re.Pattern[str]
    names: dict[str, str]

    def find(self, lower: str, start: int = 0, end: int | None = None) -> list[Phrase]:
        """All phrases in ``lower``, a text in small letters, from ``start`` to before ``end``."""
        stop = len(lower) if end is None else end
        matches = self.pattern.finditer(lower, start, stop)
        return [Phrase(m.start(), m.end(), self.names[m[0].replace("-", " ")]) for m in matches]


class Cues(NamedTuple):
    """Words around a mention: ``before`` and ``after`` by the mode that they give, ``stop`` and ``nothing``.

    ``paper`` finds a word for earlier times with the picture, test or paper that it belongs to.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]
    modes_before: dict[str, Mode]
    modes_after: dict[str, Mode]
    stop: re.Pattern[str]
    nothing: re.Pattern[str]
    paper: re.Pattern[str]


@cache
def phrases(tells: Tells) -> Phrases:
    """The phrases of the rulebook that tell of ``tells``."""
    rows = load("casefile/findings_phrases.yaml", _PhraseRow)
    names = {word.replace("-", " "): row.name for row in rows if row.tells is tells for word in row.words}
    return Phrases(_any_of(names), names)


@cache
def cues() -> Cues:
    """The words of the rulebook that change how a note speaks of what it names."""
    rows = load("casefile/negation.yaml", _CueRow)
    before = _modes(rows, _Place.BEFORE)
    after = _modes(rows, _Place.AFTER)
    return Cues(
        before=_any_of(before),
        after=_any_of(after),
        modes_before=before,
        modes_after=after,
        stop=_any_of(word for row in rows if row.does is _Does.STOP for word in row.words),
        nothing=_any_of(word for row in rows if row.does is _Does.NOTHING for word in row.words),
        paper=_of_papers(rows),
    )


def _of_papers(rows: Iterable[_CueRow]) -> re.Pattern[str]:
    """A word for earlier times, with a picture or paper behind it: "previous MRI", "prior lumbar x-ray"."""
    earlier, papers = (
        _any_of(word for row in rows if row.does is does for word in row.words).pattern
        for does in (_Does.EARLIER, _Does.PAPER)
    )
    return re.compile(rf"{earlier}\s(?:[\w-]+\s){{0,2}}?{papers}")


def _modes(rows: Iterable[_CueRow], place: _Place) -> dict[str, Mode]:
    modes = {mode.value: mode for mode in Mode}
    speaking = [row for row in rows if row.place is place and row.does.value in modes]
    return {word.replace("-", " "): modes[row.does.value] for row in speaking for word in row.words}


@cache
def _headings() -> dict[str, Section]:
    rows = load("casefile/findings_sections.yaml", _SectionRow)
    return {heading: row.section for row in rows for heading in row.headings}


@lru_cache(maxsize=4096)  # the same headings come again on every page
def section_of(heading: str) -> Section | None:
    """The part of a note that ``heading`` begins, as worded; ``None`` where it begins none.

    >>> section_of("Treatment Plan"), section_of("Dear Sir")
    (<Section.PLAN: 'plan'>, None)
    """
    bare = re.sub(r"\([^)]*\)", " ", heading.lower())
    return _headings().get(" ".join(bare.split()).strip(" :"))


@cache
def section_mode(section: Section) -> Mode:
    """How a note speaks in ``section`` unless its words say otherwise."""
    rows = load("casefile/findings_sections.yaml", _SectionRow)
    modes: dict[Section, Mode] = {row.section: row.mode for row in rows}
    return modes[section]


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of ``words``, each whole, the longest first; a mark at either end of one needs no end of a word there."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    by_letter: dict[str, list[str]] = {}
    for word in ordered:
        by_letter.setdefault(word[0], []).append(_rest(word))
    # What stands before a word is looked at behind its first letter, so that the search skips to such letters.
    any_word = "|".join(
        f"{re.escape(first)}{_OUTSIDE_BEFORE.format(first) if first.isalnum() else ''}(?:{'|'.join(rest)})"
        for first, rest in by_letter.items()
    )
    return re.compile(f"(?:{any_word})")


_OUTSIDE_BEFORE = r"(?<![\w-]{})"
_OUTSIDE_AFTER = r"(?![\w-])"


def _rest(word: str) -> str:
    """The pattern for what follows the first letter of ``word``, with the end of a word behind a letter."""
    rest = re.escape(word[1:]).replace(r"\ ", r"[\s-]")
    return rest + _OUTSIDE_AFTER if word[-1].isalnum() else rest
