"""The outcome stands at the end of a title, in several ways; where it does not, it is not guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from openimr.determinations.model import Layout, Outcome
from openimr.determinations.reading import read_text

LETTER = (Path(__file__).resolve().parents[3] / "letters" / "l4a_one_treatment.txt").read_text("utf-8")


def with_mark(mark: str) -> str:
    """The letter, its one outcome marked otherwise."""
    assert LETTER.count(": Upheld") == 1
    return LETTER.replace(": Upheld", mark)


@pytest.mark.parametrize(
    "mark", [":Upheld", ":  Upheld", " : Upheld.", ": UPHELD", " - Upheld", " – Upheld", " — Upheld"]
)
def test_the_outcome_is_read_behind_a_colon_or_a_dash(mark: str) -> None:
    (treatment,) = read_text(with_mark(mark)).disputed_treatments
    assert treatment.outcome is Outcome.UPHELD
    assert treatment.heading == read_text(LETTER).disputed_treatments[0].heading


@pytest.mark.parametrize("mark", ["", " Upheld"])
def test_an_outcome_that_is_not_marked_is_not_taken_from_the_rationale(mark: str) -> None:
    determination = read_text(
        with_mark(mark).replace("is not medically necessary", "is not medically necessary and appropriate")
    )
    (treatment,) = determination.disputed_treatments
    assert determination.layout is Layout.L4A
    assert treatment.outcome is None
    assert treatment.rationale
    assert "no outcome" in determination.problems[0].message
