"""Decides whether a rationale calls unknown what the summary, or the rationale itself, states.

What only the utilization review decision counts is left to D308 count-from-ur-only.

Source: Labor Code 4610.6(h), a plainly erroneous finding of fact is a ground of appeal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.checking.requests_told import SUMMARY, services_of
from openimr.determinations.model import Fact, FactKind
from openimr.treatments.services import are_alike, find_services, service

__all__ = ["CHECK"]

_SURE_ENOUGH = 0.7
_A_NUMBER = re.compile(r"\b(?:number|amount|how many|quantity|count|total)\b", re.IGNORECASE)
_OF_SESSIONS = re.compile(r"\b(?:sessions?|visits?|treatments?|appointments?|therapy)\b", re.IGNORECASE)
_TOLD_BY_UR = re.compile(r"\butili[sz]ation review|\bUR\b|\bpeer review|\b(?:previous|prior) reviewer", re.IGNORECASE)
# What is left of a gap such as "any prior trial of physical therapy" says nothing but the service itself.
_ONLY_TRIED = re.compile(
    r"(?:\b(?:the|a|an|any|prior|previous|past|trial|trials|course|courses|of|attempt|attempts|at|attempted|use"
    r"|having|had|received"
    r"|tried|completed|undergone|patient|claimant|injured|worker|has|that|he|she|been|treated|with|participation|in"
    r"|formal|treatment"
    r"|conservative|care)\b|[\s,'-])*",
    re.IGNORECASE,
)
_HAD = re.compile(
    r"\b(?:prior|previous|past) treatments? (?:include|have included|has included|included|consist)|\btreat(?:ment"
    r"|ed) (?:to date|has|have|with)"
    r"|\b(?:has|have|had) (?:\w+ )?(?:had|received|completed|undergone|attended|tried|participated in"
    r"|been treated with)"
    r"|\b(?:received|completed|underwent|attended|tried)\b|\bstatus post\b|\bs/p\b",
    re.IGNORECASE,
)
_HAD_NOT = re.compile(
    r"\b(?:no|not|never|denies|denied|without|request\w*|recommend\w*|pending|authoriz\w*|certif\w*)\b", re.IGNORECASE
)
_TRIED = frozenset(
    {"physical_therapy", "manual_therapy", "acupuncture", "behavioural", "injection", "modality", "programme"}
)


def _look(context: Context) -> Iterator[Hit]:
    for path, treatment in context.numbered():
        where = f"{path}.rationale"
        for gap in context.facts(FactKind.NOT_DOCUMENTED, where):
            missing = gap.name or ""
            stated = _number_stated(context, treatment.heading, gap, missing) or _tried(context, missing)
            if stated:
                yield Hit(
                    where=where,
                    message=f"The rationale says “{gap.text}”, but the letter states: “{stated}”.",
                    quote=gap.text,
                    at=context.place(gap),
                )


def _number_stated(context: Context, heading: str, gap: Fact, missing: str) -> str | None:
    """The words that count prior sessions, where the gap is about their number."""
    if not _A_NUMBER.search(missing) or not (_OF_SESSIONS.search(missing) or find_services(missing)):
        return None
    about = services_of(missing) or services_of(heading)
    for fact in (*context.facts(FactKind.PRIOR_SESSIONS, SUMMARY), *context.facts(FactKind.PRIOR_SESSIONS, gap.where)):
        if fact.count is None or fact.confidence < _SURE_ENOUGH:
            continue
        sentence = _sentence(context, fact)
        if not _TOLD_BY_UR.search(sentence) and _is_about(
            fact, sentence, about, summary=context.summary, is_alone=len(context.d.disputed_treatments) == 1
        ):
            return fact.text
    return None


def _is_about(fact: Fact, sentence: str, about: tuple[str, ...], *, summary: str, is_alone: bool) -> bool:
    """Whether the sessions counted are of the service that the gap is about."""
    counted = services_of(fact.name or "") or services_of(fact.text) or services_of(sentence)
    if not counted or not about:
        return is_alone
    if not set(counted).isdisjoint(about):
        return True
    # Whoever names both services in the summary tells one from the other, however alike they are.
    is_told_apart = not set(about).isdisjoint(services_of(summary))
    return not is_told_apart and any(are_alike(one, other) for one in counted for other in about)


def _sentence(context: Context, fact: Fact) -> str:
    """The sentence that holds the fact."""
    return next((sentence for sentence in context.sentences(fact.where) if fact.text in sentence), fact.text)


def _tried(context: Context, missing: str) -> str | None:
    """The sentence of the summary that says the treatment was had, where the gap is that it was never tried."""
    mentions = [mention for mention in find_services(missing) if service(mention.id).family in _TRIED]
    if len(mentions) != 1:
        return None
    span = mentions[0].span
    if not _ONLY_TRIED.fullmatch(missing[: span.start]) or not _ONLY_TRIED.fullmatch(missing[span.end :]):
        return None
    for sentence in context.sentences(SUMMARY):
        had = _HAD.search(sentence)
        if had and not _HAD_NOT.search(sentence):
            later = find_services(sentence[had.start() :])
            if any(mention.id == mentions[0].id for mention in later):
                return sentence
    return None


CHECK = Check(
    code="D110",
    name="not-documented-but-stated",
    severity=Severity.WARNING,
    what="The rationale calls unknown or not documented what the summary, or the rationale itself, states.",
    why="A treatment refused because something is not known, although the letter knows it, rests on a wrong fact.",
    mend="Read the record again: use the fact in the rationale, or correct the summary.",
    sources=duties("contents", "grounds-of-appeal", "reasons"),
    look=_look,
)
