"""Turns what a recommendation asks for into criteria over named facts, where it does not give them as trees itself.

Each requirement is a yes-or-no fact of its own id; ``RECORD-ID.requirement`` narrows it to one recommendation, because
two recommendations may mean different things by one word.

Source: guidelines.md, section O (prerequisites, conditions, gate, contraindications, documentation).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache

from openimr.citations import Value, Verification
from openimr.guidelines.criteria import (
    AllOf,
    AnyOf,
    Compare,
    Day,
    Documented,
    Facts,
    Node,
    Not,
    Number,
    Op,
    Text,
    node_from,
)
from openimr.guidelines.criteria.known import fact_words
from openimr.guidelines.recommendation import Amount, Gate, GateKind, Period, Recommendation, Requirement
from openimr.rulebook import load

__all__ = ["Asked", "Role", "asked_of", "diagnosis_criterion", "documentation_fact", "gate_criterion"]


class Role(StrEnum):
    """What a criterion is in its recommendation."""

    CONDITION = "condition"
    PREREQUISITE = "prerequisite"
    CONTRAINDICATION = "contraindication"
    NOT_FOR = "not_for"
    INTERVAL = "interval"
    GATE = "gate"
    DOCUMENTATION = "documentation"


class Asked(Value, frozen=True):
    """One criterion of a recommendation: what it is there, its id, and its tree."""

    role: Role
    id: str
    node: Node


class DocumentationWords(Value, frozen=True):
    """Words of a documentation list, and the name of the fact that they ask for."""

    words: tuple[str, ...]
    fact: str
    source: str
    verification: Verification


_SLUG = re.compile(r"[^a-z0-9]+")


def asked_of(record: Recommendation, facts: Facts) -> tuple[Asked, ...]:
    """Everything that a recommendation asks for, except its numbers and its gate."""
    return (
        *_conditions(record, facts),
        *_requirements(record, facts, record.prerequisites, Role.PREREQUISITE),
        *_requirements(record, facts, record.contraindications, Role.CONTRAINDICATION),
        *_requirements(record, facts, record.not_for, Role.NOT_FOR),
        *_documentation(record),
    )


def gate_criterion(gate: Gate | None, facts: Facts) -> Node:
    """What opens the way beyond a trial; without a gate, that the trial was completed."""
    if gate is None:
        return Compare(fact="trial_completed")
    if gate.criterion is not None:
        return node_from(gate.criterion)
    match gate.kind:
        case GateKind.FUNCTIONAL_IMPROVEMENT:
            return _improvement(facts)
        case GateKind.PAIN_RELIEF:
            return _relief(gate)
        case GateKind.RESPONSE:
            return Compare(fact="treatment_response")
        case _:
            return Compare(fact="trial_successful")


def diagnosis_criterion(name: str, facts: Facts) -> Node:
    """Whether a diagnosis or state is documented: as a fact of its own, or by its words in the list of diagnoses."""
    words = name.replace("_", " ")
    own = Compare(fact=name, says=words)
    if facts.of(name) or not facts.of("diagnoses"):
        return own
    listed = Compare(fact="diagnoses", op=Op.INCLUDES, value=Text(words=words))
    return AnyOf(of=(own, listed), says=words)


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


def _improvement(facts: Facts) -> Node:
    """Functional improvement as 8 CCR 9792.20 defines it: said as such, else both limbs of the definition."""
    says = fact_words("functional_improvement")
    said = Compare(fact="functional_improvement", says=says)
    if facts.of("functional_improvement"):
        return said
    function = AnyOf(of=(Compare(fact="gain_in_activities"), Compare(fact="work_restrictions_reduced")))
    both = AllOf(of=(function, Compare(fact="dependency_reduced")), says="both limbs of the definition are documented")
    return AnyOf(of=(said, both), says=says)


def _relief(gate: Gate) -> Node:
    asked: list[Node] = []
    if gate.threshold is not None and gate.threshold.min is not None:
        asked.append(_at_least("pain_relief", gate.threshold, gate.threshold.min))
    if gate.duration is not None and gate.duration.min is not None:
        asked.append(_at_least("pain_relief_lasted", gate.duration, gate.duration.min))
    return AllOf(of=tuple(asked)) if asked else Compare(fact="treatment_response")


def _at_least(fact: str, amount: Amount | Period, least: float) -> Compare:
    op = Op.MORE if isinstance(amount, Amount) and amount.is_open else Op.AT_LEAST
    return Compare(fact=fact, op=op, value=Number(amount=least, unit=amount.unit.value))


def _conditions(record: Recommendation, facts: Facts) -> Iterator[Asked]:
    """Whom a recommendation is for: one of the states that it names, none of those that it leaves out."""
    conditions = record.conditions
    if conditions.criterion is not None:
        yield Asked(role=Role.CONDITION, id="conditions", node=node_from(conditions.criterion))
        return
    if conditions.include:
        nodes = tuple(diagnosis_criterion(name, facts) for name in conditions.include)
        one = nodes[0] if len(nodes) == 1 else AnyOf(of=nodes, says=f"one of: {_listed(conditions.include)}")
        yield Asked(role=Role.CONDITION, id="include", node=one)
    for name in conditions.exclude:
        node = Not(of=diagnosis_criterion(name, facts), says=f"not: {name.replace('_', ' ')}")
        yield Asked(role=Role.CONDITION, id=name, node=node)
    if conditions.injury_from is not None:
        since = Day(on=conditions.injury_from)
        yield Asked(
            role=Role.CONDITION,
            id="injury_from",
            node=Compare(fact="injured_on", op=Op.AT_LEAST, value=since, says=f"injury on or after {since.on}"),
        )


def _requirements(record: Recommendation, facts: Facts, listed: Sequence[Requirement], role: Role) -> Iterator[Asked]:
    """Each requirement by itself, and alternatives together where the first of them stands."""
    groups: dict[str, list[Requirement]] = {}
    for requirement in listed:
        groups.setdefault(requirement.any_of or requirement.id, []).append(requirement)
    for name, group in groups.items():
        nodes = tuple(_node(record, requirement, facts) for requirement in group)
        one = nodes[0] if len(nodes) == 1 else AnyOf(of=nodes, says=f"one of: {'; '.join(it.says for it in nodes)}")
        yield Asked(role=role, id=name, node=one)


def _node(record: Recommendation, requirement: Requirement, facts: Facts) -> Node:
    if requirement.criterion is not None:
        return node_from(requirement.criterion)
    own = f"{record.id}.{requirement.id}"
    return Compare(fact=own if facts.of(own) else requirement.id, says=requirement.test.removesuffix("."))


def _documentation(record: Recommendation) -> Iterator[Asked]:
    for words in record.documentation:
        node = Documented(fact=documentation_fact(words), says=words)
        yield Asked(role=Role.DOCUMENTATION, id=node.fact, node=node)


def _listed(names: Sequence[str]) -> str:
    return "; ".join(name.replace("_", " ") for name in names)
