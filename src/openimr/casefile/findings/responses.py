"""Finds how the worker responded: to a treatment that the words name, or as told by mood and function.

"He is improved, more at ease" names no treatment. In the note of one who treats it tells how the worker fares all the
same; of what it is the effect, a person says. Words on a posture or on a cause outside of treatment tell no response.

Source: ``casefile/findings_phrases.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from openimr.casefile.findings.from_facts import unexplained
from openimr.casefile.findings.ground import Ground
from openimr.casefile.findings.words import Phrase, Section, Tells, phrases
from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from openimr.determinations.reading.facts.prose import IN_PASSING, INFERRED, Sentence
from openimr.treatments.services import ServiceMention, service

__all__ = ["HOPED", "responses"]

HOPED = re.compile(
    r"\b(?:to(?!\sdate)|goals?|expect\w*|anticipat\w*|hop(?:e|es|ed|ing)|should|will|may|would|could|order\sto|likely|potential"
    r"|for\sfurther|for\sfunctional|no\sdocumentation\sof|documented|evidence\sof|without\sevidence\sof|if|until|lack\sof"
    r"|demonstrat\w+|document(?:ation|ing)?\sof|required?|whether)\s(?:\w+\s){0,2}$"
)
_ADVICE = re.compile(
    r"\b(?:understands?|understood|(?:was|were|is|been)\s(?:told|advised|reminded|taught|informed)|explained|counsell?ed"
    r"|reminded|educated|discussed)\s(?:(?:to|with)\s)?(?:\w+\s){0,4}?(?:that|how|why)\s"
)
"""What a worker is told of treatment at large; it tells nothing of how this one responded."""
_COMPARED = re.compile(
    r"\s(?:than|to)\s(?!(?:before|last|at|in|it|when|previously|usual|prior|baseline|he|she|was|yesterday|expected"
    r"|(?:the|his|her|my|our)\s(?:last|previous|first|initial|prior|past)|\d)\b)"
)
"""Behind "is better": one thing is set above another, as in "walking is better than lying in bed"."""
_POSTURE = re.compile(
    r"\s(?:with|when|while|on|by|in|after)\s(?:\w+\s)?(?:rest(?:ing)?|lying|sitting|standing|walking|positions?|movement|activity"
    r"|bending|leaning|elevation|reclining|changing\spositions?)\b(?!\s(?:tolerance|endurance|program\w*|distance|ability))"
)
_EASED = re.compile(r"better|worse|improves|eases|eased|relief")
_IS = re.compile(r"\b(?:is|are|be|being)\s(?:often\s|usually\s|always\s|much\s|far\s)?$")
_PERCENT = re.compile(r"(\d{1,3})(?:\s?-\s?\d{1,3})?\s?(?:%|percent\b|per\scent\b)")
_PAPER = re.compile(r"\s(?:notes?|reports?|summary)\b")
_NEAR = 50
_TREATED = re.compile(
    r"\b(?:treatments?|therap\w+|sessions?|injections?|medications?|visits?|exercises?|surgery|procedure|care|meds)\b"
)
_NOT_OF_TREATMENT = frozenset({Section.GUIDELINE, Section.ALLERGIES, Section.FAMILY, Section.DIAGNOSES})
_NOTES = frozenset({DocumentKind.THERAPY_NOTE, DocumentKind.ACUPUNCTURE_NOTE})
_OF_TREATING = _NOTES | {DocumentKind.PROGRESS_REPORT}
_NOT_OF_NOW = frozenset({Section.PAST, Section.PLAN, Section.WORK})
_WORKER = (
    r"(?:he|she|patient|pt|worker|claimant|applicant|employee|(?:mr|ms|mrs)\.?\s[\w'-]+|mood|affect|spirits|sleep"
    r"|function(?:ing)?|concentration|energy|appetite|outlook|anxiety|depression|irritability|endurance|tolerance|gait"
    r"|mobility|adls?|activities\sof\sdaily\sliving)"
)
_FARES = re.compile(
    rf"\b{_WORKER}\.?\s(?:is|are|was|were|has|have|feels?|felt|seems?|appears?|looks?|does|(?:reports|says|states)\s"
    r"(?:feeling|being|to\sbe|that\s(?:he|she)\s(?:is|feels|has)|(?:he|she)\s(?:is|feels|has)))\s"
    r"(?:(?:now|much|overall|somewhat|also|significantly|generally|feeling|doing|clearly|further|greatly|markedly|still"
    r"|not|been|very|some|gradually|slowly|steadily|getting|become|becoming|visibly|definitely|a\s(?:lot|bit|little))\s)*$"
)
_OF_WORKER = re.compile(rf"(?:\b{_WORKER}\b|^\W*$)")
_RELATIVE = re.compile(
    r"\b(?:wife|husband|spouse|partner|son|daughter|mother|father|brother|sister|child(?:ren)?|others?|patients|employer)\b"
)
_OTHER_CAUSE = re.compile(
    r"\b(?:since|after|because\sof|due\sto|following|from)\s(?:[\w'-]+\s){0,4}?(?:accident|injury|fall|fell|incident|crash"
    r"|collision|assault|death|died|divorce|lay-?off|laid\soff|denial|denied|stopped|stopping|ran\sout)\b"
)
_SUBJECT = re.compile(rf"\b{_WORKER}\.?\s$")
_HAS_VERB = re.compile(r"(?:has|have|did)\b")
_ENDS_SO = re.compile(
    r"\s?(?:[.,;:)]|$|(?:and|but|or|now|overall|today|since|this|over|compared|although|though|from|in\sgeneral)\b"
    r"|than\s(?:last|before|at|in)\b|(?:in|with)\s(?:his|her|the)?\s?(?:mood|sleep|spirits|function)\b)"
)
"""What may follow a bare "better": not "better dressed", "better when lying down"."""
_GAP = 48
_THINGS = frozenset({"item", "device"})


class _Sign(NamedTuple):
    """A phrase that tells a response, what answer it gives, and whether it stands on words for mood and function."""

    phrase: Phrase
    tells: Tells


def responses(ground: Ground) -> Iterator[Finding]:
    """How the worker responded, once for each sentence and treatment."""
    if ground.passage.section in _NOT_OF_TREATMENT and not _is_assessed(ground):
        return
    told: set[tuple[int, str, str]] = set()
    for sign in _signs(ground):
        phrase = sign.phrase
        sentence = ground.sentence(phrase.start)
        at = phrase.start - sentence.start
        if _PAPER.match(ground.prose.lower, phrase.end) or HOPED.search(sentence.words, 0, at):
            continue
        if _is_at_large(sentence.words, at, phrase.end - sentence.start):
            continue
        near = _near(ground, sign) or _just_told(ground, sentence.start)
        is_named = bool(near or _TREATED.search(sentence.words) or ground.passage.kind in _NOTES)
        is_of_state = not is_named or sign.tells is Tells.COURSE
        if is_of_state and not _is_of_worker(ground, sign, sentence):
            continue
        mode = ground.mode(phrase.start, phrase.end)
        name = _answer(phrase, mode)
        key = (sentence.start, near[0].id if near else "", name)
        if not name or mode in {Mode.PLANNED, Mode.FAMILY} or key in told:
            continue
        told.add(key)
        yield _response(ground, phrase, name, near) if is_named else _state(ground, phrase, name)


def _is_assessed(ground: Ground) -> bool:
    """Whether the passage is the assessment of a therapist, who tells of progress there, and not of diagnoses alone."""
    return ground.passage.section is Section.DIAGNOSES and ground.passage.kind in _NOTES


def _signs(ground: Ground) -> list[_Sign]:
    """All phrases that may tell a response, in their order; of two that begin together, that of a treatment first."""
    lower = ground.prose.lower
    found = [_Sign(phrase, tells) for tells in (Tells.RESPONSE, Tells.COURSE) for phrase in phrases(tells).find(lower)]
    return sorted(found, key=lambda sign: sign.phrase.start)


def _is_at_large(words: str, at: int, end: int) -> bool:
    """Whether the phrase is of what always holds: told as advice, of a posture, or of one thing beside another."""
    if _ADVICE.search(words, 0, at) or (_EASED.match(words, at) and _POSTURE.match(words, end)):
        return True
    subject = _IS.search(words, 0, at)
    is_of_worker = subject is not None and re.search(rf"\b{_WORKER}\s$", words[: subject.start()]) is not None
    return subject is not None and not is_of_worker and _COMPARED.match(words, end) is not None


def _is_of_worker(ground: Ground, sign: _Sign, sentence: Sentence) -> bool:
    """Whether one who treats says of the worker, of his mood or of what he can do, that it is better or worse now."""
    if ground.passage.kind not in _OF_TREATING or ground.passage.section in _NOT_OF_NOW:
        return False
    at, end = sign.phrase.start - sentence.start, sign.phrase.end - sentence.start
    if _RELATIVE.search(sentence.words, 0, at) or _OTHER_CAUSE.search(sentence.words):
        return False
    if sign.tells is Tells.COURSE:
        return _OF_WORKER.search(sentence.words[:at]) is not None
    is_whole = _HAS_VERB.match(sentence.words, at) and _SUBJECT.search(sentence.words, 0, at)
    return bool(is_whole or _FARES.search(sentence.words, 0, at)) and _ENDS_SO.match(sentence.words, end) is not None


def _near(ground: Ground, sign: _Sign) -> list[ServiceMention]:
    """The services that the response may be to: to need no cane any more is a response, and not one to the cane."""
    near = _in_brackets(ground, sign) or ground.services_near(sign.phrase.start, sign.phrase.end)
    return near if sign.tells is Tells.RESPONSE else [m for m in near if service(m.id).unit not in _THINGS]


def _in_brackets(ground: Ground, sign: _Sign) -> list[ServiceMention]:
    """Of words in brackets: the services in them, else that right before them; none where there are no brackets."""
    sentence = ground.sentence(sign.phrase.start)
    at = sign.phrase.start - sentence.start
    opening, closing = sentence.words.rfind("(", 0, at), sentence.words.find(")", at)
    if opening < 0 or closing < 0 or ")" in sentence.words[opening:at]:
        return []
    start, end = sentence.start + opening, sentence.start + closing
    near = ground.services_near(sign.phrase.start, sign.phrase.end)
    inside = [m for m in near if start < m.span.start < end]
    before = sorted((m for m in near if m.span.end <= start), key=lambda mention: -mention.span.end)
    return inside or before


def _just_told(ground: Ground, start: int) -> list[ServiceMention]:
    """The service whose sessions the sentence before ``start`` counts: what follows may tell how they helped."""
    if start == 0:
        return []
    earlier = ground.sentence(start - 1)
    is_counted = any(fact.count and earlier.start <= fact.span.start < start for fact in ground.facts)
    if not is_counted and not unexplained(ground, earlier):
        return []
    return [m for m in ground.services if earlier.start <= m.span.start < start and m.drug is None][-1:]


def _answer(phrase: Phrase, mode: Mode) -> str:
    """The answer that the phrase gives; one that is denied is turned into its contrary.

    What is not worse may be the same or better: it gives none.
    """
    if mode is not Mode.DENIED:
        return phrase.name
    return "" if phrase.name == "worse" else "not improved"


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


def _state(ground: Ground, phrase: Phrase, name: str) -> Finding:
    """A response that no treatment is named for; its place runs on over what the sentence says in the same sense."""
    end, stop = phrase.end, ground.sentence(phrase.start).end
    for sign in _signs(ground):
        if end <= sign.phrase.start < min(stop, end + _GAP) and sign.phrase.name == phrase.name:
            end = sign.phrase.end
    says = f"{name.capitalize()}, told by how the worker fares"
    return ground.found(FindingKind.RESPONSE, phrase.start, end, IN_PASSING, name=name, says=says)


def _name(mention: ServiceMention) -> str:
    return (mention.drug or service(mention.id).id).replace("_", " ")
