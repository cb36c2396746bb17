"""The missing facts that are said to change a criterion are those that change it, found here by trying every value."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.guidelines.criteria import (
    AllOf,
    AnyOf,
    AtLeast,
    Compare,
    Day,
    Documented,
    Facts,
    FactValue,
    FirstKnown,
    Items,
    Node,
    Not,
    Op,
    Text,
    Truth,
    YesNo,
    evaluate,
    fact_names,
    number,
)
from unit.guidelines.case_facts import UR_DECISION, fact, of, said

COUNTS = (
    number(4, "session"),
    number(5, "session"),
    number(6, "session"),
    number(10, "session"),
    number(99, "session"),
)
VALUES: dict[str, tuple[FactValue, ...]] = {
    "a": (YesNo(is_so=True), YesNo(is_so=False)),
    "b": (YesNo(is_so=True), YesNo(is_so=False)),
    "n": COUNTS,
    "m": (*COUNTS, number(2, "session")),
    "w": (Text(words="cream"), Text(words="gel"), Text(words="tablet"), Text(words="cream gel")),
}
counted = st.builds(
    Compare,
    fact=st.sampled_from(("n", "m")),
    op=st.sampled_from([op for op in Op if op is not Op.INCLUDES]),
    value=st.sampled_from([number(5, "session"), number(10, "session")]),
)
worded = st.builds(
    Compare,
    fact=st.just("w"),
    op=st.sampled_from([Op.EQUAL, Op.NOT_EQUAL, Op.INCLUDES]),
    value=st.sampled_from([Text(words="cream"), Text(words="gel")]),
)
leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Compare, fact=st.sampled_from(("a", "b"))),
    counted,
    worded,
    st.builds(Documented, fact=st.sampled_from(("a", "n", "w"))),
)


def grown(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(nodes, max_size=3).map(tuple)
    return st.one_of(
        st.builds(AllOf, of=several),
        st.builds(AnyOf, of=several),
        st.builds(Not, of=nodes),
        st.builds(AtLeast, count=st.integers(0, 3), of=several),
    )


trees: st.SearchStrategy[Node] = st.recursive(leaves, grown, max_leaves=6)


def value_of(node: Node, values: dict[str, FactValue]) -> Truth:
    return evaluate(node, Facts(facts=tuple(fact(name, value) for name, value in values.items()))).value


def changing(node: Node, known: dict[str, FactValue]) -> set[str]:
    """The missing facts of which some value changes the answer, whatever else turns out to be so."""
    missing = [name for name in fact_names(node) if name not in known]
    found: set[str] = set()
    for name in missing:
        others = [other for other in missing if other != name]
        for given_ in product(*((None, *VALUES[other]) for other in others)):
            told = {other: value for other, value in zip(others, given_, strict=True) if value is not None}
            before = value_of(node, {**known, **told})
            if any(value_of(node, {**known, **told, name: value}) is not before for value in VALUES[name]):
                found.add(name)
                break
    return found


@settings(max_examples=300)
@given(trees, st.data())
def test_what_is_said_to_change_a_criterion_is_what_changes_it(node: Node, data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True, max_size=3))
    known = {name: data.draw(st.sampled_from(VALUES[name])) for name in names}
    result = evaluate(node, Facts(facts=tuple(fact(name, value) for name, value in known.items())))
    assert set(result.would_change) == changing(node, known)


def yes_(name: str) -> Compare:
    return Compare(fact=name)


def compared(op: Op, amount: float, name: str = "n") -> Compare:
    return Compare(fact=name, op=op, value=number(amount, "session"))


@pytest.mark.parametrize(
    ("node", "names"),
    [
        (AllOf(of=(AnyOf(of=(yes_("a"), yes_("b"))), yes_("a"))), ("a",)),
        (AnyOf(of=(AllOf(of=(yes_("a"), yes_("b"))), yes_("a"))), ("a",)),
        (AllOf(of=(yes_("a"), Not(of=yes_("a")))), ("a",)),
        (AllOf(of=(AnyOf(of=(yes_("a"), yes_("b"))), AnyOf(of=(yes_("a"), Not(of=yes_("b")))))), ("a", "b")),
        (AllOf(of=(compared(Op.MORE, 10), AnyOf(of=(compared(Op.MORE, 5), yes_("a"))))), ("n",)),
        (AllOf(of=(compared(Op.MORE, 5), AnyOf(of=(compared(Op.MORE, 10), yes_("a"))))), ("n", "a")),
        (AllOf(of=(compared(Op.MORE, 5), AnyOf(of=(compared(Op.AT_MOST, 5), yes_("a"))))), ("n", "a")),
        (AnyOf(of=(AllOf(of=(Documented(fact="a"), yes_("b"))), Not(of=Documented(fact="a")))), ("a", "b")),
        (AllOf(of=(Documented(fact="a"), Not(of=Documented(fact="n")))), ("n",)),
    ],
)
def test_a_fact_that_stands_in_several_places_is_weighed_as_one(node: Node, names: tuple[str, ...]) -> None:
    assert evaluate(node, Facts()).would_change == names
    assert set(names) == changing(node, {})


def test_a_choice_of_the_first_known_part_is_read_as_the_facts_make_it() -> None:
    first = FirstKnown(of=(yes_("a"), AnyOf(of=(yes_("b"), yes_("n")))))
    node = AllOf(of=(AtLeast(count=1, of=(first, yes_("c"))), Not(of=Not(of=yes_("c")))))
    assert evaluate(node, Facts()).would_change == ("c",)
    assert evaluate(AllOf(of=(first, yes_("b"), yes_("c"))), of(said("n", is_so=False))).would_change == ("b", "c")


def test_days_and_lists_are_tried_around_what_they_are_compared_with() -> None:
    day = dt.date(2015, 1, 31)
    before = Compare(fact="on", op=Op.LESS, value=Day(on=day))
    since = Compare(fact="on", op=Op.AT_LEAST, value=Day(on=day))
    assert evaluate(AllOf(of=(before, AnyOf(of=(since, yes_("a"))))), Facts()).would_change == ("on", "a")
    assert evaluate(AllOf(of=(before, AnyOf(of=(before, yes_("a"))))), Facts()).would_change == ("on",)
    neck, knee = (Compare(fact="parts", op=Op.INCLUDES, value=Text(words=it)) for it in ("neck", "knee"))
    assert evaluate(AllOf(of=(neck, AnyOf(of=(knee, yes_("a"))))), Facts()).would_change == ("parts", "a")
    assert evaluate(AllOf(of=(neck, AnyOf(of=(neck, yes_("a"))))), Facts()).would_change == ("parts",)
    both = Compare(fact="parts", op=Op.INCLUDES, value=Items(items=("neck", "knee")))
    assert evaluate(AllOf(of=(both, AnyOf(of=(neck, yes_("a"))))), Facts()).would_change == ("parts",)


def test_a_fact_whose_values_contradict_one_another_is_tried_as_if_it_were_missing() -> None:
    node = AllOf(of=(AnyOf(of=(yes_("a"), yes_("b"))), yes_("a")))
    facts = of(said("a"), said("a", UR_DECISION, is_so=False))
    assert evaluate(node, facts).would_change == ("a",)


def test_what_is_too_large_to_be_tried_names_all_that_could_count() -> None:
    names = [f"f{place}" for place in range(12)]
    many = AllOf(of=(AnyOf(of=tuple(yes_(name) for name in names)), yes_("f0")))
    assert evaluate(many, Facts()).would_change == tuple(names)
    other = AllOf(of=(AnyOf(of=(Compare(fact="n", other="m"), yes_("a"))), yes_("a")))
    assert set(evaluate(other, Facts()).would_change) == {"n", "m", "a"}
