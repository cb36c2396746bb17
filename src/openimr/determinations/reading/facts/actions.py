"""Finds what utilization review did with a request: approved, modified, denied or delayed it.

A patient who denies pain, modified work, a certified interpreter, and the conclusion of the determination itself ("the
request is not certified") are no action of utilization review.

Source: Labor Code 4610; ``imr-process.md``.
"""

from __future__ import annotations

import re

from openimr.determinations.model import Fact, FactKind, UrAction
from openimr.determinations.reading.facts.prose import INFERRED, STATED, Prose, Sentence

__all__ = ["action_facts"]

_GATES = ("certif", "denied", "denial", "deny", "modif", "approved", "authorized", "delayed", "deferred", "adverse")
_ACTION = re.compile(
    r"\b(?:(?:conditionally\s)?(?:(?P<denied>non[-\s]?certified|non[-\s]?certification|not\s(?:\w+ly\s)?(?:certified"
    r"|approved|authorized|recommended\sfor\scertification)|denied|denial|denying|deny|adverse\sdetermination)"
    r"|(?P<modified>(?:partial(?:ly)?|in\spart)\s(?:certified|certification|approved|approval|authorized)|modified|modification|modify"
    r"|certified\s(?:only\s)?\d+\s(?:out\s)?of\s(?:the\s)?\d+|approved\s(?:only\s)?\d+\s(?:out\s)?of\s(?:the\s)?\d+)"
    r"|(?P<delayed>delayed|deferred)"
    r"|(?P<approved>certified|approved|authorized)))\b"
)
_ACTIONS = {
    "denied": UrAction.DENIED,
    "modified": UrAction.MODIFIED,
    "delayed": UrAction.DELAYED,
    "approved": UrAction.APPROVED,
}
_ACTOR = re.compile(
    r"\butilization\b|\bur\b|(?<!this\s)\breviewer\b|\bclaims?\s(?:administrator|examiner|adjuster)|\badjuster\b"
    r"|\binsurer\b|\binsurance\b|\bcarrier\b|\bpre-?authori[sz]ation\b|\bpeer\sreview|\bphysician\sadvis"
    r"|\b(?:previous|prior|initial|earlier)\s(?:\w+\s)?(?:determination|decision|review)\b"
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being)(?:\s(?:\w+ly|also|then|again|in|part))*\s$")
_PRESENT = re.compile(r"\b(?:is|are|be)(?:\s(?:\w+ly|also|then|therefore))*\s$")
_PATIENT = re.compile(r"\b(?:patient|claimant|worker|employee|applicant|he|she|who|and|also)\s(?:has\s|had\s|also\s)*$")
_REQUESTED = re.compile(r"\b(?:requests?|requested|rfa|sessions?|visits?|treatments?|prescription|coverage|authorization)\b")
_NOT_OURS_AFTER = re.compile(
    r"\s(?:dut|work|activit|schedule|diet|job|hours|interpret|orthot|by\sthe\sfda|any\b|having|that\s(?:he|she)|pain|recovery"
    r"|healing|union|onset|pathologist|nurse|guidelines?|oswestry|barthel|version|instructor|massage)"
)
_NOT_OURS_BEFORE = re.compile(
    r"(?:\bboard|\bfda|\bclaim\swas|\bclaim|\bliability\swas|\bliability|\bnot\sbeen|\bnot|\bnever|\bpreviously|\bon)\s$"
)


def action_facts(prose: Prose) -> list[Fact]:
    """All actions of utilization review that ``prose`` tells of."""
    lower = prose.lower
    if not any(gate in lower for gate in _GATES):
        return []
    return [
        fact
        for sentence in prose.sentences
        if any(gate in sentence.words for gate in _GATES)
        for fact in _in_sentence(prose, sentence)
    ]


def _in_sentence(prose: Prose, sentence: Sentence) -> list[Fact]:
    words = sentence.words
    facts: list[Fact] = []
    for match in _ACTION.finditer(words):
        confidence = _confidence(match, words)
        if confidence is None:
            continue
        action = _ACTIONS[str(match.lastgroup)]
        start, end = sentence.start + match.start(), sentence.start + match.end()
        if not any(fact.action is action and _is_same_clause(words, fact.span.end - sentence.start, match.start()) for fact in facts):
            facts.append(prose.fact(FactKind.UR_ACTION, start, end, confidence, action=action))
    return facts


def _is_same_clause(words: str, last: int, start: int) -> bool:
    """Whether the same action is only named again: "the denial ... to deny coverage"."""
    return start - last < 200 and ";" not in words[last:start]


def _confidence(match: re.Match[str], words: str) -> float | None:
    """How sure it is that utilization review did this; ``None`` where it did not."""
    before = words[: match.start()]
    if _NOT_OURS_AFTER.match(words, match.end()) or _NOT_OURS_BEFORE.search(before):
        return None
    is_passive = _PASSIVE.search(before) is not None
    if match[0].startswith(("denied", "deny")) and not is_passive and _PATIENT.search(before) and not _has_actor(before):
        return None
    if _has_actor(words):
        return INFERRED if _PRESENT.search(before) and not _has_actor(words[match.end() :]) else STATED
    if not is_passive:
        return None
    if match["denied"] and "certif" in match[0]:
        return STATED
    return INFERRED if _REQUESTED.search(before) else None


def _has_actor(words: str) -> bool:
    return _ACTOR.search(words) is not None
