"""What is said of a reviewer is proven on the day, and holds no name."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from openimr.calendars.instants import pacific_day
from openimr.determinations.model import ReviewerKind
from openimr.reviewers.registry import Practice, Profession, Reviewer
from openimr.reviews.qualifications import qualifications
from unit.reviews.scenes import whole, written


def reviewer() -> Reviewer:
    registry = whole().registry
    assert registry is not None
    return next(one for one in registry.reviewers if one.number == written().reviewer)


def day() -> dt.date:
    designated = written().designated
    assert designated is not None
    return pacific_day(designated.at)


def test_only_what_is_proven_and_in_time_is_said() -> None:
    told = qualifications(reviewer(), on=day())
    assert told.board_certifications
    assert told.licence_states
    assert told.no_affiliation_with == ()
    later = qualifications(reviewer(), on=day() + dt.timedelta(days=4000))
    assert (later.board_certifications, later.licence_states) == ((), ())


def test_no_name_and_no_number_is_said() -> None:
    told = msgspec.json.encode(qualifications(reviewer(), on=day())).decode()
    assert reviewer().identity.name.split(",")[0] not in told
    assert reviewer().number not in told


@pytest.mark.parametrize(
    ("since", "over"),
    [
        (dt.date(2009, 10, 27), 5),
        (dt.date(2009, 10, 28), 4),
        (dt.date(2009, 10, 29), 4),
        (dt.date(2013, 10, 28), None),
        (dt.date(2014, 1, 1), None),
    ],
)
def test_more_than_so_many_years_is_said_on_the_day_after(since: dt.date, over: int | None) -> None:
    practising = msgspec.structs.replace(reviewer(), practice=Practice(since=since, hours_per_week=24.5))
    told = qualifications(practising, on=dt.date(2014, 10, 28))
    assert told.active_practice_years_over == over
    assert told.active_practice_hours_per_week == 24


def test_what_is_not_on_file_is_absent() -> None:
    told = qualifications(msgspec.structs.replace(reviewer(), practice=None), on=day())
    assert (told.active_practice_years_over, told.active_practice_hours_per_week) == (None, None)


def test_a_profession_that_letters_have_no_word_for_is_an_expert_reviewer() -> None:
    therapist = msgspec.structs.replace(reviewer(), profession=Profession.OCCUPATIONAL_THERAPIST)
    told = qualifications(therapist, on=day())
    assert told.kind is ReviewerKind.EXPERT_REVIEWER
    assert told.professions == ("occupational therapist",)
