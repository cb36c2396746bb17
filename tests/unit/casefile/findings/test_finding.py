"""Findings have pins and lasting ids, and keep what a person said of them."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.casefile.findings import check_pins, find, judge
from openimr.casefile.model import (
    Document,
    DocumentKind,
    Finding,
    FindingKind,
    FindingState,
    Page,
    PageText,
    TextSource,
)
from openimr.errors import MalformedData, NotFound
from unit.casefile.findings.scoring import a_page, found_in, notes

SENTENCES = [sentence for name in ("seen", "unseen") for note in notes(name) for sentence in note.text.split("\n")]
TEXTS = st.lists(st.sampled_from(SENTENCES), max_size=14).map("\n".join)
KINDS = st.sampled_from(list(DocumentKind))
NOTE = "The patient has completed 12 sessions of acupuncture. She denies depression. Pain 7/10."


@settings(max_examples=60)
@given(TEXTS, KINDS)
def test_every_pin_quotes_what_stands_on_the_page(text: str, kind: DocumentKind) -> None:
    document = Document(number=1, first=1, last=1, kind=kind, confidence=1.0)
    pages = [a_page(text)]
    found = find(pages, [document])
    assert check_pins(found, pages) == ()
    assert all(one.pin.quote == one.pin.span.quote(text) for one in found)
    assert len({one.id for one in found}) == len(found)


@settings(max_examples=30)
@given(TEXTS, st.data())
def test_a_later_run_keeps_every_judgment(text: str, data: st.DataObject) -> None:
    pages = [a_page(text)]
    found = find(pages)
    if not found:
        return
    one = data.draw(st.sampled_from(found))
    state = data.draw(st.sampled_from([FindingState.CONFIRMED, FindingState.REFUSED]))
    judged = judge(found, one.id, state, "Dr. Reader")
    assert find(pages, earlier=judged) == judged


def test_the_same_pages_give_the_same_ids() -> None:
    for note in notes("seen"):
        assert found_in(note) == found_in(note)


def test_an_id_does_not_depend_on_where_the_words_stand_on_the_page() -> None:
    before = {one.id for one in find([a_page(NOTE)])}
    after = {one.id for one in find([a_page(f"Clinic of the bay.\n\n{NOTE}")])}
    assert before == after


def test_two_like_findings_of_one_page_have_two_ids() -> None:
    found = find([a_page("Pain 7/10. Pain 7/10.")])
    assert [one.kind for one in found] == [FindingKind.PAIN, FindingKind.PAIN]
    assert found[0].id != found[1].id


def test_a_judgment_of_words_that_are_gone_is_kept_and_its_pin_reported() -> None:
    found = find([a_page(NOTE)])
    [pain] = [one for one in found if one.kind is FindingKind.PAIN]
    judged = judge(found, pain.id, FindingState.CONFIRMED, "Dr. Reader")
    pages = [a_page("The patient has completed 12 sessions of acupuncture.")]
    later = find(pages, earlier=judged)
    assert [one.id for one in later if one.state is FindingState.CONFIRMED] == [pain.id]
    assert [broken.finding for broken in check_pins(later, pages)] == [pain.id]


def test_a_proposal_that_is_not_found_again_is_gone() -> None:
    assert find([a_page("Nothing is told.")], earlier=find([a_page(NOTE)])) == ()


def test_a_page_that_repeats_another_is_passed_over() -> None:
    pages = [a_page(NOTE), a_page(NOTE, running=2, duplicate_of=1)]
    assert {one.pin.page for one in find(pages)} == {1}


def test_a_page_that_was_not_read_gives_nothing() -> None:
    assert find([Page(file="f", number=1, running=1, width=612, height=792), a_page(" ", running=2)]) == ()


def test_a_doubtful_reading_makes_a_finding_less_sure() -> None:
    doubtful = PageText(source=TextSource.TESSERACT, text=NOTE, confidence=0.5)
    page = Page(file="f", number=1, running=1, width=612, height=792, texts=(doubtful,))
    for sure, unsure in zip(find([a_page(NOTE)]), find([page]), strict=True):
        assert unsure.confidence == pytest.approx(sure.confidence / 2, abs=0.001)


def test_a_finding_names_the_document_that_holds_its_page() -> None:
    document = Document(number=3, first=2, last=4, kind=DocumentKind.PROGRESS_REPORT, confidence=1.0)
    found = find([a_page(NOTE, running=2), a_page(NOTE, running=9)], [document])
    assert {(one.pin.page, one.pin.document) for one in found} == {(2, "3"), (9, "")}


def test_a_person_judges_and_takes_it_back() -> None:
    found = find([a_page(NOTE)])
    refused = judge(found, found[0].id, FindingState.REFUSED, "Dr. Reader")
    assert (refused[0].state, refused[0].by) == (FindingState.REFUSED, "Dr. Reader")
    assert refused[1:] == found[1:]
    assert judge(refused, found[0].id, FindingState.PROPOSED, "Dr. Reader") == found


def test_nobody_judges_what_is_not_there_or_without_a_name() -> None:
    found = find([a_page(NOTE)])
    with pytest.raises(NotFound) as missing:
        judge(found, "pain-1-none", FindingState.REFUSED, "Dr. Reader")
    assert "no such finding" in missing.value.explain()
    with pytest.raises(MalformedData) as nameless:
        judge(found, found[0].id, FindingState.REFUSED, " ")
    assert "Name the person" in nameless.value.explain()


def test_findings_go_to_json_and_back() -> None:
    for note in notes("unseen"):
        found = found_in(note)
        assert msgspec.json.decode(msgspec.json.encode(found), type=tuple[Finding, ...]) == found
