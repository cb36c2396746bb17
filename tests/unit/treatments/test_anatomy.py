"""Parts of the body, sides and spinal levels in a wording."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.treatments.anatomy import are_related, find_body_parts, find_levels, find_sides


def parts(text: str) -> list[str]:
    return [mention.id for mention in find_body_parts(text)]


def sides(text: str) -> list[tuple[str, str]]:
    return [(mention.side.value, mention.part) for mention in find_sides(text)]


def levels(text: str) -> list[str]:
    return [level for mention in find_levels(text) for level in mention.levels]


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("for the cervical lumbar", ["neck", "lumbar_spine"]),
        ("low back, right shoulder, right wrist", ["lumbar_spine", "shoulder", "wrist"]),
        ("neck and upper back", ["neck", "thoracic_spine"]),
        ("EMG/NCV BUE", ["upper_extremity"]),
        ("bilateral knees", ["knee"]),
        ("both feet", ["foot"]),
        ("left hand pain", ["hand"]),
    ],
)
def test_parts_are_found(wording: str, expected: list[str]) -> None:
    assert parts(wording) == expected


@pytest.mark.parametrize(
    "wording",
    ["back to work", "on the other hand", "hand therapy", "went back", "a hand-held device", "psychotherapy", ""],
)
def test_turns_of_phrase_name_no_part(wording: str) -> None:
    assert parts(wording) == []


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("right shoulder, and right wrist", [("right", "shoulder"), ("right", "wrist")]),
        ("right and left knee", [("right", "knee"), ("left", "knee")]),
        ("RLE", [("right", "lower_extremity")]),
        ("R knee MRI", [("right", "knee")]),
        ("RT shoulder", [("right", "shoulder")]),
        ("left lower extremity radiculopathy", [("left", "lower_extremity")]),
        ("bilateral wrists", [("bilateral", "wrist")]),
        ("right greater than left leg", [("right", "lower_extremity"), ("left", "lower_extremity")]),
    ],
)
def test_sides_are_found_with_their_part(wording: str, expected: list[tuple[str, str]]) -> None:
    assert sides(wording) == expected


@pytest.mark.parametrize(
    "wording",
    ["he left work", "right-handed", "right hand dominant", "the right to appeal", "r knee l knee", "low back", ""],
)
def test_other_uses_of_the_words_name_no_side(wording: str) -> None:
    assert sides(wording) == []


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("L4-5", ["L4-L5"]),
        ("L4-L5, L5-S1", ["L4-L5", "L5-S1"]),
        ("L4/5", ["L4-L5"]),
        ("C5-6, C6-7", ["C5-C6", "C6-C7"]),
        ("c5-6", ["C5-C6"]),
        ("T12", ["T12"]),
        ("S1", ["S1"]),
        ("L5-1", ["L5-S1"]),
        ("C7-T1", ["C7-T1"]),
        ("L3-S1", ["L3-L4", "L4-L5", "L5-S1"]),
        ("L5-L4", ["L4-L5"]),
        ("L5-L5", ["L5"]),
        ("C8 root", ["C8"]),
    ],
)
def test_levels_are_found(wording: str, expected: list[str]) -> None:
    assert levels(wording) == expected


@pytest.mark.parametrize(
    "wording",
    [
        "vitamin C3", "B12", "L0627", "M54.5 and S13.4", "T2 weighted images", "T3, T4 and TSH", "A1C", "hepatitis C1",
        "L9", "L4-9", "C1-S5", "no level", "",
    ],
)  # fmt: skip
def test_vitamins_codes_and_hormones_are_no_levels(wording: str) -> None:
    assert levels(wording) == []


def test_a_part_is_related_to_what_holds_it() -> None:
    assert are_related("wrist", "upper_extremity")
    assert are_related("spine", "sacroiliac_joint")
    assert not are_related("wrist", "shoulder")


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                [
                    "right",
                    "left",
                    "R",
                    "L5",
                    "S1",
                    "-",
                    "/",
                    "L4-5",
                    "knee",
                    "hand",
                    "back",
                    "BUE",
                    "vitamin",
                    "T4",
                    "İ",
                ]
            )
        ).map(" ".join),
    )
)
def test_any_text_gives_mentions_that_lie_in_it(text: str) -> None:
    mentions = (find_body_parts(text), find_sides(text), find_levels(text))
    spans = [mention.span for found in mentions for mention in found]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize("wording", ["Rt knee", "l. knee", "rt shoulder", "(r) hip"])
def test_a_short_side_counts_in_capitals_only(wording: str) -> None:
    assert sides(wording) == []
