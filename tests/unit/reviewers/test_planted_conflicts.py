from __future__ import annotations

import pytest

from openimr.reviewers.matching import Matching, match
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


def test_every_planted_lapse_bars_with_its_reason() -> None:
    sample, matching = screened(5)
    lapses = [plant for plant in sample.planted if plant.kind is PlantedKind.LAPSE]
    assert {plant.how for plant in lapses} == {lapse.how for lapse in LAPSES}
    for plant in lapses:
        reasons = matching.candidate(plant.reviewer).reasons
        assert plant.expects in {reason.code for reason in reasons if reason.effect is Effect.BARS}, plant.how


def test_the_same_seed_gives_the_same_registry() -> None:
    assert sample_registry(count=30, seed=8) == sample_registry(count=30, seed=8)
    assert sample_registry(count=30, seed=8) != sample_registry(count=30, seed=9)
