from __future__ import annotations

from hypothesis import given

from openimr.determinations.writing.blocks import (
    Entry,
    Heading,
    KeyFact,
    LabelLine,
    LabelTable,
    Letter,
    Listing,
    Paragraph,
    Title,
    Tone,
)
from openimr.determinations.writing.plain import render_text, ties
from strategies import prose


def rendered(*blocks: object, mark: str = "") -> str:
    return render_text(Letter(title="T", blocks=blocks, mark=mark))  # type: ignore[arg-type]  # each is a block


def test_every_kind_of_block_has_a_plain_form() -> None:
    text = rendered(
        Title(text="Title"),
        Heading(text="Chapter", level=2),
        Paragraph(text="Words.", label="Label:"),
        Heading(text="Treatment", level=3, tail=":  Upheld"),
        LabelTable(title="T", rows=(("A:", "1"), ("B:", "2"))),
        LabelLine(rows=(("C:", "3"), ("D:", "4"))),
        Listing(entries=(Entry(label="One:", text="x"), Entry(label="Two:", text="y"))),
        KeyFact(
            heading="H",
            level=4,
            mark="NO",
            tone=Tone.DENIED,
            text="It is not.",
            reason=Paragraph(text="So.", label="Why:"),
        ),
        mark="MARK",
    )
    assert text == (
        "MARK\n\nTitle\n\n\nChapter\nLabel: Words.\n\nTreatment:  Upheld\n\nA: 1\nB: 2\n\nC: 3\nD: 4\n\n"
        "- One: x\n- Two: y\n\nH\n[NO] It is not.\nWhy: So.\n"
    )


def test_a_chapter_may_come_first_and_two_may_follow_each_other() -> None:
    assert rendered(Heading(text="A", level=2), Heading(text="B", level=2)) == "A\n\n\nB\n"


@given(prose())
def test_no_line_is_longer_than_96_columns_and_no_word_is_lost(words: str) -> None:
    lines = rendered(Paragraph(text=words)).splitlines()
    assert " ".join(lines).split() == words.split()
    assert all(len(line) <= 96 for line in lines)


def test_a_word_longer_than_a_line_stays_whole() -> None:
    assert "x" * 120 in rendered(Paragraph(text="a " + "x" * 120 + " b")).splitlines()


def test_entries_hang_behind_their_bullets() -> None:
    lines = rendered(Listing(entries=(Entry(label="One:", text="word " * 40 + "end"),))).splitlines()
    assert all(line.startswith("  ") for line in lines[1:])


def test_no_line_ends_at_a_hyphen_that_a_word_follows() -> None:
    assert ties("non- invasive") == "non-\u00a0invasive"
    assert ties("well-known") == "well-known"


def test_a_number_at_the_end_takes_the_word_before_it_along() -> None:
    assert ties("the score was 12") == "the score was\u00a012"
    assert ties("see Page 2 of 4") == "see\u00a0Page\u00a02\u00a0of\u00a04"
    assert ties("the score was 12.") == "the score was 12."
    assert ties("12") == "12"
