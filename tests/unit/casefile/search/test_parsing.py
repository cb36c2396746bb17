"""The language of queries, and what a faulty one is told."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.model import DocumentKind
from openimr.casefile.search.parsing import parse
from openimr.casefile.search.query import (
    All,
    Dated,
    Either,
    InDocument,
    Near,
    Node,
    OfKind,
    OnPages,
    Phrase,
    Without,
    Word,
    told,
)
from openimr.errors import UnusableArguments

A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("a b", All((A, B))),
        ("a AND b", All((A, B))),
        ("a OR b c", Either((A, All((B, C))))),
        ("(a OR b) c", All((Either((A, B)), C))),
        ('"a b"', Phrase((A, B))),
        ("“a b”", Phrase((A, B))),
        ('"a"', A),
        ("a-b", Phrase((A, B))),
        ("a -b", All((A, Without(B)))),
        ("a NOT b", All((A, Without(B)))),
        ("-(a b)", Without(All((A, B)))),
        ("a NEAR/3 b", Near(A, B, 3)),
        ("a NEAR b", Near(A, B, 10)),
        ("a NEAR/2 b NEAR/3 c", Near(Near(A, B, 2), C, 3)),
        ("(a OR b) NEAR/3 c", Near(Either((A, B)), C, 3)),
        ("near and or", All((Word("near"), Word("and"), Word("or")))),
        ("acup*", Word("acup", is_prefix=True)),
        ("treat\u00adment", Word("treatment")),
        ("PHQ-9:12", Phrase((Word("phq"), Word("9"), Word("12")))),
        ("kind:imaging", OfKind(DocumentKind.IMAGING)),
        ("kind:Progress-Report", OfKind(DocumentKind.PROGRESS_REPORT)),
        ("page:7", OnPages(7, 7)),
        ("pages:7-9", OnPages(7, 9)),
        ("document=3", InDocument(3)),
        ("date:2014", Dated(dt.date(2014, 1, 1), dt.date(2014, 12, 31))),
        ("date:2016-02", Dated(dt.date(2016, 2, 1), dt.date(2016, 2, 29))),
        ("date>=2014-01-05", Dated(dt.date(2014, 1, 5), None)),
        ("date>2014", Dated(dt.date(2015, 1, 1), None)),
        ("date<=2014-02", Dated(None, dt.date(2014, 2, 28))),
        ("date<2014", Dated(None, dt.date(2013, 12, 31))),
    ],
)
def test_a_query_is_read_as_written(query: str, node: Node) -> None:
    assert parse(query) == node


@pytest.mark.parametrize(
    ("query", "place", "word"),
    [
        ("", 1, "nothing"),
        ("   ", 1, "nothing"),
        ("a OR", 3, "missing at the end"),
        ("a AND", 3, "missing at the end"),
        ("OR a", 1, "missing before"),
        ("NEAR/5 a", 1, "missing before"),
        ("(a", 1, "not closed"),
        ("a)", 2, "not opened"),
        ("()", 2, "missing before"),
        ('a "b', 3, "not closed"),
        ('a ""', 3, "no letter"),
        ("a ...", 3, "no letter"),
        ("a - b", 3, "no letter"),
        ("a NEAR/x b", 3, "number"),
        ("a NEAR/0 b", 3, "number"),
        ("a NEAR/101 b", 3, "number"),
        ("a NEAR/³ b", 3, "number"),
        ("(a b) NEAR/2 c", 1, "NEAR stands between"),
        ("a NEAR/2 page:3", 10, "NEAR stands between"),
        ("ab*", 1, "asterisk"),
        ("a kind:imagin", 3, "no kind"),
        ("kind:", 1, "no kind"),
        ("kind>imaging", 1, "compared"),
        ("page:x", 1, "no number"),
        ("page:9-3", 1, "backwards"),
        ("document:1-2", 1, "no number"),
        ("date:yesterday", 1, "no date"),
        ("date:2014-02-30", 1, "no day"),
        ("date>9999", 1, "no date"),
        ("(" * 400, 13, "inside"),
        ("-" * 300 + "a", 13, "inside"),
        ("a " * 60, 81, "words"),
    ],
)
def test_a_faulty_query_is_told_its_place_fault_and_remedy(query: str, place: int, word: str) -> None:
    with pytest.raises(UnusableArguments) as caught:
        parse(query)
    assert caught.value.where == f"query, character {place}"
    assert word in caught.value.what
    assert caught.value.remedy


def test_an_endless_query_is_refused_before_it_is_read() -> None:
    with pytest.raises(UnusableArguments, match="unusable-arguments in query"):
        parse("a" * 501)


def test_a_kind_that_is_misspelt_is_answered_with_the_nearest_and_all() -> None:
    with pytest.raises(UnusableArguments) as caught:
        parse("kind:imagng")
    assert "Did you mean kind:imaging?" in caught.value.remedy
    assert "fax_cover" in caught.value.remedy


def test_what_a_query_says_of_health_stands_in_no_log() -> None:
    with pytest.raises(UnusableArguments) as caught:
        parse("kind:schizophrenia")
    assert "schizophrenia" not in str(caught.value)


@given(st.text(alphabet=st.sampled_from('ab"()-*: ./5\n'), max_size=30) | st.text(max_size=40))
def test_any_text_is_a_query_or_refused_with_a_remedy(query: str) -> None:
    try:
        node = parse(query)
    except UnusableArguments as error:
        refused = error
    else:
        assert parse(told(node)) == node
        return
    assert refused.where
    assert refused.remedy


@given(st.lists(st.sampled_from(["a", "b", '"a b"', "OR", "AND", "NEAR/2", "(", ")", "-", "page:2", "date:2014"])))
def test_what_was_understood_reads_as_it_was_understood(pieces: list[str]) -> None:
    try:
        node = parse(" ".join(pieces))
    except UnusableArguments:
        return
    if "date" not in told(node):
        assert parse(told(node)) == node
    else:
        assert told(parse(told(node))) == told(node)
