"""Finds diagnoses with their codes: listed, told in passing, denied, of earlier times, and of the family.

What the readers of letters find is taken from them. They leave out on purpose what is denied, earlier or of the
family; that is found here, as are the lines of a list that stands under its own heading.

Source: ``vocabulary/conditions.yaml``; shapes of codes of ICD-9-CM and ICD-10-CM (recalled).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.casefile.findings.clauses import clause_mode
from openimr.casefile.findings.diagnosis_codes import CODE, ICD_9, ICD_10, code_in, mended_code
from openimr.casefile.findings.diagnosis_names import bounded, continued, is_empty, said_once, with_site
from openimr.casefile.findings.diagnosis_words import Role, is_of_family, known, words_for
from openimr.casefile.findings.ground import Ground
from openimr.casefile.findings.words import Section, section_mode
from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from openimr.determinations.model import Fact, FactKind
from openimr.determinations.reading.facts.prose import IN_PASSING, INFERRED, STATED
from openimr.determinations.reading.facts.vocabulary import conditions
from openimr.treatments import find_body_parts, find_sides

__all__ = ["diagnoses"]

_CODE_AFTER = re.compile(
    rf"(?:,?\s(?:[LR]|[Ll]eft|[Rr]ight)(?:\s|-)side[d]?)?[\s.,;:()\[\]-]*(?:ICD-?\s?(?:9|10)?(?:-CM)?(?:[\s-]?[Cc]odes?)?(?:\s?\([Rr]equired\))?[\s:.)]*)?{CODE}"
)
_CODE_BEFORE = re.compile(rf"{CODE}[\s:.)\]-]*$")
_CODE_REACH = 24
_GOES_ON = re.compile(r"(?<=\d)\.\s?[0-9A-Z]{1,4}[)\]]")
"""The rest of a code that a reader of pictures broke after its point: "(M47. 816)"."""
_MENDED = 0.4
"""The confidence in a diagnosis whose code was mended."""
_SIDE_LAST = re.compile(r",\s(left|right|bilateral)\b", re.IGNORECASE)
_NONE = re.compile(r"(?:no|not|none|without|negative|normal|unremarkable|denies|same|deferred|as\sabove)\b")
_MARK = re.compile(r"(?:\(?\d{1,2}[.):]|[-*\u2022\u25aa\u25cf]|\[\s?[xX]\s?\])\s*")
_HEADING = re.compile(r"^(?:[A-Za-z0-9 /&()-]{2,40}?:|D[Xx]\b[.:]?)\s*")
_TRAILING = " .,;:-("
_EARLIER = re.compile(r"^(?:status\spost|s/p|history\sof|h/o|hx\sof|old|prior|previous)\b|\bresolved$|\bin\sremission$")
_WIDEST = 110
_SUSPECTED = re.compile(r"\b(?:rule\sout|r/o|possible|suspected|probable|versus|vs|differential|likely|questionable)\b")
_DIFFERENT = re.compile(r"[;,]\s+(?=[A-Z])|;\s+(?=[a-z\d])|(?<=[\d.)]{3}),\s+(?=[a-z])")
_LABELLED = re.compile(r"\b(?:diagnos[ei]s|diagnosed|dx)\b")
_BARE_CODE = re.compile(r"\s?[(\[]?(?P<code>\d{3})[)\]]?(?=\W*$)")
_SIDE_AFTER = re.compile(
    r"\s(?:(?:on|of|in)\s(?:the\s)?|(?=\w+[\s-]side))(?P<side>left|right|both)\b|,?\s(?P<short>[lr])[\s-]sided?\b"
)
_SIDES = {"both": "bilateral", "l": "left", "r": "right"}
# A feeling, or an injury without its place, is told in passing of too much to be taken for a diagnosis.
_BARE = re.compile(
    r"(?:anxiety|depression|stress|insomnia|strains?|sprains?|fracture|contusion|dislocation|contracture|anorexia)$"
)
_CLAUSE = re.compile(r"[;:]|\b(?:but|however|although|except)\b")
_STOP = re.compile(r"[,;]")
_PAST = re.compile(
    r"\b(?:medical|surgical|psychiatric|health|past)\shistory(?:\s(?:is|was))?\s(?:significant|notable|remarkable|positive|includes?|included)\b[^.;]*$"
)
_CLOSE = 40
_NO_PROSE = frozenset(
    {
        DocumentKind.APPLICATION, DocumentKind.UR_DECISION, DocumentKind.REQUEST_FOR_AUTHORIZATION,
        DocumentKind.PHARMACY, DocumentKind.MONITORING, DocumentKind.FAX_COVER,
    }
)  # fmt: skip


def diagnoses(ground: Ground) -> Iterator[Finding]:
    """All diagnoses that the passage names, each once for its place."""
    if ground.passage.section in {Section.ALLERGIES, Section.GUIDELINE}:
        return
    taken: list[tuple[int, int]] = []
    for fact in ground.facts:
        if fact.kind is FactKind.DIAGNOSIS and fact.name:
            yield from _told(ground, fact, fact.name, taken)
    if ground.passage.section is Section.DIAGNOSES:
        yield from _listed(ground, taken)
    yield from _others(ground, taken)


def _told(ground: Ground, fact: Fact, named: str, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    """The diagnosis that the readers of letters found, as far as its words are its name."""
    start, end = bounded(ground, fact.span.start, fact.span.end)
    if start == end:
        return
    if fact.confidence <= IN_PASSING:
        start, end = with_site(ground, *_whole(ground, start, end))
    name = named if (start, end) == (fact.span.start, fact.span.end) else _bare(ground.prose.text[start:end])
    name = f"{name} {continued(ground, start, end)}".rstrip()
    if _is_none(name, fact.text, is_labelled=_is_labelled(ground, start)):
        return
    taken.append((start, end))
    if not _is_open(ground, end):
        yield _made(ground, (start, end), name, _mode(ground, name, start, end), fact.confidence)


def _whole(ground: Ground, start: int, end: int) -> tuple[int, int]:
    """The stretch of the longer name that the one from ``start`` is a part of: "subacromial bursitis"."""
    sentence = ground.sentence(start)
    for match in known().finditer(ground.prose.lower, sentence.start, sentence.end):
        if match.start() <= start < match.end():
            return match.start(), max(end, match.end())
    return start, end


def _is_labelled(ground: Ground, start: int) -> bool:
    """Whether a word before ``start`` says that what follows is a diagnosis."""
    return _LABELLED.search(ground.prose.lower, ground.sentence(start).start, start) is not None


def _is_none(name: str, text: str, *, is_labelled: bool) -> bool:
    """Whether an entry of a list is none: suspected, denied, or words that name no condition and bear no code."""
    lower = name.lower()
    is_unnamed = is_empty(name, is_labelled=is_labelled) and not code_in(text)
    return not name or is_unnamed or bool(_SUSPECTED.search(lower) or _NONE.match(lower))


def _is_open(ground: Ground, end: int) -> bool:
    """Whether the words behind a name say that it is not settled, or that it names something else."""
    lower = ground.prose.lower
    title = words_for(Role.TITLE).match(lower, end + 1) if lower[end : end + 1] == " " else None
    return title is not None or _near(ground, Role.UNSURE, end)


def _near(ground: Ground, role: Role, end: int) -> bool:
    """Whether words of ``role`` stand close behind a name, in the same clause."""
    ceiling = min(ground.sentence(end - 1).end, end + _CLOSE)
    stop = _STOP.search(ground.prose.lower, end, ceiling)
    return words_for(role).search(ground.prose.lower, end, stop.start() if stop else ceiling) is not None


def _mode(ground: Ground, name: str, start: int, end: int) -> Mode:
    """How a diagnosis is told that the readers of letters take for one of the worker."""
    if _near(ground, Role.ABSENT, end):
        return Mode.DENIED
    if _EARLIER.search(name.lower()):
        return Mode.HISTORICAL
    mode = _clause_mode(ground, start, end)
    return mode if mode in {Mode.HISTORICAL, Mode.FAMILY} else Mode.STATED


def _clause_mode(ground: Ground, start: int, end: int) -> Mode:
    """How the clause speaks of a condition: under treatment to date it is the treatment that is of earlier times."""
    mode = clause_mode(ground, start, end)
    if ground.passage.section is not Section.CARE or mode is not Mode.HISTORICAL:
        return mode
    return clause_mode(ground, start, end, section=Section.BODY)


def _made(ground: Ground, place: tuple[int, int], name: str, mode: Mode, confidence: float) -> Finding:
    start, end = place
    text = ground.prose.text
    behind = _CODE_AFTER.match(text, end)
    ahead = _CODE_BEFORE.search(text, max(0, start - _CODE_REACH), start)
    around = text[start:end] + (f" {behind['code']}" if behind else "") + (f" {ahead['code']}" if ahead else "")
    name, code = _coded(name, "" if _GOES_ON.match(text, end) else code_in(around))
    mended = None if code or not ground.is_of_picture else mended_code(text, start, end)
    if mended is not None:
        code, confidence = mended[0], min(confidence, _MENDED)
        end = max(start + 1, min(end, mended[1]))
        name = _bare(text[start:end])
    name = said_once(name)
    parts = find_body_parts(name)
    is_unsure = bool(code) and (mended is not None or ground.is_unsure(start, behind.end() if behind else end))
    return ground.found(
        FindingKind.DIAGNOSIS, start, end, confidence,
        mode=mode, name=name, code=code, says=f"{name} (code uncertain: it was hard to read)" if is_unsure else name,
        part=parts[0].id if parts else "", side=_side(ground, name, end), levels=ground.levels(start, end),
    )  # fmt: skip


def _coded(name: str, code: str) -> tuple[str, str]:
    """The name without a number of three figures behind it that is its code, and the code."""
    bare = None if code else _BARE_CODE.search(name)
    if bare is None or not is_of_family(name, bare["code"]):
        return name, code
    return name[: bare.start()], bare["code"]


def _side(ground: Ground, name: str, end: int) -> str:
    """The side that the name tells, or the words right behind it."""
    sides, last = find_sides(name), _SIDE_LAST.search(name)
    if sides or last:
        return sides[0].side.value if sides else str(last[1]).lower() if last else ""
    after = _SIDE_AFTER.match(ground.prose.lower, end)
    told = (after["side"] or after["short"]) if after else ""
    return _SIDES.get(told, told)


def _listed(ground: Ground, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    """The entries of a list below its heading: one for each sentence that names a condition."""
    for sentence in ground.prose.sentences:
        text = ground.prose.text[sentence.start : sentence.end]
        heading = _HEADING.match(text) if sentence.start == 0 else None
        begin = heading.end() if heading else 0
        for start, end in _pieces(text, begin):
            first, last = bounded(ground, sentence.start + start, sentence.start + end)
            if first == last or any(one < last and first < two for one, two in taken):
                continue
            name = _bare(ground.prose.text[first:last])
            lower = name.lower()
            if len(name) > _WIDEST or not conditions().heads.search(lower) or _is_none(name, "", is_labelled=True):
                continue
            taken.append((first, last))
            if not _is_open(ground, last):
                yield _made(ground, (first, last), name, _listed_mode(ground, lower, first, last), STATED)


def _listed_mode(ground: Ground, lower: str, start: int, end: int) -> Mode:
    if _near(ground, Role.ABSENT, end):
        return Mode.DENIED
    return Mode.HISTORICAL if _EARLIER.search(lower) else _clause_mode(ground, start, end)


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
    bare = ICD_9.sub("", ICD_10.sub("", words))
    bare = re.sub(r"\(\s*(?:ICD-?(?:9|10)(?:-CM)?:?)?\s*\)|\bICD-?(?:9|10)(?:-CM)?:?", "", bare)
    return re.sub(r"\s{2,}", " ", bare).strip(_TRAILING + ")") if "(" not in bare else bare.strip(_TRAILING)


def _others(ground: Ground, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    """Conditions in prose: what a report finds, what the worker does not have or had earlier, and the family's."""
    done = 0
    for match in known().finditer(ground.prose.lower):
        start, end = match.span()
        if start < done or any(one <= start < two for one, two in taken) or _is_open(ground, end):
            continue
        start, end = with_site(ground, start, end)
        mode = _mode_in_prose(ground, start, end)
        done = end
        if mode is Mode.PLANNED or _SUSPECTED.search(ground.prose.lower, max(0, start - 30), start):
            continue
        if mode is Mode.STATED and not _is_found(ground, start, end):
            continue
        is_by_heading = mode is section_mode(ground.passage.section) and mode is not Mode.STATED
        sure = IN_PASSING if is_by_heading or mode is Mode.STATED else INFERRED
        yield _made(ground, (start, end), ground.prose.text[start:end], mode, sure)


def _mode_in_prose(ground: Ground, start: int, end: int) -> Mode:
    if _near(ground, Role.ABSENT, end):
        return Mode.DENIED
    mode = _clause_mode(ground, start, end)
    is_past = mode is Mode.STATED and _PAST.search(ground.prose.lower, ground.sentence(start).start, start)
    return Mode.HISTORICAL if is_past else mode


def _is_found(ground: Ground, start: int, end: int) -> bool:
    """Whether the sentence says that the condition was found in this worker, and is not only sought or compared."""
    passage, sentence = ground.passage, ground.sentence(start)
    if passage.section not in {Section.BODY, Section.DIAGNOSES, Section.CARE} or passage.kind in _NO_PROSE:
        return False
    if words_for(Role.GENERAL).search(sentence.words) or _BARE.match(ground.prose.lower, start, end):
        return False
    stops = [stop.end() for stop in _CLAUSE.finditer(ground.prose.lower, sentence.start, start)]
    floor = max([sentence.start, *stops])
    if words_for(Role.SET_ASIDE).search(ground.prose.lower, floor, start):
        return False
    is_told = words_for(Role.TELL).search(ground.prose.lower, floor, start) or _near(ground, Role.SEEN, end)
    return bool(is_told) or passage.section is Section.DIAGNOSES or _is_under_study(ground, sentence.start, floor)


def _is_under_study(ground: Ground, begin: int, floor: int) -> bool:
    """Whether the clause stands behind the name of a picture or test and a colon: "MRI 12/21/2020: tear of ..."."""
    colon = ground.prose.lower.rfind(":", begin, floor)
    return colon >= 0 and words_for(Role.STUDY).search(ground.prose.lower, begin, colon) is not None
