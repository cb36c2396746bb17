"""Says how a note speaks of exercise at home: as taught or done, as not done, or as to be taught.

Nobody authorizes what the worker does by himself; a plan for it is a treatment to come, and a request only where a
form or the words ask for it. That a worker should know his exercises by now is an opinion, and no finding.

Source: the project's choice of words, measured on invented files.
"""

from __future__ import annotations

import re

from openimr.casefile.findings.ground import Ground
from openimr.casefile.findings.modes import is_of_papers, mode_of
from openimr.casefile.findings.words import Section, section_mode
from openimr.casefile.model import DocumentKind, FindingKind, Mode

__all__ = ["BY_ONESELF", "home_mode", "planned_kind"]

BY_ONESELF = frozenset({"home_exercise_program"})
"""Services of the vocabulary that are taught once and done without a therapist."""
_TAUGHT = re.compile(
    r"\b(?:instructed|educated|trained|taught|shown|doing|does|do|performs?|performing|practi[cs]es|complian(?:t|ce)"
    r"|adheren(?:t|ce)|independent|independently|discharged|transitioned|progressed|advanced|continues|continuing|given"
    r"|issued|provided|follows|following|maintains|has|reviewed|uses|using|started|received|had|on)\s(?:\w+\s){0,5}?$"
)
_TO_TEACH = re.compile(
    r"\b(?P<verb>instruct|instructions?|teach|teaching|education|training|transition|transitioning|progression|discharge"
    r"|advance|develop|establish|learn|continue|encouraged?|advised)\s(?:\w+\s){0,5}?$"
)
_RECEIVED = re.compile(r"\b(?:given|received|had|got|provided|provided\swith|after)\s(?:\w+\s)?$")
_TAUGHT_AFTER = re.compile(
    r"\s?:?\s?(?:(?:was|were|is|are|has\sbeen|have\sbeen|being)\s)?(?:reviewed|taught|given|issued|provided|demonstrated"
    r"|done|performed|independent(?:ly)?|daily|twice|once|every\sday|regularly|established|updated|several\stimes)\b"
)
_OPINION = re.compile(
    r"\b(?:should|ought\sto|expected|could|capable\sof|patients|individuals|whether|if|unless|instead\sof|rather\sthan"
    r"|in\slieu\sof|reason|why)\b"
)
_ASKED_FOR = re.compile(
    r"\b(?:request\w*|authoriz\w*|rfa|certification|approval)\s?:?\s(?:(?:for|of|authorization|instruction|in|an?|the|is)\s){0,5}$"
)
_NOTES = frozenset({DocumentKind.THERAPY_NOTE, DocumentKind.ACUPUNCTURE_NOTE})


def home_mode(ground: Ground, start: int, end: int) -> Mode | None:
    """How the passage speaks of exercise at home; ``None`` where it is only named, or an opinion."""
    sentence = ground.sentence(start)
    at, words = start - sentence.start, sentence.words
    if _OPINION.search(words, 0, at) or is_of_papers(words, at):
        return None
    mode = mode_of(words, at, end - sentence.start, Section.BODY)
    if mode is not Mode.STATED:
        return None if mode is Mode.FAMILY else mode
    section = section_mode(ground.passage.section)
    if _is_to_come(words, at):
        return Mode.PLANNED
    if _TAUGHT.search(words, 0, at) or _TAUGHT_AFTER.match(words, end - sentence.start):
        return Mode.HISTORICAL if section is Mode.HISTORICAL else Mode.STATED
    if ground.passage.kind in _NOTES and section is not Mode.PLANNED:
        return section
    return None if section is Mode.STATED else section


def _is_to_come(words: str, at: int) -> bool:
    """Whether the words say that it is to be taught or gone on with; "received instruction" says that it was."""
    verb = _TO_TEACH.search(words, 0, at)
    return verb is not None and _RECEIVED.search(words, 0, verb.start("verb")) is None


def planned_kind(ground: Ground, start: int, mode: Mode) -> FindingKind:
    """Whether what nobody needs to authorize, told in ``mode``, is a request or a treatment."""
    sentence = ground.sentence(start)
    is_form = ground.passage.kind is DocumentKind.REQUEST_FOR_AUTHORIZATION
    is_asked = mode is Mode.PLANNED and (is_form or _ASKED_FOR.search(sentence.words, 0, start - sentence.start))
    return FindingKind.REQUEST if is_asked else FindingKind.TREATMENT
