"""Finds what a determination says is not documented, not known or not provided; unknown is never taken for none.

A finding that is absent at an examination ("no evidence of instability", "no swelling was noted") is no gap in the
documentation.

Source: design, section 4, 3: an unknown number of prior sessions is unknown, not zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from openimr.determinations.model import Fact, FactKind
from openimr.determinations.reading.facts.prose import INFERRED, STATED, Prose, Sentence, word_set
from openimr.determinations.reading.facts.vocabulary import places_of

__all__ = ["undocumented_facts", "undocumented_gates"]

_CUES = {
    "no": "no ", "not": "not ", "t": "n't ", "unknown": "unknown", "unclear": "unclear", "unspecified": "unspecified",
    "undocumented": "undocumented", "lack": "lack", "lacks": "lack", "lacking": "lack", "absence": "absence of",
    "without": "without ", "fails": "fail", "failed": "fail", "fail": "fail", "failure": "fail", "failing": "fail",
    "insufficient": "insufficient", "inadequate": "inadequate", "limited": "limited",
}  # fmt: skip
"""What a cue looks like, by the word that is in the prose if the cue is."""
_CUE_WORDS = frozenset(_CUES)
_RECORD = (
    r"(?:documentation|information|documented\s(?:evidence|objective|functional)|documents?|records?|mention|discussion"
    r"|details?|data|description)"
)
_ADVERB = r"(?:clearly|specifically|adequately|well|otherwise|sufficiently|explicitly)"
_NO_RECORD = re.compile(
    r"(?:no|lack\sof|lacks|lacking|without|absence\sof|insufficient|inadequate|limited)\s"
    r"(?:(?:any|clear|specific|objective|sufficient|adequate|detailed|further|such|medical|clinical|the|current|recent"
    rf"|supporting|other|additional|submitted|proper)\s)*{_RECORD}\s(?:(?:is|was|were|are)\s)?"
    r"(?:(?:provided|submitted|available|given|presented|included|made|found)\s)?"
    r"(?:of|on|about|regarding|as\sto|concerning|for|to\s(?:show|support|indicate|suggest|demonstrate)|that|showing"
    r"|indicating|supporting|demonstrating|describing)\s"
)
_NONE_GIVEN = re.compile(
    r"no\s(?P<name>(?!(?:evidence|change|further|complications?|relief)\b)[a-z][\w/'-]*(?:\s[\w/'-]+){0,8}?)\s"
    r"(?:was|were|is|are|has\sbeen|have\sbeen)\s"
    r"(?:given|provided|submitted|documented|specified|stated|described|available|included|mentioned)\b"
)
_NOT_TOLD = re.compile(
    rf"(?:n't|not)\s(?:{_ADVERB}\s)?(?:included?|document(?:ed)?|contain(?:ed)?|stated?|specif(?:y|ied)|mention(?:ed)?|provided?"
    rf"|list(?:ed)?|discuss(?:ed)?|described?|address(?:ed)?|present(?:ed)?)"
    rf"(?:\s(?:(?:any|clear|adequate|sufficient|specific)\s)?{_RECORD}\s(?:of|on|about|regarding|that))?"
    r"\s(?!(?:by|in|on|with|to|for|and|or|at|today|as)\b)"
)
_FAILS = re.compile(
    r"(?:fails|failed|fail|failure|failing)\sto\s(?:document|provide|specify|state|include|discuss|describe|mention|address)"
    rf"(?:\s(?:(?:any|clear|adequate|sufficient|specific)\s)?{_RECORD}\s(?:of|on|about|regarding|that))?\s"
)
_IS_NOT = re.compile(
    rf"(?:not\s(?:been\s)?(?:{_ADVERB}\s)?(?:documented|described|provided|stated|specified|mentioned|included|known"
    r"|submitted|available|given|clear|addressed)|unknown|unclear|unspecified|undocumented)\b"
)
_UNKNOWN = re.compile(
    r"(?:unknown|unspecified|undocumented|unclear)\s(?=(?:number|amount|quantity|duration|frequency|dose|date|total)\b)"
)
_UNCLEAR = re.compile(
    r"(?:unclear|unknown|not\s(?:clear|known|stated|documented|specified))\s(?=(?:how|what|whether|if|when|why|which)\b)"
)
_OPEN = {"no ": (_NO_RECORD,), "not": (_UNCLEAR,), "n't": (), "unk": (_UNCLEAR, _UNKNOWN), "unc": (_UNCLEAR, _UNKNOWN),
         "uns": (_UNKNOWN,), "und": (_UNKNOWN,), "fai": (_FAILS,)}  # fmt: skip
"""Patterns that stand before what is missing, by the letters that their cue begins with; other cues have one."""
_OTHER_OPEN = (_NO_RECORD,)
_NOT = ("not", "n't")
_ACTIVE_BEFORE = ("does ", "do ", "did ", "has ", "have ", "does", "do", "did")
# A guideline that is silent on a treatment is no gap in the record of the case.
_GUIDELINE_BEFORE = re.compile(
    r"\b(?:guidelines?|mtus|acoem|odg|literature|schedule|regulations?|chapters?)\b[\w/()&]*"
    r"(?:\s(?!(?:the|this|his|her|provider|physician|reports?|records?|notes?|patient|and|but|that|which|as|so)\b)"
    r"[\w/()&'-]+){0,4}?\s?$"
)
_PASSIVE_BEFORE = ("is ", "was ", "are ", "were ", "has ", "have ", "had ", "been ", "remains ")

_NAME = re.compile(
    r"(?:(?:the|a|an|any|that|there\s(?:is|was|has\sbeen|have\sbeen))\s)*"
    r"(?P<name>[\w#][\w/'\u2019%&-]*(?:\s[\w#][\w/'\u2019%&-]*){0,17})"
)
_ENDS = re.compile(
    r"\s(?:such\sas|to\ssupport|prior\sto|in\sthe\s(?:medical|submitted|provided|available|records?|clinical|attached|chart"
    r"|file|reports?|notes?)|in\sthis\s(?:case|file|record)|provided\sfor|submitted\sfor|within\sthe|and\sit\s"
    r"|and\sthe\s(?:patient|request|claimant|provider)|therefore|which\sis|that\swould|and\stherefore|and\shas|and\sis\s"
    r"|however|is\s(?:provided|submitted|available)|was\s(?:provided|submitted)|were\s(?:provided|submitted)|(?:for\s)?the\srequest"
    r"|(?:was|were|is|are|has\sbeen|have\sbeen|had\sbeen)\s(?:completed|received|attended|undergone|performed|certified))\b"
)
_NOT_SUBJECT = word_set("this that these those it they which he she there and what such who as i we")
_OPENS_CLAUSE = word_set(
    "the a an and but that whose his her however addition while as with this these any since although",
    "because if in case when where which also so was were is are has have had said states",
)
_ARTICLES = word_set("the a an his her these this any")
_WORD = re.compile(r"[^\s.,;:()\"\u201c\u201d]+|[.,;:()\"\u201c\u201d]")
_MARKS = '.,;:()"\u201c\u201d'
_MOST_SUBJECT = 10


class _Gap(NamedTuple):
    """One gap in the documentation: its whole place, and the place of what is missing."""

    start: int
    end: int
    name_start: int
    name_end: int
    confidence: float


def undocumented_gates() -> frozenset[str]:
    """The words of which one is in all prose that tells of a gap."""
    return _CUE_WORDS


def undocumented_facts(prose: Prose) -> list[Fact]:
    """All that ``prose`` says is not documented; the name holds the words for what is missing."""
    cues = {_CUES[word] for word in _CUE_WORDS & prose.words}
    facts: list[Fact] = []
    done = 0
    for place in places_of(cues, prose.lower):
        sentence = prose.sentence_at(place)
        gap = _gap(sentence.words, place - sentence.start, max(0, done - sentence.start))
        if gap is not None:
            facts.append(_fact(prose, sentence, gap))
            done = sentence.start + gap.end
    return facts


def _fact(prose: Prose, sentence: Sentence, gap: _Gap) -> Fact:
    at = sentence.start
    name = prose.text[at + gap.name_start : at + gap.name_end]
    return prose.fact(FactKind.NOT_DOCUMENTED, at + gap.start, at + gap.end, gap.confidence, name=name)


def _gap(words: str, place: int, done: int) -> _Gap | None:
    """The gap that the cue at ``place`` tells of; none where the cue is part of a word or of the gap before it."""
    is_contracted = words.startswith("n't", place)
    if place < done or (place and words[place - 1].isalnum() and not is_contracted):
        return None
    return next(iter(_readings(words, place, done)), None)


def _readings(words: str, place: int, done: int) -> Iterator[_Gap]:
    """What the cue at ``place`` may mean, the likeliest first."""
    cue = words[place : place + 3]
    for pattern in _OPEN.get(cue, _OTHER_OPEN):
        match = pattern.match(words, place)
        if match and not (pattern is _FAILS and _is_of_guideline(words, place)):
            yield from _before_name(words, place, match.end(), STATED)
    given = _NONE_GIVEN.match(words, place) if cue == "no " else None
    if given:
        yield _Gap(place, given.end(), given.start("name"), given.end("name"), STATED)
    told = _NOT_TOLD.match(words, place) if cue in _NOT else None
    verb = words.rfind(" ", 0, place - 1) + 1
    if told and words.endswith(_ACTIVE_BEFORE, 0, place) and not _is_of_guideline(words, verb):
        yield from _before_name(words, verb, told.end(), INFERRED)
    missing = _IS_NOT.match(words, place) if words.endswith(_PASSIVE_BEFORE, 0, place) else None
    if missing:
        subject = _subject(words, done, place)
        if subject is not None:
            yield _Gap(subject[0], missing.end(), *subject, STATED)


def _is_of_guideline(words: str, verb: int) -> bool:
    """Whether the one who does not tell, before ``verb``, is a guideline."""
    return _GUIDELINE_BEFORE.search(words, max(0, verb - 90), verb) is not None


def _before_name(words: str, start: int, place: int, confidence: float) -> Iterator[_Gap]:
    """The gap whose name begins at ``place``, if there is one."""
    match = _NAME.match(words, place)
    if match is not None:
        stop = _ENDS.search(words, match.start("name"), match.end("name"))
        end = stop.start() if stop else match.end("name")
        yield _Gap(start, end, match.start("name"), end, confidence)


def _subject(words: str, floor: int, place: int) -> tuple[int, int] | None:
    """What "is not described": the words before the verb, back to where their clause begins."""
    tokens = [(token.start(), token.end(), token[0]) for token in _WORD.finditer(words, max(floor, place - 90), place)]
    while tokens and tokens[-1][2] in {"is", "was", "are", "were", "has", "have", "had", "been", "remains"}:
        tokens.pop()
    first = len(tokens)
    while first and len(tokens) - first < _MOST_SUBJECT and not _opens(tokens, first - 1):
        first -= 1
    named = tokens[first:]
    if not named or (len(named) == 1 and named[0][2] in _NOT_SUBJECT):
        return None
    return named[0][0], named[-1][1]


def _opens(tokens: list[tuple[int, int, str]], number: int) -> bool:
    """Whether a clause begins after the token, unless it belongs to a name such as "the number of sessions"."""
    word = tokens[number][2]
    if word == "of" or (word in _ARTICLES and number and tokens[number - 1][2] == "of"):
        return False
    if word == "and" and number and tokens[number - 1][2][0].isalpha():
        return number + 3 < len(tokens)
    return word in _OPENS_CLAUSE or word in _MARKS
