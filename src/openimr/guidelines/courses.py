"""Draws the limits for the arithmetic out of a recommendation: one line for each thing that is counted.

A recommendation may give several lines: one for each diagnosis, one for the course and one for the injury, one in
visits and one in weeks. What cannot be counted is handed back in words, so that nothing is dropped silently.

Source: guidelines.md, section O (phases, maximum); each line has the citation of its recommendation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from openimr.citations import Value
from openimr.guidelines.arithmetic import Course, Limit
from openimr.guidelines.criteria.units import convert, told_number
from openimr.guidelines.recommendation import (
    Amount,
    Gate,
    GateKind,
    Maximum,
    Per,
    Period,
    Phase,
    PhaseName,
    Recommendation,
)
from openimr.treatments.anatomy import are_related

__all__ = ["Line", "interval_of", "lines_of", "told_period", "uncounted"]

_OF_THE_COURSE = frozenset((Per.COURSE, Per.SURGERY))
_AT_A_TIME = frozenset((Per.SESSION, Per.PRESCRIPTION, Per.WEEK))
_GOING_ON = (PhaseName.CONTINUE, PhaseName.COURSE)
_GATE_WORDS = {
    GateKind.FUNCTIONAL_IMPROVEMENT: "documented functional improvement",
    GateKind.RESPONSE: "a documented response",
    GateKind.PAIN_RELIEF: "documented pain relief",
    GateKind.TRIAL_SUCCESS: "a successful trial",
}


class Line(Value, frozen=True):
    """The limits of one thing that is counted.

    ``per`` is what it is counted over and ``applies_to`` the diagnoses that it is for (none for all). ``gate`` opens
    what lies beyond the trial. ``adds_prior`` says that what came before counts. ``exception`` is what lifts the limit,
    and ``is_length`` that a time is counted.
    """

    course: Course
    per: Per
    applies_to: tuple[str, ...] = ()
    icd: tuple[str, ...] = ()
    gate: Gate | None = None
    adds_prior: bool = True
    trial_period: Period | None = None
    period: Period | None = None
    exception: str = ""
    is_length: bool = False


def lines_of(record: Recommendation, services: Collection[str], parts: Collection[str] = ()) -> tuple[Line, ...]:
    """All lines of a recommendation that count for these services and parts of the body, those of the course first.

    Without ``parts`` nothing is left out for being about other parts.
    """
    phases = [it for it in record.phases if _is_for(it.services, services) and _is_near(it.body, parts)]
    maxima = [it for it in record.maximum if _is_for(it.services, services) and _is_near(it.body, parts)]
    courses = [line for group in _groups(phases, maxima) for line in _course_lines(record, group, phases, maxima)]
    return (*courses, *(line for maximum in maxima for line in _ceilings(record, maximum)))


def interval_of(record: Recommendation, services: Collection[str]) -> Period | None:
    """The shortest time between two treatments, where the recommendation gives one."""
    found = (it.interval for it in record.maximum if it.interval is not None and _is_for(it.services, services))
    return next(found, None)


def uncounted(record: Recommendation, services: Collection[str]) -> tuple[str, ...]:
    """What a recommendation says beside the lines and has to be compared by hand, in words."""
    told: list[str] = []
    for phase in record.phases:
        if not _is_for(phase.services, services):
            continue
        step = f"{phase.name.capitalize()}{_for_whom(phase)}"
        if phase.freq is not None:
            told.append(f"{step}: {_told_frequency(phase)}.")
        if phase.dose is not None:
            told.append(f"{step}: {_told(phase.dose.amount)} at a time or a day.")
        if phase.note:
            told.append(f"{step}: {phase.note}")
    told += [_told_note(it) for it in record.maximum if it.note and _is_for(it.services, services)]
    return tuple(dict.fromkeys(told))


def _for_whom(phase: Phase) -> str:
    names = ", ".join(name.replace("_", " ") for name in phase.applies_to)
    return f" ({names})" if names else ""


def _told_note(maximum: Maximum) -> str:
    """The note of a ceiling, with the ceiling that it belongs to."""
    amount = maximum.qty or (maximum.dose.amount if maximum.dose else None) or maximum.over or maximum.interval
    if amount is None:
        return maximum.note
    return f"Ceiling ({_told(amount)} for each {maximum.per.value.replace('_', ' ')}): {maximum.note}"


def told_period(period: Period) -> str:
    """A length of time in words.

    >>> from openimr.guidelines.recommendation import PeriodUnit
    >>> told_period(Period(unit=PeriodUnit.WEEK, min=5, max=6)), told_period(Period(unit=PeriodUnit.DAY, min=1, max=1))
    ('5 to 6 weeks', '1 day')
    """
    return _told(period)


def _told(amount: Amount | Period) -> str:
    top = amount.max if amount.max is not None else amount.min
    if top is None:
        return f"some {amount.unit.value}s"
    told = Limit(min=amount.min, max=top).told(amount.unit.value)
    return told if amount.max is not None else f"at least {told}"


def _told_frequency(phase: Phase) -> str:
    assert phase.freq is not None  # noqa: S101 - its only caller asks first
    low, high = phase.freq.min, phase.freq.max
    times = " to ".join(dict.fromkeys(told_number(it) for it in (low, high) if it is not None))
    every = _told(phase.freq.per).removeprefix("1 ")
    return f"{times} in each {every}" if times else f"every {every}"


def _is_for(wanted: Sequence[str], services: Collection[str]) -> bool:
    return not wanted or bool(set(wanted) & set(services))


def _is_near(wanted: Sequence[str], parts: Collection[str]) -> bool:
    return not wanted or not parts or any(are_related(part, other) for part in parts for other in wanted)


def _groups(phases: list[Phase], maxima: list[Maximum]) -> list[tuple[str, ...]]:
    """The diagnoses that lines are for; the general line alone where there are none."""
    counted: list[Phase | Maximum] = [
        *(it for it in phases if it.name is not PhaseName.MAINTENANCE and (it.qty or it.period)),
        *(it for it in maxima if it.per in _OF_THE_COURSE and (it.qty or it.over)),
    ]
    named = list(dict.fromkeys(it.applies_to for it in counted if it.applies_to))
    return named or ([()] if counted else [])


def _course_lines(
    record: Recommendation, group: tuple[str, ...], phases: list[Phase], maxima: list[Maximum]
) -> Iterator[Line]:
    mine = [phase for phase in phases if phase.applies_to in {group, ()}]
    trial = _chosen(mine, group, (PhaseName.TRIAL,))
    course = _chosen(mine, group, _GOING_ON)
    over = [it for it in maxima if it.per in _OF_THE_COURSE and it.applies_to in {group, ()}]
    counted = _quantities(record, group, (trial, course), over)
    lengths = _lengths(record, group, (trial, course), over)
    yield from (line for line in (counted, lengths) if line is not None)
    if course is not None and course.qty is not None and _is_a_step(trial, course):
        yield Line(
            course=Course(unit=course.qty.unit.value, total=_limit(course.qty, " at a time")),
            per=Per.SESSION,
            applies_to=group,
            adds_prior=False,
        )


def _chosen(phases: list[Phase], group: tuple[str, ...], names: Sequence[PhaseName]) -> Phase | None:
    """The phase of these names that holds numbers; one for the diagnosis goes before one for all."""
    found = [phase for phase in phases if phase.name in names and (phase.qty or phase.period or phase.gate)]
    found.sort(key=lambda phase: (phase.applies_to != group, phase.qty is None, phase.period is None))
    return found[0] if found else None


def _is_a_step(trial: Phase | None, course: Phase) -> bool:
    """Whether what follows a trial is told for each time, and not for the whole course."""
    return trial is not None and course.name is PhaseName.CONTINUE and not course.includes_trial


def _quantities(
    record: Recommendation,
    group: tuple[str, ...],
    steps: tuple[Phase | None, Phase | None],
    maxima: list[Maximum],
) -> Line | None:
    trial, course = steps
    total = None if course is None or _is_a_step(trial, course) else course.qty
    ceiling = next((it for it in maxima if it.qty is not None and it.qty.max is not None), None)
    amounts = [it for it in (total, trial.qty if trial else None, ceiling.qty if ceiling else None) if it and it.max]
    if not amounts:
        return None
    unit = amounts[0].unit.value
    words = ", counting the trial" if trial and trial.qty and course and course.includes_trial else ""
    gate = course.gate if course else None
    return Line(
        course=Course(
            unit=unit,
            trial=_limit_in(trial.qty if trial else None, unit, record),
            total=_limit_in(total, unit, record, words),
            ceiling=_limit_in(ceiling.qty if ceiling else None, unit, record),
            gate_words=_GATE_WORDS[gate.kind] if gate else "a completed trial",
        ),
        per=ceiling.per if ceiling else Per.COURSE,
        applies_to=group,
        icd=course.icd if course else (),
        gate=gate,
        adds_prior=record.counts_prior,
        trial_period=trial.period if trial else None,
        period=course.period if course else None,
        exception=ceiling.exception if ceiling else "",
    )


def _lengths(
    record: Recommendation,
    group: tuple[str, ...],
    steps: tuple[Phase | None, Phase | None],
    maxima: list[Maximum],
) -> Line | None:
    """The line of times, made of phases and ceilings that give a time and no number."""
    trial, course = steps
    ceiling = next((it for it in maxima if it.qty is None and it.over is not None), None)
    trial_time = trial.period if trial and trial.qty is None else None
    total_time = course.period if course and course.qty is None else None
    times = [it for it in (total_time, trial_time, ceiling.over if ceiling else None) if it and it.max]
    if not times:
        return None
    unit = times[0].unit.value
    gate = course.gate if course else None
    return Line(
        course=Course(
            unit=unit,
            trial=_limit_in(trial_time, unit, record),
            total=_limit_in(total_time, unit, record),
            ceiling=_limit_in(ceiling.over if ceiling else None, unit, record),
            gate_words=_GATE_WORDS[gate.kind] if gate else "a completed trial",
        ),
        per=Per.COURSE,
        applies_to=group,
        gate=gate,
        adds_prior=record.counts_prior,
        exception=ceiling.exception if ceiling else "",
        is_length=True,
    )


def _ceilings(record: Recommendation, maximum: Maximum) -> Iterator[Line]:
    """The lines of ceilings that are counted over something other than the course."""
    if maximum.dose is not None and maximum.per is Per.DAY:
        unit = maximum.dose.amount.unit.value
        limit = _limit(maximum.dose.amount, " a day")
        if limit is not None:
            course = Course(unit=unit, ceiling=limit, prior_words="of other drugs", requested_words="requested a day")
            yield Line(course=course, per=Per.DAY, exception=maximum.exception)
    elif maximum.qty is not None and maximum.per not in _OF_THE_COURSE:
        over = f" in {told_period(maximum.over)}" if maximum.over else ""
        limit = _limit(maximum.qty, f" for each {maximum.per.value.replace('_', ' ')}{over}")
        if limit is not None:
            yield Line(
                course=Course(unit=maximum.qty.unit.value, ceiling=limit),
                per=Per.YEAR if maximum.over else maximum.per,
                applies_to=maximum.applies_to,
                adds_prior=record.counts_prior and maximum.per not in _AT_A_TIME,
                exception=maximum.exception,
            )


def _limit(amount: Amount | Period, words: str = "") -> Limit | None:
    if amount.max is None:
        return None
    is_open = isinstance(amount, Amount) and amount.is_open
    return Limit(min=amount.min, max=amount.max, words=words, is_excluded=is_open)


def _limit_in(amount: Amount | Period | None, unit: str, record: Recommendation, words: str = "") -> Limit | None:
    """The limit in the unit of its line; none where it cannot be told in that unit."""
    limit = None if amount is None else _limit(amount, words)
    if amount is None or limit is None or amount.unit.value == unit:
        return limit
    top = convert(limit.max, amount.unit.value, unit, services=record.services)
    if top is None:
        return None
    low = None if limit.min is None else convert(limit.min, amount.unit.value, unit, services=record.services)
    return Limit(min=low.amount if low else None, max=top.amount, words=f"{words} ({top.sentence})")
