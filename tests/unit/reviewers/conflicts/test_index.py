from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.reviewers.conflicts import Screen
from openimr.reviewers.conflicts.index import IdentityIndex
from openimr.reviewers.conflicts.likeness import Likeness, Strength, are_spelt_alike, compare, known
from openimr.reviewers.conflicts.names import skeleton
from openimr.reviewers.conflicts.spelling import SpeltAlike
from openimr.reviewers.identity import Being, Identity
from openimr.reviewers.reasons import Effect
from openimr.samples.reviewers_registry import RegistrySample, sample_registry

SAMPLE: RegistrySample = sample_registry(count=300, seed=3)


def identities_of(sample: RegistrySample) -> list[Identity]:
    reviewers = sample.registry.reviewers
    return [*(it.identity for it in reviewers), *(tie.with_ for it in reviewers for tie in it.affiliations)]


INDEX = IdentityIndex(identities_of(SAMPLE))


def by_comparing_with_each(index: IdentityIndex, asked: Identity) -> tuple[tuple[int, Likeness], ...]:
    likenesses = ((place, compare(entry, known(asked))) for place, entry in enumerate(index.entries))
    return tuple((place, likeness) for place, likeness in likenesses if likeness is not None)


@pytest.mark.parametrize("first_seed", range(0, 100, 20))
def test_the_index_finds_all_that_comparing_with_everyone_finds(first_seed: int) -> None:
    for seed in range(first_seed, first_seed + 20):
        sample = sample_registry(count=60, seed=seed)
        own = IdentityIndex(identities_of(sample))
        for party in sample.case.parties:
            assert own.find(party.identity()) == by_comparing_with_each(own, party.identity())


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


PARTS = [
    "ann", "anna", "aaron", "baron", "bob", "robert", "j", "r", "lee", "leigh", "de la cruz", "delacruz", "merrin",
    "merin", "tobias-quillon", "quillon", "harbor", "harbour", "grove", "fairhaven", "fair haven", "group", "medical",
    "pharmaceuticals", "forest", "crest", "inc", "kestrel",
]  # fmt: skip


@st.composite
def misspelt_names(draw: st.DrawFn) -> str:
    """A name of one to four parts, in which up to three letters are wrong, missing, doubled or change places."""
    name = " ".join(draw(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4)))
    for place in draw(st.lists(st.integers(0, len(name) - 1), max_size=3)):
        begin, letter, end = name[:place], name[place : place + 1], name[place + 1 :]
        ways = (
            f"{begin}x{end}",
            f"{begin}{end}",
            f"{begin}{letter}{letter}{end}",
            f"{begin}{end[:1]}{letter}{end[1:]}",
        )
        name = draw(st.sampled_from(ways))
    return name


@given(st.lists(st.tuples(misspelt_names(), st.sampled_from(Being)), max_size=30), misspelt_names(), st.data())
def test_the_index_finds_misspelt_names_as_comparing_does(
    filed: list[tuple[str, Being]], name: str, data: st.DataObject
) -> None:
    index = IdentityIndex(Identity(name=one, is_a=kind) for one, kind in filed)
    asked = Identity(name=name, is_a=data.draw(st.sampled_from(Being)))
    assert index.find(asked) == by_comparing_with_each(index, asked)


@given(st.text("abcd", min_size=1, max_size=16), st.text("abcd", min_size=1, max_size=16))
def test_words_that_are_spelt_alike_are_near_each_other(one: str, other: str) -> None:
    assert (other in SpeltAlike([other]).near(one)) == (are_spelt_alike(one, other) or skeleton(one) == skeleton(other))


def test_long_words_for_the_kind_of_firm_make_no_two_names_alike() -> None:
    names = ("Ostrava Forest Pharmaceuticals Inc.", "Ostrava Crest Pharmaceuticals Inc.")
    assert compare(*(known(Identity(name=name)) for name in names)) is None


@pytest.mark.parametrize("name", ["Fairhaven Forrest Pharmaceuticals", "Fair Haven Forest Pharmaceutical"])
def test_a_misspelt_firm_is_alike_whatever_its_kind(name: str) -> None:
    filed, asked = Identity(name="Fairhaven Forest Pharmaceuticals Inc."), Identity(name=name)
    ((_, likeness),) = IdentityIndex([filed]).find(asked)
    assert likeness.strength.rank >= Strength.LIKELY.rank


@pytest.mark.parametrize(
    ("firm", "bears"),
    [("Ann Lee MD Inc", True), ("Lee, Ann & Partners", True), ("Ann B. Lee Medical Group", True),
     ("Ann Fleet Services", False), ("Ann Merrin Group", False)],
)  # fmt: skip
def test_a_firm_that_bears_the_name_of_a_person_is_found_both_ways(firm: str, bears: bool) -> None:
    person, company = Identity(name="Ann Lee, M.D.", is_a=Being.PERSON), Identity(name=firm)
    assert bool(IdentityIndex([company]).find(person)) is bears
    assert bool(IdentityIndex([person]).find(company)) is bears


def test_a_surname_with_particles_is_borne_in_one_piece_or_several() -> None:
    person = Identity(name="Ana Delacruz", is_a=Being.PERSON)
    assert IdentityIndex([person]).find(Identity(name="Ana De La Cruz Medical Corporation"))


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
