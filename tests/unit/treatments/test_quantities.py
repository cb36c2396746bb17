"""How much a wording asks for."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.treatments.quantities import (
    Period,
    Quantity,
    QuantityKind,
    Range,
    count_numbers,
    find_quantities,
    first_quantity,
)


def only(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("wording", "total", "unit"),
    [
        ("12 sessions of acupuncture", 12, "session"),
        ("12 SESSIONS OF RELAXATION TRAINING", 12, "session"),
        ("Cognitive Behavioral Therapy and Relaxation Training (x4)", 4, None),
        ("bio-behavioral therapy times 12, cervical lumbar", 12, None),
        ("Massage therapy x 6", 6, None),
        ("x6", 6, None),
        ("4 CBT and Relaxation Training sessions", 4, "session"),
        ("twelve (12) sessions of PT", 12, "session"),
        ("ten individual psychotherapy sessions", 10, "session"),
        ("twenty-four visits", 24, "visit"),
        ("a 24-visit course", 24, "visit"),
        ("Norco 10/325mg #60", 60, "dispensed"),
        ("Omeprazole 20mg QTY: 60", 60, "dispensed"),
        ("Lyrica 50mg Qty. 28", 28, "dispensed"),
        ("60 tablets", 60, "tablet"),
        ("Orthovisc injection x 3, right knee", 3, None),
        ("L4-5 ESI x 2", 2, None),
        ("eighty hours of a program", 80, "hour"),
        ("Functional restoration program x 160 hours", 160, "hour"),
        ("a total of 8", 8, None),
        ("PM&R follow ups, six visits", 6, "visit"),
        ("2 blocks", 2, "injection"),
    ],
)
def test_a_stated_total_is_found(wording: str, total: int, unit: str | None) -> None:
    quantity = only(wording)
    assert quantity.kind is QuantityKind.STATED_TOTAL
    assert quantity.total == Range(least=total, most=total)
    assert quantity.unit == unit
    assert quantity.computed is None


@pytest.mark.parametrize(
    ("wording", "least", "most"),
    [
        ("2x6 weeks", 12, 12),
        ("2x6", 12, 12),
        ("1-2 x 6", 6, 12),
        ("2x/week x 6 weeks", 12, 12),
        ("2-3 times a week for 4 weeks", 8, 12),
        ("1 time a week times 6 weeks", 6, 6),
        ("two times per week for six weeks", 12, 12),
        ("once a week for 8 weeks", 8, 8),
        ("twice weekly for six weeks", 12, 12),
        ("2 times weekly over 3 weeks", 6, 6),
        ("weekly for 6 weeks", 6, 6),
        ("weekly psychotherapy for 6 weeks", 6, 6),
        ("2-3 x week x 4-6 weeks", 8, 18),
        ("2x a week for 6 wks.", 12, 12),
        ("five times per week for two weeks", 10, 10),
        ("3 times per week for 2 months", 24, 27),
        ("once a month for 1 year", 12, 12),
        ("6 weeks of physical therapy at 2 times per week", 12, 12),
        ("for two (2) times a week for six (6) weeks", 12, 12),
        ("1 x 3 months", 3, 3),
        ("3 times a day for 2 weeks", 30, 42),
    ],
)
def test_frequency_times_duration_is_computed(wording: str, least: int, most: int) -> None:
    quantity = only(wording)
    assert quantity.kind is QuantityKind.FREQUENCY_AND_DURATION
    assert quantity.computed == Range(least=least, most=most)
    assert quantity.total is None


@pytest.mark.parametrize(
    ("wording", "total", "computed"),
    [
        ("2x6 weeks (12 sessions)", 12, 12),
        ("2x6 weeks (10 sessions)", 10, 12),
        ("twice weekly for six weeks (12)", 12, 12),
        ("3 times a week for 4 weeks, 12 sessions", 12, 12),
        ("2 times a week for 4 weeks for a total of 8 visits", 8, 8),
        ("12 visits (2 times per week for 6 weeks)", 12, 12),
        ("8 sessions (2x4)", 8, 8),
    ],
)
def test_a_total_and_its_spread_are_one_quantity(wording: str, total: int, computed: int) -> None:
    quantity = only(wording)
    assert quantity.total == Range(least=total, most=total)
    assert quantity.computed == Range(least=computed, most=computed)


def test_a_total_over_a_duration_keeps_both() -> None:
    quantity = only("9 to 10 sessions of over 8 weeks")
    assert quantity.kind is QuantityKind.STATED_TOTAL
    assert quantity.total == Range(least=9, most=10)
    assert (quantity.duration, quantity.duration_in) == (Range(least=8, most=8), Period.WEEK)


def test_a_total_at_a_frequency_keeps_both() -> None:
    quantity = only("four psychotherapy sessions at a frequency of once a week")
    assert quantity.total == Range(least=4, most=4)
    assert (quantity.frequency, quantity.per) == (Range(least=1, most=1), Period.WEEK)


def test_a_frequency_alone_is_no_total() -> None:
    quantity = only("twice weekly")
    assert quantity.kind is QuantityKind.FREQUENCY
    assert quantity.computed is None


def test_a_frequency_names_its_unit() -> None:
    assert only("2 sessions per week").unit == "session"


def test_a_range_is_worded_as_a_person_writes_it() -> None:
    assert Range(least=6, most=6).words() == "6"
    assert Range(least=6, most=10).words() == "6 to 10"


def test_ranges_meet_at_their_ends() -> None:
    assert Range(least=6, most=10).meets(Range(least=10, most=12))
    assert not Range(least=6, most=10).meets(Range(least=11, most=12))


def test_a_duration_alone_is_no_total() -> None:
    quantity = only("12 weeks of pain management counseling")
    assert quantity.kind is QuantityKind.DURATION
    assert quantity.duration == Range(least=12, most=12)


def test_days_a_week_do_not_go_into_hours_a_day() -> None:
    found = find_quantities("home health care 4 hours a day and 4 days a week for 3 months")
    assert [quantity.unit for quantity in found] == ["hour", "day"]


def test_a_year_of_visits_a_day_that_does_not_go_together_is_not_computed() -> None:
    assert only("4 times a year for 2 weeks").computed is None


@pytest.mark.parametrize(
    "wording",
    [
        "The injured worker is a 55-year-old female",
        "This is a now 47 year old male",
        "injured on April 21, 2013",
        "injured on 3/8/2010",
        "the 8/5 visit and the August 5 visit",
        "degeneration at L4-5 and C5-6",
        "Norco 10/325 mg",
        "1 tab q4-6h",
        "one tablet every evening",
        "MTUS page 23",
        "Page(s): 4, 5, 23, 101.",
        "page 98 and 99 visits",
        "BDI scores have decreased from 22 in April to 10",
        "a tear of 3 x 4 cm",
        "Follow-up visit in 4-6 weeks",
        "5 years ago",
        "in the past 6 weeks",
        "with 3 refills",
        "CPT 97110",
        "Chapter 8 Neck and Upper Back Complaints",
        "weekly",
        "(12)",
        "level 3 visit",
        "the year 2013 visits",
        "Lidocaine 5% patch",
        "no number at all",
        "",
    ],
)
def test_what_is_no_quantity_is_not_found(wording: str) -> None:
    assert find_quantities(wording) == ()


def test_refills_and_doses_beside_a_quantity_are_left_alone() -> None:
    found = find_quantities("Ambien 10 mg 1 QHS PRN #30 x 3 refills")
    assert [quantity.total for quantity in found] == [Range(least=30, most=30)]


def test_two_requests_in_one_wording_stay_two() -> None:
    found = find_quantities("psychotherapy x 12 sessions and individual psychotherapy x 6 sessions")
    assert [quantity.total.words() for quantity in found if quantity.total] == ["12", "6"]


def test_a_bare_product_is_less_certain_than_one_in_weeks() -> None:
    assert only("PT 2x6").span.confidence < only("PT 2x6 weeks").span.confidence == 1.0


def test_the_span_covers_the_wording() -> None:
    text = "Additional occupational therapy 2x6 weeks (12 sessions) low back"
    assert only(text).span.quote(text) == "2x6 weeks (12 sessions"


_BITS = st.lists(
    st.sampled_from(
        [
            "2x6 weeks",
            "(12 sessions)",
            "twice",
            "weekly",
            "#60",
            "qty",
            "1",
            "L4-5",
            "08/06/2014",
            "visits",
            "for",
            "a",
            "per",
            "week",
            "month",
            "times",
            "x",
            "3-4",
            "İ",
            "page",
            "total of",
            "hours",
            "daily",
            "mg",
            "two",
            "thirty six",
            "(",
            ")",
            ",",
        ]
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), _BITS.map(" ".join)))
def test_any_text_gives_quantities_in_order_that_lie_in_it(text: str) -> None:
    found = find_quantities(text)
    places = [(quantity.span.start, quantity.span.end) for quantity in found]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))


def test_numbers_of_two_units_are_two_quantities() -> None:
    assert [one.unit for one in find_quantities("12 sessions, 2 days per week")] == ["session", "day"]


def test_numbers_are_counted_in_figures_and_words() -> None:
    assert count_numbers("Two visits, 3 times a week, L4-5") == 4


_WORDINGS = st.lists(
    st.sampled_from(
        ["2", "twelve", "times", "a week", "weekly", "for", "6 weeks", "sessions", "x", "(", "#60", "total of"]
    )
).map(" ".join)


@given(_WORDINGS)
def test_the_first_quantity_is_the_first_of_all(text: str) -> None:
    assert first_quantity(text) == next(iter(find_quantities(text)), None)
