from __future__ import annotations

from pathlib import Path

from openimr.determinations.model import Layout, Outcome
from openimr.determinations.reading import read_text
from openimr.determinations.reading.flow import fold
from openimr.determinations.reading.l5 import is_l5

LETTERS = Path(__file__).resolve().parents[3] / "letters"
LETTER = (LETTERS / "l5_two_treatments.txt").read_text("utf-8")
OTHER = (LETTERS / "l5_heading_of_l4.txt").read_text("utf-8")


def test_all_of_it_is_unverified() -> None:
    read = read_text(LETTER)
    assert read.layout is Layout.L5
    assert "recollection" in read.unverified[0]
    assert read.reviewer.specialties == ("Pain Management",)
    assert not read.problems


def test_the_heading_of_l4_with_decisions_told_in_sentences_is_l5() -> None:
    read = read_text(OTHER)
    assert read.layout is Layout.L5
    assert [treatment.outcome for treatment in read.disputed_treatments] == [Outcome.PARTIALLY_OVERTURNED]


def test_the_heading_of_l4_with_marks_is_not() -> None:
    text = OTHER.replace("is medically necessary as a rental of four weeks, as modified.", ": Upheld")
    assert not is_l5(fold(text))
    assert read_text(text).layout is Layout.L4A


def test_without_its_headings_it_is_not() -> None:
    assert not is_l5(fold(""))
    assert not is_l5(fold("HOW THE IMR FINAL DETERMINATION WAS MADE"))
    assert not is_l5(fold("HOW THE IMR FINAL WORD WAS MADE"))
    assert not is_l5(fold("“" + LETTER[LETTER.index("HOW") :]))
