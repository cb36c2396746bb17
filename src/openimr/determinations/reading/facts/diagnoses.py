"""Finds diagnoses: lists that say so ("Diagnoses include: ...", "diagnosed with ..."), and conditions told in passing.

What is denied, ruled out, feared, in the family, in the title of an instrument, or spoken of patients in general is no
diagnosis of this worker. Each name stays as worded.

Source: ``rulebook/vocabulary/conditions.yaml``.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from openimr.determinations.model import Fact, FactKind
from openimr.determinations.reading.facts.prose import IN_PASSING, INFERRED, STATED, Prose, Sentence, word_set, words_of
from openimr.determinations.reading.facts.vocabulary import conditions, places_of

__all__ = ["diagnosis_facts", "diagnosis_gates"]

_LIST = re.compile(
    r"(?:(?P<noun>diagnos[ei]s)(?:\s(?:per|of|for|by|given|listed|noted|at|on|in|as|from)\b[^:.;]{0,40}?)??"
    r"(?:(?:\s(?:are|is|was|were|includes?|included|including|consists?\sof|listed\sas|listed|noted\sas|noted|given\sas|as\sfollows|as"
    r"|(?:given|listed|noted|stated|recorded)\sby\s[^:.;,]{3,40}?\sas|the"
    r"\sfollowing|of|still|remain|remains)\b)+\s?:?|\s?:)"
    r"|(?P<told>diagnosed\s(?:\w+ly\s)?(?:with|as\shaving|as)|carries\s(?:a|the)\sdiagnos[ei]s\sof)"
    r"|(?P<head>(?:assessments?|impressions?|dx|diagnostic\simpressions?)\s?:))\s*(?:having\s|suffering\sfrom\s|the\sfollowing:?\s|status\spost\s)?"
)
_GATES = word_set("diagnoses diagnosis diagnosed carries assessment assessments impression impressions diagnostic dx")
_NOT_LIST = re.compile(
    r"\b(?:differential|no|without|not|never|family|mother|father|brother|sister|son|daughter|wife|husband|rule\sout|patients|individuals|those|"
    r"working\sup|been\sno|for\sa|regarding\sthe|appropriate|support\sa|support\sthe|consistent|people|persons|sleep|nursing|mri|x-ray|psychiatric\sscreening)\s(?:\w+\s){0,3}$"
)
_NOT_NAMES = re.compile(
    r"(?:not\b|unclear|unknown|no\b|none\b|based\b|pending|made\b|supported|consistent|deferred|being\b|to\sbe|also\b|established|confirmed|provided|the\ssame|unchanged|documented|listed|noted\b|reviewed|used\b|essential|important|necessary|required|needed|only\b"
    r"|uncertain|questionable|doubtful|missing|lacking|absent|correct\b|incorrect|complex\b|difficult|stated\b|recorded|given\b"
    r"|well\b|soon\b|such\b|open\b|in\s(?:the|this|his|her|my|question|doubt|dispute|keeping|line)\b|on\s(?:file|record)\b"
    r"|at\sissue|a\s(?:reason|basis|matter|result)\b|part\sof\b|(?:the|a)\s(?:basis|reason|ground)\b)"
)
_MARK = re.compile(r"(?:(?<=\s)|^|(?<=[(:.;,]))\(?#?(\d{1,2})[.):](?=\s?[a-z(])\s?")
_CUT = re.compile(
    r"\s(?:in\saddition\sto|along\swith|together\swith|for\swhich|who|whom|which|and\s(?:is|has|was|had|underwent|he|she|the|received|treated|who|whose|it|there|reports|complains|continues|presents|remains|requests?|recommended|a\srequest|with)\b|but|since|after|following"
    r"|by\s(?:dr|the|his|her|a)\b|on\s(?:\d|[a-z]+\s\d)|in\s(?:(?:19|20)\d\d|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b)|as\sa\sresult|treated\swith|has\sbeen|was|were|is|are|based\son|requiring|according|per\s|with\s(?:a\srequest|mri|x-rays?|emg|imaging|complaints|persistent|ongoing)|and\sthere|however|he|she|the\spatient|that|at\sthis|because|being|having|despite|while|when|would|should|could|may|might|can|these|this|those|prior|during|treatment|resulting|from\sthe|from\sa|so)\b"
    r"|[\"\u201d](?=\s(?!(?:and|or|with|&)\s))"
)
_CODE = re.compile(
    r"\s*[(\[-]?\s*\b(?:icd-?(?:9|10)(?:-cm)?:?\s)?(?:[a-tv-z]\d[\da-z](?:\.[\da-z]{1,4})?|[ev]?\d{3}\.\d{1,2})\b\s*[)\]:-]?\s*"
)
_COMMA = re.compile(r"\s*[,;]\s*(?:and\s|as\swell\sas\s|&\s)?\s*|\s*;\s*|\s-\s")
_AND = re.compile(r"\s(?:and|as\swell\sas|&|with)\s")
_LEADING = re.compile(
    r"(?:and|an?|the|his|her|also|of|with|including|left-sided(?!\w)(?<!.)|status\spost)\s|[\s,;:.()\"'-]+"
)
_TRAILING = " .,;:-(\"'\u201d"
_WORD_BEFORE = re.compile(r"(?<![\w-])[\w/'-]+(?=\s$)")
_REACH = 100  # So many characters before a name, "no" and "denies" still speak of it.
_LONGEST_NAME = 110
_WIDEST_ENTRY = 160
_MOST_WORDS = 12

_NEGATED = re.compile(
    r"\b(?:no|denies|denied|denying|deny|without|negative\sfor|rule\sout|ruled\sout|r/o|rules\sout|family\shistory\sof|absence\sof|free\sof|not|never|risk\s(?:of|for|factors)|possible|possibly"
    r"|possibility\sof|suspicion\sof|suspected|suspicious\sfor|questionable|versus|vs|prevent|prevention|mother|father|brother|sister|if|screen(?:ed|ing)?\sfor|evaluate\sfor|evaluated\sfor|assess\sfor|nor|neither|differential|like|worried|concern\sfor|resolved|unlikely|lack\sof|fear\sof|evaluation\sof|studies\sof|study\sof|cause|causes)\b(?P<rest>[^.;]*)$"
)
_BUT = re.compile(
    r"\b(?:but|however|although|except|does\shave|admits|reports|complains|has\b|presents|with\sa\sdiagnos)"
)
# A sentence with one of these speaks of patients in general, or of what a guideline says of them.
_GENERAL = word_set(
    "guideline guidelines mtus odg acoem patients individuals literature studies evidence criteria fda should setting"
)
_GENERAL_PHRASES = (
    "recommended for", "recommended as", "recommended in", "indicated for", "indicated in", " is used", "treatment of ",
    "in a study", "in one study", "a study of", "one study of", "study found", "randomi", "case report", "case series",
    "participants", "one patient", "each patient", "any patient", "every patient", "subjects with",
)  # fmt: skip
_WORKER = word_set(
    "patient worker claimant employee applicant individual he she who male female man woman gentleman lady his her",
)
_HAS = word_set(
    "has had have having suffers suffered suffering presents presented develops developed with carries complains",
    "complained diagnosed reports reported sustained experiences experienced experiencing status treated struggles",
    "exhibits continues remains is was includes complicated history his her",
)
# A feeling that is complained of is a symptom; it is a condition where the worker has it, or is treated for it.
_FEELING = re.compile(r"(?:anxiety|depression|stress)$")
_FELT = re.compile(
    r"\b(?:complain\w*|describ\w*|report(?:s|ed|ing)?|present(?:s|ed|ing)?|felt|feels|feeling|symptoms?|signs)\b"
    r"(?![^.;]*\b(?:diagnos|disorder))[^.;]*$"
)
_FELT_ABOUT = re.compile(r"\s(?:about|regarding|over|during|before|at\sthe\s(?:thought|prospect))\b")
_TITLE_AFTER = re.compile(
    r"(?:\s(?:inventory|scale|score|scores|screen|screening|questionnaire|index|symptoms\sscale|rating|test|tests|testing|guidelines?|chapter|treatment\sguidelines|clinic|program|management|treatments?|brace|support|surgery|release|repair|medications?)|-like)\b"
)


class _Entry(NamedTuple):
    """One diagnosis: its place with its code, and its name."""

    start: int
    end: int
    name: str


def diagnosis_gates() -> frozenset[str]:
    """The words that begin a list of diagnoses or a condition."""
    return _GATES | conditions().gates


def diagnosis_facts(prose: Prose) -> list[Fact]:
    """All diagnoses of the worker in ``prose``: stated ones first by place, then those told in passing."""
    facts = _stated(prose)
    facts += _in_passing(prose, facts)
    return facts


def _stated(prose: Prose) -> list[Fact]:
    facts: list[Fact] = []
    done = 0
    for place in places_of(_GATES & prose.words, prose.lower):
        match = _LIST.match(prose.lower, place) if place >= done else None
        if match is None or _is_no_list(prose, match):
            continue
        confidence = STATED if match["told"] is None else INFERRED
        for entry in _entries(prose, match.end()):
            facts.append(prose.fact(FactKind.DIAGNOSIS, entry.start, entry.end, confidence, name=entry.name))
            done = entry.end
    return facts


def _is_no_list(prose: Prose, match: re.Match[str]) -> bool:
    """Whether the words are about a diagnosis without giving one, or about another person's."""
    if match.start() and prose.lower[match.start() - 1].isalpha():
        return True
    before = prose.lower[max(0, match.start() - 45) : match.start()]
    sentence_start = max(before.rfind(". "), before.rfind("; "))
    return bool(_NOT_LIST.search(before[sentence_start + 1 :]) or _NOT_NAMES.match(prose.lower, match.end()))


def _entries(prose: Prose, place: int) -> list[_Entry]:
    """The entries of the list that begins at ``place``."""
    first = _MARK.match(prose.lower, place)
    if first and first[1] == "1":
        return _numbered(prose, first)
    return _enumerated(prose, place, _sentence_end(prose, place))


def _sentence_end(prose: Prose, place: int) -> int:
    return prose.sentence_at(place).end


def _numbered(prose: Prose, first: re.Match[str]) -> list[_Entry]:
    """1. One. 2. Another. The last ends where its sentence ends."""
    entries: list[_Entry] = []
    mark: re.Match[str] | None = first
    number = 1
    while mark is not None:
        number += 1
        following = _mark(prose.lower, str(number), mark.end(), mark.end() + _WIDEST_ENTRY)
        end = following.start() if following else _sentence_end(prose, mark.end())
        if following is None:
            cut = _CUT.search(prose.lower, mark.end(), end)
            end = cut.start() if cut else end
        entry = _entry(prose, mark.end(), end)
        if entry is not None:
            entries.append(entry)
        mark = following
    return entries


def _mark(lower: str, number: str, start: int, end: int) -> re.Match[str] | None:
    """The first mark from ``start`` to before ``end`` that bears ``number``."""
    for place in places_of((number,), lower, start, end):
        first = place
        while first > start and lower[first - 1] in "(#":
            first -= 1
        for begin in range(first, place + 1):
            mark = _MARK.match(lower, begin, end)
            if mark and mark[1] == number:
                return mark
    return None


def _enumerated(prose: Prose, place: int, end: int) -> list[_Entry]:
    """One, another, and a third."""
    cut = _CUT.search(prose.lower, place, end)
    end = cut.start() if cut else end
    entries: list[_Entry] = []
    for start, stop in _pieces(prose, place, end):
        entry = _entry(prose, start, stop)
        if entry is None:
            break
        if entries and not conditions().heads.search(prose.lower, start, stop):
            break
        entries.append(entry)
    return entries


def _pieces(prose: Prose, place: int, end: int) -> list[tuple[int, int]]:
    """Where the entries stand: parted at commas, at "and" between two conditions, and where two stand side by side."""
    known = conditions()
    pieces: list[tuple[int, int]] = []
    start = place
    for comma in [*_COMMA.finditer(prose.lower, place, end), None]:
        stop = comma.start() if comma else end
        if pieces and known.qualifier.match(prose.lower, start) and not known.heads.search(prose.lower, start, stop):
            pieces[-1] = (pieces[-1][0], stop)  # "single episode" goes on with what it qualifies.
        else:
            pieces.append((start, stop))
        start = comma.end() if comma else end
    return [part for piece in pieces for both in _parted(prose, *piece) for part in _unmarked(prose, *both)]


def _parted(prose: Prose, start: int, stop: int) -> list[tuple[int, int]]:
    """Both sides of each "and" where both are conditions; the whole otherwise."""
    known = conditions()
    parts: list[tuple[int, int]] = []
    for joint in _AND.finditer(prose.lower, start, stop):
        has_left = known.heads.search(prose.lower, start, joint.start())
        if joint[0] != " with " and has_left and known.heads.search(prose.lower, joint.end(), stop):
            parts.append((start, joint.start()))
            start = joint.end()
    return [*parts, (start, stop)]


def _unmarked(prose: Prose, start: int, stop: int) -> list[tuple[int, int]]:
    """Two conditions that stand side by side with no mark between them."""
    known = conditions()
    parts: list[tuple[int, int]] = []
    matches = list(known.known.finditer(prose.lower, start, stop))
    for one, two in pairwise(matches):
        begin = _name_start(prose.lower, two.start(), one.end())
        if prose.lower[one.end() : begin] == " ":
            parts.append((start, one.end()))
            start = begin
    return [*parts, (start, stop)]


def _entry(prose: Prose, start: int, stop: int) -> _Entry | None:
    """The entry between two places without its marks, or ``None`` where it is too long or empty to be a diagnosis."""
    leading = _LEADING.match(prose.lower, start, stop)
    while leading:
        start = leading.end()
        leading = _LEADING.match(prose.lower, start, stop)
    whole = prose.text[start:stop].rstrip(_TRAILING)
    name = _without_code(whole)
    if not name or len(name) > _LONGEST_NAME or name.count(" ") >= _MOST_WORDS or not name[0].isalpha():
        return None
    return _Entry(start, start + len(whole), name)


def _without_code(words: str) -> str:
    """The name of a diagnosis without the code of the classification beside it."""
    code = _CODE.search(words.lower())
    if code is None or (code.start() > 0 and code.end() < len(words)):
        return _closed(words)
    return _closed((words[: code.start()] + words[code.end() :]).strip(_TRAILING + ")"))


def _closed(words: str) -> str:
    """``words`` without a bracket that was opened and not closed, or closed and not opened."""
    return words.rstrip(")") if words.endswith(")") and "(" not in words else words


def _name_start(lower: str, place: int, floor: int) -> int:
    """Where the name of the condition at ``place`` begins, with the words for site and quality before it."""
    before = conditions().before
    while place > floor:
        word = _WORD_BEFORE.search(lower, max(floor, place - 25), place)
        if word is None or word[0] not in before:
            break
        place = word.start()
    return place


def _in_passing(prose: Prose, stated: list[Fact]) -> list[Fact]:
    """Conditions that a sentence about the worker tells of."""
    known = conditions()
    facts: list[Fact] = []
    taken = 0
    for place in places_of(known.gates & prose.words, prose.lower):
        if place < taken:
            continue
        match = known.known_by_start.get(prose.lower[place : place + 2], known.known).match(prose.lower, place)
        if match is None or _is_within(prose, stated, place):
            continue
        taken = match.end()
        sentence = prose.sentence_at(place)
        start = _name_start(prose.lower, place, sentence.start)
        if _is_of_worker(sentence, start) and not _is_set_aside(prose, sentence, start, taken):
            facts.append(prose.fact(FactKind.DIAGNOSIS, start, taken, IN_PASSING, name=prose.text[start:taken]))
    return facts


def _is_within(prose: Prose, facts: list[Fact], place: int) -> bool:
    """Whether ``place`` is in one of the facts."""
    at = prose.origin(place) if facts else 0
    return any(fact.span.start <= at < fact.span.end for fact in facts)


def _is_of_worker(sentence: Sentence, place: int) -> bool:
    """Whether the sentence says before ``place`` that it tells of this worker, and not of patients in general."""
    before = words_of(sentence.words[: place - sentence.start])
    if _WORKER.isdisjoint(before) or _HAS.isdisjoint(before):
        return False
    worker = next(number for number, word in enumerate(before) if word in _WORKER)
    if _HAS.isdisjoint(before[worker:]) or any(phrase in sentence.words for phrase in _GENERAL_PHRASES):
        return False
    return _GENERAL.isdisjoint(words_of(sentence.words))


def _is_set_aside(prose: Prose, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words around say that the worker does not have it, or that it is part of another name."""
    if _TITLE_AFTER.match(prose.lower, end):
        return True
    if _FEELING.match(prose.lower, start, end) and (
        _FELT.search(prose.lower, sentence.start, start) or _FELT_ABOUT.match(prose.lower, end)
    ):
        return True
    negated = _NEGATED.search(prose.lower, max(sentence.start, start - _REACH), start)
    return negated is not None and _BUT.search(negated["rest"]) is None
