"""Tells a record in sentences, for pages and for the terminal: what it says, for whom, how much, since when, how sure.

Source: the records themselves; nothing is added here but words that join.
"""

from __future__ import annotations

from collections.abc import Iterable

from openimr.citations import Value, Verification
from openimr.guidelines.criteria.units import told_number, units
from openimr.guidelines.recommendation import (
    Amount,
    Certainty,
    Dose,
    Effective,
    Frequency,
    Gate,
    Licence,
    Maximum,
    Period,
    Phase,
    PhaseName,
    Recommendation,
    Requirement,
    Scope,
    Stance,
    Standing,
)
from openimr.guidelines.told_criteria import told_criteria

__all__ = ["Section", "told_bounds", "told_effective", "told_maximum", "told_phase", "told_status", "told_whole"]

_STATUS = {
    Verification.VERIFIED: "verified",
    Verification.PARTIAL: "partly verified: to be confirmed by the reviewer",
    Verification.UNVERIFIED: "unverified: to be confirmed by the reviewer",
    Verification.DRAFT: "draft from memory: off unless asked for, to be confirmed by the reviewer",
}
_STANCES = {
    Stance.RECOMMENDED: "Recommended, on the conditions below.",
    Stance.OPTION: "An option, on the conditions below.",
    Stance.NOT_RECOMMENDED: "Not recommended.",
    Stance.NO_RECOMMENDATION: "No recommendation for or against.",
}
_SCOPES = {
    Scope.LAW: "Law above all guidelines.",
    Scope.MTUS: "First step of the search: the MTUS.",
    Scope.SECOND_STEP: "Second step of the search: ACOEM or ODG, where the MTUS is silent or rebutted.",
    Scope.THIRD_STEP: "Third step of the search: other guidelines, where the MTUS, ACOEM and ODG do not answer.",
    Scope.SUPPORT: "Beside the sequence: a fact that supports other records.",
}
_PHASES = {
    PhaseName.TRIAL: "Trial",
    PhaseName.CONTINUE: "Continuing",
    PhaseName.COURSE: "Course",
    PhaseName.MAINTENANCE: "Afterwards",
}
_CERTAINTY = {
    Certainty.REG: "regulation or official page",
    Certainty.DEC: "public decision",
    Certainty.SEC: "other public source",
    Certainty.MEM_LIKELY: "memory, widely quoted",
    Certainty.MEM_DOUBTFUL: "memory, to be checked",
}
_LICENCES = {
    Licence.PUBLIC: "The text is public.",
    Licence.PROPRIETARY_FACTS_ONLY: "The text is proprietary: only facts are told here.",
}


class Section(Value, frozen=True):
    """A part of what is told: its title, and one sentence or entry in each line."""

    title: str
    lines: tuple[str, ...]


def told_status(record: Recommendation) -> str:
    """How far the record was checked, and so whether it may decide or only suggest."""
    return _STATUS[record.verification]


def told_bounds(bounds: Amount | Period) -> str:
    """An amount or a length of time in words.

    >>> from openimr.guidelines.recommendation import PeriodUnit, Unit
    >>> told_bounds(Amount(unit=Unit.VISIT, min=3, max=4)), told_bounds(Period(unit=PeriodUnit.WEEK, max=2))
    ('3 to 4 visits', 'up to 2 weeks')
    """
    is_open = isinstance(bounds, Amount) and bounds.is_open
    if bounds.min is not None and bounds.max is not None:
        numbers = _range(bounds.min, bounds.max)
    elif bounds.min is not None:
        numbers = f"{'more than' if is_open else 'at least'} {told_number(bounds.min)}"
    else:
        numbers = f"{'less than' if is_open else 'up to'} {told_number(bounds.max or 0)}"
    return f"{numbers} {_unit(bounds.unit, is_one=1 in {bounds.min, bounds.max} and (bounds.max in {1, None}))}"


def _range(low: float, high: float) -> str:
    return told_number(low) if low == high else f"{told_number(low)} to {told_number(high)}"


def _unit(unit: str, *, is_one: bool) -> str:
    row = units().get(unit)
    if row is None or is_one:
        return unit.replace("_", " ")
    return row.plural


def _frequency(frequency: Frequency) -> str:
    if frequency.min is not None and frequency.max is not None:
        times = _range(frequency.min, frequency.max)
    elif frequency.min is not None:
        times = f"at least {told_number(frequency.min)}"
    else:
        times = f"up to {told_number(frequency.max or 0)}"
    per = frequency.per
    if per.min == per.max == 1:
        return f"{times} a {per.unit}"
    if per.min is None and per.max is not None:
        times = times.removesuffix(" 1") + " once" if frequency.min == 1 else f"{times} times"
        return f"{times} in {told_number(per.max)} {_unit(per.unit, is_one=per.max == 1)}"
    return f"{times} every {told_bounds(per)}"


def _over(period: Period) -> str:
    if period.min is None and period.max is not None:
        return f"within {told_number(period.max)} {_unit(period.unit, is_one=period.max == 1)}"
    return f"over {told_bounds(period)}"


def _dose(dose: Dose) -> str:
    return told_bounds(dose.amount) + (f" a {dose.per}" if dose.per else "")


def _gate(gate: Gate) -> str:
    words = gate.kind.replace("_", " ")
    if gate.threshold:
        words += f" of {told_bounds(gate.threshold)}"
    if gate.duration:
        words += f" for {told_bounds(gate.duration)}"
    return f"after {words}" + (f" ({gate.note.rstrip('.')})" if gate.note else "")


def told_phase(phase: Phase) -> str:
    """One step of a course in a sentence."""
    parts = []
    if phase.qty:
        parts.append(told_bounds(phase.qty))
    if phase.period:
        parts.append(_over(phase.period))
    if phase.freq:
        parts.append(_frequency(phase.freq))
    if phase.dose:
        parts.append(f"{_dose(phase.dose)} each time")
    if phase.includes_trial and phase.qty:
        parts.append("the trial counted in")
    if phase.gate:
        parts.append(_gate(phase.gate))
    said = ", ".join(parts)
    narrowed = _narrowed((*phase.applies_to, *phase.body, *phase.services), phase.icd)
    return _sentence(f"{_PHASES[phase.name]}{narrowed}", said, phase.note)


def told_maximum(ceiling: Maximum) -> str:
    """A ceiling in a sentence."""
    parts = []
    if ceiling.qty:
        parts.append(told_bounds(ceiling.qty))
    if ceiling.dose:
        parts.append(_dose(ceiling.dose))
    if ceiling.over:
        parts.append(_over(ceiling.over))
    if ceiling.interval:
        parts.append(f"{told_bounds(ceiling.interval)} apart")
    if ceiling.exception:
        parts.append(f"lifted by {ceiling.exception}")
    narrowed = _narrowed((*ceiling.applies_to, *ceiling.services, *ceiling.body), ())
    return _sentence(f"For each {ceiling.per.replace('_', ' ')}{narrowed}", ", ".join(parts), ceiling.note)


def _narrowed(names: Iterable[str], codes: Iterable[str]) -> str:
    words = [name.replace("_", " ") for name in names]
    words += [f"ICD {code}" for code in codes]
    return f" ({', '.join(words)})" if words else ""


def _sentence(head: str, said: str, note: str) -> str:
    if not said:
        return f"{head}: {note}" if note else f"{head}."
    return f"{head}: {said}." + (f" {note}" if note else "")


def told_effective(time: Effective) -> str:
    """A stretch of time in a sentence, with the day that it is measured by."""
    trigger = time.trigger.replace("_", " ")
    if time.standing is Standing.PROPOSED:
        return f"Proposed on {time.from_}, never in force here. {time.note}".rstrip()
    words = f"By {trigger}, from {time.from_}"
    if time.to:
        by = f" by {time.to_trigger.replace('_', ' ')}" if time.to_trigger else ""
        words += f" to {time.to}{by}"
    return f"{words}. {time.note}".rstrip()


def told_whole(record: Recommendation) -> tuple[Section, ...]:
    """All that a record says, in the order in which a reviewing physician asks for it; empty sections are left out."""
    sections = (
        Section(title="Position", lines=_position(record)),
        Section(title="For", lines=_conditions(record)),
        Section(title="Before it", lines=_requirements(record.prerequisites)),
        Section(title="Course", lines=tuple(told_phase(phase) for phase in record.phases)),
        Section(title="Ceilings", lines=tuple(told_maximum(ceiling) for ceiling in record.maximum)),
        Section(title="Not recommended for", lines=_requirements(record.not_for)),
        Section(title="Contraindications", lines=_requirements(record.contraindications)),
        Section(title="Invalid by decision", lines=_invalid(record)),
        Section(title="To be documented", lines=tuple(_capital(words) for words in record.documentation)),
        Section(title="Criteria", lines=told_criteria(record)),
        Section(title="Note", lines=(record.note,) if record.note else ()),
        Section(title="Evidence", lines=_evidence(record)),
        Section(title="In force", lines=tuple(told_effective(time) for time in record.effective)),
        Section(title="Succession", lines=_succession(record)),
        Section(title="Services and codes", lines=_services(record)),
        Section(title="Source", lines=_source(record)),
        Section(title="How it was checked", lines=_checking(record)),
    )
    return tuple(section for section in sections if section.lines)


def _position(record: Recommendation) -> tuple[str, ...]:
    stance = (_STANCES[record.stance],) if record.stance else ()
    others = [
        f"{_STANCES[one.stance].rstrip('.')}: {', '.join((*one.services, *one.drugs)).replace('_', ' ')}."
        for one in record.stances
    ]
    return (*stance, *others, _SCOPES[record.scope])


def _conditions(record: Recommendation) -> tuple[str, ...]:
    conditions = record.conditions
    listed = (
        ("Conditions", conditions.include),
        ("Without", conditions.exclude),
        ("Phase", conditions.phase),
        ("Part of the body", conditions.body),
        ("ICD", conditions.icd),
        ("After", conditions.surgery),
        ("Codes of the operation", conditions.surgery_codes),
        ("Form of the drug", conditions.forms),
    )
    lines = [f"{name}: {', '.join(word.replace('_', ' ') for word in words)}." for name, words in listed if words]
    if conditions.injury_from:
        lines.append(f"Injuries from {conditions.injury_from} on.")
    return (*((conditions.note,) if conditions.note else ()), *lines)


def _requirements(requirements: Iterable[Requirement]) -> tuple[str, ...]:
    """Each requirement in a line; alternatives say that one of them is enough."""
    lines = []
    for requirement in requirements:
        shown = f" Shown by: {requirement.evidence_needed}." if requirement.evidence_needed else ""
        group = f"One of ({requirement.any_of.replace('_', ' ')}): " if requirement.any_of else ""
        lines.append(f"{group}{requirement.test}{shown}")
    return tuple(lines)


def _invalid(record: Recommendation) -> tuple[str, ...]:
    return tuple(
        f"{lost.authority}: {lost.part}. {lost.note or 'It is no ground for denial.'}" for lost in record.invalidated_by
    )


def _evidence(record: Recommendation) -> tuple[str, ...]:
    grade = (f"Grade: {record.evidence.grade}.",) if record.evidence.grade else ()
    return (*grade, *((record.evidence.note,) if record.evidence.note else ()))


def _succession(record: Recommendation) -> tuple[str, ...]:
    before = (f"Took the place of {', '.join(record.supersedes)}.",) if record.supersedes else ()
    after = (f"Its place was taken by {', '.join(record.superseded_by)}.",) if record.superseded_by else ()
    return (*before, *after)


def _services(record: Recommendation) -> tuple[str, ...]:
    listed = (
        ("Services", record.services),
        ("Only these drugs" if record.is_limited_to_drugs else "Drugs", record.drugs),
        ("Also called", record.names),
        ("CPT and HCPCS numbers", record.codes),
    )
    lines = [f"{name}: {', '.join(word.replace('_', ' ') for word in words)}." for name, words in listed if words]
    if record.counts_prior:
        lines.append("Earlier treatments count; where their number is not documented the answer stays open.")
    return tuple(lines)


def _source(record: Recommendation) -> tuple[str, ...]:
    source = record.source
    listed = (
        ("Edition", source.edition),
        ("Regulation", source.regulation),
        ("Section", source.section),
        ("Pages", ", ".join(str(page) for page in source.pages)),
    )
    told = [f"{name}: {words}." for name, words in listed if words]
    return (source.cite.rstrip(".") + ".", *told, _LICENCES[source.licence])


def _checking(record: Recommendation) -> tuple[str, ...]:
    certainty = [
        f"{_capital(entry.field.replace('_', ' '))}: {', '.join(_CERTAINTY[code] for code in entry.codes)}."
        for entry in record.checking.certainty
    ]
    read = [f"Read: {source.ref.rstrip('.')} ({source.kind})." for source in record.checking.sources]
    by, on = record.checking.checked_by, record.checking.checked_on
    against = (
        f"Checked against the source by {by} on {on}." if by and on else "Not yet checked against the source text."
    )
    return (f"Status: {told_status(record)}.", *certainty, *read, against)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
