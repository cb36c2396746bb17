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
        ("The request for PT (12 sessions), left knee, is appropriate and medically necessary.", Necessity.NECESSARY),
        ("The request for alprazolam 0.5 mg is found not medically necessary.", Necessity.NOT_NECESSARY),
        ("The request is not substantiated and therefore not medically necessary.", Necessity.NOT_NECESSARY),
        ("Medical necessity of the request for an MRI has not been established.", Necessity.NOT_NECESSARY),
        ("Medical necessity of the request for an MRI has been established.", Necessity.NECESSARY),
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
    *(
        "MRI",
        "12",
        "6",
        "0.5 mg:",
        "10/325",
        "L4-L5",
        "(x4)",
        "(12",
        "sessions),",
        "left knee,",
        "shoulder's",
        "&",
        "of",
    ),
    *(
        "of",
        "the",
        "sessions",
        "not",
        "review",
        "guidelines",
        "and",
        "if",
        "to",
        "for",
        "modified",
        "supported",
        "service:",
    ),
)
_LEADS = ("", "Therefore, ", "Thus ", "For this reason ", "For these reasons, ", "Based on the above, ", "In summary, ")
_NECESSARY = (
    "medically necessary",
    "appropriate and medically necessary",
    "medically necessary and appropriate",
    "medically necessary or appropriate at this time",
)


@st.composite
def closings(draw: st.DrawFn) -> str:
    """A last sentence in one of the wordings that are read at a glance, whatever it is about."""
    words = " ".join(draw(st.lists(st.sampled_from(_WORDS), max_size=6)))
    subject = f"{draw(st.sampled_from(('the request for', 'this request for', 'the requested')))} {words}"
    necessary = draw(st.sampled_from(_NECESSARY))
    ending = draw(
        st.sampled_from(
            (
                f"{subject} is {necessary}",
                f"{subject} are not {necessary}",
                f"{subject} is thus found to be {necessary}",
                f"{subject} is therefore deemed not {necessary}",
                f"{subject} is not substantiated and therefore not {necessary}",
                f"medical necessity of {subject} has been established",
                f"medical necessity for {subject} is not established",
            )
        )
    )
    return f"{draw(st.sampled_from(_LEADS))}{ending}."


@given(closings(), st.sampled_from(("He has pain.", "UR denied it.", "The MTUS recommends it.")))
@settings(max_examples=300, deadline=None)
def test_a_plain_closing_agrees_with_the_thorough_reading(closing: str, before: str) -> None:
    rationale = f"{before} {closing[0].upper()}{closing[1:]}"
    necessity = plain_closing(rationale)
    thorough = last_word(rationale)
    assert necessity is None or (thorough is not None and thorough.necessary is necessity)
