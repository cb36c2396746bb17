import sqlite3
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.citations import Citation, CitationKind
from openimr.guidelines.criteria import (
    AllOf,
    AnyOf,
    AtLeast,
    Compare,
    Documented,
    Fact,
    Facts,
    FactSource,
    FirstKnown,
    Node,
    Not,
    Number,
    Op,
    Truth,
    YesNo,
    evaluate,
    fact_names,
    number,
    words_of,
    yes,
)
from unit.guidelines.case_facts import UR_DECISION, fact, of, pin, said, sessions, silent

NAMES = ("a", "b", "c", "d")
AT_MOST_10 = Compare(fact="prior_sessions", op=Op.AT_MOST, value=number(10, "session"))
COUNTED = ("m", "n")
IN_SQL = {
    Op.EQUAL: "=",
    Op.NOT_EQUAL: "<>",
    Op.LESS: "<",
    Op.AT_MOST: "<=",
    Op.MORE: ">",
    Op.AT_LEAST: ">=",
}
leaves = st.sampled_from(NAMES).map(lambda name: Compare(fact=name))
counted = st.builds(
    Compare,
    fact=st.sampled_from(COUNTED),
    op=st.sampled_from(sorted(IN_SQL)),
    value=st.integers(0, 3).map(lambda amount: number(amount, "session")),
)
against = st.builds(Compare, fact=st.just("m"), op=st.sampled_from(sorted(IN_SQL)), other=st.just("n"))
documented = st.sampled_from((*NAMES, *COUNTED)).map(lambda name: Documented(fact=name))


def grown(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(nodes, max_size=3).map(tuple)
    return st.one_of(
        st.builds(AllOf, of=several),
        st.builds(AnyOf, of=several),
        st.builds(Not, of=nodes),
        st.builds(AtLeast, count=st.integers(0, 3), of=several),
    )


def grown_with_order(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    ordered = st.lists(nodes, min_size=1, max_size=3).map(tuple)
    return st.one_of(grown(nodes), st.builds(FirstKnown, of=ordered))


trees: st.SearchStrategy[Node] = st.recursive(leaves, grown, max_leaves=8)
# A first node that becomes known takes the place of the next, so that the laws of Kleene's logic hold without it only.
all_trees: st.SearchStrategy[Node] = st.recursive(leaves, grown_with_order, max_leaves=8)
every_leaf: st.SearchStrategy[Node] = st.one_of(leaves, counted, against, documented)
trees_of_all_nodes: st.SearchStrategy[Node] = st.recursive(every_leaf, grown_with_order, max_leaves=8)
assignments = st.dictionaries(st.sampled_from(NAMES), st.booleans())
numbers = st.dictionaries(st.sampled_from(COUNTED), st.integers(0, 3))


def facts_of(assignment: dict[str, bool]) -> Facts:
    return of(*(said(name, is_so=is_so) for name, is_so in assignment.items()))


def sql_of(node: Node, assignment: Mapping[str, bool | int]) -> str:
    """A tree as an expression of SQL, with NULL for what is not documented."""
    match node:
        case AllOf() | AnyOf():
            word, empty = (" AND ", "1") if isinstance(node, AllOf) else (" OR ", "0")
            return f"({word.join(sql_of(it, assignment) for it in node.of) or empty})"
        case Not():
            return f"(NOT {sql_of(node.of, assignment)})"
        case AtLeast():
            parts = [sql_of(it, assignment) for it in node.of]
            met, possible = ("+".join([f"COALESCE({it}, {fill})" for it in parts] or ["0"]) for fill in (0, 1))
            return f"(CASE WHEN {met} >= {node.count} THEN 1 WHEN {possible} >= {node.count} THEN NULL ELSE 0 END)"
        case Compare():
            return comparison_in_sql(node, assignment)
        case FirstKnown():
            first = next((it for it in node.of if set(fact_names(it)) & set(assignment)), node.of[-1])
            return sql_of(first, assignment)
        case Documented():
            return f"(CASE WHEN {told_in_sql(node.fact, assignment)} IS NOT NULL THEN 1 END)"


def comparison_in_sql(node: Compare, assignment: Mapping[str, bool | int]) -> str:
    told = told_in_sql(node.fact, assignment)
    if isinstance(node.value, Number):
        return f"({told} {IN_SQL[node.op]} {node.value.amount})"
    return told if node.other is None else f"({told} {IN_SQL[node.op]} {told_in_sql(node.other, assignment)})"


def told_in_sql(name: str, assignment: Mapping[str, bool | int]) -> str:
    value = assignment.get(name)
    return "NULL" if value is None else str(int(value))


def value_in_sql(expression: str) -> Truth:
    connection = sqlite3.connect(":memory:")
    try:
        (value,) = connection.execute(f"SELECT {expression}").fetchone()
    finally:
        connection.close()
    return {1: Truth.MET, 0: Truth.NOT_MET, None: Truth.NOT_DOCUMENTED}[value]


@given(all_trees, assignments)
def test_a_tree_has_the_value_that_sql_gives_it(node: Node, assignment: dict[str, bool]) -> None:
    assert evaluate(node, facts_of(assignment)).value is value_in_sql(sql_of(node, assignment))


@given(trees_of_all_nodes, assignments, numbers)
def test_a_tree_of_every_kind_of_node_has_the_value_that_sql_gives_it(
    node: Node, assignment: dict[str, bool], counts: dict[str, int]
) -> None:
    known = facts_of(assignment).and_also(fact(name, number(it, "session")) for name, it in counts.items())
    assert evaluate(node, known).value is value_in_sql(sql_of(node, {**assignment, **counts}))


@given(trees, assignments, st.dictionaries(st.sampled_from(NAMES), st.booleans()))
def test_a_fact_that_is_not_said_to_change_the_value_never_changes_it(
    node: Node, assignment: dict[str, bool], more: dict[str, bool]
) -> None:
    before = evaluate(node, facts_of(assignment))
    added = {name: it for name, it in more.items() if name not in before.would_change and name not in assignment}
    assert evaluate(node, facts_of({**assignment, **added})).value is before.value


@given(trees, assignments)
def test_only_what_is_asked_and_missing_is_said_to_change_the_value(node: Node, assignment: dict[str, bool]) -> None:
    result = evaluate(node, facts_of(assignment))
    assert set(result.would_change) <= set(fact_names(node)) - set(assignment)
    assert bool(result.would_change) == (result.value is Truth.NOT_DOCUMENTED) or not fact_names(node)


@given(trees, assignments)
def test_documenting_more_never_takes_a_settled_value_back(node: Node, assignment: dict[str, bool]) -> None:
    before = evaluate(node, facts_of(assignment)).value
    after = evaluate(node, facts_of({**dict.fromkeys(NAMES, True), **assignment})).value
    assert before is Truth.NOT_DOCUMENTED or after is before


@pytest.mark.parametrize(("count", "value"), [(9, Truth.MET), (10, Truth.MET), (11, Truth.NOT_MET)])
def test_a_number_is_compared_and_told_with_its_page(count: int, value: Truth) -> None:
    result = evaluate(AT_MOST_10, of(sessions(count)))
    assert result.value is value
    assert result.pins == (pin(),)
    assert result.sentence == (
        f"The number of earlier sessions of this course is at most 10 sessions: {value.words} "
        f"({count} sessions (progress note p. 3))."
    )
    assert result.would_change == ()


def test_what_is_missing_is_not_documented_and_never_zero() -> None:
    result = evaluate(AT_MOST_10, Facts())
    assert result.value is Truth.NOT_DOCUMENTED
    assert result.would_change == ("prior_sessions",)
    assert result.sentence.endswith("at most 10 sessions: not documented.")
    assert not result.was_looked_for


def test_a_source_that_is_silent_is_named() -> None:
    result = evaluate(AT_MOST_10, of(silent("prior_sessions")))
    assert result.value is Truth.NOT_DOCUMENTED
    assert result.was_looked_for
    assert "not documented (progress note p. 3)" in result.sentence


def test_contradicting_values_that_agree_on_the_answer_settle_it() -> None:
    assert evaluate(AT_MOST_10, of(sessions(12), sessions(18, UR_DECISION))).value is Truth.NOT_MET


def test_contradicting_values_that_disagree_settle_nothing() -> None:
    result = evaluate(AT_MOST_10, of(sessions(8), sessions(18, UR_DECISION)))
    assert result.value is Truth.NOT_DOCUMENTED
    assert result.would_change == result.contradicted == ("prior_sessions",)
    assert "and these contradict one another" in result.sentence


def test_a_value_of_another_kind_settles_nothing_and_says_so() -> None:
    result = evaluate(AT_MOST_10, of(sessions(6, unit="week")))
    assert result.value is Truth.NOT_DOCUMENTED
    assert result.would_change == ("prior_sessions",)
    assert "which does not settle it" in result.sentence


def test_a_fact_is_compared_with_another_fact() -> None:
    node = Compare(fact="requested_sessions", op=Op.LESS, other="prior_sessions")
    asked = fact("requested_sessions", number(6, "session"))
    assert evaluate(node, of(asked, sessions(12))).value is Truth.MET
    assert evaluate(node, of(asked)).would_change == ("prior_sessions",)
    assert words_of(node) == "the number that is requested is less than the number of earlier sessions of this course"


def test_documented_is_met_by_any_value_and_never_not_met() -> None:
    node = Documented(fact="goals")
    assert evaluate(node, of(said("goals", is_so=False))).value is Truth.MET
    missing = evaluate(node, of(silent("goals")))
    assert (missing.value, missing.would_change) == (Truth.NOT_DOCUMENTED, ("goals",))


def test_an_answer_from_the_ur_decision_alone_is_marked() -> None:
    alone = evaluate(AT_MOST_10, of(sessions(18, UR_DECISION)))
    assert alone.rests_on_ur_decision_alone
    assert not evaluate(AT_MOST_10, of(sessions(18, UR_DECISION), sessions(12))).rests_on_ur_decision_alone
    assert not evaluate(AT_MOST_10, Facts()).rests_on_ur_decision_alone


def test_an_answer_rests_on_the_parts_that_give_it() -> None:
    node = AnyOf(of=(Compare(fact="a"), Compare(fact="b")))
    result = evaluate(node, of(said("a"), said("b", is_so=False)))
    assert [it.name for it in result.facts] == ["a"]
    assert result.sentence == "A; or b: met (1 met, 1 not met)."


def test_a_joined_answer_was_looked_for_where_all_its_open_parts_were() -> None:
    node = AnyOf(of=(Compare(fact="a"), Compare(fact="b")))
    assert evaluate(node, of(silent("a"), silent("b"))).was_looked_for
    assert not evaluate(node, of(silent("a"))).was_looked_for
    assert not evaluate(node, of(said("a"))).was_looked_for


def test_a_node_has_the_citation_of_its_parent_unless_it_has_its_own() -> None:
    law = Citation(kind=CitationKind.LAW, title="Labor Code 4604.5(c)")
    own = Citation(kind=CitationKind.LAW, title="8 CCR 9792.20")
    node = AllOf(of=(Compare(fact="a"), Compare(fact="b", citation=own)))
    result = evaluate(node, Facts(), citation=law)
    assert [part.citation for part in result.parts] == [law, own]


@pytest.mark.parametrize(
    ("node", "words"),
    [
        (Compare(fact="a"), "a"),
        (Compare(fact="a", value=YesNo(is_so=False)), "not: a"),
        (Compare(fact="a", op=Op.NOT_EQUAL, value=yes()), "not: a"),
        (Compare(fact="a", op=Op.NOT_EQUAL, value=YesNo(is_so=False)), "a"),
        (Documented(fact="goals"), "documentation of the goals of the requested treatment"),
        (Documented(fact="work_restrictions_reduced"), "documentation whether work restrictions were reduced"),
        (Documented(fact="a"), "documentation of a"),
        (Not(of=Compare(fact="a")), "not: a"),
        (AllOf(of=(Compare(fact="a"), Compare(fact="b"))), "a; and b"),
        (AllOf(of=()), "nothing is asked"),
        (AnyOf(of=()), "nothing is enough"),
        (AtLeast(count=2, of=(Compare(fact="a"), Compare(fact="b"))), "at least 2 of: a; b"),
        (AnyOf(of=(), says="our own words"), "our own words"),
    ],
)
def test_a_criterion_is_told_in_plain_words(node: Node, words: str) -> None:
    assert words_of(node) == words


def test_a_fact_keeps_its_source_through_the_answer() -> None:
    result = evaluate(AT_MOST_10, of(sessions(12), sessions(18, UR_DECISION)))
    assert [it.source for it in result.facts] == [FactSource.RECORD, FactSource.UR_DECISION]
    assert all(isinstance(it, Fact) for it in result.facts)


def test_the_first_part_that_is_documented_answers_whatever_the_next_would_give() -> None:
    node = FirstKnown(of=(Compare(fact="a"), Compare(fact="b")))
    assert evaluate(node, of(said("a", is_so=False), said("b"))).value is Truth.NOT_MET
    assert evaluate(node, of(said("b"))).value is Truth.MET
    assert evaluate(node, of(said("a"), said("a", UR_DECISION, is_so=False), said("b"))).contradicted == ("a",)
    assert evaluate(node, Facts()).would_change == ("b",)
    assert words_of(node) == "a"
