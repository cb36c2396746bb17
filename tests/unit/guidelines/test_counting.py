from typing import Any

import pytest

from openimr.guidelines.arithmetic import NONE, UNKNOWN, Range
from openimr.guidelines.counting import (
    certified_counts,
    prior_counts,
    prior_name,
    requested_counts,
    requested_name,
)
from openimr.guidelines.criteria import Facts, number, yes
from openimr.guidelines.recommendation import Per
from openimr.treatments import parse
from openimr.treatments import request as asked
from openimr.treatments.request import Drug, Level, Quantity, Region, TimeSpan, TreatmentRequest
from unit.guidelines.case_facts import OPINION, UR_DECISION, fact, of, sessions, silent
from unit.guidelines.records import ON


def prior(facts: Facts, per: Per = Per.COURSE, unit: str = "visit", parts: tuple[str, ...] = ()) -> list[Range]:
    return [it.range for it in prior_counts(facts, per=per, unit=unit, services=[], parts=parts)]


def exactly(count: float) -> Range:
    return Range(min=count, max=count)


@pytest.mark.parametrize(
    ("per", "unit", "name"),
    [
        (Per.COURSE, "visit", "prior_sessions"),
        (Per.BODY_PART, "visit", "prior_sessions"),
        (Per.INJURY, "visit", "prior_sessions_for_the_injury"),
        (Per.YEAR, "block", "prior_sessions_in_the_period"),
        (Per.COURSE, "week", "prior_duration"),
        (Per.DAY, "morphine_milligram", "other_daily_dose"),
    ],
)
def test_each_way_of_counting_has_its_fact(per: Per, unit: str, name: str) -> None:
    assert prior_name(per, unit) == name


def test_each_request_has_its_fact() -> None:
    assert requested_name(Per.COURSE, "visit") == "requested_sessions"
    assert requested_name(Per.COURSE, "hour") == "requested_sessions"
    assert requested_name(Per.COURSE, "week") == "requested_duration"
    assert requested_name(Per.DAY, "gram") == "requested_daily_dose"


def test_an_unknown_number_is_one_reading_that_is_unknown() -> None:
    (count,) = prior_counts(Facts(), per=Per.COURSE, unit="visit", services=[])
    assert (count.range, count.place, count.is_silent) == (UNKNOWN, "not documented", True)


def test_a_documented_zero_is_zero() -> None:
    assert prior(of(sessions(0))) == [NONE]


def test_a_number_of_the_ur_decision_stands_beside_the_silent_record() -> None:
    stated, record = prior_counts(
        of(sessions(18, UR_DECISION), silent("prior_sessions")), per=Per.COURSE, unit="visit", services=[]
    )
    assert (stated.range, stated.is_silent) == (exactly(18), False)
    assert (record.range, record.is_silent) == (UNKNOWN, True)
    assert record.place == "not documented in the record: progress note p. 3"


def test_a_number_of_the_record_or_an_opinion_stands_by_itself() -> None:
    assert prior(of(sessions(12))) == [exactly(12)]
    assert prior(of(sessions(12, OPINION))) == [exactly(12)]


def test_contradicting_numbers_are_each_a_reading_and_equal_ones_are_one() -> None:
    assert prior(of(sessions(12), sessions(18, UR_DECISION))) == [exactly(12), exactly(18)]
    (count,) = prior_counts(of(sessions(12), sessions(12, UR_DECISION)), per=Per.COURSE, unit="visit", services=[])
    assert count.place == "progress note p. 3; the utilization review decision, no page given"


def test_a_number_of_the_course_is_the_least_for_the_injury() -> None:
    assert prior(of(sessions(12)), Per.INJURY) == [Range(min=12)]
    whole = fact("prior_sessions_for_the_injury", number(20, "visit"))
    assert prior(of(sessions(12), whole), Per.INJURY) == [exactly(20)]


def test_a_number_of_the_course_is_the_most_for_a_period() -> None:
    assert prior(of(sessions(3, unit="injection")), Per.YEAR, "injection") == [Range(max=3)]


def test_parts_of_the_body_are_counted_one_by_one_where_the_rule_does() -> None:
    facts = of(sessions(12, body="shoulder"), sessions(6, body="wrist"))
    assert prior(facts, Per.BODY_PART, parts=("shoulder",)) == [exactly(12)]
    assert prior(facts, Per.BODY_PART) == [exactly(12), exactly(6)]


def test_a_number_for_all_parts_says_only_the_most_for_each() -> None:
    assert prior(of(sessions(12)), Per.BODY_PART, parts=("shoulder",)) == [exactly(12)]
    assert prior(of(sessions(12)), Per.BODY_PART, parts=("shoulder", "wrist")) == [Range(max=12)]


def test_numbers_for_parts_may_be_the_same_visits() -> None:
    facts = of(sessions(12, body="shoulder"), sessions(6, body="wrist"))
    (count,) = prior_counts(facts, per=Per.COURSE, unit="visit", services=[])
    assert count.range == Range(min=12, max=18)
    assert count.notes == ("Whether visits for several parts of the body were the same visits is not documented.",)
    assert count.place == "shoulder: progress note p. 3; wrist: progress note p. 3"


def test_one_part_alone_is_its_own_number() -> None:
    assert prior(of(sessions(12, body="shoulder"))) == [exactly(12)]


def test_a_part_with_a_number_that_does_not_count_has_no_upper_end() -> None:
    facts = of(sessions(12, body="shoulder"), sessions(6, unit="week", body="wrist"))
    assert prior(facts) == [Range(min=12)]


def test_weeks_are_no_number_of_visits() -> None:
    (count,) = prior_counts(of(sessions(6, unit="week")), per=Per.COURSE, unit="visit", services=[])
    assert count.range == UNKNOWN
    assert count.notes == ("6 weeks: that is no number of visits.",)


def test_a_value_that_is_no_number_is_unknown() -> None:
    (count,) = prior_counts(of(fact("prior_sessions", yes())), per=Per.COURSE, unit="visit", services=[])
    assert count.range == UNKNOWN
    assert count.notes == ("yes (progress note p. 3): that is no number of visits.",)


def requested(
    request: TreatmentRequest, unit: str = "visit", facts: Facts | None = None, per: Per = Per.COURSE
) -> list[tuple[Range, str]]:
    counts = requested_counts(request, facts or Facts(), per=per, unit=unit, services=[], on=ON)
    return [(it.range, " ".join(it.notes)) for it in counts]


def wording(**given: object) -> TreatmentRequest:
    return TreatmentRequest(raw="", **given)  # type: ignore[arg-type] # each test gives what it needs


def test_a_stated_number_is_converted_never_silently() -> None:
    asked_for = wording(quantity=Quantity(stated=12, unit="session"))
    assert requested(asked_for) == [(exactly(12), "A visit is counted as one session.")]


def test_stated_and_derived_numbers_that_differ_stand_side_by_side() -> None:
    counts = requested_counts(
        wording(quantity=Quantity(stated=12, derived=8, unit="visit")),
        Facts(),
        per=Per.COURSE,
        unit="visit",
        services=[],
        on=ON,
    )
    assert [(it.range, it.place) for it in counts] == [
        (exactly(12), "as stated"),
        (exactly(8), "frequency times duration"),
    ]


def test_stated_and_derived_numbers_that_agree_are_one() -> None:
    assert len(requested(wording(quantity=Quantity(stated=12, derived=12, unit="visit")))) == 1


def test_a_derived_number_stands_alone_where_none_is_stated() -> None:
    assert requested(wording(quantity=Quantity(derived=6, unit="visit"))) == [(exactly(6), "")]


def test_a_range_is_kept_as_a_range() -> None:
    assert requested(wording(quantity=Quantity(min=6, max=8, unit="visit"))) == [(Range(min=6, max=8), "")]
    assert requested(wording(quantity=Quantity(min=6, unit="visit"))) == [(Range(min=6), "")]


def test_what_does_not_say_what_it_counts_says_so() -> None:
    (only,) = requested(wording(quantity=Quantity(stated=12)))
    assert only == (exactly(12), "The request does not say what is counted; it is taken as visits.")


def test_what_counts_something_else_is_unknown() -> None:
    (only,) = requested(wording(quantity=Quantity(stated=12, unit="tablet")))
    assert only == (UNKNOWN, "The request counts tablets, and these are no number of visits.")


def test_a_length_of_time_is_no_number_of_visits() -> None:
    length = TimeSpan(min=6, max=6, unit=asked.Per.WEEK)
    assert requested(wording(duration=length)) == [
        (UNKNOWN, "The request gives 6 weeks, and a length of time is no number of visits.")
    ]
    assert requested(wording()) == [(UNKNOWN, "The request does not say how many visits.")]
    assert requested(wording(quantity=Quantity())) == [(UNKNOWN, "The request does not say how many visits.")]


def test_a_fact_may_say_what_the_wording_does_not() -> None:
    more = of(fact("requested_sessions", number(6, "visit")))
    assert requested(wording(), facts=more) == [(exactly(6), "")]
    both = requested(wording(quantity=Quantity(stated=12, unit="visit")), facts=more)
    assert [it for it, _ in both] == [exactly(12), exactly(6)]


def test_a_length_is_taken_from_the_duration_the_quantity_or_the_supply() -> None:
    weeks = TimeSpan(min=2, max=4, unit=asked.Per.WEEK)
    assert requested(wording(duration=weeks), "day") == [
        (Range(min=14, max=28), "2 weeks = 14 days. 4 weeks = 28 days.")
    ]
    assert requested(wording(quantity=Quantity(stated=2, unit="week")), "week") == [(exactly(2), "")]
    assert requested(wording(drug=Drug(name="x", days_supply=30)), "day") == [(exactly(30), "")]
    assert requested(wording(drug=Drug(name="x")), "day") == [(UNKNOWN, "The request does not say how many days.")]
    assert requested(wording(), "day") == [(UNKNOWN, "The request does not say how many days.")]


def test_a_range_whose_upper_end_does_not_convert_has_none() -> None:
    assert requested(wording(duration=TimeSpan(min=1, max=1, unit=asked.Per.MONTH)), "week") == [
        (UNKNOWN, "The request counts months, and these are no number of weeks.")
    ]


def test_levels_are_counted_where_they_are_named() -> None:
    levels = (
        Level(region=Region.LUMBAR, from_="L4", to="L5"),
        Level(region=Region.LUMBAR, from_="L5", to="S1"),
    )
    assert requested(wording(levels=levels), "level") == [(exactly(2), "")]


def test_a_daily_dose_comes_from_the_facts_only() -> None:
    dose = of(fact("requested_daily_dose", number(60, "morphine_milligram")))
    assert requested(wording(), "morphine_milligram", dose, Per.DAY) == [(exactly(60), "")]
    assert requested(wording(), "morphine_milligram", per=Per.DAY) == [
        (UNKNOWN, "The daily dose requested is not documented.")
    ]


def test_nothing_is_taken_off_where_no_certified_part_is_known() -> None:
    (count,) = certified_counts(Facts(), unit="visit", services=[])
    assert (count.range, count.facts) == (NONE, ())


def test_contradicting_certified_parts_are_each_a_reading() -> None:
    facts = of(
        fact("certified_sessions", number(6, "session"), UR_DECISION),
        fact("certified_sessions", number(0, "session"), UR_DECISION),
    )
    assert [it.range for it in certified_counts(facts, unit="session", services=[])] == [exactly(6), NONE]


def test_a_daily_dose_is_worked_out_and_a_stated_one_stands_beside_it() -> None:
    (oxycodone,) = parse("oxycodone 10 mg #120, 1 tab q6h")
    dose: Any = {"unit": "morphine_milligram", "per": Per.DAY}
    assert [it for it, _ in requested(oxycodone, **dose)] == [exactly(60)]
    stated = of(fact("requested_daily_dose", number(90, "morphine_milligram")))
    assert [it for it, _ in requested(oxycodone, facts=stated, **dose)] == [exactly(60), exactly(90)]
    (unknown,) = parse("oxycodone 10 mg")
    assert [it for it, _ in requested(unknown, facts=stated, **dose)] == [exactly(90)]
    assert [it for it, _ in requested(unknown, **dose)] == [UNKNOWN]
    assert requested(wording(), **dose) == [(UNKNOWN, "The daily dose requested is not documented.")]


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("home health care 40 hours per week for 6 weeks", exactly(40)),
        ("home health aide 4 hours a day 3 days per week", exactly(12)),
        ("home health aide 8-12 hours per day, 7 days a week", Range(min=56, max=84)),
        ("home health aide 6 hours", UNKNOWN),
    ],
)
def test_hours_in_a_week_are_no_total_of_hours(wording: str, expected: Range) -> None:
    (request,) = parse(wording)
    (count,) = requested_counts(request, Facts(), per=Per.WEEK, unit="hour", services=["home_health_care"], on=ON)
    assert count.range == expected


def test_a_week_of_which_nothing_is_said_is_unknown() -> None:
    request = TreatmentRequest(raw="", weekly=Quantity(unit="hour"))
    (count,) = requested_counts(request, Facts(), per=Per.WEEK, unit="hour", services=[], on=ON)
    assert count.range == UNKNOWN


def test_several_levels_and_both_sides_may_be_one_procedure() -> None:
    (request,) = parse("Lumbar radiofrequency ablation L4-5 L5-S1 bilateral")
    services = ["radiofrequency_ablation"]
    counts = requested_counts(request, Facts(), per=Per.YEAR, unit="procedure", services=services, on=ON)
    assert [(count.range, count.place) for count in counts] == [
        (exactly(1), "all levels in one session"),
        (exactly(4), ""),
    ]
