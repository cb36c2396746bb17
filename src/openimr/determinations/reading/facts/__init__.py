"""Finds the facts that prose tells of: diagnoses, sessions, scores, days, and what utilization review did.

Everything found here is inferred from free text, so each fact has a span and a confidence. Confidences are one of four:
``STATED``, ``INFERRED``, ``IN_PASSING`` and ``DOUBTFUL``, as said in :mod:`openimr.determinations.reading.facts.prose`.

Source: ``determination-formats.md`` section 3; model of facts in ``determinations/model.py``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from openimr.citations import Span
from openimr.determinations.model import Fact, FactKind
from openimr.determinations.reading.facts.actions import action_facts, action_gates
from openimr.determinations.reading.facts.days import day_facts, day_gates, day_places
from openimr.determinations.reading.facts.diagnoses import diagnosis_facts, diagnosis_gates
from openimr.determinations.reading.facts.person import PersonFound, find_person
from openimr.determinations.reading.facts.prose import lay_out
from openimr.determinations.reading.facts.scores import score_facts, score_gates
from openimr.determinations.reading.facts.sessions import session_facts, session_gates
from openimr.determinations.reading.facts.undocumented import undocumented_facts, undocumented_gates

__all__ = ["DayFound", "PersonFound", "find_facts", "find_injury_date", "find_person", "find_ur_date"]


class DayFound(NamedTuple):
    """A day in prose: ``on`` where it is whole, its words, and where they stand."""

    on: dt.date | None
    on_text: str
    span: Span


@cache
def _sought() -> frozenset[str]:
    """All words that any of the finders seeks first."""
    return frozenset().union(
        session_gates(), day_gates(), action_gates(), score_gates(), diagnosis_gates(), undocumented_gates()
    )


def find_facts(*, where: str, text: str, span: Callable[[int, int, float], Span] = Span) -> tuple[Fact, ...]:
    """All facts in ``text``, the value at the path ``where``, in the order of their places.

    Spans count in ``text``, unless ``span`` makes others out of start, end and confidence there; it must keep places in
    their order.

    >>> [fact.count for fact in find_facts(where="clinical_case_summary", text="He has had 12 yoga sessions.")]
    [12]
    """
    prose = lay_out(where=where, text=text, sought=_sought(), span=span)
    facts = session_facts(prose)
    if not where.endswith("heading"):
        facts += day_facts(prose, day_places(prose))
        facts += action_facts(prose)
        facts += score_facts(prose)
        facts += diagnosis_facts(prose)
        facts += undocumented_facts(prose)
    return tuple(sorted(facts, key=_place)) if len(facts) > 1 else tuple(facts)


def _place(fact: Fact) -> tuple[int, int, FactKind]:
    return fact.span.start, fact.span.end, fact.kind


def find_injury_date(text: str) -> DayFound | None:
    """The day of injury that ``text`` tells of: the first that its words name as such."""
    return _first_day(text, FactKind.INJURY_DATE)


def find_ur_date(text: str) -> DayFound | None:
    """The day of the utilization review decision that ``text`` tells of: the first that its words name as such."""
    return _first_day(text, FactKind.UR_DATE)


def _first_day(text: str, kind: FactKind) -> DayFound | None:
    prose = lay_out(where="", text=text, sought=day_gates())
    for fact in day_facts(prose, day_places(prose)):
        if fact.kind is kind:
            return DayFound(fact.on, fact.text, fact.span)
    return None
