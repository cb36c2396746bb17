from __future__ import annotations

import datetime as dt
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.model import DocumentKind, FindingKind
from openimr.cases.parties import Contact
from openimr.errors import UnusableInput
from openimr.samples.casefiles.binding import Bound
from openimr.samples.casefiles.drafts import Draft, Fact, Form, Look, Role, Said, Section, quotations, unmarked
from openimr.samples.casefiles.followed import followed_story
from openimr.samples.casefiles.forms import decision_draft, filing_drafts, notice_draft
from openimr.samples.casefiles.framing import Block, Paper, framed, shown_date
from openimr.samples.casefiles.naming import known_identifiers
from openimr.samples.casefiles.piling import Scans, Sheet, pile
from openimr.samples.casefiles.setting import SetPages, set_papers
from openimr.samples.casefiles.tables import codes, frames
from openimr.samples.casefiles.telling import tell
from openimr.samples.casefiles.truth import IdentifierKind
from openimr.samples.tables import regions

STORY = followed_story("000", 1)
PAIN = Fact(kind=FindingKind.PAIN)


def _paper(draft: Draft) -> Paper:
    return framed(STORY, draft, Random(1))


def _note(text: str, form: Form = Form.PROSE, look: Look | None = None) -> Draft:
    section = Section(said=(Said(text),), form=form)
    return Draft(kind=DocumentKind.OTHER, by=Role.TREATING, on=dt.date(2014, 5, 6), sections=(section,), look=look)


def test_a_quotation_is_what_stands_between_the_marks() -> None:
    said = Said("Pain is <<4/10>> at rest and <<8/10>> with work.", (PAIN, PAIN))
    assert [quote for quote, _ in quotations(said)] == ["4/10", "8/10"]
    assert unmarked(said) == "Pain is 4/10 at rest and 8/10 with work."


def test_a_sentence_without_marks_is_quoted_whole() -> None:
    assert quotations(Said("It hurts.", (PAIN,))) == (("It hurts.", PAIN),)


def test_a_fact_without_its_quotation_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="longer"):
        quotations(Said("Pain is <<4/10>>.", (PAIN, PAIN)))


@pytest.mark.parametrize(("style", "shown"), [(0, "05/06/2014"), (1, "5/6/2014"), (2, "May 6, 2014")])
def test_each_office_writes_days_in_its_own_way(style: int, shown: str) -> None:
    assert shown_date(dt.date(2014, 5, 6), style) == shown


def test_every_kind_of_document_has_a_frame() -> None:
    assert set(frames()) == set(DocumentKind)


def test_every_diagnosis_of_the_samples_has_a_code() -> None:
    named = {name.removeprefix("{side} ") for region in regions() for name in region.diagnoses}
    assert named <= set(codes())


def test_a_paper_that_cannot_be_set_is_refused_with_the_reason() -> None:
    broken = msgspec.structs.replace(_paper(_note("fine")), blocks=(Block(kind="table"),))
    with pytest.raises(UnusableInput) as caught:
        set_papers([broken])
    assert "typesetter" in caught.value.explain()


def test_papers_are_set_each_from_a_page_of_its_own() -> None:
    made = set_papers([_paper(_note("first")), _paper(_note("second " * 900)), _paper(_note("third"))])
    assert [it.first for it in made] == [0, 1, 1 + len(made[1].texts)]
    assert len(made[1].texts) > 1
    assert "third" in made[2].texts[0]


def test_a_page_by_hand_begins_a_page_of_its_own() -> None:
    typed = Section(said=(Said("typed"),))
    draft = msgspec.structs.replace(
        _note("by hand", Form.HAND), sections=(typed, *_note("by hand", Form.HAND).sections)
    )
    (made,) = set_papers([_paper(draft)])
    assert len(made.texts) == 2


def test_what_a_story_says_is_missing_is_not_among_its_papers() -> None:
    lacking = msgspec.structs.replace(STORY, is_request_missing=True, is_application_missing=True)
    kinds = {draft.kind for draft in filing_drafts(lacking)}
    assert DocumentKind.REQUEST_FOR_AUTHORIZATION not in kinds
    assert DocumentKind.APPLICATION not in kinds
    assert kinds < {draft.kind for draft in filing_drafts(STORY)}


def test_a_decision_that_is_not_known_leaves_a_paper_without_treatments() -> None:
    unknown = msgspec.structs.replace(STORY, filing=msgspec.structs.replace(STORY.filing, ur_decision=None), ur_says=())
    assert len(decision_draft(unknown).sections) == 1


def test_what_is_not_known_of_the_employee_leaves_no_trace() -> None:
    parties = STORY.filing.parties
    bare = msgspec.structs.replace(parties.employee, born_on=None, contact=Contact())
    filing = msgspec.structs.replace(STORY.filing, parties=msgspec.structs.replace(parties, employee=bare))
    unknown = msgspec.structs.replace(STORY, filing=filing)
    assert IdentifierKind.BIRTH not in known_identifiers(unknown).values()
    lines = [said.text for part in notice_draft(unknown).sections for said in part.said]
    assert lines[0] == "Marisol Fenhurst"


def test_the_whole_name_comes_before_the_surname_among_identifiers() -> None:
    known = list(known_identifiers(STORY))
    assert known.index("Marisol Fenhurst") < known.index("Fenhurst")


@given(
    counts=st.lists(st.integers(1, 3), min_size=2, max_size=12),
    twice=st.integers(0, 4),
    scans=st.sampled_from(Scans),
    seed=st.integers(0, 999),
)
def test_every_page_of_every_paper_is_laid_down_once_and_copies_come_after(
    counts: list[int], twice: int, scans: Scans, seed: int
) -> None:
    paper = _paper(_note("x"))
    pages = [SetPages(b"", 0, ("x",) * count) for count in counts]
    sheets = pile([paper] * len(counts), pages, twice=twice, scans=scans, rng=Random(seed))
    first = [(it.paper, it.place) for it in sheets if it.paper is not None and not it.copy]
    assert sorted(first) == [(at, place) for at, count in enumerate(counts) for place in range(count)]
    copies = [(it.paper, it.place) for it in sheets if it.copy]
    assert set(copies) <= set(first)
    assert len({at for at, _ in copies}) == min(twice, len(counts) // 2)
    assert [it.file for it in sheets] == sorted(it.file for it in sheets)


def test_what_was_hard_to_read_does_not_get_better_when_it_is_faxed_again() -> None:
    papers = [_paper(_note("x", look=Look.RUINED))] * 4
    pages = [SetPages(b"", 0, ("x",))] * 4
    sheets = pile(papers, pages, twice=2, scans=Scans.SOME, rng=Random(1))
    assert {it.look for it in sheets if it.copy} == {Look.RUINED}


def test_a_quotation_that_is_on_no_page_is_a_mistake_that_is_told() -> None:
    paper = _paper(_note("fine"))
    lost = msgspec.structs.replace(paper, quotes=(("nowhere", PAIN),))
    pages = set_papers([lost])
    sheets = [Sheet("a.pdf", 0, 0, Look.TYPED)]
    with pytest.raises(LookupError, match="nowhere"):
        tell(STORY, [lost], pages, sheets, Bound({}, (None,)), seed=1)
