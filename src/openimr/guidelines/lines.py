"""Works out one line of a recommendation in every reading of its numbers, and finds what would change it.

Whether a missing fact would change a line is computed, not guessed: the line is worked out again with values of the
fact just under, at and over each limit, together with every answer that the gate could have.

Source: guidelines.md, sections J (consequences) and O.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

import msgspec

from openimr.citations import Citation, Value, Verification
from openimr.guidelines.application import AppliedLine
from openimr.guidelines.arithmetic import NONE, OVER, Count, Course, Range, Sum, on_every_reading, outcome, reckon
from openimr.guidelines.counting import certified_counts, prior_counts, prior_name, requested_counts, requested_name
from openimr.guidelines.courses import Line, told_period
from openimr.guidelines.criteria import (
    AnyOf,
    Compare,
    CriterionResult,
    Fact,
    Facts,
    FactSource,
    Node,
    Truth,
    evaluate,
    yes,
)
from openimr.guidelines.criteria.units import convert
from openimr.guidelines.governing import parts_of
from openimr.guidelines.recommendation import Per, Period, Recommendation, Result, Scope
from openimr.guidelines.requirements import TRIAL_COMPLETED, diagnosis_criterion, gate_criterion
from openimr.rulebook import load
from openimr.treatments.request import TimeSpan, TreatmentRequest

__all__ = ["applied_lines", "are_surely_over", "chosen", "chosen_result", "lines_that_may_count"]

_Reading = tuple[Count, Count, Count]
_Axes = tuple[list[Range], list[Range], list[Range], list[Truth]]
_NOT_COUNTED = Count(range=NONE)
_NOT_PRIOR = frozenset(("certified_sessions", "requested_sessions", "requested_duration", "requested_daily_dose"))
_VERY_MANY = 1e9
_WIDEST = (Result.EXCEEDS_MAX, Result.EXCEEDS_TOTAL, Result.EXCEEDS_TRIAL)


class LiftedBy(Value, frozen=True):
    """What lifts the ceilings of one recommendation, as a criterion."""

    record: str
    criterion: Node
    source: str
    verification: Verification


def applied_lines(
    lines: Iterable[Line],
    record: Recommendation,
    request: TreatmentRequest,
    facts: Facts,
    *,
    services: Sequence[str],
    on: dt.date,
) -> tuple[AppliedLine, ...]:
    """The lines of a recommendation on a day, each in every reading of its numbers, with what would change it."""
    ground = _Ground(record=record, request=request, facts=facts, services=services, on=on, citation=record.citation())
    return tuple(_applied(line, ground) for line in lines)


@dataclass(slots=True)
class _Ground:
    """What the lines of one recommendation stand on; lines share their numbers and gates, which are found once."""

    record: Recommendation
    request: TreatmentRequest
    facts: Facts
    services: Sequence[str]
    on: dt.date
    citation: Citation
    counts: dict[tuple[Per, str, bool, bool], tuple[_Reading, ...]] = field(default_factory=dict)
    gates: dict[int, tuple[Node, CriterionResult]] = field(default_factory=dict)  # by identity: hashing a tree is dear

    def readings(self, line: Line) -> tuple[_Reading, ...]:
        """Every combination of what came before, what is requested and what was certified."""
        key = (line.per, line.course.unit, line.adds_prior, line.is_length)
        if key not in self.counts:
            self.counts[key] = tuple(self._readings(line))
        return self.counts[key]

    def _readings(self, line: Line) -> Iterator[_Reading]:
        unit, parts = line.course.unit, parts_of(self.request, self.facts)
        prior: tuple[Count, ...] = (_NOT_COUNTED,)
        certified: tuple[Count, ...] = (_NOT_COUNTED,)
        if line.adds_prior:
            prior = prior_counts(self.facts, per=line.per, unit=unit, services=self.services, parts=parts)
        if not line.is_length and line.per is not Per.DAY:
            certified = certified_counts(self.facts, unit=unit, services=self.services)
        requested = requested_counts(
            self.request, self.facts, per=line.per, unit=unit, services=self.services, on=self.on
        )
        return product(prior, requested, certified)

    def gate(self, line: Line) -> CriterionResult | None:
        """Whether what opens the way beyond a trial is shown; ``None`` where there is no trial."""
        if line.course.trial is None:
            return None
        node = TRIAL_COMPLETED if line.gate is None else gate_criterion(line.gate)
        known = self.gates.get(id(node))
        if known is None:
            known = self.gates[id(node)] = (node, evaluate(node, self.facts, citation=self.citation))
        return known[1]


def _applied(line: Line, ground: _Ground) -> AppliedLine:
    gate, readings = ground.gate(line), ground.readings(line)
    course = msgspec.structs.replace(
        line.course,
        gate=gate.value if gate else Truth.MET,
        giver="law" if ground.record.scope is Scope.LAW else "guideline",
        prior_words=line.course.prior_words if line.adds_prior else "",
    )
    sums = tuple(reckon(prior=one, requested=two, certified=three, course=course) for one, two, three in readings)
    diagnosis = _diagnosis(line, ground.request, ground.facts, ground.citation)
    lifted = _lifted(line, ground)
    axes = _axes(course, readings, gate)
    changes = _changes(line, course, axes, gate, ground.facts)
    lifting = _open(lifted) if _could_be_over(sums) else ()
    return AppliedLine(
        per=line.per,
        unit=course.unit,
        sums=sums,
        result=on_every_reading(sums),
        within=_span(one.within for one in sums),
        applies_to=line.applies_to,
        diagnosis=diagnosis,
        gate=gate,
        lifted=lifted,
        exception=line.exception,
        is_length=line.is_length,
        is_surely_over=(lifted is None or lifted.value is Truth.NOT_MET) and _is_surely_over(axes, course),
        would_change=tuple(dict.fromkeys((*changes, *_open(diagnosis), *lifting))),
        remarks=(*_remarks(line, ground.request, gate), *_alone(sums)),
    )


def lines_that_may_count(lines: Iterable[AppliedLine]) -> tuple[AppliedLine, ...]:
    """The lines that count, those that could if a fact became known included."""
    return tuple(
        line
        for line in lines
        if (line.lifted is None or line.lifted.value is not Truth.MET)
        and (line.diagnosis is None or line.diagnosis.value is not Truth.NOT_MET)
    )


def are_surely_over(lines: Iterable[AppliedLine]) -> bool:
    """Whether the lines give a word over a limit, whatever the facts that are missing turn out to be.

    One line that counts in any case is enough; of lines for diagnoses, all that could count.
    """
    may_count = lines_that_may_count(lines)
    if any(line.is_surely_over for line in may_count if line.diagnosis is None):
        return True
    groups: dict[tuple[Per, str], list[bool]] = {}
    for line in may_count:
        if line.diagnosis is not None:
            groups.setdefault((line.per, line.unit), []).append(line.is_surely_over)
    return any(all(group) for group in groups.values())


def chosen(lines: Iterable[AppliedLine]) -> tuple[AppliedLine, ...]:
    """The lines that count: not lifted, and of those for diagnoses the documented ones, else all that may apply."""
    held = [line for line in lines if line.lifted is None or line.lifted.value is not Truth.MET]
    met = [line for line in held if line.diagnosis is not None and line.diagnosis.value is Truth.MET]
    general = [line for line in held if line.diagnosis is None]
    possible = met or [
        line for line in held if line.diagnosis is not None and line.diagnosis.value is not Truth.NOT_MET
    ]
    return (*possible, *general)


def chosen_result(lines: Iterable[AppliedLine]) -> Result | None:
    """What the lines that count give together; ``None`` where nothing is counted.

    Lines of different diagnoses are alternatives; lines of the course, the injury and a length of time hold together. A
    length that is not known leaves the word to the numbers.
    """
    groups: dict[tuple[Per, str], list[AppliedLine]] = {}
    for line in chosen(lines):
        groups.setdefault((line.per, line.unit), []).append(line)
    counted = [group for group in groups.values() if not group[0].is_length]
    lengths = [group for group in groups.values() if group[0].is_length]
    results = [_alternatives(group) for group in counted or lengths]
    results += [result for group in lengths if counted and (result := _alternatives(group)) in OVER]
    if not results:
        return None
    over = [word for word in _WIDEST if word in results]
    if over:
        return over[0]
    return Result.UNDETERMINED if Result.UNDETERMINED in results else Result.WITHIN


def _alternatives(group: list[AppliedLine]) -> Result:
    results = {line.result for line in group}
    if len(results) == 1:
        return results.pop()
    narrowest = [word for word in reversed(_WIDEST) if word in results]
    return narrowest[0] if results <= OVER else Result.UNDETERMINED


def _diagnosis(line: Line, request: TreatmentRequest, facts: Facts, citation: Citation) -> CriterionResult | None:
    """Whether the diagnosis that a line is for is documented, in the facts or by a code of the request."""
    if not line.applies_to:
        return None
    if any(code.code in line.icd for code in request.codes):
        coded = Fact(name=line.applies_to[0], value=yes(), source=FactSource.APPLICATION)
        facts = facts.and_also([coded])
    nodes = tuple(diagnosis_criterion(name) for name in line.applies_to)
    return evaluate(nodes[0] if len(nodes) == 1 else AnyOf(of=nodes), facts, citation=citation)


def _lifted(line: Line, ground: _Ground) -> CriterionResult | None:
    """Whether what lifts a ceiling is documented; ``None`` where nothing lifts it."""
    if not line.exception:
        return None
    rows: tuple[LiftedBy, ...] = load("guidelines/exceptions.yaml", LiftedBy)
    record_id = ground.record.id
    node = next((row.criterion for row in rows if row.record == record_id), None)
    own = Compare(fact=f"{record_id}.exception", says=line.exception)
    return evaluate(node or own, ground.facts, citation=ground.citation)


def _open(result: CriterionResult | None) -> tuple[str, ...]:
    return result.would_change if result else ()


def _could_be_over(sums: tuple[Sum, ...]) -> bool:
    return any(one.result is not Result.WITHIN for one in sums)


def _span(ranges: Iterable[Range]) -> Range:
    listed = tuple(ranges)
    tops = [one.max for one in listed if one.max is not None]
    return Range(min=min(one.min for one in listed), max=max(tops) if len(tops) == len(listed) else None)


def _axes(course: Course, readings: Sequence[_Reading], gate: CriterionResult | None) -> _Axes:
    """Every value that each of the numbers, and the gate, could turn out to have."""
    priors, requested, certified = (
        list(dict.fromkeys(it.range for it in counts)) for counts in zip(*readings, strict=True)
    )
    gates = [Truth.MET, Truth.NOT_MET] if gate and gate.value is Truth.NOT_DOCUMENTED else [course.gate]
    return _values(priors, course, requested), _values(requested, course, priors), certified, gates


def _is_surely_over(axes: _Axes, course: Course) -> bool:
    """Whether the sum is over a limit whatever the numbers and the gate turn out to be."""
    courses = {gate: msgspec.structs.replace(course, gate=gate) for gate in axes[3]}
    return all(
        outcome(prior=prior, requested=requested, certified=certified, course=courses[gate]).result in OVER
        for prior, requested, certified, gate in product(*axes)
    )


def _changes(line: Line, course: Course, axes: _Axes, gate: CriterionResult | None, facts: Facts) -> tuple[str, ...]:
    """The facts that are missing or contradictory and whose value would change the result or the quantity within."""
    matters = _axes_that_matter(axes, course)
    names = (
        _missing_priors(line, course, facts),
        (requested_name(line.per, course.unit),),
        ("certified_sessions",),
        _open(gate),
    )
    return tuple(name for axis, listed in enumerate(names) if axis in matters for name in listed)


def _missing_priors(line: Line, course: Course, facts: Facts) -> tuple[str, ...]:
    """The facts that tell what came before; a number of the course says something of the whole injury too."""
    name = prior_name(line.per, course.unit)
    course_name = name if line.per is Per.DAY else prior_name(Per.COURSE, course.unit)
    return (name,) if facts.of(course_name) else tuple(dict.fromkeys((name, course_name)))


def _values(ranges: list[Range], course: Course, others: list[Range]) -> list[Range]:
    """Values that a number could turn out to have: its readings, and what is left around each limit."""
    is_open = [it for it in ranges if not it.is_exact]
    if not is_open:
        return ranges
    edges = {limit.max - other.min for _, limit in course.limits() for other in others}
    possible = {0.0, _VERY_MANY, *edges, *(edge + 1 for edge in edges)}
    return [
        *ranges,
        *(
            Range(min=value, max=value)
            for value in sorted(possible)
            if any(it.min <= value and (it.max is None or value <= it.max) for it in is_open)
        ),
    ]


def _axes_that_matter(axes: _Axes, course: Course) -> set[int]:
    """Which of the numbers changes the outcome while the others stay as they are, whatever these are."""
    courses = {gate: msgspec.structs.replace(course, gate=gate) for gate in axes[3]}
    seen: list[dict[tuple[object, ...], object]] = [{}, {}, {}, {}]
    matters: set[int] = set()
    for prior, requested, certified, gate in product(*axes):
        point = (prior, requested, certified, gate)
        made = outcome(prior=prior, requested=requested, certified=certified, course=courses[gate])
        told = (made.result, made.within)
        for axis, known in enumerate(seen):
            if known.setdefault((*point[:axis], *point[axis + 1 :]), told) != told:
                matters.add(axis)
    return matters


def _remarks(line: Line, request: TreatmentRequest, gate: CriterionResult | None) -> Iterator[str]:
    """How long the request runs, beside the time that the guideline gives with its number."""
    is_beyond = gate is None or gate.value is Truth.MET
    period = line.period if is_beyond or line.trial_period is None else line.trial_period
    if period is None or request.duration is None or line.is_length:
        return
    step = "trial" if period is line.trial_period else "course"
    given = f"the guideline gives {told_period(period)} for the {step}"
    told = f"The request runs over {_told_length(request.duration)}; {given}"
    yield f"{told}: {_compared_length(request.duration, period)}."


def _alone(sums: tuple[Sum, ...]) -> Iterator[str]:
    """What a reader must know of a number that stands in the utilization review decision alone."""
    silent = next((one for one in sums if one.is_silent), None)
    stated = next((one for one in sums if not one.is_silent), None)
    if silent is None or stated is None:
        return
    sources = {fact.source for fact in stated.facts if fact.name not in _NOT_PRIOR}
    if sources == {FactSource.UR_DECISION}:
        without = silent.result.value.replace("_", " ")
        yield (
            f"The number {stated.prior.told()} stands in the utilization review decision alone, on which no "
            f"determination may rest; without it the word is: {without}."
        )


def _told_length(length: TimeSpan) -> str:
    unit = length.unit.value
    number = Range(min=length.min, max=length.max).told()
    return f"{number} {unit}" if length.max == 1 else f"{number} {unit}s"


def _compared_length(length: TimeSpan, period: Period) -> str:
    if period.max is None:
        return "no longest time"
    shortest = convert(length.min, length.unit.value, period.unit.value)
    longest = convert(length.max, length.unit.value, period.unit.value)
    if shortest is None or longest is None:
        return "not compared, because the units do not convert"
    if longest.amount <= period.max:
        return "not longer"
    return "longer" if shortest.amount > period.max else "longer at its longest"
