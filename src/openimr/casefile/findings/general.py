"""Finds treatments told by a general word: "treated with medication and rest", "no conservative care was tried".

A general word tells a treatment only where the sentence says that it was had or is to come, or lists it among others;
"3/10 with medication" and "medication list" tell none. Where the sentence names the drug itself, that says it better.
What papers do or do not document is no finding of what was done.

Source: ``casefile/findings_phrases.yaml`` (general_treatment).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.casefile.findings.ground import Ground
from openimr.casefile.findings.home import planned_kind
from openimr.casefile.findings.words import Phrase, Section, Tells, phrases
from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from openimr.determinations.reading.facts.prose import INFERRED, Sentence
from openimr.treatments.services import all_services

__all__ = ["general_treatments", "is_had"]

_SKIPPED = frozenset({Section.GUIDELINE, Section.DIAGNOSES, Section.ALLERGIES, Section.FAMILY, Section.WORK})
_DRUGS = "medication"
_HAD = re.compile(
    r"\b(?:(?:has|have)\s(?:\w+\s)?had|had|received|receiving|(?:treated|treatment|managed)\s(?:\w+\s)?with|tried"
    r"|trials?\sof|trialed|failed|exhausted|underwent|undergone|completed|attempted|given|despite"
    r"|(?:treatments?|care|management|measures|therapy)\s(?:(?:so\sfar|to\sdate)\s)?(?:(?:has|have)\s)?(?:so\sfar\s)?(?:include[sd]?|including"
    r"|consist(?:ed|s)\sof)|(?:relief|improve\w*|better|benefit|helped)\s(?:with|from|by))\s"
)
_TO_COME = re.compile(
    r"\b(?:continu\w+(?:\swith)?|start|begin|initiate|renew|recommend\w*|request\w*(?:\s(?:authorization|approval))?(?:\s(?:for|of))?|order|advis\w+|trial\sof"
    r"|will\s(?:need|receive|try|have))\s"
)
_AFTER = re.compile(
    r"\s(?:has|have|was|were)\s(?:also\s)?(?:been\s)?(?:exhausted|failed|completed)\b"
    r"|\s(?:has|have|was|were)\s(?:not\s|never\s|also\s)?(?:been\s)?(?:tried|attempted|had)\b"
    r"|\s(?:has|have)\s(?:not\s|never\s)?been\s(?:given|prescribed|started|received)\b"
)
_NO_TREATMENT = re.compile(
    r"\s?:|\s(?:allerg|list|refill|side|changes?\b|use\b|usage|bottle|log\b|agreement|level|dos|history|complian|adheren"
    r"|review|reconcil|manage|evaluat|effect|coverage|records?\b|monitor|dispensed|consult|notes?\b|reports?\b|room\b|day"
    r"|guideline|sessions?\b|visits?\b|of\b|\d)"
)
_OF_PAPERS = re.compile(
    r"\b(?:document\w*|evidence|failure\sof|fail(?:ed|s)?\sto|show[sn]?|whether|if|until|unless|should|must|required?|lack"
    r"|criteria|candidates?|patients|individuals)\b"
)
_NONE_BEFORE = re.compile(r"\b(?:no|any)\s(?:other\s|prior\s|previous\s|earlier\s)?$")
_NO_EARLIER = re.compile(r"\bno\s(?:other\s)?(?:prior|previous|earlier)\s$")
_LISTED_BEFORE = re.compile(r"(?:[,:/]|\band|\bor|\bplus)\s(?:(?:an?|some|oral|pain|topical|the)\s){0,2}$")
_LISTED_AFTER = re.compile(r"\s?(?:[,.;)/]|$|and\b|or\b|plus\b)")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|does|did|can|will|reports?|states?|feels?|but|which|who|that|when|for|after|since)\b"
)
_NOTES = frozenset({DocumentKind.THERAPY_NOTE, DocumentKind.ACUPUNCTURE_NOTE})
_DONE_HERE = frozenset({"exercise", "heat or cold", "rest"})
_SAID = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|did|do|can|cannot|will|not|no|weak\w*|limited|independent|reports?|states?|feels?|needs?)\b"
)
_ENTRY = re.compile(r"(?:^\W*|[,/]\s?|\b(?:and|then|plus|followed\sby)\s)(?:then\s|and\s)?(?:[a-z-]+\s)?$")
_AROUND = re.compile(
    r"\W*(?:apply\s|use\s)?(?:ice|heat)\b[^.;]{0,40}\b(?:before|after|as\sneeded|daily|times|and\s(?:ice|heat))\b"
)
"""Heat or ice that a plan tells to use: "heat before and ice after activity"."""
_PIECES = re.compile(r",|\band\b|\bor\b|/")
_LONGEST_PIECE = 5
_IN_BRACKETS = re.compile(r"\s?\([^()]*\)")


def general_treatments(ground: Ground) -> Iterator[Finding]:
    """Each treatment that the passage names by a general word only, as given, as not given, or as to come."""
    if ground.passage.section in _SKIPPED:
        return
    told: set[tuple[int, str]] = set()
    for phrase in phrases(Tells.GENERAL_TREATMENT).find(ground.prose.lower):
        sentence = ground.sentence(phrase.start)
        key = (sentence.start, phrase.name)
        mode = None if key in told or _is_named_better(ground, phrase, sentence) else _mode(ground, phrase, sentence)
        if mode is not None:
            told.add(key)
            yield _made(ground, phrase, mode)


def is_had(ground: Ground, start: int, end: int) -> bool:
    """Whether the sentence says of its stretch from ``start`` to before ``end`` that it was had.

    A verb before it says so where nothing but a list stands between, or one right behind it.
    """
    sentence = ground.sentence(start)
    at = start - sentence.start
    if _OF_PAPERS.search(sentence.words, 0, at) or _NO_TREATMENT.match(sentence.words, end - sentence.start):
        return False
    return _governs(_HAD, sentence, at) or _AFTER.match(sentence.words, end - sentence.start) is not None


def _is_named_better(ground: Ground, phrase: Phrase, sentence: Sentence) -> bool:
    """Whether the words are part of the name of a service, are no treatment, or stand beside a drug by name."""
    inside = [m for m in ground.services if sentence.start <= m.span.start < sentence.end]
    if any(m.span.start < phrase.end and phrase.start < m.span.end for m in inside):
        return True
    if _NO_TREATMENT.match(ground.prose.lower, phrase.end):
        return True
    return phrase.name == _DRUGS and any(m.drug is not None for m in inside)


def _mode(ground: Ground, phrase: Phrase, sentence: Sentence) -> Mode | None:
    """How the treatment is told; ``None`` where it is only named."""
    at = phrase.start - sentence.start
    if _OF_PAPERS.search(sentence.words, 0, at):
        return None
    mode = ground.mode(phrase.start, phrase.end)
    had, listed = is_had(ground, phrase.start, phrase.end), _is_listed(ground, phrase)
    if mode is Mode.DENIED:
        # "No medications" says what is taken today; "no prior medication" says what was never tried.
        none = _NO_EARLIER if phrase.name == _DRUGS else _NONE_BEFORE
        return mode if had or none.search(sentence.words, 0, at) else None
    if had and (mode is not Mode.PLANNED or ground.passage.section is Section.PLAN):
        return Mode.HISTORICAL if mode is Mode.HISTORICAL else Mode.STATED
    if mode is Mode.PLANNED:
        is_planned = ground.passage.section is Section.PLAN and (listed or _AROUND.match(sentence.words) is not None)
        is_to_come = is_planned or _governs(_TO_COME, sentence, at)
        return mode if is_to_come else None
    if mode is Mode.STATED and phrase.name in _DONE_HERE and _is_noted(ground, phrase, sentence):
        return mode
    return mode if mode is Mode.HISTORICAL and listed else None


def _is_noted(ground: Ground, phrase: Phrase, sentence: Sentence) -> bool:
    """Whether a note of a visit, or a report under "treatment given", lists it among what was done, without a verb."""
    at = phrase.start - sentence.start
    if ground.passage.kind not in _NOTES and ground.passage.section is not Section.GIVEN:
        return False
    clause = sentence.words.split(";")[0]
    return at < len(clause) and not _SAID.search(clause) and _ENTRY.search(clause, 0, at) is not None


def _governs(verbs: re.Pattern[str], sentence: Sentence, at: int) -> bool:
    """Whether the last of ``verbs`` before the place has nothing but a list between itself and the place."""
    found = list(verbs.finditer(sentence.words, 0, at))
    return bool(found) and _is_list(sentence.words[found[-1].end() : at])


def _is_list(words: str) -> bool:
    """Whether ``words`` are entries of a list: short, without a verb or the end of a clause, brackets aside."""
    words = _IN_BRACKETS.sub("", words)
    if _VERB.search(words) or any(end in words for end in ".;:"):
        return False
    return all(len(piece.split()) <= _LONGEST_PIECE for piece in _PIECES.split(words))


def _is_listed(ground: Ground, phrase: Phrase) -> bool:
    """Whether the word is an entry of a list, in which something else stands too."""
    sentence = ground.sentence(phrase.start)
    at = phrase.start - sentence.start
    is_first = not sentence.words[:at].strip(" -*\u2022") or _LISTED_BEFORE.search(sentence.words, 0, at)
    is_alone = not re.search(r",|\band\b|\bplus\b|/", sentence.words)
    return (
        bool(is_first)
        and not is_alone
        and _LISTED_AFTER.match(sentence.words, at + phrase.end - phrase.start) is not None
    )


def _made(ground: Ground, phrase: Phrase, mode: Mode) -> Finding:
    name = ground.prose.text[phrase.start : phrase.end]
    entry = all_services().get(phrase.name)
    kind = planned_kind(ground, phrase.start, mode)
    says = {
        Mode.PLANNED: f"{name} {'asked for' if kind is FindingKind.REQUEST else 'planned'}",
        Mode.DENIED: f"No {name}",
        Mode.HISTORICAL: f"Earlier: {name}",
    }.get(mode, name)
    return ground.found(
        kind, phrase.start, phrase.end, INFERRED,
        mode=mode, name=phrase.name, code=entry.id if entry else "", unit=entry.unit if entry else "", says=says,
    )  # fmt: skip
