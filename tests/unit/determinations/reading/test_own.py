"""The reader of our own layout: whole letters, and letters of which a part is gone."""

from __future__ import annotations

import msgspec
import pytest

from openimr.citations import Pin, Span
from openimr.determinations.model import Layout, PartKind, ProblemKind
from openimr.determinations.reading import read_text
from openimr.determinations.reading.flow import fold, tidy
from openimr.determinations.reading.own import is_own
from openimr.determinations.wording import own_layout as words
from openimr.determinations.writing import Form, write
from unit.determinations.writing.letters import a_full_letter, a_letter

TEXT = str(write(a_full_letter(), to=Form.TXT))
HEADINGS = (
    words.GLANCE,
    words.HOW_MADE,
    words.DOCUMENTS,
    words.SUMMARY,
    words.DETAILS,
    words.detail_heading(2, 4),
    words.administrator_heading(1, 4),
    words.rationale_heading(1, 4),
    words.pins_heading(1, 4),
)


def test_it_is_recognised_by_its_title_and_first_heading() -> None:
    assert is_own(fold(TEXT))
    assert not is_own(fold(f"{words.PLAIN}\n\n{words.TITLE}"))
    assert not is_own(fold(words.TITLE))
    assert not is_own(fold(str(write(a_letter(), to=Form.TXT))))


def test_every_character_belongs_to_one_part() -> None:
    parts = read_text(TEXT).parts
    assert [part.span.start for part in parts[1:]] == [part.span.end for part in parts[:-1]]
    assert (parts[0].span.start, parts[-1].span.end) == (0, len(TEXT))
    assert {PartKind.PLAIN_LANGUAGE, PartKind.LABELS, PartKind.QUALIFICATIONS, PartKind.DOCUMENTS} <= {
        part.kind for part in parts
    }


def test_every_value_points_at_its_words() -> None:
    determination = read_text(TEXT)
    quoted = {path: tidy(span.quote(TEXT)) for path, span in determination.spans.items()}
    assert quoted["case_number"] == "CM14-0012345"
    assert quoted["employee.name"] == "José Sample"
    assert quoted["dates.issued"] == "March 25, 2015"
    assert quoted["disputed_treatments[1].heading"] == "Acupuncture, 12 sessions"
    assert quoted["disputed_treatments[0].plain_reason"] == determination.disputed_treatments[0].plain_reason
    assert quoted["documents_reviewed[1]"].startswith("Application for review [")
    assert quoted["disputed_treatments[0].pins[0]"].endswith("“no gain in function”")


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_that_is_gone_is_a_problem_and_no_failure(heading: str) -> None:
    found = read_text(TEXT.replace(heading, "Gone"))
    assert found.layout is Layout.OPEN
    assert any(heading in problem.message for problem in found.problems)
    assert all(problem.kind is ProblemKind.INCOMPLETE for problem in found.problems)


def test_a_letter_may_be_cut_off_anywhere() -> None:
    begins = TEXT.index(words.PLAIN) + len(words.PLAIN)
    for at in range(begins, len(TEXT), 41):
        found = read_text(TEXT[:at])
        assert found.layout is Layout.OPEN
        assert all(span.quote(TEXT[:at]).strip() for span in found.spans.values())


def test_a_letter_without_details_has_no_treatment() -> None:
    found = read_text(TEXT[: TEXT.index(words.detail_heading(1, 4))])
    assert found.disputed_treatments == ()
    assert "No disputed treatment was found." in {problem.message for problem in found.problems}


def test_a_place_that_is_not_worded_as_ours_is_left_out() -> None:
    pins = read_text(TEXT.replace("page 3 of", "somewhere in")).disputed_treatments[0].pins
    assert [pin.page for pin in pins] == [13]


def test_a_list_that_lacks_an_entry_is_read_up_to_it() -> None:
    assert len(read_text(TEXT.replace("Document 2 of 3:", "")).documents_reviewed) == 1


def test_a_basis_that_is_neither_worded_nor_recorded_is_absent() -> None:
    found = read_text(TEXT.replace("As worded:", "Hm:")).disputed_treatments[0]
    assert found.reviewer_basis is None
    empty = f"{words.reviewer_heading(3, 4)}\n\nAs worded:\n\n{words.rationale_heading(3, 4)}"
    start, end = TEXT.index(words.reviewer_heading(3, 4)), TEXT.index(words.rationale_heading(3, 4))
    again = read_text(TEXT[:start] + empty + TEXT[end + len(words.rationale_heading(3, 4)) :])
    assert again.disputed_treatments[2].reviewer_basis is None


def test_without_a_count_of_treatments_there_are_none() -> None:
    assert read_text(TEXT.replace("Treatment 1 of 4:", "First:")).disputed_treatments == ()


SUMMARY_PINS = (
    Pin(document="Progress report", page=4, span=Span(start=10, end=31), quote="pain of 6 of 10 today"),
    Pin(document="Imaging report", page=9, span=Span(start=0, end=12), quote="small bulge."),
)


def a_pinned_letter() -> str:
    return str(write(msgspec.structs.replace(a_full_letter(), summary_pins=SUMMARY_PINS), to=Form.TXT))


def test_the_pages_that_the_summary_rests_on_read_back_with_their_places() -> None:
    text = a_pinned_letter()
    found = read_text(text)
    assert found.summary_pins == SUMMARY_PINS
    assert found.clinical_case_summary == a_full_letter().clinical_case_summary
    assert tidy(found.spans["summary_pins[1]"].quote(text)).endswith("“small bulge.”")


def test_a_summary_without_places_has_no_heading_for_them() -> None:
    assert words.SUMMARY_PINS not in TEXT
    assert read_text(TEXT).summary_pins == ()


def test_places_of_a_summary_without_their_heading_stay_in_its_words() -> None:
    found = read_text(a_pinned_letter().replace(words.SUMMARY_PINS, "Hm"))
    assert found.summary_pins == ()
    assert "small bulge." in (found.clinical_case_summary or "")
