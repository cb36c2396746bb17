"""Turns what a recommendation asks for into criteria over named facts, where it does not give them as trees itself.

Each requirement is a yes-or-no fact of its own id. The trees are made once, when the records are loaded, and depend on
the record alone; what is shown of a record is what a request is laid beside.

Source: guidelines.md, section O (prerequisites, conditions, gate, contraindications, documentation).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from openimr.citations import Value, Verification
from openimr.guidelines.asked import Asked, Role
from openimr.guidelines.criteria import (
    AllOf,
    AnyOf,
    Compare,
    Day,
    Documented,
    FirstKnown,
    Node,
    Not,
    Number,
    Op,
    Text,
    words_of,
)
from openimr.guidelines.criteria.known import fact_words
from openimr.guidelines.recommendation import (
    Amount,
    Conditions,
    Gate,
    GateKind,
    Named,
    Period,
    Phase,
    Recommendation,
    Requirement,
)
from openimr.guidelines.terms import ClinicalPhase, PhaseName
from openimr.rulebook import load

__all__ = ["TRIAL_COMPLETED", "diagnosis_criterion", "documentation_fact", "gate_criterion", "with_criteria"]

TRIAL_COMPLETED = Compare(fact="trial_completed")
"""What opens the way beyond a trial where the recommendation does not say."""


class DocumentationWords(Value, frozen=True):
    """Words of a documentation list, and the name of the fact that they ask for."""

    words: tuple[str, ...]
    fact: str
    source: str
    verification: Verification


class _ConditionWords(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the conditions that diagnoses show, of which only words and codes are asked."""

    condition: str
    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


_SLUG = re.compile(r"[^a-z0-9]+")


def with_criteria(record: Recommendation) -> Recommendation:
    """The record with the tree of everything that it asks for, except its numbers.

    A tree that the record gives for a requirement, a condition or a gate is used as it is.
    """
    own = msgspec.structs.replace(
        record,
        prerequisites=_as_trees(record.prerequisites),
        contraindications=_as_trees(record.contraindications),
        not_for=_as_trees(record.not_for),
        phases=tuple(_with_gate(phase) for phase in record.phases),
    )
    criteria = (
        *_conditions(own),
        *_requirements(own.prerequisites, Role.PREREQUISITE),
        *_requirements(own.contraindications, Role.CONTRAINDICATION),
        *_requirements(own.not_for, Role.NOT_FOR),
        *_gates(own.phases),
        *_documentation(own),
    )
    return msgspec.structs.replace(own, criteria=criteria)


def gate_criterion(gate: Gate) -> Node:
    """What opens the way beyond a trial: the tree of the gate, else one made from its kind and thresholds."""
    if gate.criterion is not None:
        return gate.criterion
    match gate.kind:
        case GateKind.FUNCTIONAL_IMPROVEMENT:
            return _lasting(_at_least("functional_gain", gate.threshold) or _improvement(), gate)
        case GateKind.PAIN_RELIEF:
            return _relief(gate)
        case GateKind.RESPONSE:
            return _lasting(Compare(fact="treatment_response"), gate)
        case _:
            return _success(_at_least("pain_relief", gate.threshold))


@cache
def diagnosis_criterion(name: str) -> Node:
    """Whether a diagnosis or state is documented: as a fact of its own, else by its words in the list of diagnoses.

    Its words are those of its name, and the words and codes that the rulebook knows it by. A list that does not name it
    leaves it open. Where neither is documented, the fact of its own is what is missing.
    """
    says = fact_words(name)
    own = Compare(fact=name, says=says)
    known = dict.fromkeys((name.replace("_", " "), *_known_words(name)))
    listed = (Compare(fact="diagnoses", op=Op.INCLUDES, value=Text(words=it)) for it in known)
    return FirstKnown(of=(own, AnyOf(of=(own, *listed), says=says), own), says=says)


def _known_words(name: str) -> tuple[str, ...]:
    """The words and codes by which a list of diagnoses may name it; none that mean it for some parts of the body."""
    rows = load("casefile/condition_of_diagnosis.yaml", _ConditionWords)
    return tuple(it for row in rows if row.condition == name and not row.parts for it in (*row.words, *row.codes))


@cache
def documentation_fact(words: str) -> str:
    """The name of the fact that words of a documentation list ask for; a name made of the words where none is known.

    >>> documentation_fact("sessions to date")
    'prior_sessions'
    """
    rows: tuple[DocumentationWords, ...] = load("guidelines/documentation.yaml", DocumentationWords)
    for row in rows:
        if words.lower() in row.words:
            return row.fact
    return _SLUG.sub("_", words.lower()).strip("_")


def _as_trees(listed: Sequence[Requirement]) -> tuple[Requirement, ...]:
    return tuple(msgspec.structs.replace(it, criterion=_tree(it)) for it in listed)


def _tree(requirement: Requirement) -> Node:
    if requirement.criterion is not None:
        return requirement.criterion
    says = requirement.test.removesuffix(".")
    own = Compare(fact=requirement.id, says=says)
    return own if requirement.named is None else FirstKnown(of=(own, _named(requirement.named, says)), says=says)


def _named(named: Named, says: str) -> Node:
    """Whether the wording of the request names one of these."""
    listed = (
        ("requested_services", named.services),
        ("requested_drugs", named.drugs),
        ("requested_parts", named.parts),
        ("requested_form", named.forms),
        ("requested_guidance", named.guidance),
    )
    nodes = tuple(
        Compare(fact=fact, op=Op.INCLUDES, value=Text(words=name), says=says)
        for fact, names in listed
        for name in names
    )
    return nodes[0] if len(nodes) == 1 else AnyOf(of=nodes, says=says)


def _with_gate(phase: Phase) -> Phase:
    if phase.gate is None:
        return phase
    gate = msgspec.structs.replace(phase.gate, criterion=gate_criterion(phase.gate))
    return msgspec.structs.replace(phase, gate=gate)


@cache
def _improvement() -> Node:
    """Functional improvement as 8 CCR 9792.20 defines it: said as such, else both limbs of the definition."""
    says = fact_words("functional_improvement")
    said = Compare(fact="functional_improvement", says=says)
    function = AnyOf(of=(Compare(fact="gain_in_activities"), Compare(fact="work_restrictions_reduced")))
    both = AllOf(of=(function, Compare(fact="dependency_reduced")), says="both limbs of the definition are documented")
    return FirstKnown(of=(said, AnyOf(of=(said, both), says=says)), says=says)


def _lasting(shown: Node, gate: Gate) -> Node:
    """What must be shown, and where the gate gives a time, that it was kept as long."""
    kept = _at_least("improvement_lasted", gate.duration)
    return shown if kept is None else AllOf(of=(shown, kept))


def _relief(gate: Gate) -> Node:
    asked = (_at_least("pain_relief", gate.threshold), _at_least("pain_relief_lasted", gate.duration))
    given = tuple(node for node in asked if node is not None)
    return AllOf(of=given) if given else Compare(fact="treatment_response")


def _success(relief: Node | None) -> Node:
    """Whether a trial was a success: said as such; less relief than the gate asks for makes it none."""
    said = Compare(fact="trial_successful")
    return said if relief is None else FirstKnown(of=(said, AllOf(of=(relief, said)), said))


def _at_least(fact: str, amount: Amount | Period | None) -> Compare | None:
    if amount is None or amount.min is None:
        return None
    op = Op.MORE if isinstance(amount, Amount) and amount.is_open else Op.AT_LEAST
    return Compare(fact=fact, op=op, value=Number(amount=amount.min, unit=amount.unit.value))


def _conditions(record: Recommendation) -> Iterator[Asked]:
    """Whom a recommendation is for: one of the states that it names, none of those that it leaves out."""
    conditions = record.conditions
    if conditions.criterion is not None:
        yield Asked(role=Role.CONDITION, id="conditions", node=conditions.criterion)
        return
    if conditions.include:
        nodes = tuple(diagnosis_criterion(name) for name in conditions.include)
        one = nodes[0] if len(nodes) == 1 else AnyOf(of=nodes, says=f"one of: {_listed(conditions.include)}")
        yield Asked(role=Role.CONDITION, id="include", node=one)
    yield from _acute_only(conditions)
    if conditions.body and not (conditions.surgery or conditions.surgery_codes):
        says = f"part of the body: {_listed(conditions.body)}"
        yield Asked(role=Role.CONDITION, id="body", node=Documented(fact="requested_parts", says=says))
    if conditions.surgery or conditions.surgery_codes:
        says = f"after: {_listed(conditions.surgery or conditions.surgery_codes)}"
        yield Asked(role=Role.CONDITION, id="operation", node=Documented(fact="surgery", says=says))
    for name in conditions.exclude:
        node = Not(of=diagnosis_criterion(name), says=f"not: {fact_words(name)}")
        yield Asked(role=Role.CONDITION, id=name, node=node)
    if conditions.injury_from is not None:
        since = Day(on=conditions.injury_from)
        yield Asked(
            role=Role.CONDITION,
            id="injury_from",
            node=Compare(fact="injured_on", op=Op.AT_LEAST, value=since, says=f"injury on or after {since.on}"),
        )


def _acute_only(conditions: Conditions) -> Iterator[Asked]:
    """The phase of what is not for chronic pain; whether pain is chronic is asked as a state of its own."""
    if not conditions.phase or {ClinicalPhase.CHRONIC, ClinicalPhase.POSTSURGICAL} & set(conditions.phase):
        return
    nodes = tuple(Compare(fact="clinical_phase", value=Text(words=phase.value)) for phase in conditions.phase)
    says = f"{' or '.join(phase.value for phase in conditions.phase)} phase"
    yield Asked(role=Role.CONDITION, id="phase", node=AnyOf(of=nodes, says=says))


def _requirements(listed: Sequence[Requirement], role: Role) -> Iterator[Asked]:
    """Each requirement by itself, and alternatives together where the first of them stands."""
    groups: dict[str, list[Requirement]] = {}
    for requirement in listed:
        groups.setdefault(requirement.any_of or requirement.id, []).append(requirement)
    for name, group in groups.items():
        nodes = tuple(_tree(requirement) for requirement in group)
        one = nodes[0] if len(nodes) == 1 else AnyOf(of=nodes, says=f"one of: {'; '.join(map(words_of, nodes))}")
        yield Asked(role=role, id=name, node=one, services=group[0].services)


def _gates(phases: Sequence[Phase]) -> Iterator[Asked]:
    """What opens each later phase; phases that ask for the same are told together."""
    opened: dict[Node, list[str]] = {}
    for phase in phases:
        if phase.gate is not None:
            opened.setdefault(gate_criterion(phase.gate), []).append(phase.name.value)
    if not opened and any(phase.name is PhaseName.TRIAL and (phase.qty or phase.period) for phase in phases):
        opened[TRIAL_COMPLETED] = [PhaseName.CONTINUE.value]
    for node, names in opened.items():
        yield Asked(role=Role.GATE, id=", ".join(dict.fromkeys(names)), node=node)


def _documentation(record: Recommendation) -> Iterator[Asked]:
    for words in record.documentation:
        node = Documented(fact=documentation_fact(words), says=words)
        yield Asked(role=Role.DOCUMENTATION, id=node.fact, node=node)


def _listed(names: Sequence[str]) -> str:
    return "; ".join(name.replace("_", " ") for name in names)
