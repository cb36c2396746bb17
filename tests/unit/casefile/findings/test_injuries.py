"""An injury has its day, its last day where it went on, its mechanism and its site; an examination is none."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from unit.casefile.findings.scoring import Note, found_in


def found(text: str, kind: DocumentKind = DocumentKind.PROGRESS_REPORT) -> list[Finding]:
    return [one for one in found_in(Note(kind, text, ())) if one.kind is FindingKind.INJURY]


@pytest.mark.parametrize(
    "text",
    [
        "Extension of the neck hurts. Bending the lower back forward and backward hurts.",
        "Walking and bending hurt.",
        "Her back is hurting when lifting.",
        "The mechanism of injury is unknown.",
    ],
)
def test_what_hurts_in_an_examination_is_no_injury(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("The hand was caught in a conveyor belt on 08/08/2017.", "The hand was caught in a conveyor belt"),
        ("A student pushed her to the ground on August 8, 2017, and she landed badly.", "pushed her to the ground"),
        ("A pallet fell on his foot on 8/8/2017.", "fell on his foot"),
        ("On 8/8/2017 he was hurt while lifting a box.", "while lifting a box"),
    ],
)
def test_what_was_done_to_the_worker_is_the_mechanism_without_its_day(text: str, how: str) -> None:
    [one] = found(text)
    assert (one.name, one.on) == (how, dt.date(2017, 8, 8))


def test_a_trauma_that_went_on_has_its_first_and_last_day() -> None:
    [one] = found("Continuous trauma from 01/01/2010 to 06/30/2013 caused by overhead work.")
    assert (one.on, one.until) == (dt.date(2010, 1, 1), dt.date(2013, 6, 30))
    [one] = found("Cumulative trauma 1/1/2012.")
    assert (one.on, one.until) == (dt.date(2012, 1, 1), None)
    [one] = found("Cumulative trauma from 1/1/2012 to the present day.")
    assert (one.on, one.until) == (dt.date(2012, 1, 1), None)


def test_an_accident_that_was_got_over_is_an_earlier_one() -> None:
    [one] = found("She had a motor vehicle accident in 2009 with a neck injury, from which she recovered.")
    assert one.mode is Mode.HISTORICAL
    [one] = found("On 3/3/2017 she fell, and has not recovered.")
    assert one.mode is Mode.STATED


def test_the_part_of_the_body_is_a_whole_word_of_the_sentence() -> None:
    [one] = found(
        "Mr. Tallis, a 47-year-old mechanic, was hurt on 09/18/2007 while lifting a motor block from a crate."
    )
    assert (one.part, one.side) == ("", "")
    [one] = found("On 6/1/2016 a shelf fell on her right foot.")
    assert (one.part, one.side) == ("foot", "right")


def test_a_first_report_tells_the_day_by_saying_that_it_occurred() -> None:
    text = "Occurred 9/9/2014 at the loading dock. How: hit his head on a beam."
    assert dt.date(2014, 9, 9) in [one.on for one in found(text, DocumentKind.FIRST_REPORT)]
    assert dt.date(2014, 9, 9) not in [one.on for one in found("A delay occurred 9/9/2014.")]


def test_a_mechanism_may_stand_behind_its_short_label() -> None:
    assert [one.name for one in found("DOI: 12/01/2018. MOI: slip and fall.")] == ["", "slip and fall"]


def test_a_mechanism_without_a_day_has_none() -> None:
    [one] = found("She developed wrist pain from repetitive packing.")
    assert (one.name, one.on) == ("repetitive packing", None)
