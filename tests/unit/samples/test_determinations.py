from __future__ import annotations

import re
from itertools import islice

import pytest

from openimr.determinations.model import Layout, Outcome
from openimr.determinations.reading.flow import tidy
from openimr.determinations.wording.marks import MARK_OF_INVENTION
from openimr.samples import Sample, sample_determinations

LAYOUTS = tuple(layout for layout in Layout if layout is not Layout.UNKNOWN)
_TITLED = re.compile(r"\b(?:Dr|Mr|Mrs|Ms)\.? [A-Z]|, M\.?D\b")


@pytest.fixture(scope="module")
def many() -> tuple[Sample, ...]:
    return tuple(sample_determinations(count=400, seed=11))


def test_the_same_seed_gives_the_same_letters() -> None:
    first = tuple(sample_determinations(count=20, seed=5))
    assert first == tuple(sample_determinations(count=20, seed=5))
    assert [sample.text for sample in first] != [sample.text for sample in sample_determinations(count=20, seed=6)]


def test_a_letter_is_the_same_whatever_the_count() -> None:
    whole = tuple(sample_determinations(count=30, seed=5))
    assert tuple(sample_determinations(count=7, seed=5)) == whole[:7]


def test_letters_come_one_by_one() -> None:
    assert [sample.number for sample in islice(sample_determinations(count=10**9, seed=1), 3)] == [1, 2, 3]


def test_no_two_letters_are_alike(many: tuple[Sample, ...]) -> None:
    assert len({sample.text for sample in many}) == len(many)
    summaries = {sample.truth.clinical_case_summary for sample in many}
    assert len(summaries) == len(many)


def test_every_layout_is_among_many(many: tuple[Sample, ...]) -> None:
    assert {sample.truth.layout for sample in many} == set(LAYOUTS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_only_the_layouts_asked_for_come(layout: Layout) -> None:
    assert {sample.truth.layout for sample in sample_determinations(count=8, seed=2, layouts=[layout])} == {layout}


def test_every_letter_says_in_its_first_line_that_it_is_invented(many: tuple[Sample, ...]) -> None:
    assert all(sample.text.startswith(MARK_OF_INVENTION) and sample.truth.invented for sample in many)


def test_nobody_is_named(many: tuple[Sample, ...]) -> None:
    assert not [sample.number for sample in many if _TITLED.search(sample.text)]
    assert not [sample.number for sample in many if sample.truth.employee.name or sample.truth.claim_number]


def test_days_stand_in_the_order_in_which_they_happen(many: tuple[Sample, ...]) -> None:
    for sample in many:
        dates = sample.truth.dates
        days = [dates.injury, dates.ur_decision, dates.application_received, dates.assigned, dates.issued]
        given = [day for day in days if day]
        assert given == sorted(given)


def test_the_conclusion_of_a_rationale_agrees_with_the_outcome(many: tuple[Sample, ...]) -> None:
    told = {
        Outcome.UPHELD: r"\bnot (?:been established|medically necessary)",
        Outcome.PARTIALLY_OVERTURNED: r"partially|remaining",
    }
    for sample in many:
        for treatment in sample.truth.disputed_treatments:
            last = (treatment.rationale or "")[-260:]
            if treatment.outcome is Outcome.OVERTURNED:
                assert not re.search(told[Outcome.UPHELD], last), treatment.rationale
            elif treatment.outcome:
                assert re.search(told[treatment.outcome], last), treatment.rationale


def test_stated_and_computed_quantities_of_a_heading_agree(many: tuple[Sample, ...]) -> None:
    found = 0
    for sample in many:
        for treatment in sample.truth.disputed_treatments:
            match = re.search(r"(\d+)x(\d+) weeks \((\d+) sessions\)", treatment.heading, re.IGNORECASE)
            if match:
                found += 1
                assert int(match[1]) * int(match[2]) == int(match[3])
    assert found > 20


def test_outcomes_are_overturned_as_often_as_in_real_letters(many: tuple[Sample, ...]) -> None:
    outcomes = [treatment.outcome for sample in many for treatment in sample.truth.disputed_treatments]
    assert 0.08 < sum(outcome is not Outcome.UPHELD for outcome in outcomes) / len(outcomes) < 0.16
    assert {1, 2, 3, 4} <= {len(sample.truth.disputed_treatments) for sample in many}


def test_partial_outcomes_come_in_the_notice_letter_only() -> None:
    samples = sample_determinations(count=400, seed=3, layouts=[Layout.L1, Layout.L4A])
    partial = {
        sample.truth.layout
        for sample in samples
        for treatment in sample.truth.disputed_treatments
        if treatment.outcome is Outcome.PARTIALLY_OVERTURNED
    }
    assert partial == {Layout.L1}


def test_all_words_of_the_truth_stand_in_the_text(many: tuple[Sample, ...]) -> None:
    for sample in many[:100]:
        words = set(tidy(sample.text).split())
        for treatment in sample.truth.disputed_treatments:
            if sample.truth.layout is not Layout.OPEN:
                assert set((treatment.rationale or "").split()) <= words


def test_no_slot_of_a_sentence_is_left_open(many: tuple[Sample, ...]) -> None:
    assert not [sample.number for sample in many if "{" in sample.text or "}" in sample.text]
