from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.determinations.opening import LIMITS, Limits
from openimr.determinations.opening.html import read_html
from openimr.errors import UnreadableFile


def shown(page: str) -> str:
    return read_html(page.encode(), name="a.html", limits=LIMITS)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<h1>Final  <b>Determination</b></h1><p>One &amp;\n two</p>", "Final Determination\n\nOne & two\n"),
        ("<p>One<br>two<br/> three</p>", "One\ntwo\nthree\n"),
        ("<div>One<div>two</div>three</div>", "One\n\ntwo\n\nthree\n"),
        ("<p>a<span> b</span>c <i>d</i></p>tail", "a bc d\n\ntail\n"),
        ("<ul><li>one<li>two</ul>", "- one\n- two\n"),
        ("<ol><li>one<li>two<li value=7>seven<li>eight</ol>", "1. one\n2. two\n7. seven\n8. eight\n"),
        ("<ol start=3><li>three</ol><p>x</p>", "3. three\n\nx\n"),
        ("<ol start=x><li>one</ol>", "1. one\n"),
        ("<ul><li>a<ul><li>b<li>c</ul><li>d</ul>", "- a\n- b\n- c\n- d\n"),
        ("<ul><li><p>a</p><p>more of a</p></li><li>b</li></ul>", "- a\n\nmore of a\n- b\n"),
        ("<ul><li></li><li>b</li></ul>", "- b\n"),
        ("<div><li>stray</li></div>", "- stray\n"),
        ("<dl><dt>Case<dd>CM1</dl>", "Case\n\nCM1\n"),
        ("<pre>  a\n    b</pre>", "  a\n    b\n"),
        ("<p>caf&eacute; &nbsp;&#8217;s</p>", "café \u00a0’s\n"),
    ],
)
def test_a_page_becomes_the_text_that_it_shows(page: str, text: str) -> None:
    assert shown(page) == text


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("<tr><th>Case Number:<td>CM1<tr><td>Date<td>D", "Case Number: CM1\nDate: D\n"),
        ("<tr><td>Case Number:<td>CM1<td>Assigned:<td>D", "Case Number: CM1\nAssigned: D\n"),
        ("<tr><th>What<th>How<tr><td>Yoga<td>Upheld<tr><td>MRI<td>", "What: Yoga\nHow: Upheld\n\nWhat: MRI\n"),
        ("<tr><td>one<td>two<td>three", "one  two  three\n"),
        ("<tr><td>a<td>b<td>c<td>d", "a  b  c  d\n"),
        ("<tr><td><td>only a value", "only a value\n"),
        ("<tr><td>only a label<td>", "only a label:\n"),
        ("<tr><td><td>", ""),
        ("<tr><th>Only<th>heads", "Only  heads\n"),
        ("<tr><td><p>one</p><p>two</p><td>three", "one\n\ntwo\n\nthree\n"),
        ("<tr><td>before<td><table><tr><td>in<td>side</table>", "before: in: side\n"),
        ("<tr><td>a one-cell row", "a one-cell row\n"),
        ("<caption>Dates</caption><tr><td>a<td>b", "Dates\n\na: b\n"),
    ],
)  # fmt: skip
def test_a_table_becomes_lines_of_labels_and_values(table: str, text: str) -> None:
    assert shown(f"<table>{table}</table>") == text


def test_cells_outside_of_any_table_lose_nothing() -> None:
    assert shown("<body><div>a</div><tr><td>cell</td></tr></body>").split() == ["a", "cell"]


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script>",
        "<style>p {}</style>",
        "<!-- remark -->",
        "<div hidden>not shown</div>",
        "<p style='color:red; display : none'>not shown</p>",
        "<p style='visibility:hidden'>not shown</p>",
        "<template><p>not shown</p></template>",
        "<head><title>not shown</title></head>",
        "<?php not shown ?>",
        "",
    ],
)
def test_what_the_page_does_not_show_is_left_out_and_what_follows_stays(page: str) -> None:
    assert shown(f"<html><body>{page}<p>seen</p></body></html>") == "seen\n"


def test_an_element_with_other_styles_is_shown() -> None:
    assert shown("<p style='display:block'>seen</p>") == "seen\n"


def test_text_after_a_hidden_element_belongs_to_the_paragraph() -> None:
    assert shown("<p>a <span hidden>x</span>b</p>") == "a b\n"


@pytest.mark.parametrize("page", ["<html></html>", "<p> </p>", "<!-- only a remark -->", "<html"])
def test_a_page_that_shows_nothing_has_no_text(page: str) -> None:
    assert shown(page) == ""


def test_the_encoding_that_the_page_names_is_taken() -> None:
    data = '<meta charset="iso-8859-5"><p>Ж</p>'.encode("iso-8859-5")
    assert read_html(data, name="a", limits=LIMITS) == "Ж\n"


@pytest.mark.parametrize("named", ["no-such-encoding", "ascii"])
def test_a_page_that_is_wrong_about_its_encoding_is_still_read(named: str) -> None:
    assert read_html(f'<meta charset="{named}"><p>é’</p>'.encode(), name="a", limits=LIMITS) == "é’\n"


def test_a_byte_order_mark_outweighs_what_the_page_names() -> None:
    assert read_html('\ufeff<meta charset="latin-1"><p>é</p>'.encode(), name="a", limits=LIMITS) == "é\n"


def test_deep_nesting_is_refused_and_no_text_is_lost_in_silence() -> None:
    with pytest.raises(UnreadableFile) as caught:
        shown("<div>" * 100_000 + "lost")
    assert "nested" in caught.value.what


def test_nesting_as_in_real_pages_is_read() -> None:
    assert shown("<div>" * 150 + "deep" + "</div>" * 150) == "deep\n"


def test_more_text_than_a_letter_can_have_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"a\.html"):
        read_html(b"<p>" + b"word " * 100, name="a.html", limits=Limits(text_bytes=100))


PIECES = [
    "<p>",
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "<li>",
    "<ol>",
    "</ol>",
    "</td>",
    "</table>",
    "<pre>",
    "<br>",
    "word",
]


@given(st.lists(st.sampled_from(PIECES) | st.text("<>/ab &;=\"'-\n", max_size=3), max_size=25))
def test_no_page_however_broken_makes_the_reader_fail(pieces: list[str]) -> None:
    assert isinstance(shown("<body>" + "".join(pieces)), str)


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_word_of_a_page_is_lost(pieces: list[str]) -> None:
    assert shown("<body>" + " ".join(pieces)).count("word") >= pieces.count("word")
