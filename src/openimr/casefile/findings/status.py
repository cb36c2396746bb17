"""Finds work status and restrictions: whether and how the worker works, and what he is not to do.

Source: ``casefile/findings_phrases.yaml``; form PR-2 of 8 CCR 9785.2 (recalled).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from openimr.casefile.findings.ground import Ground
from openimr.casefile.findings.modes import is_unchecked
from openimr.casefile.findings.words import Phrase, Section, Tells, phrases
from openimr.casefile.model import Finding, FindingKind, Mode
from openimr.determinations.reading.days import DAY, read_day
from openimr.determinations.reading.facts.prose import INFERRED, STATED

__all__ = ["work"]

_POUNDS = re.compile(r"(\d{1,3})\s?(?:lbs?\b|pounds?\b|#)")
_CLAUSE_END = re.compile(r"[.;]|,\s(?=no\b|may\b|limit|avoid|and\sno\b)|\band\s(?=no\b|avoid)|\s\[")
_OF_WORK = re.compile(r"\b(?:work\w*|restrict\w*|duty|duties|preclu\w*|limit\w*|return|lifting)\b")
_UNTIL = re.compile(r"\b(?:until|through|thru|to)\s(?:approximately\s|about\s|re-?evaluat\w*\son\s)?$")
_IF = re.compile(
    r"\b(?:if|unless|whether|cannot\sbe\saccommodated|goal|hopes?|would\slike|wants?|able\sto\stolerate)\b[^.;]{0,50}$"
)


def work(ground: Ground) -> Iterator[Finding]:
    """Whether and how the worker works, and what he is not to do."""
    if ground.passage.section in {Section.GUIDELINE, Section.FAMILY, Section.ALLERGIES}:
        return
    done = -1
    told: set[tuple[int, str]] = set()
    for phrase in phrases(Tells.WORK_STATUS).find(ground.prose.lower):
        sentence = ground.sentence(phrase.start)
        at = phrase.start - sentence.start
        if phrase.start < done or is_unchecked(sentence.words, at) or _IF.search(sentence.words, 0, at):
            continue
        done = phrase.end
        if (sentence.start, phrase.name) not in told:
            told.add((sentence.start, phrase.name))
            yield _status(ground, phrase)
    yield from _restrictions(ground)


def _status(ground: Ground, phrase: Phrase) -> Finding:
    on, until = _days(ground, phrase.end)
    mode = ground.mode(phrase.start, phrase.end)
    if mode is Mode.DENIED or (mode is Mode.PLANNED and ground.passage.section is Section.PLAN):
        mode = Mode.STATED
    if mode is Mode.FAMILY:
        mode = Mode.STATED
    return ground.found(
        FindingKind.WORK_STATUS, phrase.start, phrase.end, STATED,
        mode=mode, name=phrase.name, on=on, until=until,
        says=phrase.name.capitalize() + (f" until {until:%m/%d/%Y}" if until else ""),
    )  # fmt: skip


def _days(ground: Ground, place: int) -> tuple[dt.date | None, dt.date | None]:
    """From when and until when, as the rest of the sentence says."""
    sentence = ground.sentence(place - 1)
    on = until = None
    for match in DAY.finditer(ground.prose.text, place, sentence.end):
        if _UNTIL.search(ground.prose.lower, place, match.start()):
            until = until or read_day(match[0])
        else:
            on = on or read_day(match[0])
    return on, until


def _restrictions(ground: Ground) -> Iterator[Finding]:
    """What the worker is not to do, as worded, to the end of its clause."""
    in_place = ground.passage.section in {Section.WORK, Section.PLAN}
    done = -1
    for phrase in phrases(Tells.RESTRICTION).find(ground.prose.lower):
        sentence = ground.sentence(phrase.start)
        at = phrase.start - sentence.start
        if phrase.start < done or is_unchecked(sentence.words, at):
            continue
        if not in_place and not _OF_WORK.search(sentence.words):
            continue
        cut = _CLAUSE_END.search(ground.prose.lower, phrase.end, sentence.end)
        done = cut.start() if cut else sentence.end
        words = ground.prose.text[phrase.start : done].rstrip(" .,;")
        pounds = _POUNDS.search(words.lower())
        yield ground.found(
            FindingKind.WORK_STATUS, phrase.start, phrase.start + len(words), INFERRED,
            name="restriction", value=float(pounds[1]) if pounds else None, unit="lb" if pounds else "", says=words,
        )  # fmt: skip
