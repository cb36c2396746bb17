"""Finds what a letter of utilization review says of itself: which request it denies, modifies, approves or delays.

The readers of determinations seek actions told by others; here the letter speaks: "Determination: non-certified".

Source: Labor Code 4610; ``casefile/findings_phrases.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.casefile.findings.from_facts import service_near, unexplained
from openimr.casefile.findings.ground import Ground
from openimr.casefile.findings.words import Phrase, Section, Tells, phrases
from openimr.casefile.model import DocumentKind, Finding, FindingKind
from openimr.determinations.model import Fact, FactKind, UrAction
from openimr.determinations.reading.facts.prose import INFERRED, STATED, Sentence

__all__ = ["decisions"]

_ACTIONS = {
    Tells.UR_DENIED: UrAction.DENIED,
    Tells.UR_MODIFIED: UrAction.MODIFIED,
    Tells.UR_DELAYED: UrAction.DELAYED,
    Tells.UR_APPROVED: UrAction.APPROVED,
}
_NOT_BEFORE = re.compile(
    r"(?:\bboard[\s-]|\b(?:the|these|those)\s|\bif\b[^.;]{0,60}|\bmay\s(?:be\s)?|\bcan\s(?:be\s)?|\bwhether[^.;]{0,60}|\bappeal\w*\s(?:\w+\s){0,4}"
    r"|\bpatient\s|\bpreviously\s|\bprior\s(?:\w+\s)?|\bright\sto[^.;]{0,40}|\bsections?\s|\bany\s|\bhe\s|\bshe\s|\bliability\s(?:\w+\s)?)$"
)
_OF_WHOLE = re.compile(r"[^.;\d]{0,20}\bof\s(?:the\s)?(?:requested\s)?(\d{1,3})\b")
_NOT_AFTER = re.compile(
    r"\s(?:mail|interpreter|nurse|or\smodif|,\smodif|or\sden|duty|work|/|physician|copy|by\sthe\sfda|,\sor)"
)
_OF_REQUEST = re.compile(
    r"\b(?:requests?|requested|sessions?|visits?|treatments?|medications?|therapy|services?|decision|determination|outcome|disposition|recommend\w*)\b"
)


def decisions(ground: Ground) -> Iterator[Finding]:
    """The actions that a letter of utilization review takes, one for each sentence and request."""
    passage = ground.passage
    if passage.kind is not DocumentKind.UR_DECISION or passage.section is Section.GUIDELINE:
        return
    told = {ground.sentence(f.span.start).start for f in ground.facts if f.kind is FactKind.UR_ACTION}
    held: tuple[Sentence, Phrase] | None = None
    for sentence in ground.prose.sentences:
        action = None if sentence.start in told else _action(ground, sentence)
        if action is None:
            continue
        finding = _decision(ground, sentence, *action, held)
        # "Modified. Certify 6 sessions." is one action in two sentences.
        held = (sentence, action[1]) if action[0] is UrAction.MODIFIED and finding.count is None else None
        if held is None or not _next_goes_on(ground, sentence):
            yield finding


def _action(ground: Ground, sentence: Sentence) -> tuple[UrAction, Phrase] | None:
    """The action of the sentence, with its words: the first, of two that begin together the longer."""
    found = [
        (phrase.start, -phrase.end, action, phrase)
        for tells, action in _ACTIONS.items()
        for phrase in phrases(tells).find(sentence.words)
        if not _NOT_BEFORE.search(sentence.words, 0, phrase.start) and not _NOT_AFTER.match(sentence.words, phrase.end)
    ]
    is_of_request = _OF_REQUEST.search(sentence.words) or ground.passage.section is Section.DECISION
    held = any(sentence.start <= mention.span.start < sentence.end for mention in ground.services)
    if not found or not (is_of_request or held):
        return None
    # "Modified: certify 6 of 12" is one modification, whatever stands first.
    for _, _, action, phrase in sorted(found, key=lambda one: one[:2]):
        if action is UrAction.MODIFIED:
            return action, phrase
    _, _, action, phrase = min(found, key=lambda one: one[:2])
    return action, phrase


def _next_goes_on(ground: Ground, sentence: Sentence) -> bool:
    """Whether the next sentence says to what the request was modified."""
    number = ground.prose.sentence_number(sentence.start) + 1
    if number >= len(ground.prose.sentences):
        return False
    action = _action(ground, ground.prose.sentences[number])
    return action is not None and action[0] is UrAction.APPROVED


def _decision(
    ground: Ground, sentence: Sentence, action: UrAction, phrase: Phrase, held: tuple[Sentence, Phrase] | None
) -> Finding:
    start, end = sentence.start + phrase.start, sentence.start + phrase.end
    if held is not None and action is UrAction.APPROVED:
        start, action = held[0].start + held[1].start, UrAction.MODIFIED
    facts = (*ground.facts, *unexplained(ground))
    here = [fact for fact in facts if sentence.start <= fact.span.start < sentence.end]
    count = _count(action, here, start)
    if action is UrAction.APPROVED and count and _is_part(sentence, phrase, count.count or 0):
        action = UrAction.MODIFIED
    near = ground.services_near(start, end)
    code = near[0].id if near else ""
    name = ground.prose.text[near[0].span.start : near[0].span.end] if near else ""
    if count is not None:
        code, name = service_near(ground, count)
        start, end = min(start, count.span.start), max(end, count.span.end)
    number = count.count if count else None
    of = f" of {name}" if name else ""
    what = f"{number} sessions{of}" if number is not None else name or "a request"
    days = [fact.on for fact in here if fact.kind is FactKind.UR_DATE]
    return ground.found(
        FindingKind.UR_ACTION, start, end, STATED if near or count else INFERRED,
        name=action.value, code=code, count=number, unit="session" if number is not None else "",
        on=days[0] if days else None, says=f"Utilization review: {action.value} ({what})",
    )  # fmt: skip


def _is_part(sentence: Sentence, phrase: Phrase, count: int) -> bool:
    """Whether what is certified is less than what was asked for: "certified out of the 10 requested"."""
    match = _OF_WHOLE.match(sentence.words, phrase.end)
    return match is not None and int(match[1]) > count


def _count(action: UrAction, here: list[Fact], start: int) -> Fact | None:
    """The number that the action is about: what is certified, or else what was asked for."""
    certified = [fact for fact in here if fact.kind is FactKind.CERTIFIED_SESSIONS]
    asked = [fact for fact in here if fact.kind is FactKind.REQUESTED_SESSIONS]
    if action is UrAction.MODIFIED:
        return next(iter(certified or [fact for fact in asked if fact.span.start > start]), None)
    if action is UrAction.APPROVED:
        return next(iter(certified or asked), None)
    return asked[0] if asked else None
