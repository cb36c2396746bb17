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
    """Words around a mention: ``before`` and ``after`` by the mode that they give, ``stop`` and ``nothing``."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    modes_before: dict[str, Mode]
    modes_after: dict[str, Mode]
    stop: re.Pattern[str]
    nothing: re.Pattern[str]


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
    )


def _modes(rows: Iterable[_CueRow], place: _Place) -> dict[str, Mode]:
    speaking = [row for row in rows if row.place is place and row.does not in {_Does.STOP, _Does.NOTHING}]
    return {word.replace("-", " "): Mode(row.does.value) for row in speaking for word in row.words}


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
    """Any of ``words``, each whole, the longest first."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    by_letter: dict[str, list[str]] = {}
    for word in ordered:
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\ ", r"[\s-]"))
    # What stands before a word is looked at behind its first letter, so that the search skips to such letters.
    any_word = "|".join(
        rf"{re.escape(first)}(?<![\w-]{re.escape(first)})(?:{'|'.join(rest)})" for first, rest in by_letter.items()
    )
    return re.compile(rf"(?:{any_word})(?![\w-])")
