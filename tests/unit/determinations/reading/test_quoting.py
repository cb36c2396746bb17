from __future__ import annotations

import re

import pytest

from openimr.determinations.reading.flow import fold
from openimr.determinations.reading.quoting import is_own_line, is_quoted


def quoted(text: str) -> bool:
    flow = fold(text)
    return is_quoted(flow, flow.text.index("HEADING"))


@pytest.mark.parametrize("text", ['the "HEADING"', "the “HEADING”", "a ' HEADING", "SUPERIOR COURT OF X\nHEADING",
                                  "Pat Example, Petitioner, v. Acme, Respondent.\nHEADING",
                                  "WORKERS' COMPENSATION APPEALS BOARD\nHEADING"])  # fmt: skip
def test_behind_a_quotation_mark_or_below_a_caption_words_are_quoted(text: str) -> None:
    assert quoted(text)


@pytest.mark.parametrize("text", ["HEADING", "Title\nHEADING", "He said “so.” Then HEADING", "HEADING\nSUPERIOR COURT",
                                  "You may appeal to the Workers' Compensation Appeals Board.\nHEADING"])  # fmt: skip
def test_other_words_are_not(text: str) -> None:
    assert not quoted(text)


@pytest.mark.parametrize(
    ("text", "own"), [("HEADING", True), ("a\nHEADING", True), ("All is said. HEADING", True), ("in HEADING", False)]
)
def test_a_line_of_its_own_begins_a_line_or_follows_a_sentence(text: str, *, own: bool) -> None:
    flow = fold(text)
    match = re.search("HEADING", flow.text)
    assert match
    assert is_own_line(flow, match) is own
