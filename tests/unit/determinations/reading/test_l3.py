from __future__ import annotations

from pathlib import Path

import pytest

from openimr.determinations.model import Layout, Outcome
from openimr.determinations.reading import read_text
from openimr.determinations.reading.flow import fold
from openimr.determinations.reading.l3 import is_l3
from openimr.determinations.reading.l5 import is_l5

LETTERS = Path(__file__).resolve().parents[3] / "letters"
LETTER = (LETTERS / "l3_two_treatments.txt").read_text("utf-8")
FRONT = LETTER[: LETTER.index("HOW THE")]
DOCUMENTS = LETTER[LETTER.index("DOCUMENTS REVIEWED") : LETTER.index("CLINICAL CASE")]
BARE = LETTER.replace(FRONT, "").replace(DOCUMENTS, "")


def test_a_list_of_documents_makes_it_l3_whatever_its_day() -> None:
    read = read_text(LETTER.replace("2014", "2018"))
    assert read.layout is Layout.L3
    assert len(read.documents_reviewed) == 3


@pytest.mark.parametrize(
    ("front", "layout"),
    [
        ("Decision Date: 06/30/2014\n", Layout.L3),
        ("Decision Date: 07/01/2014\n", Layout.L5),
        ("UR Denial Date:  13/45/2013\nCase Number: CM13-0000001\n", Layout.L3),
        ("Case Number: CM14-0000001\n", Layout.L5),
        ("Case Number: IMR 13-000004\n", Layout.L3),
    ],
)
def test_without_the_list_the_day_at_the_front_or_the_number_decides(front: str, layout: Layout) -> None:
    assert read_text(front + BARE).layout is layout


def test_without_a_front_the_latest_day_in_the_text_decides() -> None:
    assert read_text(BARE).layout is Layout.L3
    assert read_text(BARE.replace("July 19, 2011", "July 19, 2016")).layout is Layout.L5
    assert read_text(BARE.replace("July 19, 2011", "a day")).layout is Layout.L5


@pytest.mark.parametrize(
    "heading", ["IMR DECISION(S) AND RATIONALE(S)", "IMR DECISIONS AND RATIONALES", "IMR DECISION AND RATIONALE:"]
)
def test_the_last_heading_drifts(heading: str) -> None:
    read = read_text(LETTER.replace("IMR DECISION(S) AND RATIONALE(S)", heading))
    assert [treatment.outcome for treatment in read.disputed_treatments] == [Outcome.OVERTURNED, Outcome.UPHELD]


def test_titles_with_marks_are_read_below_this_heading_too() -> None:
    start = LETTER.index("1. MRI")
    text = (
        LETTER[:start]
        + "MRI of the knee: Upheld\n\nClaims Administrator guideline: A.\n\nMAXIMUS guideline: B.\n\nRationale: C."
    )
    (treatment,) = read_text(text).disputed_treatments
    assert (treatment.heading, treatment.outcome) == ("MRI of the knee", Outcome.UPHELD)


@pytest.mark.parametrize(
    "text",
    [
        "",
        LETTER.replace("HOW THE IMR FINAL", "How the IMR final"),
        LETTER.replace("IMR DECISION(S)", "Decisions"),
        "OPINION AND ORDER\n" + LETTER,
        "IMR DECISION(S) AND RATIONALE(S)\nHOW THE IMR FINAL DETERMINATION WAS MADE\n",
    ],
)
def test_without_both_headings_it_is_neither_of_the_two(text: str) -> None:
    assert not is_l3(fold(text))
    assert not is_l5(fold(text))
