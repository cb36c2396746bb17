"""Lays a criterion beside the facts of a case, and answers with reasons: met, not met or not documented.

Every answer says in plain words what it rests on, which facts and pages were used, and which missing facts would change
it. Contradicting values of one fact settle nothing unless all of them give the same answer.

Source: design, section 3 (criteria); each criterion carries the citation of its guideline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import TypeVar

import msgspec

from openimr.citations import Citation, Pin, Value
from openimr.guidelines.criteria.changing import narrowed
from openimr.guidelines.criteria.comparing import compared
from openimr.guidelines.criteria.facts import Fact, Facts, FactSource, FactValue, YesNo, told_value, yes
from openimr.guidelines.criteria.known import FactKind, fact_words, known_facts
from openimr.guidelines.criteria.tree import (
    AllOf,
    AnyOf,
    AtLeast,
    Compare,
    Documented,
    FirstKnown,
    Node,
    Not,
    Op,
    fact_names,
)
from openimr.guidelines.criteria.truth import Truth, all_of, any_of, at_least, negated

__all__ = ["CriterionResult", "evaluate", "words_of"]

Thing = TypeVar("Thing")

_SEVERAL = 2


class CriterionResult(Value, frozen=True):
    """What came of one criterion.

    ``would_change`` are the names of facts that are missing, contradictory or not comparable and could change
    ``value``, in the parts that are first known; empty once it is settled.
    ``contradicted`` are those whose values give different answers.
    ``silent`` are sources that were looked through for what is not documented. ``parts`` are the results of the nodes
    below.
    """

    value: Truth
    says: str
    sentence: str
    facts: tuple[Fact, ...] = ()
    citation: Citation | None = None
    would_change: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()
    silent: tuple[Fact, ...] = ()
    parts: tuple[CriterionResult, ...] = ()

    @property
    def pins(self) -> tuple[Pin, ...]:
        """The pages that the answer rests on, each once."""
        return tuple(dict.fromkeys(pin for fact in self.facts for pin in fact.pins))

    @property
    def was_looked_for(self) -> bool:
        """Whether a source was looked through for every part of it that is not documented, and is silent."""
        if self.parts:
            open_parts = [part for part in self.parts if part.value is Truth.NOT_DOCUMENTED]
            return bool(open_parts) and all(part.was_looked_for for part in open_parts)
        return bool(self.silent) and not self.facts

    @property
    def rests_on_ur_decision_alone(self) -> bool:
        """Whether the utilization review decision is the only source of an answer that is settled."""
        is_settled = self.value is not Truth.NOT_DOCUMENTED and bool(self.facts)
        return is_settled and all(fact.source is FactSource.UR_DECISION for fact in self.facts)


def evaluate(node: Node, facts: Facts, *, citation: Citation | None = None) -> CriterionResult:
    """What the facts show of a criterion; ``citation`` stands for nodes that have none of their own.

    >>> evaluate(Compare(fact="self_requested"), Facts()).value
    <Truth.NOT_DOCUMENTED: 'not_documented'>
    """
    result = _evaluated(node, facts, citation)
    names = result.would_change
    if len(names) < _SEVERAL:
        return result
    read = _as_read(node, facts)
    rest = Facts(facts=tuple(fact for fact in facts.facts if fact.name not in names))
    changing = narrowed(read, names, lambda told: _evaluated(read, rest.and_also(_as_facts(told)), None).value)
    return result if changing == names else msgspec.structs.replace(result, would_change=changing)


def _as_facts(told: Mapping[str, FactValue]) -> Iterator[Fact]:
    return (Fact(name=name, value=value, source=FactSource.RECORD) for name, value in told.items())


def _evaluated(node: Node, facts: Facts, citation: Citation | None) -> CriterionResult:
    """The result with every open fact in ``would_change``; one that stands in several places may be too many."""
    cited = node.citation or citation
    match node:
        case Compare():
            return _comparison(node, facts, cited)
        case Documented():
            return _documented(node, facts, cited)
        case Not():
            part = _evaluated(node.of, facts, cited)
            return _joined(node, negated(part.value), (part,), cited)
        case FirstKnown():
            return _evaluated(_known_part(node, facts), facts, cited)
        case _:
            parts = tuple(_evaluated(child, facts, cited) for child in node.of)
            return _joined(node, _value(node, parts), parts, cited)


def _as_read(node: Node, facts: Facts) -> Node:
    """The tree with each choice of a first known part made, as these facts make it."""
    match node:
        case FirstKnown():
            return _as_read(_known_part(node, facts), facts)
        case Not():
            return msgspec.structs.replace(node, of=_as_read(node.of, facts))
        case AllOf() | AnyOf() | AtLeast():
            return msgspec.structs.replace(node, of=tuple(_as_read(child, facts) for child in node.of))
        case _:
            return node


def _known_part(node: FirstKnown, facts: Facts) -> Node:
    """The part that answers: the first of which anything is documented, else the last."""
    for part in node.of[:-1]:
        if any(facts.of(name) for name in fact_names(part)):
            return part
    return node.of[-1]


def words_of(node: Node) -> str:
    """A criterion in plain words: its own, else made from the names of its facts.

    >>> words_of(Not(of=Compare(fact="is_homebound")))
    'not: is homebound'
    """
    if node.says:
        return node.says
    match node:
        case Compare():
            return _comparison_words(node)
        case Documented():
            row = known_facts().get(node.fact)
            is_statement = row is not None and row.kind is FactKind.YES_NO
            return f"documentation {'whether' if is_statement else 'of'} {fact_words(node.fact)}"
        case Not():
            return f"not: {words_of(node.of)}"
        case FirstKnown():
            return words_of(node.of[0])
        case _:
            return _several_words(node)


def _several_words(node: AllOf | AnyOf | AtLeast) -> str:
    words = [words_of(child) for child in node.of]
    match node:
        case AllOf():
            return "; and ".join(words) or "nothing is asked"
        case AnyOf():
            return "; or ".join(words) or "nothing is enough"
        case _:
            return f"at least {node.count} of: {'; '.join(words)}"


def _value(node: AllOf | AnyOf | AtLeast, parts: tuple[CriterionResult, ...]) -> Truth:
    values = [part.value for part in parts]
    match node:
        case AllOf():
            return all_of(values)
        case AnyOf():
            return any_of(values)
        case _:
            return at_least(node.count, values)


def _joined(node: Node, value: Truth, parts: tuple[CriterionResult, ...], citation: Citation | None) -> CriterionResult:
    """The result of a node over other nodes; what it rests on are the parts that give the answer, and no others."""
    is_open = value is Truth.NOT_DOCUMENTED
    decisive = parts if isinstance(node, Not) else [part for part in parts if part.value is value]
    says = words_of(node)
    counted = f" ({_counted(parts)})" if len(parts) > 1 else ""
    return CriterionResult(
        value=value,
        says=says,
        sentence=f"{_capital(says)}: {value.words}{counted}.",
        facts=_each(fact for part in decisive for fact in part.facts),
        citation=citation,
        would_change=_each(name for part in decisive for name in part.would_change) if is_open else (),
        contradicted=_each(name for part in parts for name in part.contradicted),
        silent=_each(fact for part in decisive for fact in part.silent),
        parts=parts,
    )


def _counted(parts: tuple[CriterionResult, ...]) -> str:
    values = [part.value for part in parts]
    return ", ".join(f"{values.count(truth)} {truth.words}" for truth in Truth if truth in values)


def _documented(node: Documented, facts: Facts, citation: Citation | None) -> CriterionResult:
    if used := facts.of(node.fact):
        return _leaf(node, Truth.MET, used, (), citation)
    silent = facts.silent(node.fact)
    return _leaf(node, Truth.NOT_DOCUMENTED, (), silent, citation, would_change=(node.fact,))


def _comparison(node: Compare, facts: Facts, citation: Citation | None) -> CriterionResult:
    used = facts.of(node.fact)
    others = () if node.other is None else facts.of(node.other)
    names = (node.fact,) if node.other is None else (node.fact, node.other)
    missing = tuple(name for name in names if not facts.of(name))
    if missing:
        silent = tuple(fact for name in missing for fact in facts.silent(name))
        return _leaf(node, Truth.NOT_DOCUMENTED, (*used, *others), silent, citation, would_change=missing)
    answers = _answers(node, used, others)
    if len(answers) == 1:
        (value,) = answers
        is_open = value is Truth.NOT_DOCUMENTED
        return _leaf(node, value, (*used, *others), (), citation, would_change=names if is_open else ())
    return _leaf(node, Truth.NOT_DOCUMENTED, (*used, *others), (), citation, would_change=names, contradicted=names)


def _answers(node: Compare, used: tuple[Fact, ...], others: tuple[Fact, ...]) -> set[Truth]:
    """The answers that all pairs of values give; one answer settles it, several contradict one another."""
    against: list[FactValue] = [other.value for other in others] if node.other is not None else [node.value or yes()]
    return {compared(fact.value, node.op, value) for fact, value in product(used, against)}


def _leaf(
    node: Compare | Documented,
    value: Truth,
    used: tuple[Fact, ...],
    silent: tuple[Fact, ...],
    citation: Citation | None,
    *,
    would_change: tuple[str, ...] = (),
    contradicted: tuple[str, ...] = (),
) -> CriterionResult:
    says = words_of(node)
    told = "; ".join(fact.told() for fact in (*used, *silent))
    doubt = ", and these contradict one another" if contradicted else ""
    if used and would_change and not contradicted:
        doubt = ", which does not settle it"
    return CriterionResult(
        value=value,
        says=says,
        sentence=f"{_capital(says)}: {value.words}{f' ({told}{doubt})' if told else ''}.",
        facts=used,
        citation=citation,
        would_change=would_change,
        contradicted=contradicted,
        silent=silent,
    )


def _comparison_words(node: Compare) -> str:
    words = fact_words(node.fact)
    if node.other is not None:
        return f"{words} {node.op.words} {fact_words(node.other)}"
    match node.value:
        case None:
            return words
        case YesNo(is_so=is_so):
            return words if is_so is (node.op is Op.EQUAL) else f"not: {words}"
        case _:
            return f"{words} {node.op.words} {told_value(node.value)}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _each(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """Each thing once, in its order."""
    return tuple(dict.fromkeys(things))
