from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.determinations.model import DocumentReviewed
from openimr.determinations.reading.documents import read_document, read_documents
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.flow import fold


def listed(text: str) -> list[str]:
    draft = Draft(fold(text))
    documents = read_documents(draft, 0, len(draft.flow.text))
    for number, document in enumerate(documents):
        span = draft.spans[f"documents_reviewed[{number}]"]
        assert "".join(span.quote(text).split()) == "".join(document.text.split())
    return [document.text for document in documents]


THREE = ["Application for IMR", "Progress report of 3/4/2013", "Notes of Dr. Sample"]


@pytest.mark.parametrize(
    "bullet", ["• ", "· ", "● ", "▪ ", "■ ", "◦ ", "‣ ", "➢ ", "✓ ", "\uf0b7 ", "- ", "– ", "— ", "* ", "o ", "•"]
)
def test_bullets_of_all_kinds_begin_an_entry(bullet: str) -> None:
    assert listed("".join(f"{bullet}{entry}\n" for entry in THREE)) == THREE


@pytest.mark.parametrize("form", ["{}. ", "{}) ", "({}) "])
def test_numbers_begin_an_entry(form: str) -> None:
    assert listed("".join(f"{form.format(i)}{entry}\n" for i, entry in enumerate(THREE, 1))) == THREE


def test_letters_begin_an_entry() -> None:
    assert listed("a) One\nb) Two\n") == ["One", "Two"]


def test_a_bulleted_entry_may_run_over_lines() -> None:
    assert listed("• Progress reports by\nDr. Sample\n• Application\n") == [
        "Progress reports by Dr. Sample",
        "Application",
    ]


def test_a_bullet_may_stand_on_a_line_of_its_own() -> None:
    assert listed("•\nApplication\n•\nReport\n") == ["Application", "Report"]


def test_bullets_may_stand_in_one_line() -> None:
    assert listed("• Application • Report • Notes") == ["Application", "Report", "Notes"]


def test_numbers_may_stand_in_one_line() -> None:
    assert listed("1. Application 2. Report of 3/4/2013 3. Notes") == ["Application", "Report of 3/4/2013", "Notes"]


def test_numbers_that_do_not_count_on_are_words() -> None:
    assert listed("1. Application 3. Annex 2. Report") == ["Application 3. Annex", "Report"]
    assert listed("Report of level 2. Notes") == ["Report of level 2. Notes"]


def test_a_list_may_begin_with_a_blank() -> None:
    draft = Draft(fold("x Application"))
    assert [document.text for document in read_documents(draft, 1, len(draft.flow.text))] == ["Application"]


def test_words_before_the_first_bullet_are_an_entry_of_their_own() -> None:
    assert listed("Application\n• Report\n• Notes") == ["Application", "Report", "Notes"]


def test_without_bullets_each_line_is_an_entry() -> None:
    assert listed("\n".join(THREE)) == THREE
    assert listed("\n\n".join(THREE)) == THREE


@pytest.mark.parametrize(
    "entry",
    [
        "Medical records from Dr. Sample, dated\nMarch 3, 2013",
        "Records of the clinic from January 3, 2013 to\nSeptember 20, 2013",
        "Progress report\nwith notes",
        "Report (by the\nTherapist)",
        "Report of 3/4/2013\n(two pages)",
    ],
)
def test_a_line_that_runs_on_is_joined(entry: str) -> None:
    assert listed(f"Application\n{entry}\nNotes") == ["Application", " ".join(entry.split()), "Notes"]


def test_a_paragraph_begins_an_entry_even_in_small_letters() -> None:
    assert listed("Report dated\n\nnotes of 3/4/2013") == ["Report dated", "notes of 3/4/2013"]


def test_semicolons_part_a_list_in_one_line() -> None:
    assert listed("Application; Report of 3/4/2013; Notes") == ["Application", "Report of 3/4/2013", "Notes"]
    assert listed("Application; and its annex") == ["Application; and its annex"]


@pytest.mark.parametrize(
    "opening",
    [
        (
            "The following relevant documents received from the interested parties and the documents provided with the "
            "application were reviewed and considered. These documents included:"
        ),
        "The following documents were reviewed:",
        "These records were looked at:",
    ],
)
def test_the_sentence_that_opens_the_list_is_no_entry(opening: str) -> None:
    assert listed(f"{opening}\n\n• Application\n• Report") == ["Application", "Report"]
    assert listed(f"{opening}\nApplication\nReport") == ["Application", "Report"]


@pytest.mark.parametrize("text", ["", "   ", "•", "• \n• "])
def test_an_empty_list_has_no_entries(text: str) -> None:
    assert listed(text) == []


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    "said",
    [
        ("Application for review", "Application for review", None, None, None, None),
        ("Progress report dated 3/4/2013", "Progress report", None, "2013-03-04", None, None),
        ("Progress report, March 4, 2013", "Progress report", None, "2013-03-04", None, None),
        ("Notes by Dr. Avery Sample, dated March 9, 2015 to June 18, 2015 (12 pages)", "Notes", "Dr. Avery Sample",
         "2015-03-09", "2015-06-18", 12),
        ("Notes of Jordan Invented, D.C., from 1/7/2013 through 2/25/2013", "Notes", "Jordan Invented, D.C.",
         "2013-01-07", "2013-02-25", None),
        ("Evaluation by Robin Placeholder, OTR, 5/2/2013, 4 pages", "Evaluation", "Robin Placeholder, OTR",
         "2013-05-02", None, 4),
        ("Robin Placeholder, M.D.: operative report of 5/2/2013", "operative report", "Robin Placeholder, M.D.",
         "2013-05-02", None, None),
        ("UR Determination from Claims Administrator dated 9/4/2013", "UR Determination",
         "Claims Administrator", "2013-09-04", None, None),
        ("Medical records from Employee Representative", "Medical records from Employee Representative",
         None, None, None, None),
        ("Records from 1/2/2013 - 3/4/2013", "Records", None, "2013-01-02", "2013-03-04", None),
        ("Records from January 2, 2013 until March 4, 2013", "Records", None, "2013-01-02", "2013-03-04", None),
        ("Records from 3/4/2013 to 1/2/2013", "Records", None, "2013-03-04", None, None),
        ("Reports dated 1/2/2013 and 3/4/2013", "Reports", None, "2013-01-02", None, None),
        ("Application (received 9/13/2013)", "Application", None, None, None, None),
        ("First report, date of injury 9/13/2013", "First report, date of injury", None, None, None, None),
        ("First report of injury, 4/3/2013", "First report of injury", None, "2013-04-03", None, None),
        ("Report dated 2/30/2013", "Report dated 2/30/2013", None, None, None, None),
        ("1/2/2013", None, None, "2013-01-02", None, None),
        ("MRI report, pages 3-7", "MRI report, pages 3-7", None, None, None, None),
        ("Letter by  dated 3/4/2013", "Letter by", None, "2013-03-04", None, None),
    ],
)  # fmt: skip
def test_an_entry_gives_what_it_says(
    said: tuple[str, str | None, str | None, str | None, str | None, int | None],
) -> None:
    text, title, author, first, last, pages = said
    assert read_document(text) == DocumentReviewed(
        text=text,
        title=title,
        author=author,
        dated_on=day(first) if first else None,
        dated_to=day(last) if last else None,
        pages=pages,
    )


@given(st.text(alphabet="ABC. ,;:()•-12/0\n\f", max_size=120))
def test_no_word_of_a_list_is_lost(text: str) -> None:
    words = [character for character in text if character in "ABC"]
    assert [character for character in "".join(listed(text)) if character in "ABC"] == words


@given(st.text(max_size=80))
def test_reading_an_entry_never_fails_and_keeps_its_words(text: str) -> None:
    document = read_document(text)
    assert document.text == text
    assert document.title is None or document.title in text
    assert document.dated_to is None or (document.dated_on and document.dated_on <= document.dated_to)
