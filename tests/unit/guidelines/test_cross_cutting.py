"""The rules above all recommendations; their numbers are tried in ``rulebook/guidelines/tests``."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.guidelines.criteria.truth import Truth
from openimr.guidelines.cross_cutting import (
    force_lost,
    functional_improvement,
    presumption,
    search_steps,
    visit_cap,
)
from openimr.guidelines.library import recommendation, recommendations
from openimr.guidelines.recommendation import Result

COUNTS = st.integers(0, 60)


@pytest.mark.parametrize(("activities", "work", "dependency"), tuple(product(Truth, repeat=3)))
def test_functional_improvement_is_open_exactly_where_a_missing_fact_could_change_it(
    activities: Truth, work: Truth, dependency: Truth
) -> None:
    ruling = functional_improvement(activities=activities, work_restrictions=work, dependency=dependency)
    assert bool(ruling.missing) is (ruling.truth is Truth.NOT_DOCUMENTED)
    assert len(ruling.points) == 3
    assert "9792.20" in ruling.citation.title


def test_once_one_half_of_the_first_limb_is_shown_the_other_is_not_asked_for() -> None:
    ruling = functional_improvement(
        activities=Truth.MET, work_restrictions=Truth.NOT_DOCUMENTED, dependency=Truth.NOT_DOCUMENTED
    )
    assert ruling.missing == ("dependency_reduced",)


@given(COUNTS, COUNTS)
def test_no_more_visits_lie_within_the_cap_than_are_left(prior: int, requested: int) -> None:
    ruling = visit_cap(
        "physical_therapy", injured_on=dt.date(2012, 5, 1), prior=prior, requested=requested, is_postsurgical=False
    )
    assert ruling.result is (Result.WITHIN if prior + requested <= 24 else Result.EXCEEDS_MAX)
    assert ruling.within == max(0, min(requested, 24 - prior))
    assert "4604.5" in ruling.citation.title


@given(COUNTS)
def test_an_unknown_count_is_never_taken_for_none(requested: int) -> None:
    ruling = visit_cap(
        "chiropractic", injured_on=dt.date(2012, 5, 1), prior=None, requested=requested, is_postsurgical=False
    )
    assert ruling.result in {Result.UNDETERMINED, Result.EXCEEDS_MAX}
    assert ruling.used is None
    assert ruling.within is None
    assert "not documented" in ruling.reasons[0]


def test_each_reason_why_there_is_no_cap_is_told() -> None:
    def told(service: str, injured_on: dt.date | None, *, is_postsurgical: bool) -> str:
        ruling = visit_cap(service, injured_on=injured_on, prior=30, requested=1, is_postsurgical=is_postsurgical)
        assert ruling.result is Result.NOT_ADDRESSED
        return ruling.reasons[0]

    assert "only" in told("acupuncture", None, is_postsurgical=False)
    assert "postsurgical" in told("physical_therapy", None, is_postsurgical=True)
    assert "2004-01-01" in told("physical_therapy", dt.date(2003, 12, 31), is_postsurgical=False)


@pytest.mark.parametrize(
    ("is_covered", "is_rebutted", "expected", "missing"),
    [
        (Truth.MET, Truth.NOT_MET, Truth.MET, ()),
        (Truth.MET, Truth.MET, Truth.NOT_MET, ()),
        (Truth.NOT_MET, Truth.NOT_DOCUMENTED, Truth.NOT_MET, ()),
        (Truth.MET, Truth.NOT_DOCUMENTED, Truth.NOT_DOCUMENTED, ("presumption_rebutted",)),
        (Truth.NOT_DOCUMENTED, Truth.NOT_MET, Truth.NOT_DOCUMENTED, ("mtus_covers",)),
    ],
)
def test_the_schedule_controls_where_it_covers_and_is_not_rebutted(
    is_covered: Truth, is_rebutted: Truth, expected: Truth, missing: tuple[str, ...]
) -> None:
    ruling = presumption(is_covered=is_covered, is_rebutted=is_rebutted)
    assert (ruling.truth, ruling.missing) == (expected, missing)


@pytest.mark.parametrize(("on", "count"), [("2015-04-19", 0), ("2015-04-20", 4), ("2015-04-21", 4)])
def test_the_order_of_search_has_four_steps_since_there_is_one(on: str, count: int) -> None:
    assert len(search_steps(dt.date.fromisoformat(on))) == count


def test_the_exclusion_of_home_care_is_shown_as_invalid_and_stands_nowhere_as_a_ground() -> None:
    record = recommendation("CP09-HHC")
    (told,) = force_lost(record)
    assert "Stevens" in told
    assert "no ground for denial" in told
    grounds = (*record.not_for, *record.contraindications, *record.prerequisites)
    assert not [ground for ground in grounds if "homemaker" in ground.test or "personal care" in ground.test]
    assert not record.conditions.exclude


def test_no_other_record_has_lost_force() -> None:
    assert [record.id for record in recommendations() if force_lost(record)] == ["CP09-HHC"]
