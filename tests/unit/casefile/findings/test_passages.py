"""The text of a page in passages: lines joined, lists parted, parts by their headings, and every place kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.findings.passages import box_of, passages
from openimr.casefile.findings.words import Section
from openimr.casefile.model import Box, Line, Page, PageText, TextSource
from unit.casefile.findings.scoring import a_page

WORDS = (
    "Diagnoses:|Plan:|PMH: asthma|1. Lumbar strain|- item|\n|\n\n| |   |pain 7/10.|thera-|py|The patient|\f"
    "|was seen on 3/4/2014|[ ] Off work|Mother: gout|FH: none.|Norco 10 mg #90"
)
PIECES = st.sampled_from(WORDS.split("|"))


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_letter_of_a_passage_stands_on_the_page_where_it_says(text: str) -> None:
    for passage in passages(a_page(text), None):
        assert len(passage.text) == len(passage.places)
        assert list(passage.places) == sorted(passage.places)
        for letter, place in zip(passage.text, passage.places, strict=True):
            assert letter == text[place] or letter in " ."


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_letter_of_a_page_is_lost(text: str) -> None:
    kept = {place for passage in passages(a_page(text), None) for place in passage.places}
    lost = [text[place] for place in range(len(text)) if place not in kept and not text[place].isspace()]
    # A hyphen that the end of a line put into a word is left out, and what has no letter or figure is no passage.
    assert not [letter for letter in lost if letter.isalnum()]


def laid(text: str) -> list[tuple[Section, str]]:
    return [(passage.section, passage.text.strip()) for passage in passages(a_page(text), None)]


def test_a_sentence_that_goes_on_is_joined() -> None:
    assert laid("The patient has completed twelve\nsessions of thera-\npy.") == [
        (Section.BODY, "The patient has completed twelve sessions of therapy.")
    ]


def test_entries_of_a_list_end_where_the_next_begins() -> None:
    assert laid("1. Lumbar strain\n2. Neck strain") == [(Section.BODY, "1. Lumbar strain. 2. Neck strain.")]


def test_rows_that_begin_with_a_day_are_parted() -> None:
    assert laid("04/02/2014 Norco\n05/02/2014 Norco")[0][1] == "04/02/2014 Norco. 05/02/2014 Norco."


def test_a_heading_begins_a_part_also_within_a_line() -> None:
    assert [section for section, _ in laid("PMH: asthma. FH: gout. Plan: rest")] == [
        Section.PAST,
        Section.FAMILY,
        Section.PLAN,
    ]


def test_the_family_history_ends_where_something_else_begins() -> None:
    assert laid("FH: Mother with gout.\nPain is 7/10.")[1][0] is Section.BODY
    assert laid("FH:\nMother: gout.\nFather: asthma.")[0][1] == "FH: Mother: gout. Father: asthma."
    assert laid("FH: gout\n\nPain is 7/10.")[1][0] is Section.BODY


def test_one_letter_begins_a_part_only_before_a_colon() -> None:
    assert [section for section, _ in laid("A: strain")] == [Section.DIAGNOSES]
    assert [section for section, _ in laid("A\nstrain")] == [Section.BODY]


def test_a_box_is_around_all_lines_of_a_stretch() -> None:
    lines = (Line(0, 10, Box(100, 10, 200, 20)), Line(11, 21, Box(100, 22, 200, 32)))
    text = PageText(source=TextSource.LAYER, text="0123456789\n0123456789", lines=lines)
    page = Page(file="f", number=1, running=1, width=612, height=792, texts=(text,))
    assert box_of(page, 5, 8) == Box(150, 10, 180, 20)
    assert box_of(page, 8, 13) == Box(100, 10, 200, 32)
    assert box_of(page, 10, 11) is None
    assert box_of(a_page("x"), 0, 1) is None


def test_a_list_whose_numbers_ocr_lost_stays_below_its_heading() -> None:
    text = (
        "Diagnoses\n\nPsychogenic pain (307.80)\nDepressive disorder (311)\n\nNeck sprain M54.2\n\nThe patient works."
    )
    [whole, after] = laid(text)
    assert whole[0] is Section.DIAGNOSES
    assert whole[1].endswith("Neck sprain M54.2.")
    assert after == (Section.BODY, "The patient works.")


def test_a_heading_alone_goes_on_over_a_blank_line() -> None:
    assert laid("Family history:\n\nFather with gout.\n\nThe patient works.") == [
        (Section.FAMILY, "Family history: Father with gout."),
        (Section.BODY, "The patient works."),
    ]
