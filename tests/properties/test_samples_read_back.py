"""The house's main test of accuracy: every invented letter reads back to its truth."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.determinations.model import Determination, Layout
from openimr.determinations.reading import read_text
from openimr.samples import sample_determinations

LAYOUTS = tuple(layout for layout in Layout if layout is not Layout.UNKNOWN)
_SPAN_TEXT = re.compile(r"\w+")


def differences(read: Determination, truth: Determination) -> list[str]:
    """Each value that was read otherwise than it is, in one line."""
    said, true = (msgspec.to_builtins(one) for one in (read, truth))
    for treatment in (*said["disputed_treatments"], *true["disputed_treatments"]):
        del treatment["request"]  # it is worked out from the heading, and is tested in its own room
    names = ("layout", "case_number", "claim_number", "priority", "issuer", "dates", "employee", "reviewer",
             "documents_reviewed", "clinical_case_summary", "disputed_treatments", "invented")  # fmt: skip
    return [
        f"{name}: {said.get(name)!r} in place of {true.get(name)!r}"
        for name in names
        if said.get(name) != true.get(name)
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_letter_reads_back_to_its_truth(layout: Layout) -> None:
    wrong = {
        sample.number: differences(read, sample.truth)
        for sample in sample_determinations(count=300, seed=2026, layouts=[layout])
        if (read := read_text(sample.text)) != sample.truth
    }
    assert not wrong, f"{len(wrong)} of 300, the first: {next(iter(wrong.items()))}"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_spans_point_at_the_words_of_the_values(layout: Layout) -> None:
    for sample in sample_determinations(count=40, seed=77, layouts=[layout]):
        read = read_text(sample.text)
        for number, treatment in enumerate(sample.truth.disputed_treatments):
            span = read.spans.get(f"disputed_treatments[{number}].rationale")
            assert span is not None
            first = _SPAN_TEXT.findall(treatment.rationale or "")[:3]
            assert (
                _SPAN_TEXT.findall(span.quote(sample.text).replace("\ufb01", "fi").replace("\ufb02", "fl"))[:3] == first
            )


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), layout=st.sampled_from(LAYOUTS))
def test_any_letter_reads_back_to_its_truth(seed: int, layout: Layout) -> None:
    (sample,) = sample_determinations(count=1, seed=seed, layouts=[layout])
    assert not differences(read_text(sample.text), sample.truth)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10**9),
    layout=st.sampled_from(LAYOUTS),
    code=st.sampled_from(["D101", "D104", "D107", "D304", "D305", "D403"]),
)
def test_a_letter_with_an_error_reads_back_with_its_error(seed: int, layout: Layout, code: str) -> None:
    (sample,) = sample_determinations(count=1, seed=seed, layouts=[layout], plant=[code])
    assert not differences(read_text(sample.text), sample.truth)
