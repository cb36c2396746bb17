from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise

import pytest
from lxml import html

from openimr.determinations.writing import Form, PrintSize, write
from unit.determinations.writing.letters import a_full_letter, a_letter


def page(**options: object) -> str:
    written = write(a_full_letter(), to=Form.HTML, **options)  # type: ignore[arg-type]  # options of write
    assert isinstance(written, str)
    return written


def test_there_is_one_first_heading_and_no_level_is_skipped() -> None:
    for text in (page(), write(a_letter(), to=Form.HTML)):
        levels = [int(heading.tag[1]) for heading in html.fromstring(text).iter("h1", "h2", "h3", "h4", "h5")]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_nothing_can_run_and_nothing_is_loaded() -> None:
    text = page()
    assert "<script" not in text
    assert not re.search(r"\s(?:src|href)=|url\(", text)
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in text


def test_labels_are_the_headers_of_their_rows() -> None:
    cells = html.fromstring(page()).findall(".//th")
    assert cells
    assert all(cell.get("scope") == "row" for cell in cells)


def test_the_page_says_its_language_and_that_the_case_is_invented() -> None:
    text = page()
    assert '<html lang="en-US">' in text
    assert "INVENTED SAMPLE: not about a real person" in text


def test_words_are_escaped() -> None:
    text = write(a_letter(claim_number="R<3 & x"), to=Form.HTML)
    assert isinstance(text, str)
    assert "R<3" not in text
    assert "R&lt;3 &amp; x" in text


@pytest.mark.parametrize(("size", "points"), [(PrintSize.STANDARD, "11pt"), (PrintSize.LARGE, "18pt")])
def test_large_print_is_larger(size: PrintSize, points: str) -> None:
    assert f"font-size:{points}" in page(print_size=size)
