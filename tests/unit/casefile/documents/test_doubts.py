"""A date that was read from a picture is marked where anything speaks against it, and never moved."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from openimr.casefile.documents import Correction, correct, fold, index, reviewed_words, split
from openimr.casefile.model import CaseFile, Document, FindingKind, Page, PageText, TextSource
from openimr.casefile.timeline import timeline
from openimr.casefile.timeline.model import Dating
from unit.casefile.documents.making import document, page
from unit.casefile.timeline.cases import a_finding

SCANNED = TextSource.TESSERACT
NOTE = (
    "PROGRESS REPORT\nDate of Service: 09/22/2016\nPatient: Alva Brandt\nDate of injury: 03/04/2015\n"
    "The patient describes pain that comes and goes through the day and is worse with long sitting.\n"
    "Strength is kept in both legs and the gait is slow but steady. We spoke about pacing and posture.\n"
)


def scanned(text: str, running: int = 1, *, unsure: str = "", earlier: str = "") -> Page:
    """A page read from a picture, with words that the reader was not sure of, and with an earlier reading."""
    made = page(text, running, source=SCANNED)
    at = text.find(unsure) if unsure else -1
    texts = [msgspec.structs.replace(made.texts[0], unsure=((at, at + len(unsure)),) if at >= 0 else ())]
    texts = [PageText(source=SCANNED, text=earlier), *texts] if earlier else texts
    return msgspec.structs.replace(made, texts=tuple(texts))


def only(*pages: Page) -> Document:
    [one] = split(pages)
    return one


def test_a_date_that_was_read_surely_bears_no_doubt() -> None:
    assert only(scanned(NOTE)).date_doubts == ()
    assert only(scanned(NOTE, unsure="Strength")).date_doubts == ()


@pytest.mark.parametrize(
    ("made", "doubt"),
    [
        (scanned(NOTE, unsure="09/22/2016"), "hard to read"),
        (scanned(NOTE, earlier=NOTE.replace("09/22", "10/22")), "Another reading of page 1 gives October 22, 2016."),
        (scanned(NOTE + "Date of service: 10/22/2016\n"), "Page 1 gives October 22, 2016 as well."),
        (scanned(NOTE.replace("03/04/2015", "03/04/2018")), "before March 4, 2018, the day of injury on page 1"),
    ],
)
def test_a_date_that_anything_speaks_against_is_uncertain_and_stays(made: Page, doubt: str) -> None:
    one = only(made)
    assert one.dated_on == dt.date(2016, 9, 22)
    assert doubt in " ".join(one.date_doubts)


def test_a_typed_page_bears_no_doubt() -> None:
    assert only(page(NOTE.replace("03/04/2015", "03/04/2018"))).date_doubts == ()


def test_an_earlier_reading_with_the_same_day_or_none_is_no_doubt() -> None:
    assert only(scanned(NOTE, earlier=NOTE)).date_doubts == ()
    assert only(scanned(NOTE, earlier="Nothing to read")).date_doubts == ()


def test_a_copy_with_another_date_casts_doubt_on_both_where_they_were_read_from_a_picture() -> None:
    pages = (page(NOTE, 1, file="a" * 64), scanned(NOTE.replace("09/22", "09/Z2"), 2))
    folded = (pages[0], msgspec.structs.replace(pages[1], duplicate_of=1, file="b" * 64))
    text = NOTE.replace("09/22", "10/22")
    folded = (folded[0], msgspec.structs.replace(folded[1], texts=scanned(text, 2).texts))
    first, second = split(folded)
    assert first.date_doubts == ()
    assert "Document 1, with the same pages, bears September 22, 2016." in second.date_doubts


def test_a_document_older_than_the_injury_that_most_pages_name_is_doubted() -> None:
    pages = (page(NOTE, 1), page(NOTE.replace("09/22", "10/22"), 2, file="b" * 64))
    old = NOTE.replace("09/22/2016", "09/22/2011").replace("Date of injury: 03/04/2015\n", "")
    late = scanned(old, 3)
    documents = split((*pages, msgspec.structs.replace(late, file="c" * 64)))
    assert documents[2].date_doubts == ("It is before March 4, 2015, the day of injury that most pages name.",)


def test_a_date_that_a_person_set_is_certain() -> None:
    made = scanned(NOTE, unsure="09/22/2016")
    set_right = correct(split((made,)), Correction(number=1, dated_on=dt.date(2016, 10, 22)))
    for [one] in (set_right, split((made,), set_right)):
        assert (one.dated_on, one.date_doubts) == (dt.date(2016, 10, 22), ())


def test_what_is_uncertain_is_said_to_be_so_wherever_the_date_is_shown() -> None:
    made = scanned(NOTE, unsure="09/22/2016")
    whole = CaseFile(pages=fold((made,)), documents=split((made,)))
    [row] = index(whole)
    assert row.date_doubts
    assert "dated September 22, 2016 (date uncertain)" in reviewed_words(row)


def test_an_event_of_a_document_with_an_uncertain_date_is_marked() -> None:
    doubted = document(1, 1, 1, dated_on=dt.date(2016, 9, 22), date_doubts=("The figures were hard to read.",))
    [event] = timeline([a_finding(FindingKind.PAIN, 1, value=4.0)], [doubted]).events
    assert event.dated is Dating.DOUBTFUL
