"""Several reviewers decide by majority, and for the treatment where they split. Source: Labor Code 4610.6(e)."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from openimr.cases.deciding import Deciding, Vote, decide, deciding_rules
from openimr.cases.terms import Outcome
from openimr.citations import Verification
from openimr.errors import UnusableArguments

U, P, O = Outcome.UPHELD, Outcome.PARTIALLY_OVERTURNED, Outcome.OVERTURNED  # noqa: E741 - the letters of the outcomes
ORDER = (U, P, O)


def votes(*outcomes: Outcome) -> list[Vote]:
    return [Vote(f"r{number}", outcome) for number, outcome in enumerate(outcomes)]


@pytest.mark.parametrize(
    ("outcomes", "expected", "rule"),
    [
        ((U,), U, Deciding.SINGLE),
        ((O,), O, Deciding.SINGLE),
        ((U, U), U, Deciding.MAJORITY),
        ((U, O), O, Deciding.EVEN_SPLIT),
        ((U, P), P, Deciding.EVEN_SPLIT),
        ((P, O), O, Deciding.EVEN_SPLIT),
        ((U, U, O), U, Deciding.MAJORITY),
        ((U, O, O), O, Deciding.MAJORITY),
        ((U, P, O), P, Deciding.EVEN_SPLIT),
        ((U, U, O, O), O, Deciding.EVEN_SPLIT),
        ((U, U, P, O), P, Deciding.EVEN_SPLIT),
    ],
)
def test_votes_lead_to_an_outcome(outcomes: tuple[Outcome, ...], expected: Outcome, rule: Deciding) -> None:
    found = decide(votes(*outcomes))
    assert (found.outcome, found.rule) == (expected, rule)
    assert [vote.outcome for vote in found.votes] == list(outcomes)


def test_what_is_from_memory_is_marked_so() -> None:
    assert decide(votes(U)).citation.verification is Verification.VERIFIED
    assert decide(votes(U, O)).sentence().endswith("[Labor Code 4610.6(e) (unverified)]")
    assert set(deciding_rules()) == set(Deciding)


@pytest.mark.parametrize("wrong", [[], [Vote("r1", U), Vote("r1", O)]])
def test_each_reviewer_has_one_vote(wrong: list[Vote]) -> None:
    with pytest.raises(UnusableArguments):
        decide(wrong)


@given(some.lists(some.sampled_from(ORDER), min_size=1, max_size=7), some.randoms())
def test_the_order_of_votes_does_not_matter(outcomes: list[Outcome], chance: object) -> None:
    shuffled = sorted(outcomes, key=lambda _: chance.random())  # type: ignore[attr-defined] # a Random
    assert decide(votes(*outcomes)).outcome is decide(votes(*shuffled)).outcome


@given(some.lists(some.sampled_from(ORDER), min_size=1, max_size=7), some.data())
def test_a_vote_that_gives_more_never_leads_to_less(outcomes: list[Outcome], data: some.DataObject) -> None:
    place = data.draw(some.integers(0, len(outcomes) - 1))
    better = data.draw(some.sampled_from(ORDER[ORDER.index(outcomes[place]) :]))
    more = [*outcomes[:place], better, *outcomes[place + 1 :]]
    assert ORDER.index(decide(votes(*more)).outcome) >= ORDER.index(decide(votes(*outcomes)).outcome)


def test_a_majority_always_prevails() -> None:
    for outcomes in product(ORDER, repeat=5):
        for outcome in ORDER:
            if outcomes.count(outcome) > 2:
                assert decide(votes(*outcomes)).outcome is outcome
