"""An injury has its day, its last day where it went on, its mechanism and its site; an examination is none."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from openimr.casefile.findings import find
from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode, TextSource
from unit.casefile.findings.scoring import Note, a_page, found_in


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


@pytest.mark.parametrize(
    ("text", "day"),
    [("D/I: June 3, 2021\nClaim: WC-1\n", dt.date(2021, 6, 3)), ("Date of loss: 11/08/2019", dt.date(2019, 11, 8))],
)
def test_a_short_label_gives_the_day_of_injury(text: str, day: dt.date) -> None:
    assert [one.on for one in found(text)] == [day]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On June 3, 2021 a ladder slid out from under him and he came down on his arm.", "slid out from under him"),
        ("On 6/3/2021 the shelf collapsed onto her.", "collapsed onto her"),
    ],
)
def test_what_a_thing_did_to_the_worker_is_a_mechanism(text: str, words: str) -> None:
    [one] = found(text)
    assert words in one.name
    assert one.on == dt.date(2021, 6, 3)


@pytest.mark.parametrize(
    ("text", "years", "sex"),
    [
        ("I saw Mr. Sutter, a right-handed 56-year-old roofer, today.", [56.0], []),
        ("Ms. Delgado, now 49, is back for her knee.", [49.0], []),
        ("Sex: F", [], ["female"]),
        ("Gender: Male", [], ["male"]),
        ("Ms. Delgado, now 49 visits in all, is back.", [], []),
    ],
)
def test_age_and_sex_are_read_from_a_name_and_from_a_field(text: str, years: list[float], sex: list[str]) -> None:
    people = [one for one in found_in(Note(DocumentKind.CONSULTATION, text, ())) if one.kind is FindingKind.PERSON]
    assert [one.value for one in people if one.name == "age"] == years
    if "Sex" in text or "Gender" in text:
        assert [one.code for one in people if one.name == "sex"] == sex


def test_of_several_days_only_that_behind_the_label_is_of_the_injury() -> None:
    assert [one.on for one in found("Seen 7/1/2021, D/I: June 3, 2021")] == [dt.date(2021, 6, 3)]
    assert found("D/I: 6/31/2021") == []


@pytest.mark.parametrize(("unsure", "is_marked"), [("June 3, 2021", True), ("Claim", False)])
def test_a_day_that_was_hard_to_read_is_said_to_be_uncertain(unsure: str, is_marked: bool) -> None:
    text = "D/I: June 3, 2021\nClaim: WC-1\n"
    at = text.index(unsure)
    made = a_page(text)
    read = msgspec.structs.replace(made.texts[0], source=TextSource.TESSERACT, unsure=((at, at + len(unsure)),))
    [one] = [one for one in find([msgspec.structs.replace(made, texts=(read,))]) if one.kind is FindingKind.INJURY]
    assert ("day uncertain" in one.says) is is_marked
    assert (one.confidence <= 0.5) is is_marked
