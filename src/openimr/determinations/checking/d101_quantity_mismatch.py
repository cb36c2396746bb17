"""Decides whether heading, summary and rationale speak of the same quantity of the requested treatment.

Source: Labor Code 4610.6(h), a plainly erroneous finding of fact is a ground of appeal; request-grammar.md, rule 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from openimr.determinations.checking.asked import AskedQuantity, asked, counted_as
from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.checking.requests_told import SUMMARY, Told, is_told_of, requests_worded
from openimr.determinations.model import FactKind, Outcome
from openimr.treatments.quantities import Quantity, Range, first_quantity

__all__ = ["CHECK"]

_IS_A_LIMIT = re.compile(r"\b(?:up to|over|than|exceed\w*|limit of|maximum of|max)\s*$", re.IGNORECASE)
# What is not counted one by one; a number without a unit counts none of these.
_MEASURED = frozenset({"dispensed", "gram", "milliliter", "hour", "day", "week", "month"})


def _look(context: Context) -> Iterator[Hit]:
    for number, (_, treatment) in enumerate(context.numbered()):
        worded = [(one, quantity) for one in requests_worded(context, number) if (quantity := _first(one.words))]
        sought = asked(context, number).quantities if worded else ()
        # Nearly everywhere all quantities agree, whosever they are.
        if all(_agrees(sought, quantity) is not False for _, quantity in worded):
            continue
        is_partial = treatment.outcome is Outcome.PARTIALLY_OVERTURNED
        told = [(one, quantity) for one, quantity in worded if is_told_of(context, number, one)]
        agrees_somewhere = any(one.is_in_summary and _agrees(sought, quantity) for one, quantity in told)
        for one, quantity in told:
            if _agrees(sought, quantity) is not False:
                continue
            # Where the summary asks for as much as the heading, the heading is the whole request and no rest of it.
            is_whole = agrees_somewhere or _is_counted_in_summary(context, sought)
            if not is_whole and _is_the_rest(context, sought, quantity):
                continue
            # Who grants a part may speak of that part as of the request; of more than was asked for nobody does.
            if is_partial and not _is_more(sought, quantity):
                continue
            if not (one.is_in_summary and agrees_somewhere):
                yield _hit(one, sought, quantity)


@lru_cache(maxsize=256)
def _first(words: str) -> Quantity | None:
    """The first quantity of a stretch; what follows it (" to 6", "of the 12") is another."""
    found = first_quantity(words)
    return None if found is None or _IS_A_LIMIT.search(words[: found.span.start]) else found


def _agrees(sought: tuple[AskedQuantity, ...], told: Quantity) -> bool | None:
    """Whether a quantity of the heading has a number in common with ``told``; ``None`` where none can be compared."""
    verdicts = [verdict for one in sought if (verdict := _compared(one, told)) is not None]
    return any(verdicts) if verdicts else None


def _compared(sought: AskedQuantity, told: Quantity) -> bool | None:
    counts = _counts(told)
    if sought.counts and counts:
        return _meet(sought.counts, counts) if _count_alike(sought.unit, told) else None
    if sought.duration and told.duration and not counts:
        return sought.duration.meets(told.duration) if sought.duration_in is told.duration_in else None
    return None


def _count_alike(unit: str, told: Quantity) -> bool:
    """Whether both count the same; a number without a unit may count anything that is counted one by one."""
    return counted_as(told.unit) == unit or (told.unit is None and unit not in _MEASURED)


def _is_more(sought: tuple[AskedQuantity, ...], told: Quantity) -> bool:
    """Whether ``told`` counts more than anything that was asked for."""
    most = max((count.most for one in sought for count in one.counts), default=0)
    return any(count.least > most for count in _counts(told)) and most > 0


def _counts(quantity: Quantity) -> tuple[Range, ...]:
    return tuple(count for count in (quantity.total, quantity.computed) if count is not None)


def _meet(ones: tuple[Range, ...], others: tuple[Range, ...]) -> bool:
    return any(one.meets(other) for one in ones for other in others)


def _is_counted_in_summary(context: Context, sought: tuple[AskedQuantity, ...]) -> bool:
    """Whether the summary counts as many sessions asked for as the heading does, in whatever words."""
    told = {fact.count for fact in context.facts(FactKind.REQUESTED_SESSIONS, SUMMARY)}
    return any(count.most in told for one in sought for count in one.counts)


def _is_the_rest(context: Context, sought: tuple[AskedQuantity, ...], told: Quantity) -> bool:
    """Whether the heading holds what is left of the request after a part of it was certified."""
    certified = {fact.count_max or fact.count for fact in context.facts(FactKind.CERTIFIED_SESSIONS)}
    rest = {count.most - part for count in _counts(told) for part in certified if part}
    return any(count.most in rest for one in sought for count in one.counts)


def _hit(told: Told, sought: tuple[AskedQuantity, ...], quantity: Quantity) -> Hit:
    place = "summary" if told.where == SUMMARY else "rationale"
    words = quantity.span.quote(told.words)
    in_heading = " and ".join(f"“{one.words}”" for one in sought)
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
