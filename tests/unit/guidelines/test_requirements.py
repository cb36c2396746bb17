import msgspec
import pytest

from openimr.guidelines.asked import Role
from openimr.guidelines.criteria import (
    Compare,
    Documented,
    Facts,
    Items,
    Not,
    Op,
    Text,
    Truth,
    evaluate,
    fact_names,
    number,
    words_of,
)
from openimr.guidelines.criteria.known import known_facts
from openimr.guidelines.library import recommendations
from openimr.guidelines.recommendation import Amount, Gate, GateKind, Period, PeriodUnit, Recommendation, Unit
from openimr.guidelines.requirements import (
    TRIAL_COMPLETED,
    DocumentationWords,
    diagnosis_criterion,
    documentation_fact,
    gate_criterion,
)
from openimr.rulebook import load
from unit.guidelines.case_facts import fact, of, said, silent
from unit.guidelines.records import COURSE, TRIAL, record

CRITERION = {"is": "compare", "fact": "age", "op": ">", "value": {"kind": "number", "amount": 65, "unit": "year"}}
AGE = Compare(fact="age", op=Op.MORE, value=number(65, "year"))


def test_a_requirement_is_a_fact_of_its_own_name() -> None:
    (only,) = record(prerequisites=[{"id": "first_line_tried", "test": "It was tried."}]).criteria
    assert (only.role, only.id) == (Role.PREREQUISITE, "first_line_tried")
    assert only.node == Compare(fact="first_line_tried", says="It was tried")


def test_a_fact_may_be_meant_for_one_recommendation_alone() -> None:
    one = record(prerequisites=[{"id": "fluoroscopy", "test": "It is used."}])
    (only,) = one.criteria
    own, general = said("X-1.fluoroscopy"), said("fluoroscopy", is_so=False)
    for facts, value in ((of(own), Truth.MET), (of(own, general), Truth.MET), (of(general), Truth.NOT_MET)):
        assert evaluate(only.node, facts.as_meant_for("X-1")).value is value
    assert evaluate(only.node, of(own).as_meant_for("X-2")).value is Truth.NOT_DOCUMENTED


def test_what_is_silent_on_one_recommendation_alone_takes_nothing_back() -> None:
    facts = of(silent("X-1.fluoroscopy"), said("fluoroscopy")).as_meant_for("X-1")
    result = evaluate(Compare(fact="fluoroscopy"), facts)
    assert result.value is Truth.MET
    assert of(silent("X-1.fluoroscopy")).as_meant_for("X-1").silent("X-1.fluoroscopy")


def test_alternatives_are_one_criterion() -> None:
    (only,) = record(
        prerequisites=[
            {"id": "red_flag", "test": "A red flag.", "any_of": "reason"},
            {"id": "deficit", "test": "A deficit.", "any_of": "reason"},
        ]
    ).criteria
    assert (only.id, words_of(only.node)) == ("reason", "one of: A red flag; A deficit")
    assert evaluate(only.node, of(said("deficit"))).value is Truth.MET


def test_trees_in_a_record_are_used_as_they_are() -> None:
    one = record(
        prerequisites=[{"id": "age", "test": "Old enough.", "criterion": CRITERION}],
        conditions={"include": ["chronic_pain"], "criterion": CRITERION},
    )
    assert [it.node for it in one.criteria] == [AGE, AGE]


def test_the_roles_stand_in_their_order() -> None:
    one = record(
        conditions={"include": ["chronic_pain"], "exclude": ["cancer"], "injury_from": "2004-01-01"},
        prerequisites=[{"id": "a", "test": "A."}],
        contraindications=[{"id": "b", "test": "B."}],
        not_for=[{"id": "c", "test": "C."}],
        documentation=["sessions to date", "our own words!"],
    )
    asked = one.criteria
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
    (only,) = record(conditions={"include": ["chronic_pain", "ptsd"]}).criteria
    assert words_of(only.node) == "one of: chronic pain; ptsd"
    assert evaluate(only.node, of(said("ptsd"))).value is Truth.MET


def test_a_diagnosis_is_found_by_its_own_fact_or_in_the_list() -> None:
    listed = of(fact("diagnoses", Items(items=("Chronic pain syndrome",))))
    assert evaluate(diagnosis_criterion("chronic_pain"), listed).value is Truth.MET
    assert evaluate(diagnosis_criterion("ptsd"), listed).value is Truth.NOT_DOCUMENTED
    denied = of(said("chronic_pain", is_so=False), *listed.facts)
    assert evaluate(diagnosis_criterion("chronic_pain"), denied).value is Truth.NOT_MET


def gate(kind: GateKind, **given: object) -> Gate:
    return Gate(kind=kind, **given)  # type: ignore[arg-type] # each test gives what it needs


def test_without_a_gate_the_trial_must_be_completed() -> None:
    (only,) = record(phases=[TRIAL]).criteria
    assert (only.role, only.id, only.node) == (Role.GATE, "continue", TRIAL_COMPLETED)


def test_a_gate_may_be_a_tree() -> None:
    assert gate_criterion(gate(GateKind.RESPONSE, criterion=AGE)) == AGE


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
    assert evaluate(gate_criterion(gate(GateKind.FUNCTIONAL_IMPROVEMENT)), facts).value is value


def test_functional_improvement_that_is_denied_is_not_met() -> None:
    facts = of(said("functional_improvement", is_so=False))
    result = evaluate(gate_criterion(gate(GateKind.FUNCTIONAL_IMPROVEMENT)), facts)
    assert (result.value, result.would_change) == (Truth.NOT_MET, ())


def test_pain_relief_needs_its_share_and_its_time() -> None:
    relief = gate(
        GateKind.PAIN_RELIEF,
        threshold=Amount(unit=Unit.PERCENT, min=50),
        duration=Period(unit=PeriodUnit.WEEK, min=6, max=8),
    )
    asked = gate_criterion(relief)
    lasted = fact("pain_relief_lasted", number(6, "week"))
    for share, value in ((49, Truth.NOT_MET), (50, Truth.MET), (51, Truth.MET)):
        assert evaluate(asked, of(fact("pain_relief", number(share, "percent")), lasted)).value is value
    assert evaluate(asked, of(lasted)).would_change == ("pain_relief",)


def test_an_open_threshold_must_be_passed() -> None:
    more = gate(GateKind.PAIN_RELIEF, threshold=Amount(unit=Unit.PERCENT, min=50, is_open=True))
    asked = gate_criterion(more)
    assert evaluate(asked, of(fact("pain_relief", number(50, "percent")))).value is Truth.NOT_MET


def test_pain_relief_without_a_number_is_a_response() -> None:
    for one in (gate(GateKind.PAIN_RELIEF), gate(GateKind.RESPONSE)):
        assert gate_criterion(one) == Compare(fact="treatment_response")
    empty = gate(
        GateKind.PAIN_RELIEF, threshold=Amount(unit=Unit.PERCENT, max=9), duration=Period(unit=PeriodUnit.WEEK, max=8)
    )
    assert gate_criterion(empty) == Compare(fact="treatment_response")


def test_a_trial_must_be_successful_where_the_gate_says_so() -> None:
    assert gate_criterion(gate(GateKind.TRIAL_SUCCESS)) == Compare(fact="trial_successful")


@pytest.mark.parametrize(("share", "value"), [(29, Truth.NOT_MET), (30, Truth.MET), (31, Truth.MET)])
def test_improvement_in_function_needs_the_share_that_a_guideline_names(share: int, value: Truth) -> None:
    # Source: guidelines.md F2 (OG-WA-OP).
    asked = gate_criterion(gate(GateKind.FUNCTIONAL_IMPROVEMENT, threshold=Amount(unit=Unit.PERCENT, min=30)))
    assert evaluate(asked, of(fact("functional_gain", number(share, "percent")))).value is value
    assert evaluate(asked, of()).would_change == ("functional_gain",)


@pytest.mark.parametrize(("months", "value"), [(5, Truth.NOT_MET), (6, Truth.MET), (7, Truth.MET)])
@pytest.mark.parametrize(
    ("kind", "shown"),
    [(GateKind.RESPONSE, "treatment_response"), (GateKind.FUNCTIONAL_IMPROVEMENT, "functional_improvement")],
)
def test_what_was_shown_must_have_been_kept_as_long_as_a_guideline_says(
    kind: GateKind, shown: str, months: int, value: Truth
) -> None:
    # Source: guidelines.md F (ODG-VISCO) and F2 (OG-CO-SIRF).
    asked = gate_criterion(gate(kind, duration=Period(unit=PeriodUnit.MONTH, min=6)))
    facts = of(said(shown), fact("improvement_lasted", number(months, "month")))
    assert evaluate(asked, facts).value is value
    assert evaluate(asked, of(said(shown))).would_change == ("improvement_lasted",)


@pytest.mark.parametrize(
    ("relief", "is_said", "value"),
    [
        (None, None, Truth.NOT_DOCUMENTED),
        (None, True, Truth.MET),
        (49, None, Truth.NOT_MET),
        (50, None, Truth.NOT_DOCUMENTED),
        (51, True, Truth.MET),
        (51, False, Truth.NOT_MET),
    ],
)
def test_a_trial_with_less_relief_than_a_guideline_asks_for_was_none(
    relief: int | None,
    is_said: bool | None,
    value: Truth,
) -> None:
    # Source: guidelines.md B1 (CP09-SCS): commonly half of the pain, and less medication or better function.
    asked = gate_criterion(gate(GateKind.TRIAL_SUCCESS, threshold=Amount(unit=Unit.PERCENT, min=50)))
    given = [] if relief is None else [fact("pain_relief", number(relief, "percent"))]
    given += [] if is_said is None else [said("trial_successful", is_so=is_said)]
    assert evaluate(asked, of(*given)).value is value


def test_words_of_documentation_lists_find_known_facts() -> None:
    rows: tuple[DocumentationWords, ...] = load("guidelines/documentation.yaml", DocumentationWords)
    named = {it.id for one in recommendations() for part in (one.prerequisites, one.not_for) for it in part}
    assert {row.fact for row in rows} <= {*known_facts(), *named}
    assert documentation_fact("Visits to date") == "prior_sessions"


@pytest.mark.parametrize("one", recommendations(), ids=lambda it: it.id)
def test_every_recommendation_can_be_asked(one: Recommendation) -> None:
    for asked in one.criteria:
        result = evaluate(asked.node, Facts(), citation=one.citation())
        assert result.value is Truth.NOT_DOCUMENTED
        assert result.would_change


@pytest.mark.parametrize("one", recommendations(), ids=lambda it: it.id)
def test_every_requirement_and_gate_of_the_library_carries_its_tree(one: Recommendation) -> None:
    trees = [it.criterion for it in (*one.prerequisites, *one.contraindications, *one.not_for)]
    trees += [it.gate.criterion for it in one.phases if it.gate]
    assert None not in trees
    told = {name for it in one.criteria for name in fact_names(it.node)}
    assert {name for tree in trees if tree for name in fact_names(tree)} <= told


def test_phases_that_ask_for_the_same_share_one_gate() -> None:
    later = {**COURSE, "name": "course"}
    (only,) = record(phases=[TRIAL, COURSE, later]).criteria
    assert (only.role, only.id) == (Role.GATE, "continue, course")


def test_criteria_come_back_from_json() -> None:
    one = record(prerequisites=[{"id": "a", "test": "A."}], phases=[TRIAL, COURSE])
    assert msgspec.json.decode(msgspec.json.encode(one), type=Recommendation) == one


def test_what_a_request_names_shows_it_unless_it_is_answered_itself() -> None:
    (only,) = record(not_for=[{"id": "knee", "test": "Knee.", "named": {"parts": ["knee", "ankle"]}}]).criteria
    asked_for = fact("requested_parts", Items(items=("ankle", "lower_extremity")))
    other = fact("requested_parts", Items(items=("shoulder",)))
    for facts, value in (
        (of(asked_for), Truth.MET),
        (of(other), Truth.NOT_MET),
        (of(other, said("knee")), Truth.MET),
        (of(), Truth.NOT_DOCUMENTED),
    ):
        assert evaluate(only.node, facts).value is value
    assert evaluate(only.node, Facts()).would_change == ("requested_parts",)
    assert words_of(only.node) == "Knee"


def test_a_requirement_may_be_for_some_services_alone() -> None:
    (only,) = record(prerequisites=[{"id": "a", "test": "A.", "services": ["mri"]}]).criteria
    assert (only.is_for(["mri", "yoga"]), only.is_for(["yoga"])) == (True, False)
    assert record(prerequisites=[{"id": "a", "test": "A."}]).criteria[0].is_for([])


def test_what_is_for_parts_of_the_body_asks_for_the_part() -> None:
    (only,) = record(conditions={"body": ["neck"]}).criteria
    assert (only.id, only.node) == ("body", Documented(fact="requested_parts", says="part of the body: neck"))


def test_what_is_for_an_operation_asks_which_one_it_was_and_not_for_its_part() -> None:
    (coded,) = record(conditions={"body": ["knee"], "surgery_codes": ["27447"]}).criteria
    assert (coded.id, coded.node) == ("operation", Documented(fact="surgery", says="after: 27447"))
    (named,) = record(conditions={"surgery": ["meniscectomy"], "surgery_codes": ["29881"]}).criteria
    assert words_of(named.node) == "after: meniscectomy"


def test_what_is_for_acute_pain_asks_for_the_phase() -> None:
    (only,) = record(conditions={"phase": ["acute", "subacute"]}).criteria
    assert words_of(only.node) == "acute or subacute phase"
    for phase, value in (("Subacute", Truth.MET), ("chronic", Truth.NOT_MET)):
        assert evaluate(only.node, of(fact("clinical_phase", Text(words=phase)))).value is value
    for phases in (["acute", "chronic"], ["postsurgical"], []):
        assert record(conditions={"phase": phases}).criteria == ()
