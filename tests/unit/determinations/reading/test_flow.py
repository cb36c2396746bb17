from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.determinations.reading.flow import fold, is_flowing, tidy

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
NOTHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
WORD = st.sampled_from(
    ["the", "re-", "quest", "(x4)", "is", "not", "medically", "necessary.", "\ufb01rst", "o\ufb03ce",
     "so\u00adft", "12", "\u201cpain\u201d", "L4-5", "re\u200bquest", "request", "\u2022", "Upheld", "*", "3"]
)  # fmt: skip
BLANK = st.sampled_from([" ", "  ", "\u00a0", "\t", "\u2009", " \u00a0 "])
BREAK = st.sampled_from(
    ["\n", "\n\n", "\r\n", "\r", "\f", "\n\f", "\n \n", "\n\n\n\n", "\u2028", "\x0b", " \n\n \n\n", "\n\f3\n"]
)
TEXT = st.lists(st.tuples(WORD, st.one_of(BLANK, BREAK)), max_size=40).map(
    lambda pairs: "".join(a + b for a, b in pairs)
)


@given(TEXT)
def test_every_character_of_the_flow_leads_back_to_itself_or_its_ligature(original: str) -> None:
    flow = fold(original)
    for place, character in enumerate(flow.text):
        if character == " ":
            continue
        found = original[flow.origin(place)]
        assert found == character or character in LIGATURES.get(found, "")


@given(TEXT)
def test_nothing_but_blanks_furniture_and_line_end_hyphens_is_lost(original: str) -> None:
    flow = fold(original)
    inside = {i for span in flow.furniture for i in range(span.start, span.end)}
    rest = "".join(" " if i in inside else character for i, character in enumerate(original))
    for mark, letters in LIGATURES.items():
        rest = rest.replace(mark, letters)
    rest = re.sub(f"[{NOTHING}]", "", rest)
    assert "".join(flow.text.split()).replace("-", "") == "".join(rest.split()).replace("-", "")


@given(TEXT)
def test_folding_twice_is_folding_once(original: str) -> None:
    once = fold(original).text
    assert fold(once).text in (once, "")
    assert tidy(once) == once


@given(TEXT)
def test_lines_and_paragraphs_begin_at_words_in_ascending_order(original: str) -> None:
    flow = fold(original)
    assert list(flow.line_starts) == sorted(set(flow.line_starts))
    assert set(flow.paragraph_starts) <= set(flow.line_starts)
    assert all(flow.text[start : start + 1] != " " for start in flow.line_starts)


@given(TEXT)
def test_a_span_quotes_the_words_that_it_stands_for(original: str) -> None:
    flow = fold(original)
    for match in re.finditer(r"[^ ]+", flow.text):
        quote = flow.span(*match.span()).quote(original)
        assert match[0].replace("-", "") in tidy(quote).replace("-", "").replace(" ", "") or "\f" in quote


def test_lines_are_joined_by_one_blank() -> None:
    assert fold("one\ntwo\r\nthree\rfour\u2028five").text == "one two three four five"


def test_runs_of_blanks_become_one() -> None:
    assert fold("per  are:\u00a0 so\tit").text == "per are: so it"


def test_a_ligature_becomes_letters_that_lead_back_to_it() -> None:
    flow = fold("the \ufb01rst o\ufb03ce")
    assert flow.text == "the first office"
    assert flow.span(4, 9).quote(flow.original) == "\ufb01rst"


def test_soft_hyphens_vanish() -> None:
    assert fold("med\u00adical\u200bly\ufeff").text == "medically"


def test_a_broken_word_is_closed_where_it_stands_whole_elsewhere() -> None:
    assert fold("The treat-\nment. Another treatment.").text == "The treatment. Another treatment."


def test_a_hyphen_at_a_line_end_stays_in_a_word_that_is_not_known() -> None:
    assert fold("a self-\ndirected program").text == "a self-directed program"


@pytest.mark.parametrize("text", ["levels L4-\n5", "Pre-\nOperative", "and -\nso", "\ufb01-\nnal \ufb01nal"])
def test_other_hyphens_at_a_line_end_stay(text: str) -> None:
    assert "-" in fold(text).text


def test_a_paragraph_begins_after_an_empty_line() -> None:
    flow = fold("One.\nTwo.\n\nThree.")
    assert [flow.text[start:][:3] for start in flow.paragraph_starts] == ["One", "Thr"]
    assert flow.paragraph_before(flow.text.index("Two")) == 0
    assert flow.line_end(0) == 4
    assert flow.line_end(len(flow.text)) == len(flow.text)


def test_in_a_doubled_text_a_paragraph_begins_after_a_line_of_blanks() -> None:
    flow = fold("The words go \n\non over \n\nlines like this. \n\n \n\nNext one \n\nbegins here. \n")
    assert [flow.text[start:][:4] for start in flow.paragraph_starts] == ["The ", "Next"]


def test_a_page_break_inside_a_doubled_sentence_begins_no_paragraph() -> None:
    flow = fold("The words go \n\non over \n\n\n\nlines like this. \n\n \n\nNext one \n\nbegins here. \n")
    assert len(flow.paragraph_starts) == 2


def test_a_page_break_inside_a_sentence_begins_no_paragraph() -> None:
    assert len(fold("He had physical\ftherapy.\n\nSo.").paragraph_starts) == 2
    assert len(fold("He had therapy.\fThen he had more.\n").paragraph_starts) == 2
    assert len(fold("PHYSICAL THERAPY FOR\fTHE BACK: Upheld").paragraph_starts) == 1


def test_an_empty_text_has_no_words() -> None:
    flow = fold(" \n\n\f ")
    assert (flow.text, flow.line_starts, flow.paragraph_starts, flow.furniture) == ("", (), (), ())
    assert flow.origin(0) == 0
    assert flow.paragraph_before(0) == 0
    assert flow.span(0, 0).start == 0


def quotes(text: str) -> list[str]:
    flow = fold(text)
    return [span.quote(text) for span in flow.furniture]


@pytest.mark.parametrize(
    "foot",
    ["3", "- 3 -", "Page 3", "Page 3 of 7", "3 of 7", "Final Determination Letter for IMR Case Number CM14-0012345 3"],
)
def test_a_running_foot_is_furniture(foot: str) -> None:
    assert quotes(f"He had physical\n{foot}\ftherapy.") == [foot]
    assert fold(f"He had physical\n{foot}\ftherapy.").text == "He had physical therapy."


def test_a_running_foot_counts_wherever_it_stands() -> None:
    assert quotes("One.\nFinal Determination Letter for IMR Case Number CM14-0012345 3\nTwo.") == [
        "Final Determination Letter for IMR Case Number CM14-0012345 3"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Pages\n98\nand more",
        "IMR Case Number: CM14-0012345\nmore words\nhere",
        "He had\n12 sessions",
        "one\ntwo\n" + "9" * 95 + "\nthree",
    ],
)
def test_numbers_inside_a_page_are_text(text: str) -> None:
    assert quotes(text) == []


def test_a_number_between_empty_lines_is_a_page_number() -> None:
    assert quotes("He had physical\n\n\n\n3\n\ntherapy") == ["3"]


HEAD = "Pat Example, CM14-0012345"


def test_a_line_that_repeats_at_the_edge_of_pages_is_furniture() -> None:
    text = f"{HEAD}\nHe had physical\nRev. 1 p. 1\f{HEAD}\ntherapy, and\nRev. 1 p. 2\f{HEAD}\nthat is all.\nRev. 1 p. 3"
    assert fold(text).text == "He had physical therapy, and that is all."
    assert len(quotes(text)) == 6


def test_furniture_is_up_to_two_lines_deep() -> None:
    text = f"Acme\n{HEAD}\nBody one\f Acme\n{HEAD}\nbody two\fAcme\n{HEAD}\nbody three"
    assert fold(text).text == "Body one body two body three"


def test_the_second_line_is_text_where_the_first_is() -> None:
    text = "Alpha\nSame\nBody one\fBeta\nSame\nbody two"
    assert quotes(text) == []


def test_the_line_behind_a_page_number_may_be_furniture() -> None:
    text = f"1\n{HEAD}\nBody one\f2\n{HEAD}\nbody two"
    assert fold(text).text == "Body one body two"


def test_of_many_pages_one_may_be_without() -> None:
    assert fold(f"Letterhead\nOne\f{HEAD}\ntwo\f{HEAD}\nthree").text == "Letterhead One two three"
    assert HEAD in fold(f"Letterhead\nOne\f{HEAD}\ntwo").text


@pytest.mark.parametrize("line", ["is necessary.", "and then", "One of these,", "The list is:"])
def test_prose_that_repeats_is_text(line: str) -> None:
    assert fold(f"{line}\nOne\f{line}\nTwo").text.count(line) == 2


@pytest.mark.parametrize(
    "line",
    [
        "MAXIMUS guideline: Decision based on MTUS Chronic Pain Treatment Guidelines",
        "Claims Administrator guideline: Decision based on the MTUS",
        "Decision rationale: The patient has neck pain and",
        "Rationale for the Decision: The patient has neck pain and",
        "Clinical Case Summary: The patient is",
        "The Expert Reviewer based his/her decision on the MTUS, Acupuncture Medical",
    ],
)
def test_a_label_of_the_body_that_heads_two_pages_is_text(line: str) -> None:
    assert quotes(f"{line}\nOne\f{line}\nTwo") == []


def test_a_line_that_also_stands_within_pages_again_and_again_is_text() -> None:
    body = "a\nb\nWork hardening is common\nc\nd"
    assert quotes(f"Work hardening is common\n{body}\fWork hardening is common\n{body}") == []
    assert len(quotes("Review Group\na\nb\nReview Group\nc\nd\fReview Group\na\nb\nc\nd")) == 2


def test_pages_of_one_line_may_be_nothing_but_furniture() -> None:
    assert fold("Acme\fAcme").text == ""


def test_without_form_feeds_nothing_repeats_at_edges() -> None:
    assert quotes(f"{HEAD}\nOne\n\n{HEAD}\nTwo") == []


def test_tidy_folds_as_the_flow_does() -> None:
    assert tidy(" the \ufb01rst\u00a0one\u00ad \n ") == "the first one"


@given(
    st.lists(st.sampled_from([*"a b-.1\n\f\t", "\u00a0", "\ufb01", "IMR Case Number: CM14-1", "Page 2"]), max_size=14)
)
def test_folding_changes_nothing_but_the_ends_of_lines_in_a_flowing_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    if is_flowing(text):
        flow = fold(text)
        assert flow.text == text.replace("\n", " ")
        assert [flow.origin(place) for place in range(len(text))] == list(range(len(text)))


def test_what_a_browser_prints_at_the_edges_of_a_page_is_furniture() -> None:
    text = (
        "It was denied because the\n\n11/21/26, 11:08 AM\n\nfile:///letters/letter.html 1/2\n\f"
        "records are silent.\n\n11/21/26, 11:08 AM IMR letter\n\nhttps://imr.example/letter 2/2\n"
    )
    flow = fold(text)
    assert flow.text == "It was denied because the records are silent."
    assert [span.quote(text) for span in flow.furniture] == [
        "11/21/26, 11:08 AM",
        "file:///letters/letter.html 1/2",
        "11/21/26, 11:08 AM IMR letter",
        "https://imr.example/letter 2/2",
    ]


def test_an_address_or_a_time_in_prose_is_text() -> None:
    text = "The study at https://journal.example/1 was read.\nSeen 11/21/26, 11:08 AM by the provider.\n"
    assert fold(text).text == " ".join(text.split())


def test_a_line_of_marks_without_width_begins_no_words() -> None:
    flow = fold("\u200b\nThe \ufb01rst.")
    assert flow.text == "The first."
    assert flow.span(4, 9).quote(flow.original) == "\ufb01rst"


def test_a_word_that_stands_only_within_a_longer_one_is_not_known() -> None:
    assert fold("a re-\nquest beside requests").text == "a re-quest beside requests"
