from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.reviewers.conflicts import Screen
from openimr.reviewers.conflicts.index import IdentityIndex
from openimr.reviewers.conflicts.likeness import Strength, compare, known
from openimr.reviewers.identity import Being, Identity
from openimr.reviewers.reasons import Effect
from openimr.samples.reviewers_registry import RegistrySample, sample_registry

SAMPLE: RegistrySample = sample_registry(count=300, seed=3)
IDENTITIES = [
    *(it.identity for it in SAMPLE.registry.reviewers),
    *(tie.with_ for it in SAMPLE.registry.reviewers for tie in it.affiliations),
]
INDEX = IdentityIndex(IDENTITIES)


@pytest.mark.parametrize("seed", range(6))
def test_the_index_finds_who_is_certainly_the_party_as_comparing_with_everyone_does(seed: int) -> None:
    for party in sample_registry(count=1, seed=seed).case.parties:
        asked = known(party.identity())
        everyone = {place: compare(entry, asked) for place, entry in enumerate(INDEX.entries)}
        found = dict(INDEX.find(party.identity()))
        assert all(everyone[place] == likeness for place, likeness in found.items())
        sure = {place for place, it in everyone.items() if it is not None and it.strength is Strength.CERTAIN}
        assert sure <= found.keys()
        assert list(found) == sorted(found)


WORDS = ["quillon", "grove", "harbor", "harbour", "medical", "group", "claims", "services", "tobias", "merrin", "point"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@given(st.lists(st.tuples(NAMES, st.sampled_from(Being)), max_size=60), NAMES, st.sampled_from(Being))
def test_what_many_share_is_filed_so_that_all_are_found(
    filed: list[tuple[str, Being]], name: str, being: Being
) -> None:
    identities = [Identity(name=one, is_a=kind) for one, kind in filed]
    asked = Identity(name=name, is_a=being)
    index = IdentityIndex([*identities, asked])
    found = dict(index.find(asked))
    assert index.place_of(asked) in found
    alike = {
        place for place, it in enumerate(index.entries) if it.identity.is_a is being and same_words(it.identity, asked)
    }
    assert alike <= found.keys()


def same_words(one: Identity, other: Identity) -> bool:
    return sorted(one.name.split()) == sorted(other.name.split())


@pytest.mark.parametrize("seed", range(4))
def test_whoever_is_counted_has_a_find_that_is_more_than_told(seed: int) -> None:
    sample = sample_registry(count=200, seed=seed)
    screened = Screen(sample.registry).screen(sample.case)
    told = {it: {hit.effect for hit in screened.hits(it)} for it in screened.owners()}
    assert set(screened.counted()) == {it for it, effects in told.items() if effects - {Effect.NOTE}}


def test_strengths_are_their_words_and_know_their_rank() -> None:
    assert [(it, it.rank) for it in Strength] == [("certain", 3), ("likely", 2), ("possible", 1)]
