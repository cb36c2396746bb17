import msgspec
import pytest
import yaml

from openimr.guidelines.criteria import AllOf, AnyOf, AtLeast, Compare, Documented, Node, Not, Op, fact_names, node_from
from openimr.guidelines.criteria import number as number_of

TREE = """
is: all
of:
  - is: any
    of:
      - {is: compare, fact: pain_relief, op: ">=", value: {kind: number, amount: 50, unit: percent}}
      - {is: documented, fact: goals}
  - {is: not, of: {is: compare, fact: age, op: "<", other: prior_sessions}}
  - {is: at_least, count: 1, of: [{is: compare, fact: self_requested}], says: one of them}
"""


def test_a_tree_stands_in_yaml() -> None:
    assert node_from(yaml.safe_load(TREE)) == AllOf(
        of=(
            AnyOf(
                of=(
                    Compare(fact="pain_relief", op=Op.AT_LEAST, value=number_of(50, "percent")),
                    Documented(fact="goals"),
                )
            ),
            Not(of=Compare(fact="age", op=Op.LESS, other="prior_sessions")),
            AtLeast(count=1, of=(Compare(fact="self_requested"),), says="one of them"),
        )
    )


def test_a_tree_comes_back_from_json() -> None:
    node = node_from(yaml.safe_load(TREE))
    assert msgspec.json.decode(msgspec.json.encode(node), type=Node) == node


@pytest.mark.parametrize(
    "data",
    [
        {"is": "some"},
        {"is": "compare"},
        {"is": "compare", "fact": "x", "op": "~"},
        {"is": "not", "of": []},
        {"is": "first", "of": []},
        [],
        "x",
    ],
)
def test_what_is_no_tree_is_refused(data: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        node_from(data)


def test_the_facts_of_a_tree_are_named_once_each() -> None:
    node = node_from(yaml.safe_load(TREE))
    assert fact_names(node) == ("pain_relief", "goals", "age", "prior_sessions", "self_requested")
    assert fact_names(AllOf(of=(node, Documented(fact="goals")))) == fact_names(node)


def test_every_comparison_has_words() -> None:
    assert all(op.words for op in Op)
