"""Finds what a determination says is not documented, not known or not provided; unknown is never taken for none.

A finding that is absent at an examination ("no evidence of instability", "no swelling was noted") is no gap in the
documentation.

Source: design, section 4, 3: an unknown number of prior sessions is unknown, not zero.
"""

from __future__ import annotations

import re

from openimr.determinations.model import Fact, FactKind
from openimr.determinations.reading.facts.prose import INFERRED, STATED, Prose, Sentence

__all__ = ["undocumented_facts"]

_GATES = ("no ", "not ", "unknown", "unclear", "lack", "absence of", "without ", "fail", "unspecified", "insufficient", "n't ")
_RECORD = r"(?:documentation|information|documented\sevidence|records?|mention|discussion|details?|data|documents|description)"
_NOUN = re.compile(
    rf"\b(?P<cue>(?:no|lack\sof|without|absence\sof|insufficient|inadequate|limited|lacks|lacking)\s(?:(?:any|clear|specific|objective|"
    rf"sufficient|adequate|detailed|further|such|medical|clinical|the|current|recent|supporting|other|additional)\s)*"
    rf"{_RECORD})\s(?:(?:is|was|were|are)\s)?(?:(?:provided|submitted|available|given|presented|included|made|found)\s)?"
    rf"(?:(?:of|on|about|regarding|as\sto|concerning|for|to\s(?:show|support|indicate|suggest|demonstrate)|that|showing|"
    rf"indicating|supporting|demonstrating|describing)\s)"
)
_GIVEN = re.compile(
    r"\bno\s(?P<name>(?!evidence\b|change\b|further\b|complications?\b|relief\b)[a-z][\w/'-]*(?:\s[\w/'-]+){0,8}?)\s(?:was|were|is|are|has\sbeen|have\sbeen)\s"
    r"(?P<cue>given|provided|submitted|documented|specified|stated|described|available|included|mentioned)\b"
)
_ACTIVE = re.compile(
    r"\b(?P<cue>(?:(?:does|do|did|has|have|was|were)\s?n[o']t\s(?:clearly\s|specifically\s|adequately\s)?(?:include[d]?|document(?:ed)?|contain(?:ed)?|state[d]?|"
    r"specif(?:y|ied)|mention(?:ed)?|provide[d]?|list(?:ed)?|discuss(?:ed)?|describe[d]?|address(?:ed)?|present(?:ed)?)"
    r"|fail(?:s|ed)?\sto\s(?:document|provide|specify|state|include|discuss|describe|mention|address))"
    rf"(?:\s(?:any|clear|adequate|sufficient|specific)?\s?{_RECORD}\s(?:of|on|about|regarding|that))?)\s(?!(?:by|in|on|with|to|for|and|or|at)\b)"
)
_PASSIVE = re.compile(
    r"\b(?:is|was|are|were|has\sbeen|have\sbeen|had\sbeen)\s(?P<cue>not\s(?:been\s)?(?:clearly\s|specifically\s|adequately\s|well\s|otherwise\s)?(?:documented"
    r"|described|provided|stated|specified|mentioned|included|known|submitted|available|given|clear|addressed)|unknown|unclear|unspecified)\b"
)
_UNKNOWN = re.compile(
    r"\b(?P<cue>unknown|unspecified|undocumented|unclear)\s(?=(?:number|amount|quantity|duration|frequency|dose|date|total)\b)"
)
_UNCLEAR = re.compile(r"\b(?P<cue>(?:it\s(?:is|was)\s)?(?:unclear|unknown|not\sclear|not\sknown|not\sstated|not\sdocumented))\s(?=(?:how|what|whether|if|when|why|which)\b)")
_NAME = re.compile(
    r"(?:(?:the|a|an|any|that|there\s(?:is|was|has\sbeen|have\sbeen))\s)*(?P<name>[\w#][\w/'\u2019%&-]*(?:\s[\w#][\w/'\u2019%&-]*){0,17})"
)
_ENDS = re.compile(
    r"\s(?:such\sas|to\ssupport|prior\sto|in\sthe\s(?:medical|submitted|provided|available|records?|clinical|attached|chart|file|reports?|notes?)"
    r"|in\sthis\s(?:case|file|record)|provided\sfor|submitted\sfor|within\sthe|and\sit\s|and\sthe\s(?:patient|request|claimant|provider)|therefore|which\sis|that\swould|and\stherefore"
    r"|and\shas|and\sis\s|however|is\s(?:provided|submitted|available)|was\s(?:provided|submitted)|were\s(?:provided|submitted)|the\srequest)\b.*"
)
_SUBJECT = re.compile(
    r"(?:^|[.,;:(]\s?|\b(?:the|a|an|and|but|that|whose|his|her|however|addition|while|as|with|of|this|these|any|since|although|because|if|case)\s)"
    r"(?P<name>(?:(?!(?:the|that|but|whose|addition|while|however)\b)[\w/'\u2019-]+\s){1,9})$"
)
_PRONOUN = frozenset("this that these those it they which he she there and what such".split())
_ARTICLE = re.compile(r"(?:the|a|an|any|that|in|and|addition|his|her|as|with|of|but|this|these|since|although|because|if|case)\s")


def undocumented_facts(prose: Prose) -> list[Fact]:
    """All that ``prose`` says is not documented; the name holds the words for what is missing."""
    return [
        fact
        for sentence in prose.sentences
        if any(gate in sentence.words for gate in _GATES)
        for fact in _in_sentence(prose, sentence)
    ]


def _in_sentence(prose: Prose, sentence: Sentence) -> list[Fact]:
    words = sentence.words
    found: list[tuple[int, int, int, int, float]] = []
    for pattern, confidence in ((_NOUN, STATED), (_UNCLEAR, STATED), (_UNKNOWN, STATED), (_ACTIVE, INFERRED)):
        for match in pattern.finditer(words):
            name = _name_after(words, match.end())
            if name is not None:
                found.append((match.start(), name[1], *name, confidence))
    for match in _GIVEN.finditer(words):
        found.append((match.start(), match.end(), match.start("name"), match.end("name"), STATED))
    for match in _PASSIVE.finditer(words):
        subject = _subject(words, match.start())
        if subject is not None:
            found.append((subject[0], match.end(), *subject, STATED))
    return [_fact(prose, sentence.start, entry) for entry in _apart(found)]


def _apart(found: list[tuple[int, int, int, int, float]]) -> list[tuple[int, int, int, int, float]]:
    """The same without those that lie in one that was found before."""
    apart: list[tuple[int, int, int, int, float]] = []
    for entry in sorted(found, key=lambda entry: (entry[0], -entry[1])):
        if not apart or entry[0] >= apart[-1][1]:
            apart.append(entry)
    return apart


def _fact(prose: Prose, offset: int, entry: tuple[int, int, int, int, float]) -> Fact:
    start, end, name_start, name_end, confidence = entry
    name = prose.text[offset + name_start : offset + name_end]
    return prose.fact(FactKind.NOT_DOCUMENTED, offset + start, offset + end, confidence, name=name)


def _name_after(words: str, place: int) -> tuple[int, int] | None:
    match = _NAME.match(words, place)
    if match is None:
        return None
    end = match.end("name")
    stop = _ENDS.search(words, match.start("name"), end)
    return (match.start("name"), stop.start() if stop else end)


def _subject(words: str, place: int) -> tuple[int, int] | None:
    """What "is not described": the words before the verb, back to where its clause begins."""
    match = _SUBJECT.search(words, max(0, place - 90), place)
    if match is None:
        return None
    start = match.start("name")
    article = _ARTICLE.match(words, start, place)
    while article:
        start = article.end()
        article = _ARTICLE.match(words, start, place)
    end = len(words[:place].rstrip())
    return None if start >= end or words[start:end] in _PRONOUN else (start, end)
