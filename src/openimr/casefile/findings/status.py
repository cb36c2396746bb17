"""Finds work status and restrictions, and how the worker responded to treatment.

Source: ``casefile/findings_phrases.yaml``; form PR-2 of 8 CCR 9785.2 (recalled).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from openimr.casefile.findings.ground import Ground
from openimr.casefile.findings.modes import is_unchecked
from openimr.casefile.findings.words import Phrase, Section, Tells, phrases
from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from openimr.determinations.reading.days import DAY, read_day
from openimr.determinations.reading.facts.prose import INFERRED, STATED
from openimr.treatments.services import ServiceMention, service

__all__ = ["HOPED", "responses", "work"]

_POUNDS = re.compile(r"(\d{1,3})\s?(?:lbs?\b|pounds?\b|#)")
_CLAUSE_END = re.compile(r"[.;]|,\s(?=no\b|may\b|limit|avoid|and\sno\b)|\band\s(?=no\b|avoid)|\s\[")
_OF_WORK = re.compile(r"\b(?:work\w*|restrict\w*|duty|duties|preclu\w*|limit\w*|return|lifting)\b")
_UNTIL = re.compile(r"\b(?:until|through|thru|to)\s(?:approximately\s|about\s|re-?evaluat\w*\son\s)?$")
_IF = re.compile(
    r"\b(?:if|unless|whether|cannot\sbe\saccommodated|goal|hopes?|would\slike|wants?|able\sto\stolerate)\b[^.;]{0,50}$"
)
HOPED = re.compile(
    r"\b(?:to(?!\sdate)|goals?|expect\w*|anticipat\w*|hop(?:e|es|ed|ing)|should|will|may|would|could|order\sto|likely|potential"
    r"|for\sfurther|for\sfunctional|no\sdocumentation\sof|documented|evidence\sof|without\sevidence\sof|if|until|lack\sof"
    r"|demonstrat\w+|document(?:ation|ing)?\sof|required?|whether)\s(?:\w+\s){0,2}$"
)
_PERCENT = re.compile(r"(\d{1,3})(?:\s?-\s?\d{1,3})?\s?(?:%|percent\b|per\scent\b)")
_PAPER = re.compile(r"\s(?:notes?|reports?|summary)\b")
_NEAR = 50
_TREATED = re.compile(
    r"\b(?:treatments?|therap\w+|sessions?|injections?|medications?|visits?|exercises?|surgery|procedure|care|meds)\b"
)
_NOT_OF_TREATMENT = frozenset({Section.GUIDELINE, Section.ALLERGIES, Section.FAMILY, Section.DIAGNOSES})
_NOTES = frozenset({DocumentKind.THERAPY_NOTE, DocumentKind.ACUPUNCTURE_NOTE})


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


def responses(ground: Ground) -> Iterator[Finding]:
    """How the worker responded, once for each sentence and treatment."""
    if ground.passage.section in _NOT_OF_TREATMENT:
        return
    told: set[tuple[int, str, str]] = set()
    for phrase in phrases(Tells.RESPONSE).find(ground.prose.lower):
        sentence = ground.sentence(phrase.start)
        near = ground.services_near(phrase.start, phrase.end) or _just_told(ground, sentence.start)
        is_of_treatment = near or _TREATED.search(sentence.words) or ground.passage.kind in _NOTES
        if _PAPER.match(ground.prose.lower, phrase.end):
            continue
        if not is_of_treatment or HOPED.search(sentence.words, 0, phrase.start - sentence.start):
            continue
        mode = ground.mode(phrase.start, phrase.end)
        name = _answer(phrase, mode)
        key = (sentence.start, near[0].id if near else "", name)
        if mode in {Mode.PLANNED, Mode.FAMILY} or key in told:
            continue
        told.add(key)
        yield _response(ground, phrase, name, near)


def _just_told(ground: Ground, start: int) -> list[ServiceMention]:
    """The service whose sessions the sentence before ``start`` counts: what follows may tell how they helped."""
    if start == 0:
        return []
    earlier = ground.sentence(start - 1)
    if not any(fact.count and earlier.start <= fact.span.start < start for fact in ground.facts):
        return []
    return [m for m in ground.services if earlier.start <= m.span.start < start and m.drug is None][-1:]


def _answer(phrase: Phrase, mode: Mode) -> str:
    """The answer that the phrase gives; one that is denied is turned into its contrary."""
    return "not improved" if mode is Mode.DENIED and phrase.name != "worse" else phrase.name


def _response(ground: Ground, phrase: Phrase, name: str, near: list[ServiceMention]) -> Finding:
    sentence = ground.sentence(phrase.start)
    low, high = max(sentence.start, phrase.start - _NEAR), min(sentence.end, phrase.end + _NEAR)
    percents = sorted(_PERCENT.finditer(ground.prose.lower, low, high), key=lambda m: abs(m.start() - phrase.start))
    start = min([phrase.start, *(m.start() for m in percents[:1])])
    end = max([phrase.end, *(m.end() for m in percents[:1])])
    value = float(percents[0][1]) if percents else None
    code = near[0].id if near else ""
    to = f" with {_name(near[0])}" if near else ""
    return ground.found(
        FindingKind.RESPONSE, start, end, INFERRED,
        name=name, code=code, value=value, unit="%" if percents else "",
        says=f"{name.capitalize()}{to}{f', {value:g} %' if value is not None else ''}",
    )  # fmt: skip


def _name(mention: ServiceMention) -> str:
    return (mention.drug or service(mention.id).id).replace("_", " ")
