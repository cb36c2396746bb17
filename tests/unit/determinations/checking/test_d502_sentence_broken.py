from __future__ import annotations

import pytest

from openimr.citations import Span
from openimr.determinations.checking.d502_sentence_broken import CHECK
from openimr.determinations.model import Determination, Source
from unit.determinations.checking.factories import a_determination, hits


def telling(words: str) -> Determination:
    return a_determination(clinical_case_summary=words)


def set_as(original: str) -> Determination:
    source = Source(name="a.txt", media_type="text/plain", sha256="", text=original)
    spans = {"clinical_case_summary": Span(start=0, end=len(original))}
    return a_determination(clinical_case_summary=" ".join(original.split()), source=source, spans=spans)


@pytest.mark.parametrize(
    ("words", "broken"),
    [
        ("The listed diagnoses per are: 1. Neck pain.", "per are"),
        ("The employee was seen by on 3/4/2014.", "seen by on"),
        ("She was evaluated by in 2014.", "evaluated by in 2014"),
        ("A report by dated 3/4/2014 is there.", "report by dated"),
        ("According to , the pain is worse.", "According to ,"),
        ("According to dated May 3, 2014 it hurts.", "According to dated"),
        ("Dr. reports that the pain is worse.", "Dr. reports"),
        ("It was asked of Dr. , who agreed.", "Dr. ,"),
        ("He is under the care of and takes ibuprofen.", "under the care of and"),
        ("In 's report the pain is worse.", "'s"),
        ("She spoke with , and agreed.", "with ,"),
        ("The physician ( ) agreed.", "( )"),
        ("The physician [] agreed.", "[]"),
        ("The pain began between and the fall.", "between and"),
        ("In ’s report the pain is worse.", "’s"),
    ],
)
def test_a_sentence_with_a_hole_is_found(words: str, broken: str) -> None:
    found = hits(CHECK, telling(words))
    assert broken in [hit.quote for hit in found]
    assert all(words[hit.at or 0 :].startswith(hit.quote) for hit in found)


@pytest.mark.parametrize(
    "words",
    [
        "She takes 3 tablets per day, as noted by the physician on 3/4/2014.",
        "She was seen by Dr. Roe on 3/4/2014.",
        "According to the progress report, the pain is worse.",
        "Dr. de la Cruz reports pain.",
        "The treating Dr. reports that the pain is worse.",
        "The patient's pain is worse. It's the worker's back.",
        "Is there pain? ( ) Yes (x) No",
        "She is able to, and wants to, work.",
        "He stood by. On Monday he fell.",
        "He came by on Monday.",
        "Super is a word. Drs. Roe and Doe agree.",
    ],
)
def test_whole_sentences_are_fine(words: str) -> None:
    assert not hits(CHECK, telling(words))


def test_a_hole_that_two_patterns_find_is_told_once() -> None:
    assert len(hits(CHECK, telling("It is a report by , and more."))) == 1


def test_blanks_doubled_inside_a_sentence_are_found() -> None:
    (hit,) = hits(CHECK, set_as("The pain was noted to  worsen.  She rests."))
    assert hit.quote == "to worsen."


def test_blanks_doubled_at_the_end_of_the_text_are_found_too() -> None:
    (hit,) = hits(CHECK, set_as("He spoke with  him"))
    assert hit.quote == "with him"


@pytest.mark.parametrize(
    "original",
    ["The pain was noted to worsen.  She rests.", "a  b c  d e  f g  h", "a b c d e f"],
)
def test_blanks_between_sentences_and_set_text_are_fine(original: str) -> None:
    assert not hits(CHECK, set_as(original))


def test_a_flawless_determination_has_no_finding() -> None:
    assert not hits(CHECK, a_determination())
