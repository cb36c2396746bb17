from __future__ import annotations

import pytest

from openimr.reviewers.matching import Matching, Standing, match
from openimr.reviewers.panel import Panel
from openimr.reviewers.reasons import Effect
from openimr.samples.planted_conflicts import CONFLICTS
from openimr.samples.planted_lapses import LAPSES
from openimr.samples.reviewers_registry import PlantedKind, RegistrySample, sample_registry


def screened(seed: int, count: int = 600) -> tuple[RegistrySample, Matching]:
    sample = sample_registry(count=count, seed=seed)
    return sample, match(sample.case, Panel(sample.registry, on=sample.case.on))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_planted_conflict_is_found_with_its_party_and_few_others(seed: int) -> None:
    sample, matching = screened(seed)
    planted = {plant.reviewer: plant for plant in sample.planted}
    conflicts = [plant for plant in sample.planted if plant.kind is PlantedKind.CONFLICT]
    assert {plant.how for plant in conflicts} == {conflict.how for conflict in CONFLICTS}
    for plant in conflicts:
        hits = matching.screened.hits(plant.reviewer)
        assert any(hit.party == plant.expects and hit.effect is not Effect.NOTE for hit in hits), plant.how
    assert not {plant.reviewer for plant in conflicts} & set(matching.eligible)
    clean = [number for number in matching.panel.numbers if number not in planted]
    false = [n for n in clean if any(hit.effect is not Effect.NOTE for hit in matching.screened.hits(n))]
    assert len(false) <= 0.04 * len(clean)


def test_every_planted_lapse_bars_or_holds_with_its_reason() -> None:
    sample, matching = screened(5)
    lapses = [plant for plant in sample.planted if plant.kind is PlantedKind.LAPSE]
    assert {plant.how for plant in lapses} == {lapse.how for lapse in LAPSES}
    for plant in lapses:
        reasons = matching.candidate(plant.reviewer).reasons
        hindering = {reason.code for reason in reasons if reason.effect in {Effect.BARS, Effect.HOLDS}}
        assert plant.expects in hindering, plant.how
        assert plant.reviewer not in matching.eligible, plant.how


@pytest.mark.parametrize("seed", [1, 4])
def test_no_reviewer_who_is_called_clean_is_tied_to_a_party_by_its_very_name(seed: int) -> None:
    sample, matching = screened(seed)
    planted = {plant.reviewer for plant in sample.planted}
    clean = [number for number in matching.panel.numbers if number not in planted]
    assert not [n for n in clean if any(hit.effect is Effect.BARS for hit in matching.screened.hits(n))]


def test_no_two_invented_reviewers_have_one_number() -> None:
    reviewers = sample_registry(count=3000, seed=1).registry.reviewers
    numbers = {reviewer.npi.number for reviewer in reviewers if reviewer.npi}
    assert len(numbers) == len(reviewers)


@pytest.mark.parametrize("seed", [2, 6])
def test_the_eligible_are_just_those_of_whom_no_reason_bars_or_waits(seed: int) -> None:
    _, matching = screened(seed, count=200)
    found = [matching.candidate(number) for number in matching.panel.numbers]
    assert {it.reviewer for it in found if it.standing is Standing.ELIGIBLE} == set(matching.eligible)
    assert all(it.points == sum(r.points for r in it.reasons) for it in found if it.points is not None)


def test_the_same_seed_gives_the_same_registry() -> None:
    assert sample_registry(count=30, seed=8) == sample_registry(count=30, seed=8)
    assert sample_registry(count=30, seed=8) != sample_registry(count=30, seed=9)
