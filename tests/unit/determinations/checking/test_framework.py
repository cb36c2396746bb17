from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.citations import Span
from openimr.determinations.checking.framework import (
    Check,
    Context,
    Hit,
    Passage,
    Severity,
    Side,
    run,
)
from openimr.determinations.checking.places import Places
from openimr.determinations.model import Basis, Determination, FactKind, Part, PartKind, Source
from openimr.determinations.sentences import split_sentences
from unit.determinations.checking.factories import a_determination, a_reviewer, a_treatment

TEXT = "One line.\nHe is  well, he is\n\nill.\nThe end."


def finding(*hits: Hit, code: str = "D999") -> Check:
    return Check(
        code=code,
        name="a-check",
        severity=Severity.NOTE,
        what="",
        why="",
        mend="",
        sources=(),
        look=lambda _: iter(hits),
    )


def read(text: str = TEXT, *, parts: tuple[Part, ...] = (), spans: dict[str, Span] | None = None) -> Determination:
    source = Source(name="a.txt", media_type="text/plain", sha256="", text=text, page_starts=(0, 10))
    return a_determination(source=source, spans=spans or {}, parts=parts)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", ()),
        ("One.", ("One.",)),
        ("One. Two? Three! four", ("One.", "Two?", "Three! four")),
        ("See p. 23 and pp. 4. Then J. Roe came.", ("See p. 23 and pp. 4.", "Then J. Roe came.")),
        ("1. Neck pain. 2. Back pain.", ("1. Neck pain.", "2. Back pain.")),
        ("He has “pain.” She has none.", ("He has “pain.”", "She has none.")),
    ],
)
def test_sentences_end_where_a_reader_sees_them_end(text: str, sentences: tuple[str, ...]) -> None:
    assert split_sentences(text) == sentences


@pytest.mark.parametrize("word", ["knee", "ankle", "wrist", "arm"])
def test_a_word_is_said_where_no_letter_of_ascii_stands_beside_it(word: str) -> None:
    summary = "The kneecap, the Knee; ankle-hips, wristé, éarm and the neckline."
    assert Context(a_determination(clinical_case_summary=summary)).says("clinical_case_summary", word)


@pytest.mark.parametrize("word", ["hip", "neck", "elbow", "line"])
def test_a_word_within_another_is_not_said(word: str) -> None:
    summary = "The kneecap, the Knee; ankle-hips, wristé, éarm and the neckline."
    assert not Context(a_determination(clinical_case_summary=summary)).says("clinical_case_summary", word)


@pytest.mark.parametrize(
    ("text", "lines"), [("a\nb\nc", {0: 1, 2: 2, 4: 3}), ("", {0: 1}), ("\n\n", {2: 3, 0: 1, 1: 2})]
)
def test_a_line_is_told_in_whatever_order_places_are_asked_for(text: str, lines: dict[int, int]) -> None:
    places = Places(read(text))
    assert {place: places.line_and_page(place)[0] for place in lines} == lines


@given(st.text(alphabet="ab. A!?1\n)”Dr", max_size=60))
def test_no_word_is_lost_between_sentences(text: str) -> None:
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())


def test_a_finding_points_at_the_words_in_the_original_over_line_ends() -> None:
    determination = read(spans={"clinical_case_summary": Span(start=10, end=35)})
    (found,) = run(determination, (finding(Hit(where="clinical_case_summary", message="m", quote="he is ill")),))
    assert found.span is not None
    assert found.span.quote(TEXT).split() == ["he", "is", "ill"]
    assert (found.line, found.page) == (2, 2)


@pytest.mark.parametrize(("at", "start"), [(0, 0), (1, 0), (6, 6), (8, 6), (None, 0)])
def test_of_words_that_stand_twice_the_nearest_to_the_place_is_meant(at: int | None, start: int) -> None:
    determination = read("he is he is", spans={"clinical_case_summary": Span(start=0, end=11)})
    (found,) = run(determination, (finding(Hit(where="clinical_case_summary", message="m", quote="he is", at=at)),))
    assert found.span is not None
    assert found.span.start == start


def test_words_that_cannot_be_found_point_at_the_whole_value() -> None:
    whole = Span(start=10, end=35)
    hits = (Hit(where="clinical_case_summary", message=m, quote=q) for m, q in (("a", "never"), ("b", "")))
    assert [found.span for found in run(read(spans={"clinical_case_summary": whole}), (finding(*hits),))] == [
        whole,
        whole,
    ]


def test_what_is_not_there_points_at_the_part_or_the_treatment_that_should_hold_it() -> None:
    part = Part(kind=PartKind.PROCESS, span=Span(start=0, end=9))
    heading = Span(start=10, end=12)
    determination = read(parts=(part,), spans={"disputed_treatments[0].heading": heading})
    paths = ("reviewer", "disputed_treatments[0].reviewer_basis", "documents_reviewed")
    found = run(determination, (finding(*(Hit(where=path, message="m") for path in paths)),))
    assert {one.where: one.span for one in found} == {
        "reviewer": part.span,
        "disputed_treatments[0].reviewer_basis": heading,
        "documents_reviewed": None,
    }


def test_a_place_in_the_original_is_taken_as_it_is() -> None:
    span = Span(start=4, end=8)
    (found,) = run(read(), (finding(Hit(where="x", message="m", span=span)),))
    assert (found.span, found.line, found.page) == (span, 1, 1)


def test_without_an_original_a_finding_has_no_place() -> None:
    hit = Hit(where="clinical_case_summary", message="m", span=Span(start=0, end=1))
    for determination in (a_determination(), read("")):
        (found,) = run(determination, (finding(hit),))
        assert (found.span, found.line, found.page) == (None, None, None)


def test_findings_stand_in_the_order_of_the_document_then_of_the_codes() -> None:
    late, early = Span(start=9, end=10), Span(start=1, end=2)
    checks = (
        finding(Hit(where="x", message="m", span=late), Hit(where="x", message="m", span=early), code="D2"),
        finding(Hit(where="x", message="m", span=late), Hit(where="x", message="m"), code="D1"),
    )
    assert [(one.code, one.span) for one in run(read(), checks)] == [
        ("D1", None),
        ("D2", early),
        ("D1", late),
        ("D2", late),
    ]


def test_the_prose_holds_every_free_text_by_its_path() -> None:
    context = Context(
        a_determination(a_treatment(), a_treatment(rationale=None, plain_reason=None, reviewer_basis=None))
    )
    assert set(context.prose) == {
        "clinical_case_summary",
        "documents_reviewed[0]",
        "documents_reviewed[1]",
        *(f"disputed_treatments[0].{name}" for name in ("heading", "rationale", "plain_reason", "reviewer_basis")),
        "disputed_treatments[0].claims_administrator_basis",
        "disputed_treatments[1].heading",
        "disputed_treatments[1].claims_administrator_basis",
    }
    assert set(context.narrative) == {"clinical_case_summary", "disputed_treatments[0].rationale"}
    assert [side for _, side, _ in context.bases()] == [
        Side.CLAIMS_ADMINISTRATOR,
        Side.REVIEWER,
        Side.CLAIMS_ADMINISTRATOR,
    ]
    assert [side.party for side in Side] == ["the claims administrator", "the reviewer"]


def test_a_basis_without_words_is_no_prose() -> None:
    context = Context(a_determination(a_treatment(reviewer_basis=Basis())))
    assert "disputed_treatments[0].reviewer_basis" not in context.prose


def test_an_empty_determination_has_no_prose() -> None:
    context = Context(a_determination(clinical_case_summary=None, disputed_treatments=(), documents_reviewed=()))
    assert context.prose == {}
    assert context.sentences("clinical_case_summary") == ()
    assert context.passages == ()
    assert context.whole.strip() == ""


def test_facts_are_found_by_kind_and_place() -> None:
    context = Context(a_determination())
    assert len(context.facts(FactKind.DIAGNOSIS)) == 2
    assert len(context.facts(FactKind.DIAGNOSIS, "clinical_case_summary")) == 2
    assert context.facts(FactKind.DIAGNOSIS, "disputed_treatments[0].rationale") == ()
    assert context.facts(FactKind.SCORE) == ()


def test_words_are_sought_in_small_letters() -> None:
    context = Context(a_determination())
    assert context.mentions("zzyzx", "utilization review")
    assert not context.mentions("zzyzx")
    assert context.sentences("clinical_case_summary") is context.sentences("clinical_case_summary")
    assert context.low("clinical_case_summary") is context.low("clinical_case_summary") != ""
    assert context.low("nowhere") == ""


def test_passages_are_the_parts_of_the_original_where_there_is_one() -> None:
    parts = (
        Part(kind=PartKind.SUMMARY, span=Span(start=10, end=35)),
        Part(kind=PartKind.RATIONALE, span=Span(start=0, end=9), treatment=0),
        Part(kind=PartKind.LETTERHEAD, span=Span(start=36, end=44)),
    )
    context = Context(read(parts=parts))
    assert [(one.where, one.start) for one in context.passages] == [
        ("clinical_case_summary", 10),
        ("disputed_treatments[0].rationale", 0),
        ("letterhead", 36),
    ]
    assert context.whole == TEXT


def test_passages_are_the_prose_where_there_is_no_original() -> None:
    context = Context(a_determination(reviewer=a_reviewer(statement="He is able.")))
    kinds = {one.where.rpartition(".")[2].partition("[")[0]: one.kind for one in context.passages}
    assert kinds == {
        "clinical_case_summary": PartKind.SUMMARY,
        "heading": PartKind.TREATMENT_HEADING,
        "rationale": PartKind.RATIONALE,
        "plain_reason": PartKind.PLAIN_LANGUAGE,
        "claims_administrator_basis": PartKind.CLAIMS_ADMINISTRATOR_BASIS,
        "reviewer_basis": PartKind.REVIEWER_BASIS,
        "documents_reviewed": PartKind.DOCUMENTS,
        "reviewer": PartKind.QUALIFICATIONS,
    }
    assert "He is able." in context.whole


def test_a_hit_in_a_passage_knows_its_words() -> None:
    assert Passage(text="he is well", where="w", kind=PartKind.SUMMARY).hit(3, 5, "m") == Hit(
        where="w", message="m", quote="is", at=3
    )
