"""Lays one requested treatment beside every recommendation that governs it, and answers with reasons.

The order in which a recommendation's parts give the word: whom it is for; what it advises against; the numbers and
intervals; what must come first; what is not known. No part sets an outcome.

Source: guidelines.md, sections J and O; 8 CCR 9792.21.1(a) for the order of the answers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from openimr.citations import Citation
from openimr.guidelines.application import Answer, Application, AppliedCriterion, AppliedLine, Speaking
from openimr.guidelines.arithmetic import OVER, earliest_again
from openimr.guidelines.asked import ABOUT, Role
from openimr.guidelines.courses import interval_of, lines_of, told_period, uncounted
from openimr.guidelines.criteria import CriterionResult, Day, Facts, NotDocumented, Truth, evaluate
from openimr.guidelines.cross_cutting import force_lost
from openimr.guidelines.governing import Matched, drugs_of, frames, matching, parts_of, services_of
from openimr.guidelines.library import dates_on
from openimr.guidelines.lines import applied_lines, are_surely_over, chosen_result, lines_that_may_count
from openimr.guidelines.recommendation import Period, Recommendation, Result, Stance, TriggerDates
from openimr.guidelines.unanswered import unanswered
from openimr.guidelines.wording_facts import with_wording
from openimr.treatments.request import TreatmentRequest

__all__ = ["apply"]

_ALL_OF = (Role.CONDITION, Role.PREREQUISITE, Role.INTERVAL)
_ANY_OF = (Role.CONTRAINDICATION, Role.NOT_FOR)
_LAST_GIVEN = "last_given_on"
_COURSE = ("conditions", "prerequisites", "phases.continue", "phases.course", "maximum")
_RESTS_ON = {
    Result.EXCEEDS_TRIAL: ("phases.trial",),
    Result.EXCEEDS_TOTAL: ("phases.continue", "phases.course"),
    Result.EXCEEDS_MAX: ("maximum",),
    Result.PREREQUISITE_MISSING: ("prerequisites",),
    Result.CONTRAINDICATED: ("contraindications",),
    Result.NOT_RECOMMENDED: ("stance", "not_for"),
    Result.NOT_ADDRESSED: ("stance", "conditions"),
}


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
    records = tuple(recommendations)
    known = with_wording(facts, request)
    governing, aside = matching(request, facts, dates=days, recommendations=records, has_drafts=has_drafts)
    return Application(
        request=request,
        on=on,
        dates=days,
        answers=tuple(_answer(matched, request, known, days.request or on) for matched in governing),
        left_aside=aside,
        unanswered=tuple(it.id for it in unanswered(request, facts, governing, dates=days)),
        also_read=frames(records, governing, dates=days),
        facts=facts.facts,
        contradicted=facts.contradicted(),
        without_pin=_unpinned(facts),
    )


def _unpinned(facts: Facts) -> tuple[str, ...]:
    """The names of facts that do not say where they stand; a source that is silent has no such place."""
    unpinned = (fact for fact in facts.facts if not fact.is_pinned and not isinstance(fact.value, NotDocumented))
    return tuple(dict.fromkeys(fact.name for fact in unpinned))


def _answer(matched: Matched, request: TreatmentRequest, facts: Facts, on: dt.date) -> Answer:
    record = matched.recommendation
    services = (matched.read_as,) if matched.read_as else services_of(request)
    citation = record.citation()
    found = lines_of(record, services, parts_of(request, facts))
    lines = applied_lines(found, record, request, facts, services=services, on=on)
    own = facts.as_meant_for(record.id)
    criteria = (
        *(
            AppliedCriterion(role=it.role, id=it.id, result=evaluate(it.node, own, citation=citation))
            for it in record.criteria
            if it.is_for(services) and (it.role is not Role.GATE or not lines)
        ),
        *_interval(interval_of(record, services), facts, on, citation),
    )
    advice = _advice(record, services, drugs_of(request))
    result = _result(advice, criteria, lines)
    return Answer(
        id=record.id,
        topic=record.topic,
        scope=record.scope,
        citation=citation,
        verification=record.verification,
        speaking=_speaking(record, result, lines),
        result=result,
        in_force=_in_force(record),
        pages=record.source.pages,
        stance=advice.stance,
        read_as=matched.read_as,
        criteria=criteria,
        lines=lines,
        would_change=_would_change(advice, criteria, lines),
        by_hand=uncounted(record, services),
        notes=tuple(note for note in (*force_lost(record), record.conditions.note, record.note) if note),
    )


class _Advice(NamedTuple):
    """What is advised for the services and drugs of a request; ``is_own`` where it is said of these by name."""

    stance: Stance | None
    is_own: bool

    @property
    def is_against(self) -> bool:
        return self.stance is Stance.NOT_RECOMMENDED


def _advice(record: Recommendation, services: Sequence[str], drugs: Sequence[str]) -> _Advice:
    stance = record.stance_of(services, drugs)
    return _Advice(stance=stance, is_own=stance is not record.stance)


def _speaking(record: Recommendation, result: Result, lines: Sequence[AppliedLine]) -> Speaking:
    """Whether the word stands by itself: nothing that it rests on is from memory."""
    fields = _RESTS_ON.get(result, _COURSE)
    if result not in _RESTS_ON and any(line.gate is not None and line.gate.value is not Truth.MET for line in lines):
        fields = (*fields, "phases.trial")
    is_checked = record.may_decide and all(record.may_decide_on(field) for field in fields)
    return Speaking.BY_ITSELF if is_checked else Speaking.TO_BE_CONFIRMED


def _interval(interval: Period | None, facts: Facts, on: dt.date, citation: Citation) -> Iterator[AppliedCriterion]:
    """Whether the shortest time between two treatments has passed on the day of the request."""
    if interval is None:
        return
    says = f"{told_period(interval)} have passed since it was last given"
    stated = facts.of(_LAST_GIVEN)
    days = [day for fact in stated if isinstance(fact.value, Day) and (day := earliest_again(fact.value.on, interval))]
    answers = {Truth.MET if on >= day else Truth.NOT_MET for day in days}
    value = answers.pop() if len(answers) == 1 and len(days) == len(stated) else Truth.NOT_DOCUMENTED
    told = "; ".join(fact.told() for fact in stated)
    earliest = f"; from {max(days).isoformat()} on" if days else ""
    result = CriterionResult(
        value=value,
        says=says,
        sentence=f"{says[:1].upper()}{says[1:]}: {value.words}{f' ({told}{earliest})' if told else ''}.",
        facts=stated,
        citation=citation,
        would_change=(_LAST_GIVEN,) if value is Truth.NOT_DOCUMENTED else (),
        contradicted=(_LAST_GIVEN,) if answers else (),
    )
    yield AppliedCriterion(role=Role.INTERVAL, id="interval", result=result)


def _result(advice: _Advice, criteria: Sequence[AppliedCriterion], lines: Sequence[AppliedLine]) -> Result:
    """The word for one recommendation; the first part that gives one gives it."""
    return (
        _against(advice, criteria) or _by_numbers(criteria, lines) or _by_what_is_known(advice.stance, criteria, lines)
    )


def _values(criteria: Sequence[AppliedCriterion], *roles: Role) -> list[Truth]:
    return [it.result.value for it in criteria if it.role in roles]


def _against(advice: _Advice, criteria: Sequence[AppliedCriterion]) -> Result | None:
    """The word where the recommendation is for others, or advises against; what it says of a drug by name holds.

    What is for a part of the body, a phase or an operation says nothing until it is documented that the request is
    about these.
    """
    if Truth.NOT_MET in _values(criteria, Role.CONDITION) or advice.stance is Stance.NO_RECOMMENDATION:
        return Result.NOT_ADDRESSED
    if _is_about_open(criteria):
        return Result.UNDETERMINED
    if Truth.MET in _values(criteria, Role.CONTRAINDICATION):
        return Result.CONTRAINDICATED
    not_for = _values(criteria, Role.NOT_FOR)
    if Truth.MET in not_for or (advice.is_against and advice.is_own):
        return Result.NOT_RECOMMENDED
    return _advised_against(not_for) if advice.is_against else None


def _is_about_open(criteria: Sequence[AppliedCriterion]) -> bool:
    conditions = (it for it in criteria if it.role is Role.CONDITION and it.id in ABOUT)
    return any(it.result.value is Truth.NOT_DOCUMENTED for it in conditions)


def _advised_against(not_for: Sequence[Truth]) -> Result:
    """The word of a recommendation that advises against; where it says against what, that must be documented."""
    if not not_for:
        return Result.NOT_RECOMMENDED
    return Result.UNDETERMINED if Truth.NOT_DOCUMENTED in not_for else Result.NOT_ADDRESSED


def _by_numbers(criteria: Sequence[AppliedCriterion], lines: Sequence[AppliedLine]) -> Result | None:
    """The word where a number is over a limit, or an interval has not passed."""
    counted = chosen_result(lines)
    if counted in OVER:
        return counted
    return Result.EXCEEDS_MAX if Truth.NOT_MET in _values(criteria, Role.INTERVAL) else None


def _by_what_is_known(
    stance: Stance | None, criteria: Sequence[AppliedCriterion], lines: Sequence[AppliedLine]
) -> Result:
    """The word where nothing stands against the request: what is missing, else "within".

    Where a recommendation has neither numbers nor prerequisites, what it advises against must be known.
    """
    prerequisites = _values(criteria, Role.PREREQUISITE, Role.GATE)
    if Truth.NOT_MET in prerequisites or _looked_for(criteria):
        return Result.PREREQUISITE_MISSING
    counted = chosen_result(lines)
    known = [*prerequisites, *_values(criteria, Role.CONDITION, Role.INTERVAL)]
    if counted is None and not prerequisites:
        known += _values(criteria, Role.NOT_FOR, Role.CONTRAINDICATION)
    if counted is Result.UNDETERMINED or Truth.NOT_DOCUMENTED in known:
        return Result.UNDETERMINED
    return counted or (Result.WITHIN if stance is not None else Result.NOT_ADDRESSED)


def _looked_for(criteria: Sequence[AppliedCriterion]) -> bool:
    """Whether a prerequisite was looked for in a source that does not say it: that it is missing is then documented."""
    return any(it.role is Role.PREREQUISITE and it.result.was_looked_for for it in criteria)


def _would_change(
    advice: _Advice, criteria: Sequence[AppliedCriterion], lines: Sequence[AppliedLine]
) -> tuple[str, ...]:
    """All missing or contradictory facts that could change the word or the quantity within, numbers first.

    What gives the word later than something that is settled cannot change it.
    """
    if Truth.NOT_MET in _values(criteria, Role.CONDITION) or advice.stance is Stance.NO_RECOMMENDATION:
        return ()
    told = _open(criteria, Role.CONDITION)
    if Truth.MET in _values(criteria, Role.CONTRAINDICATION):
        return told
    told += _open(criteria, Role.CONTRAINDICATION)
    if Truth.MET in _values(criteria, Role.NOT_FOR) or (advice.is_against and advice.is_own):
        return told
    told += _open(criteria, Role.NOT_FOR)
    if advice.is_against:
        return told
    counted = tuple(name for line in lines_that_may_count(lines) for name in line.would_change)
    is_settled = not _is_about_open(criteria) and (
        are_surely_over(lines) or (not counted and _by_numbers(criteria, lines) in OVER)
    )
    later = () if is_settled else _open(criteria, Role.INTERVAL)
    if not is_settled and Truth.NOT_MET not in _values(criteria, Role.PREREQUISITE, Role.GATE):
        later += _open(criteria, Role.PREREQUISITE, Role.GATE)
    return tuple(dict.fromkeys((*counted, *later, *told)))


def _open(criteria: Sequence[AppliedCriterion], *roles: Role) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for it in criteria if it.role in roles for name in it.result.would_change))


def _in_force(record: Recommendation) -> str:
    return "; ".join(
        f"{it.trigger.value.replace('_', ' ')} from {it.from_.isoformat()}"
        + (f" to {it.to.isoformat()}" if it.to else " on")
        for it in record.effective
    )
