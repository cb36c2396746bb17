from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from openimr.errors import MalformedData
from openimr.reviews.review import Ground, Quoted, Statement
from openimr.samples.casefiles import FOLLOWED, Scans
from openimr.samples.whole_cases import WholeCaseSample, whole_case_sample
from openimr.samples.whole_cases import written_review as module
from openimr.samples.whole_cases.written_review import written_review

Written = Callable[[str], tuple[Quoted, ...]]
COMPLETE_AT = dt.datetime(2014, 10, 1, 19, tzinfo=dt.UTC)


def statements(sample: WholeCaseSample) -> list[Statement]:
    assert sample.review is not None
    return [*sample.review.summary, *(one for row in sample.review.treatments for one in row.rationale)]


def words_on(sample: WholeCaseSample, page: int) -> str:
    return " ".join(sample.truth.pages[page - 1].text.split())


@pytest.mark.parametrize("name", FOLLOWED)
def test_each_quotation_stands_on_the_page_that_is_given(followed: dict[str, WholeCaseSample], name: str) -> None:
    pins = [pin for statement in statements(followed[name]) for pin in statement.pins]

    assert len(pins) >= 20
    assert [pin for pin in pins if pin.quote not in words_on(followed[name], pin.page)] == []


@pytest.mark.parametrize("name", FOLLOWED)
def test_each_sentence_says_what_it_rests_on(followed: dict[str, WholeCaseSample], name: str) -> None:
    for statement in statements(followed[name]):
        assert statement.says.endswith(".")
        assert bool(statement.pins) == (statement.ground is Ground.RECORD)
        assert bool(statement.looked_for) == (statement.ground is Ground.NOT_DOCUMENTED)


@pytest.mark.parametrize("name", FOLLOWED)
def test_each_treatment_of_the_application_is_decided_on_cited_guidelines(
    followed: dict[str, WholeCaseSample], name: str
) -> None:
    review = followed[name].review
    assert review is not None

    assert review.case == followed[name].filing.application.number
    assert [row.number for row in review.treatments] == [
        row.number for row in followed[name].filing.disputed_treatments
    ]
    for row in review.treatments:
        assert row.outcome is not None
        assert all(citation.edition for citation in row.guideline.citations)
        assert row.guideline.uses_mtus or row.guideline.why_not_mtus
        assert row.rationale[-1].ground is Ground.OPINION
        assert "medically necessary" in row.rationale[-1].says


@pytest.mark.parametrize("name", FOLLOWED)
def test_nothing_is_signed_or_passed(followed: dict[str, WholeCaseSample], name: str) -> None:
    review = followed[name].review
    assert review is not None

    assert review.second_look is None
    assert [row.signature for row in review.treatments] == [None] * len(review.treatments)


@pytest.mark.parametrize(("seed", "scans"), [(2, Scans.NONE), (3, Scans.ALL)])
def test_the_pages_are_found_whatever_the_seed_and_however_the_records_were_scanned(seed: int, scans: Scans) -> None:
    for name in ("000", "004"):
        sample = whole_case_sample(name, seed=seed, scans=scans)
        pins = [pin for statement in statements(sample) for pin in statement.pins]
        assert [pin for pin in pins if pin.quote not in words_on(sample, pin.page)] == []


SHEET = """
about: An invented sheet.
source: invented
reviewer: R-1
summary:
  - {says: It is so., pins: [PINS]}
treatments: []
"""


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, followed: dict[str, WholeCaseSample]) -> Written:
    """What the pins of a sheet come to in the case 001."""

    def of(pins: str) -> tuple[Quoted, ...]:
        monkeypatch.setattr(module, "data", lambda _name: SHEET.replace("PINS", pins))
        review = written_review("001", followed["001"].truth, complete_at=COMPLETE_AT)
        return review.summary[0].pins

    return of


def test_a_day_in_braces_is_quoted_as_its_office_writes_it(written: Written) -> None:
    (pin,) = written('{quote: "Date of visit: {2014-08-05}"}')

    assert pin == Quoted(13, "Date of visit: 08/05/2014")


def test_a_quotation_in_two_documents_is_placed_by_kind_and_day(written: Written) -> None:
    by_kind = written("{quote: Depressive disorder NOS (311), kind: psychological_evaluation}")
    by_day = written('{quote: Depressive disorder NOS (311), "on": 2014-08-05}')

    assert [pin.page for pin in (*by_kind, *by_day)] == [20, 13]


def test_quotations_without_a_place_are_all_told_at_once(written: Written) -> None:
    with pytest.raises(MalformedData) as raised:
        written("{quote: nobody wrote this}, {quote: Depressive disorder NOS (311)}")

    first, second = raised.value.faults
    assert first.what == "It stands in no document."
    assert second.what == "It stands in documents 13, 20."


def test_a_quotation_on_a_page_that_came_twice_is_placed_on_the_first(written: Written) -> None:
    (pin,) = written("{quote: Session 3 of 12}")

    assert pin.page == 6


def test_all_documents_of_the_file_were_opened(followed: dict[str, WholeCaseSample]) -> None:
    sample = followed["001"]
    assert sample.review is not None
    assert sample.review.opened == tuple(range(1, len(sample.truth.documents) + 1))
    fewer = replace(sample.truth, documents=sample.truth.documents[:-1])
    assert written_review("001", fewer, complete_at=COMPLETE_AT).opened == sample.review.opened[:-1]
