"""What a plainly worded last sentence concludes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.determinations.checking.plain_closings import plain_closing
from openimr.determinations.conclusions import Necessity, last_word


@pytest.mark.parametrize(
    ("closing", "necessity"),
    [
        ("The request is not medically necessary.", Necessity.NOT_NECESSARY),
        ("Therefore, the request for 12 sessions of physical therapy is medically necessary.", Necessity.NECESSARY),
        ("As such, the requested Norco 10/325 mg is not medically necessary and appropriate.", Necessity.NOT_NECESSARY),
        ("This request is medically necessary", Necessity.NECESSARY),
    ],
)
def test_a_plain_closing_says_whether_the_request_is_necessary(closing: str, necessity: Necessity) -> None:
    assert plain_closing(f"He has pain. {closing}") is necessity


@pytest.mark.parametrize(
    "rationale",
    [
        "",
        "The request is not medically necessary.",
        "He has pain. If he improves, the request is medically necessary.",
        "He has pain. The request for 6 of the 12 sessions is medically necessary.",
        "He has pain. The request for denial is not medically necessary.",
        "He has pain. The request is supported.",
        "Seen by Dr. The request is medically necessary.",
        "He lacks vitamin D. The request is medically necessary.",
    ],
)
def test_what_is_not_plain_is_left_to_a_thorough_reading(rationale: str) -> None:
    assert plain_closing(rationale) is None


_WORDS = (
    "MRI",
    "12",
    "6",
    "of",
    "the",
    "sessions",
    "not",
    "review",
    "guidelines",
    "and",
    "if",
    "to",
    "modified",
    "supported",
)


@given(st.lists(st.sampled_from(_WORDS), max_size=6), st.sampled_from(("is", "is not", "are")))
@settings(max_examples=200, deadline=None)
def test_a_plain_closing_agrees_with_the_thorough_reading(words: list[str], verb: str) -> None:
    rationale = f"He has pain. The request for {' '.join(words)} {verb} medically necessary."
    necessity = plain_closing(rationale)
    thorough = last_word(rationale)
    assert necessity is None or (thorough is not None and thorough.necessary is necessity)
