import datetime as dt
from itertools import product
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import calls, growth
from openimr.guidelines.application import Answer, Application, Speaking
from openimr.guidelines.applying import apply
from openimr.guidelines.arithmetic import Range
from openimr.guidelines.asked import Role
from openimr.guidelines.criteria import Day, Fact, Facts, FactSource, Items, Text, Truth, evaluate, number
from openimr.guidelines.cross_cutting import visit_cap
from openimr.guidelines.library import recommendation, recommendations
from openimr.guidelines.lines import lines_that_may_count
from openimr.guidelines.recommendation import Per, Recommendation, Result, Stance, TriggerDates
from openimr.treatments import parse
from openimr.treatments import request as asked
from openimr.treatments.request import (
    BodySite,
    Code,
    CodeSystem,
    Drug,
    Ingredient,
    Level,
    Quantity,
    Region,
    Service,
    TimeSpan,
    TreatmentRequest,
)
from unit.guidelines.case_facts import OPINION, UR_DECISION, fact, of, said, sessions, silent
from unit.guidelines.records import COURSE, ON, TRIAL, record

RELIEF = {"min": 75, "unit": "percent"}
P23 = {"phases": [TRIAL, COURSE]}


def request(count: float | None = 12, **given: Any) -> TreatmentRequest:
    quantity = None if count is None else Quantity(stated=count, unit="visit")
    return TreatmentRequest(raw="", service=Service(code="acupuncture"), quantity=quantity, **given)


def applied(one: Recommendation, facts: Facts | None = None, wording: TreatmentRequest | None = None) -> Application:
    return apply(wording or request(), facts or Facts(), on=ON, recommendations=[one])


def answer(one: Recommendation, facts: Facts | None = None, wording: TreatmentRequest | None = None) -> Answer:
    (only,) = applied(one, facts, wording).answers
    return only


IMPROVED = said("functional_improvement")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(), Result.UNDETERMINED),
        (of(sessions(0)), Result.WITHIN),
        (of(sessions(1)), Result.EXCEEDS_TRIAL),
        (of(sessions(6), IMPROVED), Result.WITHIN),
        (of(sessions(7), IMPROVED), Result.EXCEEDS_TOTAL),
        (of(IMPROVED), Result.UNDETERMINED),
    ],
)
def test_a_request_for_four_is_laid_beside_trial_and_total(facts: Facts, expected: Result) -> None:
    assert answer(record(**P23), facts, request(4)).result is expected


def test_only_a_verified_recommendation_speaks_by_itself() -> None:
    verified = answer(record(**P23))
    assert verified.speaking is Speaking.BY_ITSELF
    assert verified.sentence() == "X-1: exceeds total (verified against its source)."
    for status in ("partial", "unverified"):
        other = answer(record(**P23, verification=status))
        assert other.speaking is Speaking.TO_BE_CONFIRMED
        assert [it.sums for it in other.lines] == [it.sums for it in verified.lines]
        assert other.sentence() == (
            "X-1: to be confirmed by the reviewer against the guideline; as it is recorded here: exceeds total."
        )


def test_a_draft_answers_only_where_it_is_asked_for() -> None:
    draft = record(**P23, verification="draft")
    assert not applied(draft).is_addressed
    (only,) = apply(request(), Facts(), on=ON, recommendations=[draft], has_drafts=True).answers
    assert only.speaking is Speaking.TO_BE_CONFIRMED


def test_what_nothing_governs_is_not_addressed() -> None:
    application = applied(record(services=["massage"]))
    assert not application.is_addressed
    assert application.answer("X-1") is None


def test_no_answer_has_an_outcome_or_a_score() -> None:
    words = msgspec.json.encode(applied(record(**P23))).decode().lower()
    assert not {word for word in ("upheld", "overturned", "score", "outcome") if word in words}


PREREQUISITE = {"prerequisites": [{"id": "first_line_tried", "test": "It was tried."}]}


def test_a_prerequisite_is_missing_where_it_is_denied_or_was_looked_for() -> None:
    one = record(**PREREQUISITE)
    assert answer(one, of(said("first_line_tried"))).result is Result.WITHIN
    assert answer(one, of(said("first_line_tried", is_so=False))).result is Result.PREREQUISITE_MISSING
    assert answer(one, of(silent("first_line_tried"))).result is Result.PREREQUISITE_MISSING
    undetermined = answer(one)
    assert (undetermined.result, undetermined.would_change) == (Result.UNDETERMINED, ("first_line_tried",))


def test_a_number_over_a_limit_goes_before_a_missing_prerequisite() -> None:
    one = answer(record(**P23, **PREREQUISITE), of(sessions(12)))
    assert (one.result, one.would_change) == (Result.EXCEEDS_TOTAL, ())


def test_a_contraindication_goes_before_the_numbers() -> None:
    one = record(**P23, contraindications=[{"id": "pregnancy", "test": "Pregnancy."}])
    assert answer(one, of(said("pregnancy"))).result is Result.CONTRAINDICATED
    assert answer(one, of(said("pregnancy"))).would_change == ()
    assert "pregnancy" in answer(one).would_change


def test_what_it_is_not_for_is_not_recommended() -> None:
    one = record(**P23, not_for=[{"id": "passive", "test": "Passive care."}])
    assert answer(one, of(said("passive"))).result is Result.NOT_RECOMMENDED
    assert answer(one, of(said("passive"))).would_change == ()
    assert answer(one, of(said("passive", is_so=False))).result is Result.EXCEEDS_TOTAL


def test_advice_against_names_against_what_or_holds_for_all() -> None:
    assert answer(record(stance="not_recommended")).result is Result.NOT_RECOMMENDED
    some = record(stance="not_recommended", not_for=[{"id": "early", "test": "Early."}])
    assert answer(some, of(said("early"))).result is Result.NOT_RECOMMENDED
    assert answer(some, of(said("early", is_so=False))).result is Result.NOT_ADDRESSED
    assert (answer(some).result, answer(some).would_change) == (Result.UNDETERMINED, ("early",))


def test_no_recommendation_addresses_nothing() -> None:
    one = answer(record(**P23, stance="no_recommendation"))
    assert (one.result, one.would_change) == (Result.NOT_ADDRESSED, ())


def test_a_recommendation_for_others_addresses_nothing() -> None:
    one = record(**P23, conditions={"include": ["chronic_pain"]})
    assert answer(one, of(said("chronic_pain", is_so=False))).result is Result.NOT_ADDRESSED
    assert answer(one, of(said("chronic_pain", is_so=False))).would_change == ()


def test_advice_without_numbers_or_prerequisites_needs_what_it_is_not_for() -> None:
    one = record(not_for=[{"id": "passive", "test": "Passive care."}])
    assert answer(one).result is Result.UNDETERMINED
    assert answer(one, of(said("passive", is_so=False))).result is Result.WITHIN
    assert answer(record(stance=None)).result is Result.NOT_ADDRESSED


INTERVAL = {"maximum": [{"per": "course", "interval": {"min": 2, "unit": "month"}}]}


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (dt.date(2014, 7, 30), Result.WITHIN),
        (dt.date(2014, 7, 31), Result.WITHIN),
        (dt.date(2014, 8, 1), Result.EXCEEDS_MAX),
    ],
)
def test_an_interval_must_have_passed(last: dt.date, expected: Result) -> None:
    # ON is 2014-09-30: two months after 2014-07-30, and after 2014-07-31, because September has 30 days.
    facts = of(fact("last_given_on", Day(on=last)))
    one = answer(record(**INTERVAL), facts)
    assert one.result is expected
    assert "; from 2014-" in one.of(Role.INTERVAL)[0].result.sentence


def test_an_interval_stays_open_where_its_day_is_missing_or_contradicted() -> None:
    missing = answer(record(**INTERVAL))
    assert (missing.result, missing.would_change) == (Result.UNDETERMINED, ("last_given_on",))
    both = of(fact("last_given_on", Day(on=dt.date(2014, 1, 1))), fact("last_given_on", Day(on=ON), UR_DECISION))
    (interval,) = answer(record(**INTERVAL), both).of(Role.INTERVAL)
    assert (interval.result.value, interval.result.contradicted) == (Truth.NOT_DOCUMENTED, ("last_given_on",))
    odd = answer(record(**INTERVAL), of(said("last_given_on"))).of(Role.INTERVAL)[0].result
    assert odd.value is Truth.NOT_DOCUMENTED


DIAGNOSES = {
    "phases": [
        {**COURSE, "applies_to": ["myalgia"], "icd": ["729.1"]},
        {**COURSE, "applies_to": ["crps", "rsd"], "qty": {"max": 24, "unit": "visit"}},
    ]
}


def test_the_line_of_a_documented_diagnosis_gives_the_word() -> None:
    one = record(**DIAGNOSES)
    facts = of(sessions(0), IMPROVED)
    assert answer(one, of(*facts.facts, said("myalgia"))).result is Result.EXCEEDS_TOTAL
    assert answer(one, of(*facts.facts, said("rsd"))).result is Result.WITHIN
    open_answer = answer(one, facts)
    assert open_answer.result is Result.UNDETERMINED
    assert {"myalgia", "crps", "rsd"} <= set(open_answer.would_change)


def test_a_diagnosis_that_is_denied_takes_its_line_away() -> None:
    facts = of(sessions(0), IMPROVED, said("crps", is_so=False), said("rsd", is_so=False))
    assert answer(record(**DIAGNOSES), facts).result is Result.EXCEEDS_TOTAL


def test_a_code_of_the_request_documents_its_diagnosis() -> None:
    coded = request(codes=(Code(system=CodeSystem.ICD9, code="729.1"),))
    one = answer(record(**DIAGNOSES), of(sessions(0), IMPROVED), coded)
    assert one.result is Result.EXCEEDS_TOTAL
    assert one.lines[0].diagnosis is not None
    assert one.lines[0].diagnosis.facts[0].source is FactSource.APPLICATION


def test_lines_of_diagnoses_that_are_over_different_limits_give_the_narrowest() -> None:
    one = record(phases=[TRIAL, *DIAGNOSES["phases"]])
    assert answer(one).result is Result.EXCEEDS_TRIAL


def test_gates_of_several_lines_are_each_their_own() -> None:
    relief = {"kind": "pain_relief", "threshold": {"min": 50, "unit": "percent"}}
    first = {**COURSE, "applies_to": ["myalgia"], "gate": relief}
    second = {**COURSE, "applies_to": ["crps"], "gate": {"kind": "response"}}
    one = answer(record(phases=[TRIAL, first, second]), of(fact("pain_relief", number(60, "percent"))))
    assert [line.gate.value for line in one.lines if line.gate] == [Truth.MET, Truth.NOT_DOCUMENTED]


CAP = {"maximum": [{"per": "injury", "qty": {"max": 24, "unit": "visit"}, "exception": "authorization"}]}


def test_a_ceiling_with_an_exception_is_lifted_by_it() -> None:
    over = sessions(20)
    assert answer(record(**CAP), of(over)).result is Result.EXCEEDS_MAX
    assert "X-1.exception" in answer(record(**CAP), of(over)).would_change
    lifted = answer(record(**CAP), of(over, said("X-1.exception")))
    assert lifted.result is Result.WITHIN
    assert lifted.lines[0].lifted is not None


def test_an_exception_is_not_asked_for_where_nothing_is_over() -> None:
    whole = fact("prior_sessions_for_the_injury", number(12, "visit"))
    one = answer(record(**CAP), of(whole))
    assert (one.result, one.would_change) == (Result.WITHIN, ())


def test_the_certified_part_is_not_in_dispute() -> None:
    certified = fact("certified_sessions", number(6, "visit"), UR_DECISION)
    (line,) = answer(record(**P23), of(sessions(0), IMPROVED, certified)).lines
    assert [(it.in_dispute, it.within) for it in line.sums] == [(Range(min=6, max=6), Range(min=4, max=4))]


def test_contradicting_certified_parts_are_worked_out_side_by_side() -> None:
    facts = of(*(fact("certified_sessions", number(it, "visit"), UR_DECISION) for it in (0, 6)))
    (line,) = answer(record(**P23), facts).lines
    assert [it.in_dispute.min for it in line.sums] == [12, 6]
    assert "certified_sessions" in line.would_change


def test_two_prior_counts_stand_side_by_side_and_the_doubt_is_told() -> None:
    (line,) = answer(record(**P23), of(sessions(18, UR_DECISION)), request(6)).lines
    assert [(it.prior.min, it.result) for it in line.sums] == [
        (18, Result.EXCEEDS_TOTAL),
        (0, Result.EXCEEDS_TRIAL),
    ]
    assert line.result is Result.EXCEEDS_TOTAL
    assert any("in the utilization review decision alone" in remark for remark in line.remarks)


def test_a_number_of_the_application_is_not_said_to_be_of_utilization_review() -> None:
    (line,) = answer(record(**P23), of(sessions(18, FactSource.APPLICATION))).lines
    assert len(line.sums) == 2
    assert line.remarks == ()


def test_what_came_before_does_not_count_where_the_record_says_nothing_of_it() -> None:
    (line,) = answer(record(**P23, counts_prior=False), of(sessions(30), IMPROVED), request(10)).lines
    assert line.result is Result.WITHIN
    assert line.sums[0].sentence.startswith("10 requested.")


WHY = "because the units do not convert"


@pytest.mark.parametrize(
    ("low", "high", "unit", "told"),
    [
        (6, 6, asked.Per.WEEK, "6 weeks; the guideline gives 5 to 6 weeks for the course: not longer."),
        (7, 7, asked.Per.WEEK, "7 weeks; the guideline gives 5 to 6 weeks for the course: longer."),
        (5, 8, asked.Per.WEEK, "5 to 8 weeks; the guideline gives 5 to 6 weeks for the course: longer at its longest."),
        (1, 1, asked.Per.MONTH, f"1 month; the guideline gives 5 to 6 weeks for the course: not compared, {WHY}."),
    ],
)
def test_the_length_of_the_request_is_told_beside_the_time_given(
    low: float, high: float, unit: asked.Per, told: str
) -> None:
    wording = request(duration=TimeSpan(min=low, max=high, unit=unit))
    assert answer(record(**P23), of(IMPROVED), wording).lines[0].remarks == (f"The request runs over {told}",)


def test_before_improvement_the_time_of_the_trial_counts() -> None:
    wording = request(duration=TimeSpan(min=6, max=6, unit=asked.Per.WEEK))
    (remark,) = answer(record(**P23), None, wording).lines[0].remarks
    assert remark.endswith("the guideline gives 2 weeks for the trial: longer.")
    endless = {**COURSE, "period": {"min": 5, "unit": "week"}}
    (other,) = answer(record(phases=[endless]), None, wording).lines[0].remarks
    assert other.endswith("at least 5 weeks for the course: no longest time.")


LENGTHS = {"phases": [TRIAL, {**COURSE, "qty": None, "period": {"max": 2, "unit": "month"}}]}


def test_a_length_that_is_not_known_leaves_the_word_to_the_numbers() -> None:
    assert answer(record(**LENGTHS), of(sessions(0)), request(4)).result is Result.WITHIN


def test_a_length_that_is_over_gives_the_word() -> None:
    facts = of(sessions(0), IMPROVED)
    wording = request(4, duration=TimeSpan(min=3, max=3, unit=asked.Per.MONTH))
    assert answer(record(**LENGTHS), facts, wording).result is Result.EXCEEDS_TOTAL


def test_a_length_alone_gives_the_word() -> None:
    one = record(maximum=[{"per": "course", "over": {"max": 3, "unit": "week"}}], counts_prior=False)
    for weeks, expected in ((2, Result.WITHIN), (3, Result.WITHIN), (4, Result.EXCEEDS_MAX)):
        wording = request(None, duration=TimeSpan(min=weeks, max=weeks, unit=asked.Per.WEEK))
        assert answer(one, None, wording).result is expected
    assert answer(one, None, request(None)).would_change == ("requested_duration",)


def test_a_daily_dose_adds_the_other_drugs() -> None:
    one = record(maximum=[{"per": "day", "dose": {"amount": {"max": 120, "unit": "morphine_milligram"}, "per": "day"}}])

    def dose(name: str, amount: float) -> Fact:
        return fact(name, number(amount, "morphine_milligram"))

    for other, expected in ((59, Result.WITHIN), (60, Result.WITHIN), (61, Result.EXCEEDS_MAX)):
        facts = of(dose("requested_daily_dose", 60), dose("other_daily_dose", other))
        made = answer(one, facts)
        assert made.result is expected
        assert made.lines[0].per is Per.DAY
    unknown = answer(one, of(dose("requested_daily_dose", 60)))
    assert (unknown.result, unknown.would_change) == (Result.UNDETERMINED, ("other_daily_dose",))


def test_another_reading_of_the_wording_is_told() -> None:
    other = TreatmentRequest(raw="", service=Service(code="massage", alternatives=("acupuncture",)))
    assert answer(record(**P23), None, other).read_as == "acupuncture"


def test_the_request_day_chooses_the_edition_and_other_days_may_differ() -> None:
    reviewed = record(effective=[{"from": "2014-12-01", "trigger": "review_date"}])
    assert not applied(reviewed).is_addressed
    dates = TriggerDates(review=dt.date(2014, 12, 1))
    application = apply(request(), Facts(), on=ON, dates=dates, recommendations=[reviewed])
    assert application.is_addressed
    assert application.dates == TriggerDates(request=ON, service=ON, dispense=ON, review=dt.date(2014, 12, 1))


def test_facts_without_a_page_and_contradictions_are_named() -> None:
    facts = of(sessions(12), sessions(18, UR_DECISION), silent("goals"), said("self_requested", OPINION))
    application = applied(record(**P23), facts)
    assert application.contradicted == ("prior_sessions",)
    assert application.without_pin == ("prior_sessions",)
    assert application.facts == facts.facts


def test_lost_force_is_told_with_the_notes() -> None:
    lost = {"authority": "Invented v. Board", "part": "one exclusion", "year": 2017}
    times = [{"from": "2009-07-18", "to": "2016-07-28", "trigger": "request_date"}]
    one = answer(record(invalidated_by=[lost], note="Our own note.", effective=times))
    assert one.notes == ("Invalid: one exclusion (Invented v. Board). It is no ground for denial.", "Our own note.")
    assert one.in_force == "request date from 2009-07-18 to 2016-07-28"


YES_NO = ("functional_improvement", "first_line_tried", "passive", "pregnancy", "chronic_pain", "X-1.exception")
WHOLE = record(
    **P23,
    **PREREQUISITE,
    **CAP,
    conditions={"include": ["chronic_pain"]},
    not_for=[{"id": "passive", "test": "Passive care."}],
    contraindications=[{"id": "pregnancy", "test": "Pregnancy."}],
)
values = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.booleans() for name in YES_NO},
        "prior_sessions": st.integers(0, 30),
        "prior_sessions_for_the_injury": st.integers(0, 40),
    },
)


def facts_of(given_values: dict[str, Any]) -> Facts:
    return of(
        *(
            said(name, is_so=value) if isinstance(value, bool) else fact(name, number(value, "visit"))
            for name, value in given_values.items()
        )
    )


SETTLED = frozenset((Result.CONTRAINDICATED, Result.NOT_RECOMMENDED, Result.NOT_ADDRESSED))


def told(one: Answer) -> tuple[object, ...]:
    """What an answer says that a missing fact could change."""
    lines = () if one.result in SETTLED else lines_that_may_count(one.lines)
    return one.result, tuple(line.within for line in lines)


@given(values, values, st.integers(1, 30))
def test_a_fact_that_is_not_said_to_change_the_answer_never_does(
    known: dict[str, Any], more: dict[str, Any], count: int
) -> None:
    before = answer(WHOLE, facts_of(known), request(count))
    added = {name: it for name, it in more.items() if name not in before.would_change and name not in known}
    after = answer(WHOLE, facts_of({**known, **added}), request(count))
    assert told(after) == told(before)


@given(values, st.integers(1, 30))
def test_everything_documented_settles_the_answer(known: dict[str, Any], count: int) -> None:
    whole = {**dict.fromkeys(YES_NO, False), "prior_sessions": 3, "prior_sessions_for_the_injury": 5, **known}
    one = answer(WHOLE, facts_of(whole), request(count))
    assert one.result is not Result.UNDETERMINED
    assert one.would_change == ()


@given(st.integers(0, 40), st.integers(1, 30), st.booleans())
def test_the_cap_is_the_same_in_the_tree_and_in_its_own_rule(prior: int, count: int, is_postsurgical: bool) -> None:
    injured = dt.date(2012, 5, 1)
    facts = of(
        fact("prior_sessions_for_the_injury", number(prior, "visit")),
        fact("injured_on", Day(on=injured)),
        said("is_postsurgical", is_so=is_postsurgical),
        said("additional_visits_authorized", is_so=False),
    )
    wording = TreatmentRequest(
        raw="", service=Service(code="chiropractic"), quantity=Quantity(stated=count, unit="visit")
    )
    rule = visit_cap("chiropractic", injured_on=injured, prior=prior, requested=count, is_postsurgical=is_postsurgical)
    one = answer(recommendation("GEN-CAP24"), facts, wording)
    assert one.result is rule.result
    assert is_postsurgical or one.lines[0].within.max == rule.within


@pytest.mark.parametrize("known", recommendations(), ids=lambda it: it.id)
def test_every_recommendation_answers_without_any_fact(known: Recommendation) -> None:
    code = known.services[0] if known.services else None
    wording = TreatmentRequest(raw="", service=Service(code=code), quantity=Quantity(stated=1, unit="visit"))
    application = apply(wording, Facts(), on=dt.date(2016, 1, 4), recommendations=[known], has_drafts=True)
    for one in application.answers:
        assert one.result not in {Result.CONTRAINDICATED, Result.PREREQUISITE_MISSING}
        assert one.citation.title


def test_the_criteria_of_one_treatment_ask_for_little_work() -> None:
    facts, wording = of(sessions(12)), request(4)
    one = record(**P23, **PREREQUISITE)
    apply(wording, facts, on=ON, recommendations=[one])  # What is built once and kept does not count.
    # About 930 calls, far less than a millisecond's worth; how long they take is measured in bench/.
    assert calls(lambda: apply(wording, facts, on=ON, recommendations=[one])) < 2000


def test_each_further_recommendation_asks_for_the_same_work() -> None:
    facts, wording = of(sessions(12)), request(4)
    one = record(**P23, **PREREQUISITE)
    assert growth(lambda count: apply(wording, facts, on=ON, recommendations=[one] * count), 4) < 5


SOMA = TreatmentRequest(
    raw="Soma",
    service=Service(code="muscle_relaxants"),
    drug=Drug(name="Soma", generic="carisoprodol", ingredients=(Ingredient(name="carisoprodol"),)),
)
RELAXANTS = record(
    services=["muscle_relaxants"],
    stance="option",
    stances=[{"stance": "not_recommended", "drugs": ["carisoprodol"]}],
    not_for=[{"id": "chronic_use", "test": "Chronic use."}],
)


def test_what_is_said_of_one_drug_goes_before_what_is_said_of_its_class() -> None:
    one = answer(RELAXANTS, wording=SOMA)
    assert (one.stance, one.result, one.would_change) == (Stance.NOT_RECOMMENDED, Result.NOT_RECOMMENDED, ())
    other = msgspec.structs.replace(SOMA, raw="Flexeril", drug=Drug(name="Flexeril", generic="cyclobenzaprine"))
    assert answer(RELAXANTS, wording=other).stance is Stance.OPTION
    assert answer(RELAXANTS, wording=other).result is Result.UNDETERMINED


def test_a_word_that_rests_on_a_number_from_memory_is_to_be_confirmed() -> None:
    checking = {
        "certainty": [{"field": "phases.trial", "codes": ["MEM+"]}, {"field": "all", "codes": ["REG"]}],
        "sources": [],
    }
    one = record(phases=[TRIAL, COURSE], checking=checking)
    over_trial = answer(one, of(sessions(0), said("functional_improvement", is_so=False)), wording=request(6))
    assert (over_trial.result, over_trial.speaking) == (Result.EXCEEDS_TRIAL, Speaking.TO_BE_CONFIRMED)
    over_total = answer(one, of(sessions(12), said("functional_improvement")), wording=request(6))
    assert (over_total.result, over_total.speaking) == (Result.EXCEEDS_TOTAL, Speaking.BY_ITSELF)
    improved = answer(one, of(sessions(2), said("functional_improvement")), wording=request(6))
    assert (improved.result, improved.speaking) == (Result.WITHIN, Speaking.BY_ITSELF)
    in_trial = answer(one, of(sessions(0)), wording=request(3))
    assert (in_trial.result, in_trial.speaking) == (Result.WITHIN, Speaking.TO_BE_CONFIRMED)


def test_lines_for_other_parts_of_the_body_do_not_count() -> None:
    shoulder, knee = ({**COURSE, "applies_to": [part], "body": [part]} for part in ("shoulder", "knee"))
    wording = request(6, body=(BodySite(part="shoulder"),))
    one = answer(record(phases=[shoulder, knee]), wording=wording)
    assert {line.applies_to for line in one.lines} == {("shoulder",)}


def test_a_gate_without_numbers_is_a_criterion_of_its_own() -> None:
    gated = record(phases=[{"name": "continue", "gate": {"kind": "pain_relief", "threshold": RELIEF}}])
    for shown, result in ((None, Result.UNDETERMINED), (74, Result.PREREQUISITE_MISSING), (75, Result.WITHIN)):
        facts = Facts() if shown is None else of(fact("pain_relief", number(shown, "percent")))
        one = answer(gated, facts)
        assert one.result is result
        assert one.would_change == (("pain_relief",) if shown is None else ())
        assert [it.role for it in one.criteria] == [Role.GATE]


def test_levels_in_one_session_may_be_one_block() -> None:
    levels = tuple(Level(region=Region.LUMBAR, from_=one, to=two) for one, two in (("L4", "L5"), ("L5", "S1")))
    wording = request(None, levels=levels)
    wording = msgspec.structs.replace(wording, quantity=Quantity(derived=2, unit="injection"))
    course = {"name": "course", "qty": {"max": 1, "unit": "block"}}
    one = answer(record(phases=[course], counts_prior=False), wording=wording)
    assert [it.requested.min for it in one.lines[0].sums] == [1, 2]
    assert one.result is Result.UNDETERMINED


def test_what_the_wording_names_is_no_fact_without_a_page() -> None:
    wording = request(6, body=(BodySite(part="knee"),))
    against = record(not_for=[{"id": "knee", "test": "Knee.", "named": {"parts": ["knee"]}}])
    made = applied(against, wording=wording)
    assert made.answers[0].result is Result.NOT_RECOMMENDED
    assert (made.facts, made.without_pin) == ((), ())


def test_a_requirement_for_another_service_is_not_asked() -> None:
    one = record(prerequisites=[{"id": "a", "test": "A.", "services": ["yoga"]}], services=["acupuncture", "yoga"])
    assert answer(one).criteria == ()


def test_a_limit_for_a_phase_or_a_part_of_the_body_waits_until_these_are_documented() -> None:
    acute = record(phases=[TRIAL, COURSE], conditions={"phase": ["acute"], "body": ["neck"]})
    over = of(sessions(12), IMPROVED)
    one = answer(acute, over)
    assert one.result is Result.UNDETERMINED
    assert {"clinical_phase", "requested_parts"} <= set(one.would_change)
    known = of(
        *over.facts, fact("clinical_phase", Text(words="acute")), fact("requested_parts", Items(items=("neck",)))
    )
    assert answer(acute, known).result is Result.EXCEEDS_TOTAL
    chronic = of(*over.facts, fact("clinical_phase", Text(words="chronic")))
    assert answer(acute, chronic).result is Result.NOT_ADDRESSED


@pytest.mark.parametrize(
    "conditions",
    [{"body": ["neck"]}, {"phase": ["acute"]}, {"surgery": ["meniscectomy"]}],
    ids=["body", "phase", "surgery"],
)
def test_advice_for_a_part_a_phase_or_an_operation_waits_until_the_request_is_known_to_be_about_it(
    conditions: dict[str, Any],
) -> None:
    one = record(
        stance="not_recommended", conditions=conditions, not_for=[{"id": "tried", "test": "Tried."}], phases=[TRIAL]
    )
    waiting = answer(one, of(said("tried")))
    assert waiting.result is Result.UNDETERMINED
    (condition,) = waiting.of(Role.CONDITION)
    assert set(condition.result.would_change) <= set(waiting.would_change)
    told = {
        "body": fact("requested_parts", Items(items=("neck",))),
        "phase": fact("clinical_phase", Text(words="acute")),
        "surgery": fact("surgery", Text(words="meniscectomy")),
    }
    (kind,) = conditions
    assert answer(one, of(said("tried"), told[kind])).result is Result.NOT_RECOMMENDED


def test_hours_a_week_are_laid_beside_a_weekly_ceiling_and_earlier_weeks_do_not_count() -> None:
    ceiling = record(services=["home_health_care"], maximum=[{"per": "week", "qty": {"max": 35, "unit": "hour"}}])
    (wording,) = parse("home health care 40 hours per week for 6 weeks")
    over = answer(ceiling, of(sessions(200, unit="hour")), wording)
    assert (over.result, over.lines[0].within) == (Result.EXCEEDS_MAX, Range(min=35, max=35))


@pytest.mark.parametrize(
    ("record_id", "requirement", "facts", "value"),
    [
        ("CP09-PM", "more_passive_care", of(said("active_over_passive")), Truth.NOT_MET),
        ("CP09-PM", "more_passive_care", of(said("active_over_passive", is_so=False)), Truth.MET),
        ("CP09-PM", "more_passive_care", Facts(), Truth.NOT_DOCUMENTED),
        ("CP09-PM", "repeat_without_home_exercise_reason", of(said("home_exercise_documented")), Truth.NOT_MET),
        (
            "CP09-PM",
            "repeat_without_home_exercise_reason",
            of(said("home_exercise_documented", is_so=False), said("trial_completed")),
            Truth.MET,
        ),
        (
            "CP09-PM",
            "repeat_without_home_exercise_reason",
            of(said("home_exercise_documented", is_so=False), said("trial_completed", is_so=False)),
            Truth.NOT_MET,
        ),
        ("CP09-ESI", "no_corroboration", of(said("radiculopathy_corroborated")), Truth.NOT_MET),
        ("CP09-ESI", "cervical_little_support", of(fact("requested_parts", Items(items=("neck",)))), Truth.MET),
        (
            "CP09-ESI",
            "cervical_little_support",
            of(fact("requested_parts", Items(items=("lumbar_spine",)))),
            Truth.NOT_MET,
        ),
        ("ODG-PT-ACTIVE", "no_reason_home_program_fails", of(said("home_exercise_documented")), Truth.NOT_MET),
    ],
)
def test_what_is_advised_against_is_told_by_the_facts_that_show_it(
    record_id: str, requirement: str, facts: Facts, value: Truth
) -> None:
    asked_ = next(it for it in recommendation(record_id).criteria if it.id == requirement)
    assert evaluate(asked_.node, facts).value is value


SMALL = record(
    **P23,
    prerequisites=[{"id": "first", "test": "First."}, {"id": "second", "test": "Second."}],
    not_for=[{"id": "passive", "test": "Passive care."}],
)
EVERY_VALUE: dict[str, tuple[Any, ...]] = {
    "functional_improvement": (True, False),
    "first": (True, False),
    "second": (True, False),
    "passive": (True, False),
    "prior_sessions": (0, 1, 2, 7, 8, 30),
}
State = tuple[Any, ...]


def changes_it(state: State, place: int, told_by: dict[State, tuple[object, ...]]) -> bool:
    """Whether some value at one place changes what is told, whatever the other missing facts turn out to be."""
    possible = [
        (None,) if at == place else ((None, *values_) if state[at] is None else (state[at],))
        for at, values_ in enumerate(EVERY_VALUE.values())
    ]
    tried = tuple(EVERY_VALUE.values())[place]
    return any(
        told_by[*before[:place], value, *before[place + 1 :]] != told_by[before]
        for before in product(*possible)
        for value in tried
    )


@pytest.mark.parametrize("count", [3, 10, 12])
def test_the_missing_facts_that_would_change_an_answer_are_found_by_trying_every_value(count: int) -> None:
    states = list(product(*((None, *values_) for values_ in EVERY_VALUE.values())))
    answers = {
        state: answer(
            SMALL,
            facts_of({name: it for name, it in zip(EVERY_VALUE, state, strict=True) if it is not None}),
            request(count),
        )
        for state in states
    }
    told_by = {state: told(one) for state, one in answers.items()}
    limbs = {"gain_in_activities", "work_restrictions_reduced", "dependency_reduced"}
    for state, one in answers.items():
        expected = {
            name for place, name in enumerate(EVERY_VALUE) if state[place] is None and changes_it(state, place, told_by)
        }
        assert set(one.would_change) - limbs == expected, state
