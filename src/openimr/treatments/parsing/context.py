"""Sets aside what a wording tells beside the request: outcomes, prior treatment, and what utilization review certified.

Source: request-grammar.md, parsing rules 1 and 12, rows 1.9 and 10.8 to 10.10.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

import msgspec

from openimr.treatments.parsing.flagging import Flags
from openimr.treatments.parsing.marks import Count, Marks, Via
from openimr.treatments.parsing.measuring import plain
from openimr.treatments.request import Flag, FlagKind, TreatmentRequest

__all__ = ["Ends", "request_ends", "tell_aside", "tell_certified"]

_OUTCOME = re.compile(
    r"\s*[:\u2013\u2014-]?\s*(?<![a-z])(?:(?:partially|partly)[\s-]+)?(?:upheld|overturned)(?:\s+in\s+part)?\s*[.)]*\s*$",
    re.IGNORECASE,
)
_RATIONALE = re.compile(
    r"\.\.\.|\u2026|(?<![a-z])(?:rationale|decision)s?\s+(?:discusses|for|states|refers)", re.IGNORECASE
)
_SAID = re.compile(r"[a-z0-9]+", re.IGNORECASE)
_ASIDE = re.compile(r"\.\.\.|\u2026|ationale", re.IGNORECASE)
# How many tokens a number and "certified" may lie apart, with all that the number takes up.
_REACH = 20
_APART = frozenset({"(", ")", ",", ";"})
_CERTIFIED = frozenset({"certified", "approved", "authorized", "authorised", "allowed"})


class Ends(NamedTuple):
    """Where the request ends, and where the words beside it end."""

    request: int
    aside: int

    @property
    def has_aside(self) -> bool:
        """Whether anything stands beside the request."""
        return self.aside > self.request


def request_ends(text: str) -> Ends:
    """Where the request ends: before its outcome, and before words that say what a rationale tells.

    >>> request_ends("Yoga 6 sessions: Upheld")
    Ends(request=15, aside=15)
    """
    tail = text[-40:].lower()
    outcome = _OUTCOME.search(text) if "upheld" in tail or "overturned" in tail else None
    end = outcome.start() if outcome else len(text)
    first = _SAID.search(text, 0, end) if _ASIDE.search(text) else None
    aside = _RATIONALE.search(text, first.end(), end) if first else None
    return Ends(aside.start() if aside else end, end)


def tell_aside(request: TreatmentRequest, aside: TreatmentRequest) -> TreatmentRequest:
    """The request, flagged where the words beside it name another side, level, number or service."""
    flags = list(request.flags)
    for site in request.body:
        for other in aside.body:
            if site.part == other.part and site.side and other.side and site.side is not other.side:
                readings = (f"{site.side.value} {site.part}", f"{other.side.value} {other.part}")
                flags.append(
                    Flag(
                        kind=FlagKind.LATERALITY_CONFLICT,
                        message="The words beside the request name another side.",
                        readings=readings,
                        span=other.span,
                    )
                )
    differences = _differences(request, aside)
    if differences:
        flags.append(
            Flag(
                kind=FlagKind.RATIONALE_MISMATCH,
                message="The words beside the request tell it otherwise.",
                readings=differences,
                span=aside.span,
            )
        )
    lost = 0.3 * (len(flags) - len(request.flags))
    return msgspec.structs.replace(
        request, flags=tuple(flags), confidence=round(max(0.1, request.confidence - lost), 2)
    )


def _differences(request: TreatmentRequest, aside: TreatmentRequest) -> tuple[str, ...]:
    """What both tell, and not alike: the service, the number, the levels."""
    found: list[str] = []
    if request.service.code and aside.service.code and request.service.code != aside.service.code:
        found += [request.service.code, aside.service.code]
    one, other = _number(request), _number(aside)
    if one and other and one != other:
        found += [one, other]
    levels = [{f"{level.from_}-{level.to}" for level in each.levels} for each in (request, aside)]
    if levels[0] and levels[1] and levels[0] != levels[1]:
        found += [", ".join(sorted(names)) for names in levels]
    return tuple(found)


def _number(request: TreatmentRequest) -> str | None:
    quantity = request.quantity
    if quantity is None or quantity.stated is None:
        return None
    return f"{plain(quantity.stated)} {quantity.unit}s"


def tell_certified(marks: Marks, flags: Flags) -> None:
    """Flag a number that review certified, and a number of prior sessions; neither is what is asked for."""
    words = marks.tokens.words
    if _CERTIFIED.isdisjoint(words) and all(count.via is not Via.PRIOR for count in marks.counts):
        return
    asked = _asked(marks)
    for at, word in enumerate(words):
        count = _certified(marks, at) if word in _CERTIFIED else None
        if count is not None:
            asked[count.most].remove(count.start)
            left = sorted((starts[0], number) for number, starts in asked.items() if starts)
            flags.add(
                FlagKind.MODIFIED_BY_UR,
                "Review certified a part; the balance is in dispute unless the heading says otherwise.",
                *(f"{plain(number)} asked for" for _, number in left),
                f"{plain(count.most)} certified",
                span=marks.tokens.span(count.start, count.end),
            )
            count.via = Via.PRIOR
    prior = [count for count in marks.counts if count.via is Via.PRIOR and count.unit is not None]
    if prior and ("vs" in words or "versus" in words or "documented" in words):
        flags.add(
            FlagKind.SOURCE_CONFLICT,
            "Sources differ on how many were given before.",
            *(f"{plain(count.most)} {count.unit}s" for count in prior),
            "not documented",
        )


def _asked(marks: Marks) -> dict[float, list[int]]:
    """The tokens at which each number stands that is asked for, in their order."""
    found: dict[float, list[int]] = {}
    for count in marks.counts:
        if count.via is not Via.PRIOR:
            found.setdefault(count.most, []).append(count.start)
    return found


def _certified(marks: Marks, at: int) -> Count | None:
    """The number that "certified" stands beside, the nearest one."""
    first = bisect_left(marks.counts, at - _REACH, key=lambda count: count.start)
    near = [count for count in marks.counts[first : first + _REACH] if count.via is not Via.REFILLS]
    if not near:
        return None
    words = marks.tokens.words

    def distance(count: Count) -> int:
        between = words[at + 1 : count.start] if count.start > at else words[count.end : at]
        return len(between) + (0 if _APART.isdisjoint(between) else _REACH)

    count = min(near, key=distance)
    is_beside = 0 <= count.start - at <= 3 or 0 <= at - count.end <= 2
    return count if is_beside and count.via is not Via.PRIOR else None
