from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from openimr.casefile.pages.prints import bits_apart, picture_print, words_print
from unit.casefile.pages.scans import NOTE, blurred, picture_of


@given(st.text())
def test_a_print_of_words_has_64_bits_and_stays_the_same(text: str) -> None:
    assert 0 <= words_print(text) < 1 << 64
    assert words_print(text) == words_print(text)


def test_a_text_without_words_has_no_print() -> None:
    assert words_print(" .,; ") == 0
    assert words_print("one") != 0


def test_case_and_marks_do_not_change_the_print() -> None:
    assert words_print("Low back pain, left leg.") == words_print("low BACK pain left LEG")


def test_a_page_with_a_few_wrong_letters_has_a_near_print_and_another_page_has_not() -> None:
    chance = random.Random(5)
    words = NOTE.split()
    damaged = [word if chance.random() > 0.08 else word[:-1] + "x" for word in words]
    other = list(words)
    chance.shuffle(other)
    near = bits_apart(words_print(NOTE), words_print(" ".join(damaged)))
    assert near < 20 < bits_apart(words_print(NOTE), words_print(" ".join(other)))


def test_the_print_of_a_picture_outlives_blur_and_another_size() -> None:
    picture = picture_of(dpi=100)
    again = blurred(picture, 1).resize((400, 520))
    assert bits_apart(picture_print(picture), picture_print(again)) <= 8


def test_a_picture_of_one_grey_has_no_print() -> None:
    assert picture_print(Image.new("L", (90, 80), 255)) == 0
