"""A person releases; nothing leaves while a doubt is open."""

from __future__ import annotations

import msgspec
import pytest

from openimr.casefile.redaction import (
    Judgment,
    Judgments,
    Kind,
    Profile,
    Redaction,
    Verdict,
    apply,
    differences_page,
    differences_text,
    judgments_to_complete,
    open_proposals,
    propose,
    release,
)
from openimr.citations import Span
from openimr.errors import MalformedData, RuleBroken
from openimr.rulebook.lines import read_lines
from unit.casefile.redaction.factories import PARTIES, page

TEXT = "Whitlock saw Gonzales & <son>."


def judged(start: int, end: int, verdict: Verdict, *, page: int = 0, by: str = "A. Clerk") -> Judgment:
    return Judgment(start=start, end=end, verdict=verdict, by=by, page=page)


def test_an_open_doubt_forbids_the_release_and_is_told_without_words() -> None:
    proposals = propose(TEXT, PARTIES, Profile.STATE)
    assert [one.quote for one in open_proposals(proposals, ())] == ["Gonzales"]
    with pytest.raises(RuleBroken) as caught:
        release(TEXT, proposals)
    assert "Gonzales" not in caught.value.explain()


def test_a_judgment_takes_out_or_keeps_and_the_last_one_counts() -> None:
    proposals = propose(TEXT, PARTIES, Profile.STATE)
    redact, keep = judged(13, 21, Verdict.REDACT), judged(0, 21, Verdict.KEEP)
    assert release(TEXT, proposals, [redact])[0].text == "[PROVIDER] saw [EMPLOYEE] & <son>."
    kept = release(TEXT, proposals, [redact, keep])[0]
    assert kept.text == TEXT
    assert [one.quote for one in kept.kept] == ["Whitlock", "Gonzales"]


def test_a_person_can_take_out_what_nobody_proposed_once() -> None:
    added = judged(3, 7, Verdict.REDACT, page=2)
    done = release([page("x"), page("on Elm there", running=2)], [], [added, added])
    assert [one.text for one in done] == ["x", "on [PERSON] there"]


def test_faulty_judgments_are_all_told() -> None:
    bad = [judged(0, 99, Verdict.KEEP), judged(0, 1, Verdict.KEEP, page=7), judged(0, 1, Verdict.KEEP, by=" ")]
    with pytest.raises(MalformedData) as caught:
        release("abc", [], bad)
    assert len(caught.value.faults) == 3


def test_stretches_that_overlap_are_refused() -> None:
    one = Redaction(span=Span(0, 2), kind=Kind.PERSON, token="[PERSON]", reason="", quote="ab")  # noqa: S106 - a token of text
    with pytest.raises(MalformedData):
        apply("abc", [one, one])


def test_many_open_doubts_are_told_in_short() -> None:
    text = "Gonzales went. " * 12
    with pytest.raises(RuleBroken, match="and more"):
        release(text, propose(text, PARTIES, Profile.STATE))


def test_the_differences_are_shown_as_text_and_as_html() -> None:
    proposals = propose(TEXT, PARTIES, Profile.STATE)
    taken = release(TEXT, proposals, [judged(13, 21, Verdict.REDACT)])[0]
    shown = differences_text(TEXT, taken)
    assert "- Whitlock -> [PROVIDER] (certain" in shown
    assert "(judged by a person" in shown
    html = differences_page([(TEXT, taken)])
    assert "Gonzales</del> <ins>" in html
    assert "&lt;son&gt;" in html
    kept = release(TEXT, proposals, [judged(13, 21, Verdict.KEEP)])[0]
    assert "Kept:\n= Gonzales" in differences_text(TEXT, kept)
    assert "Gonzales</mark>" in differences_page([(TEXT, kept)])


def test_a_name_over_two_lines_is_shown_on_one() -> None:
    text = "Robert\nWhitlock"
    assert "- Robert Whitlock ->" in differences_text(text, release(text, propose(text, PARTIES, Profile.STATE))[0])


def test_a_page_of_which_nothing_is_taken_out_is_named_only() -> None:
    [released] = release("Nothing to see.", ())
    page = differences_page([("Nothing to see.", msgspec.structs.replace(released, page=7))])
    assert "Nothing is taken out of page 7." in page
    assert "Nothing to see" not in page


def test_what_a_person_takes_out_around_a_proposal_goes_with_it() -> None:
    text = "Zorka Whitlock, of Elmtown, came."
    proposals = propose(text, PARTIES, Profile.STATE)
    assert [one.quote for one in proposals] == ["Whitlock"]
    [released] = release(text, proposals, [judged(0, 26, Verdict.REDACT)])
    assert released.text == "[PERSON] [PROVIDER], [PERSON], came."
    assert [one.quote for one in released.redactions] == ["Zorka", "Whitlock", "of Elmtown"]


def test_a_file_of_judgments_must_be_completed_by_somebody() -> None:
    text = "Hugo came."
    proposals = propose(text, PARTIES, Profile.STATE)
    form = judgments_to_complete({0: text}, proposals)
    assert "Hugo came." in form
    with pytest.raises(MalformedData) as refused:
        release(text, proposals, read_lines(form, Judgments, where="form").judgments)
    assert [fault.what for fault in refused.value.faults] == ["It does not say who judged."]
    said = read_lines(form.replace("by: ''", "by: qa-1"), Judgments, where="form").judgments
    assert release(text, proposals, said)[0].text == "[PERSON] came."
