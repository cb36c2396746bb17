"""What a query finds, where, and in which order."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.casefile.model import Box, DocumentKind, Legibility
from openimr.casefile.search import Hits, Match, Reason, Tolerance, build, search
from openimr.errors import MalformedData, UnusableArguments
from unit.casefile.search.factories import document, page, pages

FILE = pages(
    "Low back pain, treated with acupuncture.",
    "Neck pain. No pain in the low back.",
    "The back is\nlow-\ngrade sore; follow-\nup in a week.",
    "Pain at 3. Pain at 5.",
)


def numbers(found: Hits) -> list[int]:
    return [hit.running for hit in found.pages]


def asked(query: str) -> list[int]:
    return numbers(search(build(FILE), query, tolerance=Tolerance.EXACT))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("back", [1, 2, 3]),
        ("low pain", [1, 2]),
        ('"low back"', [1, 2]),
        ('"back low"', []),
        ("acupuncture OR week", [1, 3]),
        ("pain -neck", [1, 4]),
        ("-pain", [3]),
        ("pain -back", [4]),
        ("neck NEAR/1 pain", [2]),
        ("neck NEAR/6 back", []),
        ("neck NEAR/7 back", [2]),
        ("back NEAR/7 neck", [2]),
        ('"low back" NEAR/1 pain', [1]),
        ("(neck OR acupuncture) NEAR/3 pain", [1, 2]),
        ("(neck OR acupuncture) NEAR/2 pain", [2]),
        ("pain NEAR/1 pain", []),
        ("pain NEAR/2 pain", [2]),
        ("pain NEAR/3 pain", [2, 4]),
        ("acu*", [1]),
        ("follow-up", [3]),
        ("followup", [3]),
        ("follow", [3]),
        ('"follow up in"', [3]),
        ('"grade sore"', [3]),
        ('"is lowgrade sore"', [3]),
        ("page:2-3 back", [2, 3]),
        ("-page:2-3", [1, 4]),
        ("nothing", []),
        ('"pain nothing"', []),
    ],
)
def test_a_query_finds_these_pages(query: str, expected: list[int]) -> None:
    assert asked(query) == expected


def test_a_phrase_does_not_run_over_the_edge_of_a_page_where_no_document_is_known() -> None:
    index = build(pages("ends with low", "back begins"))
    assert not search(index, '"low back"').pages
    assert not search(index, "low NEAR/5 back").pages
    assert not search(index, '"begins ends"').pages


def test_a_phrase_is_found_where_its_first_word_would_stand_before_the_file() -> None:
    assert not search(build(pages("back")), '"low low back"').pages


def test_a_hit_has_document_page_stretch_quote_and_box() -> None:
    found = search(build(FILE), '"back pain"', documents=[document(7, 1, 2)])
    (place,) = found.pages[0].places
    assert (place.pin.document, place.pin.page, place.pin.quote) == ("7", 1, "back pain")
    assert place.pin.span.quote(FILE[0].text) == "back pain"
    assert place.boxes == (Box(140.0, 0.0, 230.0, 12.0),)
    assert place.pin.box == place.boxes[0]
    assert place.match is Match.EXACT


def test_a_place_over_two_lines_has_a_box_on_each() -> None:
    (place,) = search(build(FILE), '"follow up"').pages[0].places
    assert place.pin.quote == "follow-\nup"
    assert place.match is Match.EXACT
    assert [(box.left, box.top, box.right) for box in place.boxes] == [(220.0, 40.0, 290.0), (100.0, 60.0, 120.0)]
    assert place.pin.box == Box(100.0, 40.0, 290.0, 72.0)


def test_a_page_without_lines_has_no_boxes() -> None:
    bare = page("knee")
    text = type(bare.texts[0])(source=bare.texts[0].source, text="knee")
    (place,) = (
        search(build([type(bare)(file="x", number=1, running=1, width=1, height=1, texts=(text,))]), "knee")
        .pages[0]
        .places
    )
    assert place.boxes == ()
    assert place.pin.box is None
    assert place.pin.document == ""


def test_counts_are_of_the_whole_answer_and_pages_of_what_was_asked_for() -> None:
    found = search(build(FILE), "pain", pages=1, places=1)
    assert (found.searched, found.found_pages, found.sure_pages, found.exact) == (4, 3, 3, 5)
    assert len(found.pages) == 1
    assert len(search(build(FILE), "pain", places=1).pages[1].places) == 1
    assert not search(build(FILE), "pain", pages=0).pages


def test_hits_are_counted_by_document() -> None:
    papers = [document(1, 1, 2, DocumentKind.IMAGING, dt.date(2014, 3, 5)), document(2, 3, 3)]
    rows = search(build(FILE), "pain", documents=papers).documents
    assert [(row.number, row.kind, row.pages, row.sure_pages, row.exact) for row in rows] == [
        (1, DocumentKind.IMAGING, 2, 2, 3),
        (0, None, 1, 1, 2),
    ]
    assert rows[0].dated_on == dt.date(2014, 3, 5)


def test_a_snippet_shows_words_around_the_first_place_on_one_line() -> None:
    snippet = search(build(FILE), "grade").pages[0].snippet
    assert snippet is not None
    assert (snippet.before, snippet.quote, snippet.after) == (
        "The back is",
        "low- grade",
        "sore; follow- up in a week.",
    )


def test_a_long_page_is_cut_between_words_in_its_snippet() -> None:
    snippet = search(build(pages("before " * 40 + "KNEE" + " behind" * 40)), "knee").pages[0].snippet
    assert snippet is not None
    assert snippet.before.startswith("… before")
    assert snippet.after.endswith("behind …")


def test_a_page_found_for_what_is_not_on_it_has_no_places() -> None:
    hit = search(build(FILE), "-pain").pages[0]
    assert hit.places == ()
    assert hit.snippet is None


def test_a_duplicate_is_found_and_says_what_it_repeats() -> None:
    index = build([page("knee"), page("knee", 2, duplicate_of=1)])
    assert [hit.duplicate_of for hit in search(index, "knee").pages] == [None, 1]


def test_filters_by_kind_date_and_document_limit_what_is_found() -> None:
    index = build(FILE)
    papers = [
        document(1, 1, 1, DocumentKind.IMAGING, dt.date(2014, 3, 5)),
        document(2, 2, 2, DocumentKind.PHARMACY, dt.date(2014, 3, 6)),
        document(3, 4, 4, DocumentKind.IMAGING, dt.date(2015, 1, 1)),
    ]
    for query, expected in (
        ("pain kind:imaging", [1, 4]),
        ("pain -kind:imaging", [2]),
        ("pain date>2014-03-05", [2, 4]),
        ("pain date>=2014-03-05 date<2014-03-06", [1]),
        ("pain -(kind:imaging OR date:2015)", [2]),
        ("pain document:2", [2]),
        ("pain --kind:imaging", [1, 4]),
    ):
        assert numbers(search(index, query, documents=papers)) == expected, query


def test_a_page_of_a_document_without_a_date_may_be_of_any_date() -> None:
    index, papers = build(FILE), [document(1, 1, 1, dated_on=dt.date(2014, 3, 5)), document(2, 2, 4)]
    found = search(index, "pain date:2014", documents=papers)
    assert [(hit.running, hit.match, hit.reasons) for hit in found.pages] == [
        (1, Match.EXACT, ()),
        (2, Match.TOLERANT, (Reason.UNDATED,)),
        (4, Match.TOLERANT, (Reason.UNDATED,)),
    ]


def test_a_page_of_no_document_may_be_of_any_kind() -> None:
    found = search(build(FILE), "pain kind:imaging", documents=[document(1, 1, 2)])
    assert [(hit.running, hit.reasons) for hit in found.pages] == [(4, (Reason.NO_DOCUMENT,))]


def test_a_filter_of_documents_needs_documents() -> None:
    for query in ("kind:imaging", "pain -date:2014", "a OR document:2"):
        with pytest.raises(UnusableArguments, match="query"):
            search(build(FILE), query)


def test_an_unread_page_is_only_perhaps_without_a_word() -> None:
    index = build([page("knee"), page("", 2), page("neck", 3), page("n ck", 4, Legibility.ILLEGIBLE)])
    found = search(index, "-knee")
    assert [(hit.running, hit.match, hit.reasons) for hit in found.pages] == [
        (3, Match.EXACT, ()),
        (2, Match.TOLERANT, (Reason.UNREAD,)),
        (4, Match.TOLERANT, (Reason.UNREAD,)),
    ]
    assert found.unread == (2, 4)
    assert numbers(search(index, "--knee")) == [1]


def test_two_pages_of_one_number_are_refused_by_number() -> None:
    with pytest.raises(MalformedData, match="page 1"):
        build([page("a"), page("b")])


def test_an_index_knows_whether_its_pages_are_current() -> None:
    index = build(FILE)
    assert index.is_current(reversed(FILE))
    assert not index.is_current(FILE[:-1])
    assert not index.is_current([*FILE[:-1], page("read again", 4)])
    assert not index.is_current([*FILE[:-1], page(FILE[3].text, 4, Legibility.DOUBTFUL)])


def test_an_empty_case_file_answers_with_nothing() -> None:
    found = search(build([]), "pain -knee")
    assert (found.searched, found.found_pages, found.pages) == (0, 0, ())


def test_the_beginning_of_too_many_words_is_refused() -> None:
    index = build(pages(" ".join(f"abc{number}" for number in range(2001))))
    with pytest.raises(UnusableArguments, match="query"):
        search(index, "abc*")


def test_dense_neighbours_are_found_in_time_in_proportion_to_their_number() -> None:
    found = search(build(pages("a " * 60_000)), "a NEAR/100 a", places=0)
    assert found.exact == 60_000
