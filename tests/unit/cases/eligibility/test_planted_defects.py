"""Every rule of eligibility finds the defect that was planted for it, and nothing where nothing was planted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.cases.contradictions import contradictions
from openimr.cases.eligibility import Standing, rules, screen
from openimr.cases.filing import Filing
from openimr.samples.filing_sample import FilingSample
from openimr.samples.filings import sample_filings
from openimr.samples.planted_defects import DEFECTS


def found(sample: FilingSample) -> tuple[set[str], tuple[Standing, ...]]:
    """The rules whose reasons are found, and where the treatments stand."""
    screening = screen(sample.filing, on=sample.on)
    return (
        {reason.rule for verdict in screening.verdicts for reason in verdict.reasons},
        tuple(verdict.standing for verdict in screening.verdicts),
    )


def test_each_rule_of_the_sheet_has_a_defect_that_is_planted_for_it() -> None:
    assert set(DEFECTS) == set(rules())


@pytest.mark.parametrize("rule", DEFECTS)
def test_a_planted_defect_is_found_and_nothing_else(rule: str) -> None:
    for sample in sample_filings(count=12, seed=5, plant=(rule,)):
        assert found(sample) == ({rule}, sample.standings)


@given(seed=st.integers(0, 10**6))
def test_where_nothing_is_planted_everything_is_eligible(seed: int) -> None:
    for sample in sample_filings(count=3, seed=seed):
        assert found(sample) == (set(sample.planted), sample.standings)


@given(seed=st.integers(0, 10**6))
def test_an_invented_filing_does_not_contradict_itself(seed: int) -> None:
    for sample in sample_filings(count=2, seed=seed):
        assert list(contradictions(sample.filing)) == []


@given(seed=st.integers(0, 10**6), rule=st.sampled_from(sorted(DEFECTS)))
def test_screening_says_the_same_again(seed: int, rule: str) -> None:
    sample = next(iter(sample_filings(count=1, seed=seed, plant=(rule,))))

    assert screen(sample.filing, on=sample.on) == screen(sample.filing, on=sample.on)


def test_the_same_seed_gives_the_same_filings() -> None:
    first = [sample.filing for sample in sample_filings(count=5, seed=8)]
    again: list[Filing] = [sample.filing for sample in sample_filings(count=5, seed=8)]

    assert first == again
    assert first != [sample.filing for sample in sample_filings(count=5, seed=9)]
