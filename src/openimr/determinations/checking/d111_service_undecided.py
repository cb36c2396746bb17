"""Decides whether a heading names two services and the rationale treats only one of them.

Source: 8 CCR 9792.10.6(d): the determination says for each service whether it is necessary; request-grammar.md, 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.model import DisputedTreatment
from openimr.treatments.services import ServiceMention, are_alike, find_services, service

__all__ = ["CHECK"]

# What joins two services that each want a decision: brackets or "or" rename, "and" between unlike services adds.
_ALTERNATIVE = re.compile(
    r"[^()]{0,60}\([^()]{0,30}$|\s*(?:/|,?\sor|,?\sversus|\svs\.?)\s(?:\w+\s){0,3}$|\s*/\s*$", re.IGNORECASE
)
_ADDITION = re.compile(r"[^()]{0,60}?(?:\b(?:and|plus|with|along with)\b|[&+,;])[^()]{0,40}$", re.IGNORECASE)
_EXAMPLE = re.compile(r"\((?:e\.g|i\.e|such as|including|for|with|without|under|via)\b[^()]*$", re.IGNORECASE)


def _look(context: Context) -> Iterator[Hit]:
    for path, treatment in context.numbered():
        if not treatment.rationale:
            continue
        pair = _undecided(treatment, treatment.rationale)
        if pair is not None:
            done, left = pair
            words = left.span.quote(treatment.heading)
            yield Hit(
                where=f"{path}.heading",
                message=f"The heading names “{done.span.quote(treatment.heading)}” and “{words}”, but the rationale "
                f"never speaks of “{words}”.",
                quote=words,
                at=left.span.start,
            )


def _undecided(treatment: DisputedTreatment, rationale: str) -> tuple[ServiceMention, ServiceMention] | None:
    """A service of the heading that the rationale names, and one that it leaves out."""
    for first, second in _pairs(treatment.heading):
        spoken = {mention.id for mention in find_services(rationale)}
        is_done, is_also_done = (_is_treated(one, spoken, rationale, treatment.heading) for one in (first, second))
        if is_done and not is_also_done:
            return first, second
        if is_also_done and not is_done:
            return second, first
    return None


@lru_cache(maxsize=4096)
def _pairs(heading: str) -> tuple[tuple[ServiceMention, ServiceMention], ...]:
    """The services of a heading that stand side by side and want a decision each."""
    named = [mention for mention in find_services(heading) if not service(mention.id).is_generic]
    return tuple((first, second) for first, second in pairwise(named) if _are_two(heading, first, second))


def _are_two(heading: str, first: ServiceMention, second: ServiceMention) -> bool:
    """Whether the two want a decision each: not two names of one service, nor two parts of one programme."""
    if are_alike(first.id, second.id) and first.drug == second.drug:
        return False
    between = heading[first.span.end : second.span.start]
    if _EXAMPLE.search(between):
        return False
    if _ALTERNATIVE.fullmatch(between):
        return True
    return service(first.id).family != service(second.id).family and _ADDITION.fullmatch(between) is not None


def _is_treated(mention: ServiceMention, spoken: set[str], rationale: str, heading: str) -> bool:
    """Whether the rationale names the service, one like it, or the very words of the heading."""
    words = mention.span.quote(heading).lower()
    return words in rationale.lower() or any(are_alike(mention.id, one) for one in spoken)


CHECK = Check(
    code="D111",
    name="service-undecided",
    severity=Severity.WARNING,
    what="The heading names two services, and the rationale treats only one of them.",
    why="The claims administrator has to carry out the decision on each service. Where only one was reasoned, nobody "
    "can tell whether the other was meant by it, or was never decided.",
    mend="Say in the rationale that both names mean one service, or decide and reason each service.",
    sources=duties("contents", "reasons"),
    look=_look,
)
