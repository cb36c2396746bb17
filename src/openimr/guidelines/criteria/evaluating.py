"""Lays a criterion beside the facts of a case, and answers with reasons: met, not met or not documented.

Every answer says in plain words what it rests on, which facts and pages were used, and which missing facts would change
it. Contradicting values of one fact settle nothing unless all of them give the same answer.

Source: design, section 3 (criteria); each criterion carries the citation of its guideline.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from openimr.citations import Citation, Pin, Value
from openimr.guidelines.criteria.comparing import compared
from openimr.guidelines.criteria.facts import Fact, Facts, FactSource, FactValue, YesNo, told_value, yes
from openimr.guidelines.criteria.known import FactKind, fact_words, known_facts
from openimr.guidelines.criteria.tree import AllOf, AnyOf, AtLeast, Compare, Documented, Node, Not, Op
from openimr.guidelines.criteria.truth import Truth, all_of, any_of, at_least, negated

__all__ = ["CriterionResult", "evaluate", "words_of"]


class CriterionResult(Value, frozen=True):
    """What came of one criterion.

    ``would_change`` are the names of facts that are missing, contradictory or not comparable and could change
    ``value``; empty once it is settled. ``contradicted`` are those whose values give different answers. ``parts`` are
    the results of the nodes below.
    """

    value: Truth
    says: str
    sentence: str
    facts: tuple[Fact, ...] = ()
    citation: Citation | None = None
    would_change: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()
    parts: tuple[CriterionResult, ...] = ()

    @property
    def pins(self) -> tuple[Pin, ...]:
        """The pages that the answer rests on, each once."""
        return tuple(dict.fromkeys(pin for fact in self.facts for pin in fact.pins))

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
    cited = node.citation or citation
    match node:
        case Compare():
            return _comparison(node, facts, cited)
        case Documented():
            used = facts.of(node.fact)
            return _leaf(node, Truth.MET if used else Truth.NOT_DOCUMENTED, used, facts.silent(node.fact), cited)
        case Not():
            part = evaluate(node.of, facts, citation=cited)
            return _joined(node, negated(part.value), (part,), cited)
        case _:
            parts = tuple(evaluate(child, facts, citation=cited) for child in node.of)
            return _joined(node, _value(node, parts), parts, cited)


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
        case AllOf():
            return "; and ".join(words_of(child) for child in node.of) or "nothing is asked"
        case AnyOf():
            return "; or ".join(words_of(child) for child in node.of) or "nothing is enough"
        case AtLeast():
            return f"at least {node.count} of: {'; '.join(words_of(child) for child in node.of)}"


def _value(node: AllOf | AnyOf | AtLeast, parts: tuple[CriterionResult, ...]) -> Truth:
    values = [part.value for part in parts]
    match node:
        case AllOf():
            return all_of(values)
        case AnyOf():
            return any_of(values)
        case AtLeast():
            return at_least(node.count, values)


def _joined(
    node: Node, value: Truth, parts: tuple[CriterionResult, ...], citation: Citation | None
) -> CriterionResult:
    """The result of a node over other nodes. A settled answer rests on the parts that settle it, and on no others."""
    is_open = value is Truth.NOT_DOCUMENTED
    open_parts = [part for part in parts if part.value is Truth.NOT_DOCUMENTED]
    settling = [part for part in parts if part.value is not Truth.NOT_DOCUMENTED]
    says = words_of(node)
    return CriterionResult(
        value=value,
        says=says,
        sentence=f"{_capital(says)}: {value.words} ({_counted(parts)})." if len(parts) > 1 else f"{_capital(says)}: {value.words}.",
        facts=_each(fact for part in (parts if is_open else settling) for fact in part.facts),
        citation=citation,
        would_change=_each(name for part in open_parts for name in part.would_change) if is_open else (),
        contradicted=_each(name for part in parts for name in part.contradicted),
        parts=parts,
    )
