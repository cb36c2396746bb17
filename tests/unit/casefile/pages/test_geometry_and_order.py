from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.model import Box
from openimr.casefile.pages.geometry import Geometry, around, turned
from openimr.casefile.pages.order import Fragment, rows_of, set_out

WIDTH, HEIGHT = 612.0, 792.0
places = st.integers(0, 600).map(float)
words = st.text("abcdefgh ", min_size=1, max_size=20).map(str.strip).filter(bool)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, top = draw(places), draw(places)
    return Box(left, top, left + draw(st.integers(1, 12)), top + draw(st.integers(1, 12)))


@given(boxes(), st.sampled_from([0, 90, 180, 270]))
def test_a_box_turned_and_turned_back_is_the_same(box: Box, degrees: int) -> None:
    width, height = (HEIGHT, WIDTH) if degrees in (90, 270) else (WIDTH, HEIGHT)
    assert turned(turned(box, degrees, WIDTH, HEIGHT), (360 - degrees) % 360, width, height) == box


@given(boxes(), st.sampled_from([0, 90, 180, 270]))
def test_a_rotated_page_shows_what_the_page_turned_by_hand_shows(box: Box, degrees: int) -> None:
    plain = Geometry(0, 0, WIDTH, HEIGHT, 0)
    rotated = Geometry(0, 0, WIDTH, HEIGHT, degrees)
    own = (box.left, box.bottom, box.right, box.top)
    assert rotated.shown(*own) == turned(plain.shown(*own), degrees, WIDTH, HEIGHT)


def test_a_cropped_page_counts_from_the_corner_that_is_shown() -> None:
    geometry = Geometry(100, 50, 500, 700, 0)
    assert geometry.size == (400.0, 650.0)
    assert geometry.shown(110, 690, 120, 680) == Box(10, 10, 20, 20)
    assert geometry._replace(rotation=90).size == (650.0, 400.0)


def test_a_box_around_boxes_holds_them_all() -> None:
    assert around([Box(1, 2, 3, 4), Box(0, 3, 2, 9)]) == Box(0, 2, 3, 9)


@given(st.lists(st.builds(Fragment, words, boxes()), max_size=30))
def test_every_line_points_at_its_words_and_none_is_lost(fragments: list[Fragment]) -> None:
    text, lines = set_out(fragments)
    assert sorted(text[line.start : line.end] for line in lines) == sorted(each.words for each in fragments)
    by_words = {(each.words, each.box) for each in fragments}
    assert all((text[line.start : line.end], line.box) in by_words for line in lines)


def at(words: str, left: float, top: float, width: float = 100) -> Fragment:
    return Fragment(words, Box(left, top, left + width, top + 10))


def test_a_page_without_words_has_no_text() -> None:
    assert set_out([]) == ("", ())


def test_lines_keep_the_order_of_the_file_while_it_runs_down_the_page() -> None:
    text, _ = set_out([at("one", 72, 100), at("two", 72, 114), at("three", 72, 128)])
    assert text == "one\ntwo\nthree"


def test_a_wider_step_down_begins_a_paragraph() -> None:
    text, _ = set_out([at("one", 72, 100), at("two", 72, 114), at("three", 72, 150)])
    assert text == "one\ntwo\n\nthree"


def test_a_heading_drawn_last_is_read_first() -> None:
    text, _ = set_out([at("one", 72, 100), at("two", 72, 114), at("Heading", 72, 40)])
    assert text == "Heading\n\none\ntwo"


def test_labels_drawn_before_all_values_stand_beside_their_values() -> None:
    labels = [at(label, 72, 100 + 20 * row) for row, label in enumerate(["Name:", "Claim:", "Born:"])]
    values = [at(value, 200, 100 + 20 * row) for row, value in enumerate(["A. Nobody", "55-10", "1970"])]
    text, lines = set_out([*labels, *values])
    assert text == "Name:  A. Nobody\nClaim:  55-10\nBorn:  1970"
    assert lines[1].box == values[0].box


def test_columns_of_prose_are_read_one_after_the_other_below_their_heading() -> None:
    left = [at(f"left column of prose, line {row}", 72, 100 + 14 * row, 200) for row in range(4)]
    right = [at(f"right column of prose, line {row}", 320, 100 + 14 * row, 200) for row in range(4)]
    text, _ = set_out([*right, *left, at("A heading over both of the columns", 72, 50, 448)])
    got = [line for line in text.split("\n") if line]
    assert got[0].startswith("A heading")
    assert [line.split()[0] for line in got[1:]] == ["left"] * 4 + ["right"] * 4


def test_a_page_of_very_many_fragments_keeps_the_order_of_its_file() -> None:
    fragments = [at(f"w{number}", 72, 700 - number % 600) for number in range(1600)]
    text, _ = set_out(fragments)
    assert text.split()[:3] == ["w0", "w1", "w2"]


def test_fragments_that_follow_to_the_right_share_a_row() -> None:
    one, beside, below = at("one", 72, 100), at("beside", 200, 101), at("below", 72, 120)
    assert rows_of([one, beside, below]) == [[one, beside], [below]]
