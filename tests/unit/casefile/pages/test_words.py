from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.pages.words import counted_words, share_of_words


@given(st.text())
def test_a_share_is_between_nothing_and_all(text: str) -> None:
    assert 0 <= share_of_words(text) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "The patient reports low back pain radiating to the left leg, rated 7/10.",
        "Mr. Gonzalez saw Dr. Papadopoulos in San Diego; Celecoxib 200mg daily.",
        "TENDERNESS OVER PARAVERTEBRAL MUSCULATURE",
        "El paciente refiere dolor de espalda desde el accidente en el trabajo",
    ],
)
def test_prose_is_made_of_words(text: str) -> None:
    assert share_of_words(text) > 0.6


@pytest.mark.parametrize(
    "text", ["ibe pzhcnf rcpqtt5 l0w b@ck pa1n rnd", "~ = wv xx lI| tlc .:' aqz Fw iii", "|| ^^ ~~"]
)
def test_what_a_machine_reads_off_a_scrawl_is_not(text: str) -> None:
    assert share_of_words(text) < 0.35


def test_figures_tell_nothing() -> None:
    assert share_of_words("12/03/2023 7/10 $450.00") == 1
    assert share_of_words("") == 1


def test_words_are_counted_from_two_letters_on() -> None:
    assert counted_words("A low-back pain, 7 of 10") == 3
