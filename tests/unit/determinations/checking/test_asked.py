"""What a heading asks for, in the form in which checks compare it."""

from __future__ import annotations

import msgspec
import pytest

from openimr.determinations.checking.asked import Asked, asked
from openimr.determinations.checking.framework import Context
from openimr.treatments.anatomy import Side
from openimr.treatments.headings import requests_in
from unit.determinations.checking.letters import a_letter


def of(heading: str) -> Asked:
    return asked(Context(a_letter(heading)), 0)


@pytest.mark.parametrize(
    ("heading", "words", "unit", "counts"),
    [
        ("PT 2 times a week for 6 weeks (10 sessions)", "2 times a week for 6 weeks (10 sessions", "session", [10, 12]),
        ("Norco 10/325 mg #60 with 2 refills", "#60", "dispensed", [60, 180]),
        ("Acupuncture 6-8 visits", "6-8 visits", "session", [6]),
        ("One MRI of the left knee", "One MRI of the left knee", "study", [1]),
        ("10 sessions of acupuncture, 2 times a week for 4 weeks", None, "session", [10, 8]),
    ],
)
def test_all_numbers_of_a_request_are_told_with_their_words(
    heading: str, words: str | None, unit: str, counts: list[int]
) -> None:
    (quantity,) = of(heading).quantities
    assert (quantity.unit, [count.least for count in quantity.counts]) == (unit, counts)
    assert words is None or quantity.words == words


@pytest.mark.parametrize("heading", ["MRI of the left knee", "Left L4-5, L5-S1 transforaminal injection"])
def test_a_number_that_no_word_says_is_not_asked_for(heading: str) -> None:
    assert of(heading).quantities == ()


def test_a_number_of_days_is_a_duration_too() -> None:
    (quantity,) = of("Functional restoration program for 10 days").quantities
    assert quantity.duration == quantity.counts[0]


def test_packages_count_one_by_one_and_together() -> None:
    content = of("Flurbiprofen 20% cream 180 gm, #2").quantities[-1]
    assert {count.least for count in content.counts} == {180, 360}


def test_parts_sides_and_levels_come_from_the_request() -> None:
    found = of("MRI knee, left; L3-S1 medial branch block")
    assert {"knee", "lumbar_spine"} <= found.parts
    assert Side.LEFT in {side.side for side in found.sides}
    assert {"L3-L4", "L4-L5", "L5-S1"} <= found.levels


def test_a_request_that_comes_with_the_treatment_counts_and_not_the_words_of_its_heading() -> None:
    letter = a_letter("Physical therapy")
    (treatment,) = letter.disputed_treatments
    (request,) = requests_in("Acupuncture x 12, neck")
    own = msgspec.structs.replace(treatment, request=(request,))
    letter = msgspec.structs.replace(letter, disputed_treatments=(own,))
    assert asked(Context(letter), 0).parts == {"neck"}
