"""Finds diagnoses with their codes: listed, told in passing, denied, of earlier times, and of the family.

What the readers of letters find is taken from them. They leave out on purpose what is denied, earlier or of the
family; that is found here, as are the lines of a list that stands under its own heading.

Source: ``vocabulary/conditions.yaml``; shapes of codes of ICD-9-CM and ICD-10-CM (recalled).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.casefile.findings.ground import Ground
from openimr.casefile.findings.words import Section, section_mode
from openimr.casefile.model import Finding, FindingKind, Mode
from openimr.determinations.model import FactKind
from openimr.determinations.reading.facts.prose import IN_PASSING, INFERRED, STATED
from openimr.determinations.reading.facts.vocabulary import conditions
from openimr.treatments import find_body_parts, find_sides

__all__ = ["code_in", "diagnoses"]

_ICD_10 = re.compile(
    r"(?<![\w.])[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})(?![\w.]\w)|(?<![\w.])[A-TV-Z]\d\d(?=\s?[):,.]|$)"
)
_ICD_9 = re.compile(
    r"(?<![\w./$])(?:\d{3}\.\d{1,2}|[EV]\d{2,3}(?:\.\d{1,2})?|(?:29\d|3[01]\d)(?=\W*$))"
    r"(?![\w%/]|\.\d|\s?(?:mg|lbs?|points?)\b)"
)
_CODE = rf"(?P<code>{_ICD_10.pattern}|{_ICD_9.pattern})"
_CODE_AFTER = re.compile(rf"[\s.,;:()\[\]-]*(?:ICD-?\s?(?:9|10)?(?:-CM)?(?:\scodes?)?[\s:.)]*)?{_CODE}")
_CODE_BEFORE = re.compile(rf"{_CODE}[\s:.)\]-]*$")
_CODE_REACH = 24
_SIDE_LAST = re.compile(r",\s(left|right|bilateral)\b", re.IGNORECASE)
_NONE = re.compile(r"(?:no|not|none|without|negative|normal|unremarkable|denies|same|deferred|as\sabove)\b")
_MARK = re.compile(r"(?:\(?\d{1,2}[.):]|[-*\u2022\u25aa\u25cf]|\[\s?[xX]\s?\])\s*")
_HEADING = re.compile(r"^[A-Za-z0-9 /&()-]{2,40}?:\s*")
_TRAILING = " .,;:-("
_EARLIER = re.compile(r"^(?:status\spost|s/p|history\sof|h/o|hx\sof|old|prior|previous)\b|\bresolved$|\bin\sremission$")
_WIDEST = 110
_SUSPECTED = re.compile(r"\b(?:rule\sout|r/o|possible|suspected|probable|versus|vs|differential|likely|questionable)\b")
_DIFFERENT = re.compile(r"[;,]\s+(?=[A-Z])")
_SPECIFIC_AFTER = re.compile(r"\s(?:screen|inventory|scale|score|clinic|program|management|medication)")


def code_in(words: str) -> str:
    """The code of a classification of diagnoses in ``words``, of the later revision first; empty where there is none.

    >>> code_in("Lumbar radiculopathy (M54.16)"), code_in("Neck sprain 847.0"), code_in("12 sessions, L5-S1")
    ('M54.16', '847.0', '')
    """
    match = _ICD_10.search(words) or _ICD_9.search(words)
    return match[0] if match else ""


def diagnoses(ground: Ground) -> Iterator[Finding]:
    """All diagnoses that the passage names, each once for its place."""
    if ground.passage.section in {Section.ALLERGIES, Section.GUIDELINE}:
        return
    taken: list[tuple[int, int]] = []
    for fact in ground.facts:
        if fact.kind is FactKind.DIAGNOSIS and fact.name:
            start, end = fact.span.start, fact.span.end
            if _is_none(fact.name, fact.text):
                continue
            taken.append((start, end))
            yield _made(ground, (start, end), fact.name, _mode(ground, fact.name, start, end), fact.confidence)
    if ground.passage.section is Section.DIAGNOSES:
        yield from _listed(ground, taken)
    yield from _others(ground, taken)


def _is_none(name: str, text: str) -> bool:
    """Whether an entry of a list is none: suspected, denied, or a word that names no condition and bears no code."""
    lower = name.lower()
    is_named = conditions().heads.search(lower) or code_in(text) or " " in name
    return bool(_SUSPECTED.search(lower) or _NONE.match(lower)) or not is_named


def _mode(ground: Ground, name: str, start: int, end: int) -> Mode:
    """How a diagnosis is told that the readers of letters take for one of the worker."""
    if _EARLIER.search(name.lower()):
        return Mode.HISTORICAL
    mode = ground.mode(start, end)
    return mode if mode in {Mode.HISTORICAL, Mode.FAMILY} else Mode.STATED


def _made(ground: Ground, place: tuple[int, int], name: str, mode: Mode, confidence: float) -> Finding:
    start, end = place
    text = ground.prose.text
    behind = _CODE_AFTER.match(text, end)
    ahead = _CODE_BEFORE.search(text, max(0, start - _CODE_REACH), start)
    around = text[start:end] + (f" {behind['code']}" if behind else "") + (f" {ahead['code']}" if ahead else "")
    parts, sides = find_body_parts(name), find_sides(name)
    last = _SIDE_LAST.search(name)
    side = sides[0].side.value if sides else last[1].lower() if last else ""
    return ground.found(
        FindingKind.DIAGNOSIS, start, end, confidence,
        mode=mode, name=name, code=code_in(around),
        part=parts[0].id if parts else "", side=side, says=name, levels=ground.levels(start, end),
    )  # fmt: skip


def _listed(ground: Ground, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    """The entries of a list below its heading: one for each sentence that names a condition."""
    for sentence in ground.prose.sentences:
        text = ground.prose.text[sentence.start : sentence.end]
        heading = _HEADING.match(text) if sentence.start == 0 else None
        begin = heading.end() if heading else 0
        for start, end in _pieces(text, begin):
            first, last = sentence.start + start, sentence.start + end
            if any(one < last and first < two for one, two in taken):
                continue
            name = _bare(text[start:end])
            lower = name.lower()
            if not name or len(name) > _WIDEST or not conditions().heads.search(lower) or _is_none(name, ""):
                continue
            taken.append((first, last))
            mode = Mode.HISTORICAL if _EARLIER.search(lower) else ground.mode(first, last)
            yield _made(ground, (first, last), name, mode, STATED)


def _pieces(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """The entries of one line: parted where a capital follows a comma."""
    for cut in [*_DIFFERENT.finditer(text, begin), None]:
        stop = cut.start() if cut else len(text)
        mark = _MARK.match(text, begin)
        start = mark.end() if mark else begin
        end = start + len(text[start:stop].rstrip(_TRAILING))
        if end > start:
            yield start, end
        begin = cut.end() if cut else len(text)


def _bare(words: str) -> str:
    """The name of a diagnosis without codes and the marks around them."""
    bare = _ICD_9.sub("", _ICD_10.sub("", words))
    bare = re.sub(r"\(\s*(?:ICD-?(?:9|10)(?:-CM)?:?)?\s*\)|\bICD-?(?:9|10)(?:-CM)?:?", "", bare)
    return re.sub(r"\s{2,}", " ", bare).strip(_TRAILING + ")") if "(" not in bare else bare.strip(_TRAILING)


def _others(ground: Ground, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    """Conditions that the worker does not have, had earlier, or that are in the family."""
    lower = ground.prose.lower
    for match in conditions().known.finditer(lower):
        start, end = match.span()
        if any(one <= start < two for one, two in taken) or _SPECIFIC_AFTER.match(lower, end):
            continue
        mode = ground.mode(start, end)
        is_told = mode in {Mode.DENIED, Mode.HISTORICAL, Mode.FAMILY}
        if not is_told or _SUSPECTED.search(lower, max(0, start - 30), start):
            continue
        start = _with_site(lower, start, ground.sentence(start).start)
        is_by_heading = mode is section_mode(ground.passage.section)
        sure = IN_PASSING if is_by_heading else INFERRED
        yield _made(ground, (start, end), ground.prose.text[start:end], mode, sure)


def _with_site(lower: str, start: int, floor: int) -> int:
    """Where the name begins with the words for site and quality before it."""
    before = conditions().before
    while True:
        word = re.search(r"(?<![\w-])[\w/-]+(?=\s$)", lower[max(floor, start - 25) : start])
        if word is None or word[0] not in before:
            return start
        start = max(floor, start - 25) + word.start()
