from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from openimr.casefile.model import DocumentKind, FindingKind, Mode
from openimr.samples.casefiles.chart import labelled
from openimr.samples.casefiles.drafts import Fact
from openimr.samples.casefiles.forms import filing_drafts
from openimr.samples.casefiles.inventing import invent_story
from openimr.samples.casefiles.story import Story


@pytest.fixture(scope="module")
def stories() -> tuple[Story, ...]:
    return tuple(invent_story(8, place, pages=60) for place in range(1, 151))


def _facts(story: Story) -> list[tuple[dt.date, Fact]]:
    drafts = (*filing_drafts(story), *story.drafts)
    return [
        (draft.on, fact) for draft in drafts for part in draft.sections for said in part.said for fact in said.facts
    ]


def test_over_many_stories_every_kind_of_contradiction_is_planted_and_has_two_sides(stories: tuple[Story, ...]) -> None:
    seen: Counter[str] = Counter()
    for story in stories:
        sides: dict[str, set[object]] = {}
        for _, fact in _facts(story):
            if fact.clash:
                value = (fact.side, fact.levels, fact.count, fact.value, fact.name)
                sides.setdefault(fact.clash, set()).add(value if fact.clash != "date" else fact.on)
        assert all(len(told) > 1 for told in sides.values())
        seen.update(sides.keys())
    assert set(seen) == {"side", "level", "count", "action", "age", "date"}


def test_over_many_stories_every_kind_of_document_occurs(stories: tuple[Story, ...]) -> None:
    kinds = {draft.kind for story in stories for draft in (*filing_drafts(story), *story.drafts)}
    assert kinds == set(DocumentKind) - {DocumentKind.OTHER}


def test_over_many_stories_every_kind_of_finding_occurs(stories: tuple[Story, ...]) -> None:
    kinds = {fact.kind for story in stories for _, fact in _facts(story)}
    # A visit is told by the date at the head of a paper, which the draft does not have yet.
    assert kinds >= set(FindingKind) - {FindingKind.VISIT}


def test_some_files_lack_what_the_law_asks_for_and_say_so(stories: tuple[Story, ...]) -> None:
    items = {gap.item for story in stories for gap in story.gaps}
    assert items == {"", "A", "B", "D"}
    for story in stories:
        lacking = {gap.item for gap in story.gaps}
        assert ("D" in lacking) == story.is_request_missing
        assert ("B" in lacking) == story.is_application_missing


def test_no_paper_is_older_than_the_injury_and_none_speaks_of_a_later_day(stories: tuple[Story, ...]) -> None:
    for story in stories:
        assert all(draft.on >= story.filing.application.injured_on for draft in story.drafts)
        assert all(fact.on <= on for on, fact in _facts(story) if fact.on is not None)


def test_at_most_one_note_is_written_for_each_day_of_a_course(stories: tuple[Story, ...]) -> None:
    for story in stories:
        notes = [
            (draft.by, draft.on, fact.code)
            for draft in story.drafts
            if draft.kind in {DocumentKind.THERAPY_NOTE, DocumentKind.ACUPUNCTURE_NOTE}
            for part in draft.sections
            for said in part.said
            for fact in said.facts
            if fact.kind is FindingKind.SESSIONS
        ]
        assert len(notes) == len(set(notes))


def test_a_labelled_quotation_has_a_fact_of_its_own_among_those_that_are_given() -> None:
    pain = Fact(kind=FindingKind.PAIN, value=4)
    said = labelled(
        "<<4/10>>, <<response:slept well>>; <<planned=heat:a warm pad>>, then <<treatment:cupping>>.", (pain,)
    )
    assert said.text == "<<4/10>>, <<slept well>>; <<a warm pad>>, then <<cupping>>."
    assert said.facts[0] == pain
    assert [(one.kind, one.mode, one.name, one.code) for one in said.facts[1:]] == [
        (FindingKind.RESPONSE, Mode.STATED, "", ""),
        (FindingKind.TREATMENT, Mode.PLANNED, "heat", ""),
        (FindingKind.TREATMENT, Mode.STATED, "cupping", "cupping"),
    ]


def test_a_sentence_without_labels_keeps_its_quotations_and_facts() -> None:
    pain = Fact(kind=FindingKind.PAIN, value=4)
    assert labelled("Pain is <<4/10>>.", (pain,)).facts == (pain,)
