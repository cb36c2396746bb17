from __future__ import annotations

from pathlib import Path

import pytest

from openimr.determinations.model import Outcome
from openimr.determinations.reading import read_text

LETTER = (Path(__file__).resolve().parents[3] / "letters" / "l4a_one_treatment.txt").read_text("utf-8")
GAP = "\n\n \n\n"  # begins a paragraph where every line is followed by an empty one
FIELDS = (
    f"Claims Administrator guideline: Decision based on MTUS ACOEM.{GAP}"
    f"MAXIMUS guideline: Decision based on MTUS ACOEM.{GAP}Decision rationale: It is said why.{GAP}"
)


def letter(*titles: str) -> str:
    start = LETTER.index("set forth") + len("set forth \n\nbelow:")
    return LETTER[:start] + GAP + "".join(f"{title}{GAP}{FIELDS}" for title in titles)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Upheld", Outcome.UPHELD),
        ("OVERTURNED", Outcome.OVERTURNED),
        ("Partially Overturned", Outcome.PARTIALLY_OVERTURNED),
        ("Overturned in part", Outcome.PARTIALLY_OVERTURNED),
    ],
)
def test_an_outcome_before_a_title_is_read(words: str, outcome: Outcome) -> None:
    determination = read_text(letter(f"{words}: Yoga, six sessions", f"{words} : Lumbar brace"))
    assert [treatment.heading for treatment in determination.disputed_treatments] == [
        "Yoga, six sessions",
        "Lumbar brace",
    ]
    assert {treatment.outcome for treatment in determination.disputed_treatments} == {outcome}
    span = determination.spans["disputed_treatments[1].outcome"]
    assert span.quote(determination.source.text if determination.source else "") == words


def test_an_outcome_behind_a_title_counts_as_before() -> None:
    determination = read_text(letter("Yoga, six sessions: Upheld", "Overturned: Lumbar brace"))
    assert [treatment.outcome for treatment in determination.disputed_treatments] == [
        Outcome.UPHELD,
        Outcome.OVERTURNED,
    ]


def test_a_title_that_only_begins_with_such_a_word_keeps_it() -> None:
    (treatment,) = read_text(letter("Modified barium swallow")).disputed_treatments
    assert (treatment.heading, treatment.outcome) == ("Modified barium swallow", None)
