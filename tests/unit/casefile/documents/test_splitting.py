"""One scan becomes typed, dated, authored documents; every page belongs to one; what a person set stays."""

from __future__ import annotations

import datetime as dt
import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import assert_grows_evenly, growth
from openimr.casefile.documents import Correction, correct, split
from openimr.casefile.model import Document, DocumentKind, Legibility, Page, PageText, TextSource
from openimr.errors import Conflict
from unit.casefile.documents.making import document, page, pages, unread
from unit.casefile.documents.measuring import measured
from unit.casefile.documents.scans import filled, scans
from unit.casefile.documents.seen import SEEN
from unit.casefile.documents.unseen import UNSEEN

PROGRESS = "PROGRESS REPORT\nDate of Service: 07/03/2014\nSubjective complaints: pain\nObjective findings: spasm"
IMAGING = "RADIOLOGY REPORT\nDate of Exam: 07/09/2014\nTECHNIQUE: axial images\nFINDINGS: none\nIMPRESSION: normal"
SIGNED = "Treatment plan: rest\nSincerely,\nAlva Brandt, M.D."

texts = st.sampled_from(
    [PROGRESS, IMAGING, SIGNED, "", "Page 2 of 3", "page 1 of 2\nFAX COVER SHEET", "Dear Dr. Ibarra:\nThank you"]
    + [text for one in SEEN[:8] for text in filled(one, random.Random(5))[0]]
)


@st.composite
def piles(draw: st.DrawFn) -> tuple[Page, ...]:
    """Pages in up to three files, some numbers left out."""
    made, running = [], 0
    for text in draw(st.lists(texts, min_size=1, max_size=12)):
        running += draw(st.sampled_from([1, 1, 1, 1, 2]))
        made.append(page(text, running, file=draw(st.sampled_from("abb")) * 64))
    return tuple(made)


def bounds(documents: tuple[Document, ...]) -> list[tuple[int, int]]:
    return [(one.first, one.last) for one in documents]


@given(piles())
@settings(max_examples=60, deadline=None)
def test_every_page_belongs_to_exactly_one_document(pile: tuple[Page, ...]) -> None:
    found = split(pile)
    assert [running for one in found for running in one.pages] == [one.running for one in pile]
    assert [one.number for one in found] == list(range(1, len(found) + 1))


@given(piles(), st.data())
@settings(max_examples=60, deadline=None)
def test_what_a_person_corrected_survives_every_later_split(pile: tuple[Page, ...], data: st.DataObject) -> None:
    known = split(pile)
    for _ in range(data.draw(st.integers(1, 3))):
        target = data.draw(st.sampled_from(known))
        change = data.draw(
            st.sampled_from(
                [
                    Correction(number=target.number, kind=DocumentKind.PHARMACY),
                    Correction(number=target.number, dated_on=None, author="Nobody"),
                    Correction(number=target.number, first=target.last),
                    Correction(number=target.number, title="A paper"),
                ]
            )
        )
        known = correct(known, change)
    again = split(pile, known)
    for one in known:
        if one.corrected:
            same = next(new for new in again if (new.first, new.last) == (one.first, one.last))
            assert same.corrected == one.corrected
            assert all(getattr(same, name) == getattr(one, name) for name in one.corrected)
    assert [running for one in again for running in one.pages] == [one.running for one in pile]
    assert split(pile, again) == again


@given(piles())
@settings(max_examples=40, deadline=None)
def test_every_pin_quotes_its_page(pile: tuple[Page, ...]) -> None:
    by_running = {one.running: one for one in pile}
    for one in split(pile):
        for pin in one.evidence:
            assert pin.document == str(one.number)
            assert pin.page in one.pages
            assert pin.span.quote(by_running[pin.page].text) == pin.quote != ""


def test_two_reports_are_two_documents_with_kind_date_author_and_pins() -> None:
    progress, imaging = split(pages(PROGRESS, SIGNED, IMAGING))
    assert (progress.first, progress.last, progress.kind) == (1, 2, DocumentKind.PROGRESS_REPORT)
    assert (progress.title, progress.dated_on, progress.author) == (
        "PROGRESS REPORT",
        dt.date(2014, 7, 3),
        "Alva Brandt, M.D.",
    )
    assert [pin.quote for pin in progress.evidence] == ["PROGRESS REPORT", "07/03/2014", "Alva Brandt, M.D."]
    assert progress.evidence[0].box is not None
    assert (imaging.kind, imaging.dated_on, imaging.author) == (DocumentKind.IMAGING, dt.date(2014, 7, 9), "")
    assert progress.confidence > 0.5


def test_a_document_does_not_run_over_into_another_file() -> None:
    pile = (page(PROGRESS, 1), page(SIGNED, 2, file="b" * 64))
    assert bounds(split(pile)) == [(1, 1), (2, 2)]


def test_a_person_can_join_pages_of_two_files() -> None:
    pile = (page(PROGRESS, 1), page(SIGNED, 2, file="b" * 64), page(IMAGING, 3, file="b" * 64))
    joined = correct(split(pile), Correction(number=1, last=2))
    assert bounds(split(pile, joined)) == [(1, 2), (3, 3)]


def test_a_count_that_runs_over_the_whole_scan_begins_and_ends_no_document() -> None:
    texts = [PROGRESS, SIGNED, IMAGING, PROGRESS.replace("07/03", "08/14"), SIGNED, IMAGING]
    stamped = [f"{text}\nPage {number} of {len(texts)}" for number, text in enumerate(texts, start=1)]
    assert bounds(split(pages(*stamped))) == [(1, 2), (3, 3), (4, 5), (6, 6)]


def test_the_count_of_a_fax_machine_holds_no_documents_together() -> None:
    texts = [PROGRESS, SIGNED, IMAGING]
    faxed = [f"08/01/2014 10:22 FAX 555-010-0100  P.{number:03}/003\n{text}" for number, text in enumerate(texts, 1)]
    assert bounds(split(pages(*faxed))) == [(1, 2), (3, 3)]


def test_pages_that_count_themselves_stay_together_whatever_they_say() -> None:
    first = PROGRESS + "\nPage 1 of 3"
    found = split(pages(first, "MRI of the knee was seen.\nPage 2 of 3", "Consultation\nPage 3 of 3", IMAGING))
    assert bounds(found) == [(1, 3), (4, 4)]


def test_notes_of_two_days_under_the_same_heading_are_two_documents() -> None:
    note = "PHYSICAL THERAPY DAILY NOTE\nDate of Service: {day}\nTherapeutic exercise, manual therapy"
    found = split(pages(note.format(day="07/03/2014"), note.format(day="07/07/2014")))
    assert [one.dated_on for one in found] == [dt.date(2014, 7, 3), dt.date(2014, 7, 7)]


def test_a_blank_page_goes_with_the_document_before_it() -> None:
    pile = (*pages(PROGRESS), unread(2, Legibility.BLANK), page(SIGNED, 3), page(IMAGING, 4))
    assert bounds(split(pile)) == [(1, 3), (4, 4)]


def test_pages_that_nobody_can_read_are_another_document_without_confidence() -> None:
    (found,) = split((unread(1, Legibility.NEEDS_OCR), unread(2, Legibility.ILLEGIBLE)))
    assert found.kind is DocumentKind.OTHER
    assert (found.title, found.dated_on, found.author, found.evidence) == ("Other document", None, "", ())


def test_a_sentence_that_runs_on_is_not_cut() -> None:
    texts = [
        "PROGRESS REPORT\nThe patient says that the pain is worse when he",
        "sits for long and at night.\nPlan: rest",
    ]
    assert bounds(split(pages(*texts))) == [(1, 2)]


def test_no_pages_are_no_documents() -> None:
    assert split(()) == ()


def test_a_record_list_within_a_decision_begins_no_document() -> None:
    listed = (
        "Documents reviewed:\n1. PR-2 dated 07/03/2014\n- MRI of the lumbar spine dated 02/03/2014\nClinical rationale"
    )
    first = "NOTICE OF UTILIZATION REVIEW DECISION\nDate of decision: 08/01/2014\nThe request is denied."
    (found,) = split(pages(first, listed))
    assert (found.kind, found.dated_on) == (DocumentKind.UR_DECISION, dt.date(2014, 8, 1))


def test_what_a_reviewer_opened_stays_opened() -> None:
    pile = pages(PROGRESS, SIGNED, IMAGING)
    opened = tuple(msgspec.structs.replace(one, is_opened=one.number == 1) for one in split(pile))
    assert [one.is_opened for one in split(pile, opened)] == [True, False]


def test_a_corrected_document_of_which_pages_are_missing_is_refused() -> None:
    with pytest.raises(Conflict) as raised:
        split(pages(PROGRESS), [document(1, 1, 2, corrected=("kind",))])
    assert "Pages of it are missing" in raised.value.explain()


def test_two_corrected_documents_that_overlap_are_refused() -> None:
    both = [document(1, 1, 2, corrected=("kind",)), document(2, 2, 2, corrected=("kind",))]
    with pytest.raises(Conflict) as raised:
        split(pages(PROGRESS, SIGNED), both)
    assert "Another one has pages of it" in raised.value.explain()


def test_corrected_documents_beside_one_another_keep_their_bounds_and_kinds() -> None:
    held = [
        document(1, 1, 2, DocumentKind.PHARMACY, corrected=("kind",)),
        document(2, 3, 3, DocumentKind.FAX_COVER, corrected=("kind",)),
    ]
    found = split(pages(PROGRESS, SIGNED, IMAGING, PROGRESS), held[::-1])
    assert bounds(found) == [(1, 2), (3, 3), (4, 4)]
    assert [one.kind for one in found[:2]] == [DocumentKind.PHARMACY, DocumentKind.FAX_COVER]


def test_a_reading_done_again_is_what_counts() -> None:
    old = page("unreadable", 1)
    again = msgspec.structs.replace(old, texts=(*old.texts, PageText(source=TextSource.TESSERACT, text=IMAGING)))
    assert split((again,))[0].kind is DocumentKind.IMAGING


@pytest.mark.parametrize(
    "text",
    ["A " * 40000, "1/" * 40000, "Dr. Al " * 20000, "A.B." * 20000, "page 1 " * 20000, "\n".join(["Date:"] * 20000)],
)
def test_a_hostile_page_asks_for_work_in_proportion_to_its_length(text: str) -> None:
    def read(length: int) -> object:
        return split(pages(text[:length], PROGRESS))

    assert growth(read, len(text) // 8) < 5
    assert_grows_evenly(read, len(text) // 4)


def test_documents_by_which_the_rules_were_made_are_found() -> None:
    found = measured(scans(SEEN, count=45, seed=11))
    assert min(found.starts_precision, found.starts_recall, found.pages_right) >= 0.95
    assert found.days / found.documents >= 0.85
    assert found.authors / found.documents >= 0.85


def test_documents_that_the_rules_had_not_seen_are_found() -> None:
    found = measured(scans(UNSEEN, count=45, seed=12))
    assert found.starts_precision >= 0.95
    assert min(found.starts_recall, found.pages_right) >= 0.9
