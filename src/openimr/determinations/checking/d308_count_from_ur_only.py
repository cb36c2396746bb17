"""Decides whether the number of prior sessions is known from the utilization review decision only.

Source: 8 CCR 9792.10.6(b)(2): never on the utilization review decision alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determinations.checking.cues import COUNTED, REVIEW
from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.checking.requests_told import SUMMARY, services_of
from openimr.determinations.model import Fact, FactKind
from openimr.treatments.phrases import places_of
from openimr.treatments.services import are_alike

__all__ = ["CHECK"]

_UR = (
    r"(?:utili[sz]ation review(?:er)?"
    r"|UR(?: (?:reviewer|physician|decision|report|denial|determination))*|peer review(?:er)?)\b"
)
_TELLS = (
    r"(?:cit\w+|stat\w+|not(?:es|ed|ing)|indicat\w+|report(?:s|ed)?\b|document\w*|mention\w*|list(?:s|ed)|show\w*"
    r"|sa(?:ys|id)"
    r"|count\w*|identif\w+|record\w*|refer\w*)"
)
_SESSIONS = r"(?:sessions?|visits?|treatments?)"
_COUNT = (
    rf"(?:number of (?:\w+ ){{0,3}}?{_SESSIONS} (?:as|is|was|to be|of|at) \d{{1,3}}"
    rf"|\b\d{{1,3}} (?:(?:prior|previous|completed|\w+) ){{0,3}}?{_SESSIONS})"
)
# The count must be of the past: what was requested or certified is known from the utilization review decision rightly.
_PAST = re.compile(
    r"\b(?:prior|previous\w*|already|completed|attended|received|has had|have had|had|undergone|to date|past"
    r"|therapeutic"
    r"|number of (?:\w+ ){0,3}?(?:sessions|visits|treatments) (?:as|is|was|to be) \d)",
    re.IGNORECASE,
)
_TOLD_BY_UR = re.compile(
    rf"\b{_UR}[^.]{{0,60}}?\b{_TELLS}[^.]{{0,80}}?(?P<count>{_COUNT})"
    rf"|\b(?:according to|per|as noted (?:in|by)|based on|from) (?:the )?{_UR}[^.]{{0,80}}?(?P<later>{_COUNT})"
    rf"|(?P<sooner>{_COUNT})[^.]{{0,60}}?\b(?:according to|per|as noted (?:in|by)|as stated (?:in|by)"
    rf"|based on) (?:the )?{_UR}",
    re.IGNORECASE,
)
_REQUESTED = re.compile(
    r"\b(?:additional|request\w*|certif\w*|approv\w*|authori[sz]\w*|modif\w*|denied|denying)\b", re.IGNORECASE
)
# What a guideline allows is no count of what was done.
_MEASURE = re.compile(r"\b(?:guidelines?|MTUS|ODG|ACOEM|recommend\w*|trial|first course)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_COUNTED_BEGINS = ("session", "visit", "treatment")
_CUES = ("UR ", "tilization review", "tilization Review", "tilisation review", "eer review")


def _look(context: Context) -> Iterator[Hit]:
    words = context.told_words
    if words.isdisjoint(COUNTED) or words.isdisjoint(REVIEW) or not _may_tell(context.told):
        return
    found = [hit for path in context.narrative for hit in _told(context, path)]
    if not found:
        return
    quoted = " ".join(hit.quote for hit in found)
    told = " ".join(one for hit in found for one in context.sentences(hit.where) if hit.quote in one)
    services = services_of(told)
    others = [
        fact
        for fact in context.facts(FactKind.PRIOR_SESSIONS)
        if fact.count and fact.text not in quoted and _may_be_of(fact, services, found[0].where)
    ]
    if not any(_is_elsewhere(context, fact.where, fact.text, found) for fact in others):
        yield found[0]


def _may_be_of(fact: Fact, services: tuple[str, ...], told_at: str) -> bool:
    """Whether the sessions of ``fact`` may be those of ``services``; sessions of nothing named may be of any.

    The reasons for another treatment speak of that one, so there a service that is only like these is another.
    """
    named = services_of(fact.name or "")
    if not named or not services:
        return True
    if fact.where not in {told_at, SUMMARY}:
        return not set(named).isdisjoint(services)
    return any(are_alike(one, other) for one in named for other in services)


def _told(context: Context, path: str) -> Iterator[Hit]:
    """Where a sentence at ``path`` takes the number of past sessions from utilization review."""
    if not _may_tell(context.narrative[path]):
        return
    for sentence in context.sentences(path):
        match = _TOLD_BY_UR.search(sentence) if _may_tell(sentence) else None
        if match is None:
            continue
        group = next(name for name in ("count", "later", "sooner") if match[name])
        count = match[group]
        clause = sentence[max(match.start() - 20, 0) : match.end() + 20]
        if not _PAST.search(clause) or _REQUESTED.search(match[0].replace(count, "")) or _REQUESTED.search(count):
            continue
        yield Hit(
            where=path,
            message=f"The prior treatment (“{count}”) is known from the utilization review decision only; no record is "
            "named "
            "that counts it.",
            quote=match[0],
            at=context.narrative[path].find(match[0]),
        )


def _may_tell(text: str) -> bool:
    """A cheap look beforehand: whether ``text`` names utilization review and a number of sessions between two stops."""
    for place in places_of(_CUES, text):
        stop = text.find(".", place)
        between = text[text.rfind(".", 0, place) + 1 : stop if stop >= 0 else len(text)]
        if _DIGIT.search(between) and any(word in between.lower() for word in _COUNTED_BEGINS):
            return True
    return False


def _is_elsewhere(context: Context, where: str, words: str, found: list[Hit]) -> bool:
    """Whether ``words`` at ``where`` stand in a sentence that does not take them from utilization review."""
    told = {hit.quote for hit in found}
    return any(
        words in sentence and not _MEASURE.search(sentence) and not any(quote in sentence for quote in told)
        for sentence in context.sentences(where)
    )


CHECK = Check(
    code="D308",
    name="count-from-ur-only",
    severity=Severity.WARNING,
    what="The number of prior sessions is known from the utilization review decision only.",
    why="The number decides whether a guideline's total is used up. The utilization review decision is what is "
    "disputed, "
    "so its count needs a record behind it.",
    mend="Name the treatment notes that count the sessions, or ask for them; an unknown number is unknown, not zero.",
    sources=duties("not-on-ur-alone", "records"),
    look=_look,
)
