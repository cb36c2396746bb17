"""Decides whether summary and rationale tell different actions of utilization review on the same request.

Source: Labor Code 4610 (approve, modify, deny); 8 CCR 9792.10.6(d).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.checking.requests_told import SUMMARY, services_of
from openimr.determinations.model import Fact, FactKind, UrAction
from openimr.treatments.services import are_alike

__all__ = ["CHECK"]

_SURE_ENOUGH = 0.5
# What is named after these goes with the treatment, and is not what was decided on.
_BESIDE = re.compile(r"\b(?:to include|including|instead of|in favor of|along with|in addition to|and instruction)\b")


def _look(context: Context) -> Iterator[Hit]:
    in_summary = _counting(context, SUMMARY)
    if not in_summary:
        return
    for path, treatment in context.numbered():
        in_rationale = _counting(context, f"{path}.rationale")
        # Where all agree, it need not be known which treatment they are about.
        if len({fact.action for fact in (*in_summary, *in_rationale)}) == 1:
            continue
        pair = _contradiction(
            [fact for fact in in_summary if _is_of(context, fact, treatment.heading)],
            [fact for fact in in_rationale if _is_of(context, fact, treatment.heading)],
        )
        if pair is not None:
            first, second = pair
            yield Hit(
                where=second.where,
                message=f"Utilization review {second.action} the request here (“{second.text}”), but in the summary it "
                f"{first.action} it (“{first.text}”).",
                quote=second.text,
                at=context.place(second),
            )


def _contradiction(ones: list[Fact], others: list[Fact]) -> tuple[Fact, Fact] | None:
    """Two facts with different actions, where the two places have no action in common."""
    before, after = {fact.action for fact in ones}, {fact.action for fact in others}
    # Who certified a part of a request modified it: only a denial and what is none contradict each other.
    if not before or not after or before & after or UrAction.DENIED not in before | after:
        return None
    return ones[-1], others[0]


def _counting(context: Context, where: str) -> list[Fact]:
    """The actions told at one path that are sure enough to be compared."""
    return [
        fact
        for fact in context.facts(FactKind.UR_ACTION, where)
        if fact.action not in {None, UrAction.DELAYED} and fact.confidence >= _SURE_ENOUGH
    ]


def _is_of(context: Context, fact: Fact, heading: str) -> bool:
    """Whether the sentence that holds the fact is about the service in ``heading``."""
    sentence = _sentence(context, fact)
    mentioned, own = services_of(_BESIDE.split(sentence, maxsplit=1)[0]), services_of(heading)
    if any(are_alike(one, other) for one in mentioned for other in own):
        return True
    if mentioned and own:
        return False
    is_only = sum(1 for _ in context.numbered()) == 1
    return is_only or fact.where != SUMMARY


def _sentence(context: Context, fact: Fact) -> str:
    """The sentence around the fact, empty where it cannot be found."""
    text = context.prose.get(fact.where, "")
    place = context.place(fact)
    at = 0
    for sentence in context.sentences(fact.where):
        at = text.find(sentence, at)
        if at <= place < at + len(sentence):
            return sentence
    return ""


CHECK = Check(
    code="D106",
    name="ur-action-inconsistent",
    severity=Severity.ERROR,
    what="Summary and rationale tell different actions of utilization review on the same request.",
    why="A denial puts the whole request in dispute, a modification only what was not certified. Who tells both does "
    "not say what was reviewed.",
    mend="Look up the utilization review decision and tell its action and the quantity certified the same way twice.",
    sources=duties("contents", "grounds-of-appeal"),
    look=_look,
)
