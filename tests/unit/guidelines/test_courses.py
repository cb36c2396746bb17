import pytest

from openimr.guidelines.arithmetic import Limit
from openimr.guidelines.courses import Line, interval_of, lines_of, told_period, uncounted
from openimr.guidelines.library import recommendations
from openimr.guidelines.recommendation import GateKind, Per, Period, PeriodUnit, Recommendation
from unit.guidelines.records import COURSE, TRIAL, record

HERE = ("acupuncture",)


def lines(**given: object) -> tuple[Line, ...]:
    return lines_of(record(**given), HERE)


def test_trial_total_and_ceiling_of_a_course_are_one_line() -> None:
    (line,) = lines(
        phases=[TRIAL, COURSE],
        maximum=[{"per": "course", "qty": {"max": 12, "unit": "visit"}, "exception": "a reason"}],
    )
    assert line.course.trial == Limit(min=3, max=4)
    assert line.course.total == Limit(min=6, max=10, words=", counting the trial")
    assert line.course.ceiling == Limit(max=12)
    assert (line.per, line.exception, line.adds_prior) == (Per.COURSE, "a reason", True)
    assert line.gate is not None
    assert line.gate.kind is GateKind.FUNCTIONAL_IMPROVEMENT
    assert line.course.gate_words == "documented functional improvement"


def test_no_numbers_give_no_line() -> None:
    assert lines() == ()
    assert lines(phases=[{"name": "trial", "note": "None stated."}]) == ()
    assert lines(phases=[{"name": "course", "qty": {"min": 3, "unit": "visit"}}]) == ()


def test_each_diagnosis_has_a_line_and_shares_the_trial_for_all() -> None:
    first, second = lines(
        phases=[
            TRIAL,
            {**COURSE, "applies_to": ["myalgia"], "icd": ["729.1"]},
            {**COURSE, "applies_to": ["crps"], "qty": {"max": 24, "unit": "visit"}},
        ]
    )
    assert (first.applies_to, first.icd, second.applies_to) == (("myalgia",), ("729.1",), ("crps",))
    assert first.course.trial == second.course.trial == Limit(min=3, max=4)
    assert second.course.total == Limit(max=24, words=", counting the trial")


def test_what_is_for_another_service_is_no_line() -> None:
    assert lines(phases=[{**TRIAL, "services": ["massage"]}], maximum=[]) == ()
    other = [{"per": "course", "qty": {"max": 12, "unit": "visit"}, "services": ["massage"], "note": "For massage."}]
    assert lines(maximum=other) == ()
    assert uncounted(record(maximum=other, phases=[{**TRIAL, "services": ["massage"], "note": "x"}]), HERE) == ()


def test_what_follows_a_trial_each_time_is_a_line_of_its_own() -> None:
    course, step = lines(
        phases=[
            {"name": "trial", "qty": {"max": 2, "unit": "block"}},
            {"name": "continue", "qty": {"min": 1, "max": 1, "unit": "block"}, "gate": {"kind": "pain_relief"}},
        ]
    )
    assert course.course.total is None
    assert course.course.gate_words == "documented pain relief"
    assert (step.per, step.adds_prior, step.course.total) == (
        Per.SESSION,
        False,
        Limit(min=1, max=1, words=" at a time"),
    )


def test_a_length_of_time_is_a_line_of_its_own() -> None:
    counted, length = lines(phases=[TRIAL, {"name": "continue", "period": {"min": 1, "max": 2, "unit": "month"}}])
    assert (counted.course.unit, counted.is_length) == ("visit", False)
    assert (length.course.unit, length.is_length, length.course.total) == ("month", True, Limit(min=1, max=2))
    assert length.course.gate_words == "a completed trial"


def test_lengths_of_different_units_are_converted_where_that_is_sound() -> None:
    (line,) = lines(
        phases=[{"name": "trial", "period": {"min": 7, "max": 14, "unit": "day"}}],
        maximum=[{"per": "course", "over": {"max": 4, "unit": "week"}, "exception": "a reason"}],
    )
    assert line.course.unit == "day"
    assert line.course.ceiling == Limit(max=28, words=" (4 weeks = 28 days.)")
    assert line.exception == "a reason"
    (other,) = lines(
        phases=[
            {"name": "trial", "period": {"min": 1, "max": 2, "unit": "week"}},
            {"name": "continue", "period": {"max": 3, "unit": "month"}, "gate": {"kind": "response"}},
        ]
    )
    assert other.course.trial is None
    assert other.course.gate_words == "a documented response"


def test_a_range_is_converted_at_both_ends() -> None:
    (line,) = lines(
        phases=[
            {"name": "trial", "period": {"min": 1, "max": 2, "unit": "week"}},
            {"name": "course", "period": {"min": 14, "max": 28, "unit": "day"}},
        ]
    )
    assert line.course.trial == Limit(min=7, max=14, words=" (2 weeks = 14 days.)")


def test_ceilings_over_other_things_are_lines_of_their_own() -> None:
    injury, year, level = lines(
        maximum=[
            {"per": "injury", "qty": {"max": 24, "unit": "visit"}, "exception": "authorization"},
            {"per": "region", "qty": {"max": 4, "unit": "block"}, "over": {"max": 1, "unit": "year"}},
            {"per": "session", "qty": {"max": 2, "unit": "level"}},
            {"per": "session", "qty": {"min": 2, "unit": "level"}},
            {"per": "injury", "over": {"max": 1, "unit": "year"}},
        ]
    )
    assert (injury.per, injury.adds_prior, injury.exception) == (Per.INJURY, True, "authorization")
    assert injury.course.ceiling == Limit(max=24, words=" for each injury")
    assert (year.per, year.course.ceiling) == (Per.YEAR, Limit(max=4, words=" for each region in 1 year"))
    assert (level.per, level.adds_prior) == (Per.SESSION, False)


def test_a_daily_dose_is_a_line_of_its_own() -> None:
    (line,) = lines(
        maximum=[
            {
                "per": "day",
                "dose": {"amount": {"max": 90, "is_open": True, "unit": "morphine_milligram"}, "per": "day"},
            },
            {"per": "day", "dose": {"amount": {"min": 5, "unit": "gram"}, "per": "day"}},
            {"per": "session", "dose": {"amount": {"max": 5, "unit": "gram"}}},
        ]
    )
    assert (line.per, line.course.ceiling) == (Per.DAY, Limit(max=90, words=" a day", is_excluded=True))


def test_what_came_before_counts_only_where_the_record_says_so() -> None:
    (line,) = lines(phases=[TRIAL], counts_prior=False)
    assert not line.adds_prior


def test_the_shortest_time_between_two_treatments_is_found() -> None:
    interval = {"min": 2, "unit": "month"}
    assert interval_of(record(maximum=[{"per": "course", "interval": interval}]), HERE) == Period(
        unit=PeriodUnit.MONTH, min=2
    )
    assert interval_of(record(maximum=[{"per": "course", "interval": interval, "services": ["x"]}]), HERE) is None


def test_what_cannot_be_counted_is_told() -> None:
    weekly = {"min": 1, "max": 3, "per": {"min": 1, "max": 1, "unit": "week"}}
    told = uncounted(
        record(
            phases=[
                {"name": "trial", "freq": weekly, "note": "Our own words."},
                {"name": "continue", "freq": {"per": {"min": 4, "max": 6, "unit": "month"}}},
                {"name": "course", "dose": {"amount": {"max": 2, "unit": "gram"}}},
                {"name": "course", "dose": {"amount": {"min": 2, "unit": "gram"}}},
                {"name": "course", "dose": {"amount": {"unit": "gram"}}},
            ],
            maximum=[{"per": "course", "note": "A note."}],
        ),
        HERE,
    )
    assert told == (
        "Trial: 1 to 3 in each week.",
        "Trial: Our own words.",
        "Continue: every 4 to 6 months.",
        "Course: 2 grams at a time or a day.",
        "Course: at least 2 grams at a time or a day.",
        "Course: some grams at a time or a day.",
        "A note.",
    )


@pytest.mark.parametrize("known", recommendations(), ids=lambda it: it.id)
def test_every_recommendation_gives_its_lines_for_each_of_its_services(known: Recommendation) -> None:
    for service in known.services or ("acupuncture",):
        for line in lines_of(known, (service,)):
            assert line.course.limits(), known.id


def test_a_period_is_told() -> None:
    assert told_period(Period(unit=PeriodUnit.WEEK, min=2)) == "at least 2 weeks"
