"""Finds what utilization review did with a request: approved, modified, denied or delayed it.

A patient who denies pain, modified work, a certified interpreter, and the conclusion of the determination itself ("the
request is not certified") are no action of utilization review.

Source: Labor Code 4610; ``imr-process.md``.
"""

from __future__ import annotations

import re

from openimr.determinations.model import Fact, FactKind, UrAction
from openimr.determinations.reading.facts.prose import INFERRED, STATED, Prose, Sentence, word_set
from openimr.determinations.reading.facts.vocabulary import places_of

__all__ = ["action_facts", "action_gates"]

_WORDS = word_set(
    "certified noncertified non-certified non-certification noncertification denied denial deny denying",
    "modified modify modification approved approval authorized delayed deferred adverse certification",
)
_STARTS = (
    "conditionally non", "non", "not ", "denied", "denial", "deny", "adverse", "partial", "in part", "modif",
    "certified", "approved", "authorized", "delayed", "deferred",
)  # fmt: skip
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
# One of these stands wherever that matches, which is soon seen.
_ACTORS = (
    "utilization", "ur", "review", "claim", "adjuster", "insur", "carrier", "authori", "advis", "determin", "decision",
)  # fmt: skip
_PASSIVE = re.compile(r"\b(?:was|were|been|being)(?:\s(?:\w+ly|also|then|again|in|part))*\s$")
_PRESENT = re.compile(r"\b(?:is|are|be)(?:\s(?:\w+ly|also|then|therefore))*\s$")
_PATIENT = re.compile(r"\b(?:patient|claimant|worker|employee|applicant|he|she|who|and|also)\s(?:has\s|had\s|also\s)*$")
_REQUESTED = re.compile(
    r"\b(?:requests?|requested|rfa|sessions?|visits?|treatments?|prescription|coverage|authorization)\b"
)
_NOT_OURS_AFTER = re.compile(
    r"\s(?:dut|work|activit|schedule|diet|job|hours|interpret|orthot|by\sthe\sfda|any\b|having|that\s(?:he|she)|pain|recovery"
    r"|healing|union|onset|pathologist|nurse|guidelines?|oswestry|barthel|version|instructor|massage)"
)
_DONE = r"(?:den(?:y|ied|ies|ial)|delay(?:s|ed)?|modif(?:y|ied|ies|ication)|approv(?:e|ed|es|al))"
# Names what such a decision may be, and tells none: "the denial/modification dated", "may approve, modify, or deny".
_EITHER = re.compile(rf"\b{_DONE}(?:,\s{_DONE})*(?:\s?/\s?|,?\s(?:and/)?or\s)(?:to\s)?{_DONE}\b")
_IN_WORD = re.compile(r"[\w-]")
_REACH = 40
_NOT_OURS_BEFORE = re.compile(
    r"(?:\bboard|\bfda|\bclaim\swas|\bclaim|\bliability\swas|\bliability|\bnot\sbeen|\bnot|\bnever|\bpreviously|\bon)\s$"
)


def action_gates() -> frozenset[str]:
    """The words of which one is in all prose that tells of an action."""
    return _WORDS


def action_facts(prose: Prose) -> list[Fact]:
    """All actions of utilization review that ``prose`` tells of."""
    if _WORDS.isdisjoint(prose.words):
        return []
    facts: list[Fact] = []
    done = 0
    for place in places_of(_STARTS, prose.lower):
        match = _ACTION.match(prose.lower, place) if place >= done else None
        if match is None or _IN_WORD.match(prose.lower[place - 1 : place]):
            continue
        done = match.end()
        sentence = prose.sentence_at(place)
        either = _EITHER.match(prose.lower, place)
        if either:
            done = either.end()
            continue
        confidence = _confidence(match, sentence)
        action = _ACTIONS[str(match.lastgroup)]
        begins = prose.origin(sentence.start) if facts else 0
        if confidence is not None and not any(_is_again(fact, action, begins) for fact in facts):
            facts.append(prose.fact(FactKind.UR_ACTION, place, done, confidence, action=action))
    return facts


def _is_again(fact: Fact, action: UrAction, begins: int) -> bool:
    """Whether the same action is only named again in the sentence that begins there: "the denial ... to deny it"."""
    return fact.action is action and fact.span.start >= begins


def _confidence(match: re.Match[str], sentence: Sentence) -> float | None:
    """How sure it is that utilization review did this; ``None`` where it did not."""
    words = sentence.words
    before, after = words[: match.start() - sentence.start], words[match.end() - sentence.start :]
    near = before[-_REACH:]
    is_passive = _PASSIVE.search(near) is not None
    if _NOT_OURS_AFTER.match(after) or _NOT_OURS_BEFORE.search(near):
        return None
    if not is_passive and not _has_actor(before) and _needs_actor_before(match, near):
        return None
    if _has_actor(words):
        return INFERRED if _PRESENT.search(near) and not _has_actor(after) else STATED
    if not is_passive:
        return None
    if match["denied"] and "certif" in match[0]:
        return STATED
    return INFERRED if _REQUESTED.search(before) else None


def _needs_actor_before(match: re.Match[str], near: str) -> bool:
    """Whether somebody else may be the one who did it: an agency approves drugs, and patients deny symptoms."""
    if match["approved"]:
        return True
    return match[0].startswith(("denied", "deny")) and _PATIENT.search(near) is not None


def _has_actor(words: str) -> bool:
    if " utilization " in words:
        return True
    return any(actor in words for actor in _ACTORS) and _ACTOR.search(words) is not None
