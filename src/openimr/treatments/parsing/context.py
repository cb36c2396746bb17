"""Sets aside what a wording tells beside the request: outcomes, prior treatment, and what utilization review certified.

Source: request-grammar.md, parsing rules 1 and 12, rows 1.9 and 10.8 to 10.10.
"""

from __future__ import annotations

import re

from openimr.treatments.parsing.flagging import Flags
from openimr.treatments.parsing.marks import Marks, Via
from openimr.treatments.parsing.measuring import plain
from openimr.treatments.request import FlagKind

__all__ = ["request_ends_at", "tell_certified"]

_OUTCOME = re.compile(
    r"\s*[:\u2013\u2014-]?\s*(?<![a-z])(?:(?:partially|partly)[\s-]+)?(?:upheld|overturned)(?:\s+in\s+part)?\s*[.)]*\s*$",
    re.IGNORECASE,
)
_RATIONALE = re.compile(r"\.\.\.|\u2026|(?<![a-z])(?:rationale|decision)s?\s+(?:discusses|for|states|refers)", re.IGNORECASE)
_CERTIFIED = frozenset({"certified", "approved", "authorized", "authorised", "allowed"})


def request_ends_at(text: str) -> int:
    """Where the request ends: before its outcome, and before words that say what a rationale tells.

    >>> request_ends_at("Yoga 6 sessions: Upheld")
    15
    """
    outcome = _OUTCOME.search(text) if "u" in text[-40:].lower() else None
    end = outcome.start() if outcome else len(text)
    aside = _RATIONALE.search(text, 1, end) if "..." in text or "ationale" in text or "\u2026" in text else None
    return aside.start() if aside and text[: aside.start()].strip() else end


def tell_certified(marks: Marks, flags: Flags) -> None:
    """Flag a number that review certified, and a number of prior sessions; neither is what is asked for."""
    words = marks.tokens.words
    for at, word in enumerate(words):
        if word not in _CERTIFIED:
            continue
        for count in marks.counts:
            beside = 0 <= count.start - at <= 3 or 0 <= at - count.end <= 2
            if beside and count.via not in {Via.PRIOR, Via.REFILLS}:
                readings = [f"{plain(other.most)} asked for" for other in marks.counts if other is not count]
                flags.add(
                    FlagKind.MODIFIED_BY_UR,
                    "Review certified a part; the balance is in dispute unless the heading says otherwise.",
                    *readings,
                    f"{plain(count.most)} certified",
                    span=marks.tokens.span(count.start, count.end),
                )
                count.via = Via.PRIOR
                break
    prior = [count for count in marks.counts if count.via is Via.PRIOR and count.unit is not None]
    if prior and ("vs" in words or "versus" in words or "documented" in words):
        flags.add(
            FlagKind.SOURCE_CONFLICT,
            "Sources differ on how many were given before.",
            *(f"{plain(count.most)} {count.unit}s" for count in prior),
            "not documented",
        )
