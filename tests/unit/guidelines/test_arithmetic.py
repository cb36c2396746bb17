import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.guidelines.arithmetic import (
    NONE,
    OVER,
    UNKNOWN,
    Count,
    Course,
    Limit,
    Range,
    earliest_again,
    on_every_reading,
    outcome,
    reckon,
)
from openimr.guidelines.criteria import Truth
from openimr.guidelines.recommendation import Period, PeriodUnit, Result
from unit.guidelines.case_facts import UR_DECISION, sessions

TRIAL, TOTAL = Limit(min=3, max=4), Limit(min=6, max=10, words=", counting the trial")
P23 = Course(unit="visit", trial=TRIAL, total=TOTAL, ceiling=Limit(max=10))
IMPROVED = Course(unit="visit", trial=TRIAL, total=TOTAL, ceiling=Limit(max=10), gate=Truth.MET)
PLAIN = Course(unit="visit", total=TOTAL, gate=Truth.MET)


def exactly(number: float) -> Range:
    return Range(min=number, max=number)


def result(prior: Range, requested: float, course: Course = PLAIN, certified: Range = NONE) -> Result:
    return outcome(prior=prior, requested=exactly(requested), certified=certified, course=course).result


def within(prior: Range, requested: float, course: Course = PLAIN, certified: Range = NONE) -> Range:
    return outcome(prior=prior, requested=exactly(requested), certified=certified, course=course).within


@pytest.mark.parametrize(("requested", "expected"), [(3, Result.WITHIN), (4, Result.WITHIN), (5, Result.EXCEEDS_TOTAL)])
def test_a_total_is_kept_just_under_at_and_just_over(requested: float, expected: Result) -> None:
    assert result(exactly(6), requested) is expected


@pytest.mark.parametrize(("requested", "expected"), [(3, Result.WITHIN), (4, Result.WITHIN), (5, Result.EXCEEDS_TRIAL)])
def test_the_trial_holds_until_improvement_is_documented(requested: float, expected: Result) -> None:
    assert result(NONE, requested, P23) is expected
    assert result(NONE, requested, IMPROVED) is Result.WITHIN


def test_no_improvement_leaves_nothing_beyond_the_trial() -> None:
    course = Course(unit="visit", trial=TRIAL, total=TOTAL, gate=Truth.NOT_MET)
    assert result(exactly(4), 1, course) is Result.EXCEEDS_TRIAL
    assert within(exactly(4), 1, course) == NONE


def test_a_request_over_trial_and_total_is_over_both_and_says_the_widest() -> None:
    made = outcome(prior=NONE, requested=exactly(12), certified=NONE, course=P23)
    assert made.result is Result.EXCEEDS_TOTAL
    assert made.exceeded == (Result.EXCEEDS_TOTAL, Result.EXCEEDS_TRIAL)
    assert made.within == exactly(4)


@pytest.mark.parametrize(
    ("requested", "expected"), [(10, Result.WITHIN), (11, Result.EXCEEDS_TOTAL), (21, Result.EXCEEDS_MAX)]
)
def test_a_ceiling_above_the_total_has_its_own_word(requested: float, expected: Result) -> None:
    course = Course(unit="visit", total=Limit(max=10), ceiling=Limit(max=20), gate=Truth.MET)
    assert result(NONE, requested, course) is expected


def test_a_ceiling_equal_to_the_total_has_none() -> None:
    assert result(NONE, 11, IMPROVED) is Result.EXCEEDS_TOTAL


@pytest.mark.parametrize(("requested", "expected"), [(89, Result.WITHIN), (90, Result.EXCEEDS_MAX)])
def test_a_limit_may_be_excluded_itself(requested: float, expected: Result) -> None:
    course = Course(unit="morphine_milligram", ceiling=Limit(max=90, is_excluded=True))
    assert result(NONE, requested, course) is expected
    told = reckon(
        prior=Count(range=NONE), requested=Count(range=exactly(requested)), certified=Count(range=NONE), course=course
    )
    assert "less than 90 mg of oral morphine equivalents" in told.sentence
    assert ("90 is not below it" in told.sentence) is (requested == 90)


def test_an_unknown_number_before_stays_unknown() -> None:
    assert result(UNKNOWN, 6) is Result.UNDETERMINED
    assert within(UNKNOWN, 6) == Range(min=0, max=6)


def test_what_is_over_with_nothing_before_is_over_whatever_came_before() -> None:
    assert result(UNKNOWN, 12) is Result.EXCEEDS_TOTAL
    assert within(UNKNOWN, 12) == Range(min=0, max=10)


def test_a_number_known_as_a_range_may_settle_it_or_not() -> None:
    assert result(Range(min=2, max=4), 6) is Result.WITHIN
    assert result(Range(min=2, max=5), 6) is Result.UNDETERMINED
    assert result(Range(min=5), 6) is Result.EXCEEDS_TOTAL


def test_what_was_certified_is_taken_off_what_is_in_dispute_but_counts() -> None:
    made = outcome(prior=NONE, requested=exactly(12), certified=exactly(6), course=PLAIN)
    assert made.result is Result.EXCEEDS_TOTAL
    assert (made.in_dispute, made.within) == (exactly(6), exactly(4))


def test_more_certified_than_requested_leaves_nothing_in_dispute() -> None:
    made = outcome(prior=NONE, requested=exactly(6), certified=exactly(8), course=PLAIN)
    assert made.in_dispute == NONE
    assert outcome(prior=NONE, requested=exactly(6), certified=UNKNOWN, course=PLAIN).in_dispute == Range(max=6)


def test_without_a_limit_nothing_is_addressed() -> None:
    made = outcome(prior=NONE, requested=exactly(6), certified=NONE, course=Course(unit="visit"))
    assert (made.result, made.within) == (Result.NOT_ADDRESSED, exactly(6))


def counted(number: float, *facts: float) -> Count:
    stated = tuple(sessions(it) for it in facts)
    return Count(range=exactly(number), place="; ".join(it.place() for it in stated), facts=stated)


def test_the_arithmetic_is_told_in_words() -> None:
    made = reckon(prior=counted(12, 12), requested=counted(4), certified=Count(range=NONE), course=IMPROVED)
    assert made.sentence == (
        "12 prior (progress note p. 3) + 4 requested = 16. "
        "The guideline gives a total of 6 to 10 visits, counting the trial: 16 is 6 over. "
        "None of what is in dispute would be within."
    )
    assert made.facts == (sessions(12),)
    assert not made.is_open


def test_what_is_not_known_is_told_too() -> None:
    unknown = Count(range=UNKNOWN, place="not documented", is_silent=True)
    made = reckon(prior=unknown, requested=counted(6), certified=Count(range=NONE), course=PLAIN)
    assert made.sentence == (
        "An unknown number prior (not documented) + 6 requested = at least 6. "
        "The guideline gives a total of 6 to 10 visits, counting the trial: at least 6 may be over. "
        "0 to 6 of the 6 in dispute would be within, depending on what is not known."
    )
    assert made.is_open
    assert made.is_silent


def test_the_certified_part_is_told() -> None:
    certified = Count(range=exactly(6), place="the utilization review decision", facts=(sessions(6, UR_DECISION),))
    made = reckon(prior=Count(range=NONE), requested=counted(12), certified=certified, course=PLAIN)
    assert "6 certified (the utilization review decision) of those requested leave 6 in dispute." in made.sentence
    assert "4 of the 6 in dispute would be within." in made.sentence


def test_a_count_that_has_nothing_before_it_is_told_alone() -> None:
    course = Course(unit="level", ceiling=Limit(max=2), prior_words="")
    made = reckon(prior=Count(range=NONE), requested=counted(2), certified=Count(range=NONE), course=course)
    assert made.sentence == (
        "2 requested. The guideline gives a ceiling of 2 levels: 2 is within. "
        "All of what is in dispute would be within."
    )


def test_notes_are_told_once_and_last() -> None:
    note = "A visit is counted as one session."
    before, asked = (Count(range=exactly(4), notes=(note,)) for _ in range(2))
    made = reckon(prior=before, requested=asked, certified=Count(range=NONE), course=PLAIN)
    assert made.sentence.count(note) == 1
    assert made.sentence.endswith(note)


def test_nothing_in_dispute_and_no_limit_are_told() -> None:
    all_of_it = Count(range=exactly(6), facts=(sessions(6),))
    done = reckon(prior=Count(range=NONE), requested=counted(6), certified=all_of_it, course=PLAIN)
    assert "Nothing of it is in dispute." in done.sentence
    free = reckon(
        prior=Count(range=NONE), requested=counted(6), certified=Count(range=NONE), course=Course(unit="visit")
    )
    assert free.sentence.endswith("The guideline gives no number.")


def test_an_unknown_request_is_told_without_a_number_in_dispute() -> None:
    made = reckon(prior=Count(range=NONE), requested=Count(range=UNKNOWN), certified=Count(range=NONE), course=PLAIN)
    assert made.result is Result.UNDETERMINED
    assert made.sentence.endswith("0 to 10 would be within, depending on what is not known.")


def test_readings_that_agree_give_their_word() -> None:
    one = reckon(prior=counted(12), requested=counted(4), certified=Count(range=NONE), course=P23)
    assert on_every_reading([one, one]) is Result.EXCEEDS_TOTAL
    assert on_every_reading([]) is Result.UNDETERMINED


def test_readings_that_are_over_different_limits_give_the_one_that_all_are_over() -> None:
    more, fewer = (
        reckon(prior=counted(it), requested=counted(4), certified=Count(range=NONE), course=P23) for it in (12, 2)
    )
    assert on_every_reading([more, fewer]) is Result.EXCEEDS_TRIAL


def test_readings_that_contradict_one_another_settle_nothing() -> None:
    over, under = (
        reckon(prior=counted(it), requested=counted(4), certified=Count(range=NONE), course=PLAIN) for it in (12, 2)
    )
    assert on_every_reading([over, under]) is Result.UNDETERMINED


def test_a_silent_record_takes_a_word_back_that_only_another_source_carries() -> None:
    stated = reckon(prior=counted(18), requested=counted(4), certified=Count(range=NONE), course=PLAIN)
    silent = reckon(
        prior=Count(range=UNKNOWN, is_silent=True), requested=counted(4), certified=Count(range=NONE), course=PLAIN
    )
    assert on_every_reading([stated, silent]) is Result.UNDETERMINED
    assert on_every_reading([silent]) is Result.UNDETERMINED


def test_a_silent_record_that_is_over_too_leaves_the_word_of_the_number_stated() -> None:
    stated = reckon(prior=counted(18), requested=counted(6), certified=Count(range=NONE), course=P23)
    silent = reckon(
        prior=Count(range=UNKNOWN, is_silent=True), requested=counted(6), certified=Count(range=NONE), course=P23
    )
    assert silent.result is Result.EXCEEDS_TRIAL
    assert on_every_reading([stated, silent]) is Result.EXCEEDS_TOTAL


numbers = st.integers(0, 40).map(float)
ranges = st.one_of(
    numbers.map(exactly),
    st.tuples(numbers, numbers).map(lambda pair: Range(min=min(pair), max=max(pair))),
    numbers.map(lambda low: Range(min=low)),
)
courses = st.builds(
    lambda trial, total, ceiling, gate: Course(
        unit="visit",
        trial=None if trial is None else Limit(max=trial),
        total=None if total is None else Limit(max=total),
        ceiling=None if ceiling is None else Limit(max=ceiling),
        gate=gate,
    ),
    *(st.one_of(st.none(), numbers) for _ in range(3)),
    st.sampled_from(list(Truth)),
)


def inside(outer: Range, number: float) -> bool:
    return outer.min <= number and (outer.max is None or number <= outer.max)


@given(ranges, numbers, courses, st.floats(0, 1))
def test_a_word_that_is_given_holds_for_every_number_that_it_could_be(
    prior: Range, requested: float, course: Course, share: float
) -> None:
    open_result = result(prior, requested, course)
    number = prior.min + share * (50 if prior.max is None else prior.max - prior.min)
    settled = result(exactly(round(number)), requested, course) if inside(prior, round(number)) else open_result
    if open_result in OVER:
        assert settled in OVER
    elif open_result is not Result.UNDETERMINED:
        assert settled is open_result


@given(ranges, numbers, courses)
def test_what_would_be_within_is_within_and_one_more_is_not(prior: Range, requested: float, course: Course) -> None:
    made_of = outcome(prior=prior, requested=exactly(requested), certified=NONE, course=course)
    limits = [limit.max for _, limit in course.limits()]
    fits = made_of.within.max
    assert fits is not None
    assert fits <= requested
    if limits and prior.is_exact and fits:
        assert prior.min + fits <= min(limits)
    if limits and prior.is_exact and fits < requested:
        assert prior.min + fits + 1 > min(limits)


@given(ranges, numbers, numbers, courses)
def test_the_sum_in_words_names_its_numbers(prior: Range, requested: float, certified: float, course: Course) -> None:
    told = reckon(
        prior=Count(range=prior),
        requested=Count(range=exactly(requested)),
        certified=Count(range=exactly(certified)),
        course=course,
    )
    assert f"{requested:g} requested" in told.sentence
    assert told.after.min == prior.min + requested
    assert "None" not in told.sentence.replace("None of what", "")


@pytest.mark.parametrize(
    ("unit", "least", "expected"),
    [
        (PeriodUnit.DAY, 10, dt.date(2015, 2, 10)),
        (PeriodUnit.WEEK, 6, dt.date(2015, 3, 14)),
        (PeriodUnit.MONTH, 1, dt.date(2015, 2, 28)),
        (PeriodUnit.MONTH, 2, dt.date(2015, 3, 31)),
        (PeriodUnit.YEAR, 1, dt.date(2016, 1, 31)),
        (PeriodUnit.MONTH, 1.5, None),
        (PeriodUnit.HOUR, 24, None),
    ],
)
def test_the_first_day_after_an_interval(unit: PeriodUnit, least: float, expected: dt.date | None) -> None:
    assert earliest_again(dt.date(2015, 1, 31), Period(unit=unit, min=least)) == expected


def test_an_interval_may_have_only_an_upper_end_or_none() -> None:
    last = dt.date(2015, 1, 1)
    assert earliest_again(last, Period(unit=PeriodUnit.WEEK, max=2)) == dt.date(2015, 1, 15)
    assert earliest_again(last, Period(unit=PeriodUnit.WEEK)) is None
