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
_LED = (
    r"(?:\s(?:yet|been|be|being|become|becoming|reached|reach|at|on|in|to|a|an|the|his|her|their|of|for|found|felt|declared|considered"
    r"|deemed|medically|return|returned|returning|go|going|back|released|cleared|perform|performing|do|doing|resume|resumed"
    r"|tolerate|able|ready|fit|capable|currently|presently|quite|usual|prior|previous|state|status|point|level|work|working"
    r"|placed|kept|still|any|work|that))"
)
_DENIED = re.compile(
    rf"(?:\b(?:not|never|cannot|can\snot|no\slonger|unable\sto|incapable\sof|yet\sto|neither|nor|without)|n't){_LED}{{0,8}}\s$"
)
_DENIED_AFTER = re.compile(
    r"\s?(?:[:=?]\s?|\s-\s?)(?:[Nn]o|NO|[Nn]one|N/A|n/a|[Nn]ot\sapplicable)(?=\s?(?:[.,;)]|$|\s[A-Z]))"
)
_EXPECTED = re.compile(
    rf"\b(?:expect\w*|anticipat\w*|will|should|would|may|until|when|once|before|likely|approach\w*|near\w*|towards?|not\sfar\sfrom)"
    rf"(?:\s(?:he|she|is|are|it|that|the\s(?:patient|worker|condition)|has|been|full))?{_LED}{{0,8}}\s$"
)
"""Words that say of the end of healing that it is still to come."""
_BOX = re.compile(r"\[\s?x?\s?\]|\(\s?x?\s?\)|[\u2610-\u2612]")
_BOX_BEHIND = re.compile(r"\s?:?\s?(?:\[\s?(?P<mark>x)?\s?\]|\u2610)")
_AT_REST = "permanent and stationary"


def work(ground: Ground) -> Iterator[Finding]:
    """Whether and how the worker works, and what he is not to do."""
    if ground.passage.section in {Section.GUIDELINE, Section.FAMILY, Section.ALLERGIES}:
        return
    done = -1
    told: set[tuple[int, str]] = set()
    for phrase in phrases(Tells.WORK_STATUS).find(ground.prose.lower):
        sentence = ground.sentence(phrase.start)
        at = phrase.start - sentence.start
        if (
            phrase.start < done
            or _is_empty(sentence.words, phrase, sentence.start)
            or _IF.search(sentence.words, 0, at)
        ):
            continue
        done = phrase.end
        if (sentence.start, phrase.name) not in told:
            told.add((sentence.start, phrase.name))
            yield _status(ground, phrase)
    yield from _restrictions(ground)


def _is_empty(words: str, phrase: Phrase, start: int) -> bool:
    """Whether the box of the phrase is empty: that before it, or that behind it on a form that begins with no box."""
    at, end = phrase.start - start, phrase.end - start
    behind = _BOX_BEHIND.match(words, end)
    first = phrases(Tells.WORK_STATUS).find(words)[0]
    if behind is not None and _BOX.search(words, 0, first.start) is None:
        return behind["mark"] is None
    return is_unchecked(words, at)


def _status(ground: Ground, phrase: Phrase) -> Finding:
    on, until = _days(ground, phrase.end)
    mode = _mode(ground, phrase)
    status = phrase.name.capitalize() + (f" until {until:%m/%d/%Y}" if until else "")
    return ground.found(
        FindingKind.WORK_STATUS, phrase.start, phrase.end, STATED,
        mode=mode, name=phrase.name, on=on, until=until, says=f"Not {phrase.name}" if mode is Mode.DENIED else status,
    )  # fmt: skip


def _mode(ground: Ground, phrase: Phrase) -> Mode:
    """How a status is told; only words that lead up to it deny it: "not yet at MMI", "unable to do full duty"."""
    sentence = ground.sentence(phrase.start)
    at = phrase.start - sentence.start
    if _DENIED.search(sentence.words, 0, at) or _DENIED_AFTER.match(ground.prose.text, phrase.end):
        return Mode.DENIED
    if phrase.name == _AT_REST and _EXPECTED.search(sentence.words, 0, at):
        return Mode.PLANNED
    mode = ground.mode(phrase.start, phrase.end)
    is_order = mode is Mode.PLANNED and ground.passage.section is Section.PLAN
    return Mode.STATED if is_order or mode in {Mode.DENIED, Mode.FAMILY} else mode


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
