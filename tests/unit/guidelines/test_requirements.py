import pytest

from openimr.guidelines.criteria import (
    Compare,
    Documented,
    Facts,
    Items,
    Not,
    Op,
    Truth,
    evaluate,
    number,
    words_of,
)
from openimr.guidelines.criteria.known import known_facts
from openimr.guidelines.library import recommendations
from openimr.guidelines.recommendation import Amount, Gate, GateKind, Period, PeriodUnit, Recommendation, Unit
from openimr.guidelines.requirements import (
    DocumentationWords,
    Role,
    asked_of,
    diagnosis_criterion,
    documentation_fact,
    gate_criterion,
)
from openimr.rulebook import load
from unit.guidelines.case_facts import fact, of, said
from unit.guidelines.records import record

CRITERION = {"is": "compare", "fact": "age", "op": ">", "value": {"kind": "number", "amount": 65, "unit": "year"}}
AGE = Compare(fact="age", op=Op.MORE, value=number(65, "year"))


def test_a_requirement_is_a_fact_of_its_own_name() -> None:
    (only,) = asked_of(record(prerequisites=[{"id": "first_line_tried", "test": "It was tried."}]), Facts())
    assert (only.role, only.id) == (Role.PREREQUISITE, "first_line_tried")
    assert only.node == Compare(fact="first_line_tried", says="It was tried")


def test_a_fact_may_be_meant_for_one_recommendation_alone() -> None:
    one = record(prerequisites=[{"id": "fluoroscopy", "test": "It is used."}])
    (only,) = asked_of(one, of(said("X-1.fluoroscopy")))
    assert only.node == Compare(fact="X-1.fluoroscopy", says="It is used")


def test_alternatives_are_one_criterion() -> None:
    (only,) = asked_of(
        record(
            prerequisites=[
                {"id": "red_flag", "test": "A red flag.", "any_of": "reason"},
                {"id": "deficit", "test": "A deficit.", "any_of": "reason"},
            ]
        ),
        Facts(),
    )
    assert (only.id, words_of(only.node)) == ("reason", "one of: A red flag; A deficit")
    assert evaluate(only.node, of(said("deficit"))).value is Truth.MET


def test_trees_in_a_record_are_used_as_they_are() -> None:
    one = record(
        prerequisites=[{"id": "age", "test": "Old enough.", "criterion": CRITERION}],
        conditions={"include": ["chronic_pain"], "criterion": CRITERION},
    )
    assert [it.node for it in asked_of(one, Facts())] == [AGE, AGE]


def test_the_roles_stand_in_their_order() -> None:
    one = record(
        conditions={"include": ["chronic_pain"], "exclude": ["cancer"], "injury_from": "2004-01-01"},
        prerequisites=[{"id": "a", "test": "A."}],
        contraindications=[{"id": "b", "test": "B."}],
        not_for=[{"id": "c", "test": "C."}],
        documentation=["sessions to date", "our own words!"],
    )
    asked = asked_of(one, Facts())
    assert [(it.role, it.id) for it in asked] == [
        (Role.CONDITION, "include"),
        (Role.CONDITION, "cancer"),
        (Role.CONDITION, "injury_from"),
        (Role.PREREQUISITE, "a"),
        (Role.CONTRAINDICATION, "b"),
        (Role.NOT_FOR, "c"),
        (Role.DOCUMENTATION, "prior_sessions"),
        (Role.DOCUMENTATION, "our_own_words"),
    ]
    assert isinstance(asked[1].node, Not)
    assert asked[-1].node == Documented(fact="our_own_words", says="our own words!")


def test_one_of_several_states_is_enough() -> None:
    (only,) = asked_of(record(conditions={"include": ["chronic_pain", "ptsd"]}), Facts())
    assert words_of(only.node) == "one of: chronic pain; ptsd"
    assert evaluate(only.node, of(said("ptsd"))).value is Truth.MET


def test_a_diagnosis_is_found_by_its_own_fact_or_in_the_list() -> None:
    listed = of(fact("diagnoses", Items(items=("Chronic pain syndrome",))))
    assert evaluate(diagnosis_criterion("chronic_pain", listed), listed).value is Truth.MET
    assert evaluate(diagnosis_criterion("ptsd", listed), listed).value is Truth.NOT_DOCUMENTED
    denied = of(said("chronic_pain", is_so=False), *listed.facts)
    assert evaluate(diagnosis_criterion("chronic_pain", denied), denied).value is Truth.NOT_MET


def gate(kind: GateKind, **given: object) -> Gate:
    return Gate(kind=kind, **given)  # type: ignore[arg-type] # each test gives what it needs


def test_without_a_gate_the_trial_must_be_completed() -> None:
    assert gate_criterion(None, Facts()) == Compare(fact="trial_completed")


def test_a_gate_may_be_a_tree() -> None:
    assert gate_criterion(gate(GateKind.RESPONSE, criterion=CRITERION), Facts()) == AGE


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ((), Truth.NOT_DOCUMENTED),
        (("functional_improvement",), Truth.MET),
        (("gain_in_activities", "dependency_reduced"), Truth.MET),
        (("work_restrictions_reduced", "dependency_reduced"), Truth.MET),
        (("gain_in_activities", "work_restrictions_reduced"), Truth.NOT_DOCUMENTED),
        (("dependency_reduced",), Truth.NOT_DOCUMENTED),
    ],
)
def test_functional_improvement_needs_both_limbs(shown: tuple[str, ...], value: Truth) -> None:
    # Source: 8 CCR 9792.20, as read in guidelines.md section A (GEN-FI).
    facts = of(*(said(name) for name in shown))
    assert evaluate(gate_criterion(gate(GateKind.FUNCTIONAL_IMPROVEMENT), facts), facts).value is value


def test_functional_improvement_that_is_denied_is_not_met() -> None:
    facts = of(said("functional_improvement", is_so=False))
    result = evaluate(gate_criterion(gate(GateKind.FUNCTIONAL_IMPROVEMENT), facts), facts)
    assert (result.value, result.would_change) == (Truth.NOT_MET, ())


def test_pain_relief_needs_its_share_and_its_time() -> None:
    relief = gate(
        GateKind.PAIN_RELIEF,
        threshold=Amount(unit=Unit.PERCENT, min=50),
        duration=Period(unit=PeriodUnit.WEEK, min=6, max=8),
    )
    asked = gate_criterion(relief, Facts())
    lasted = fact("pain_relief_lasted", number(6, "week"))
    for share, value in ((49, Truth.NOT_MET), (50, Truth.MET), (51, Truth.MET)):
        assert evaluate(asked, of(fact("pain_relief", number(share, "percent")), lasted)).value is value
    assert evaluate(asked, of(lasted)).would_change == ("pain_relief",)


def test_an_open_threshold_must_be_passed() -> None:
    more = gate(GateKind.PAIN_RELIEF, threshold=Amount(unit=Unit.PERCENT, min=50, is_open=True))
    asked = gate_criterion(more, Facts())
    assert evaluate(asked, of(fact("pain_relief", number(50, "percent")))).value is Truth.NOT_MET


def test_pain_relief_without_a_number_is_a_response() -> None:
    for one in (gate(GateKind.PAIN_RELIEF), gate(GateKind.RESPONSE)):
        assert gate_criterion(one, Facts()) == Compare(fact="treatment_response")
    empty = gate(
        GateKind.PAIN_RELIEF, threshold=Amount(unit=Unit.PERCENT, max=9), duration=Period(unit=PeriodUnit.WEEK, max=8)
    )
    assert gate_criterion(empty, Facts()) == Compare(fact="treatment_response")


def test_a_trial_must_be_successful_where_the_gate_says_so() -> None:
    assert gate_criterion(gate(GateKind.TRIAL_SUCCESS), Facts()) == Compare(fact="trial_successful")


def test_words_of_documentation_lists_find_known_facts() -> None:
    rows: tuple[DocumentationWords, ...] = load("guidelines/documentation.yaml", DocumentationWords)
    named = {it.id for one in recommendations() for part in (one.prerequisites, one.not_for) for it in part}
    assert {row.fact for row in rows} <= {*known_facts(), *named}
    assert documentation_fact("Visits to date") == "prior_sessions"


@pytest.mark.parametrize("one", recommendations(), ids=lambda it: it.id)
def test_every_recommendation_can_be_asked(one: Recommendation) -> None:
    for asked in asked_of(one, Facts()):
        result = evaluate(asked.node, Facts(), citation=one.citation())
        assert result.value is Truth.NOT_DOCUMENTED
        assert result.would_change
