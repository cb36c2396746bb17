"""A page's own count is told from that of a fax machine and that of the whole scan."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.documents.counts import Count, counts, is_transmission, own_counts
from unit.casefile.documents.making import pages


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Page 2 of 5", (Count(2, 5),)),
        ("Report\nPage: 3", (Count(3),)),
        ("Report\n2/4", (Count(2, 4),)),
        ("Report\n- 7 -", (Count(7),)),
        ("Pag 2", ()),
        ("Page O2 0f l0", (Count(2, 10),)),
        ("Page L0 of i2", (Count(10, 12),)),
        ("Page \u01310", (Count(10),)),
        ("Page 5 of 2", ()),
        ("Page 0 of 2", ()),
        ("08/01/2014 10:22 FAX 555-010-0100 P.003/012\nPage 1 of 2", (Count(1, 2),)),
        ("He was seen on page 3 of the old chart.", (Count(3),)),
        ("Page oo", ()),
        ("", ()),
    ],
)
def test_counts_are_read_as_they_stand(text: str, found: tuple[Count, ...]) -> None:
    assert counts(text) == found


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("08/01/2014 10:22 FAX 555-010-0100 P.003/012", True),
        ("From: Clinic 555-010-0100 Page: 2/3 Time: 3:15 PM", True),
        ("08/01/2014 1022 FAX 555-010-0100 P.003", True),
        ("Seen at 10:22 today", False),
        ("Telephone 555-010-0100, Fax 555-010-0101", False),
    ],
)
def test_the_line_of_a_fax_machine_is_told(line: str, is_one: bool) -> None:
    assert is_transmission(line) is is_one


def test_a_count_far_within_the_text_is_not_the_pages_own() -> None:
    lines = [f"line {chr(97 + number)}" for number in range(20)]
    lines[10] = "Page 4 of 9"
    assert counts("\n".join(lines)) == ()


def test_a_heading_alone_does_not_make_a_count_that_of_the_scan() -> None:
    pile = pages("A\nPage 1 of 3", "B\nPage 2 of 3", "C\nPage 3 of 3")
    assert own_counts(pile, [True, True, False]) == (Count(1, 3), Count(2, 3), Count(3, 3))


def test_a_count_that_passes_two_first_pages_is_that_of_the_scan() -> None:
    pile = pages("A\nPage 1 of 3", "B\nPage 2 of 3", "C\nPage 3 of 3")
    assert own_counts(pile, [True, True, True]) == (None, None, None)


def test_of_two_counts_that_of_the_document_is_kept() -> None:
    pile = pages("Page 8 of 90\nPage 1 of 2", "Page 9 of 90\nPage 2 of 2", "Page 10 of 90\nPage 1 of 1")
    assert own_counts(pile, [False, False, False]) == (Count(1, 2), Count(2, 2), Count(1, 1))


@given(st.text(alphabet="pPgG:# oO0lLiI\u0131|123/of", max_size=24))
def test_no_count_that_ocr_may_read_stops_the_reading(after: str) -> None:
    for count in counts(f"Page {after}\n{after}"):
        assert count.number > 0
