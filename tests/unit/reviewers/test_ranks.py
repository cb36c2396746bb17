from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from openimr.reviewers.gains import Gains
from openimr.reviewers.ranks import Ranks, digest_of, points_of, rank_of
from openimr.reviewers.registry import Experience
from unit.reviewers.factories import ON, a_reviewer

POINTS = st.integers(min_value=-4000, max_value=4000)
DAYS = st.integers(min_value=0, max_value=(1 << 17) - 1)
DIGESTS = st.integers(min_value=0, max_value=(1 << 20) - 1)
STANDING = st.lists(st.tuples(POINTS, DAYS, DIGESTS), max_size=30)


def ranked(points: int, day: int, digest: int) -> float:
    return rank_of(points=points, day=day, digest=digest)


@given(STANDING)
def test_ranks_order_as_points_then_day_then_digest_do(standing: list[tuple[int, int, int]]) -> None:
    plain = sorted(standing, key=lambda it: (-it[0], it[1], it[2]))
    assert sorted(standing, key=lambda it: ranked(*it)) == plain


@given(POINTS, DAYS, DIGESTS)
def test_points_are_read_back_from_a_rank(points: int, day: int, digest: int) -> None:
    assert points_of(ranked(points, day, digest)) == points


@given(STANDING, DIGESTS, st.integers(min_value=-4000, max_value=4000))
def test_many_ranks_are_turned_and_raised_at_once_as_each_is_by_itself(
    standing: list[tuple[int, int, int]], turn: int, gain: int
) -> None:
    turned = Ranks(ranked(*it) for it in standing).turned(turn, gain=gain)
    assert list(turned) == [ranked(points + gain, day, digest ^ turn) for points, day, digest in standing]


def test_more_points_or_days_than_a_rank_can_hold_never_spoil_what_stands_above_them() -> None:
    assert points_of(ranked(3, 1 << 40, 5)) == 3
    assert ranked(10**9, 0, 0) < ranked(8000, 0, 0) < ranked(-8000, 0, 0) < ranked(-(10**9), 0, 0)
    best, worst = Ranks([ranked(10**9, 0, 0), ranked(-(10**9), 0, 0)]).turned(0, gain=10**9)
    assert best < worst


def test_a_digest_depends_on_the_words_alone() -> None:
    assert digest_of("CM26-1") == digest_of("CM26-1") != digest_of("CM26-2")


def test_a_gain_tells_who_has_it_and_whose_it_is_among_neighbours() -> None:
    done = a_reviewer(services=(Experience(of="physical therapy", last_on=ON),))
    gains = Gains([done, a_reviewer(), done, done], on=ON)
    recent, before, like = gains.for_services("Physical therapy 2x6")
    assert list(recent.seats) == [0, 2, 3]
    assert [recent.has(seat) for seat in (0, 1, 2, 3, 4, None)] == [True, False, True, True, False, False]
    assert list(recent.between(1, 3)) == [2]
    assert not before.seats
    assert not like.seats
