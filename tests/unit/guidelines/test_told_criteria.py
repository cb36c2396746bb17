import pytest

from openimr.guidelines.criteria import AllOf, AnyOf, AtLeast, Compare, Documented, Truth, evaluate, number
from openimr.guidelines.library import recommendation
from openimr.guidelines.told_criteria import told_criteria, told_tree
from unit.guidelines.case_facts import fact, of, said
from unit.guidelines.records import COURSE, TRIAL, record

A, B = Compare(fact="a"), Compare(fact="b", says="b is so")


def test_a_tree_is_told_in_one_line_with_the_names_of_its_facts() -> None:
    both = AllOf(of=(A, AtLeast(count=1, of=(B, Documented(fact="goals")))))
    words = "documentation of the goals of the requested treatment [goals]"
    assert told_tree(both) == f"all of (a [a]; at least 1 of (b is so [b]; {words}))"
    assert told_tree(AnyOf(of=(A, Compare(fact="a", other="b")))) == "one of (a [a]; a is b [a and b])"


def test_each_criterion_is_told_with_its_place() -> None:
    one = record(
        conditions={"include": ["chronic_pain"]},
        prerequisites=[{"id": "first_line_tried", "test": "It was tried."}],
        phases=[TRIAL, COURSE],
    )
    condition, first, gate = told_criteria(one)
    assert condition == "For: chronic pain [chronic_pain, else diagnoses]."
    assert first == "First: It was tried [first_line_tried]."
    assert gate.startswith("To go on: functional improvement from this treatment")
    assert gate.endswith(
        "[functional_improvement, else gain_in_activities, work_restrictions_reduced, dependency_reduced]."
    )


def test_a_record_that_asks_for_nothing_tells_nothing() -> None:
    assert told_criteria(record()) == ()


def test_an_age_and_a_length_of_time_are_compared_where_they_are_given() -> None:
    (risk,) = (it for it in told_criteria(recommendation("CP09-PPI")) if "age" in it and it.startswith("First"))
    assert "Older than 65 years [age_over_65, else age]" in risk


@pytest.mark.parametrize(
    ("record_id", "requirement", "name", "unit", "values"),
    [
        # Source: guidelines.md B3 (older than 65 years); a year counts from the birthday.
        ("CP09-PPI", "age_over_65", "age", "year", {64: Truth.NOT_MET, 65: Truth.NOT_MET, 66: Truth.MET}),
        # Source: guidelines.md B3 (less than 30% relief).
        ("CP09-AED", "relief_under_30_percent", "pain_relief", "percent", {29: Truth.MET, 30: Truth.NOT_MET}),
        # Source: guidelines.md B2 (more than three months; at least three months).
        ("CP09-TPI", "more_than_3_months", "pain_duration", "month", {3: Truth.NOT_MET, 4: Truth.MET}),
        ("CP09-TENS", "pain_3_months", "pain_duration", "month", {2: Truth.NOT_MET, 3: Truth.MET, 4: Truth.MET}),
        # Source: guidelines.md F (at least six months).
        ("ODG-ESWT", "pain_6_months", "pain_duration", "month", {5: Truth.NOT_MET, 6: Truth.MET, 7: Truth.MET}),
    ],
)
def test_a_number_that_is_documented_settles_a_requirement_unless_it_is_answered_itself(
    record_id: str, requirement: str, name: str, unit: str, values: dict[int, Truth]
) -> None:
    one = recommendation(record_id)
    (tree,) = (it.criterion for it in (*one.prerequisites, *one.not_for) if it.id == requirement)
    assert tree is not None
    for amount, value in values.items():
        assert evaluate(tree, of(fact(name, number(amount, unit)))).value is value
        answered = of(fact(name, number(amount, unit)), said(requirement))
        assert evaluate(tree, answered).value is Truth.MET
