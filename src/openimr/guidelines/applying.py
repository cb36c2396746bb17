"""Lays one requested treatment beside every recommendation that governs it, and answers with reasons.

The order in which a recommendation's parts give the word: whom it is for; what it advises against; the numbers and
intervals; what must come first; what is not known. No part sets an outcome.

Source: guidelines.md, sections J and O; 8 CCR 9792.21.1(a) for the order of the answers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from openimr.guidelines.application import Answer, Application, AppliedCriterion, AppliedLine, Speaking
from openimr.guidelines.arithmetic import OVER, earliest_again
from openimr.guidelines.courses import interval_of, lines_of, told_period, uncounted
from openimr.guidelines.criteria import CriterionResult, Day, Facts, Truth, evaluate
from openimr.guidelines.governing import Matched, matching, parts_of, services_of
from openimr.guidelines.library import dates_on
from openimr.guidelines.lines import applied_line, chosen_result
from openimr.guidelines.recommendation import Per, Period, Recommendation, Result, Stance, TriggerDates
from openimr.guidelines.requirements import Role, asked_of
from openimr.treatments.request import TreatmentRequest

__all__ = ["apply"]

_LAST_GIVEN = "last_given_on"


def apply(
    request: TreatmentRequest,
    facts: Facts,
    *,
    on: dt.date,
    recommendations: Iterable[Recommendation],
    dates: TriggerDates | None = None,
    has_drafts: bool = False,
) -> Application:
    """What the recommendations say of a request, given the facts.

    ``on`` is the day of the request, and stands for every day that ``dates`` does not give. ``recommendations`` are
    those to choose from, such as the whole library. Drafts answer only where ``has_drafts`` says so.
    """
    days = dates_on(on, dates)
    governing, aside = matching(
        request, facts, dates=days, recommendations=recommendations, has_drafts=has_drafts
    )
    return Application(
        request=request,
        on=on,
        dates=days,
        answers=tuple(_answer(matched, request, facts, days.request or on) for matched in governing),
        left_aside=aside,
        facts=facts.facts,
        contradicted=facts.contradicted(),
        without_pin=tuple(dict.fromkeys(fact.name for fact in facts.facts if not fact.is_pinned)),
    )


def _answer(matched: Matched, request: TreatmentRequest, facts: Facts, on: dt.date) -> Answer:
    record = matched.recommendation
    services = (matched.read_as,) if matched.read_as else services_of(request)
    citation = record.citation()
    criteria = (
        *(
            AppliedCriterion(role=it.role, id=it.id, result=evaluate(it.node, facts, citation=citation))
            for it in asked_of(record, facts)
        ),
        *_interval(interval_of(record, services), facts, on, record),
    )
    is_exempt, exemption = _exemption(record, facts)
    lines = () if is_exempt else tuple(
        applied_line(line, request, facts, services=services, parts=parts_of(request), citation=citation)
        for line in lines_of(record, services)
    )
    result = _result(record.stance, criteria, lines)
    return Answer(
        id=record.id,
        topic=record.topic,
        scope=record.scope,
        citation=citation,
        verification=record.verification,
        speaking=Speaking.BY_ITSELF if record.may_decide else Speaking.TO_BE_CONFIRMED,
        result=result,
        in_force=_in_force(record),
        pages=record.source.pages,
        stance=record.stance,
        read_as=matched.read_as,
        criteria=criteria,
        lines=lines,
        would_change=_would_change(result, criteria, lines),
        by_hand=uncounted(record, services),
        notes=tuple(note for note in (record.conditions.note, record.note, exemption) if note),
    )
