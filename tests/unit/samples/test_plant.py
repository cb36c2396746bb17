from __future__ import annotations

from itertools import islice

import pytest

from openimr.determinations.checking.registry import CHECKS
from openimr.determinations.model import Determination, Layout
from openimr.errors import UnusableArguments
from openimr.samples import Sample, sample_determinations
from openimr.samples.plant import PLANTS, UNAVOIDABLE

LAYOUTS = tuple(layout for layout in Layout if layout is not Layout.UNKNOWN)


def value_at(truth: Determination, path: str) -> object:
    """The value under ``path``."""
    value: object = truth
    for step in path.split("."):
        name, _, number = step.partition("[")
        value = getattr(value, name)
        if number:
            value = value[int(number[:-1])]  # type: ignore[index]  # paths have numbers behind tuples only
    return value


def planted(code: str, layout: Layout, count: int = 8) -> list[Sample]:
    return list(sample_determinations(count=count, seed=4, layouts=[layout], plant=[code]))


def test_every_check_has_an_error_to_plant() -> None:
    assert sorted(PLANTS) == sorted(check.code for check in CHECKS)


@pytest.mark.parametrize("code", sorted(PLANTS))
def test_an_error_is_planted_once_in_each_letter_that_can_have_it(code: str) -> None:
    for layout in LAYOUTS:
        for sample in planted(code, layout):
            expected = (code,) if layout in PLANTS[code].layouts else ()
            assert tuple(error.code for error in sample.planted) == expected


@pytest.mark.parametrize("code", sorted(PLANTS))
def test_the_words_of_a_planted_error_stand_where_it_says(code: str) -> None:
    for layout in sorted(PLANTS[code].layouts):
        for sample in planted(code, layout, count=4):
            (error,) = sample.planted
            value = value_at(sample.truth, error.where)
            text = getattr(value, "text", value)
            assert error.quote in str(text)


@pytest.mark.parametrize("code", sorted(PLANTS))
def test_planting_changes_the_letter(code: str) -> None:
    layout = min(PLANTS[code].layouts)
    for sample, clean in zip(
        planted(code, layout), sample_determinations(count=8, seed=4, layouts=[layout]), strict=True
    ):
        assert sample.truth != clean.truth


def test_several_errors_stand_in_one_letter_each_in_a_treatment_of_its_own() -> None:
    codes = ("D101", "D104", "D107", "D202", "D304", "D502")
    for sample in sample_determinations(count=12, seed=2, layouts=[Layout.L4A], plant=codes):
        treatments = [error.where.split(".")[0] for error in sample.planted if error.where.startswith("disputed")]
        assert len(set(treatments)) == len(treatments)
        assert {error.code for error in sample.planted} <= set(codes)
        assert len(sample.planted) >= 5


def test_a_rationale_off_topic_still_says_why_the_mtus_was_left_aside() -> None:
    for sample in planted("D109", Layout.L5, count=60):
        treatment = sample.truth.disputed_treatments[0]
        basis = treatment.reviewer_basis
        assert basis is not None
        assert basis.uses_mtus or "The MTUS does not address" in (treatment.rationale or "")


def test_a_letter_without_errors_tells_of_none() -> None:
    assert not [sample for sample in sample_determinations(count=50, seed=9) if sample.planted]


def test_an_error_that_cannot_be_planted_is_refused() -> None:
    with pytest.raises(UnusableArguments, match="unusable-arguments") as caught:
        next(islice(sample_determinations(count=1, seed=1, plant=["D999", "D101"]), 1))
    assert "D999" in caught.value.explain()
    assert "D101" not in caught.value.what


def test_what_cannot_be_avoided_is_told_with_a_reason_for_every_layout() -> None:
    assert set(UNAVOIDABLE) == set(LAYOUTS)
    known = {check.code for check in CHECKS}
    assert all(
        code in known and reason.endswith(".") for codes in UNAVOIDABLE.values() for code, reason in codes.items()
    )
