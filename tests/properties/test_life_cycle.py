"""Whatever happens to a case, in whatever order: the laws of the house hold on every path.

No path reaches issue without an eligible treatment, documents beyond the utilization review decision, fit reviewers and
a signature for each treatment; nothing issued changes; clocks never run backwards; a case stays on its rules; a refused
event changes nothing. The events are drawn at random, most of them out of place.
"""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import HealthCheck, settings

from openimr.cases.case import State
from openimr.cases.life_cycle_table import transitions
from properties.life_of_a_case import LifeOfACase

LifeOfACase.TestCase.settings = settings(
    derandomize=True,
    deadline=None,
    max_examples=150,
    stateful_step_count=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
TestLifeOfACase = LifeOfACase.TestCase


# What ends a walk, or is of little interest, comes seldom.
SELDOM = {
    "treatments_authorized": 0.06,
    "treatments_withdrawn": 0.06,
    "consolidated": 0.1,
    "closed": 0.2,
    "expedited": 0.2,
    "determination_amended": 0.2,
    "records_received": 0.7,
}

# The way to a determination without detours; what must come before is tempted out of the way now and then.
STRAIGHT = {
    "screening_begun",
    "screened",
    "assigned",
    "reviewer_designated",
    "review_signed",
    "quality_begun",
    "quality_passed",
    "determination_issued",
    "determination_served",
}


def walked(seed: int) -> set[str]:
    """The transitions taken on one long walk: mostly what has a place, at times what has none."""
    chance = random.Random(seed)
    life = LifeOfACase()
    start = chance.choice(
        (None, None, None, State.RECORDS_OVERDUE, State.READY_TO_ISSUE, State.SERVED, State.INELIGIBLE)
    )
    is_hurried = chance.random() < 0.25
    life.begin(start, expedited=chance.random() < 0.3)
    for _ in range(60):
        kinds = sorted({row.event for row in transitions() if life.case.state in row.from_})
        likely = [kind for kind in kinds if chance.random() < SELDOM.get(kind, 1)]
        if is_hurried:
            likely = [kind for kind in likely if kind in STRAIGHT] or likely
        if not likely:
            break
        life.now += dt.timedelta(days=chance.choice([0, 0, 1, 2, 20, 60]))
        if chance.random() < 0.25:
            life.tempt(chance.choice)
        else:
            life.do(chance.choice(likely), chance.choice)
        for name in INVARIANTS:
            getattr(life, name)()
    return life.taken


INVARIANTS = [name for name, value in vars(LifeOfACase).items() if hasattr(value, "hypothesis_stateful_invariant")]


def test_long_walks_take_every_transition_and_keep_every_law() -> None:
    assert INVARIANTS
    taken = {name for seed in range(220) for name in walked(seed)}
    by_other_tests = {"receive", "remind-of-decision"}  # the first begins each walk; the second ended in 2014
    assert {row.id for row in transitions()} - by_other_tests == taken
