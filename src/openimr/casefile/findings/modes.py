"""Decides how a note speaks of what it names: as it is, as denied, as earlier, of the family, or as planned.

The words around the mention in its sentence decide, as far as no word ends their reach; else the heading does. A
denial and a relative outweigh all other words; of the rest the nearest counts. What stands in brackets behind another
word is said of that word; and in "prior MRI" it is the picture that is of earlier times, and not what it shows.

Source: ``casefile/negation.yaml``; NegEx (Chapman 2001) and ConText (Harkema 2009) for the manner.
"""

from __future__ import annotations

import re

from openimr.casefile.findings.words import Section, cues, section_mode
from openimr.casefile.model import Mode

__all__ = ["is_of_papers", "is_unchecked", "mode_of"]

_REACH_BEFORE = 90
_REACH_AFTER = 48
_UNCHECKED = re.compile(r"(?:\[\s?\]|\(\s\)|\u2610)\s*$")
_OF_PAPERS = re.compile(
    r"\b(?:no|without|lack\sof|absence\sof|any|insufficient|clear|sufficient)\s(?:\w+\s){0,2}?"
    r"(?:documentation|evidence|records?|mention|indication|proof|notes)\s(?:of|that|to\s(?:show|support|indicate))\b"
    r"|\b(?:do|does|did|is|was)\snot\s(?:clearly\s)?(?:document\w*|show\w*|indicate\w*|mention\w*|contain|reflect|state\w*"
    r"|note[sd]?|include\sdocumentation|clear|known)\b|\bfail(?:s|ed)?\sto\s(?:document|show|indicate|mention|demonstrate)\b"
    r"|\b(?:undocumented|not\sdocumented)\b"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_CLOSING = re.compile(r"[^()]*(?=\))")
_RIGHT_BEHIND = 2
_FIRST = {Mode.FAMILY: 0, Mode.DENIED: 1}


def mode_of(sentence: str, start: int, end: int, section: Section) -> Mode:
    """How ``sentence`` (in small letters) speaks of its stretch from ``start`` to before ``end`` under ``section``.

    >>> mode_of("she denies depression.", 11, 21, Section.BODY)
    <Mode.DENIED: 'denied'>
    >>> mode_of("no acupuncture but physical therapy helped", 19, 35, Section.BODY)
    <Mode.STATED: 'stated'>
    """
    found = _before(sentence, start) + _after(sentence, end)
    if not found:
        return section_mode(section)
    mode = min(found, key=lambda cue: (_FIRST.get(cue[1], 2), cue[0]))[1]
    # Under "Family history" a denial is one of the family's, and all else is about the family too.
    return Mode.FAMILY if section is Section.FAMILY and mode is not Mode.DENIED else mode


def _before(sentence: str, start: int) -> list[tuple[int, Mode]]:
    """The cues before the mention, each with its distance."""
    known = cues()
    floor = max(0, start - _REACH_BEFORE)
    for stop in known.stop.finditer(sentence, floor, start):
        floor = stop.end()
    idle = [match.span() for match in known.nothing.finditer(sentence, floor, start + 20)]
    idle += [match.span() for match in _BRACKETS.finditer(sentence, floor, start)]
    idle += [match.span() for match in known.paper.finditer(sentence, floor, start)]
    return [
        (start - match.end(), known.modes_before[match[0].replace("-", " ")])
        for match in known.before.finditer(sentence, floor, start)
        if not any(first <= match.start() < last for first, last in idle)
    ]


def _after(sentence: str, end: int) -> list[tuple[int, Mode]]:
    """The cues after the mention, each with its distance."""
    known = cues()
    ceiling = _ceiling(sentence, end)
    # A bracket right behind the mention speaks of it; one behind other words speaks of those.
    idle = [match.span() for match in _BRACKETS.finditer(sentence, end + _RIGHT_BEHIND, ceiling)]
    return [
        (match.start() - end, known.modes_after[match[0].replace("-", " ")])
        for match in known.after.finditer(sentence, end, ceiling)
        if not any(first <= match.start() < last for first, last in idle)
    ]


def _ceiling(sentence: str, end: int) -> int:
    """Where the words behind the mention cease to speak of it: a stop, a comma, or the bracket that it stands in."""
    ceiling = min(len(sentence), end + _REACH_AFTER)
    stop = cues().stop.search(sentence, end, ceiling)
    closing = _CLOSING.match(sentence, end, ceiling)
    comma = sentence.find(",", end, ceiling)
    ends = (stop.start() if stop else -1, closing.end() if closing else -1, comma)
    return min([ceiling, *(one for one in ends if one > 0)])


def is_unchecked(sentence: str, start: int) -> bool:
    """Whether an empty box stands before the mention: a form lists it, and nobody ticked it.

    >>> is_unchecked("[ ] off work [x] modified duty", 4), is_unchecked("[x] modified duty", 4)
    (True, False)
    """
    return _UNCHECKED.search(sentence, 0, start) is not None


def is_of_papers(sentence: str, start: int) -> bool:
    """Whether what stands before the mention speaks of papers that are silent about it.

    That a treatment is not documented is unknown, and not a denial that it was given.

    >>> is_of_papers("there is no documentation of prior acupuncture.", 36), is_of_papers("no prior acupuncture.", 9)
    (True, False)
    """
    return _OF_PAPERS.search(sentence, 0, start) is not None
