"""Decides whether heading, summary and rationale speak of the same quantity of the requested treatment.

Source: Labor Code 4610.6(h), a plainly erroneous finding of fact is a ground of appeal; request-grammar.md, rule 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.checking.requests_told import SUMMARY, Told, is_told_of, requests_worded
from openimr.determinations.model import FactKind, Outcome
from openimr.treatments.quantities import Quantity, Range, find_quantities

__all__ = ["CHECK"]

_SESSIONS = frozenset({"session", "visit", "treatment", "evaluation"})
_DISPENSED = frozenset({"dispensed", "tablet", "capsule", "patch"})
_IS_A_LIMIT = re.compile(r"\b(?:up to|over|than|exceed\w*|limit of|maximum of|max)\s*$", re.IGNORECASE)


def _look(context: Context) -> Iterator[Hit]:
    for number, (_, treatment) in enumerate(context.numbered()):
        asked = find_quantities(treatment.heading)
        if not asked:
            continue
        is_partial = treatment.outcome is Outcome.PARTIALLY_OVERTURNED
        worded = [(one, quantity) for one in requests_worded(context, number) if (quantity := _first(one.words))]
        # Nearly everywhere all quantities agree, whosever they are.
        if all(_agrees(asked, quantity) is not False for _, quantity in worded):
            continue
        told = [(one, quantity) for one, quantity in worded if is_told_of(context, number, one)]
        agrees_somewhere = any(one.is_in_summary and _agrees(asked, quantity) for one, quantity in told)
        for one, quantity in told:
            if _agrees(asked, quantity) is not False:
                continue
            # Where the summary asks for as much as the heading, the heading is the whole request and no rest of it.
            is_whole = agrees_somewhere or _is_counted_in_summary(context, asked)
            if not is_whole and _is_the_rest(context, asked, quantity):
                continue
            # Who grants a part may speak of that part as of the request; of more than was asked for nobody does.
            if is_partial and not _is_more(asked, quantity):
                continue
            if not (one.is_in_summary and agrees_somewhere):
                yield _hit(one, treatment.heading, asked, quantity)


@lru_cache(maxsize=256)
def _first(words: str) -> Quantity | None:
    """The first quantity of a stretch; what follows it (" to 6", "of the 12") is another."""
    found = find_quantities(words)
    if not found or _IS_A_LIMIT.search(words[: found[0].span.start]):
        return None
    return found[0]


def _agrees(asked: tuple[Quantity, ...], told: Quantity) -> bool | None:
    """Whether a quantity of the heading has a number in common with ``told``; ``None`` where none can be compared."""
    verdicts = [verdict for one in asked if (verdict := _compared(one, told)) is not None]
    return any(verdicts) if verdicts else None


def _compared(asked: Quantity, told: Quantity) -> bool | None:
    asked_counts, told_counts = _counts(asked), _counts(told)
    if asked_counts and told_counts:
        return _meet(asked_counts, told_counts) if _group(asked) == _group(told) else None
    if asked.duration and told.duration and not told_counts:
        return asked.duration.meets(told.duration) if asked.duration_in is told.duration_in else None
    return None


def _is_more(asked: tuple[Quantity, ...], told: Quantity) -> bool:
    """Whether ``told`` counts more than anything that was asked for."""
    most = max((count.most for one in asked for count in _counts(one)), default=0)
    return any(count.least > most for count in _counts(told)) and most > 0


def _counts(quantity: Quantity) -> tuple[Range, ...]:
    return tuple(count for count in (quantity.total, quantity.computed) if count is not None)


def _meet(ones: tuple[Range, ...], others: tuple[Range, ...]) -> bool:
    return any(one.meets(other) for one in ones for other in others)


def _group(quantity: Quantity) -> str:
    """What is counted, so that like is compared with like; a number without a unit counts sessions."""
    if quantity.unit is None or quantity.unit in _SESSIONS:
        return "session"
    return "dispensed" if quantity.unit in _DISPENSED else quantity.unit


def _is_counted_in_summary(context: Context, asked: tuple[Quantity, ...]) -> bool:
    """Whether the summary counts as many sessions asked for as the heading does, in whatever words."""
    told = {fact.count for fact in context.facts(FactKind.REQUESTED_SESSIONS, SUMMARY)}
    return any(count.most in told for one in asked for count in _counts(one))


def _is_the_rest(context: Context, asked: tuple[Quantity, ...], told: Quantity) -> bool:
    """Whether the heading holds what is left of the request after a part of it was certified."""
    certified = {fact.count_max or fact.count for fact in context.facts(FactKind.CERTIFIED_SESSIONS)}
    rest = {count.most - part for count in _counts(told) for part in certified if part}
    return any(count.most in rest for quantity in asked for count in _counts(quantity))


def _hit(told: Told, heading: str, asked: tuple[Quantity, ...], quantity: Quantity) -> Hit:
    place = "summary" if told.where == SUMMARY else "rationale"
    words = quantity.span.quote(told.words)
    in_heading = " and ".join(f"“{one.span.quote(heading)}”" for one in asked)
    return Hit(
        where=told.where,
        message=f"The {place} speaks of a request for “{words}”, the heading of {in_heading}.",
        quote=words,
        at=told.at + quantity.span.start,
    )


CHECK = Check(
    code="D101",
    name="quantity-mismatch",
    severity=Severity.ERROR,
    what="The summary or the rationale speaks of another quantity of the requested treatment than the heading.",
    why="The heading says what was decided. If the reasons are about another number, nobody can tell whether the "
    "worker "
    "was judged on what was asked for, and a plainly erroneous fact is a ground of appeal.",
    mend="Look up the request in the utilization review decision and use its quantity in heading, summary and "
    "rationale.",
    sources=duties("contents", "grounds-of-appeal"),
    look=_look,
)
