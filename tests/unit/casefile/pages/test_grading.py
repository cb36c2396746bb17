from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.model import Legibility
from openimr.casefile.pages.cutoffs import cutoffs
from openimr.casefile.pages.grading import grade_of_layer, grade_of_reading, needs_ocr
from openimr.casefile.pages.picture import Measures
from unit.casefile.pages.scans import NOTE

GOOD = Measures(contrast=0.9, sharpness=0.8, noise=0.02, border=0.0, ink=0.05, dpi=300)
BAD = Measures(contrast=0.2, sharpness=0.1, noise=0.5, border=0.6, ink=0.05, dpi=100)
SCRAWL = "ibe pzhcnf rcpqtt5 l0w b@ck pa1n rnd fhv qql zzt"


def test_a_page_read_surely_from_a_good_picture_is_readable_without_a_reason() -> None:
    grade = grade_of_reading(NOTE, 0.96, GOOD)
    assert (grade.legibility, grade.reasons) == (Legibility.READABLE, ())


def test_a_page_read_unsurely_is_doubtful_and_says_how_unsure() -> None:
    grade = grade_of_reading(NOTE, 0.75, GOOD)
    assert grade.legibility is Legibility.DOUBTFUL
    assert grade.reasons == ("OCR is 75 % sure of it.",)


def test_a_page_of_no_words_is_illegible() -> None:
    grade = grade_of_reading(SCRAWL, 0.8, GOOD)
    assert grade.legibility is Legibility.ILLEGIBLE
    assert any("stand in words" in reason for reason in grade.reasons)


@pytest.mark.parametrize("confidence", [0.4, 0.5, 0.62])
def test_a_fax_of_which_words_were_read_is_doubtful_however_unsure_the_reader_is(confidence: float) -> None:
    specked = GOOD._replace(noise=0.3)
    grade = grade_of_reading(NOTE, confidence, specked)
    assert grade.legibility is Legibility.DOUBTFUL
    assert grade.reasons[-1] == "The picture is full of specks."


def test_a_page_that_reads_next_to_nothing_sensible_is_illegible() -> None:
    assert grade_of_reading(NOTE, 0.15, GOOD).legibility is Legibility.ILLEGIBLE


def test_a_poor_picture_alone_never_makes_a_page_illegible_whose_words_were_read() -> None:
    grade = grade_of_reading(NOTE, 0.96, BAD)
    assert grade.legibility is Legibility.DOUBTFUL
    assert len(grade.reasons) == 5


def test_a_page_without_ink_is_blank_and_one_with_ink_and_hardly_a_word_is_illegible() -> None:
    assert grade_of_reading("", 0.0, GOOD._replace(ink=0.0)).legibility is Legibility.BLANK
    assert grade_of_reading("x", 0.9, GOOD).legibility is Legibility.ILLEGIBLE


def test_a_typed_page_is_readable_whatever_its_words() -> None:
    grade = grade_of_layer("Nguyen Xiaoqing Wojciechowski Szczepan", None)
    assert grade.legibility is Legibility.READABLE
    assert grade.score >= cutoffs().readable.value


def test_a_page_waiting_for_ocr_says_whether_a_text_came_with_it() -> None:
    assert "without text" in needs_ocr(" ").reasons[0]
    assert "came with the scan" in needs_ocr("zzt").reasons[0]


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from([NOTE, SCRAWL]), st.sampled_from([GOOD, BAD]))
def test_a_surer_reading_never_has_a_lower_score(one: float, other: float, text: str, measures: Measures) -> None:
    low, high = sorted((one, other))
    less, more = grade_of_reading(text, low, measures), grade_of_reading(text, high, measures)
    assert 0 <= less.score <= more.score <= 1


@given(st.floats(0, 1), st.sampled_from([NOTE, SCRAWL]))
def test_a_better_picture_never_has_a_lower_score(confidence: float, text: str) -> None:
    assert grade_of_reading(text, confidence, BAD).score <= grade_of_reading(text, confidence, GOOD).score


def test_every_cutoff_says_its_unit_and_where_it_comes_from() -> None:
    assert all(row.unit and row.source for row in cutoffs())
    assert cutoffs().doubtful.value < cutoffs().readable.value
