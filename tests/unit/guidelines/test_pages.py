"""A page holds all of a record; the list links every page."""

from __future__ import annotations

from openimr.guidelines.library import recommendation, recommendations
from openimr.guidelines.pages import index, page, page_name
from openimr.guidelines.recommendation import RecordTest, Result
from unit.guidelines.factories import record


def test_a_page_opens_with_its_id_topic_and_status() -> None:
    words = page(recommendation("CP09-MANIP"))
    assert words.startswith("# CP09-MANIP: Manual therapy and manipulation\n")
    assert "Status: **unverified: to be confirmed by the reviewer**." in words


def test_a_page_names_the_letters_that_the_record_was_tried_on() -> None:
    one = record(tests=(RecordTest(case="001", expect=Result.EXCEEDS_TOTAL),))
    assert "- Determination 001: exceeds total.\n" in page(one)


def test_marks_of_the_page_stand_for_themselves() -> None:
    assert "# X-ONE: a \\| b \\< c \\* d\n" in page(record(topic="a | b < c * d"))


def test_every_record_is_listed_once_with_its_status() -> None:
    lines = [line for line in index().splitlines() if line.startswith("| [")]
    assert len(lines) == len(recommendations()) == 195
    assert f"| [CP09-CBT]({page_name(recommendation('CP09-CBT'))}) |" in index()
    assert all(line.count("|") == 5 for line in lines)
